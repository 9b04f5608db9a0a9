"""Placing in a real browser: a card dragged onto a line, the same with the keyboard alone, and tabs on a phone."""

from collections.abc import Callable, Iterator
from uuid import UUID

import pytest
from litestar import Litestar
from playwright.sync_api import expect

from engine.accounts import Account
from engine.database import Database, reading, writing
from engine.items import items_of, links_of
from engine.plans import Plan
from engine.quotes import Attribution, Method
from tests.web.chromium import DESK, PHONE, Chromium, Visit, chromium, serving, visiting
from tests.web.conftest import PASSWORD
from tests.web.pages.writing import ON, Desk, command_for, desk
from workflows import planning, recording
from workflows.planning import Line

pytestmark = pytest.mark.browser

MakeAccount = Callable[..., Account]


@pytest.fixture(scope="module")
def window() -> Iterator[Chromium]:
    with chromium() as browser:
        yield browser


@pytest.fixture
def there(database: Database, account: MakeAccount) -> Desk:
    found = desk(database, account)
    with writing(database) as session:
        plan = session.get_one(Plan, found.plan)
        command = command_for(found.coordinator)
        planning.hold_meeting(session, plan, command, lines=[Line("outcomes", "outcome", {"text": "A paid job"})])
        for text in ("I could do the dogs at the shelter.", "MY key."):
            recording.capture_quote(
                session,
                plan,
                command_for(found.coordinator),
                text=text,
                attribution=Attribution.PARTICIPANT,
                speaker="Dee",
                method=Method.SPOKEN,
                said_on=ON,
                may_include=True,
            )
    return found


def sign_in(visit: Visit, there: Desk) -> None:
    page = visit.open("/sign-in")
    page.fill("#sign_in_name", there.coordinator.sign_in_name)
    page.fill("#password", PASSWORD)
    page.click("main button.main")
    page.wait_for_url(f"{visit.address}/")


def placed(database: Database, there: Desk, kind: str) -> list[list[UUID]]:
    with reading(database) as session:
        plan = session.get_one(Plan, there.plan)
        assert plan.working_version_id is not None
        ids = [item.id for item in items_of(session, plan.working_version_id) if item.kind == kind]
        links = links_of(session, ids)
        return [links.get(identity, []) for identity in ids]


def test_a_card_is_dragged_onto_a_line(app: Litestar, window: Chromium, database: Database, there: Desk) -> None:
    with serving(app) as address, visiting(window, address, size=DESK) as visit:
        sign_in(visit, there)
        page = visit.open(f"/plans/{there.plan}/placing")
        line = page.locator(".drop-line", has_text="A paid job")
        page.locator("[data-quote]").first.drag_to(line, source_position={"x": 5, "y": 5})
        expect(page.locator("#counter")).to_contain_text("One thing")
        assert [len(found) for found in placed(database, there, "outcome")] == [1]


def test_the_keyboard_does_the_same(app: Litestar, window: Chromium, database: Database, there: Desk) -> None:
    with serving(app) as address, visiting(window, address, size=DESK) as visit:
        sign_in(visit, there)
        page = visit.open(f"/plans/{there.plan}/placing")
        page.locator("[data-quote]").first.get_by_role("button", name="Identified Needs").focus()
        page.keyboard.press("Enter")
        expect(page.locator("#counter")).to_contain_text("One thing")
        assert [len(found) for found in placed(database, there, "need")] == [1]


def test_a_phone_has_tabs_and_presses(app: Litestar, window: Chromium, database: Database, there: Desk) -> None:
    with serving(app) as address, visiting(window, address, size=PHONE) as visit:
        sign_in(visit, there)
        page = visit.open(f"/plans/{there.plan}/placing")
        expect(page.locator(".placing-plan")).to_be_hidden()
        page.get_by_role("link", name="Plan", exact=True).click()
        expect(page.locator(".placing-words")).to_be_hidden()
        page.get_by_role("link", name="Words (2 not used)").click()
        page.locator("[data-quote]").first.get_by_role("button", name="Outcomes").click()
        expect(page.locator("#counter")).to_contain_text("One thing")
        assert sorted(len(found) for found in placed(database, there, "outcome")) == [0, 1]
