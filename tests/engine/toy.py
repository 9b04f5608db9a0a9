"""A small lifecycle with everything the mechanism knows, for tests of the mechanism alone."""

import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from typing import Any

from sqlmodel import Session

from engine import schema
from engine.database import Database, open_database, writing
from engine.dates import end_of_day, zone
from engine.deadlines import Arming, Watched
from engine.firing import Command, Effect, Outcome, begin, fire, lifecycles
from engine.lifecycle import SAME, Actor, Ask, Lifecycle, Move, Request
from engine.outbox import Telling
from engine.refusals import Reason

CLOCK = Actor(account="clock", role="clock", name="The clock")
WRITER = Actor(account="00000000-0000-7000-8000-00000000000a", role="writer", name="Wren Writer")
READER = Actor(account="00000000-0000-7000-8000-00000000000b", role="reader", name="Rae Reader")
NOBODY = Actor(account="00000000-0000-7000-8000-00000000000c", role="visitor", name="Vic Visitor")
AT = datetime(2026, 3, 2, 15, 0, tzinfo=UTC)
ZONE = "America/New_York"


@dataclass(frozen=True)
class Facts:
    """What the toy's guards look at."""

    words: str = "I want a garden."
    signed: bool = True
    approved_by: str = ""


def has_words(facts: Facts, _request: Request) -> Reason | None:
    return None if facts.words else Reason("words-missing", "Nothing is written yet.", "words")


def is_signed(facts: Facts, _request: Request) -> Reason | None:
    return None if facts.signed else Reason("unsigned", "Nobody has signed yet.", "signature")


def somebody_else(facts: Facts, request: Request) -> Reason | None:
    same = facts.approved_by == request.actor.account
    return Reason("same-person", "Somebody else must do this.") if same else None


def never_mended(facts: Facts, _request: Request) -> Reason | None:
    raise ZeroDivisionError("a guard that is broken")


WRITERS, BOTH = frozenset({"writer"}), frozenset({"writer", "reader"})


def moves() -> tuple[Move, ...]:
    return (
        Move("send", ("draft",), "review", WRITERS, (has_words,)),
        Move("return", ("review", "signing"), "draft", BOTH, asks=(Ask("reason", "Say why, so it can be mended."),)),
        Move("approve", ("review",), "signing", frozenset({"reader"}), (has_words, somebody_else)),
        Move("note", ("draft", "review", "signing"), SAME, BOTH),
        Move("finish", ("signing",), "closed", BOTH, (has_words, is_signed)),
        Move("close", ("draft",), "closed", WRITERS),
        Move("fall_due", ("draft", "review"), "signing", frozenset({"clock"})),
    )


def toy(version: int = 1, *, name: str = "toy", extra: tuple[Move, ...] = ()) -> Lifecycle:
    return Lifecycle(
        name=name,
        version=version,
        states=("draft", "review", "signing", "closed"),
        initial="draft",
        final=("closed",),
        moves=(*moves(), *extra),
    )


def registered(version: int = 1) -> Lifecycle:
    """The toy, registered once for the whole test run."""
    try:
        return lifecycles.get("toy", version)
    except LookupError:
        return lifecycles.register(toy(version))


@contextmanager
def opened(url: str) -> Iterator[Database]:
    """A database with all tables, closed at the end."""
    database = open_database(url)
    try:
        schema.migrate(database)
        yield database
    finally:
        database.close()


@dataclass
class Plan:
    """One stream of the toy lifecycle."""

    id: uuid.UUID = field(default_factory=uuid.uuid4)

    @property
    def stream(self) -> str:
        return f"plan:{self.id}"

    @property
    def watched(self) -> Watched:
        return Watched(self.stream, self.id)


def command(actor: Actor = WRITER, *, at: datetime = AT, expected: int | None = None, **content: Any) -> Command:
    return Command(str(uuid.uuid4()), actor, at, content, expected)


def begun(database: Database, *, effect: Effect | None = None, version: int = 1, at: datetime = AT) -> Plan:
    """A plan in draft."""
    plan = Plan()
    with writing(database) as session:
        begin(
            session,
            command(at=at),
            registered(version),
            stream=plan.stream,
            write=lambda _: effect or Effect(),
            watched=plan.watched,
            kind="plan.begun",
        )
    return plan


def moved(
    session: Session,
    plan: Plan,
    verb: str,
    asked: Command,
    *,
    facts: Facts | None = None,
    write: Callable[[Session, Any, int], Effect] | None = None,
) -> Outcome:
    """Fire a move of the toy."""
    return fire(
        session,
        asked,
        verb,
        stream=plan.stream,
        load=lambda _: facts or Facts(),
        write=write or (lambda *_: Effect()),
        watched=plan.watched,
    )


def arming(due_on: date, *, kind: str = "review", rule: str = "annual", **more: Any) -> Arming:
    """A deadline that ends with its day in New York."""
    return Arming(
        kind=kind,
        profile="toy",
        rule=rule,
        rule_version="1",
        anchor=more.pop("anchor", "begun"),
        due_on=due_on,
        due_at=end_of_day(due_on, in_zone=zone(ZONE)),
        zone=ZONE,
        sentence="A year after it began.",
        **more,
    )


def telling(recipient: uuid.UUID, kind: str = "review.due") -> Telling:
    return Telling(kind=kind, recipient=recipient, path="/plans/1")
