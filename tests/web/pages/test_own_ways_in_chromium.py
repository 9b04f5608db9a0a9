"""The person's round in a real browser: a voice, a drawing, a board; and all of it with two keys and no script."""

from collections.abc import Callable, Iterator

import pytest
from litestar import Litestar
from playwright.sync_api import Browser as Chromium
from playwright.sync_api import Page, expect, sync_playwright
from sqlmodel import Session, select

from engine.database import Database, reading
from engine.meeting_asks import MeetingAsk, Wish, people_of
from engine.presses import UnsentWords
from engine.rounds import Respondent, current_answers, open_round
from tests.cast import plan_of
from tests.programs import CHROMIUM
from tests.web.chromium import ARGUMENTS, serving
from workflows.demo import PASSWORD

pytestmark = pytest.mark.browser

FAKE_MICROPHONE = ["--use-fake-device-for-media-stream", "--use-fake-ui-for-media-stream"]


@pytest.fixture(scope="module")
def window() -> Iterator[Chromium]:
    with sync_playwright() as playwright:
        found = playwright.chromium.launch(
            executable_path=CHROMIUM.path(), headless=True, args=[*ARGUMENTS, *FAKE_MICROPHONE]
        )
        yield found
        found.close()


@pytest.fixture
def as_rosa(demo: Litestar, window: Chromium) -> Iterator[Callable[[bool], Page]]:
    """Opens a page signed in as Rosa, with script or without."""
    with serving(demo) as address:
        contexts = []

        def opened(script: bool) -> Page:
            context = window.new_context(
                base_url=address, java_script_enabled=script, viewport={"width": 390, "height": 844}
            )
            contexts.append(context)
            page = context.new_page()
            page.goto("/sign-in")
            page.fill("#sign_in_name", "rosa")
            page.fill("#password", PASSWORD)
            page.click("main button.main")
            return page

        yield opened
        for context in contexts:
            context.close()


def room(house: Database) -> str:
    with reading(house) as session:
        return f"/my-plan/{plan_of(session, 'Rosa Delgado').id}"


def methods(session: Session) -> list[str]:
    return sorted(session.exec(select(UnsentWords.method)))


def test_a_voice_is_recorded_with_two_presses_heard_and_saved(house: Database, as_rosa: Callable[[bool], Page]) -> None:
    page = as_rosa(True)
    page.goto(f"{room(house)}/parts/3")
    page.click("button[value=change]")
    page.click("summary:has-text('Say it')")
    page.click("[data-start]")
    expect(page.locator("[data-record] [role=status]")).to_have_text("You are being recorded.")
    expect(page.locator("[data-count]")).to_have_text("0:01 / 3:00")
    page.click("[data-stop]")
    expect(page.locator("[data-heard] audio")).to_be_visible()
    page.click("button:has-text('Save what I said')")
    expect(page.locator(".own-note audio")).to_have_js_property("error", None)
    heard = page.request.get(page.locator(".own-note audio").get_attribute("src") or "")
    assert heard.headers["content-type"].startswith(("audio/", "video/"))
    with reading(house) as session:
        assert methods(session) == ["recorded"]
    page.click("button:has-text('Take this away')")
    expect(page.locator(".own-note")).to_have_count(0)


def test_a_drawing_and_picked_symbols_are_kept(house: Database, as_rosa: Callable[[bool], Page]) -> None:
    page = as_rosa(True)
    page.goto(f"{room(house)}/parts/3/words")
    page.click("summary:has-text('Draw it')")
    paper = page.locator("canvas")
    paper.scroll_into_view_if_needed()
    box = paper.bounding_box()
    assert box is not None
    page.mouse.move(box["x"] + 20, box["y"] + 20)
    page.mouse.down()
    page.mouse.move(box["x"] + 120, box["y"] + 90, steps=4)
    page.mouse.up()
    page.click("button:has-text('Save my drawing')")
    expect(page.locator(".own-note img")).to_have_count(1)
    page.click("a:has-text('Pick symbols')")
    page.click("button:has-text('Things')")
    page.click(".tile:has-text('music')")
    expect(page.locator(".tile:focus")).to_have_text("music")
    page.click("button:has-text('Changes')")
    page.click(".tile:has-text('more')")
    assert page.locator(".said-so-far li").all_inner_texts() == ["music", "more"]
    page.click("button:has-text('Save what I picked')")
    expect(page.locator(".own-note .picked-again img")).to_have_count(2)
    expect(page.locator(".own-note blockquote")).to_have_text("music · more")
    with reading(house) as session:
        assert methods(session) == ["drawn", "symbols"]


@pytest.mark.parametrize("script", [True, False], ids=["script", "no script"])
def test_the_round_is_finished_with_tab_and_enter_alone(
    house: Database, as_rosa: Callable[[bool], Page], script: bool
) -> None:
    page = as_rosa(script)
    path = room(house)
    page.goto(f"{path}/parts/3")
    press(page, "Change this")
    press(page, "Ask me about it")
    expect(page).to_have_url(f"{path}/parts/4")
    press(page, "I don’t know")
    press(page, "Skip it for now")
    page.goto(f"{path}/parts/6")
    press(page, "I want to talk to someone")
    press(page, "My coordinator")
    press(page, "Go on")
    page.goto(f"{path}/check")
    press(page, "Send my answers")
    expect(page.locator("h1")).to_have_text("You sent your answers")
    with reading(house) as session:
        current = open_round(session, plan_of(session, "Rosa Delgado").id)
        assert current is not None
        given = current_answers(session, current.id, Respondent.PARTICIPANT).values()
        assert sorted(row.detail for row in given if row.detail) == ["ask me", "coordinator", "later"]


def press(page: Page, words: str) -> None:
    """Tab until the focus stands on these words, then Enter: all that a person with two switches has."""
    here = page.url
    for _ in range(60):
        page.keyboard.press("Tab")
        focused = page.locator(":focus")
        if focused.count() and " ".join(focused.first.inner_text().split()) == words:
            page.keyboard.press("Enter")
            page.wait_for_url(lambda url: url != here)
            return
    raise AssertionError(f"The focus never came to “{words}”.")


@pytest.mark.parametrize("script", [True, False], ids=["script", "no script"])
def test_a_meeting_is_asked_for_with_tab_and_enter_alone(
    house: Database, as_rosa: Callable[[bool], Page], script: bool
) -> None:
    page = as_rosa(script)
    page.goto("/my-plan/talk")
    press(page, "I want a meeting")
    press(page, "I want a meeting")
    press(page, "Leo Delgado family")
    press(page, "Go on")
    press(page, "Go on")
    press(page, "Go on")
    press(page, "At my home")
    press(page, "In the morning")
    press(page, "No interpreter")
    press(page, "I need a ride")
    press(page, "Ask for this meeting")
    expect(page.locator("h1")).to_have_text("The meeting you asked for")
    with reading(house) as session:
        row = session.exec(select(MeetingAsk)).one()
        assert (row.place, row.time_of_day, row.interpreter, row.travel) == ("home", "morning", "none", "ride")
        assert [one.name for one in people_of(session, row.id, Wish.COME)] == ["Leo Delgado"]
