"""Append-only, hash-chained history. A chain belongs to a stream: plan:ID, person:ID, account:ID, access:ID, agency."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, cast

from sqlalchemy import Index, LargeBinary, Table, insert, select, update
from sqlalchemy.dialects import postgresql
from sqlmodel import Field, Session, SQLModel, col
from sqlmodel import select as select_rows

from engine.canonical import canonical, digest
from engine.lifecycle import Actor

BEFORE_THE_FIRST = bytes(32)
"""The head of a chain that has no event yet."""


class Stream(SQLModel, table=True):
    """The head of one chain. `seq` is also its version for optimistic concurrency; `state` is there for lifecycles."""

    key: str = Field(primary_key=True, max_length=80)
    seq: int = 0
    head: bytes = Field(sa_type=LargeBinary(32))
    lifecycle: str | None = None
    definition: int | None = None
    state: str | None = None


class Event(SQLModel, table=True):
    """One thing that happened. `body` is the canonical JSON that was hashed; the columns repeat it for search."""

    __table_args__ = (Index("ix_event_at", "at"),)

    stream: str = Field(primary_key=True, max_length=80)
    seq: int = Field(primary_key=True)
    at: datetime
    kind: str = Field(max_length=60)
    actor: str = Field(max_length=60)
    role: str = Field(max_length=20)
    command_id: str | None = Field(default=None, unique=True, max_length=120)
    command_digest: bytes | None = Field(default=None, sa_type=LargeBinary(32))
    body: bytes = Field(sa_type=LargeBinary)
    prev: bytes = Field(sa_type=LargeBinary(32))
    hash: bytes = Field(sa_type=LargeBinary(32))


events = cast("Table", Event.__table__)  # type: ignore[attr-defined]
streams = cast("Table", Stream.__table__)  # type: ignore[attr-defined]


@dataclass(frozen=True)
class Head:
    """Where a chain stands: locked for the rest of the transaction."""

    key: str
    seq: int
    head: bytes
    state: str | None = None
    lifecycle: str | None = None
    definition: int | None = None


@dataclass(frozen=True)
class Recorded:
    """An event as its writer needs it afterwards."""

    stream: str
    seq: int
    kind: str
    at: datetime
    data: Mapping[str, Any]
    hash: bytes


def head_of(session: Session, key: str) -> Head:
    """The chain's head, its row locked (PostgreSQL: FOR UPDATE; SQLite: the transaction already writes alone)."""
    return _locked(session, key) or _begun(session, key)


def _locked(session: Session, key: str) -> Head | None:
    row = session.execute(
        select(streams.c.key, streams.c.seq, streams.c.head, streams.c.state, streams.c.lifecycle, streams.c.definition)
        .where(streams.c.key == key)
        .with_for_update()
    ).first()
    if row is None:
        return None
    return Head(row.key, row.seq, bytes(row.head), row.state, row.lifecycle, row.definition)


def _begun(session: Session, key: str) -> Head:
    """A new chain. Two writers may begin one at the same moment on PostgreSQL: the second waits for the first."""
    start = {"key": key, "seq": 0, "head": BEFORE_THE_FIRST}
    if session.get_bind().dialect.name == "postgresql":
        session.execute(postgresql.insert(streams).on_conflict_do_nothing(), start)
    else:
        session.execute(insert(streams), start)
    head = _locked(session, key)
    if head is None:
        raise RuntimeError(f"The chain {key} could not be begun; nothing was saved.")
    return head


def append(
    session: Session,
    head: Head,
    *,
    kind: str,
    actor: Actor,
    at: datetime,
    data: Mapping[str, Any],
    command_id: str | None = None,
    command_digest: bytes | None = None,
    state: str | None = None,
    lifecycle: str | None = None,
    definition: int | None = None,
) -> Recorded:
    """Write the next event of a chain and move its head. `data` never holds personal text, only salted digests of it.

    With `state` the stream's lifecycle state moves too; `lifecycle` and `definition` are given once, at its start.
    """
    seq = head.seq + 1
    body = canonical(
        {
            "stream": head.key,
            "seq": seq,
            "at": at,
            "kind": kind,
            "actor": actor.account,
            "role": actor.role,
            "on_behalf_of": actor.on_behalf_of,
            "command_id": command_id,
            "command_digest": command_digest,
            "data": data,
        }
    )
    chained = digest(head.head + body)
    session.execute(
        insert(events),
        {
            "stream": head.key,
            "seq": seq,
            "at": at,
            "kind": kind,
            "actor": actor.account,
            "role": actor.role,
            "command_id": command_id,
            "command_digest": command_digest,
            "body": body,
            "prev": head.head,
            "hash": chained,
        },
    )
    _move_head(session, head, seq, chained, state, lifecycle, definition)
    return Recorded(head.key, seq, kind, at, data, chained)


def _move_head(
    session: Session,
    head: Head,
    seq: int,
    chained: bytes,
    state: str | None,
    lifecycle: str | None,
    definition: int | None,
) -> None:
    values: dict[str, Any] = {"seq": seq, "head": chained}
    for name, value in (("state", state), ("lifecycle", lifecycle), ("definition", definition)):
        if value is not None:
            values[name] = value
    moved = session.execute(
        update(streams).where(streams.c.key == head.key, streams.c.seq == head.seq).values(**values)
    )
    if moved.rowcount != 1:  # type: ignore[attr-defined]
        raise RuntimeError(f"The chain {head.key} moved while it was locked; nothing was saved.")


def history(session: Session, key: str, *, after: int = 0, limit: int | None = None) -> list[Event]:
    """The events of a stream in order, those after a sequence number."""
    query = select_rows(Event).where(Event.stream == key, col(Event.seq) > after).order_by(col(Event.seq))
    return list(session.exec(query.limit(limit) if limit else query))
