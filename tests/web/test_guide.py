"""Every component keeps the house rules, in markup and in a real browser, by day and by night, wide and narrow."""

from collections.abc import Iterator

import pytest
from litestar import Litestar
from playwright.sync_api import expect

from engine.database import Database
from engine.settings import Settings
from tests.web.browser import Browser
from tests.web.chromium import DESK, NARROWEST, PHONE, Chromium, chromium, serving, visiting
from tests.web.guide import ROUTES
from web.app import create_app

PAGES = ["staff", "staff-errors", "person", "confirm"]


@pytest.fixture
def app(settings: Settings, database: Database) -> Litestar:
    return create_app(settings, database=database, more_routes=ROUTES)


@pytest.fixture(scope="module")
def window() -> Iterator[Chromium]:
    with chromium() as browser:
        yield browser


@pytest.mark.parametrize("name", PAGES)
def test_every_component_keeps_the_house_rules(browser: Browser, name: str) -> None:
    browser.visit(f"/guide/{name}")


@pytest.mark.browser
@pytest.mark.parametrize("size", [NARROWEST, PHONE, DESK])
@pytest.mark.parametrize("dark", [False, True])
def test_every_component_is_readable_by_everybody(
    app: Litestar, window: Chromium, size: tuple[int, int], dark: bool
) -> None:
    with serving(app) as address, visiting(window, address, size=size, dark=dark) as visit:
        for name in PAGES:
            visit.open(f"/guide/{name}")
            visit.check()


@pytest.mark.browser
def test_the_words_on_screen_are_the_words_that_were_said(app: Litestar, window: Chromium) -> None:
    with serving(app) as address, visiting(window, address) as visit:
        page = visit.open("/guide/staff")
        assert page.locator(".own-words blockquote").first.evaluate("e => e.textContent") == (
            "I want to live near my sister.\nNot with her. Near her."
        )


@pytest.mark.browser
def test_leaving_with_unsaved_typing_asks_first_and_says_so(app: Litestar, window: Chromium) -> None:
    with serving(app) as address, visiting(window, address) as visit:
        page = visit.open("/guide/staff")
        page.route("**/guide", lambda route: route.abort())
        asked: list[str] = []
        page.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.accept()))
        page.locator("#notes").press_sequentially("She said it")
        assert page.locator("[data-saved-words]").text_content() == "Not saved yet."
        expect(page.locator("[data-saved-words]")).to_contain_text("Not saved: the connection was lost.")
        page.goto(address + "/guide/person")
        assert asked == ["beforeunload"]


@pytest.mark.browser
def test_typing_is_saved_by_itself_and_the_page_says_so(app: Litestar, window: Chromium) -> None:
    with serving(app) as address, visiting(window, address) as visit:
        page = visit.open("/guide/staff")
        page.locator("#full_name").fill("Rosa")
        page.locator("#notes").fill("one\n two  “three”")
        expect(page.locator("[data-saved-words]")).to_have_text("Saved.")
        assert page.locator("#nothing p").evaluate("e => e.textContent") == "one\n two  “three”"
        visit.check()


@pytest.mark.browser
def test_what_cannot_be_saved_is_said_in_place_and_the_typing_stays(app: Litestar, window: Chromium) -> None:
    with serving(app) as address, visiting(window, address) as visit:
        page = visit.open("/guide/staff")
        page.locator("#notes").fill("kept")
        expect(page.locator("#nothing")).to_have_text("The name is missing.")
        assert page.locator("#notes").input_value() == "kept"


@pytest.mark.browser
def test_the_same_form_is_sent_without_script(app: Litestar, window: Chromium) -> None:
    with serving(app) as address, visiting(window, address, script=False) as visit:
        page = visit.open("/guide/staff")
        page.locator("#full_name").fill("Rosa")
        page.get_by_role("button", name="Keep this meeting").click()
        assert page.url == f"{address}/guide/staff"


@pytest.mark.browser
def test_the_error_summary_takes_the_focus_and_leads_to_the_field(app: Litestar, window: Chromium) -> None:
    with serving(app) as address, visiting(window, address) as visit:
        page = visit.open("/guide/staff-errors")
        assert page.evaluate("document.activeElement.id") == "errors"
        page.get_by_role("link", name="The name is missing.").click()
        assert page.evaluate("document.activeElement.id") == "full_name"


@pytest.mark.browser
def test_everything_is_there_without_script(app: Litestar, window: Chromium) -> None:
    with serving(app) as address, visiting(window, address, script=False) as visit:
        page = visit.open("/guide/person")
        assert page.get_by_role("button").all_text_contents() == [
            "Hide this screen",
            "Yes, this is right",
            "Change this",
            "I don’t know",
            "I want to talk to someone",
        ]
        ways_out = page.get_by_role("navigation").get_by_role("link").all_text_contents()
        assert ways_out == ["Stop for now", "Talk to someone"]
