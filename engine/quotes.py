"""Quote: what somebody expressed, kept once, exactly. The row never changes; its characters stand in a side table."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlalchemy import CheckConstraint, LargeBinary
from sqlmodel import Field, Session, SQLModel, col, select

from engine.canonical import canonical, digest, new_salt, salted_digest
from engine.columns import key, points_to
from engine.events import moment, seal
from engine.ids import new_id
from engine.refusals import Reason, Refusal
from engine.words import exactly


class Method(StrEnum):
    """How it was expressed."""

    SPOKEN = "spoken"
    SIGNED = "signed"
    TYPED = "typed"
    AAC = "aac"
    DRAWN = "drawn"
    RECORDED = "recorded"


class Attribution(StrEnum):
    """Whose words: the person's, the person's meaning through an interpreter, or somebody else's by name."""

    PARTICIPANT = "participant"
    INTERPRETED = "interpreted"
    OTHER = "other"


class Quote(SQLModel, table=True):
    """Captured once. The database refuses every change; what happens to it later is a QuoteMark."""

    id: UUID = key()
    person_id: UUID = points_to("person.id")
    meeting_id: UUID | None = points_to("meeting.id", optional=True)
    attribution: str = Field(max_length=12)
    speaker: str = Field(max_length=200)
    method: str = Field(max_length=12)
    said_on: date
    place: str = Field(default="", max_length=200)
    language: str = Field(default="en", max_length=20)
    may_include: bool
    recorded_by: UUID = points_to("account.id", index=False)
    recorded_by_name: str = Field(max_length=200)
    recorded_at: datetime
    length: int
    digest: bytes = Field(sa_type=LargeBinary(32))


SEALED = tuple(Quote.model_fields)
"""The columns of a quote that its seal covers: all of them."""


class QuoteText(SQLModel, table=True):
    """The characters and the salt. The database lets a row go only for an Erasure, and never lets it change."""

    __tablename__ = "quote_text"

    quote_id: UUID = Field(foreign_key="quote.id", primary_key=True)
    text: str
    salt: bytes = Field(sa_type=LargeBinary(16))


class QuoteMarkKind(StrEnum):
    """What can be said about a quote afterwards, by whom it belongs to."""

    WITHDRAWN = "withdrawn"
    INCLUDE = "include"
    LEAVE_OUT = "leave_out"


class QuoteMark(SQLModel, table=True):
    """Withdrawal and consent are rows of their own; the newest of a quote counts."""

    __tablename__ = "quote_mark"

    id: UUID = key()
    quote_id: UUID = points_to("quote.id")
    kind: str = Field(max_length=12)
    at: datetime
    by: UUID = points_to("account.id", index=False)
    reason: str = ""


class Erasure(SQLModel, table=True):
    """The lawful taking of a quote's characters: authority, reason, and the two people who did it."""

    __table_args__ = (CheckConstraint("first_by <> second_by", name="two_people"),)

    quote_id: UUID = Field(foreign_key="quote.id", primary_key=True)
    at: datetime
    authority: str = Field(max_length=200)
    reason: str
    first_by: UUID = points_to("account.id", index=False)
    second_by: UUID = points_to("account.id", index=False)


@dataclass(frozen=True)
class Spoken:
    """A quote with its characters, as pages and papers show it. `text` is None once erased."""

    id: UUID
    text: str | None
    attribution: str
    speaker: str
    method: str
    said_on: date
    place: str
    language: str
    recorded_by_name: str
    may_include: bool
    withdrawn: bool
    digest: bytes


def capture(
    session: Session,
    *,
    person_id: UUID,
    text: str,
    attribution: Attribution,
    speaker: str,
    method: Method,
    said_on: date,
    may_include: bool,
    recorded_by: UUID,
    recorded_by_name: str,
    at: datetime,
    meeting_id: UUID | None = None,
    place: str = "",
    language: str = "en",
) -> Quote:
    """Keep exactly these characters. Refuses nothing at all, and what XML cannot carry, in a sentence."""
    if not text:
        raise Refusal(
            reasons=[Reason("empty", "There are no words to keep yet. Write what was said, then save.", "words")]
        )
    exactly(text)
    salt = new_salt()
    quote = Quote(
        id=new_id(),
        person_id=person_id,
        meeting_id=meeting_id,
        attribution=attribution,
        speaker=speaker,
        method=method,
        said_on=said_on,
        place=place,
        language=language,
        may_include=may_include,
        recorded_by=recorded_by,
        recorded_by_name=recorded_by_name,
        recorded_at=at,
        length=len(text),
        digest=salted_digest(text, salt),
    )
    session.add(quote)
    session.flush()
    session.add(QuoteText(quote_id=quote.id, text=text, salt=salt))
    session.flush()
    seal(session, "quote", quote.id, seal_of(quote))
    return quote


def seal_of(quote: Any) -> bytes:
    """The digest of all that a quote's row says; the next event carries it, so a changed row shows. A row will do."""
    said = {name: getattr(quote, name) for name in SEALED}
    return digest(canonical({**said, "recorded_at": moment(quote.recorded_at)}))


def quotes_of(session: Session, person_id: UUID) -> list[Spoken]:
    """Everything captured with a person, in the order it was captured."""
    return _spoken(
        session, list(session.exec(select(Quote).where(Quote.person_id == person_id).order_by(col(Quote.id))))
    )


def quotes_by_id(session: Session, ids: Sequence[UUID]) -> dict[UUID, Spoken]:
    """These quotes with their characters."""
    rows = list(session.exec(select(Quote).where(col(Quote.id).in_(list(ids))))) if ids else []
    return {quote.id: quote for quote in _spoken(session, rows)}


def _spoken(session: Session, quotes: list[Quote]) -> list[Spoken]:
    ids = [quote.id for quote in quotes]
    if not ids:
        return []
    texts = {row.quote_id: row.text for row in session.exec(select(QuoteText).where(col(QuoteText.quote_id).in_(ids)))}
    marks: dict[UUID, str] = {}
    withdrawn = set()
    for mark in session.exec(select(QuoteMark).where(col(QuoteMark.quote_id).in_(ids)).order_by(col(QuoteMark.id))):
        if mark.kind == QuoteMarkKind.WITHDRAWN:
            withdrawn.add(mark.quote_id)
        else:
            marks[mark.quote_id] = mark.kind
    return [
        Spoken(
            id=quote.id,
            text=texts.get(quote.id),
            attribution=quote.attribution,
            speaker=quote.speaker,
            method=quote.method,
            said_on=quote.said_on,
            place=quote.place,
            language=quote.language,
            recorded_by_name=quote.recorded_by_name,
            may_include=marks.get(quote.id, QuoteMarkKind.INCLUDE if quote.may_include else "")
            == QuoteMarkKind.INCLUDE,
            withdrawn=quote.id in withdrawn,
            digest=quote.digest,
        )
        for quote in quotes
    ]
