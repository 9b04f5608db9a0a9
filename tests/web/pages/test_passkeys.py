"""Passkeys through the door: made on a page, used without typing, named, taken away; and every answer that is not good."""

import re
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from litestar import Litestar
from sqlmodel import select

from engine.accounts import Account, Role, actor_for
from engine.clock import now
from engine.database import Database, reading, writing
from engine.events import events
from engine.firing import Command
from engine.outbox import Message
from engine.passkeys import ASKED_PER_ADDRESS, Passkey, PasskeyChallenge
from engine.settings import Settings
from tests.web.browser import ORIGIN, Browser
from tests.web.conftest import sign_in
from tests.web.devices import ADDRESS, Device
from web.app import create_app
from web.sign_in_attempts import TRIES_PER_ACCOUNT
from workflows.accounts import disable_account

MakeAccount = Callable[..., Account]


@pytest.fixture
def settings(tmp_path: Any) -> Settings:
    """At an address where passkeys work."""
    return Settings(data_folder=tmp_path, DATABASE_URL=f"sqlite:///{tmp_path / 'ownwords.db'}", base_url=ADDRESS)


def asked(browser: Browser, path: str, *, status: int = 200) -> dict[str, Any]:
    """The question a page’s script would fetch."""
    found = re.search('name="csrf_token" value="([^"]*)"', browser.page.html) if browser.page else None
    token = found.group(1) if found else ""
    headers = {"origin": ORIGIN, "hx-request": "true"}
    answer = browser.client.post(path, data={"csrf_token": token}, headers=headers)
    assert answer.status_code == status, answer.text
    return dict(answer.json()) if status == 200 else {}


def with_passkey(app: Litestar, account: Account, device: Device, name: str = "My phone") -> Browser:
    """Signed in, and this device keeps a passkey of theirs."""
    browser = sign_in(Browser(app), account)
    browser.visit("/how-i-sign-in/new")
    said = device.make(asked(browser, "/how-i-sign-in/question"))
    made = browser.submit("/how-i-sign-in/new", {"name": name, "passkey": said})
    assert made.path == "/how-i-sign-in"
    return browser


def come_in(app: Litestar, device: Device, *, status: int = 200, next: str = "") -> Browser:
    browser = Browser(app)
    browser.visit(f"/sign-in?next={next}")
    browser.submit("/sign-in/passkey", {"passkey": device.use(asked(browser, "/sign-in/question"))}, status=status)
    return browser


@pytest.fixture
def ana(account: MakeAccount) -> Account:
    return account("Ana Moreno", Role.COORDINATOR)


def kinds(database: Database) -> list[str]:
    with reading(database) as session:
        return [row.kind for row in session.execute(select(events.c.kind).order_by(events.c.at))]


def test_somebody_adds_their_device_and_signs_in_without_typing(
    app: Litestar, database: Database, ana: Account
) -> None:
    device = Device()
    browser = with_passkey(app, ana, device)
    assert "My phone" in browser.page.text  # type: ignore[union-attr]
    page = come_in(app, device).page
    assert page is not None
    assert page.title == "Today"
    assert "Ana Moreno" in page.text
    with reading(database) as session:
        kept = session.exec(select(Passkey)).one()
        told = session.exec(select(Message)).one()
        assert session.exec(select(PasskeyChallenge)).all() == []
    assert (kept.sign_count, kept.used_at is not None) == (1, True)
    assert (told.kind, told.recipient, told.path) == ("passkey_added", ana.id, "/how-i-sign-in")
    assert "passkey.added" in kinds(database)


def test_it_goes_on_where_they_were_going(app: Litestar, ana: Account) -> None:
    device = Device()
    with_passkey(app, ana, device)
    assert come_in(app, device, next="/messages").page.path == "/messages"  # type: ignore[union-attr]


def test_nobody_is_named_before_the_device_has_said_who_it_is(app: Litestar, ana: Account) -> None:
    empty = asked(Browser(app), "/sign-in/question")
    with_passkey(app, ana, Device())
    question = asked(Browser(app), "/sign-in/question")
    assert set(question) == set(empty)
    assert not question.get("allowCredentials")
    assert question["userVerification"] == "required"


def test_every_answer_that_is_not_good_gets_the_same_words(app: Litestar, ana: Account, account: MakeAccount) -> None:
    device, stranger = Device(), Device()
    with_passkey(app, ana, device)
    stranger.make({"user": {"id": "AAAA"}, "challenge": "AAAA"})
    elsewhere = Device(origin="https://elsewhere.example", kept=device.kept)
    other_name = Device(name="elsewhere.example", kept=device.kept)
    locked = Device(unlocked=False, kept=device.kept)
    pages = set()
    for one in (stranger, elsewhere, other_name, locked):
        page = come_in(app, one, status=422).page
        assert page is not None
        pages.add(page.html)
    assert len(pages) == 1
    assert "could not sign you in" in pages.pop()


