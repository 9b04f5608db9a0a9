"""Tries are counted before a password is looked at, also when they come all at once."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from sqlmodel import select

from engine.accounts import SignInAttempt
from engine.database import Database, open_database, reading, writing
from engine.schema import migrate
from tests.engine.house import AT
from web.sign_in_attempts import TRIES_PER_ACCOUNT, TRIES_PER_ADDRESS, TooManyTries, note_attempt, note_success


@pytest.fixture
def database(database_url: str) -> Iterator[Database]:
    database = open_database(database_url)
    migrate(database)
    yield database
    database.close()


def _try(database: Database, name: str, address: str) -> bool:
    try:
        with writing(database) as session:
            note_attempt(session, name=name, address=address, at=AT)
    except TooManyTries:
        return False
    return True


def test_forty_tries_at_once_on_one_name_are_ten(database: Database) -> None:
    with ThreadPoolExecutor(8) as robots:
        passed = list(robots.map(lambda number: _try(database, "ana", f"192.0.2.{number}"), range(40)))
    assert sum(passed) == TRIES_PER_ACCOUNT


def test_many_names_from_one_address_stop_at_its_limit(database: Database) -> None:
    with ThreadPoolExecutor(8) as robots:
        passed = list(robots.map(lambda number: _try(database, f"name{number}", "192.0.2.7"), range(80)))
    assert sum(passed) == TRIES_PER_ADDRESS


def test_a_good_try_counts_no_longer_and_a_day_later_nothing_is_kept(database: Database) -> None:
    with writing(database) as session:
        for _ in range(TRIES_PER_ACCOUNT * 2):
            note_success(session, note_attempt(session, name="ana", address="192.0.2.7", at=AT))
    with writing(database) as session:
        note_attempt(session, name="ben", address="192.0.2.8", at=AT + timedelta(days=1, seconds=1))
    with reading(database) as session:
        assert len(session.exec(select(SignInAttempt)).all()) == 1
