"""One transaction per move: lock, command id, version, permission, guards, effect, event, deadlines, messages.

The mechanism knows a lifecycle, a stream and facts. What the facts are, and what an effect writes, the verb knows.
"""

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, select
from sqlmodel import Session

from engine import command_salts, deadlines, outbox
from engine.canonical import canonical, digest
from engine.deadlines import Arming, DeadlineState, Watched
from engine.events import Head, Recorded, append, ask_for_head, events, head_of, peek, read_head
from engine.lifecycle import Actor, Lifecycle, Option, Request
from engine.outbox import Telling
from engine.prepared import Prepared, together
from engine.refusals import Reason, Refusal, Stale
from engine.registry import Registry, lifecycles

__all__ = [
    "Command",
    "Effect",
    "Outcome",
    "Registry",
    "begin",
    "fire",
    "follow",
    "lifecycles",
    "options",
    "peek",
    "record",
]


@dataclass(frozen=True)
class Command:
    """What a door asks for. `content` is what the form said (never changed afterwards); its digest guards the id.

    `expected` is the stream's version the form was filled in on; None for verbs that bind by other means. `personal`
    says that the content holds free text: its digest is then salted, and the salt can be let go (engine.command_salts).
    """

    id: str
    actor: Actor
    at: datetime
    content: Mapping[str, Any] = field(default_factory=dict)
    expected: int | None = None
    personal: bool = False


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


STEP_KEYS = frozenset({"verb", "from", "to", "lifecycle", "guards"})
"""The keys of an event's data that say which step of which lifecycle was taken."""

Load = Callable[[Session], Any]
Write = Callable[[Session, Any, int], Effect]
"""Given the session, the facts and the event's number: write the verb's own rows and say what else follows."""


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
    head, repeated = _open(session, stream, command, verb)
    if repeated is not None:
        return repeated
    lifecycle = _definition(head)
    _refuse_stale(session, command, head)
    facts = load(session)
    decision = lifecycle.decide(verb, head.state or "", facts, Request(command.actor, command.content))
    if decision.reasons:
        raise Refusal(reasons=decision.reasons)
    effect = write(session, facts, head.seq + 1)
    step = {
        "verb": verb,
        "from": head.state,
        "to": decision.to,
        "lifecycle": [lifecycle.name, lifecycle.version, lifecycle.fingerprint],
        "guards": _guards_passed(lifecycle, verb, head.state or ""),
    }
    event = _Event(kind or f"plan.{verb}", verb, {**effect.data, **step}, state=decision.to)
    return Outcome(_write(session, head, command, event, effect, watched), decision.to)


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
    """Start a stream in its lifecycle's first state: creation is an event too."""
    head, repeated = _open(session, stream, command, kind)
    if repeated is not None:
        return repeated
    if head.seq:
        raise Refusal("This was begun already. Open it from the person’s page.")
    effect = write(session)
    step = {
        "from": None,
        "to": lifecycle.initial,
        "lifecycle": [lifecycle.name, lifecycle.version, lifecycle.fingerprint],
    }
    event = _Event(
        kind,
        kind,
        {**effect.data, **step},
        state=lifecycle.initial,
        lifecycle=lifecycle.name,
        definition=lifecycle.version,
    )
    return Outcome(_write(session, head, command, event, effect, watched), lifecycle.initial)


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
    head, repeated = _open(session, stream, command, kind)
    if repeated is not None:
        return repeated
    _refuse_stale(session, command, head)
    effect = write(session, head.seq + 1)
    _refuse_steps(effect.data)
    return Outcome(_write(session, head, command, _Event(kind, kind, effect.data), effect, watched), head.state)


def options(session: Session, actor: Actor, *, stream: str, facts: object) -> list[Option]:
    """Every move out of the present state with the sentences that stand in its way. Writes nothing."""
    head = peek(session, stream)
    lifecycle = _definition(head)
    state = head.state or ""
    return [lifecycle.option(verb, state, facts, actor) for verb in lifecycle.verbs(state)]


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


