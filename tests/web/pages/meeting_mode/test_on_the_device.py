"""What a device may keep of a meeting where an administrator allows it, and what it may not."""

from collections.abc import Callable
from pathlib import Path
from uuid import uuid4

import pytest
from litestar import Litestar
from playwright.sync_api import BrowserContext, Page
from sqlmodel import delete, select

from engine import clock
from engine.accounts import Account, Role, WebSession, actor_for
from engine.database import Database, reading, writing
from engine.device_keys import DeviceKey
from engine.firing import Command
from engine.people import Person
from tests.programs import CHROMIUM
from tests.web.chromium import ARGUMENTS, Chromium, Visit, axe, serving
from tests.web.pages.meeting_mode.table import kept, say, sign_in, texts, wait_for, waiting
from tests.web.pages.writing import Desk
from workflows.device_keeping import decide_keeping

pytestmark = pytest.mark.browser

MakeAccount = Callable[..., Account]


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
