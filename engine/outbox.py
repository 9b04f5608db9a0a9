"""Messages wait in a table. One sender at a time holds a lease on each; every message ends visibly."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import cast
from uuid import UUID

from sqlalchemy import Index, Table, func, select, text, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlmodel import Field, Session, SQLModel, col
from sqlmodel import select as select_rows

from engine.columns import IN_ONE_TREE, key
from engine.ids import id_from, new_id
from engine.prepared import Prepared

LEASE = timedelta(minutes=2)
PAUSES = (1, 5, 15, 60, 240, 720, 1440)
"""Minutes to wait after the first, second ... failed attempt; after the last the message has failed."""


class MessageState(StrEnum):
    """waiting: not sent yet. sending: somebody holds the lease. sent, failed: ended. uncertain: nobody can know.

    here: it is read in the product, and is not mailed, because whoever it is for wanted it so.
    """

    WAITING = "waiting"
    SENDING = "sending"
    SENT = "sent"
    FAILED = "failed"
    HERE = "here"
    UNCERTAIN = "uncertain"


class Message(SQLModel, table=True):
    """One message to one account. Its words are stored before the first attempt, so a retry sends the same.

    `id` follows from `dedupe_key`, so one cause can never be in the table twice.
    """

    __table_args__ = (
        Index(
            "ix_message_next_at",
            "next_at",
            sqlite_where=text("state IN ('waiting', 'sending')"),
            postgresql_where=text("state IN ('waiting', 'sending')"),
        ),
        Index("ix_message_recipient", "recipient", "created_at"),
        IN_ONE_TREE,
    )

    id: UUID = key()
    dedupe_key: str = Field(max_length=200)
    stream: str = Field(max_length=80)
    cause_seq: int
    kind: str = Field(max_length=60)
    recipient: UUID
    due_on: str | None = Field(default=None, max_length=10)
    path: str = Field(max_length=200)
    to_address: str | None = None
    subject: str | None = None
    body: str | None = None
    state: str = Field(default=MessageState.WAITING, max_length=12)
    attempts: int = 0
    next_at: datetime
    lease: UUID | None = None
    transport_began: bool = False
    last_error: str | None = None
    created_at: datetime
    ended_at: datetime | None = None


messages = cast("Table", Message.__table__)  # type: ignore[attr-defined]


@dataclass(frozen=True)
class Telling:
    """Tell an account that something happened. `path` is where its link leads; `due_on` an ISO date to name.

    `once` replaces the event's number in the dedupe key, for reminders: one per deadline, arming and step.
    """

    kind: str
    recipient: UUID
    path: str
    due_on: str | None = None
    once: str | None = None
    here_only: bool = False


def post(session: Session, telling: Telling, *, stream: str, seq: int, at: datetime) -> None:
    """Put a message in the outbox, unless one with the same cause is there already."""
    cause = f"{telling.once or f'{stream}:{seq}'}:{telling.kind}:{telling.recipient}"
    row = {
        "id": id_from(cause),
        "dedupe_key": cause,
        "stream": stream,
        "cause_seq": seq,
        "kind": telling.kind,
        "recipient": telling.recipient,
        "due_on": telling.due_on,
        "path": telling.path,
        "state": (MessageState.HERE if telling.here_only else MessageState.WAITING).value,
        "attempts": 0,
        "next_at": at,
        "transport_began": False,
        "created_at": at,
    }
    _POST.run(session, row)


def claim(session: Session, *, at: datetime, limit: int = 20) -> list[Message]:
    """Take the lease on what is waiting. A lease that ran out before the transport began is taken over;
    one that ran out after it began is uncertain, and says so instead of being sent again."""
    _settle_abandoned(session, at=at)
    due = (
        select(messages.c.id)
        .where(messages.c.state == MessageState.WAITING.value, messages.c.next_at <= at)
        .order_by(messages.c.next_at)
        .limit(limit)
        .with_for_update(skip_locked=True)
    )
    chosen = list(session.execute(due).scalars())
    if not chosen:
        return []
    lease = new_id()
    session.execute(
        update(messages)
        .where(messages.c.id.in_(chosen))
        .values(state=MessageState.SENDING.value, lease=lease, next_at=at + LEASE, attempts=messages.c.attempts + 1)
    )
    return list(session.exec(select_rows(Message).where(Message.lease == lease).order_by(col(Message.created_at))))


def store_words(session: Session, message: Message, *, to: str, subject: str, body: str) -> bool:
    """Keep the exact words before the first attempt, and note that the transport begins now.

    False when the lease was lost meanwhile: then nothing may be sent.
    """
    kept = session.execute(
        update(messages)
        .where(messages.c.id == message.id, messages.c.lease == message.lease)
        .values(to_address=to, subject=subject, body=body, transport_began=True)
    )
    return int(kept.rowcount) == 1  # type: ignore[attr-defined]


def sent(session: Session, message: Message, *, at: datetime) -> None:
    """The transport took it."""
    _settle(session, message, MessageState.SENT, at=at, error=None)


def failed(session: Session, message: Message, *, at: datetime, error: str, for_good: bool = False) -> None:
    """The transport said no: try again after a growing pause, or end as failed."""
    if for_good or message.attempts > len(PAUSES):
        _settle(session, message, MessageState.FAILED, at=at, error=error)
    else:
        pause = timedelta(minutes=PAUSES[message.attempts - 1])
        session.execute(
            update(messages)
            .where(messages.c.id == message.id, messages.c.lease == message.lease)
            .values(
                state=MessageState.WAITING.value,
                lease=None,
                transport_began=False,
                next_at=at + pause,
                last_error=error[:500],
            )
        )


def uncertain(session: Session, message: Message, *, at: datetime, error: str) -> None:
    """The connection broke after the words were handed over: nobody can know, so it says so and is not sent again."""
    _settle(session, message, MessageState.UNCERTAIN, at=at, error=error)


def messages_to(session: Session, recipient: UUID, *, limit: int = 50) -> list[Message]:
    """What an account was told, newest first."""
    query = select_rows(Message).where(Message.recipient == recipient).order_by(col(Message.created_at).desc())
    return list(session.exec(query.limit(limit)))


def _settle(session: Session, message: Message, state: MessageState, *, at: datetime, error: str | None) -> None:
    session.execute(
        update(messages)
        .where(messages.c.id == message.id, messages.c.lease == message.lease)
        .values(state=state.value, lease=None, ended_at=at, last_error=error[:500] if error else None)
    )


def _settle_abandoned(session: Session, *, at: datetime) -> None:
    # The lease stays on an uncertain one: only its own sender may still come back and say what became of it.
    gone = messages.c.state == MessageState.SENDING.value, messages.c.next_at <= at
    session.execute(
        update(messages)
        .where(*gone, messages.c.transport_began.is_(True))
        .values(
            state=MessageState.UNCERTAIN.value,
            ended_at=at,
            last_error="The sender stopped while the message was being handed over.",
        )
    )
    session.execute(
        update(messages)
        .where(*gone, messages.c.transport_began.is_(False))
        .values(state=MessageState.WAITING.value, lease=None)
    )


def waiting_count(session: Session, recipients: Sequence[UUID]) -> int:
    """How many messages to these accounts have not been sent."""
    query = select(func.count()).where(
        messages.c.recipient.in_(recipients), messages.c.state.in_([MessageState.WAITING, MessageState.SENDING])
    )
    return int(session.execute(query).scalar_one())


_POST = Prepared(
    lambda dialect: (
        (postgresql if dialect == "postgresql" else sqlite)
        .insert(messages)
        .on_conflict_do_nothing(index_elements=["id"])
    ),
    columns=(
        *("id", "dedupe_key", "stream", "cause_seq", "kind", "recipient", "due_on", "path"),
        *("state", "attempts", "next_at", "transport_began", "created_at"),
    ),
)
