"""A deadline is a row that names its rule, its anchor and its arithmetic, and asks the sweep to look at it again."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from typing import Any, cast
from uuid import UUID

from sqlalchemy import Index, Insert, Table, bindparam, text, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlmodel import Field, Session, SQLModel, col, select

from engine.columns import json_value, key
from engine.ids import new_id
from engine.prepared import Prepared
from engine.reminding import next_look


class DeadlineState(StrEnum):
    """waiting: not yet due. due: fell due and is open. done, cancelled: nobody waits for it. stuck: failing."""

    WAITING = "waiting"
    DUE = "due"
    DONE = "done"
    CANCELLED = "cancelled"
    STUCK = "stuck"


OPEN = (DeadlineState.WAITING, DeadlineState.DUE, DeadlineState.STUCK)
_OPEN_SQL = "state IN ('waiting', 'due', 'stuck')"


class Deadline(SQLModel, table=True):
    """One promised date. `look_at` is the next moment the sweep has work with it, None when it never will.

    An open one that is armed again keeps its row; `armed_seq` is the event that armed it last,
    `fell_seq` the one that says it fell due.
    `due_on` is the day people were promised in `zone`; `due_at` the instant that day is over.
    """

    __table_args__ = (
        Index(
            "uq_deadline_open",
            "stream",
            "profile",
            "rule",
            "anchor",
            unique=True,
            sqlite_where=text(_OPEN_SQL),
            postgresql_where=text(_OPEN_SQL),
        ),
        Index(
            "ix_deadline_look_at",
            "look_at",
            sqlite_where=text("state IN ('waiting', 'due')"),
            postgresql_where=text("state IN ('waiting', 'due')"),
        ),
        Index(
            "ix_deadline_owner_due",
            "owner",
            "due_on",
            "id",
            sqlite_where=text(_OPEN_SQL),
            postgresql_where=text(_OPEN_SQL),
        ),
        Index(
            "ix_deadline_team_due",
            "team",
            "due_on",
            "id",
            sqlite_where=text(_OPEN_SQL),
            postgresql_where=text(_OPEN_SQL),
        ),
        Index("ix_deadline_due", "due_on", "id", sqlite_where=text(_OPEN_SQL), postgresql_where=text(_OPEN_SQL)),
    )

    id: UUID = key()
    stream: str = Field(max_length=80)
    subject: UUID = Field(index=True)
    owner: UUID | None = None
    team: UUID | None = None
    kind: str = Field(max_length=60)
    profile: str = Field(max_length=60)
    rule: str = Field(max_length=60)
    rule_version: str = Field(max_length=40)
    anchor: str = Field(max_length=60)
    anchor_on: date | None = None
    due_on: date
    due_at: datetime
    zone: str = Field(max_length=60)
    sentence: str
    citation: str = ""
    tag: str = Field(default="", max_length=8)
    steps: list[str] = json_value()
    reminders: list[int] = json_value()
    repeat_days: int = 0
    state: str = Field(default=DeadlineState.WAITING, max_length=12)
    look_at: datetime | None = None
    armed_seq: int
    fell_seq: int | None = None
    ended_seq: int | None = None
    ended_at: datetime | None = None
    step: int = 0
    attempts: int = 0
    last_error: str | None = None


deadlines = cast("Table", Deadline.__table__)  # type: ignore[attr-defined]


@dataclass(frozen=True)
class Arming:
    """A date to watch. `reminders` are days before the due day, largest first; `repeat_days` nags once it is late.

    `kind` says what happens on the day; the sweep looks its handler up by it. `due_at` is the instant it falls due in
    `zone`: the end of the due day for a promise, its start for something that takes effect. The first look follows
    from these unless it is given.
    """

    kind: str
    profile: str
    rule: str
    rule_version: str
    anchor: str
    due_on: date
    due_at: datetime
    zone: str
    sentence: str
    look_at: datetime | None = None
    anchor_on: date | None = None
    citation: str = ""
    tag: str = ""
    steps: Sequence[str] = ()
    reminders: Sequence[int] = ()
    repeat_days: int = 0


@dataclass(frozen=True)
class Watched:
    """Whose deadline it is: the stream it belongs to, and the keys lists are drawn by."""

    stream: str
    subject: UUID
    owner: UUID | None = None
    team: UUID | None = None
    extra: dict[str, Any] = field(default_factory=dict)


def arm(session: Session, watched: Watched, arming: Arming, *, seq: int, at: datetime) -> None:
    """Watch a date. An open deadline of the same rule and anchor moves to it, and starts its reminders anew."""
    _ARM.run(
        session,
        {
            "id": new_id(),
            "stream": watched.stream,
            "subject": watched.subject,
            "owner": watched.owner,
            "team": watched.team,
            "kind": arming.kind,
            "profile": arming.profile,
            "rule": arming.rule,
            "rule_version": arming.rule_version,
            "anchor": arming.anchor,
            "anchor_on": arming.anchor_on,
            "due_on": arming.due_on,
            "due_at": arming.due_at,
            "zone": arming.zone,
            "sentence": arming.sentence,
            "citation": arming.citation,
            "tag": arming.tag,
            "steps": list(arming.steps),
            "reminders": list(arming.reminders),
            "repeat_days": arming.repeat_days,
            "state": DeadlineState.WAITING.value,
            "look_at": arming.look_at or next_look(arming, after=at, fallen=False),
            "armed_seq": seq,
            "step": 0,
            "attempts": 0,
            "fell_seq": None,
            "last_error": None,
        },
    )


def end(
    session: Session,
    stream: str,
    *,
    kinds: Sequence[str],
    seq: int,
    at: datetime,
    as_state: DeadlineState,
) -> int:
    """End the open deadlines of these kinds as done or cancelled; returns how many."""
    ended = {"of": stream, "state": as_state.value, "ended_seq": seq, "ended_at": at}
    return sum(int(_END.run(session, {**ended, "kinds": kind}).rowcount) for kind in kinds)


def reassign(session: Session, stream: str, *, owner: UUID | None, team: UUID | None) -> None:
    """The person has another coordinator or team: open deadlines follow."""
    session.execute(
        update(deadlines).where(deadlines.c.stream == stream, text(_OPEN_SQL)).values(owner=owner, team=team)
    )


def open_deadlines(session: Session, stream: str) -> list[Deadline]:
    """What is still promised on this stream, soonest first."""
    query = select(Deadline).where(Deadline.stream == stream, text(_OPEN_SQL))
    return list(session.exec(query.order_by(col(Deadline.due_on), col(Deadline.id))))


def _arm(dialect: str) -> Insert:
    """Which deadline is meant, its rule and anchor say while it is open; all else is as it was armed last."""
    row: Any = (postgresql if dialect == "postgresql" else sqlite).insert(deadlines)
    armed_again = {name: row.excluded[name] for name in _ARMED if name not in ("id", "subject", *_WHICH)}
    insert: Insert = row.on_conflict_do_update(index_elements=_WHICH, index_where=text(_OPEN_SQL), set_=armed_again)
    return insert


_WHICH = ("stream", "profile", "rule", "anchor")
_ARMED = tuple(column.name for column in deadlines.c if column.name not in ("ended_seq", "ended_at"))
_ARM = Prepared(_arm, columns=_ARMED)
_END = Prepared(
    # The states are spelled out: with them as values the databases would not use the index of what is open.
    lambda _: (
        update(deadlines)
        .where(deadlines.c.stream == bindparam("of"), deadlines.c.kind == bindparam("kinds"), text(_OPEN_SQL))
        .values(state=bindparam("state"), ended_seq=bindparam("ended_seq"), ended_at=bindparam("ended_at"))
    )
)
