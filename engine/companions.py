"""Companion: a transcript or a translation. It stands beside a quote under the name of who made it, never in its place."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlalchemy import LargeBinary
from sqlmodel import Field, Session, SQLModel, col, select

from engine.canonical import canonical, digest, new_salt, salted_digest
from engine.columns import key, points_to
from engine.events import moment, seal
from engine.ids import new_id
from engine.refusals import Reason, Refusal
from engine.words import exactly


class CompanionKind(StrEnum):
    """What it is to the quote."""

    TRANSCRIPT = "transcript"
    TRANSLATION = "translation"


class Companion(SQLModel, table=True):
    """One companion text. A better one is another row; the newest of a kind and language is shown first."""

    id: UUID = key()
    quote_id: UUID = points_to("quote.id")
    kind: str = Field(max_length=12)
    language: str = Field(max_length=20)
    made_by: str = Field(max_length=200)
    recorded_by: UUID = points_to("account.id", index=False)
    recorded_by_name: str = Field(max_length=200)
    recorded_at: datetime
    length: int
    digest: bytes = Field(sa_type=LargeBinary(32))


class CompanionText(SQLModel, table=True):
    """The characters and the salt. They go when the quote's do, and never change."""

    __tablename__ = "companion_text"

    companion_id: UUID = Field(foreign_key="companion.id", primary_key=True)
    quote_id: UUID = points_to("quote.id")
    text: str
    salt: bytes = Field(sa_type=LargeBinary(16))


class CompanionReview(SQLModel, table=True):
    """Somebody other than its maker looked at a companion text: it holds, or why it does not."""

    __tablename__ = "companion_review"

    id: UUID = key()
    companion_id: UUID = points_to("companion.id")
    holds: bool
    reason: str = ""
    by: UUID = points_to("account.id", index=False)
    by_name: str = Field(max_length=200)
    at: datetime


@dataclass(frozen=True)
class Beside:
    """A companion with its characters, as pages and papers show it. `text` is None once erased."""

    id: UUID
    quote_id: UUID
    kind: str
    language: str
    text: str | None
    made_by: str
    recorded_by_name: str
    recorded_at: datetime
    reviewed_by: str
    holds: bool | None
    digest: bytes


SEALED = tuple(Companion.model_fields)


def keep_companion(
    session: Session,
    *,
    quote_id: UUID,
    kind: CompanionKind,
    language: str,
    text: str,
    made_by: str,
    recorded_by: UUID,
    recorded_by_name: str,
    at: datetime,
) -> Companion:
    """Keep these characters beside the quote. Refuses nothing at all, and what XML cannot carry."""
    if not text.strip():
        raise Refusal(reasons=[Reason("empty", "There are no words to keep yet. Write them, then save.", "words")])
    exactly(text)
    salt = new_salt()
    companion = Companion(
        id=new_id(),
        quote_id=quote_id,
        kind=kind,
        language=language,
        made_by=made_by,
        recorded_by=recorded_by,
        recorded_by_name=recorded_by_name,
        recorded_at=at,
        length=len(text),
        digest=salted_digest(text, salt),
    )
    session.add(companion)
    session.flush()
    session.add(CompanionText(companion_id=companion.id, quote_id=quote_id, text=text, salt=salt))
    session.flush()
    seal(session, "companion", companion.id, seal_of_companion(companion))
    return companion


def seal_of_companion(companion: Any) -> bytes:
    """The digest of all that a companion's row says; the next event carries it. A row will do."""
    said = {name: getattr(companion, name) for name in SEALED}
    return digest(canonical({**said, "recorded_at": moment(companion.recorded_at)}))


def companions_of(session: Session, quote_ids: Sequence[UUID]) -> dict[UUID, list[Beside]]:
    """What stands beside these quotes, newest first."""
    if not quote_ids:
        return {}
    rows = list(
        session.exec(
            select(Companion).where(col(Companion.quote_id).in_(list(quote_ids))).order_by(col(Companion.id).desc())
        )
    )
    ids = [row.id for row in rows]
    texts = {
        row.companion_id: row.text
        for row in session.exec(select(CompanionText).where(col(CompanionText.companion_id).in_(ids)))
    }
    reviews = {
        row.companion_id: row
        for row in session.exec(
            select(CompanionReview).where(col(CompanionReview.companion_id).in_(ids)).order_by(col(CompanionReview.id))
        )
    }
    found: dict[UUID, list[Beside]] = {}
    for row in rows:
        review = reviews.get(row.id)
        found.setdefault(row.quote_id, []).append(
            Beside(
                id=row.id,
                quote_id=row.quote_id,
                kind=row.kind,
                language=row.language,
                text=texts.get(row.id),
                made_by=row.made_by,
                recorded_by_name=row.recorded_by_name,
                recorded_at=row.recorded_at,
                reviewed_by=review.by_name if review else "",
                holds=review.holds if review else None,
                digest=row.digest,
            )
        )
    return found
