"""Reading in a real browser: every size, light and dark, narrow and wide, without script; and every line read aloud in turn."""

from collections.abc import Iterator

import pytest
from litestar import Litestar
from playwright.sync_api import Page, expect
from sqlmodel import select

from engine.accounts import Account
from engine.clock import now
from engine.database import Database, reading, writing
from engine.reading import ReadingPreference
from tests.cast import plan_of
from tests.web.chromium import NARROWEST, PHONE, Chromium, Visit, chromium, serving, visiting
from workflows.demo import PASSWORD

pytestmark = pytest.mark.browser

TABLET = (820, 1180)


@pytest.fixture(scope="module")
def window() -> Iterator[Chromium]:
    with chromium() as browser:
        yield browser


def likes(house: Database, **choices: object) -> None:
    """How Rosa likes to read."""
    with writing(house) as session:
        rosa = session.exec(select(Account).where(Account.sign_in_name == "rosa")).one()
        session.add(ReadingPreference(account_id=rosa.id, changed_at=now(), **choices))


def room(house: Database) -> str:
    with reading(house) as session:
        return f"/my-plan/{plan_of(session, 'rosa').id}"


def sign_in(visit: Visit) -> Page:
    page = visit.open("/sign-in")
    page.fill("#sign_in_name", "rosa")
    page.fill("#password", PASSWORD)
    page.click("main button.main")
    page.wait_for_load_state()
    return page


@pytest.mark.parametrize(
    ("size", "choices"),
    [
        (PHONE, {}),
        (PHONE, {"size": "largest", "symbols": "every", "dark": True, "read_to_me": True}),
        (TABLET, {"size": "large", "symbols": "some", "read_to_me": True}),
        (NARROWEST, {"size": "largest", "fewer_words": True}),
    ],
)
def test_every_part_keeps_the_rules_however_it_is_read(
    demo: Litestar, house: Database, window: Chromium, size: tuple[int, int], choices: dict[str, object]
) -> None:
    likes(house, **choices)
    with serving(demo) as address, visiting(window, address, size=size) as visit:
        page = sign_in(visit)
        for path in ("/my-plan/how-i-read", "/my-plan/how-i-read/size", f"{room(house)}/hard-words/provider"):
            visit.open(path)
            visit.check()
        for number in (1, 4, 5, 7):
            visit.open(f"{room(house)}/parts/{number}")
            visit.check()
            heights = page.evaluate(
                "[...document.querySelectorAll('main .big-button, .ways-out .big-button')]"
                ".filter(b => b.offsetParent).map(b => b.getBoundingClientRect().height)"
            )
            assert min(heights) >= 64, f"part {number}: {heights}"


def test_the_choices_hold_without_script(demo: Litestar, house: Database, window: Chromium) -> None:
    with serving(demo) as address, visiting(window, address, size=PHONE, script=False) as visit:
        page = sign_in(visit)
        before = page.locator("html").get_attribute("data-size")
        page.goto(f"{address}/my-plan/how-i-read")
        page.check("#bigger")
        page.check("#dark")
        page.get_by_role("button", name="Read like this").click()
        page.goto(f"{address}{room(house)}/parts/5")
        assert (before, page.locator("html").get_attribute("data-size")) == ("normal", "large")
        assert page.locator("html").get_attribute("data-screen") == "dark"


@pytest.mark.voice
def test_each_line_has_a_player_without_script(demo: Litestar, house: Database, window: Chromium) -> None:
    likes(house, read_to_me=True)
    with serving(demo) as address, visiting(window, address, size=PHONE, script=False) as visit:
        page = sign_in(visit)
        page.goto(f"{address}{room(house)}/parts/5")
        assert page.locator("audio.line-sound[controls]").count() >= page.locator(".we-wrote .read-line").count()
        assert not page.locator("[data-read-bar]").is_visible()


@pytest.mark.voice
def test_the_lines_are_read_in_turn_with_pause_slower_and_again(
    demo: Litestar, house: Database, window: Chromium
) -> None:
    likes(house, read_to_me=True)
    with serving(demo) as address, visiting(window, address, size=TABLET) as visit:
        page = sign_in(visit)
        page.goto(f"{address}{room(house)}/parts/6")
        lines = page.locator("audio.line-sound").count()
        assert lines > 2
        expect(page.locator("audio.line-sound:visible")).to_have_count(0)
        page.get_by_role("button", name="Read to me").click()
        first = page.locator(".being-read").inner_text()
        page.get_by_role("button", name="Pause").click()
        expect(page.get_by_role("button", name="Read to me")).to_be_focused()
        assert page.locator(".being-read").inner_text() == first
        page.get_by_role("button", name="Slower").click()
        page.get_by_role("button", name="Again").click()
        expect(page.get_by_role("button", name="Pause")).to_be_visible()
        assert any(url.endswith("?speed=slow") for url in visit.asked_for)
        page.wait_for_function(
            "first => document.querySelector('.being-read') && document.querySelector('.being-read').innerText !== first",
            arg=first,
            timeout=20_000,
        )
        visit.check()
