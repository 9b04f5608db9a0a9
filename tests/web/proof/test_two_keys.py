"""Two switches are enough: every journey of the room with Tab and Enter alone, with script and without; and what it costs in presses."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from litestar import Litestar
from playwright.sync_api import expect, sync_playwright
from sqlmodel import select

from engine.database import Database, reading
from engine.presses import UnsentWords
from engine.rounds import Respondent, current_answers, open_round
from engine.signatures import signatures_of
from tests.cast import plan_of
from tests.programs import CHROMIUM
from tests.web.chromium import ARGUMENTS, Chromium
from tests.web.proof.hands import Hands, hands_of

pytestmark = pytest.mark.browser

FAKE_MICROPHONE = ["--use-fake-device-for-media-stream", "--use-fake-ui-for-media-stream"]
DOCS = Path(__file__).resolve().parents[3] / "docs" / "participant-room.md"
SCRIPT = pytest.mark.parametrize("script", [True, False], ids=["script", "no script"])


@pytest.fixture(scope="module")
def window() -> Iterator[Chromium]:
    """A Chromium that hears something."""
    with sync_playwright() as playwright:
        found = playwright.chromium.launch(
            executable_path=CHROMIUM.path(), headless=True, args=[*ARGUMENTS, *FAKE_MICROPHONE]
        )
        yield found
        found.close()


def room(house: Database, who: str) -> str:
    with reading(house) as session:
        return f"/my-plan/{plan_of(session, who).id}"


def answers(house: Database) -> list[tuple[str, str]]:
    with reading(house) as session:
        current = open_round(session, plan_of(session, "rosa").id)
        assert current is not None
        given = current_answers(session, current.id, Respondent.PARTICIPANT).values()
        return sorted((row.reply, row.detail) for row in given)


@SCRIPT
def test_reading_all_four_answers_undo_sending_stopping_and_talking(
    demo: Litestar, house: Database, window: Chromium, script: bool
) -> None:
    path = room(house, "rosa")
    with hands_of(demo, house, window, "rosa", script=script) as hands:
        hands.open(f"{path}/parts/3")
        hands.press("Yes, this is right")
        assert "Saved. You said “Yes, this is right”" in hands.text
        hands.press("Change my answer")
        hands.press("Take my answer back")
        assert hands.page.url.endswith("/parts/3")
        assert "Take my answer back" not in hands.text
        hands.press("I don’t know")
        hands.press("Skip it for now")
        hands.press("Change this")
        hands.press("Ask me about it")
        hands.press("I want to talk to someone")
        hands.press("An advocate, who speaks up for me")
        assert hands.heading == "You asked to talk"
        hands.press("Go on")
        hands.open(f"{path}/parts/6")
        hands.press("Yes, this is right")
        hands.open(f"{path}/check")
        hands.press("Send my answers")
        assert hands.heading == "You sent your answers"
        hands.press("Stop for now")
        assert hands.heading == "You can stop here"
        hands.press("Talk to someone")
        hands.press("My coordinator")
        assert hands.heading == "You asked to talk"
    given = answers(house)
    for one in (("don’t know", "later"), ("change", "ask me"), ("talk", "advocate")):
        assert one in given, given


@SCRIPT
def test_signing_by_mark_changing_ones_mind_and_saying_no(
    demo: Litestar, house: Database, window: Chromium, script: bool
) -> None:
    with hands_of(demo, house, window, "cilla", script=script) as hands:
        hands.open("/my-plan")
        hands.press("Read about signing")
        hands.press("I want to sign")
        hands.press("Choose my mark")
        hands.reach("Star")
        with hands.page.expect_navigation(wait_until="commit"):
            hands.page.keyboard.press("Enter")
        assert "You chose: Star" in hands.text
        hands.press("I sign my plan")
        assert "You signed this on March 20, 2026." in hands.text
        hands.press("I changed my mind")
        hands.press("I do not want to sign")
        hands.press("I say no to signing")
        assert "You said no to signing on March 20, 2026." in hands.text
    with reading(house) as session:
        version = plan_of(session, "Priscilla Okafor").working_version_id
        assert version is not None
        rows = [row.outcome for row in signatures_of(session, version) if row.capacity == "participant"]
    assert rows == ["declined", "signed", "withdrawn", "declined"]


def test_symbols_are_picked_with_enter_and_the_focus_stays_where_it_was(
    demo: Litestar, house: Database, window: Chromium
) -> None:
    with hands_of(demo, house, window, "rosa") as hands:
        hands.open(f"{room(house, 'rosa')}/parts/3/words")
        hands.press("Pick symbols")
        here = hands.page.url
        hands.press("Things")
        hands.press("music")
        expect(hands.page.locator(".tile:focus")).to_have_text("music")
        hands.press("Changes")
        hands.press("more")
        assert hands.page.url == here
        hands.press("Save what I picked")
        expect(hands.page.locator(".own-note blockquote")).to_have_text("music · more")
        hands.open("/my-plan/how-i-read")
        hands.press("Bigger letters", leads_on=False)
        hands.press("Read like this")
        assert hands.page.locator("html").get_attribute("data-size") == "large"


def test_backwards_and_with_the_space_bar(demo: Litestar, house: Database, window: Chromium) -> None:
    with hands_of(demo, house, window, "rosa") as hands:
        hands.open(f"{room(house, 'rosa')}/parts/6")
        hands.reach("Stop for now")
        hands.reach("I don’t know", "Shift+Tab")
        with hands.page.expect_navigation():
            hands.page.keyboard.press("Space")
        assert hands.heading == "That is fine"


def change_by_voice(hands: Hands) -> None:
    hands.press("Change this")
    hands.press("Say it", leads_on=False)
    hands.press("Press to start", leads_on=False)
    expect(hands.page.locator("[data-count]")).to_have_text("0:01 / 3:00")
    hands.press("Press to stop", leads_on=False)
    expect(hands.page.locator("[data-heard] audio")).to_be_visible()
    hands.press("Save what I said")


WAYS = {
    "Yes": lambda hands: hands.press("Yes, this is right"),
    "I don’t know": lambda hands: hands.press("I don’t know"),
    "I want to talk": lambda hands: (hands.press("I want to talk to someone"), hands.press("My coordinator")),
    "Change, ask me about it": lambda hands: (hands.press("Change this"), hands.press("Ask me about it")),
    "Change, by voice": change_by_voice,
}
"""From a part that is read to an answer that is kept, or to somebody who is told."""


@pytest.mark.parametrize("way", WAYS)
def test_it_takes_as_many_presses_as_the_documentation_says(
    demo: Litestar, house: Database, window: Chromium, way: str
) -> None:
    table = dict(
        re.findall(
            r"^\| ([^|]+) \| (\d+) \|", DOCS.read_text().split("## How many presses")[1].split("## ")[0], re.MULTILINE
        )
    )
    assert set(table) == set(WAYS)
    with hands_of(demo, house, window, "rosa") as hands:
        hands.open(f"{room(house, 'rosa')}/parts/3")
        WAYS[way](hands)
        assert hands.pressed == int(table[way]), f"{way}: {hands.pressed} presses"
    with reading(house) as session:
        voices = [row for row in session.exec(select(UnsentWords)) if row.method == "recorded"]
    assert bool(voices) == (way == "Change, by voice")
