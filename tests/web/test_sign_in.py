"""Signing in and out, through the door."""

from collections.abc import Callable
from datetime import timedelta

import pytest
import time_machine
from litestar import Litestar
from sqlalchemy import update
from sqlmodel import select

from engine.accounts import Account, Role, WebSession
from engine.clock import now
from engine.database import Database, reading, writing
from tests.web.browser import ORIGIN, Browser
from tests.web.conftest import PASSWORD, sign_in
from web.sign_in_attempts import TRIES_PER_ACCOUNT

MakeAccount = Callable[..., Account]


def test_somebody_signs_in_and_is_greeted_by_name(browser: Browser, account: MakeAccount) -> None:
    ana = account("Ana Moreno", Role.COORDINATOR)
    browser.visit("/")
    assert browser.page is not None
    assert browser.page.title == "Sign in"
    sign_in(browser, ana)
    assert browser.page.title == "Today"
    assert "Ana Moreno" in browser.page.text


def test_a_wrong_password_and_an_unknown_name_get_the_same_answer(browser: Browser, account: MakeAccount) -> None:
    account("Ana Moreno", Role.COORDINATOR)
    browser.visit("/sign-in")
    wrong = browser.submit("/sign-in", {"sign_in_name": "ana.moreno", "password": "not it"}, status=422)
    unknown = browser.submit("/sign-in", {"sign_in_name": "nobody", "password": "not it"}, status=422)
    assert wrong.html.replace("ana.moreno", "nobody") == unknown.html
    assert "not it" not in unknown.html
    assert "<title>Error: Sign in" in unknown.html


def test_a_closed_account_cannot_sign_in_and_its_open_sessions_end(
    app: Litestar, database: Database, account: MakeAccount
) -> None:
    ana = account("Ana Moreno", Role.COORDINATOR)
    browser = sign_in(Browser(app), ana)
    with writing(database) as session:
        session.execute(update(Account).values(disabled_at=now()))
    assert browser.visit("/").title == "Sign in"
    browser.submit("/sign-in", {"sign_in_name": "ana.moreno", "password": PASSWORD}, status=422)


def test_a_new_token_is_given_at_sign_in_and_only_its_digest_is_kept(
    app: Litestar, database: Database, account: MakeAccount
) -> None:
    browser = Browser(app)
    browser.client.cookies.set("ownwords", "chosen-by-an-attacker")
    sign_in(browser, account("Ana Moreno", Role.COORDINATOR))
    token = browser.client.cookies.get("ownwords", domain="testserver.local")
    assert token
    assert token != "chosen-by-an-attacker"
    with reading(database) as session:
        digests = [row.token_digest for row in session.exec(select(WebSession))]
    assert len(digests) == 1
    assert token.encode() not in digests[0]


def test_the_cookie_is_closed_to_scripts_and_other_sites(app: Litestar, account: MakeAccount) -> None:
    account("Ana Moreno", Role.COORDINATOR)
    answer = Browser(app).client.post(
        "/sign-in",
        data={"sign_in_name": "ana.moreno", "password": PASSWORD},
        headers={"origin": ORIGIN},
        follow_redirects=False,
    )
    cookie = answer.headers["set-cookie"].lower()
    assert answer.status_code == 303
    assert "httponly" in cookie
    assert "samesite=lax" in cookie
    assert "max-age" not in cookie


def test_signing_out_ends_the_session_for_good(app: Litestar, account: MakeAccount) -> None:
    browser = sign_in(Browser(app), account("Ana Moreno", Role.COORDINATOR))
    token = browser.client.cookies.get("ownwords")
    browser.submit("/sign-out")
    browser.client.cookies.set("ownwords", token or "")
    assert browser.visit("/").title == "Sign in"


def test_an_idle_session_locks_and_an_old_one_ends(app: Litestar, account: MakeAccount) -> None:
    browser = Browser(app)
    start = now()
    with time_machine.travel(start, tick=False):
        sign_in(browser, account("Ana Moreno", Role.COORDINATOR))
    for minutes in range(20, 12 * 60, 20):
        with time_machine.travel(start + timedelta(minutes=minutes), tick=False):
            assert browser.visit("/").title == "Today"
    with time_machine.travel(start + timedelta(hours=12, minutes=5), tick=False):
        assert browser.visit("/").title == "Sign in"
    later = start + timedelta(hours=13)
    with time_machine.travel(later, tick=False):
        browser.submit("/sign-in", {"sign_in_name": "ana.moreno", "password": PASSWORD})
    with time_machine.travel(later + timedelta(minutes=31), tick=False):
        assert browser.visit("/").title == "The screen is locked"


def test_too_many_tries_are_stopped_alike_for_known_and_unknown_names(browser: Browser, account: MakeAccount) -> None:
    account("Ana Moreno", Role.COORDINATOR)
    for name in ("ana.moreno", "nobody"):
        browser.visit("/sign-in")
        for _ in range(TRIES_PER_ACCOUNT):
            browser.submit("/sign-in", {"sign_in_name": name, "password": "wrong"}, status=422)
        stopped = browser.submit("/sign-in", {"sign_in_name": name, "password": PASSWORD}, status=429)
        assert "Wait 15 minutes" in stopped.text


@pytest.mark.parametrize("headers", [{}, {"origin": "https://elsewhere.example"}, {"sec-fetch-site": "cross-site"}])
def test_a_form_from_elsewhere_is_not_taken(app: Litestar, account: MakeAccount, headers: dict[str, str]) -> None:
    browser = sign_in(Browser(app), account("Ana Moreno", Role.COORDINATOR, Role.MANAGER))
    assert browser.page is not None
    data = browser.page.form("/acting-as")
    answer = browser.client.post("/acting-as", data=data, headers=headers, follow_redirects=False)
    assert answer.status_code == 403
    assert "nothing was saved" in answer.text


def test_a_form_with_the_token_of_another_session_is_not_taken(app: Litestar, account: MakeAccount) -> None:
    ana = account("Ana Moreno", Role.COORDINATOR, Role.MANAGER)
    mine, theirs = sign_in(Browser(app), ana), sign_in(Browser(app), ana)
    assert theirs.page is not None
    token = theirs.page.form("/acting-as")["csrf_token"][0]
    mine.submit("/acting-as", {"csrf_token": token, "role": "manager"}, status=403)
    mine.visit("/")
    assert "manager" in mine.submit("/acting-as", {"role": "manager"}).text


def test_nobody_acts_in_a_role_they_do_not_hold(app: Litestar, account: MakeAccount) -> None:
    browser = sign_in(Browser(app), account("Ana Moreno", Role.COORDINATOR, Role.MANAGER))
    refused = browser.submit("/acting-as", {"role": "administrator"}, status=409)
    assert "does not hold it" in refused.text


@pytest.mark.parametrize(
    "to", ["//elsewhere.example", "https://elsewhere.example", "/\\elsewhere.example", "/sign-out"]
)
def test_the_way_on_after_sign_in_stays_with_us(app: Litestar, account: MakeAccount, to: str) -> None:
    account("Ana Moreno", Role.COORDINATOR)
    answer = Browser(app).client.post(
        "/sign-in",
        data={"sign_in_name": "ana.moreno", "password": PASSWORD, "next": to},
        headers={"origin": ORIGIN},
        follow_redirects=False,
    )
    assert answer.headers["location"] == "/"
