"""From an empty database to the first sign-in, and from a new account to its own password."""

import pytest
from sqlmodel import select

from engine.accounts import Account, Role
from engine.clock import now
from engine.database import Database, reading, writing
from engine.set_up_links import make_link
from engine.settings import Settings
from tests.web.browser import Browser
from tests.web.conftest import PASSWORD
from tests.workflows.test_accounts import HASH
from web.first_run import welcome

WORDS = {"name": "Nora Quist", "sign_in_name": "nora", "password": PASSWORD, "again": PASSWORD}


def _address(capsys: pytest.CaptureFixture[str], database: Database, settings: Settings) -> str:
    welcome(database, settings)
    printed = capsys.readouterr().out.split()[-1]
    assert printed.startswith(settings.address)
    return printed.removeprefix(settings.address)


def test_the_printed_address_makes_the_first_administrator_once(
    capsys: pytest.CaptureFixture[str], browser: Browser, database: Database, settings: Settings
) -> None:
    old = _address(capsys, database, settings)
    address = _address(capsys, database, settings)
    browser.visit(old, status=409)
    assert browser.visit(address).title == "Make the first account"
    assert browser.submit(address, WORDS).title == "Sign in"
    browser.submit("/sign-in", {"sign_in_name": "Nora", "password": PASSWORD})
    assert "Nora Quist" in browser._open_page().text
    browser.visit(address, status=409)
    welcome(database, settings)
    assert capsys.readouterr().out == ""


@pytest.mark.parametrize(
    ("changed", "says"),
    [
        ({"again": "another one altogether"}, "not the same"),
        ({"password": "short", "again": "short"}, "5 characters"),
        ({"password": "nora likes boats", "again": "nora likes boats"}, "holds the sign-in name"),
        ({"sign_in_name": "nora quist"}, "without spaces"),
        ({"name": " "}, "Write the name"),
    ],
)
def test_a_form_that_cannot_be_saved_comes_back_and_the_link_stays_good(
    capsys: pytest.CaptureFixture[str],
    browser: Browser,
    database: Database,
    settings: Settings,
    changed: dict[str, str],
    says: str,
) -> None:
    address = _address(capsys, database, settings)
    browser.visit(address)
    again = browser.submit(address, {**WORDS, **changed}, status=422)
    assert says in again.text
    assert PASSWORD not in again.html
    browser.submit(address, WORDS)
    with reading(database) as session:
        assert [account.name for account in session.exec(select(Account))] == ["Nora Quist"]


def test_an_invited_account_chooses_its_own_password(browser: Browser, database: Database) -> None:
    with writing(database) as session:
        ana = Account(sign_in_name="ana", name="Ana Moreno", password_hash=HASH, created_at=now())
        session.add(ana)
        session.flush()
        token = make_link(session, at=now(), account_id=ana.id)
    opened = browser.visit(f"/set-up/{token}")
    assert opened.title == "Choose a password"
    assert "Ana Moreno" in opened.text
    browser.submit(f"/set-up/{token}", {"password": PASSWORD, "again": PASSWORD})
    with reading(database) as session:
        kept = session.exec(select(Account.password_hash)).one()
    assert kept is not None
    assert kept.startswith("$argon2id$v=19$m=19456")


@pytest.mark.parametrize("token", ["nothing", "%F0%9F%90%99", "a" * 400, "..%2F..%2Fetc"])
def test_an_address_that_opens_nothing_says_so(browser: Browser, token: str) -> None:
    assert Role.ADMINISTRATOR not in browser.client.get(f"/set-up/{token}").text
    assert browser.client.get(f"/set-up/{token}").status_code in (404, 409)
