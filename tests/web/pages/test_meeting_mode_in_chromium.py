"""Meeting mode in a real browser: exact keystrokes, a connection that comes and goes, and a device that may keep or may not."""

import re
import socket
import threading
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path
from uuid import uuid4

import pytest
import uvicorn
from litestar import Litestar
from playwright.sync_api import BrowserContext, Page, Route
from sqlmodel import delete, select

from engine import clock
from engine.accounts import Account, Role, WebSession, actor_for
from engine.database import Database, reading, writing
from engine.device_keys import DeviceKey
from engine.firing import Command
from engine.meetings import attendance_at, observations_of
from engine.people import Person
from engine.plans import Plan
from engine.quotes import Spoken, quotes_of
from engine.settings import Settings
from tests.programs import CHROMIUM
from tests.web.chromium import ARGUMENTS, DESK, NARROWEST, PHONE, Chromium, Visit, axe, chromium, serving, visiting
from tests.web.conftest import PASSWORD
from tests.web.pages.writing import Desk, desk
from web.app import create_app
from workflows.device_keeping import decide_keeping

pytestmark = pytest.mark.browser

MakeAccount = Callable[..., Account]
TABLET, UPRIGHT = (1024, 768), (768, 1024)


@pytest.fixture(scope="module")
def window() -> Iterator[Chromium]:
    with chromium() as browser:
        yield browser


@pytest.fixture
def there(database: Database, account: MakeAccount) -> Desk:
    return desk(database, account, notes="")


@pytest.fixture
def visit(app: Litestar, window: Chromium, there: Desk) -> Iterator[Visit]:
    """The coordinator at the table."""
    with serving(app) as address, visiting(window, address, size=TABLET) as visit:
        sign_in(visit.page, address, there.coordinator)
        visit.open(f"/meetings/{there.meeting}/mode")
        yield visit


def sign_in(page: Page, address: str, account: Account) -> None:
    page.goto(f"{address}/sign-in")
    page.fill("#sign_in_name", account.sign_in_name)
    page.fill("#password", PASSWORD)
    page.click("main button.main")
    page.wait_for_url(f"{address}/")


def kept(database: Database, there: Desk) -> list[Spoken]:
    with reading(database) as session:
        return quotes_of(session, there.person)


def texts(database: Database, there: Desk) -> list[str | None]:
    return [quote.text for quote in kept(database, there)]


def say(page: Page, words: str) -> None:
    page.fill("#words", words)
    page.press("#words", "Enter")


def wait_for(page: Page, count: int) -> None:
    """Until the list of what was kept has this many entries, and nothing waits."""
    page.wait_for_function("n => document.querySelectorAll('#entries > li').length === n", arg=count, timeout=20_000)
    page.wait_for_function("() => document.getElementById('unsent-entries').children.length === 0", timeout=20_000)


def waiting(page: Page) -> list[str]:
    return page.locator("#unsent-entries .unsent-text").all_inner_texts()


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


def test_the_connection_is_cut_in_the_middle_and_everything_arrives_once_and_in_order(
    visit: Visit, database: Database, there: Desk
) -> None:
    page = visit.page
    say(page, "first")
    wait_for(page, 1)
    page.context.set_offline(True)
    begun = clock.now()
    for words in ("second", "third", "fourth <b>bold</b>"):
        say(page, words)
    page.get_by_text("No connection. Keep writing").wait_for()
    page.wait_for_selector("#unsent:not([hidden])")
    assert waiting(page) == ["second", "third", "fourth <b>bold</b>"]
    assert "Closing or reloading it, signing out, or an empty battery would lose it" in page.inner_text("#unsent-note")
    assert texts(database, there) == ["first"]
    page.context.set_offline(False)
    wait_for(page, 4)
    assert texts(database, there) == ["first", "second", "third", "fourth <b>bold</b>"]
    second = kept(database, there)[1]
    assert second.noted_at is not None
    assert abs(second.noted_at - begun) < timedelta(seconds=20)
    assert page.locator("#entries blockquote").all_inner_texts()[0] == "fourth <b>bold</b>"


