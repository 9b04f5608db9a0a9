"""Who opened, downloaded or exported whose record: an event in the person's access stream, noted before the answer."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import select
from sqlmodel import Session

from engine.canonical import digest
from engine.database import Database, reading, writing
from engine.events import events
from engine.firing import Command, Effect, record
from engine.visitors import Visitor

ONCE_IN = timedelta(minutes=15)

OPENED = "record.opened"


@dataclass(frozen=True)
class Opening:
    """One line of “who opened the record”. `what` names the record, such as `version:ID`."""

    seq: int
    at: datetime
    account: str
    role: str
    what: str


def opened(
    database: Database,
    visitor: Visitor,
    person_id: UUID,
    what: str,
    *,
    at: datetime,
    marks: Mapping[str, str] | None = None,
) -> bool:
    """Note that a record was opened, once per account, record and 15 minutes. False when it is noted already.

    Runs in a short transaction of its own, before the answer is sent; it touches no plan. `what` names a record and
    holds nobody's words. `marks` are salted digests by which a file that was handed out is known again; a file with
    others is another record. One indexed read where nothing is to be written.
    """
    ids = _ids(visitor, person_id, " ".join((what, *sorted((marks or {}).values()))), at)
    with reading(database) as session:
        if _noted(session, ids, at):
            return False
    with writing(database) as session:
        if _noted(session, ids, at):
            return False
        command = Command(id=ids[0], actor=visitor.actor, at=at, content={"what": what})
        said = {"what": what, **(marks or {})}
        outcome = record(session, command, OPENED, stream=stream_of(person_id), write=lambda *_: Effect(data=said))
        return not outcome.repeated


def openings_of(session: Session, person_id: UUID, *, before: int | None = None, limit: int = 50) -> list[Opening]:
    """Who opened this person's record, newest first; `before` is the last sequence number already shown."""
    query = select(events.c.seq, events.c.at, events.c.actor, events.c.role, events.c.body).where(
        events.c.stream == stream_of(person_id)
    )
    if before is not None:
        query = query.where(events.c.seq < before)
    rows = session.execute(query.order_by(events.c.seq.desc()).limit(limit))
    return [
        Opening(row.seq, row.at, row.actor, row.role, str(json.loads(bytes(row.body))["data"].get("what", "")))
        for row in rows
    ]


def handed_out(session: Session, person_id: UUID, marks: Mapping[str, str]) -> dict[str, Opening]:
    """For each of these marks the first opening of this person's record that carries it."""
    query = select(events.c.seq, events.c.at, events.c.actor, events.c.role, events.c.body).where(
        events.c.stream == stream_of(person_id), events.c.kind == OPENED
    )
    found: dict[str, Opening] = {}
    for row in session.execute(query.order_by(events.c.seq).execution_options(yield_per=500)):
        data = json.loads(bytes(row.body))["data"]
        for name, mark in marks.items():
            if data.get(name) == mark:
                found.setdefault(name, Opening(row.seq, row.at, row.actor, row.role, str(data.get("what", ""))))
    return found


def stream_of(person_id: UUID) -> str:
    """The chain of a person's access events."""
    return f"access:{person_id}"


def _ids(visitor: Visitor, person_id: UUID, what: str, at: datetime) -> tuple[str, str]:
    """Command ids of this quarter of an hour and of the one before; the database lets each be used once."""
    quarter = int(at.timestamp() // ONCE_IN.total_seconds())
    return (_id(visitor, person_id, what, quarter), _id(visitor, person_id, what, quarter - 1))


def _id(visitor: Visitor, person_id: UUID, what: str, quarter: int) -> str:
    named = f"{visitor.account_id} {visitor.role} {person_id} {what} {quarter}"
    return f"opened:{digest(named.encode()).hex()}"


def _noted(session: Session, ids: tuple[str, str], at: datetime) -> bool:
    latest = session.scalars(select(events.c.at).where(events.c.command_id.in_(ids))).all()
    return any(at - noted < ONCE_IN for noted in latest)
