"""How fast history is proved: following the hashes alone, and the whole of `verify`, in events a second."""

import tempfile
import time
import uuid
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from statistics import median
from typing import Any

from sqlalchemy import Connection, insert
from sqlmodel import Session

from benchmarks.moves import CLERK, Figure, define
from engine import chains, quotes, schema
from engine.accounts import Account
from engine.canonical import canonical, digest
from engine.database import Database, open_database, writing
from engine.events import BEFORE_THE_FIRST, events, moment, streams
from engine.firing import Command, Effect, record
from engine.ids import new_id
from engine.items import Item, ItemQuote
from engine.people import Person, Team
from engine.plans import Plan
from engine.registry import lifecycles
from engine.verification import verify
from engine.versions import Version, freeze

AT = datetime(2026, 1, 5, 14, 0, tzinfo=UTC)


def measure(*, url: str = "", size: int = 300_000, rounds: int = 3) -> list[Figure]:
    """Builds `size` events in chains of 60, with frozen versions and quotes beside them, and proves them."""
    with tempfile.TemporaryDirectory() as folder:
        database = open_database(url or f"sqlite:///{Path(folder) / 'verify.db'}")
        try:
            schema.migrate(database)
            fill(database, size)
            return [
                _figure("hashing chains", rounds, 300_000, lambda: _hashes(database)),
                _figure("whole verify", rounds, 60_000, lambda: _whole(database)),
            ]
        finally:
            database.close()


def _figure(name: str, rounds: int, budget: int, once: Callable[[], int]) -> Figure:
    """The share is of the budget itself: 1 or more keeps it."""
    rates = [_rate(once) for _ in range(rounds)]
    return Figure(name, median(rates), beside=f"{budget:,} events a second", share=median(rates) / budget, budget=1.0)


def _rate(once: Callable[[], int]) -> float:
    begun = time.perf_counter()
    count = once()
    return count / (time.perf_counter() - begun)


def _hashes(database: Database) -> int:
    with chains.one_moment(database) as connection:
        return chains.hashes_only(connection)


def _whole(database: Database) -> int:
    report = verify(database)
    if not report.ok:
        raise RuntimeError(report.sentence)
    return report.events


def fill(database: Database, size: int, *, each: int = 60) -> None:
    """History in the shape `fire` gives it, written in bulk; and one small agency's versions and quotes by the verbs."""
    define()
    with database.lock, database.writer.begin() as connection:
        for _ in range(size // each):
            _chain(connection, f"plan:{new_id()}", each)
    with writing(database) as session:
        _agency(session, versions=max(1, size // 1_500))


def _chain(connection: Connection, stream: str, length: int) -> None:
    lifecycle = lifecycles.get("bench", 1)
    of = [lifecycle.name, lifecycle.version, lifecycle.fingerprint]
    guards = [guard.__name__ for guard in lifecycle.moves[0].needs]
    head, rows, state = BEFORE_THE_FIRST, [], "here"
    for seq in range(1, length + 1):
        step: dict[str, Any] = {"from": None, "to": "here", "lifecycle": of}
        if seq > 1:
            verb, to = ("there", "there") if state == "here" else ("back", "here")
            step = {"verb": verb, "from": state, "to": to, "lifecycle": of, "guards": guards, "version": str(new_id())}
            state = to
        row = _row(stream, seq, head, step)
        rows.append(row)
        head = row["hash"]
    connection.execute(insert(events), rows)
    connection.execute(
        insert(streams),
        {"key": stream, "seq": length, "head": head, "state": state, "lifecycle": of[0], "definition": of[1]},
    )


def _row(stream: str, seq: int, head: bytes, data: dict[str, Any]) -> dict[str, Any]:
    at = AT + timedelta(minutes=seq)
    said = {
        "stream": stream,
        "seq": seq,
        "kind": f"plan.{data.get('verb', 'begun')}",
        "actor": CLERK.account,
        "role": CLERK.role,
        "command_id": str(uuid.uuid4()),
        "command_digest": digest(stream.encode()),
    }
    body = canonical({**said, "at": moment(at), "on_behalf_of": None, "data": data})
    return {**said, "at": at, "body": body, "prev": head, "hash": digest(head + body)}


def _agency(session: Session, *, versions: int) -> None:
    team = _kept(session, Team(name="Bench"))
    clerk = _kept(session, Account(sign_in_name="bench", name="Bench", created_at=AT))
    person = _kept(session, Person(full_name="Bench Person", also_called=[], team_id=team.id, created_at=AT))
    plan = _kept(
        session,
        Plan(person_id=person.id, plan_type="isp", profile="bench", standing="draft", team_id=team.id, created_at=AT),
    )
    for number in range(1, versions + 1):
        record(
            session,
            Command(str(uuid.uuid4()), CLERK, AT),
            "version.written",
            stream=plan.stream,
            write=lambda session, _seq, number=number: _version(session, plan, clerk, number),  # type: ignore[misc]
        )


def _version(session: Session, plan: Plan, clerk: Account, number: int) -> Effect:
    version = _kept(
        session,
        Version(
            plan_id=plan.id,
            number=number,
            kind="revision",
            plan_type="isp",
            profile="bench",
            profile_version="1",
            created_by=clerk.id,
            created_by_name=clerk.name,
            created_at=AT,
        ),
    )
    said = [_quote(session, plan, clerk, number) for _ in range(5)]
    for position in range(20):
        item = Item(
            version_id=version.id,
            lineage_id=new_id(),
            kind="outcome",
            position=position,
            details={"text": f"Outcome {position}: cooks supper on Fridays with a neighbor."},
            changed_at=AT,
            changed_by=clerk.id,
            changed_by_name=clerk.name,
        )
        session.add(item)
        session.add(ItemQuote(item_id=item.id, quote_id=said[position % 5].id, position=0))
    session.flush()
    freeze(session, version, at=AT)
    return Effect(data={"version": version.id})


def _quote(session: Session, plan: Plan, clerk: Account, number: int) -> quotes.Quote:
    return quotes.capture(
        session,
        person_id=plan.person_id,
        text=f"I want supper at six, number {number}.",
        attribution=quotes.Attribution.PARTICIPANT,
        speaker="Bench Person",
        method=quotes.Method.SPOKEN,
        said_on=date(2026, 1, 5),
        may_include=True,
        recorded_by=clerk.id,
        recorded_by_name=clerk.name,
        at=AT,
    )


def _kept(session: Session, row: Any) -> Any:
    session.add(row)
    session.flush()
    return row
