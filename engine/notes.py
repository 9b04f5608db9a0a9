"""Notes of a meeting: kept files and typed notes, what somebody decided about each passage, and where lines came from."""

from collections.abc import Sequence
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from sqlalchemy import Index, LargeBinary
from sqlmodel import Field, Session, SQLModel, col, select

from engine.canonical import canonical, digest, salted_digest
from engine.columns import key, points_to
from engine.events import moment
from engine.originals import Original, OriginalKind, OriginalText

TYPED = "typed"
"""The reader of notes that were typed into the meeting: nothing had to be read."""


class Decided(StrEnum):
    """What a person said a passage of a note is. Reopened takes back what was said before."""

    PARTICIPANT = "participant"
    INTERPRETED = "interpreted"
    OTHER = "other"
    NO_QUOTATION = "no_quotation"
    REOPENED = "reopened"


class PassageDecision(SQLModel, table=True):
    """One look at one passage, with what was proposed and why. Only added; goes with its note when that is erased.

    `start` and `end` are the passage as it was found, in code points of the note's text; the words that were kept
    have their own place on the quote.
    """

    __tablename__ = "passage_decision"
    __table_args__ = (Index("ix_passage_decision_place", "original_id", "start", "end"),)

    id: UUID = key()
    original_id: UUID = Field(foreign_key="original.id")
    start: int
    end: int
    decision: str = Field(max_length=12)
    quote_id: UUID | None = points_to("quote.id", optional=True)
    proposed: str = Field(default="", max_length=12)
    sure: str = Field(default="", max_length=12)
    why: str = ""
    salt: bytes = Field(sa_type=LargeBinary(16))
    by: UUID = points_to("account.id", index=False)
    by_name: str = Field(max_length=200)
    at: datetime

    @property
    def place(self) -> tuple[UUID, int, int]:
        """The note and the passage."""
        return (self.original_id, self.start, self.end)


def seal_of_decision(row: PassageDecision) -> bytes:
    """The digest of what was decided; its event carries it. The reason counts by its salted digest.

    The quote it became is left out: the event of the capture names decision and quote together.
    """
    said = {
        name: getattr(row, name) for name in PassageDecision.model_fields if name not in ("quote_id", "why", "salt")
    }
    return digest(canonical({**said, "at": moment(row.at), "why": salted_digest(row.why, row.salt)}))


class LineSource(SQLModel, table=True):
    """Where in a note a line of a plan stood when the draft began with it. Only added."""

    __tablename__ = "line_source"

    id: UUID = key()
    lineage_id: UUID = Field(index=True)
    original_id: UUID = points_to("original.id")
    start: int
    end: int
    at: datetime


def notes_of_meeting(session: Session, meeting_id: UUID) -> list[tuple[Original, str]]:
    """The notes kept with a meeting, in the order they came, each with the name of its reader ("" once erased)."""
    query = (
        select(Original, col(OriginalText.reader))
        .join(OriginalText, col(OriginalText.original_id) == col(Original.id), isouter=True)
        .where(Original.meeting_id == meeting_id, Original.kind == OriginalKind.NOTE.value)
        .order_by(col(Original.id))
    )
    return [(original, reader or "") for original, reader in session.exec(query)]


def text_of(session: Session, original_id: UUID) -> OriginalText | None:
    """A note's text as it was read; None once erased."""
    return session.get(OriginalText, original_id)


def typed_note_of(session: Session, meeting_id: UUID, notes: str) -> Original | None:
    """The kept copy of exactly these typed notes of a meeting."""
    query = (
        select(Original, OriginalText)
        .join(OriginalText, col(OriginalText.original_id) == col(Original.id))
        .where(Original.meeting_id == meeting_id, OriginalText.reader == TYPED)
        .order_by(col(Original.id).desc())
    )
    return next((original for original, read in session.exec(query) if read.text == notes), None)


def decisions_on(session: Session, original_ids: Sequence[UUID]) -> list[PassageDecision]:
    """The newest decision about each passage of these notes, in the order they were made; what was reopened is left out."""
    if not original_ids:
        return []
    query = select(PassageDecision).where(col(PassageDecision.original_id).in_(list(original_ids)))
    newest = {row.place: row for row in session.exec(query.order_by(col(PassageDecision.id)))}
    return [row for row in newest.values() if row.decision != Decided.REOPENED]


def decision_at(session: Session, original_id: UUID, start: int, end: int) -> PassageDecision | None:
    """What stands about one passage."""
    query = select(PassageDecision).where(
        PassageDecision.original_id == original_id, PassageDecision.start == start, PassageDecision.end == end
    )
    row = session.exec(query.order_by(col(PassageDecision.id).desc()).limit(1)).first()
    return None if row is None or row.decision == Decided.REOPENED else row


def sources_of(session: Session, lineage_ids: Sequence[UUID]) -> dict[UUID, list[tuple[LineSource, UUID | None]]]:
    """Where these lines stood, each with the meeting its note belongs to."""
    found: dict[UUID, list[tuple[LineSource, UUID | None]]] = {}
    if not lineage_ids:
        return found
    query = (
        select(LineSource, col(Original.meeting_id))
        .join(Original, col(Original.id) == col(LineSource.original_id))
        .where(col(LineSource.lineage_id).in_(list(lineage_ids)))
        .order_by(col(LineSource.id))
    )
    for source, meeting_id in session.exec(query):
        found.setdefault(source.lineage_id, []).append((source, meeting_id))
    return found
