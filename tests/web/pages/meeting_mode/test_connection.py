"""Meeting mode when the connection comes and goes: what waits stays in sight, and arrives once."""

import socket
import threading
from collections.abc import Callable
from datetime import timedelta

import pytest
import uvicorn
from playwright.sync_api import Route
from sqlmodel import delete

from engine import clock
from engine.accounts import Account, Role, WebSession
from engine.database import Database, reading, writing
from engine.people import Person
from engine.plans import Plan
from engine.settings import Settings
from tests.web.chromium import Chromium, Visit, axe, visiting
from tests.web.conftest import PASSWORD
from tests.web.pages.meeting_mode.table import UPRIGHT, kept, say, sign_in, texts, wait_for, waiting
from tests.web.pages.writing import Desk
from web.app import create_app

pytestmark = pytest.mark.browser

MakeAccount = Callable[..., Account]


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
