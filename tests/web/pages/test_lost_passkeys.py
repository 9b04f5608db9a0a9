"""A lost device: an administrator removes every passkey with a reason, its owner is told, and adds one anew."""

import pytest
from litestar import Litestar
from sqlmodel import select

from engine.accounts import Account, Role
from engine.database import Database, reading
from engine.events import Event
from engine.outbox import Message
from engine.passkeys import LostPasskeys, Passkey
from engine.verification import verify
from tests.web.browser import Browser
from tests.web.conftest import sign_in
from tests.web.devices import Device
from tests.web.pages.test_passkeys import MakeAccount, come_in, settings, with_passkey

__all__ = ["settings"]

WHY = "Her phone was stolen. She came to the office, and Sam knows her."


@pytest.fixture
def ana(account: MakeAccount) -> Account:
    return account("Ana Reyes", Role.COORDINATOR)


@pytest.fixture
def admin(app: Litestar, account: MakeAccount) -> Browser:
    return sign_in(Browser(app), account("Avery Stone", Role.ADMINISTRATOR))


def test_a_lost_phone_opens_nothing_and_a_new_one_is_added(
    app: Litestar, database: Database, ana: Account, admin: Browser
) -> None:
    phone, page = Device(), f"/accounts/{ana.id}"
    stolen = with_passkey(app, ana, phone)
    admin.visit(page)
    again = admin.submit(f"{page}/passkeys", {"reason": "  "}, status=422)
    assert "Write why" in again.text
    assert stolen.visit("/").title == "Today"
    done = admin.submit(f"{page}/passkeys", {"reason": WHY})
    assert "Avery Stone removed 1 passkey" in done.text
    assert WHY in done.text
    assert stolen.visit("/").title == "Sign in"
    come_in(app, phone, status=422)
    with reading(database) as session:
        assert session.exec(select(Passkey)).all() == []
        row = session.exec(select(LostPasskeys)).one()
        assert (row.account_id, row.how_many, row.reason) == (ana.id, 1, WHY)
        event = session.exec(select(Event).where(Event.kind == "passkeys.removed_by_administrator")).one()
        assert event.stream == f"account:{ana.id}"
        assert b"stolen" not in bytes(event.body)
        told = session.exec(select(Message.recipient).where(Message.kind == "passkeys_removed_for_you")).all()
        assert told == [ana.id]
    with_passkey(app, ana, Device(), "My new phone")
    assert verify(database).ok


def test_an_account_without_any_is_not_asked_about_and_a_form_from_before_changes_nothing(
    app: Litestar, database: Database, ana: Account, admin: Browser
) -> None:
    assert "Passkeys" not in admin.visit(f"/accounts/{ana.id}").text
    with_passkey(app, ana, Device())
    page = f"/accounts/{ana.id}"
    admin.visit(page)
    other = admin.page
    admin.submit(f"{page}/passkeys", {"reason": WHY})
    admin.page = other
    assert other is not None
    admin.submit(f"{page}/passkeys", {"reason": WHY})
    with reading(database) as session:
        assert len(session.exec(select(LostPasskeys)).all()) == 1


def test_nobody_but_an_administrator_and_nobody_for_themselves(
    app: Litestar, database: Database, ana: Account, account: MakeAccount
) -> None:
    with_passkey(app, ana, Device())
    manager = sign_in(Browser(app), account("Dana Whitcomb", Role.MANAGER))
    assert manager.client.get(f"/accounts/{ana.id}").status_code == 404
    mine = account("Robin Admin", Role.ADMINISTRATOR)
    own = with_passkey(app, mine, Device())
    assert "Remove every passkey" not in own.visit(f"/accounts/{mine.id}").text
