"""Opens SQLite or PostgreSQL. One session is one transaction; a writer has begun before it reads."""

import sqlite3
import threading
import time
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event, make_url, text
from sqlalchemy.exc import DBAPIError, DisconnectionError, SQLAlchemyError
from sqlmodel import Session, SQLModel

from engine.out_of_reach import BUSY, NOT_SAVED, NOT_SHOWN, PATIENCE, because, meaning_of
from engine.prepared import hold
from engine.refusals import OutOfReach
from engine.same_file import SameFile

SQLModel.metadata.naming_convention = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s",
    "pk": "pk_%(table_name)s",
}


IDLE_SECONDS = 1.0
"""After so long a PostgreSQL connection is asked whether it is still there before it is used."""


class FairLock:
    """A lock that is handed to waiters in the order they came; SQLite itself lets one starve."""

    def __init__(self) -> None:
        self._guard = threading.Lock()
        self._holder = 0
        self._waiting: deque[tuple[int, threading.Lock]] = deque()

    def __enter__(self) -> None:
        """Raises OutOfReach after PATIENCE seconds."""
        me = threading.get_ident()
        with self._guard:
            if self._holder == me:
                raise RuntimeError("A transaction that writes was begun inside another; it would wait for itself.")
            if not self._holder:
                self._holder = me
                return
            turn = threading.Lock()
            turn.acquire()
            mine = (me, turn)
            self._waiting.append(mine)
        if not turn.acquire(timeout=PATIENCE):
            self._give_up(mine)

    def __exit__(self, *_: object) -> None:
        with self._guard:
            if not self._waiting:
                self._holder = 0
                return
            self._holder, turn = self._waiting.popleft()
            turn.release()

    def _give_up(self, mine: tuple[int, threading.Lock]) -> None:
        """Out of the queue; unless the lock was handed over at this very moment, and then it is ours after all."""
        with self._guard:
            if mine not in self._waiting:
                return
            self._waiting.remove(mine)
        raise OutOfReach(because(NOT_SAVED, BUSY))


@dataclass(frozen=True)
class Database:
    """One agency's records: an engine that reads, an engine that writes, and whose turn it is to write."""

    url: str
    reader: Engine
    writer: Engine
    lock: FairLock = field(default_factory=FairLock)

    @property
    def is_sqlite(self) -> bool:
        """True for the embedded default."""
        return self.writer.dialect.name == "sqlite"

    def close(self) -> None:
        """Give back every connection."""
        self.reader.dispose()
        self.writer.dispose()


def open_database(url: str) -> Database:
    """Connections are made on first use. `postgresql://` means psycopg 3."""
    if make_url(url).get_backend_name() == "sqlite":
        return _open_sqlite(url)
    engine = create_engine(url, pool_size=10, max_overflow=10, hide_parameters=True)
    event.listen(engine, "checkin", _note_the_time)
    event.listen(engine, "checkout", _ask_if_still_there)
    return Database(url=url, reader=engine, writer=engine)


@contextmanager
def writing(database: Database) -> Iterator[Session]:
    """A transaction that may write. Commits at the end of the block, rolls back on any exception.

    Raises OutOfReach when the database itself fails; the message says whether anything was saved.
    """
    committing = False
    try:
        if database.is_sqlite:
            with database.lock, _transaction(database.writer) as session:
                yield session
                committing = True
        else:
            with _transaction(database.writer) as session:
                yield session
                committing = True
    except (SQLAlchemyError, sqlite3.Error) as error:
        if refusal := meaning_of(error, what=NOT_SAVED, committing=committing):
            raise refusal from error
        raise


@contextmanager
def reading(database: Database) -> Iterator[Session]:
    """A transaction that only reads: closing rolls it back, and what was loaded can still be looked at afterwards.

    Raises OutOfReach when the database itself fails.
    """
    try:
        with Session(database.reader, expire_on_commit=False, autoflush=False) as session:
            yield session
    except (SQLAlchemyError, sqlite3.Error) as error:
        if refusal := meaning_of(error, what=NOT_SHOWN):
            raise refusal from error
        raise


