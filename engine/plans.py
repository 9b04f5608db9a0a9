"""Plan: one line of versions per person and plan type, where it stands, and what is in force today."""

from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

from sqlalchemy import Index
from sqlmodel import Field, Session, SQLModel, col, select

from engine.columns import key, points_to


class PlanType(StrEnum):
    """The kinds of plan; both share one backbone."""

    ISP = "isp"
    TREATMENT = "treatment_plan"


class Standing(StrEnum):
    """Where the work on a plan stands. These eight and no others."""

    PLANNING_MEETING = "planning meeting"
    DRAFT = "draft"
    SECOND_REVIEW = "second review"
    PARTICIPANT_REVIEW = "participant review"
    SIGNING = "signing"
    SIGNED = "signed"
    PERIODIC_REVIEW = "periodic review"
    CLOSED = "closed"


class Plan(SQLModel, table=True):
    """`standing` mirrors the stream's state so that lists are fast. `working_version_id` is what is being written."""

    __table_args__ = (
        Index("ix_plan_coordinator", "coordinator_id", "next_due_on", "id"),
        Index("ix_plan_team", "team_id", "next_due_on", "id"),
        Index("ix_plan_due", "next_due_on", "id"),
    )

    id: UUID = key()
    person_id: UUID = points_to("person.id")
    plan_type: str = Field(max_length=20)
    profile: str = Field(max_length=60)
    standing: str = Field(max_length=20)
    coordinator_id: UUID | None = Field(default=None, foreign_key="account.id")
    team_id: UUID = Field(foreign_key="team.id")
    working_version_id: UUID | None = None
    in_force_version_id: UUID | None = None
    in_force_since: date | None = None
    next_due_on: date | None = None
    next_due_what: str = Field(default="", max_length=60)
    created_at: datetime
    closed_at: datetime | None = None
    closed_because: str = ""
    next_for_the_person: str = ""

    @property
    def stream(self) -> str:
        """The chain of this plan's events."""
        return stream_of(self.id)


def stream_of(plan_id: UUID) -> str:
    """The key of a plan's chain."""
    return f"plan:{plan_id}"


class ServiceSession(SQLModel, table=True):
    """One session that was held, for rules that count sessions (Wis. Admin. Code DHS 35.19(3)(b))."""

    __tablename__ = "service_session"

    id: UUID = key()
    plan_id: UUID = points_to("plan.id")
    held_on: date
    recorded_by: UUID = points_to("account.id", index=False)
    recorded_at: datetime


class Trigger(SQLModel, table=True):
    """Something happened that may call for a review. The person's own request may be a quote."""

    id: UUID = key()
    plan_id: UUID = points_to("plan.id")
    kind: str = Field(max_length=40)
    happened_on: date
    text: str = ""
    quote_id: UUID | None = points_to("quote.id", optional=True, index=False)
    reported_by: UUID = points_to("account.id", index=False)
    reported_role: str = Field(max_length=20)
    at: datetime


def plans_of(session: Session, person_id: UUID) -> list[Plan]:
    """A person's plans, oldest first."""
    return list(session.exec(select(Plan).where(Plan.person_id == person_id).order_by(col(Plan.id))))


def sessions_of(session: Session, plan_id: UUID) -> list[date]:
    """The days on which sessions were held, in order."""
    query = select(col(ServiceSession.held_on)).where(ServiceSession.plan_id == plan_id)
    return list(session.exec(query.order_by(col(ServiceSession.held_on))))
