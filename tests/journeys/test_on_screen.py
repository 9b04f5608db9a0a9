"""The core of the life of a plan in Chromium, with script and without: staff by mouse, the person by keyboard alone."""

import re
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from datetime import date
from pathlib import Path
from typing import Literal

import pytest
from playwright.sync_api import Browser as Chromium
from playwright.sync_api import Page

from documents.quotes_in_docx import original_quotes
from tests.journeys.agency import PASSWORD, Agency
from tests.journeys.steps import ISP_LINES, NOTES, WORDS, begin, finish_lines, room_of, save_revision, write_lines
from tests.web.chromium import DESK, PHONE, Visit, chromium, serving, visiting

pytestmark = pytest.mark.browser

MOST_TABS = 40
HER_WORDS = "not at night…  “ever”"
EFFECTIVE = date(2026, 4, 1)


@pytest.fixture(scope="module")
def screen() -> Iterator[Chromium]:
    """One Chromium for the journeys of this file."""
    with chromium() as found:
        yield found


@pytest.mark.parametrize("script", [True, False], ids=["with script", "without script"])
def test_from_the_notes_to_a_review_on_screen(
    sqlite_agency: Agency, screen: Chromium, tmp_path: Path, *, script: bool
) -> None:
    with ExitStack() as stack:
        address = stack.enter_context(serving(sqlite_agency.app))

        def visitor(name: str, size: tuple[int, int], *, dark: bool = False) -> Visit:
            visit = stack.enter_context(visiting(screen, address, size=size, dark=dark, script=script))
            visit.page.set_default_timeout(20_000)
            sign_in(visit, name)
            return visit

        torres = visitor("lucia", DESK)
        plan = write_the_draft(sqlite_agency, torres)
        download(torres, plan, tmp_path)
        make(torres, plan, "share", "Share with the person")

        dee = visitor("dee", PHONE, dark=script)
        answer_by_keyboard(dee, plan)
        torres.open(f"{plan}/round")
        looked_at(torres)
        torres.page.get_by_role("textbox", name="What you did about it, or why not").fill("The bus goes until eight.")
        click(torres, "button", "Save and show it back")
        dee.open("/my-plan")
        press(dee.page, "See the answer")
        press(dee.page, "I read this")
        looked_at(dee)
        press(dee.page, "Yes, this is right")
        send_by_keyboard(dee, plan)
        make(torres, plan, "agree", "Go on to signing")

        dee.open("/my-plan")
        looked_at(dee)
        press(dee.page, "Read about signing")
        looked_at(dee)
        press(dee.page, "I want to sign")
        looked_at(dee)
        press(dee.page, "Type my name")
        looked_at(dee)
        press(dee.page, "I want to sign on a screen")
        looked_at(dee)
        dee.page.get_by_role("textbox", name="Your name").fill("Dee")
        press(dee.page, "I sign my plan")
        assert "You signed this on March 11, 2026" in dee.page.inner_text("main")
        torres.open(f"{plan}/signatures")
        looked_at(torres)
        click(torres, "button", "Sign")
        make(torres, plan, "complete", "Complete the signing")

        sqlite_agency.on(EFFECTIVE)
        sqlite_agency.sweep()
        dee = visitor("dee", PHONE)
        alone(dee)
        assert "This plan counts now, since April 1, 2026." in dee.page.inner_text("main")
        looked_at(dee)
        sqlite_agency.on(date(2027, 4, 2))
        sqlite_agency.sweep()
        torres = visitor("lucia", DESK)
        click(torres, "link", "Go on with the review")
        looked_at(torres)
        torres.page.get_by_label("Keep as it is").first.check()
        torres.page.get_by_label("Why", exact=True).first.fill("It still holds.")
        click(torres, "button", "Save the decision")
        assert "It still holds." in torres.page.inner_text("main")
        for path in ("/people", "/deadlines", "/messages", f"{plan}/versions", f"{plan}/history", f"{plan}/lifecycle"):
            torres.open(path)
            looked_at(torres)


def write_the_draft(agency: Agency, torres: Visit) -> str:
    """The meeting and its words by mouse; the lines a form at a time, which other tests do on screen."""
    quiet = agency.visit_as("lucia")
    plan = begin(quiet, agency, "Dee", "isp/federal_hcbs")
    torres.open("/people")
    looked_at(torres)
    click(torres, "link", "Dee")
    looked_at(torres)
    click(torres, "link", "Record the meeting")
    torres.page.get_by_label("Name", exact=True).first.fill("Dee")
    torres.page.get_by_label("Notes", exact=True).fill(NOTES)
    looked_at(torres)
    click(torres, "button", "Save the meeting")
    looked_at(torres)
    torres.page.get_by_label("Dee agreed that these words may stand in the plan").first.check()
    torres.page.get_by_role("button", name="Keep as Dee’s words", exact=True).first.click()
    torres.page.get_by_text("Kept as Dee’s words").first.wait_for()
    torres.page.locator("#kept-list .own-words").first.wait_for()
    click(torres, "link", "Start the draft from these notes")
    looked_at(torres)
    click(torres, "button", "Start the draft with the chosen lines")
    finish_lines(quiet, plan)
    write_lines(quiet, plan, [line for line in ISP_LINES if line[0] in ("service", "backup_step")])
    save_revision(quiet, plan, EFFECTIVE)
    torres.open(f"{plan}/edit")
    looked_at(torres)
    return plan


