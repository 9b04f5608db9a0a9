"""One transaction per move: lock, command id, version, permission, guards, effect, event, deadlines, messages.

The mechanism knows a lifecycle, a stream and facts. What the facts are, and what an effect writes, the verb knows.
"""

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlmodel import Session

from engine import deadlines, outbox
from engine.canonical import canonical, digest
from engine.deadlines import Arming, DeadlineState, Watched
from engine.events import Head, Recorded, append, events, head_of, streams
from engine.lifecycle import Actor, Lifecycle, Option, Request
from engine.outbox import Telling
from engine.refusals import Reason, Refusal, Stale


@dataclass(frozen=True)
class Command:
    """What a door asks for. `content` is what the form said (never changed afterwards); its digest guards the id.

    `expected` is the stream's version the form was filled in on; None for verbs that bind by other means.
    """

    id: str
    actor: Actor
    at: datetime
    content: Mapping[str, Any] = field(default_factory=dict)
    expected: int | None = None


@dataclass(frozen=True)
class Effect:
    """What a verb wants written beside its own rows. `data` goes into the event: never personal text, only digests."""

    data: Mapping[str, Any] = field(default_factory=dict)
    arm: Sequence[Arming] = ()
    done: Sequence[str] = ()
    cancel: Sequence[str] = ()
    tell: Sequence[Telling] = ()


@dataclass(frozen=True)
class Outcome:
    """What happened: the event, and whether it is the first answer or the same one given again."""

    event: Recorded
    state: str | None
    repeated: bool = False

    @property
    def version(self) -> int:
        """The stream's version after the move."""
        return self.event.seq


Load = Callable[[Session], Any]
Write = Callable[[Session, Any, int], Effect]
"""Given the session, the facts and the event's number: write the verb's own rows and say what else follows."""


class Registry:
    """The lifecycle definitions this program knows, every version that an open plan may still be on."""

    def __init__(self) -> None:
        self._known: dict[tuple[str, int], Lifecycle] = {}

    def register(self, lifecycle: Lifecycle) -> Lifecycle:
        """Add a definition; the same name and version twice is a fault of the program."""
        key = (lifecycle.name, lifecycle.version)
        if key in self._known:
            raise ValueError(f"The lifecycle {lifecycle.name} version {lifecycle.version} is registered twice.")
        self._known[key] = lifecycle
        return lifecycle

    def get(self, name: str, version: int) -> Lifecycle:
        """The definition a stream was begun with. Raises LookupError naming what is missing."""
        try:
            return self._known[name, version]
        except KeyError:
            raise LookupError(
                f"The lifecycle {name} version {version} is not in this program, but a plan was begun with it. "
                "Run the version of Ownwords that has it, or upgrade the plan there first."
            ) from None

    def newest(self, name: str) -> Lifecycle:
        """The definition new plans begin with."""
        return self._known[name, max(version for known, version in self._known if known == name)]

    def all(self) -> list[Lifecycle]:
        """Every definition, in order of name and version."""
        return [self._known[key] for key in sorted(self._known)]


lifecycles = Registry()


def fire(
    session: Session,
    command: Command,
    verb: str,
    *,
    stream: str,
    load: Load,
    write: Write,
    watched: Watched,
    kind: str = "",
) -> Outcome:
    """Make one move, or none of it. Raises Refusal with every reason, or Stale when the form is older than the record.

    A command that was done gives its first answer again; the same id with other content is refused.
    """
    head = head_of(session, stream)
    if (repeated := _already_done(session, command, verb, head)) is not None:
        return repeated
    lifecycle = _definition(head)
    _refuse_stale(session, command, head)
    facts = load(session)
    decision = lifecycle.decide(verb, head.state or "", facts, Request(command.actor, command.content))
    if decision.reasons:
        raise Refusal(reasons=decision.reasons)
    effect = write(session, facts, head.seq + 1)
    recorded = append(
        session,
        head,
        kind=kind or f"plan.{verb}",
        actor=command.actor,
        at=command.at,
        data={
            **effect.data,
            "verb": verb,
            "from": head.state,
            "to": decision.to,
            "lifecycle": [lifecycle.name, lifecycle.version, lifecycle.fingerprint],
            "guards": _guards_passed(lifecycle, verb, head.state or ""),
        },
        command_id=command.id,
        command_digest=_digest_of(command, verb),
        state=decision.to,
    )
    follow(session, effect, watched=watched, seq=recorded.seq, at=command.at)
    return Outcome(recorded, decision.to)


