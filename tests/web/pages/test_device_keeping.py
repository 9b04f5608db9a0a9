"""Keeping on devices: the administrator decides, with a reason; keys go to their own account alone, and go when told."""

from collections.abc import Callable
from typing import Any

import pytest
from litestar import Litestar
from sqlmodel import select

from engine.accounts import Account, Role
from engine.database import Database, reading
from engine.device_keys import DeviceKey, KeepingDecision
from engine.events import history
from tests.web.browser import ORIGIN, Browser
from tests.web.pages.writing import visiting
from web.schedule import ticks

MakeAccount = Callable[..., Account]
HEADERS = {"origin": ORIGIN, "sec-fetch-site": "same-origin"}


@pytest.fixture
def administrator(app: Litestar, account: MakeAccount) -> Browser:
    return visiting(app, account("Avery Admin", Role.ADMINISTRATOR))


def keys_of(browser: Browser) -> Any:
    csrf = browser.client.get("/who-am-i").json()["csrf"]
    return browser.client.post("/device-keys", data={"csrf_token": csrf}, headers=HEADERS).json()


def decide(browser: Browser, allowed: str, *, hours: str = "24", reason: str = "Visits out of reach") -> Any:
    browser.visit("/device-keeping")
    return browser.submit("/device-keeping", {"allowed": allowed, "hours": hours, "reason": reason})


def test_nothing_is_kept_until_somebody_decides_and_the_decision_has_a_name(
    app: Litestar, administrator: Browser, database: Database, account: MakeAccount
) -> None:
    assert "Devices keep nothing." in administrator.visit("/device-keeping").text
    assert keys_of(administrator) == {"hours": 0, "keys": []}
    page = decide(administrator, "yes", hours="8")
    assert "for 8 hours" in page.text
    assert "Visits out of reach" in page.text
    assert "Avery Admin" in page.text
    with reading(database) as session:
        assert session.exec(select(KeepingDecision.allowed)).all() == [True]
        assert history(session, "agency")[-1].kind == "keeping.decided"


def test_each_account_is_given_its_own_keys_and_none_after_it_was_switched_off(
    app: Litestar, administrator: Browser, database: Database, account: MakeAccount
) -> None:
    decide(administrator, "yes")
    ana, ben = (visiting(app, account(name, Role.COORDINATOR)) for name in ("Ana A", "Ben B"))
    given = [keys_of(browser)["keys"] for browser in (ana, ben, ana)]
    assert given[0] == given[2]
    assert given[0][0]["secret"] != given[1][0]["secret"]
    decide(administrator, "no")
    assert keys_of(ana) == {"hours": 0, "keys": []}
    with reading(database) as session:
        assert session.exec(select(DeviceKey)).all() == []
        told = history(session, "agency")[-1]
    assert b'"keys_deleted":2' in told.body


@pytest.mark.parametrize(("hours", "reason"), [("0", "x"), ("73", "x"), ("many", "x"), ("", "x"), ("24", " ")])
def test_a_decision_needs_hours_and_a_reason(
    administrator: Browser, database: Database, hours: str, reason: str
) -> None:
    administrator.visit("/device-keeping")
    form = {"allowed": "yes", "hours": hours, "reason": reason}
    administrator.submit("/device-keeping", form, status=422)
    with reading(database) as session:
        assert session.exec(select(KeepingDecision)).all() == []


def test_the_clock_deletes_keys(database: Database, settings: Any, administrator: Browser) -> None:
    decide(administrator, "yes")
    keys_of(administrator)
    (forget,) = [tick for tick in ticks(database, settings) if tick.name == "forget"]
    assert forget.run() == "0 salts of old forms, 0 keys of devices"


def test_a_closed_account_leaves_no_key(
    app: Litestar, administrator: Browser, database: Database, account: MakeAccount
) -> None:
    decide(administrator, "yes")
    ana = account("Ana A", Role.COORDINATOR)
    keys_of(visiting(app, ana))
    administrator.visit(f"/accounts/{ana.id}")
    administrator.submit(f"/accounts/{ana.id}/closed", {})
    with reading(database) as session:
        assert session.exec(select(DeviceKey)).all() == []