def answered_before(session: Session, command: Command, verb: str, head: Head) -> Outcome | None:
    """The first answer of a command that was done, looked for behind the stream's lock. Raises Refusal when reused."""
    return _repeated(session, _BY_COMMAND.first(session, {"command_id": command.id}), command, verb, head)


def digest_of(command: Command, verb: str, salt: bytes = b"") -> bytes:
    """What makes a command the same command: what was asked, by whom, with which content."""
    return digest(salt + canonical({"verb": verb, "actor": command.actor.account, "content": command.content}))


@dataclass(frozen=True)
class _Event:
    """What is about to be written: `command` names what was asked for, which the digest of the command covers."""

    kind: str
    command: str
    data: Mapping[str, Any]
    state: str | None = None
    lifecycle: str | None = None
    definition: int | None = None


def _write(
    session: Session, head: Head, command: Command, event: _Event, effect: Effect, watched: Watched | None
) -> Recorded:
    """The event, the stream's head, deadlines and messages: one round trip, since none waits for another's answer."""
    if watched is None and (effect.arm or effect.done or effect.cancel or effect.tell):
        raise ValueError("Deadlines and messages need to know whose they are: give `watched`.")
    salt = b""
    if command.personal:
        salt = command_salts.salt_for(session, command.id, stream=head.key, at=command.at)
    with together(session):
        recorded = append(
            session,
            head,
            kind=event.kind,
            actor=command.actor,
            at=command.at,
            data=event.data,
            command_id=command.id,
            command_digest=digest_of(command, event.command, salt),
            state=event.state,
            lifecycle=event.lifecycle,
            definition=event.definition,
        )
        if watched is not None:
            follow(session, effect, watched=watched, seq=recorded.seq, at=command.at)
    return recorded


def _open(session: Session, stream: str, command: Command, verb: str) -> tuple[Head, Outcome | None]:
    """The stream, locked, and the answer this command had if it was done before: looked for only behind the lock."""
    with together(session):
        locked = ask_for_head(session, stream)
        done = _BY_COMMAND.run(session, {"command_id": command.id})
    head = read_head(session, locked)
    if head is None:
        head = head_of(session, stream)
        done = _BY_COMMAND.run(session, {"command_id": command.id})
    return head, _repeated(session, _BY_COMMAND.read_first(session, done), command, verb, head)


def _repeated(
    session: Session, found: tuple[Any, ...] | None, command: Command, verb: str, head: Head
) -> Outcome | None:
    if found is None:
        return None
    stream, seq, kind, at, command_digest, body, chained = found
    salt = command_salts.salt_of(session, command.id)
    if stream != head.key or bytes(command_digest) != digest_of(command, verb, salt):
        raise Refusal(
            reasons=[
                Reason(
                    "command-reused",
                    "This form was sent before with other content, so it was not saved a second time. "
                    "Open the page again to see what was saved, and make your change there.",
                )
            ]
        )
    data = json.loads(bytes(body))["data"]
    recorded = Recorded(stream, seq, kind, at, data, bytes(chained))
    return Outcome(recorded, data.get("to", head.state), repeated=True)


def _definition(head: Head) -> Lifecycle:
    if head.lifecycle is None or head.definition is None:
        raise LookupError(f"The stream {head.key} has no lifecycle.")
    return lifecycles.get(head.lifecycle, head.definition)


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


def _refuse_steps(data: Mapping[str, Any]) -> None:
    """What is only recorded never looks like a step of a lifecycle: whoever replays the history could not tell."""
    if taken := STEP_KEYS & data.keys():
        raise ValueError(f"An event that moves no state cannot carry {', '.join(sorted(taken))}.")


def _guards_passed(lifecycle: Lifecycle, verb: str, state: str) -> list[str]:
    move = lifecycle.move(verb, state)
    return [guard.__name__ for guard in move.needs] if move else []


_BY_COMMAND = Prepared(
    lambda _: select(
        events.c.stream,
        events.c.seq,
        events.c.kind,
        events.c.at,
        events.c.command_digest,
        events.c.body,
        events.c.hash,
    ).where(events.c.command_id == bindparam("command_id"))
)