def test_an_answer_that_is_lost_on_its_way_back_does_not_keep_it_twice(
    visit: Visit, database: Database, there: Desk
) -> None:
    page = visit.page
    lost: list[int] = []

    def lose(route: Route) -> None:
        lost.append(route.fetch().status)
        route.abort()

    page.route("**/mode/entries", lose, times=2)
    say(page, "kept once")
    page.wait_for_selector("#unsent:not([hidden])")
    say(page, "and this")
    wait_for(page, 2)
    assert lost == [200, 200]
    assert texts(database, there) == ["kept once", "and this"]


def test_a_busy_server_is_tried_again_and_a_broken_one_is_said(visit: Visit, database: Database, there: Desk) -> None:
    page = visit.page
    page.route("**/mode/entries", lambda route: route.fulfill(status=503, body="later"), times=1)
    say(page, "later")
    page.get_by_text("The records cannot be reached just now").wait_for()
    wait_for(page, 1)
    page.route("**/mode/entries", lambda route: route.fulfill(status=500, body="broken"), times=3)
    say(page, "three times")
    page.get_by_text("something broke on our side").wait_for(timeout=20_000)
    page.get_by_role("button", name="Try again").click()
    wait_for(page, 2)
    page.route("**/mode/entries", lambda route: route.fulfill(status=413, body="large"), times=1)
    say(page, "too large")
    page.get_by_text("larger than one entry can be").wait_for()
    page.on("dialog", lambda dialog: dialog.accept())
    page.get_by_role("button", name="Discard").click()
    wait_for(page, 2)
    assert texts(database, there) == ["later", "three times"]


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


def test_pressing_twice_keeps_one(visit: Visit, database: Database, there: Desk) -> None:
    page = visit.page
    page.fill("#words", "only once")
    page.evaluate(
        "() => { const one = document.querySelector('#entry .keep'); one.click(); one.click(); one.click(); }"
    )
    wait_for(page, 1)
    assert texts(database, there) == ["only once"]


class Stoppable:
    """A server that can be stopped and started again at the same address."""

    def __init__(self, settings: Settings, database: Database) -> None:
        self.settings, self.database = settings, database
        with socket.socket() as found:
            found.bind(("127.0.0.1", 0))
            self.port: int = found.getsockname()[1]
        self.address = f"http://127.0.0.1:{self.port}"

    def start(self) -> None:
        app = create_app(self.settings, database=self.database)
        config = uvicorn.Config(app, host="127.0.0.1", port=self.port, log_config=None, ws="none")
        self.server = uvicorn.Server(config)
        self.thread = threading.Thread(target=self.server.run, daemon=True)
        self.thread.start()
        while not self.server.started:
            self.thread.join(0.01)
            assert self.thread.is_alive(), "The server did not start."

    def stop(self) -> None:
        self.server.should_exit = self.server.force_exit = True
        self.thread.join(10)


def test_the_server_goes_away_and_comes_back(
    settings: Settings, database: Database, window: Chromium, there: Desk
) -> None:
    house = Stoppable(settings, database)
    house.start()
    with visiting(window, house.address, size=UPRIGHT) as visit:
        sign_in(visit.page, house.address, there.coordinator)
        page = visit.open(f"/meetings/{there.meeting}/mode")
        say(page, "before")
        wait_for(page, 1)
        house.stop()
        say(page, "while it was gone")
        say(page, "and more")
        page.wait_for_selector("#unsent:not([hidden])")
        house.start()
        page.get_by_role("button", name="Send now").click()
        wait_for(page, 3)
    house.stop()
    assert texts(database, there) == ["before", "while it was gone", "and more"]


def test_a_refused_entry_stays_with_its_sentence_and_the_next_goes_on(
    visit: Visit, database: Database, there: Desk
) -> None:
    page = visit.page
    say(page, "has a \x0b in it")
    page.get_by_text("cannot be kept in a Word document").wait_for()
    say(page, "fine")
    page.wait_for_selector("#entries > li")
    assert texts(database, there) == ["fine"]
    page.get_by_role("button", name="Put it back in the box").click()
    assert page.locator("#words").input_value() == "has a \x0b in it"
    page.fill("#words", "has nothing in it")
    page.press("#words", "Enter")
    wait_for(page, 2)
    assert texts(database, there) == ["fine", "has nothing in it"]


