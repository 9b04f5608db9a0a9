"""A card only asks; whoever may let the person in decides."""

from collections.abc import Callable

import pytest
from litestar import Litestar
from sqlmodel import select

from engine.database import Database, reading
from engine.entry_cards import ASKED_PER_CARD, EntryRequest
from engine.people import Person
from engine.sittings import Sitting, WayIn
from tests.web.browser import Browser

Visit = Callable[[str], Browser]


def card_of(browser: Browser, house: Database, name: str) -> str:
    """A card made by who is signed in here; the path on it."""
    with reading(house) as session:
        person = session.exec(select(Person).where(Person.full_name == name)).one()
    browser.visit(f"/people/{person.id}/card")
    made = browser.submit(f"/people/{person.id}/card")
    code = next(element for element in made.tree.iter("code") if element.get("class") == "link-once")
    address = code.text or ""
    assert "<svg" in made.html
    return address[address.index("/card/") :]


@pytest.fixture
def rosas_card(visit_as: Visit, house: Database) -> str:
    return card_of(visit_as("sam"), house, "Rosa Delgado")


def ask(app: Litestar, path: str) -> Browser:
    phone = Browser(app)
    phone.visit(path)
    phone.submit(path)
    return phone


def test_the_card_asks_the_coordinator_lets_in_and_the_room_opens(
    demo: Litestar, visit_as: Visit, rosas_card: str, house: Database
) -> None:
    phone = ask(demo, rosas_card)
    assert phone.page is not None
    assert phone.page.title == "Coming in"
    assert "Your number is" in phone.page.text
    sam = visit_as("sam")
    assert "1 person wants to come in" in sam.visit("/").text
    waiting = sam.visit("/let-in")
    with reading(house) as session:
        asked = session.exec(select(EntryRequest)).one()
    assert f"Number {asked.number}" in waiting.text
    sam.submit(f"/let-in/{asked.id}/yes")
    assert "let you in" in phone.part("/coming-in")
    phone.visit("/coming-in")
    assert phone.submit("/coming-in").title == "Is anyone helping you?"
    with reading(house) as session:
        sitting = session.exec(select(Sitting).where(Sitting.way_in == WayIn.CARD)).one()
    assert sitting.person_id == asked.person_id
    assert sitting.kind == "own session"


def test_the_card_tells_nothing_that_no_card_would_not_tell(demo: Litestar, rosas_card: str) -> None:
    real, made_up = Browser(demo), Browser(demo)
    pages = [browser.visit(path).html for browser, path in ((real, rosas_card), (made_up, "/card/not-a-card"))]
    assert pages[0].replace(rosas_card, "") == pages[1].replace("/card/not-a-card", "")
    for browser, path in ((real, rosas_card), (made_up, "/card/not-a-card")):
        browser.submit(path)
    texts = [browser.page.text for browser in (real, made_up) if browser.page]
    assert texts[0][:120] == texts[1][:120]
    assert "Rosa" not in texts[0]


def test_not_now_is_said_and_the_request_is_worth_nothing(
    demo: Litestar, visit_as: Visit, rosas_card: str, house: Database
) -> None:
    phone, sam = ask(demo, rosas_card), visit_as("sam")
    with reading(house) as session:
        asked = session.exec(select(EntryRequest)).one()
    sam.visit("/let-in")
    sam.submit(f"/let-in/{asked.id}/not-now")
    assert "does not work right now" in phone.visit("/coming-in").text


def test_an_ended_card_asks_nobody(demo: Litestar, visit_as: Visit, rosas_card: str, house: Database) -> None:
    card_of(visit_as("sam"), house, "Rosa Delgado")
    ask(demo, rosas_card)
    assert "Nobody waits now" in visit_as("sam").visit("/let-in").text


def test_asking_again_and_again_is_stopped(demo: Litestar, rosas_card: str) -> None:
    for _ in range(ASKED_PER_CARD):
        ask(demo, rosas_card)
    phone = Browser(demo)
    phone.visit(rosas_card)
    assert "asked too often" in phone.submit(rosas_card, status=429).text
