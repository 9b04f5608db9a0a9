"""The sweep: find every deadline with something due, and deal with each in a transaction of its own.

Whoever ticks may sweep, on as many machines as there are: the rows decide. Killed halfway, nothing is half done.
"""

import logging
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import Row, Select, and_, case, or_, select, text, update
from sqlmodel import Session

from engine import events, upkeep
from engine.database import Database, reading, writing
from engine.dates import end_of_day, zone
from engine.deadlines import DeadlineState, Watched
from engine.deadlines import deadlines as table
from engine.firing import Command, Effect, Outcome, follow, record
from engine.lifecycle import Actor
from engine.refusals import Refusal
from engine.reminding import Occasion, next_look, step_at

log = logging.getLogger(__name__)

BATCH = 200
PAUSES = (1, 5, 30, 120, 480)
"""Minutes until a deadline whose handler failed is looked at again; after the last it is stuck, and shows."""

FELL_DUE = "deadline.fell_due"


@dataclass(frozen=True)
class Due:
    """A deadline as its handler sees it: what it was armed with, and why the sweep looks at it now."""

    id: UUID
    stream: str
    subject: UUID
    owner: UUID | None
    team: UUID | None
    kind: str
    profile: str
    rule: str
    rule_version: str
    anchor: str
    anchor_on: date | None
    due_on: date
    due_at: datetime
    zone: str
    sentence: str
    citation: str
    reminders: Sequence[int]
    repeat_days: int
    state: str
    look_at: datetime
    armed_seq: int
    step: int
    attempts: int
    occasion: Occasion = Occasion.SOON
    step_name: str = ""

    @property
    def watched(self) -> Watched:
        """Whose deadline it is, for a move that the handler makes."""
        return Watched(self.stream, self.subject, self.owner, self.team)

    @property
    def fallen(self) -> bool:
        """True once it fell due."""
        return self.state == DeadlineState.DUE

    def command_id(self, verb: str = "") -> str:
        """The id of what this look does, the same however often it is tried."""
        return f"deadline:{self.id}:{self.armed_seq}:{self.step_name}{':' if verb else ''}{verb}"


Handler = Callable[[Session, Due, datetime], "Effect | Outcome | None"]
"""Says who is told, or makes the move the definition names. Runs in the transaction that claims the deadline."""


@dataclass(frozen=True)
class Swept:
    """What one sweep did. `busy` were in somebody's hands just then, `moved` had moved meanwhile: neither is lost."""

    reminded: int = 0
    fell_due: int = 0
    busy: int = 0
    moved: int = 0
    failed: int = 0

    @property
    def sentence(self) -> str:
        """For the heartbeat and the log."""
        said = f"{self.fell_due} fell due, {self.reminded} reminded"
        return said + (f", {self.failed} failed and will be tried again" if self.failed else "")


def sweep(database: Database, handlers: Mapping[str, Handler], *, at: datetime, clock: Actor) -> Swept:
    """Deal with everything due at this moment, oldest first, and leave a sign of life."""
    counts = dict.fromkeys(("reminded", "fell_due", "busy", "moved", "failed"), 0)
    for seen in _everything_due(database, at):
        counts[_deal_with(database, handlers, seen, at=at, clock=clock)] += 1
    swept = Swept(**counts)
    with writing(database) as session:
        upkeep.beat(session, "sweep", at=at, said=swept.sentence)
    return swept


def preview(session: Session, *, on: date, limit: int = 10_000) -> list[Due]:
    """What a sweep at the end of this day would deal with, and as what. Writes nothing."""
    latest = end_of_day(on, in_zone=zone("Etc/GMT+12"))
    rows = session.execute(_due_by(latest).limit(limit))
    found = [(due, end_of_day(on, in_zone=zone(due.zone))) for due in map(_due, rows)]
    return [_at_its_step(due, at) for due, at in found if due.look_at <= at]


def try_again(session: Session, deadline_id: UUID, *, at: datetime) -> bool:
    """Let the sweep look at a stuck deadline once more; False when it was not stuck."""
    fell = case((table.c.fell_seq.is_(None), DeadlineState.WAITING.value), else_=DeadlineState.DUE.value)
    freed = session.execute(
        update(table)
        .where(table.c.id == deadline_id, table.c.state == DeadlineState.STUCK.value)
        .values(state=fell, look_at=at, attempts=0, last_error=None)
    )
    return int(freed.rowcount) == 1  # type: ignore[attr-defined]


def _everything_due(database: Database, at: datetime) -> Iterator[Due]:
    """Oldest first, a page at a time by key: what failed or was busy is not met twice in one sweep."""
    query = _due_by(at).limit(BATCH)
    page = query
    while True:
        with reading(database) as session:
            found = [_due(row) for row in session.execute(page)]
        yield from found
        if len(found) < BATCH:
            return
        last = found[-1]
        page = query.where(
            or_(table.c.look_at > last.look_at, and_(table.c.look_at == last.look_at, table.c.id > last.id))
        )