def test_half_a_symbol_is_not_sent_as_another_character(visit: Visit, database: Database, there: Desk) -> None:
    page = visit.page
    page.evaluate("() => { document.getElementById('words').value = 'half \\ud83d'; }")
    page.press("#words", "Enter")
    page.get_by_text("one of its characters arrived only half").wait_for()
    assert page.evaluate("document.getElementById('words').value === 'half \\ud83d'")
    assert texts(database, there) == []


def test_who_is_signed_out_signs_in_on_the_page_and_nothing_is_lost(
    visit: Visit, database: Database, there: Desk
) -> None:
    page = visit.page
    with writing(database) as session:
        session.execute(delete(WebSession))
    say(page, "said after the session ended")
    page.get_by_role("heading", name="Sign in again").wait_for()
    assert "Nothing is lost" in page.inner_text("#connection")
    assert axe(page) == []
    page.fill("#sign_in_name", there.coordinator.sign_in_name)
    page.fill("#password", "not this one")
    page.get_by_role("button", name="Sign in and send").click()
    page.get_by_text("do not belong together").wait_for()
    page.fill("#password", PASSWORD)
    page.get_by_role("button", name="Sign in and send").click()
    wait_for(page, 1)
    assert texts(database, there) == ["said after the session ended"]
    say(page, "and on")
    wait_for(page, 2)


def test_somebody_else_on_the_same_tablet_does_not_send_it(
    visit: Visit, database: Database, there: Desk, account: MakeAccount
) -> None:
    page = visit.page
    with reading(database) as session:
        team_id = session.get_one(Person, there.person).team_id
    other = account("Sue Visor", Role.SUPERVISOR, team_id=team_id)
    page.context.set_offline(True)
    say(page, "L Torres wrote this")
    with writing(database) as session:
        session.execute(delete(WebSession))
    page.context.set_offline(False)
    tab = page.context.new_page()
    sign_in(tab, visit.address, other)
    page.evaluate("window.dispatchEvent(new Event('focus'))")
    page.get_by_text("Somebody else is signed in on this device now").wait_for()
    assert texts(database, there) == []
    tab.get_by_role("button", name="Sign out").click()
    sign_in(tab, visit.address, there.coordinator)
    page.evaluate("window.dispatchEvent(new Event('focus'))")
    wait_for(page, 1)
    assert kept(database, there)[0].recorded_by_name == "L Torres"


def test_access_that_is_gone_is_said_and_the_words_stay(visit: Visit, database: Database, there: Desk) -> None:
    page = visit.page
    with writing(database) as session:
        session.get_one(Person, there.person).coordinator_id = None
        session.get_one(Plan, there.plan).coordinator_id = None
    say(page, "too late")
    page.get_by_text("this meeting is not open to your account any more").wait_for()
    assert waiting(page) == ["too late"]
    assert texts(database, there) == []


def test_leaving_with_unsent_words_is_asked_about(visit: Visit) -> None:
    page = visit.page
    page.locator("#words").press_sequentially("not yet sent")
    asked: list[str] = []
    page.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.dismiss()))
    page.close(run_before_unload=True)
    page.wait_for_timeout(500)
    assert asked == ["beforeunload"]
    assert page.locator("#words").input_value() == "not yet sent"


def test_my_text_can_be_copied(visit: Visit) -> None:
    page = visit.page
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.context.set_offline(True)
    say(page, " one ")
    page.fill("#words", "two")
    page.get_by_role("button", name="Copy my text").click()
    page.get_by_text("Copied.").wait_for()
    assert page.evaluate("navigator.clipboard.readText()") == " one \n\ntwo"


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


