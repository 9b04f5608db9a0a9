"""The person's own words in their own room: everything they said, and what they can still say about it.

Only the person has this page. A guardian's room beside theirs has none like it.
"""

from datetime import date
from typing import Any
from uuid import UUID

from litestar import get, post
from litestar.params import FromPath
from sqlmodel import Session, col, select

from engine import access
from engine.accounts import Role
from engine.clock import now, today
from engine.database import reading
from engine.items import Item, ItemQuote
from engine.openings import opened
from engine.people import Person
from engine.permissions import Action
from engine.plans import Plan
from engine.quotes import Quote, QuoteMarkKind, Spoken, quotes_by_id
from engine.refusals import NotFound
from engine.versions import Version
from web.answers import Answer, form_again, page
from web.asked import Asked, database_of, form_of, settings_of
from web.doing import act
from web.forms import Form
from web.identity import signed_in
from web.sent import command_fields, command_of
from web.standings import plan_title
from workflows import own_words

PRESSES = {
    "not-meant": QuoteMarkKind.NOT_MEANT,
    "take-back": QuoteMarkKind.WITHDRAWN,
    "private": QuoteMarkKind.PRIVATE,
    "not-private": QuoteMarkKind.NOT_PRIVATE,
}
"""What can be pressed, as the address names it."""


@get("/my-plan/words", sync_to_thread=True)
def index(request: Asked) -> Answer:
    """Everything the person said that was written down, the latest first."""
    visitor, on = _the_person(request), _today(request)
    with reading(database_of(request)) as session:
        assert visitor.person_id is not None
        person = access.person_for(session, visitor, visitor.person_id, on=on)
        ids = access.quotes_seen(session, visitor, person.id, on=on)
        words = [quote for quote in quotes_by_id(session, ids, private_too=True).values() if _own(quote)]
        words.sort(key=lambda quote: quote.id, reverse=True)
        answer = page(request, "my_plan/own_words.html", person=person, words=words)
    opened(database_of(request), visitor, person.id, f"person:{person.id}", at=now())
    return answer


@get("/my-plan/words/{quote_id:uuid}", sync_to_thread=True)
def show(request: Asked, quote_id: FromPath[UUID]) -> Answer:
    """One thing that was said, where it stands, and what can be pressed."""
    with reading(database_of(request)) as session:
        return _shown(request, session, quote_id, "my_plan/own_word.html", Form())


@get("/my-plan/words/{quote_id:uuid}/{press:str}", sync_to_thread=True)
def ask(request: Asked, quote_id: FromPath[UUID], press: FromPath[str]) -> Answer:
    """What will happen, in plain words, before it does."""
    with reading(database_of(request)) as session:
        return _shown(request, session, quote_id, _template(press), Form(), press=press)


@post("/my-plan/words/{quote_id:uuid}/{press:str}", sync_to_thread=True)
def say(request: Asked, quote_id: FromPath[UUID], press: FromPath[str]) -> Answer:
    """The person says it. It is kept with the time, and everything that follows happens at once."""
    visitor, on = _the_person(request), _today(request)
    template = _template(press)

    def write(session: Session) -> None:
        quote = access.quote_for(session, visitor, quote_id, Action.WITHDRAW_QUOTE, on=on)
        form, command = form_of(request), command_of(request)
        if press == "add":
            own_words.add_to(
                session,
                quote,
                command,
                text=form.words("words"),
                may_include=form.ticked("agreed"),
                language=visitor.language,
            )
        else:
            own_words.mark(session, quote, PRESSES[press], command, reason=form.words("reason"))

    return act(
        request,
        write,
        again=lambda session, form: _shown(request, session, quote_id, template, form, press=press),
        then=f"/my-plan/words/{quote_id}",
    )


def _shown(request: Asked, session: Session, quote_id: UUID, template: str, form: Form, *, press: str = "") -> Answer:
    visitor, on = _the_person(request), _today(request)
    quote = access.quote_for(session, visitor, quote_id, Action.WITHDRAW_QUOTE, on=on)
    spoken = quotes_by_id(session, [quote.id], private_too=True)[quote.id]
    if not _own(spoken):
        raise NotFound
    context: dict[str, Any] = {
        "person": session.get_one(Person, quote.person_id),
        "words": spoken,
        "stands": _where(session, quote),
        "more": _more(session, quote),
        "press": press,
        "command": command_fields,
        "form": form,
        "errors": form.errors,
    }
    made = form_again if form.errors else page
    return made(request, template, **context)


def _where(session: Session, quote: Quote) -> list[tuple[str, str]]:
    """Each open plan in which the words stand today, and how far that plan is."""
    query = (
        select(Plan, col(Version.id))
        .join(Version, col(Version.plan_id) == col(Plan.id))
        .join(Item, col(Item.version_id) == col(Version.id))
        .join(ItemQuote, col(ItemQuote.item_id) == col(Item.id))
        .where(ItemQuote.quote_id == quote.id, col(Plan.closed_at).is_(None))
        .distinct()
    )
    found = []
    for plan, version in session.exec(query):
        if version == plan.in_force_version_id:
            found.append((plan_title(plan), "in force"))
        elif version == plan.working_version_id:
            found.append((plan_title(plan), plan.standing))
    return sorted(set(found))


def _more(session: Session, quote: Quote) -> list[Spoken]:
    ids = session.exec(select(col(Quote.id)).where(Quote.adds_to == quote.id).order_by(col(Quote.id)))
    return list(quotes_by_id(session, list(ids), private_too=True).values())


def _own(quote: Spoken) -> bool:
    return quote.attribution in own_words.OWN


def _template(press: str) -> str:
    if press == "add":
        return "my_plan/own_word_add.html"
    if press in PRESSES:
        return "my_plan/own_word_ask.html"
    raise NotFound


def _the_person(request: Asked) -> access.Visitor:
    visitor = signed_in(request).visitor
    if visitor.role is not Role.PARTICIPANT or visitor.person_id is None:
        raise NotFound
    return visitor


def _today(request: Asked) -> date:
    return today(settings_of(request).time_zone)
