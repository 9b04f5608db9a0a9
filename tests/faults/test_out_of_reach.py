"""The records are busy, full, read-only, gone: a true sentence in bounded time, the text kept, and no half-written event."""

import sqlite3
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import psycopg
import pytest
from litestar import Litestar
from sqlalchemy import make_url
from sqlmodel import func, select

from engine import database as engine_database
from engine.database import Database, FairLock, open_database, reading, writing
from engine.events import events
from engine.refusals import OutOfReach
from engine.schema import migrate
from engine.settings import Settings
from tests.attacks.attacker import Attacker, everything_verifies
from tests.cast import plan_of
from web.app import create_app

WORDS = "I want to talk about my kitten called Bo"


@pytest.fixture(autouse=True)
def _little_patience(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(engine_database, "PATIENCE", 0.4)


@pytest.fixture
def plan(house: Database) -> UUID:
    """Rosa's."""
    with reading(house) as session:
        return plan_of(session, "rosa").id


@pytest.fixture
def file(house: Database) -> Path:
    """Where SQLite keeps the house."""
    return Path(str(make_url(house.url).database))


@pytest.fixture
def rosa(attack_as: Callable[[str], Attacker], house: Database) -> Attacker:
    """Signed in, on connections that have the patience of these tests."""
    house.close()
    return attack_as("rosa")


def ask_to_talk(who: Attacker, plan: UUID, **more: str) -> Any:
    """One of the shortest ways to an event, with words of somebody's own."""
    return who.send(f"/my-plan/{plan}/talk", {"command": str(uuid4()), "words": WORDS, "who": "coordinator", **more})


def how_many_events(database: Database) -> int:
    with reading(database) as session:
        return session.scalars(select(func.count()).select_from(events)).one()


def says_so(answer: Any, sentence: str) -> None:
    assert answer.status_code == 503
    assert int(answer.headers["retry-after"]) > 0
    assert sentence in answer.text
    assert WORDS in answer.text
    assert "Traceback" not in answer.text
    assert "sqlite" not in answer.text.lower()
    assert "psycopg" not in answer.text.lower()


def test_while_another_program_holds_the_file_pages_open_and_forms_say_so_with_their_text(
    rosa: Attacker, plan: UUID, house: Database, file: Path
) -> None:
    before = how_many_events(house)
    other = sqlite3.connect(file, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    began = time.monotonic()
    answers: list[Any] = []
    posts = [threading.Thread(target=lambda: answers.append(ask_to_talk(rosa, plan))) for _ in range(6)]
    for post in posts:
        post.start()
    assert rosa.get(f"/my-plan/{plan}/parts/1").status_code == 200
    for post in posts:
        post.join()
    waited = time.monotonic() - began
    other.execute("ROLLBACK")
    other.close()
    assert len(answers) == 6
    for answer in answers:
        says_so(answer, "This was not saved: something else is using the records.")
    # One after the other, six of them would wait six times as long.
    assert waited < 6 * 0.4 + 1.5
    assert how_many_events(house) == before
    assert ask_to_talk(rosa, plan).status_code == 303
    everything_verifies(house)


def test_whoever_waits_too_long_for_a_turn_leaves_the_queue_and_the_next_is_served() -> None:
    lock, entered = FairLock(), threading.Event()
    said: list[str] = []

    def hold() -> None:
        with lock:
            entered.set()
            time.sleep(0.7)

    def wait() -> None:
        try:
            with lock:
                said.append("in")
        except OutOfReach:
            said.append("gave up")

    holder = threading.Thread(target=hold)
    holder.start()
    entered.wait()
    early = threading.Thread(target=wait)
    early.start()
    time.sleep(0.45)
    late = threading.Thread(target=wait)
    late.start()
    for thread in (holder, early, late):
        thread.join()
    assert said == ["gave up", "in"]


@pytest.mark.parametrize(
    ("pragma", "sentence"),
    [
        ("max_page_count={pages}", "This was not saved: the disk that holds the records is full."),
        ("query_only=ON", "This was not saved: the records can be read, but not changed."),
    ],
)
def test_a_full_disk_and_a_file_that_may_only_be_read_say_so_and_the_next_try_works(
    rosa: Attacker, plan: UUID, house: Database, pragma: str, sentence: str
) -> None:
    with house.writer.connect() as connection:
        pages = connection.exec_driver_sql("PRAGMA page_count").scalar_one()
        connection.exec_driver_sql("PRAGMA " + pragma.format(pages=pages))
    before = how_many_events(house)
    long = WORDS + " and everything about it" * 2_000
    says_so(ask_to_talk(rosa, plan, words=long), sentence)
    assert rosa.get(f"/my-plan/{plan}/parts/1").status_code == 200
    assert how_many_events(house) == before
    house.writer.dispose()
    assert ask_to_talk(rosa, plan, words=long).status_code == 303
    everything_verifies(house)


def test_a_deleted_file_takes_no_more_writes_and_is_not_replaced_by_an_empty_one(
    rosa: Attacker, plan: UUID, file: Path
) -> None:
    assert rosa.get("/my-plan").status_code == 200
    kept = file.with_suffix(".kept")
    file.rename(kept)
    says_so(ask_to_talk(rosa, plan), "This was not saved: the records are not where they were.")
    assert rosa.get("/my-plan").status_code == 503
    assert rosa.get("/health/ready").status_code == 503
    assert rosa.get("/health/live").status_code == 200
    assert not file.exists()
    kept.rename(file)
    assert ask_to_talk(rosa, plan).status_code == 303


def test_another_file_in_the_same_place_is_not_taken_for_the_records(rosa: Attacker, plan: UUID, file: Path) -> None:
    assert rosa.get("/my-plan").status_code == 200
    other = file.with_suffix(".other")
    other.write_bytes(file.read_bytes())
    other.replace(file)
    says_so(ask_to_talk(rosa, plan), "the records are not where they were")


@pytest.mark.postgres
def test_a_lost_server_says_so_and_is_found_again(postgres_house: Database, demo: Litestar, tmp_path: Path) -> None:
    app = create_app(Settings(data_folder=tmp_path, DATABASE_URL=postgres_house.url), database=postgres_house)
    rosa = Attacker(app, postgres_house, "rosa")
    with reading(postgres_house) as session:
        plan = plan_of(session, "rosa").id
    with psycopg.connect(postgres_house.url, autocommit=True) as other:
        other.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
            "WHERE datname = current_database() AND pid <> pg_backend_pid()"
        )
    answer = ask_to_talk(rosa, plan)
    if answer.status_code != 303:
        says_so(answer, "the connection to the records broke")
    assert ask_to_talk(rosa, plan).status_code == 303
    with psycopg.connect(postgres_house.url, autocommit=True) as other:
        other.execute(
            "ALTER DATABASE " + str(make_url(postgres_house.url).database) + " SET default_transaction_read_only = on"
        )
    postgres_house.close()
    says_so(ask_to_talk(rosa, plan), "This was not saved: the records can be read, but not changed.")
    everything_verifies(postgres_house)


def test_a_defect_of_ours_is_not_called_an_unreachable_database(tmp_path: Path) -> None:
    database = open_database(f"sqlite:///{tmp_path / 'empty.db'}")
    migrate(database)
    with pytest.raises(Exception, match="no such table") as raised, writing(database) as session:
        session.connection().exec_driver_sql("SELECT * FROM nothing_here")
    assert not isinstance(raised.value, OutOfReach)
    database.close()


def test_what_was_typed_is_shown_once_more_to_somebody_whose_session_ended(rosa: Attacker, plan: UUID) -> None:
    rosa.client.cookies.clear()
    answer = ask_to_talk(rosa, plan)
    assert answer.status_code == 401
    assert WORDS in answer.text


def test_a_password_is_never_shown_once_more(rosa: Attacker, file: Path) -> None:
    file.rename(file.with_suffix(".kept"))
    answer = rosa.send("/sign-in", {"sign_in_name": "rosa", "password": "my secret words here"})
    assert answer.status_code == 503
    assert "my secret words" not in answer.text