def test_two_tabs_send_their_own_and_say_that_there_are_two(visit: Visit, database: Database, there: Desk) -> None:
    second = visit.page.context.new_page()
    second.goto(visit.page.url)
    second.get_by_text("open in another tab too").wait_for()
    say(visit.page, "from the first")
    say(second, "from the second")
    visit.page.wait_for_selector("#entries > li")
    second.wait_for_selector("#entries > li")
    visit.page.wait_for_timeout(300)
    assert sorted(str(text) for text in texts(database, there)) == ["from the first", "from the second"]


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


# Keeping on the device


def allow(database: Database, administrator: Account, *, allowed: bool = True) -> None:
    with writing(database) as session:
        command = Command(id=str(uuid4()), actor=actor_for(administrator, Role.ADMINISTRATOR), at=clock.now())
        decide_keeping(session, command, allowed=allowed, hours=24, reason="Tablets on the road")


@pytest.fixture
def administrator(account: MakeAccount) -> Account:
    return account("Avery Admin", Role.ADMINISTRATOR)


def die(page: Page) -> Page:
    """The page is gone without having been asked, and a new one stands in its place."""
    context = page.context
    page.close(run_before_unload=False)
    return context.new_page()


def test_by_default_a_device_keeps_nothing(visit: Visit, database: Database, there: Desk) -> None:
    page = visit.page
    page.context.set_offline(True)
    say(page, "only here")
    page.wait_for_selector("#unsent:not([hidden])")
    assert page.evaluate("indexedDB.databases()") == []
    url = page.url
    page = die(page)
    page.context.set_offline(False)
    page.goto(url)
    page.wait_for_timeout(500)
    assert texts(database, there) == []


def test_what_was_kept_on_the_device_comes_back_after_a_crash(
    visit: Visit, database: Database, there: Desk, administrator: Account
) -> None:
    allow(database, administrator)
    page = visit.open(f"/meetings/{there.meeting}/mode")
    page.get_by_text("lets this device keep").wait_for()
    page.context.set_offline(True)
    say(page, " kept \U0001f600 \n")
    say(page, "and this")
    page.get_by_text("in this open page and, locked, on this device").wait_for()
    page.locator("#words").press_sequentially("half a sent")
    until_kept(page, 3)
    page.wait_for_timeout(1_000)
    url = page.url
    page = die(page)
    page.context.set_offline(False)
    page.goto(url)
    wait_for(page, 2)
    assert texts(database, there) == [" kept \U0001f600 \n", "and this"]
    assert page.locator("#words").input_value() == "half a sent"
    page.press("#words", "Enter")
    wait_for(page, 3)
    page.wait_for_timeout(300)
    assert page.evaluate(LEFT) == 0


def until_kept(page: Page, count: int) -> None:
    """Until the device holds this many rows."""
    for _turn in range(100):
        if page.evaluate(LEFT) == count:
            return
        page.wait_for_timeout(50)
    raise AssertionError(f"The device holds {page.evaluate(LEFT)} rows, not {count}.")


LEFT = """async () => {
  const open = indexedDB.open('ownwords-unsent', 1);
  const database = await new Promise((done) => { open.onsuccess = () => done(open.result); });
  const all = database.transaction('entries').objectStore('entries').getAll();
  const rows = await new Promise((done) => { all.onsuccess = () => done(all.result); });
  database.close();
  return rows.length;
}"""


def test_a_second_tab_leaves_to_the_first_what_the_first_still_holds(
    visit: Visit, database: Database, there: Desk, administrator: Account
) -> None:
    allow(database, administrator)
    page = visit.open(f"/meetings/{there.meeting}/mode")
    page.get_by_text("lets this device keep").wait_for()
    page.route("**/mode/entries", lambda route: route.abort())
    say(page, "mine to send")
    page.get_by_text("in this open page and, locked, on this device").wait_for()
    page.locator("#words").press_sequentially("still typing")
    page.wait_for_timeout(900)
    second = page.context.new_page()
    second.goto(page.url)
    second.get_by_text("lets this device keep").wait_for()
    second.wait_for_timeout(500)
    assert waiting(second) == []
    assert second.locator("#words").input_value() == ""
    assert texts(database, there) == []
    page.close(run_before_unload=False)
    second.reload()
    wait_for(second, 1)
    assert second.locator("#words").input_value() == "still typing"


