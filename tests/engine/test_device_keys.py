"""Keys for what a device keeps: one's own, for a time, and gone when they are."""

from collections.abc import Iterator
from datetime import timedelta
from uuid import UUID

import pytest
from sqlmodel import Session, select

from engine.accounts import Account
from engine.database import Database, open_database, writing
from engine.device_keys import (
    NEW_KEY_EVERY,
    DeviceKey,
    KeepingDecision,
    forget_keys,
    forget_keys_of,
    hours_allowed,
    keys_for,
)
from engine.ids import new_id
from engine.schema import migrate
from tests.engine.house import AT


@pytest.fixture
def database(database_url: str) -> Iterator[Database]:
    database = open_database(database_url)
    migrate(database)
    yield database
    database.close()


@pytest.fixture
def session(database: Database) -> Iterator[Session]:
    with writing(database) as session:
        session.add_all([_account("ana"), _account("ben")])
        session.flush()
        yield session


def _account(name: str) -> Account:
    return Account(id=new_id(), sign_in_name=name, name=name.title(), created_at=AT)


def _of(session: Session, name: str) -> UUID:
    return session.exec(select(Account.id).where(Account.sign_in_name == name)).one()


def decide(session: Session, *, allowed: bool, hours: int = 24) -> None:
    by = _of(session, "ana")
    session.add(KeepingDecision(allowed=allowed, hours=hours, reason="because", by=by, by_name="Ana", at=AT))
    session.flush()


def test_without_a_decision_there_is_no_key(session: Session) -> None:
    assert hours_allowed(session) == 0
    assert keys_for(session, _of(session, "ana"), at=AT) == []


def test_a_key_is_ones_own_and_the_same_for_half_a_day(session: Session) -> None:
    decide(session, allowed=True)
    (first,) = keys_for(session, _of(session, "ana"), at=AT)
    (others,) = keys_for(session, _of(session, "ben"), at=AT)
    assert first.secret != others.secret
    assert len(first.secret) == 32
    (again,) = keys_for(session, _of(session, "ana"), at=AT + NEW_KEY_EVERY - timedelta(seconds=1))
    assert again.id == first.id
    newest, older = keys_for(session, _of(session, "ana"), at=AT + NEW_KEY_EVERY)
    assert older.id == first.id
    assert newest.secret != first.secret


def test_a_key_goes_when_all_it_could_have_locked_is_too_old(session: Session) -> None:
    decide(session, allowed=True, hours=5)
    (first,) = keys_for(session, _of(session, "ana"), at=AT)
    last_use = AT + NEW_KEY_EVERY
    assert forget_keys(session, at=last_use + timedelta(hours=5)) == 0
    assert forget_keys(session, at=last_use + timedelta(hours=5, seconds=1)) == 1
    assert session.get(DeviceKey, first.id) is None


def test_switching_it_off_leaves_no_key_and_closing_an_account_none_of_its_own(session: Session) -> None:
    decide(session, allowed=True)
    keys_for(session, _of(session, "ana"), at=AT)
    keys_for(session, _of(session, "ben"), at=AT)
    forget_keys_of(session, _of(session, "ana"))
    assert [key.account_id for key in session.exec(select(DeviceKey))] == [_of(session, "ben")]
    decide(session, allowed=False)
    assert forget_keys(session, at=AT) == 1
    assert hours_allowed(session) == 0