@pytest.mark.parametrize("said", ["", "{}", "[]", "null", "x" * 30_000, '{"id": 1}', "[" * 5_000])
def test_what_no_device_says_is_refused(app: Litestar, said: str) -> None:
    browser = Browser(app)
    browser.visit("/sign-in")
    asked(browser, "/sign-in/question")
    browser.submit("/sign-in/passkey", {"passkey": said}, status=422)


def test_an_answer_counts_once(app: Litestar, ana: Account) -> None:
    device, browser = Device(counts=False), Browser(app)
    with_passkey(app, ana, device)
    browser.visit("/sign-in")
    said = device.use(asked(browser, "/sign-in/question"))
    kept = browser.client.cookies.get("ownwords-question")
    browser.submit("/sign-in/passkey", {"passkey": said})
    thief = Browser(app)
    thief.visit("/sign-in")
    thief.client.cookies.set("ownwords-question", kept or "")
    thief.submit("/sign-in/passkey", {"passkey": said}, status=422)


def test_an_answer_counts_only_in_the_browser_that_was_asked(app: Litestar, ana: Account) -> None:
    device, browser, thief = Device(), Browser(app), Browser(app)
    with_passkey(app, ana, device)
    browser.visit("/sign-in")
    said = device.use(asked(browser, "/sign-in/question"))
    thief.visit("/sign-in")
    asked(thief, "/sign-in/question")
    thief.submit("/sign-in/passkey", {"passkey": said}, status=422)


def test_a_question_is_good_for_five_minutes(app: Litestar, ana: Account) -> None:
    device, browser = Device(), Browser(app)
    with_passkey(app, ana, device)
    browser.visit("/sign-in")
    said = device.use(asked(browser, "/sign-in/question"))
    with time_machine.travel(now() + timedelta(minutes=5, seconds=1), tick=False):
        browser.submit("/sign-in/passkey", {"passkey": said}, status=422)


def test_a_question_for_one_thing_opens_no_other(app: Litestar, ana: Account) -> None:
    device = Device()
    browser = with_passkey(app, ana, device)
    said = device.use(asked(browser, "/again/question"))
    thief = Browser(app)
    thief.visit("/sign-in")
    thief.client.cookies.set("ownwords-question", browser.client.cookies.get("ownwords") or "")
    thief.submit("/sign-in/passkey", {"passkey": said}, status=422)


def test_a_key_that_counts_backwards_is_told_and_does_not_open(app: Litestar, database: Database, ana: Account) -> None:
    device = Device()
    with_passkey(app, ana, device)
    come_in(app, device)
    come_in(app, device)
    device.kept[0].count = 0
    come_in(app, device, status=422)
    assert "passkey.perhaps_copied" in kinds(database)
    with reading(database) as session:
        assert "passkey_perhaps_copied" in [row.kind for row in session.exec(select(Message))]
        assert session.exec(select(Passkey)).one().sign_count == 2


def test_a_device_that_never_counts_is_let_in_again_and_again(app: Litestar, ana: Account) -> None:
    device = Device(counts=False)
    with_passkey(app, ana, device)
    for _ in range(3):
        come_in(app, device)


def test_a_removed_passkey_opens_nothing_and_other_browsers_are_signed_out(
    app: Litestar, database: Database, ana: Account
) -> None:
    device = Device()
    browser = with_passkey(app, ana, device)
    elsewhere = come_in(app, device)
    with reading(database) as session:
        path = f"/how-i-sign-in/{session.exec(select(Passkey.id)).one()}"
    browser.visit(path)
    browser.submit(f"{path}/removed")
    assert elsewhere.visit("/").title == "Sign in"
    assert browser.visit("/").title == "Today"
    come_in(app, device, status=422)
    assert "passkey.removed" in kinds(database)


def test_its_owner_names_it(app: Litestar, database: Database, ana: Account) -> None:
    browser = with_passkey(app, ana, Device())
    with reading(database) as session:
        path = f"/how-i-sign-in/{session.exec(select(Passkey.id)).one()}"
    browser.visit(path)
    assert "Kitchen tablet" in browser.submit(path, {"name": "  Kitchen  tablet "}).text
    browser.visit(path)
    browser.submit(path, {"name": ""}, status=422)
    browser.submit(path, {"name": "x" * 81}, status=422)


