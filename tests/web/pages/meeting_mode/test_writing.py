"""Meeting mode in a real browser: exact keystrokes, who said it and how, and who was there."""

import re

import pytest
from litestar import Litestar

from engine.database import Database, reading
from engine.meetings import attendance_at, observations_of
from tests.web.chromium import DESK, NARROWEST, PHONE, Chromium, Visit, axe, serving, visiting
from tests.web.pages.meeting_mode.table import TABLET, UPRIGHT, kept, say, sign_in, texts, wait_for, waiting
from tests.web.pages.writing import Desk

pytestmark = pytest.mark.browser


@pytest.mark.parametrize(
    ("size", "dark"), [(TABLET, False), (UPRIGHT, True), (PHONE, False), (DESK, True), (NARROWEST, False)]
)
def test_the_page_for_the_table_is_readable_by_everybody(
    app: Litestar, window: Chromium, there: Desk, size: tuple[int, int], dark: bool
) -> None:
    with serving(app) as address, visiting(window, address, size=size, dark=dark) as visit:
        sign_in(visit.page, address, there.coordinator)
        page = visit.open(f"/meetings/{there.meeting}/mode")
        say(page, "My key. Mine.")
        wait_for(page, 1)
        page.get_by_label("Somebody else said").check()
        page.get_by_label("Barb").check()
        page.get_by_label("An interpreter’s words").check()
        page.get_by_label("Who interpreted").fill("Ana Ruiz")
        page.locator(".person-row summary").first.click()
        visit.check()
        small = page.evaluate(
            """() => [...document.querySelectorAll('.meeting :is(button, .big-choice, select, textarea)')]
                .filter((one) => one.offsetParent && one.getBoundingClientRect().height < 48).map((one) => one.outerHTML)"""
        )
        assert small == []
        visit.complaints.clear()
        page.context.set_offline(True)
        say(page, "Said while nothing went")
        page.wait_for_selector("#unsent:not([hidden])")
        assert axe(page) == []
        page.context.set_offline(False)
        wait_for(page, 2)
        visit.open(f"/meetings/{there.meeting}/record")
        assert axe(page) == []


def test_exactly_the_keystrokes_are_kept(visit: Visit, database: Database, there: Desk) -> None:
    page = visit.page
    field = page.locator("#words")
    field.press("Space")
    field.press("Space")
    field.press_sequentially("\"dont\" want 'it' -- ok... i sed")
    field.press("Shift+Enter")
    field.press("Shift+Enter")
    page.keyboard.insert_text("👩🏽‍🦽 e\u0301 \u00e9 \u200f\u05d0 tab\tend  ")
    field.press("Enter")
    wait_for(page, 1)
    exact = "  \"dont\" want 'it' -- ok... i sed\n\n👩🏽‍🦽 e\u0301 \u00e9 \u200f\u05d0 tab\tend  "
    assert texts(database, there) == [exact]
    assert page.locator("#entries blockquote").evaluate("one => one.textContent") == exact
    assert field.input_value() == ""
    assert page.evaluate("document.activeElement.id") == "words"
    say(page, "\n\nfirst lines empty\n")
    wait_for(page, 2)
    assert texts(database, there)[1] == "\n\nfirst lines empty\n"
    wanted = {"autocorrect": "off", "autocapitalize": "off", "autocomplete": "off", "spellcheck": "false"}
    assert {name: field.get_attribute(name) for name in wanted} == wanted
    assert field.get_attribute("maxlength") is None


def test_what_a_device_puts_in_the_place_of_what_was_typed_is_stopped_or_said(visit: Visit) -> None:
    page = visit.page
    field = page.locator("#words")
    came = """(box, [kind, data]) => box.dispatchEvent(
        new InputEvent("beforeinput", { inputType: kind, data, bubbles: true, cancelable: true }))"""
    field.press_sequentially("dont")
    assert field.evaluate(came, ["insertReplacementText", "don’t"]) is False, "a correction does not happen"
    assert field.evaluate(came, ["insertText", "x"]) is True
    assert "This device changed a character" not in page.locator("body").inner_text()
    field.press('"')
    assert field.evaluate(came, ["insertText", "“"]) is True, "a character that comes in its place is the device’s own"
    page.get_by_text('you pressed ", and it wrote “').wait_for()
    assert field.input_value() == 'dont"'


def test_without_the_setting_enter_makes_a_line(visit: Visit, database: Database, there: Desk) -> None:
    page = visit.page
    page.locator("#enter-keeps").uncheck()
    page.locator("#words").press_sequentially("one\ntwo")
    page.get_by_role("button", name="Keep it").click()
    wait_for(page, 1)
    assert texts(database, there) == ["one\ntwo"]


def test_what_was_said_by_whom_how_and_about_what(visit: Visit, database: Database, there: Desk) -> None:
    page = visit.page
    page.get_by_label("Somebody else said").check()
    page.get_by_label("Barb").check()
    page.get_by_label("Signed it").check()
    page.get_by_label("Safety").check()
    page.get_by_label("Yes, confirmed").check()
    page.get_by_label("May stand in the plan").check()
    say(page, "She can't be alone at night.")
    wait_for(page, 1)
    (quote,) = kept(database, there)
    assert (quote.speaker, quote.attribution, quote.method, quote.life_area) == ("Barb", "other", "signed", "safety")
    assert (quote.read_back, quote.may_include) == (True, True)
    assert page.get_by_label("Not yet").is_checked(), "reading back is asked anew for each entry"
    page.locator("#kind-saw").check()
    assert not page.get_by_label("Signed it").is_visible()
    say(page, "She turned to the window.")
    wait_for(page, 2)
    with reading(database) as session:
        assert observations_of(session, there.person)[0].observer_name == "L Torres"


