"""Full moves per second beside bare drivers: permission, facts, event, one deadline re-armed, one message, one commit.

The bare rivals insert the same event row and update the same head row in a commit as durable as ours, and work nothing
out. All run in turn, in short rounds, so that a busy moment of the machine falls on each of them.
"""

import sqlite3
import tempfile
import time
import uuid
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from statistics import median
from typing import Any

import psycopg
from sqlalchemy import Engine, bindparam, create_engine, event, insert, update
from sqlmodel import Session

from engine import schema
from engine.database import fold_log, open_database, writing
from engine.deadlines import Arming, Watched
from engine.events import events, peek, streams
from engine.firing import Command, Effect, begin, fire, lifecycles
from engine.lifecycle import Actor, Lifecycle, Move, Request
from engine.outbox import Telling
from engine.refusals import Reason
from engine.tables import metadata

PLANS = 100
FOLD_EVERY = 250
"""Moves. The clock folds the log once a minute; bare SQLite does it by itself every thousand pages. Both are paid here."""
BODY = b"x" * 640
BYTES = b"x" * 32
CLERK = Actor(account="00000000-0000-7000-8000-000000000001", role="coordinator", name="Bench")
AT = datetime(2026, 3, 2, 15, 0, tzinfo=UTC)


@dataclass(frozen=True)
class Figure:
    """One measured number. `budget` is the least share of `beside` that is good enough."""

    name: str
    per_second: float
    beside: str = ""
    share: float | None = None
    budget: float | None = None

    @property
    def kept(self) -> bool:
        """True when there is no budget, or it is kept."""
        return self.budget is None or (self.share is not None and self.share >= self.budget)


Rival = tuple[str, Callable[[], None]]


def measure(*, postgres_url: str | None = None, rounds: int = 9, seconds: float = 0.4) -> list[Figure]:
    """Every figure of one run. With a PostgreSQL address (an empty database), that side too."""
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        rivals = [
            ("bare sqlite3", stack.enter_context(_bare_sqlite(folder / "bare.db"))),
            ("SQLAlchemy Core", stack.enter_context(_core(folder / "core.db"))),
            ("full move, SQLite", stack.enter_context(_moves(f"sqlite:///{folder / 'full.db'}"))),
        ]
        if postgres_url:
            rivals += [
                ("bare psycopg", stack.enter_context(_bare_psycopg(postgres_url))),
                ("full move, PostgreSQL", stack.enter_context(_moves(postgres_url))),
            ]
        return _figures(_rounds(rivals, rounds=rounds, seconds=seconds))


def _figures(rates: dict[str, list[float]]) -> list[Figure]:
    figures = [Figure(name, median(found)) for name, found in rates.items()]
    for mine, other, budget in (
        ("full move, SQLite", "bare sqlite3", 0.35),
        ("full move, SQLite", "SQLAlchemy Core", 0.75),
        ("full move, PostgreSQL", "bare psycopg", 0.50),
    ):
        if mine in rates:
            # The share is taken within each round, where both met the same machine.
            share = median(a / b for a, b in zip(rates[mine], rates[other], strict=True))
            figures.append(Figure(mine, median(rates[mine]), beside=other, share=share, budget=budget))
    return figures


def _rounds(rivals: list[Rival], *, rounds: int, seconds: float) -> dict[str, list[float]]:
    for _, once in rivals:
        for _ in range(3 * PLANS):
            once()
    rates: dict[str, list[float]] = {name: [] for name, _ in rivals}
    for _ in range(rounds):
        for name, once in rivals:
            rates[name].append(_rate(once, seconds))
    return rates


def _rate(once: Callable[[], None], seconds: float) -> float:
    begun = time.perf_counter()
    done = 0
    while (spent := time.perf_counter() - begun) < seconds:
        once()
        done += 1
    return done / spent


_INSERT = (
    "INSERT INTO event (stream, seq, at, kind, actor, role, command_id, command_digest, body, prev, hash) "
    "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
)
_UPDATE = "UPDATE stream SET seq = ?, head = ?, state = ? WHERE key = ?"


def _bare_rows(turn: int, at: Any) -> tuple[tuple[Any, ...], tuple[Any, ...]]:
    """The same event and the same head as a full move writes, with nothing worked out for them."""
    stream, seq = f"plan:{turn % PLANS:036}", turn // PLANS + 2
    row = (stream, seq, at, "plan.there", CLERK.account, CLERK.role, f"command-{turn}", BYTES, BODY, BYTES, BYTES)
    return row, (seq, BYTES, "there", stream)


def _with_heads(url: str) -> Engine:
    """The two tables as the product has them, with their keys, but without guards; one head for each plan."""
    engine = create_engine(url)
    metadata.create_all(engine, tables=[events, streams])
    with engine.begin() as connection:
        heads = [{"key": f"plan:{n:036}", "seq": 1, "head": BYTES, "state": "here"} for n in range(PLANS)]
        connection.execute(insert(streams), heads)
    return engine


@contextmanager
def _bare_sqlite(path: Path) -> Iterator[Callable[[], None]]:
    _with_heads(f"sqlite:///{path}").dispose()
    connection = sqlite3.connect(path, isolation_level=None)
    for pragma in ("journal_mode=WAL", "synchronous=FULL"):
        connection.execute(f"PRAGMA {pragma}")
    turn = iter(range(10**9))

    def once() -> None:
        row, head = _bare_rows(next(turn), "2026-03-02 15:00:00.000000")
        connection.execute("BEGIN IMMEDIATE")
        connection.execute(_INSERT, row)
        connection.execute(_UPDATE, head)
        connection.execute("COMMIT")

    yield once
    connection.close()


