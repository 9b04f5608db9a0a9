"""Copies of a signed version: who was given which, in which form, how and when, and whether they have it. Only added to."""

from collections.abc import Iterable
from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

from sqlalchemy import JSON
from sqlmodel import Field, Session, SQLModel, col, select

from engine.columns import key, points_to


class Rendition(StrEnum):
    """The forms a copy is made in. All are made from the same signed text."""

    STANDARD = "standard"
    LARGE_PRINT = "large print"
    EASY_READ = "Easy Read"
    AUDIO = "audio"


class Way(StrEnum):
    """How a copy reaches somebody. A notice by e-mail says that there is one, and nothing of it."""

    IN_PERSON = "in person"
    LETTER = "by letter"
    NOTICE = "notice by e-mail"
    OWN_ROOM = "in their own room"


class CopyGiven(SQLModel, table=True):
    """One copy for one recipient. `parts` are the lines it holds, by lineage; empty for the whole plan.

    `given_on` is the day stated, `at` the clock's.
    """

    __tablename__ = "copy_given"

    id: UUID = key()
    plan_id: UUID = points_to("plan.id")
    version_id: UUID = points_to("version.id")
    fingerprint: str = Field(max_length=64)
    recipient: str = Field(max_length=200)
    capacity: str = Field(max_length=40)
    account_id: UUID | None = points_to("account.id", optional=True)
    relation_id: UUID | None = points_to("relation.id", optional=True, index=False)
    parts: list[str] = Field(default_factory=list, sa_type=JSON)
    own_parts_only: bool
    rendition: str = Field(max_length=20)
    language: str = Field(max_length=20)
    way: str = Field(max_length=20)
    given_on: date
    by: UUID = points_to("account.id", index=False)
    by_name: str = Field(max_length=200)
    at: datetime


class CopyReceipt(SQLModel, table=True):
    """That a copy was received: said by the recipient, or written down by staff, who say how they know."""

    __tablename__ = "copy_receipt"

    id: UUID = key()
    copy_id: UUID = points_to("copy_given.id")
    received_on: date
    how: str
    by: UUID = points_to("account.id", index=False)
    by_name: str = Field(max_length=200)
    at: datetime


def copies_of(session: Session, plan_id: UUID) -> list[CopyGiven]:
    """Every copy of a plan, the newest first."""
    query = select(CopyGiven).where(CopyGiven.plan_id == plan_id).order_by(col(CopyGiven.id).desc())
    return list(session.exec(query))


def receipts_of(session: Session, copy_ids: Iterable[UUID]) -> dict[UUID, CopyReceipt]:
    """For each copy the first word that it was received."""
    query = select(CopyReceipt).where(col(CopyReceipt.copy_id).in_(list(copy_ids))).order_by(col(CopyReceipt.id))
    found: dict[UUID, CopyReceipt] = {}
    for row in session.exec(query):
        found.setdefault(row.copy_id, row)
    return found