def fold_log(database: Database) -> None:
    """Fold SQLite's write-ahead log into the file. Called from one place only (WAL-reset defect before 3.51.3).

    RESTART, not TRUNCATE: the log starts over in the same file, so that no commit has to make the file longer and
    wait for its size to reach the disk.
    """
    if database.is_sqlite:
        with database.lock:
            connection = database.writer.raw_connection()
            try:
                connection.cursor().execute("PRAGMA wal_checkpoint(RESTART)").fetchall()
            finally:
                connection.close()


@contextmanager
def _transaction(engine: Engine) -> Iterator[Session]:
    """The transaction belongs to the connection, and the session joins it: one that is never asked costs nothing."""
    with engine.connect() as connection, connection.begin():
        joins: Any = "rollback_only"
        with Session(connection, expire_on_commit=False, join_transaction_mode=joins) as session:
            hold(session, connection)
            yield session
            if session.in_transaction():
                session.commit()
            if session.info.get("seals"):
                raise RuntimeError("Something that must never change was written, and no event vouches for it.")


def _open_sqlite(url: str) -> Database:
    path = make_url(url).database
    if path and path != ":memory:":
        Path(path).parent.mkdir(parents=True, exist_ok=True)
    # The connection used last is used next: one page cache stays warm and the others stay small.
    reader = create_engine(url, pool_size=8, max_overflow=16, pool_use_lifo=True, hide_parameters=True)
    writer = create_engine(url, pool_size=1, max_overflow=4, hide_parameters=True)
    file = SameFile(path)
    for engine, what in ((reader, NOT_SHOWN), (writer, NOT_SAVED)):
        event.listen(engine, "do_connect", lambda *_, what=what: file.require(what))
        event.listen(engine, "connect", file.note)
        event.listen(engine, "begin", lambda _, what=what: file.require(what))
    event.listen(reader, "connect", _prepare_reader)
    event.listen(writer, "connect", _prepare_writer)
    event.listen(reader, "begin", _begin)
    event.listen(writer, "begin", _begin_immediate)
    return Database(url=url, reader=reader, writer=writer)


def _begin(connection: Connection) -> None:
    _say(connection, "BEGIN")


def _begin_immediate(connection: Connection) -> None:
    _say(connection, "BEGIN IMMEDIATE")


def _say(connection: Connection, words: str) -> None:
    """Straight to the driver: every transaction begins here, and SQLAlchemy's own way costs more than the BEGIN."""
    driver: Any = connection.connection.dbapi_connection
    try:
        driver.execute(words)
    except sqlite3.Error as error:
        raise DBAPIError.instance(words, None, error, sqlite3.Error, dialect=connection.dialect) from error


def _note_the_time(_connection: Any, record: Any) -> None:
    record.info["left_at"] = time.monotonic()


def _ask_if_still_there(connection: Any, record: Any, _proxy: object) -> None:
    """A connection that lay idle may have lost its server. One that was used a moment ago is not asked each time."""
    if time.monotonic() - record.info.get("left_at", time.monotonic()) < IDLE_SECONDS:
        return
    try:
        connection.execute("SELECT 1")
        connection.rollback()
    except Exception as error:
        raise DisconnectionError from error


def _prepare_writer(connection: Any, _record: object) -> None:
    _pragmas(connection, cache_kib=16_384)
    # What is deleted is overwritten: a free part of a page would keep the characters of an erasure, or of unsent words.
    connection.execute("PRAGMA secure_delete=ON")


def _prepare_reader(connection: Any, _record: object) -> None:
    _pragmas(connection, cache_kib=8_192)
    connection.execute("PRAGMA query_only=ON")


def _pragmas(connection: Any, *, cache_kib: int) -> None:
    connection.isolation_level = None  # we say BEGIN ourselves; sqlite3 would begin too late
    cursor = connection.cursor()
    for pragma in (
        f"busy_timeout={PATIENCE * 1000:.0f}",
        "journal_mode=WAL",
        "synchronous=FULL",
        "foreign_keys=ON",
        "recursive_triggers=ON",
        "wal_autocheckpoint=0",
        f"cache_size=-{cache_kib}",
    ):
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


def synchronous_level(database: Database) -> int:
    """SQLite's `synchronous`: 2 is FULL. PostgreSQL answers 2 while fsync and synchronous_commit are on."""
    with database.reader.connect() as connection:
        if database.is_sqlite:
            return int(connection.execute(text("PRAGMA synchronous")).scalar_one())
        on = connection.execute(text("SHOW synchronous_commit")).scalar_one()
        return 2 if on == "on" else 0