def test_only_its_writer_opens_it_and_after_signing_in_again(
    visit: Visit, database: Database, there: Desk, administrator: Account, account: MakeAccount
) -> None:
    allow(database, administrator)
    with reading(database) as session:
        team_id = session.get_one(Person, there.person).team_id
    other = account("Sue Visor", Role.SUPERVISOR, team_id=team_id)
    page = visit.open(f"/meetings/{there.meeting}/mode")
    page.get_by_text("lets this device keep").wait_for()
    page.context.set_offline(True)
    say(page, "for L Torres alone")
    page.get_by_text("in this open page and, locked, on this device").wait_for()
    url = page.url
    page = die(page)
    page.context.set_offline(False)
    with writing(database) as session:
        session.execute(delete(WebSession))
    sign_in(page, visit.address, other)
    page.goto(url)
    page.get_by_text("lets this device keep").wait_for()
    page.wait_for_timeout(300)
    assert waiting(page) == []
    assert "for L Torres alone" not in page.content()
    assert page.evaluate(LEFT) == 1
    assert page.evaluate(OPENED_WITH_MY_KEYS) == "closed"
    assert texts(database, there) == []
    page.goto(f"{visit.address}/")
    page.wait_for_timeout(500)
    assert not page.get_by_text("there are entries of yours").is_visible()
    page.get_by_role("button", name="Sign out").click()
    sign_in(page, visit.address, there.coordinator)
    page.get_by_text("there are entries of yours").wait_for()
    assert axe(page) == []
    page.get_by_role("link", name="Open the meeting of").click()
    wait_for(page, 1)
    assert kept(database, there)[0].recorded_by_name == "L Torres"


OPENED_WITH_MY_KEYS = """async () => {
  const who = await (await fetch('/who-am-i')).json();
  const body = new URLSearchParams({ csrf_token: who.csrf });
  const given = await (await fetch('/device-keys', { method: 'POST', body })).json();
  const open = indexedDB.open('ownwords-unsent', 1);
  const database = await new Promise((done) => { open.onsuccess = () => done(open.result); });
  const all = database.transaction('entries').objectStore('entries').getAll();
  const [row] = await new Promise((done) => { all.onsuccess = () => done(all.result); });
  database.close();
  for (const one of given.keys) {
    const raw = Uint8Array.from(atob(one.secret), (letter) => letter.charCodeAt(0));
    const key = await crypto.subtle.importKey('raw', raw, 'AES-GCM', false, ['decrypt']);
    const additionalData = new TextEncoder().encode(`${row.account} ${row.id} ${row.key}`);
    try { await crypto.subtle.decrypt({ name: 'AES-GCM', iv: row.iv, additionalData }, key, row.locked); return 'open'; } catch {}
  }
  return 'closed';
}"""


@pytest.mark.parametrize(
    "change", ["row.until = 1", "row.id = 'another'", "row.locked = row.locked.slice(1)", "row.key = 'x'"]
)
def test_what_is_too_old_or_was_touched_does_not_come_back_and_that_is_said(
    visit: Visit, database: Database, there: Desk, administrator: Account, change: str
) -> None:
    allow(database, administrator)
    page = visit.open(f"/meetings/{there.meeting}/mode")
    page.get_by_text("lets this device keep").wait_for()
    page.context.set_offline(True)
    say(page, "kept for a while")
    page.get_by_text("in this open page and, locked, on this device").wait_for()
    page.evaluate(TOUCHED.replace("CHANGE", change))
    url = page.url
    page = die(page)
    page.context.set_offline(False)
    page.goto(url)
    page.get_by_text("Entries removed: 1.").wait_for()
    assert page.evaluate(LEFT) == 0
    assert texts(database, there) == []


TOUCHED = """async () => {
  const open = indexedDB.open('ownwords-unsent', 1);
  const database = await new Promise((done) => { open.onsuccess = () => done(open.result); });
  const store = database.transaction('entries', 'readwrite').objectStore('entries');
  const all = store.getAll();
  const [row] = await new Promise((done) => { all.onsuccess = () => done(all.result); });
  await new Promise((done) => { store.clear().onsuccess = done; });
  CHANGE;
  await new Promise((done) => { store.put(row).onsuccess = done; });
  database.close();
}"""