def _deal_with(database: Database, handlers: Mapping[str, Handler], seen: Due, *, at: datetime, clock: Actor) -> str:
    try:
        with writing(database) as session:
            if not _stream_is_free(session, seen.stream):
                return "busy"
            due = _still_as_seen(session, seen)
            if due is None:
                return "moved"
            return _look(session, handlers, _at_its_step(due, at), at=at, clock=clock)
    except Exception as error:
        # Whatever one handler does wrong, the others' deadlines still come; the words of an error may be a person's.
        log.warning("The deadline %s (%s) could not be dealt with: %s", seen.id, seen.kind, type(error).__name__)
        _push_back(database, seen, error, at=at)
        return "failed"


def _stream_is_free(session: Session, stream: str) -> bool:
    """The stream's row first, then the deadline's: everybody who moves a plan locks in this order."""
    free = select(events.streams.c.key).where(events.streams.c.key == stream).with_for_update(skip_locked=True)
    return session.execute(free).first() is not None


def _still_as_seen(session: Session, seen: Due) -> Due | None:
    row = session.execute(select(*_COLUMNS).where(table.c.id == seen.id, _WATCHED).with_for_update()).first()
    if row is None or row.look_at is None:
        return None
    due = _due(row)
    return due if (due.look_at, due.armed_seq, due.step) == (seen.look_at, seen.armed_seq, seen.step) else None


def _look(session: Session, handlers: Mapping[str, Handler], due: Due, *, at: datetime, clock: Actor) -> str:
    if due.kind not in handlers:
        raise LookupError(f"Nobody deals with deadlines of the kind {due.kind}.")
    seq = _fall(session, due, at=at, clock=clock) if due.occasion == Occasion.DUE else due.armed_seq
    answer = handlers[due.kind](session, due, at)
    if isinstance(answer, Effect):
        follow(session, _once_only(answer, due), watched=due.watched, seq=seq, at=at)
    _look_again(session, due, at=at)
    return "fell_due" if due.occasion == Occasion.DUE else "reminded"


def _fall(session: Session, due: Due, *, at: datetime, clock: Actor) -> int:
    """The event carries the time the deadline fell due, however late it is noticed."""
    outcome = record(
        session,
        Command(id=due.command_id(), actor=clock, at=due.due_at),
        FELL_DUE,
        stream=due.stream,
        write=lambda _session, _seq: Effect(
            data={
                "deadline": due.id,
                "kind": due.kind,
                "profile": due.profile,
                "rule": due.rule,
                "rule_version": due.rule_version,
                "due_on": due.due_on,
                "noticed_at": events.moment(at),
            }
        ),
    )
    session.execute(
        update(table).where(table.c.id == due.id).values(state=DeadlineState.DUE.value, fell_seq=outcome.event.seq)
    )
    return outcome.event.seq


def _once_only(effect: Effect, due: Due) -> Effect:
    """One message per deadline, arming, step and recipient, whoever raises it and however often it is tried."""
    cause = f"{due.id}:{due.armed_seq}:{due.step_name}"
    return replace(effect, tell=[telling if telling.once else replace(telling, once=cause) for telling in effect.tell])


def _look_again(session: Session, due: Due, *, at: datetime) -> None:
    """Unless the handler ended the deadline or armed it anew, it comes up at its next step."""
    session.execute(
        update(table)
        .where(table.c.id == due.id, table.c.armed_seq == due.armed_seq, _WATCHED)
        .values(
            look_at=next_look(due, after=at, fallen=due.occasion != Occasion.SOON),
            step=due.step + 1,
            attempts=0,
            last_error=None,
        )
    )


def _push_back(database: Database, seen: Due, error: Exception, *, at: datetime) -> None:
    attempts = seen.attempts + 1
    stuck = attempts > len(PAUSES)
    with writing(database) as session:
        session.execute(
            update(table)
            .where(
                table.c.id == seen.id, table.c.armed_seq == seen.armed_seq, table.c.look_at == seen.look_at, _WATCHED
            )
            .values(
                attempts=attempts,
                look_at=at + timedelta(minutes=PAUSES[min(attempts, len(PAUSES)) - 1]),
                state=DeadlineState.STUCK.value if stuck else table.c.state,
                last_error=_what_happened(error),
            )
        )


def _what_happened(error: Exception) -> str:
    if isinstance(error, Refusal):
        return "Refused: " + ", ".join(reason.code for reason in error.reasons)
    return type(error).__name__


def _at_its_step(due: Due, at: datetime) -> Due:
    step = step_at(due, at=at, fallen=due.fallen)
    return replace(due, occasion=step.occasion, step_name=step.name)


def _due(row: Row[Any]) -> Due:
    return Due(**row._mapping)


def _due_by(at: datetime) -> Select[Any]:
    return select(*_COLUMNS).where(_WATCHED, table.c.look_at <= at).order_by(table.c.look_at, table.c.id)


_COLUMNS = [table.c[name.name] for name in fields(Due) if name.name in table.c]
_WATCHED = text("state IN ('waiting', 'due')")
