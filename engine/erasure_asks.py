"""ErasureAsk: one person asks for a lawful erasure, with authority and reason; another confirms it or says no."""

from datetime import datetime
from enum import StrEnum
from uuid import UUID

from sqlalchemy import CheckConstraint
from sqlmodel import Field, Session, SQLModel, col, select

from engine.columns import key, points_to


class ErasureOf(StrEnum):
    """What is to go: one quotation; a note with every quotation read from it; all that was typed about a meeting."""

    QUOTE = "quote"
    NOTE = "note"
    TYPED = "typed"


class AskState(StrEnum):
    """Where an ask stands."""

    WAITING = "waiting"
    ERASED = "erased"
    REFUSED = "refused"


class ErasureAsk(SQLModel, table=True):
    """One ask. It holds no words, only what they belong to. What was erased has its Erasure beside it."""

    __tablename__ = "erasure_ask"
    __table_args__ = (CheckConstraint("state <> 'erased' OR asked_by <> decided_by", name="two_people"),)

    id: UUID = key()
    person_id: UUID = points_to("person.id")
    kind: str = Field(max_length=10)
    quote_id: UUID | None = points_to("quote.id", optional=True)
    original_id: UUID | None = points_to("original.id", optional=True)
    meeting_id: UUID | None = points_to("meeting.id", optional=True)
    authority: str = Field(max_length=200)
    reason: str
    asked_by: UUID = points_to("account.id", index=False)
    asked_by_name: str = Field(max_length=200)
    asked_at: datetime
    state: str = Field(default=AskState.WAITING, max_length=10)
    decided_by: UUID | None = points_to("account.id", optional=True, index=False)
    decided_by_name: str = Field(default="", max_length=200)
    decided_at: datetime | None = None
    why_not: str = ""

    @property
    def target(self) -> UUID | None:
        """The record whose characters are to go."""
        return {ErasureOf.QUOTE: self.quote_id, ErasureOf.NOTE: self.original_id}.get(
            ErasureOf(self.kind), self.meeting_id
        )


def asks_about(session: Session, person_id: UUID) -> list[ErasureAsk]:
    """Every ask about a person, newest first."""
    query = select(ErasureAsk).where(ErasureAsk.person_id == person_id)
    return list(session.exec(query.order_by(col(ErasureAsk.id).desc())))


def waiting_about(session: Session, kind: ErasureOf, target: UUID) -> ErasureAsk | None:
    """The ask about exactly this that nobody decided yet."""
    column = {ErasureOf.QUOTE: ErasureAsk.quote_id, ErasureOf.NOTE: ErasureAsk.original_id}.get(
        kind, ErasureAsk.meeting_id
    )
    query = select(ErasureAsk).where(column == target, ErasureAsk.kind == kind, ErasureAsk.state == AskState.WAITING)
    return session.exec(query).first()