def answer_by_keyboard(dee: Visit, plan: str) -> None:
    """Seven parts with Tab and Enter alone; one change, in her own words."""
    alone(dee)
    looked_at(dee)
    press(dee.page, "Start reading")
    looked_at(dee)
    press(dee.page, "Read like this")
    assert WORDS in dee.page.inner_text("main")
    for number in range(1, 8):
        dee.page.wait_for_url(f"**{room_of(plan)}/parts/{number}")
        if number in (1, 4):
            looked_at(dee)
        if number == 4:
            press(dee.page, "Change this")
            dee.page.wait_for_url("**/words*")
            tab_to(dee.page, lambda: focused(dee.page) == "Write it")
            dee.page.keyboard.press("Enter")
            tab_to(dee.page, lambda: dee.page.evaluate("document.activeElement.tagName") == "TEXTAREA")
            dee.page.keyboard.insert_text(HER_WORDS)
            looked_at(dee)
            press(dee.page, "Save my words")
            press(dee.page, "Go on")
        else:
            press(dee.page, "Yes, this is right")
    dee.page.wait_for_url(f"**{room_of(plan)}/check")
    assert " ".join(HER_WORDS.split()) in " ".join(dee.page.inner_text("main").split())
    looked_at(dee)
    send_by_keyboard(dee, plan)


def send_by_keyboard(dee: Visit, plan: str) -> None:
    """What was answered goes out by one press, from the page that shows it once more."""
    dee.open(f"{room_of(plan)}/check")
    press(dee.page, "Send my answers")
    dee.page.wait_for_url(f"**{room_of(plan)}/sent")
    looked_at(dee)


def alone(dee: Visit) -> None:
    """Nobody is with her."""
    looked_at(dee)
    press(dee.page, "No")


def make(torres: Visit, plan: str, verb: str, words: str) -> None:
    """A move from the plan’s page, where it is the next one."""
    torres.open(plan)
    looked_at(torres)
    click(torres, "link", words)
    torres.page.wait_for_url(f"**{plan}/moves/{verb}")
    looked_at(torres)
    click(torres, "button", words)
    torres.page.wait_for_url(re.compile(f"{re.escape(plan)}$"))


def download(torres: Visit, plan: str, folder: Path) -> None:
    """The Word file by its link, and her words in it byte for byte."""
    torres.open(f"{plan}/versions")
    with torres.page.expect_download() as waiting:
        torres.page.get_by_role("link", name="Word file").first.click()
    file = folder / waiting.value.suggested_filename
    waiting.value.save_as(file)
    assert file.suffix == ".docx"
    assert set(original_quotes(file.read_bytes()).values()) == {WORDS}


def sign_in(visit: Visit, name: str) -> None:
    """By keyboard, as a password manager or a person would."""
    visit.open("/sign-in")
    visit.page.get_by_label("Sign-in name").fill(name)
    visit.page.locator("input[type=password]").fill(PASSWORD)
    with visit.page.expect_navigation():
        visit.page.keyboard.press("Enter")
    assert "/sign-in" not in visit.page.url


def press(page: Page, words: str) -> None:
    """Tab until the focus stands on these words, and Enter."""
    tab_to(page, lambda: focused(page) == words)
    with page.expect_navigation():
        page.keyboard.press("Enter")


def focused(page: Page) -> str:
    """The words on which the focus stands."""
    return " ".join(str(page.evaluate("document.activeElement.innerText")).split())


def click(visit: Visit, role: Literal["link", "button"], words: str) -> None:
    """The first link or button with exactly these words, and the page it leads to."""
    with visit.page.expect_navigation():
        visit.page.get_by_role(role, name=words, exact=True).first.click()


def tab_to(page: Page, there: Callable[[], bool]) -> None:
    """Tab from where the focus is; fails where the keyboard cannot reach."""
    for _tab in range(MOST_TABS):
        page.keyboard.press("Tab")
        if there():
            return
    raise AssertionError(f"The keyboard does not reach it on {page.url}: {page.inner_text('body')[:500]}")


def looked_at(visit: Visit) -> None:
    """Nothing sideways and nothing asked of others; with script also axe and a quiet console."""
    visit.page.wait_for_load_state()
    if visit.page.context.browser is not None and visit.page.evaluate("typeof window.htmx") != "undefined":
        visit.check()
        return
    wide, room = visit.page.evaluate("[document.documentElement.scrollWidth, window.innerWidth]")
    assert wide <= room, f"{visit.page.url} is {wide} wide in a window of {room}"
    assert not [url for url in visit.asked_for if not url.startswith(visit.address)]