def test_switching_it_off_deletes_the_keys_and_the_page_says_so(
    visit: Visit, database: Database, there: Desk, administrator: Account
) -> None:
    allow(database, administrator)
    page = visit.open(f"/meetings/{there.meeting}/mode")
    page.get_by_text("lets this device keep").wait_for()
    page.context.set_offline(True)
    say(page, "lost with its key")
    page.get_by_text("in this open page and, locked, on this device").wait_for()
    url = page.url
    page = die(page)
    page.context.set_offline(False)
    allow(database, administrator, allowed=False)
    with reading(database) as session:
        assert session.exec(select(DeviceKey)).all() == []
    page.goto(url)
    page.get_by_text("switched off keeping on devices").wait_for()
    assert "Entries removed: 1." in page.inner_text("#device-note")
    assert page.evaluate(LEFT) == 0
    assert texts(database, there) == []


def test_an_open_page_learns_that_it_was_switched_off_and_keeps_what_it_shows(
    visit: Visit, database: Database, there: Desk, administrator: Account
) -> None:
    allow(database, administrator)
    page = visit.open(f"/meetings/{there.meeting}/mode")
    page.get_by_text("lets this device keep").wait_for()
    allow(database, administrator, allowed=False)
    say(page, "said")
    page.get_by_text("switched off keeping on devices").wait_for()
    wait_for(page, 1)


def test_no_plain_word_is_found_on_the_disk(
    app: Litestar, database: Database, window: Chromium, there: Desk, administrator: Account, tmp_path: Path
) -> None:
    allow(database, administrator)
    secret = "zanzibarwhisper"
    with serving(app) as address:
        profile = tmp_path / "profile"
        context = _own_profile(window, profile)
        page = context.pages[0]
        sign_in(page, address, there.coordinator)
        page.goto(f"{address}/meetings/{there.meeting}/mode")
        page.get_by_text("lets this device keep").wait_for()
        context.set_offline(True)
        say(page, f"{secret} sent later")
        page.get_by_text("in this open page and, locked, on this device").wait_for()
        page.locator("#words").press_sequentially(f"{secret} being typed")
        until_kept(page, 2)
        page.wait_for_timeout(1_000)
        context.close()
        held = [path for path in profile.rglob("*") if path.is_file() and "indexeddb" in str(path).lower()]
        assert sum(path.stat().st_size for path in held) > 0
        for path in profile.rglob("*"):
            if path.is_file():
                content = path.read_bytes()
                assert secret.encode() not in content, path.relative_to(profile)
                assert secret.encode("utf-16-le") not in content, path.relative_to(profile)
        with reading(database) as session:
            for key in session.exec(select(DeviceKey)):
                assert not [path for path in profile.rglob("*") if path.is_file() and key.secret in path.read_bytes()]
        context = _own_profile(window, profile)
        page = context.pages[0]
        sign_in(page, address, there.coordinator)
        page.goto(f"{address}/meetings/{there.meeting}/mode")
        wait_for(page, 1)
        page.wait_for_function("() => document.getElementById('words').value.endsWith('being typed')")
        context.close()
    assert texts(database, there) == [f"{secret} sent later"]


def _own_profile(window: Chromium, profile: Path) -> BrowserContext:
    """A browser with a folder of its own, as a tablet has one."""
    return window.browser_type.launch_persistent_context(
        profile, executable_path=CHROMIUM.path(), headless=True, args=ARGUMENTS
    )


def test_the_record_prints_what_was_kept_and_nothing_to_press(visit: Visit, there: Desk) -> None:
    page = visit.page
    say(page, "My key. Mine.")
    wait_for(page, 1)
    page.goto(f"{visit.address}/meetings/{there.meeting}/record")
    page.emulate_media(media="print")
    assert page.get_by_text("My key. Mine.").is_visible()
    assert not page.get_by_text("Print it with your browser").is_visible()
    assert re.search("Record of the meeting on March 11, 2026", page.inner_text("h1"))
