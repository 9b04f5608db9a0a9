"""Killed at any point, a move is there or it is not; sent again, it gives the one answer."""

import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from uuid import UUID

import pytest
from sqlalchemy import func, text
from sqlmodel import select

from engine.database import Database, open_database, reading, synchronous_level, writing
from engine.deadlines import open_deadlines
from engine.events import peek
from engine.firing import Command, Effect
from engine.outbox import Message
from engine.refusals import OutOfReach
from engine.verification import verify
from tests.engine import toy

ROOT = Path(__file__).parent.parent.parent


@pytest.fixture
def database(database_url: str) -> Iterator[Database]:
    with toy.opened(database_url) as database:
        toy.registered()
        yield database


def start(url: str, plan: toy.Plan, command_id: str, point: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-m", "tests.engine.killed", url, plan.stream, command_id, point],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        text=True,
    )


def everything(database: Database, plan: toy.Plan) -> tuple[int, int, int]:
    """Moves, messages and open deadlines of a plan that was begun with one event."""
    with reading(database) as session:
        messages = session.exec(select(func.count()).select_from(Message)).one()
        return peek(session, plan.stream).seq - 1, messages, len(open_deadlines(session, plan.stream))


@pytest.mark.parametrize(
    ("point", "there"),
    [
        ("before the event", 0),
        ("after the event", 0),
        ("before the message", 0),
        ("before the commit", 0),
        ("after the commit, before the answer", 1),
    ],
)
def test_killed_at_a_point_it_is_all_or_nothing_and_the_retry_gives_one_result(
    database: Database, database_url: str, point: str, there: int
) -> None:
    plan = toy.begun(database)
    with start(database_url, plan, "the click", point) as process:
        assert process.wait(60) == -9
    assert everything(database, plan) == (there, there, there)
    effect = Effect(arm=[toy.arming(toy.AT.date())], tell=[toy.telling(UUID(int=7))])
    with writing(database) as session:
        asked = Command("the click", toy.WRITER, toy.AT)
        assert toy.moved(session, plan, "note", asked, write=lambda *_: effect).repeated == bool(there)
    assert everything(database, plan) == (1, 1, 1)
    assert verify(database).ok


def test_killed_at_any_moment_nothing_acknowledged_is_lost_and_nothing_is_half_there(
    database: Database, database_url: str
) -> None:
    plan = toy.begun(database)
    before = 0
    for turn in range(3):
        with start(database_url, plan, f"turn {turn}", "any moment") as process:
            assert process.stdout is not None
            process.stdout.readline()
            time.sleep(0.05 * turn)
            process.kill()
            acknowledged = 1 + len(process.stdout.read().split())
        moves, messages, _ = everything(database, plan)
        assert moves == messages
        assert acknowledged <= moves - before <= acknowledged + 1
        before = moves
    assert verify(database).ok


def test_a_database_in_other_hands_gives_an_honest_error_and_no_half_event(sqlite_url: str) -> None:
    with toy.opened(sqlite_url) as database:
        plan = toy.begun(database)
        with database.writer.connect() as connection:
            connection.exec_driver_sql("PRAGMA busy_timeout=50")
            connection.rollback()
        other = open_database(sqlite_url)
        with writing(other) as held:
            held.connection()
            with pytest.raises(OutOfReach, match="something else is using the records"), writing(database) as session:
                toy.moved(session, plan, "note", toy.command())
        other.close()
        with reading(database) as session:
            assert peek(session, plan.stream).seq == 1
        with writing(database) as session:
            toy.moved(session, plan, "note", toy.command())


@pytest.mark.postgres
def test_a_connection_the_server_ended_is_replaced(postgres_url: str) -> None:
    with toy.opened(postgres_url) as database:
        plan = toy.begun(database)
        other = open_database(postgres_url)
        with writing(other) as session:
            session.execute(
                text(
                    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()"
                )
            )
        other.close()
        time.sleep(1.1)
        with writing(database) as session:
            assert toy.moved(session, plan, "note", toy.command()).version == 2


def test_what_is_acknowledged_is_on_the_disk(database: Database) -> None:
    assert synchronous_level(database) == (2 if database.is_sqlite else 0)
