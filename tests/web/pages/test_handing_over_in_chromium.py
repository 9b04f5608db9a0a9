"""A tablet that goes round the table, in a real browser: back, a new tab, a typed address, an idle hour, no script."""

from collections.abc import Iterator

import pytest
from litestar import Litestar
from playwright.sync_api import Page, expect
from sqlmodel import select

from engine.database import Database, reading
from engine.sittings import Sitting
from tests.cast import plan_of
from tests.web.chromium import PHONE, Chromium, Visit, chromium, serving, visiting
from workflows.demo import PASSWORD

pytestmark = pytest.mark.browser

TABLET = (820, 1180)


@pytest.fixture(scope="module")
def window() -> Iterator[Chromium]:
    with chromium() as browser:
        yield browser


@pytest.fixture
def plan(house: Database) -> str:
    with reading(house) as session:
        return f"/plans/{plan_of(session, 'rosa').id}"


def sign_in(visit: Visit, plan: str) -> Page:
    page = visit.open("/sign-in")
    page.fill("#sign_in_name", "sam")
    page.fill("#password", PASSWORD)
    page.click("main button.main")
    page.goto(visit.address + plan)
    return page


def hand_over(page: Page) -> None:
    page.get_by_role("button", name="Hand over to").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Is anyone helping you?")
    page.get_by_role("button", name="No", exact=True).click()


@pytest.mark.parametrize("script", [True, False])
def test_there_is_no_way_back_but_the_password(demo: Litestar, plan: str, window: Chromium, script: bool) -> None:
    with serving(demo) as address, visiting(window, address, size=TABLET, script=script) as visit:
        page = sign_in(visit, plan)
        hand_over(page)
        for _ in range(4):
            page.go_back()
            page.wait_for_load_state()
            assert page.url.startswith(address + "/my-plan") or page.url == "about:blank", page.url
            assert "Dates" not in page.content()
        other = page.context.new_page()
        for typed in (plan, "/people", "/", "/deadlines", f"{plan}/history", "/sign-in", "/give-back"):
            other.goto(address + typed)
            assert other.url.startswith((address + "/my-plan", address + "/give-back")), typed
        other.fill("#password", "not it")
        other.get_by_role("button", name="Have the device back").click()
        expect(other.locator("#errors")).to_contain_text("not the password")
        other.fill("#password", PASSWORD)
        other.get_by_role("button", name="Have the device back").click()
        expect(other).to_have_url(address + plan)
        page.goto(address + "/people")
        assert page.url == address + "/people"


def test_two_quick_presses_hand_over_once_and_give_back_once(
    demo: Litestar, house: Database, plan: str, window: Chromium
) -> None:
    with serving(demo) as address, visiting(window, address, size=TABLET) as visit:
        page = sign_in(visit, plan)
        page.get_by_role("button", name="Hand over to").dblclick()
        expect(page.get_by_role("heading", level=1)).to_have_text("Is anyone helping you?")
        page.goto(address + "/give-back")
        page.fill("#password", PASSWORD)
        page.get_by_role("button", name="Have the device back").dblclick()
        expect(page).to_have_url(address + plan)
    with reading(house) as session:
        handed = [row for row in session.exec(select(Sitting)) if row.is_handed_over]
    assert [row.end for row in handed] == ["given back"]


def test_another_open_page_is_covered_while_somebody_else_has_the_device(
    demo: Litestar, plan: str, window: Chromium
) -> None:
    with serving(demo) as address, visiting(window, address, size=TABLET) as visit:
        page = sign_in(visit, plan)
        other = page.context.new_page()
        other.goto(address + "/people")
        hand_over(page)
        expect(other.locator("dialog.cover")).to_be_visible()
        expect(other.locator("dialog.cover")).to_contain_text("somebody else has this device")
        page.goto(address + "/give-back")
        page.fill("#password", PASSWORD)
        page.get_by_role("button", name="Have the device back").click()
        expect(page).to_have_url(address + plan)
        expect(other.locator("dialog.cover")).to_have_count(0)


def test_nobody_touches_it_so_it_warns_and_locks_and_typed_words_stay(
    demo: Litestar, plan: str, window: Chromium
) -> None:
    with serving(demo) as address, visiting(window, address, size=PHONE) as visit:
        visit.page.clock.install()
        page = sign_in(visit, plan)
        hand_over(page)
        page.goto(address + "/my-plan/talk")
        page.locator("textarea").first.fill("I am not done")
        page.clock.run_for(200_000)
        expect(page.locator("dialog.cover-note")).to_contain_text("lock the screen soon")
        page.get_by_role("button", name="I am still here").click()
        expect(page.locator("dialog")).to_have_count(0)
        page.clock.run_for(310_000)
        cover = page.locator("dialog.cover")
        expect(cover).to_contain_text("The screen is locked")
        page.keyboard.press("Escape")
        expect(cover).to_be_visible()
        other = page.context.new_page()
        other.goto(address + "/my-plan")
        assert "/locked" in other.url
        cover.locator("#password").fill("wrong")
        cover.get_by_role("button", name="Unlock").click()
        expect(cover).to_contain_text("not the password")
        cover.locator("#password").fill(PASSWORD)
        cover.get_by_role("button", name="Unlock").click()
        expect(cover).to_have_count(0)
        assert page.locator("textarea").first.input_value() == "I am not done"


def test_one_press_hides_the_screen_without_a_connection_too_and_the_password_brings_it_back(
    demo: Litestar, plan: str, window: Chromium
) -> None:
    with serving(demo) as address, visiting(window, address, size=PHONE) as visit:
        page = sign_in(visit, plan)
        hand_over(page)
        page.goto(address + "/my-plan/talk")
        page.locator("textarea").first.fill("I am not done")
        page.context.set_offline(True)
        hide = page.get_by_role("button", name="Hide this screen")
        hide.focus()
        page.keyboard.press("Enter")
        cover = page.locator("dialog.cover")
        expect(cover).to_contain_text("The screen is hidden.")
        expect(page).to_have_title("The screen is hidden.")
        page.keyboard.press("Escape")
        expect(cover).to_be_visible()
        page.context.set_offline(False)
        expect(cover).to_contain_text("The screen is locked", timeout=10_000)
        cover.locator("#password").fill(PASSWORD)
        cover.get_by_role("button", name="Unlock").click()
        expect(cover).to_have_count(0)
        assert page.locator("textarea").first.input_value() == "I am not done"
        expect(page).to_have_title("I want to talk about my plan – Ownwords")
