"""The fixtures themselves: a database that is really there, and a network that really ends."""

import socket

import pytest
from sqlalchemy import create_engine, inspect, text


def test_each_database_is_new_and_answers(database_url: str) -> None:
    engine = create_engine(database_url)
    with engine.connect() as connection:
        assert connection.execute(text("select 1")).scalar_one() == 1
        assert inspect(connection).get_table_names() == []
    engine.dispose()


def test_a_test_cannot_reach_beyond_this_machine() -> None:
    with socket.socket() as wire, pytest.raises(AssertionError, match="stay on this machine"):
        wire.connect(("192.0.2.1", 80))