def test_nobody_sees_names_or_removes_the_passkey_of_another(
    app: Litestar, database: Database, ana: Account, account: MakeAccount
) -> None:
    with_passkey(app, ana, Device())
    other = sign_in(Browser(app), account("Ben Okafor", Role.ADMINISTRATOR))
    with reading(database) as session:
        path = f"/how-i-sign-in/{session.exec(select(Passkey.id)).one()}"
    other.visit(path, status=404)
    other.visit("/how-i-sign-in/new")
    number = other.page.form("/how-i-sign-in/new")  # type: ignore[union-attr]
    for to in (path, f"{path}/removed"):
        headers = {"origin": ORIGIN}
        assert other.client.post(to, data={**number, "name": "Mine"}, headers=headers).status_code == 404
    with reading(database) as session:
        assert session.exec(select(Passkey.name)).one() == "My phone"


def test_adding_one_asks_for_a_fresh_sign_in(app: Litestar, ana: Account) -> None:
    browser = sign_in(Browser(app), ana)
    browser.visit("/how-i-sign-in")
    with time_machine.travel(now() + timedelta(minutes=6), tick=False):
        assert browser.visit("/how-i-sign-in/new").title != "Use this device to sign in"
        asked(browser, "/how-i-sign-in/question", status=401)


def test_a_device_answers_for_the_account_it_was_made_for_alone(
    app: Litestar, database: Database, ana: Account, account: MakeAccount
) -> None:
    """One that names another owner than the key has is not believed."""
    device = Device()
    with_passkey(app, ana, device)
    ben = account("Ben Okafor", Role.MANAGER)
    device.kept[0].owner = ben.id.bytes
    come_in(app, device, status=422)


def test_closing_an_account_takes_its_passkeys(
    app: Litestar, database: Database, ana: Account, account: MakeAccount
) -> None:
    device = Device()
    with_passkey(app, ana, device)
    head = account("Hal Reyes", Role.ADMINISTRATOR)
    with writing(database) as session:
        command = Command(id="close", actor=actor_for(head, Role.ADMINISTRATOR), at=now())
        disable_account(session, command, session.get_one(Account, ana.id))
    with reading(database) as session:
        assert session.exec(select(Passkey)).all() == []
    come_in(app, device, status=422)


def test_too_many_tries_are_stopped_and_no_guess_at_a_name_locks_a_passkey_out(
    app: Litestar, database: Database, ana: Account
) -> None:
    device = Device()
    with_passkey(app, ana, device)
    browser = Browser(app)
    browser.visit("/sign-in")
    for _ in range(TRIES_PER_ACCOUNT):
        browser.submit("/sign-in", {"sign_in_name": "ana.moreno", "password": "wrong"}, status=422)
    come_in(app, device)
    liar = Device(origin="https://elsewhere.example", kept=device.kept)
    for _ in range(TRIES_PER_ACCOUNT):
        come_in(app, liar, status=422)
    come_in(app, device, status=429)


def test_a_flood_of_questions_is_stopped(app: Litestar, database: Database) -> None:
    browser = Browser(app)
    for _ in range(ASKED_PER_ADDRESS):
        asked(browser, "/sign-in/question")
    asked(browser, "/sign-in/question", status=429)
    with reading(database) as session:
        assert len(session.exec(select(PasskeyChallenge)).all()) == ASKED_PER_ADDRESS


def test_the_eleventh_passkey_is_refused_and_so_is_the_same_one_twice(app: Litestar, ana: Account) -> None:
    device = Device()
    browser = with_passkey(app, ana, device)
    for _ in range(9):
        with_passkey(app, ana, device)
    browser.visit("/how-i-sign-in/new")
    said = device.make(asked(browser, "/how-i-sign-in/question"))
    refused = browser.submit("/how-i-sign-in/new", {"passkey": said}, status=422)
    assert "that is the most" in refused.text


@pytest.mark.parametrize("address", ["http://127.0.0.1:8000", "http://plans.example.org", "https://10.0.0.5"])
def test_where_browsers_make_none_no_page_offers_them(
    settings: Settings, database: Database, account: MakeAccount, address: str
) -> None:
    app = create_app(settings.model_copy(update={"base_url": address}), database=database)
    browser = Browser(app)
    assert "passkey" not in browser.visit("/sign-in").html
    assert asked(browser, "/sign-in/question", status=404) == {}
    if address.startswith("http://"):
        page = sign_in(browser, account("Ana Moreno", Role.COORDINATOR)).visit("/how-i-sign-in")
        assert "do not work at this address" in page.text


def test_the_name_of_a_way_in_is_kept_with_the_sitting(app: Litestar, database: Database, account: MakeAccount) -> None:
    from engine.sittings import Sitting

    device = Device()
    with_passkey(app, account("Gail Webb", Role.GUARDIAN), device)
    come_in(app, device)
    with reading(database) as session:
        ways = [row.way_in for row in session.exec(select(Sitting).order_by(Sitting.id))]  # type: ignore[arg-type]
    assert ways == ["password", "passkey"]
