"""Meeting: who was there, where and when, what was noted, and what somebody saw."""

from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

from sqlalchemy import false
from sqlmodel import Field, Session, SQLModel, col, select

from engine.columns import key, points_to


class MeetingPurpose(StrEnum):
    """Why people met."""

    PLANNING = "planning"
    REVIEW = "review"
    TEAM = "team"


class Meeting(SQLModel, table=True):
    """One planning or review meeting. `notes` are the writer's own; the person's words are quotes."""

    id: UUID = key()
    person_id: UUID = points_to("person.id")
    plan_id: UUID | None = points_to("plan.id", optional=True)
    purpose: str = Field(default=MeetingPurpose.PLANNING, max_length=20)
    held_on: date
    place: str = Field(default="", max_length=200)
    chosen_by_person: bool = False
    interpreter: str = Field(default="", max_length=200)
    person_present: bool = True
    absence_reason: str = ""
    adjustments_offered: str = ""
    notes: str = ""
    written_by: UUID = points_to("account.id", index=False)
    created_at: datetime
    version: int = 1
    started_at: datetime | None = None
    ended_at: datetime | None = None
    time_chosen_by_person: bool = Field(default=False, sa_column_kwargs={"server_default": false()})


class Attendance(SQLModel, table=True):
    """Somebody who came, or was asked and did not."""

    id: UUID = key()
    meeting_id: UUID = points_to("meeting.id")
    name: str = Field(max_length=200)
    relation: str = Field(default="", max_length=120)
    account_id: UUID | None = points_to("account.id", optional=True, index=False)
    present: bool = True
    invited_by_person: bool = False
    stayed_away_because: str = ""
    invited_by: str = Field(default="", max_length=200, sa_column_kwargs={"server_default": ""})
    not_wanted: bool = Field(default=False, sa_column_kwargs={"server_default": false()})
    """The person did not want them there. Asked of the person; nobody else is shown it."""


class Observation(SQLModel, table=True):
    """What somebody saw or heard, under their name. A different thing from a quote; never shown in quotation marks."""

    id: UUID = key()
    person_id: UUID = points_to("person.id")
    meeting_id: UUID | None = points_to("meeting.id", optional=True)
    seen_on: date
    text: str
    observer_id: UUID = points_to("account.id", index=False)
    observer_name: str = Field(max_length=200)
    recorded_at: datetime
    life_area: str = Field(default="", max_length=20, sa_column_kwargs={"server_default": ""})
    noted_at: datetime | None = None
    taken_back_at: datetime | None = None
    """When the observer said that it was a mistake. It stays in the record, marked."""


def meetings_of(session: Session, person_id: UUID) -> list[Meeting]:
    """A person's meetings, latest first."""
    query = select(Meeting).where(Meeting.person_id == person_id)
    return list(session.exec(query.order_by(col(Meeting.held_on).desc(), col(Meeting.id).desc())))


def attendance_at(session: Session, meeting_id: UUID) -> list[Attendance]:
    """Who came, then who did not."""
    query = select(Attendance).where(Attendance.meeting_id == meeting_id)
    return list(session.exec(query.order_by(col(Attendance.present).desc(), col(Attendance.id))))


def attendance_to_print(session: Session, meeting_id: UUID) -> list[Attendance]:
    """Who came and who was asked, without those the person did not want there: that is theirs and their coordinator's."""
    return [row for row in attendance_at(session, meeting_id) if row.present or not row.not_wanted]


def observations_of(session: Session, person_id: UUID) -> list[Observation]:
    """What was seen, latest first."""
    query = select(Observation).where(Observation.person_id == person_id)
    return list(session.exec(query.order_by(col(Observation.id).desc())))
