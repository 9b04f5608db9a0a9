"""The door for lawful erasure: one asks, another confirms, the words are gone everywhere, and the history holds."""

from collections.abc import Callable

import pytest
from sqlmodel import col, select

from engine import verification
from engine.database import Database, reading, writing
from engine.erasure_asks import ErasureAsk
from engine.events import history
from engine.meetings import Meeting
from engine.notes import TYPED
from engine.originals import Original, OriginalErasure, OriginalKind, OriginalText, keep_original, keep_text
from engine.people import Person
from engine.quotes import Erasure, Quote, QuoteText, quotes_by_id
from tests.cast import NOW, plan_of, visitor_in
from tests.web.browser import Browser, Opened

VisitAs = Callable[[str], Browser]
ORDER = "Order 12 of the county court"


def a_quote(house: Database) -> tuple[Person, Quote, str]:
    """Words of Rosa's that stand in her shared plan."""
    with reading(house) as session:
        plan = plan_of(session, "rosa")
        person = session.get_one(Person, plan.person_id)
        rows = session.exec(
            select(Quote, QuoteText)
            .join(QuoteText, col(QuoteText.quote_id) == col(Quote.id))
            .where(Quote.person_id == person.id, col(Quote.original_id).is_(None), col(Quote.meeting_id).is_not(None))
        ).all()
        quote, kept = next(row for row in rows if len(row[1].text) > 20)
        return person, quote, kept.text


def asks(browser: Browser, person: Person, what: str, *, status: int = 200, **more: str) -> Opened:
    path = f"/people/{person.id}/erasures"
    browser.visit(path)
    form = {"what": what, "authority": ORDER, "reason": "The court ordered it."} | more
    return browser.submit(path, form, status=status)


def only_ask(house: Database) -> ErasureAsk:
    with reading(house) as session:
        return session.exec(select(ErasureAsk)).one()


def confirms(browser: Browser, ask: ErasureAsk, *, status: int = 200, **form: str) -> Opened:
    browser.visit(f"/erasures/{ask.id}")
    return browser.submit(f"/erasures/{ask.id}/confirmed", form or {"sure": "yes"}, status=status)


def text_of(house: Database, quote: Quote) -> str | None:
    with reading(house) as session:
        return quotes_by_id(session, [quote.id], private_too=True)[quote.id].text


@pytest.fixture
def two(visit_as: VisitAs) -> tuple[Browser, Browser]:
    """Whoever asks and whoever confirms: a supervisor and a manager."""
    return visit_as("grace"), visit_as("ines")
