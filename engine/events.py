"""Append-only, hash-chained history. A chain belongs to a stream: plan:ID, person:ID, account:ID, access:ID, agency."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, cast
from uuid import UUID

from sqlalchemy import LargeBinary, Table, bindparam, func, insert, select, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlmodel import Field, Session, SQLModel, col
from sqlmodel import select as select_rows

from engine.canonical import canonical, digest
from engine.columns import IN_ONE_TREE
from engine.lifecycle import Actor
from engine.prepared import Prepared

BEFORE_THE_FIRST = bytes(32)
"""The head of a chain that has no event yet."""


class Stream(SQLModel, table=True):
    """The head of one chain. `seq` is also its version for optimistic concurrency; `state` is there for lifecycles."""

    __table_args__ = IN_ONE_TREE

    key: str = Field(primary_key=True, max_length=80)
    seq: int = 0
    head: bytes = Field(sa_type=LargeBinary(32))
    lifecycle: str | None = None
    definition: int | None = None
    state: str | None = None


class Event(SQLModel, table=True):
    """One thing that happened. `body` is the canonical JSON that was hashed; the columns repeat it for search."""

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


def ask_for_head(session: Session, key: str) -> Any:
    """Ask for a chain's head and its lock, among other statements that go together; `read_head` gives the answer."""
    return _LOCK.run(session, {"key": key})


def read_head(session: Session, asked: Any) -> Head | None:
    """The answer to `ask_for_head`; None when the chain has not begun."""
    row = _LOCK.read_first(session, asked)
    return None if row is None else Head(*row)


def peek(session: Session, key: str) -> Head:
    """Where a chain stands, without locking it. Raises LookupError when it has not begun."""
    row = _PEEK.first(session, {"key": key})
    if row is None:
        raise LookupError(f"The stream {key} has not begun.")
    return Head(*row)


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

    With `state` the stream's lifecycle state moves too; `lifecycle` and `definition` are given at its start and when
    it is upgraded.
    """
    seq = head.seq + 1
    if seals := session.info.pop("seals", None):
        data = {**data, "seals": seals}
    if actor.sitting:
        data = {**data, "sitting": [actor.sitting, actor.way]}
    body = canonical(
        {
            "stream": head.key,
            "seq": seq,
            "at": moment(at),
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
    _INSERT.run(
        session,
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
    _MOVE.run(
        session,
        {
            "of": head.key,
            "was": head.seq,
            "seq": seq,
            "head": chained,
            "state": state,
            "lifecycle": lifecycle,
            "definition": definition,
        },
        changes_one=f"The chain {head.key} moved while it was locked; nothing was saved.",
    )
    return Recorded(head.key, seq, kind, at, data, chained)


def seal(session: Session, what: str, identity: UUID, sealed: bytes) -> None:
    """Have the next event of this transaction carry the digest of a record that must never change unnoticed."""
    session.info.setdefault("seals", []).append([what, str(identity), sealed.hex()])


def moment(at: datetime) -> str:
    """An instant as every body spells it: UTC, to the microsecond. Raises ValueError for a naive one."""
    if at.tzinfo is None:
        raise ValueError("An event needs a moment that knows its zone.")
    return at.astimezone(UTC).isoformat(timespec="microseconds")


def history(session: Session, key: str, *, after: int = 0, limit: int | None = None) -> list[Event]:
    """The events of a stream in order, those after a sequence number."""
    query = select_rows(Event).where(Event.stream == key, col(Event.seq) > after).order_by(col(Event.seq))
    return list(session.exec(query.limit(limit) if limit else query))


def _locked(session: Session, key: str) -> Head | None:
    return read_head(session, ask_for_head(session, key))


def _begun(session: Session, key: str) -> Head:
    """A new chain. Two writers may begin one at the same moment on PostgreSQL: the second waits for the first."""
    _BEGIN.run(session, {"key": key, "seq": 0, "head": BEFORE_THE_FIRST})
    head = _locked(session, key)
    if head is None:
        raise RuntimeError(f"The chain {key} could not be begun; nothing was saved.")
    return head


_HEAD = select(
    streams.c.key, streams.c.seq, streams.c.head, streams.c.state, streams.c.lifecycle, streams.c.definition
).where(streams.c.key == bindparam("key"))
_PEEK = Prepared(lambda _: _HEAD)
_LOCK = Prepared(lambda _: _HEAD.with_for_update())
_BEGIN = Prepared(
    lambda dialect: (postgresql if dialect == "postgresql" else sqlite).insert(streams).on_conflict_do_nothing(),
    columns=("key", "seq", "head"),
)
_INSERT = Prepared(lambda _: insert(events), columns=[column.name for column in events.c])
_MOVE = Prepared(
    lambda _: (
        update(streams)
        .where(streams.c.key == bindparam("of"), streams.c.seq == bindparam("was"))
        .values(
            seq=bindparam("seq"),
            head=bindparam("head"),
            state=func.coalesce(bindparam("state"), streams.c.state),
            lifecycle=func.coalesce(bindparam("lifecycle"), streams.c.lifecycle),
            definition=func.coalesce(bindparam("definition"), streams.c.definition),
        )
    )
)
