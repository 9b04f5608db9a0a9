"""Suggestions in a real browser: readable by everybody, watched with script and without, decided on a phone."""

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Page, expect

from engine.accounts import Account
from engine.database import Database
from engine.settings import Settings
from tests.web.chromium import DESK, NARROWEST, PHONE, Chromium, Visit, chromium, serving, visiting
from tests.web.conftest import PASSWORD
from tests.web.model_server import Asked, ModelServer, answer, model_server, new_line
from tests.web.pages.modelling import Table, table
from web.app import create_app

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def window() -> Iterator[Chromium]:
    with chromium() as browser:
        yield browser


@pytest.fixture
def server() -> Iterator[ModelServer]:
    with model_server() as found:
        yield found


@pytest.fixture
def there(database: Database, settings: Settings, account: Callable[..., Account], server: ModelServer) -> Table:
    return table(database, settings, account, server)


def answers(asked: Asked) -> None:
    bus = asked.line("bus schedule")
    texts = ("Help for [PERSON] with the bus schedule, 9 times a week", "She says “I hate the bus schedule”")
    lines = [new_line("need", "needs", [bus], text=text) for text in texts]
    asked.say(answer(places=[{"line": "Q1", "part": "vision"}], lines=lines))


def sign_in(visit: Visit, there: Table) -> Page:
    page = visit.open("/sign-in")
    page.fill("#sign_in_name", there.desk.coordinator.sign_in_name)
    page.fill("#password", PASSWORD)
    page.click("main button.main")
    page.wait_for_url(f"{visit.address}/")
    return page


@pytest.mark.parametrize(("size", "dark"), [(DESK, False), (PHONE, True), (NARROWEST, False)])
def test_every_page_of_suggestions_is_readable_by_everybody(
    there: Table, server: ModelServer, window: Chromium, size: tuple[int, int], dark: bool
) -> None:
    server.will(answers)
    prepared, answered = there.prepared(), there.asked()
    app = create_app(there.settings, database=there.database)
    with serving(app) as address, visiting(window, address, size=size, dark=dark) as visit:
        sign_in(visit, there)
        plan = f"/plans/{there.desk.plan}"
        for path in (
            f"{plan}/suggestions",
            f"{plan}/prompts/isp_from_notes",
            f"{plan}/prompts/funder",
            f"/model-runs/{prepared}",
            f"/model-runs/{answered}",
            "/prompts",
            "/prompts/update",
        ):
            visit.open(path)
            visit.check()


def test_a_page_that_waits_says_by_itself_that_the_answer_came(
    there: Table, server: ModelServer, window: Chromium
) -> None:
    server.will(answers)
    run = there.prepared()
    app = create_app(there.settings, database=there.database)
    with serving(app) as address, visiting(window, address) as visit:
        sign_in(visit, there)
        page = visit.open(f"/model-runs/{run}")
        if page.locator("#looked").count():
            page.check("#looked")
        page.click("text=Send this text")
        expect(page.locator("#run-state")).to_contain_text("Waiting to be sent")
        there.work()
        expect(page.locator("#run-state")).to_contain_text("2 to look at, 1 refused", timeout=15_000)
        page.click("text=See what came back")
        expect(page.locator("article.suggestion")).to_have_count(3)
        card = page.locator("article.suggestion", has_text="9 times a week")
        expect(card).to_contain_text("No line it names holds this number: 9.")
        card.locator("input[name=reason]").fill("The notes say so.")
        card.get_by_role("button", name="Accept").click()
        expect(page.locator("#decided")).to_be_visible()