def test_how_one_speaks_and_what_one_agreed_to_does_not_carry_over_to_the_next_speaker(
    visit: Visit, database: Database, there: Desk
) -> None:
    page = visit.page
    page.get_by_label("Said it with a device").check()
    page.get_by_label("May stand in the plan").check()
    say(page, "MY key")
    page.get_by_label("Somebody else said").check()
    page.get_by_label("Barb").check()
    say(page, "She can't.")
    page.get_by_label("They said").check()
    say(page, "I can")
    wait_for(page, 3)
    found = [(quote.speaker, quote.method, quote.may_include) for quote in kept(database, there)]
    assert found == [("Dee", "aac", True), ("Barb", "spoken", False), ("Dee", "aac", True)]


def test_two_switches_are_enough(visit: Visit, database: Database, there: Desk) -> None:
    """One that moves on and one that presses, once the words are in the box."""
    page = visit.page
    page.locator("#words").press_sequentially("with two switches")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.innerText") == "Keep it"
    page.keyboard.press("Space")
    wait_for(page, 1)
    assert page.evaluate("document.activeElement.id") == "words"
    for _stop in range(60):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.innerText") == "Read back: confirmed":
            break
    page.keyboard.press("Space")
    page.get_by_text("Read back and confirmed").wait_for()
    assert kept(database, there)[0].read_back is True
    assert page.evaluate("document.activeElement.closest('#entries') !== null"), "the place was lost"


def test_half_a_symbol_is_not_sent_as_another_character(visit: Visit, database: Database, there: Desk) -> None:
    page = visit.page
    page.evaluate("() => { document.getElementById('words').value = 'half \\ud83d'; }")
    page.press("#words", "Enter")
    page.get_by_text("one of its characters arrived only half").wait_for()
    assert page.evaluate("document.getElementById('words').value === 'half \\ud83d'")
    assert texts(database, there) == []


def test_attendance_saves_itself_and_who_came_can_speak_at_once(visit: Visit, database: Database, there: Desk) -> None:
    page = visit.page
    page.context.set_offline(True)
    page.fill(".new-person [name=name]", "Uncle Ray")
    page.fill(".new-person [name=relation]", "uncle")
    page.locator(".new-person").get_by_role("button", name="Came").click()
    page.get_by_label("Somebody else said").check()
    page.get_by_label("Uncle Ray").check()
    say(page, "He knows the bus.")
    page.fill("#place", "the porch")
    page.press("#place", "Tab")
    page.get_by_label("Dee chose the place").check()
    page.context.set_offline(False)
    wait_for(page, 1)
    page.locator("#people details", has_text="Uncle Ray").locator("summary").click()
    page.locator("#people details", has_text="Uncle Ray").get_by_label("did not want them here").check()
    page.locator("#people summary", has_text="did not want them here").wait_for()
    with reading(database) as session:
        rows = {row.name: row for row in attendance_at(session, there.meeting)}
    assert rows["Uncle Ray"].relation == "uncle"
    assert rows["Uncle Ray"].not_wanted
    assert kept(database, there)[0].speaker == "Uncle Ray"
    page.reload()
    assert page.input_value("#place") == "the porch"
    assert page.get_by_label("Dee chose the place").is_checked()


def test_one_entry_for_each_page_without_script(
    app: Litestar, database: Database, window: Chromium, there: Desk
) -> None:
    with serving(app) as address, visiting(window, address, size=UPRIGHT, script=False) as visit:
        sign_in(visit.page, address, there.coordinator)
        page = visit.open(f"/meetings/{there.meeting}/mode")
        page.get_by_label("Said it with a device").check()
        page.get_by_label("Home").check()
        page.fill("#words", "\n  MY key \n")
        page.get_by_role("button", name="Keep it").click()
        assert page.locator("#entries blockquote").evaluate("one => one.textContent") == "\n  MY key \n"
        assert page.get_by_label("Said it with a device").is_checked()
        page.get_by_role("button", name="Read back: confirmed").click()
        assert "Read back and confirmed" in page.inner_text("#entries")
        page.locator(".suggestion", has_text="L Torres").get_by_role("button", name="Came").click()
        page.get_by_role("button", name="It is over now").click()
        assert page.input_value("#ended") != ""
    assert texts(database, there) == ["\n  MY key \n"]


def test_words_that_look_like_markup_are_words(visit: Visit, database: Database, there: Desk) -> None:
    page = visit.page
    bad = '</textarea><script>window.caught = 1</script><img src=x onerror="window.caught = 2">{{ 7*7 }}'
    page.context.set_offline(True)
    page.get_by_label("Somebody else said").check()
    page.fill("#speaker_name", "<img src=x onerror=window.caught=3>")
    say(page, bad)
    page.wait_for_selector("#unsent:not([hidden])")
    assert waiting(page) == [bad]
    page.context.set_offline(False)
    wait_for(page, 1)
    page.reload()
    assert page.locator("#entries blockquote").inner_text() == bad
    assert page.evaluate("window.caught === undefined")
    assert not [said for said in visit.complaints if "INTERNET_DISCONNECTED" not in said]


def test_the_record_prints_what_was_kept_and_nothing_to_press(visit: Visit, there: Desk) -> None:
    page = visit.page
    say(page, "My key. Mine.")
    wait_for(page, 1)
    page.goto(f"{visit.address}/meetings/{there.meeting}/record")
    page.emulate_media(media="print")
    assert page.get_by_text("My key. Mine.").is_visible()
    assert not page.get_by_text("Print it with your browser").is_visible()
    assert re.search("Record of the meeting on March 11, 2026", page.inner_text("h1"))