@contextmanager
def _core(path: Path) -> Iterator[Callable[[], None]]:
    engine = _with_heads(f"sqlite:///{path}")
    engine.dispose()

    @event.listens_for(engine, "connect")
    def _connected(connection: Any, _: object) -> None:
        connection.isolation_level = None
        connection.execute("PRAGMA journal_mode=WAL")
        connection.execute("PRAGMA synchronous=FULL")

    event.listen(engine, "begin", lambda connection: connection.exec_driver_sql("BEGIN IMMEDIATE"))
    names = [column.name for column in events.c]
    moved = update(streams).where(streams.c.key == bindparam("of"))
    moved = moved.values(seq=bindparam("seq"), head=bindparam("head"), state=bindparam("state"))
    turn = iter(range(10**9))

    def once() -> None:
        row, (seq, head, state, stream) = _bare_rows(next(turn), AT)
        with engine.begin() as connection:
            connection.execute(insert(events), dict(zip(names, row, strict=True)))
            connection.execute(moved, {"of": stream, "seq": seq, "head": head, "state": state})

    yield once
    engine.dispose()


@contextmanager
def _bare_psycopg(url: str) -> Iterator[Callable[[], None]]:
    """In a schema of its own beside the full tables."""
    engine = create_engine(url)
    with engine.begin() as connection:
        connection.exec_driver_sql("CREATE SCHEMA bare")
    engine.dispose()
    own = f"{url}{'&' if '?' in url else '?'}options=-csearch_path%3Dbare"
    _with_heads(own).dispose()
    with psycopg.connect(own, autocommit=True) as bare:
        turn = iter(range(10**9))

        def once() -> None:
            row, head = _bare_rows(next(turn), AT)
            with bare.transaction():
                bare.execute(_INSERT.replace("?", "%s"), row)
                bare.execute(_UPDATE.replace("?", "%s"), head)

        yield once


@contextmanager
def _moves(url: str) -> Iterator[Callable[[], None]]:
    database = open_database(url)
    schema.migrate(database)
    define()
    plans = [uuid.uuid4() for _ in range(PLANS)]
    for plan in plans:
        with writing(database) as session:
            begin(
                session,
                Command(str(uuid.uuid4()), CLERK, AT),
                lifecycles.get("bench", 1),
                stream=f"plan:{plan}",
                write=lambda _: Effect(),
                watched=Watched(f"plan:{plan}", plan),
                kind="plan.begun",
            )
    turn = iter(range(10**9))

    def once() -> None:
        number = next(turn)
        if number % FOLD_EVERY == FOLD_EVERY - 1:
            fold_log(database)
        plan = plans[number % PLANS]
        stream = f"plan:{plan}"
        with writing(database) as session:
            fire(
                session,
                Command(
                    f"command-{number}",
                    CLERK,
                    AT + timedelta(seconds=number),
                    {"reason": "Something changed."},
                    expected=1 + number // PLANS,
                ),
                "there" if number // PLANS % 2 == 0 else "back",
                stream=stream,
                load=lambda session: _facts(session, stream),
                write=_write,
                watched=Watched(stream, plan, owner=plan, team=plan),
            )

    yield once
    database.close()


def _facts(session: Session, stream: str) -> dict[str, Any]:
    return {"seq": peek(session, stream).seq, "vision": "A place of my own", "sections": 7}


def _write(_session: Session, _facts: Any, seq: int) -> Effect:
    return Effect(
        data={"version": seq, "fingerprint": "0" * 64},
        done=(),
        arm=(replace(ARMING, due_on=ARMING.due_on + timedelta(days=seq % 28)),),
        tell=(TELLING,),
    )


def _has_vision(facts: Any, _request: Request) -> Reason | None:
    return None if facts["vision"].strip() else Reason("vision", "The plan does not say what the person wants yet.")


def _has_sections(facts: Any, _request: Request) -> Reason | None:
    return None if facts["sections"] == 7 else Reason("sections", "A section is missing.")


def define() -> None:
    try:
        lifecycles.get("bench", 1)
    except LookupError:
        by = frozenset({"coordinator"})
        needs = (_has_vision, _has_sections)
        lifecycles.register(
            Lifecycle(
                name="bench",
                version=1,
                states=("here", "there", "closed"),
                initial="here",
                final=("closed",),
                moves=(
                    Move("there", ("here",), "there", by, needs),
                    Move("back", ("there",), "here", by, needs),
                    Move("close", ("here", "there"), "closed", by),
                ),
            )
        )


ARMING = Arming(
    kind="review",
    profile="bench",
    rule="annual-review",
    rule_version="1",
    anchor="in-force",
    anchor_on=date(2026, 3, 2),
    due_on=date(2027, 3, 2),
    due_at=datetime(2027, 3, 3, 5, 0, tzinfo=UTC),
    zone="America/New_York",
    sentence="A year after the plan took effect on March 2, 2026.",
    citation="42 CFR 441.301(c)(3)",
    steps=("March 2, 2026", "and 12 months", "March 2, 2027"),
    reminders=(30, 7),
    repeat_days=7,
)
TELLING = Telling(kind="plan.moved", recipient=uuid.UUID(int=1), path="/plans/1")
