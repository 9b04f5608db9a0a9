"""Periodic review: what was looked at, and the keep, change or retire decision with its reason for every item."""

from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

from sqlmodel import Field, Session, SQLModel, UniqueConstraint, col, select

from engine.columns import key, points_to


class ReviewDecisionKind(StrEnum):
    """What is to become of an item."""

    KEEP = "keep"
    CHANGE = "change"
    RETIRE = "retire"


class Review(SQLModel, table=True):
    """One periodic review of the version in force. Falling due never completes it; only `completed_at` does."""

    id: UUID = key()
    plan_id: UUID = points_to("plan.id")
    version_id: UUID = points_to("version.id")
    opened_at: datetime
    opened_because: str = Field(max_length=60)
    opened_by: UUID | None = points_to("account.id", optional=True, index=False)
    held_on: date | None = None
    completed_at: datetime | None = None
    outcome: str = Field(default="", max_length=30)
    person_took_part: str = ""


class ReviewDecision(SQLModel, table=True):
    """The newest decision about an item in a review counts."""

    __tablename__ = "review_decision"
    __table_args__ = (UniqueConstraint("review_id", "lineage_id"),)

    id: UUID = key()
    review_id: UUID = points_to("review.id")
    lineage_id: UUID
    decision: str = Field(max_length=12)
    reason: str
    by: UUID = points_to("account.id", index=False)
    by_name: str = Field(max_length=200)
    at: datetime


def open_review_of(session: Session, plan_id: UUID) -> Review | None:
    """The review that is under way."""
    return session.exec(select(Review).where(Review.plan_id == plan_id, col(Review.completed_at).is_(None))).first()


def reviews_of(session: Session, plan_id: UUID) -> list[Review]:
    """Every review, newest first."""
    return list(session.exec(select(Review).where(Review.plan_id == plan_id).order_by(col(Review.id).desc())))


def decisions_of(session: Session, review_id: UUID) -> dict[UUID, ReviewDecision]:
    """What was decided, by item."""
    query = select(ReviewDecision).where(ReviewDecision.review_id == review_id)
    return {decision.lineage_id: decision for decision in session.exec(query)}