def begin(
    session: Session,
    command: Command,
    lifecycle: Lifecycle,
    *,
    stream: str,
    write: Callable[[Session], Effect],
    watched: Watched,
    kind: str,
) -> Outcome:
    """Start a stream in its lifecycle's first state: creation is an event too. The write runs after the first event."""
    head = head_of(session, stream)
    if (repeated := _already_done(session, command, kind, head)) is not None:
        return repeated
    if head.seq:
        raise Refusal("This was begun already. Open it from the person’s page.")
    effect = write(session)
    recorded = append(
        session,
        head,
        kind=kind,
        actor=command.actor,
        at=command.at,
        data={
            **effect.data,
            "from": None,
            "to": lifecycle.initial,
            "lifecycle": [lifecycle.name, lifecycle.version, lifecycle.fingerprint],
        },
        command_id=command.id,
        command_digest=_digest_of(command, kind),
        state=lifecycle.initial,
        lifecycle=lifecycle.name,
        definition=lifecycle.version,
    )
    follow(session, effect, watched=watched, seq=recorded.seq, at=command.at)
    return Outcome(recorded, lifecycle.initial)


def record(
    session: Session,
    command: Command,
    kind: str,
    *,
    stream: str,
    write: Callable[[Session, int], Effect],
    watched: Watched | None = None,
) -> Outcome:
    """Anything that happened without moving a state: one event with the same guard against doing it twice."""
    head = head_of(session, stream)
    if (repeated := _already_done(session, command, kind, head)) is not None:
        return repeated
    _refuse_stale(session, command, head)
    effect = write(session, head.seq + 1)
    recorded = append(
        session,
        head,
        kind=kind,
        actor=command.actor,
        at=command.at,
        data=effect.data,
        command_id=command.id,
        command_digest=_digest_of(command, kind),
    )
    if watched is not None:
        follow(session, effect, watched=watched, seq=recorded.seq, at=command.at)
    return Outcome(recorded, head.state)


def options(session: Session, actor: Actor, *, stream: str, facts: object) -> list[Option]:
    """Every move out of the present state with the sentences that stand in its way. Writes nothing."""
    head = peek(session, stream)
    lifecycle = _definition(head)
    state = head.state or ""
    return [lifecycle.option(verb, state, facts, actor) for verb in lifecycle.verbs(state)]


def peek(session: Session, stream: str) -> Head:
    """Where a stream stands, without locking it."""
    row = session.execute(
        select(
            streams.c.key, streams.c.seq, streams.c.head, streams.c.state, streams.c.lifecycle, streams.c.definition
        ).where(streams.c.key == stream)
    ).first()
    if row is None:
        raise LookupError(f"The stream {stream} has not begun.")
    return Head(row.key, row.seq, bytes(row.head), row.state, row.lifecycle, row.definition)


def follow(session: Session, effect: Effect, *, watched: Watched, seq: int, at: datetime) -> None:
    """Deadlines and messages of an effect, in the same transaction as its event."""
    if effect.done:
        deadlines.end(session, watched.stream, kinds=effect.done, seq=seq, at=at, as_state=DeadlineState.DONE)
    if effect.cancel:
        deadlines.end(session, watched.stream, kinds=effect.cancel, seq=seq, at=at, as_state=DeadlineState.CANCELLED)
    for arming in effect.arm:
        deadlines.arm(session, watched, arming, seq=seq, at=at)
    for telling in effect.tell:
        outbox.post(session, telling, stream=watched.stream, seq=seq, at=at)


def _definition(head: Head) -> Lifecycle:
    if head.lifecycle is None or head.definition is None:
        raise LookupError(f"The stream {head.key} has no lifecycle.")
    return lifecycles.get(head.lifecycle, head.definition)


def _already_done(session: Session, command: Command, verb: str, head: Head) -> Outcome | None:
    found = session.execute(
        select(
            events.c.stream,
            events.c.seq,
            events.c.kind,
            events.c.at,
            events.c.command_digest,
            events.c.body,
            events.c.hash,
        ).where(events.c.command_id == command.id)
    ).first()
    if found is None:
        return None
    if found.stream != head.key or bytes(found.command_digest) != _digest_of(command, verb):
        raise Refusal(
            reasons=[
                Reason(
                    "command-reused",
                    "This form was sent before with other content, so it was not saved a second time. "
                    "Open the page again to see what was saved, and make your change there.",
                )
            ]
        )
    data = json.loads(bytes(found.body))["data"]
    recorded = Recorded(found.stream, found.seq, found.kind, found.at, data, bytes(found.hash))
    return Outcome(recorded, data.get("to", head.state), repeated=True)


def _refuse_stale(session: Session, command: Command, head: Head) -> None:
    if command.expected is None or command.expected == head.seq:
        return
    since = session.execute(
        select(events.c.kind, events.c.at)
        .where(events.c.stream == head.key, events.c.seq > command.expected)
        .order_by(events.c.seq)
    ).all()
    raise Stale(
        "This was not saved: the plan changed after you opened the page. What you typed is kept here. "
        "Read what changed, then send it again.",
        current=head.seq,
        since=[row.kind for row in since],
    )


def _guards_passed(lifecycle: Lifecycle, verb: str, state: str) -> list[str]:
    move = lifecycle.move(verb, state)
    return [guard.__name__ for guard in move.needs] if move else []


def _digest_of(command: Command, verb: str) -> bytes:
    return digest(canonical({"verb": verb, "actor": command.actor.account, "content": command.content}))
