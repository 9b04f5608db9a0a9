"""Writing in a real browser: readable by everybody, without script too, and typing that saves itself and is never lost."""

import re
from collections.abc import Callable, Iterator
from uuid import UUID

import pytest
from litestar import Litestar

from engine.accounts import Account
from engine.database import Database, reading, writing
from engine.items import items_of
from engine.plans import Plan
from tests.web.chromium import DESK, NARROWEST, PHONE, Chromium, Visit, chromium, serving, visiting
from tests.web.conftest import PASSWORD
from tests.web.pages.writing import Desk, command_for, desk
from workflows import planning
from workflows.planning import Line

pytestmark = pytest.mark.browser

SAVED = re.compile(r"^Saved \d")

MakeAccount = Callable[..., Account]


@pytest.fixture(scope="module")
def window() -> Iterator[Chromium]:
    with chromium() as browser:
        yield browser


@pytest.fixture
def there(database: Database, account: MakeAccount) -> Desk:
    return desk(database, account)


def sign_in(visit: Visit, there: Desk) -> None:
    """Through the door."""
    page = visit.open("/sign-in")
    page.fill("#sign_in_name", there.coordinator.sign_in_name)
    page.fill("#password", PASSWORD)
    page.click("main button.main")
    page.wait_for_url(f"{visit.address}/")


def begin(database: Database, there: Desk) -> None:
    """A draft with one need, whose text stands in quotation marks."""
    with writing(database) as session:
        plan = session.get_one(Plan, there.plan)
        lines = [
            Line("needs", "need", {"text": "Money for the “club”"}),
            Line("outcomes", "outcome", {"text": "A job"}),
        ]
        planning.hold_meeting(session, plan, command_for(there.coordinator), lines=lines)


def need(database: Database, there: Desk) -> tuple[UUID, str]:
    """The one need of the draft, and its text."""
    with reading(database) as session:
        plan = session.get_one(Plan, there.plan)
        assert plan.working_version_id is not None
        item = next(item for item in items_of(session, plan.working_version_id) if item.kind == "need")
        return item.id, str(item.details["text"])


@pytest.mark.parametrize(("size", "dark"), [(DESK, False), (PHONE, True), (NARROWEST, False)])
def test_every_page_of_writing_is_readable_by_everybody(
    app: Litestar, database: Database, window: Chromium, there: Desk, size: tuple[int, int], dark: bool
) -> None:
    with serving(app) as address, visiting(window, address, size=size, dark=dark) as visit:
        sign_in(visit, there)
        for path in (
            "/people",
            f"/people/{there.person}",
            f"/plans/{there.plan}/meetings/new",
            f"/meetings/{there.meeting}",
            f"/plans/{there.plan}/draft",
        ):
            visit.open(path)
            visit.check()
        begin(database, there)
        visit.open(f"/plans/{there.plan}/edit")
        visit.check()


def test_words_become_a_draft_without_any_script(
    app: Litestar, database: Database, window: Chromium, there: Desk
) -> None:
    with serving(app) as address, visiting(window, address, script=False) as visit:
        sign_in(visit, there)
        page = visit.open(f"/meetings/{there.meeting}")
        page.locator(".proposal").first.get_by_label("Dee agreed").check()
        page.locator(".proposal").first.get_by_role("button", name="Keep as Dee’s words").click()
        page.get_by_role("link", name="Start the draft from these notes").click()
        page.get_by_role("button", name="Start the draft with the chosen lines").click()
        assert page.locator(".own-words blockquote").first.inner_text() == "I want my own front door with MY key."
        field = page.locator("textarea[id^='text-']").first
        field.fill("Written without script")
        page.locator("form.line-fields button").first.click()
        assert page.locator("textarea[id^='text-']").first.input_value() == "Written without script"


def test_typing_saves_itself_and_a_lost_connection_loses_nothing(
    app: Litestar, database: Database, window: Chromium, there: Desk
) -> None:
    begin(database, there)
    identity, _text = need(database, there)
    with serving(app) as address, visiting(window, address) as visit:
        sign_in(visit, there)
        page = visit.open(f"/plans/{there.plan}/edit")
        field = page.locator(f"[id='text-{identity}']")
        said = page.locator(f"form[action='/items/{identity}'] [data-saved-words]")
        field.press("Control+End")
        field.press_sequentially(" and time")
        said.get_by_text(SAVED).wait_for(timeout=10_000)
        assert need(database, there)[1] == "Money for the “club” and time"
        assert page.evaluate("document.activeElement.id") == f"text-{identity}", (
            "the field was taken from under the hands"
        )
        page.context.set_offline(True)
        field.press_sequentially(", and quiet")
        said.get_by_text("Not saved, we keep trying.").wait_for(timeout=10_000)
        page.context.set_offline(False)
        said.get_by_text(SAVED).wait_for(timeout=20_000)
        assert need(database, there)[1] == "Money for the “club” and time, and quiet"
