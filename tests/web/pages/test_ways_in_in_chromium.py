"""Every page of the ways in, on a phone and in the narrowest window: readable by everybody, calm, and within its window."""

from collections.abc import Iterator

import pytest
from litestar import Litestar
from playwright.sync_api import Page, expect

from engine.database import Database, reading
from engine.people import Person
from tests.cast import plan_of
from tests.web.chromium import NARROWEST, PHONE, Chromium, Visit, chromium, serving, visiting
from workflows.demo import PASSWORD

pytestmark = pytest.mark.browser

SMALL = """() => [...document.querySelectorAll('body.person main button, body.person main .big-button, .ways-out a')]
  .map(e => [e.innerText, e.getBoundingClientRect().height]).filter(([, high]) => high && high < 64)"""


@pytest.fixture(scope="module")
def window() -> Iterator[Chromium]:
    with chromium() as browser:
        yield browser


def sign_in(visit: Visit, name: str) -> Page:
    page = visit.open("/sign-in")
    page.fill("#sign_in_name", name)
    page.fill("#password", PASSWORD)
    page.click("main button.main")
    page.wait_for_load_state()
    return page


def looked_at(visit: Visit) -> None:
    visit.check()
    assert not visit.page.evaluate(SMALL), visit.page.url


@pytest.mark.parametrize(("size", "dark"), [(PHONE, False), (NARROWEST, True)])
def test_a_hand_over_from_beginning_to_end(
    demo: Litestar, house: Database, window: Chromium, size: tuple[int, int], dark: bool
) -> None:
    with reading(house) as session:
        plan = f"/plans/{plan_of(session, 'rosa').id}"
    with serving(demo) as address, visiting(window, address, size=size, dark=dark) as visit:
        page = sign_in(visit, "sam")
        page.goto(address + plan)
        page.get_by_role("button", name="Hand over to").click()
        looked_at(visit)
        page.get_by_role("button", name="A staff member").click()
        looked_at(visit)
        page.get_by_role("button", name="Sam").click()
        page.get_by_text("For who helps").click()
        looked_at(visit)
        for path in ("/my-plan/stop", "/give-back"):
            page.goto(address + path)
            looked_at(visit)


@pytest.mark.parametrize(("size", "dark"), [(PHONE, True), (NARROWEST, False)])
def test_a_card_from_printing_to_coming_in(
    demo: Litestar, house: Database, window: Chromium, size: tuple[int, int], dark: bool
) -> None:
    from sqlmodel import select

    with reading(house) as session:
        rosa = session.exec(select(Person).where(Person.full_name == "Rosa Delgado")).one().id
    with serving(demo) as address, visiting(window, address, size=size, dark=dark) as visit:
        page = sign_in(visit, "sam")
        page.goto(f"{address}/people/{rosa}/card")
        visit.check()
        page.get_by_role("button", name="Make a card").click()
        visit.check()
        card = page.locator("code.link-once").inner_text()
        with visiting(window, address, size=size, dark=dark) as phone:
            theirs = phone.open(card[card.index("/card/") :])
            looked_at(phone)
            theirs.get_by_role("button", name="Ask to come in").click()
            looked_at(phone)
            page.goto(address + "/let-in")
            visit.check()
            page.get_by_role("button", name="Let Rosa in").click()
            expect(theirs.get_by_role("button", name="Come in")).to_be_visible(timeout=15_000)
            looked_at(phone)
            theirs.get_by_role("button", name="Come in").click()
            expect(theirs.get_by_role("heading", level=1)).to_have_text("Is anyone helping you?")


@pytest.mark.parametrize(("size", "dark"), [(PHONE, False), (NARROWEST, True)])
def test_a_supporter_reads_with_somebody(demo: Litestar, window: Chromium, size: tuple[int, int], dark: bool) -> None:
    with serving(demo) as address, visiting(window, address, size=size, dark=dark) as visit:
        page = sign_in(visit, "leo")
        looked_at(visit)
        page.get_by_role("link", name="Read with Rosa").click()
        looked_at(visit)
