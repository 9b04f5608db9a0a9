"""Person, their circle of support, and the team that serves them. One database is one agency."""

from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

from sqlalchemy import false
from sqlmodel import Field, Session, SQLModel, col, select

from engine.authorities import DECIDING_AREAS
from engine.columns import json_value, key, points_to


class Team(SQLModel, table=True):
    """Coordinators who share a manager and cover for each other."""

    id: UUID = key()
    name: str = Field(max_length=120, unique=True)
    version: int = 1


class Person(SQLModel, table=True):
    """The person whose plan it is. Names stay as given, in any script."""

    id: UUID = key()
    full_name: str = Field(max_length=200, index=True)
    preferred_name: str = Field(default="", max_length=200)
    also_called: list[str] = json_value()
    pronouns: str = Field(default="", max_length=60)
    born_on: date | None = None
    language: str = Field(default="en", max_length=20)
    how_i_say_yes_and_no: str = ""
    program: str = Field(default="", max_length=120)
    team_id: UUID = points_to("team.id")
    coordinator_id: UUID | None = Field(default=None, index=True)
    created_at: datetime
    version: int = 1

    @property
    def called(self) -> str:
        """The name the person likes, or the full one."""
        return self.preferred_name or self.full_name


class RelationKind(StrEnum):
    """What somebody is to the person."""

    GUARDIAN = "guardian"
    SUPPORTER = "supporter"
    PARENT = "parent"
    FAMILY = "family"
    FRIEND = "friend"
    ADVOCATE = "advocate"
    REPRESENTATIVE = "representative"


class Relation(SQLModel, table=True):
    """One member of the circle. A guardian's power has type, scope, papers and dates; a supporter never decides.

    `papers_seen_by` verified what `entered_by` wrote from the papers: two people. None as `entered_by` is a row from before
    that rule. `papers` says where the paper is kept; `also_paid` that a guardian is a paid provider as well (GD-06).
    `suspended_at` stands while access is suspended (engine.suspensions): such a row opens as little as one that has ended.
    """

    id: UUID = key()
    person_id: UUID = points_to("person.id")
    account_id: UUID | None = points_to("account.id", optional=True)
    name: str = Field(max_length=200)
    kind: str = Field(max_length=20)
    scope: list[str] = json_value()
    starts_on: date | None = None
    ends_on: date | None = None
    papers_seen_on: date | None = None
    papers_seen_by: UUID | None = points_to("account.id", optional=True, index=False)
    authority: str = Field(default="", max_length=20, sa_column_kwargs={"server_default": ""})
    court: str = Field(default="", max_length=200, sa_column_kwargs={"server_default": ""})
    papers: str = Field(default="", max_length=500, sa_column_kwargs={"server_default": ""})
    report_due_on: date | None = None
    also_paid: bool = Field(default=False, sa_column_kwargs={"server_default": false()})
    entered_by: UUID | None = points_to("account.id", optional=True, index=False)
    suspended_at: datetime | None = None
    chosen_by_person: bool = False
    created_at: datetime
    version: int = 1

    def holds_on(self, day: date) -> bool:
        """Whether the relation is in its dates on a day. One that is suspended is like one that has ended, everywhere."""
        begun, over = self.starts_on is None or self.starts_on <= day, self.ends_on is not None and self.ends_on < day
        return begun and not over and self.suspended_at is None

    def may_decide_on(self, day: date) -> bool:
        """A guardian verified by two people, in their dates, with scope over services or health (GD-01, GD-02)."""
        return (
            self.kind == RelationKind.GUARDIAN
            and self.verified
            and self.holds_on(day)
            and bool(set(DECIDING_AREAS) & set(self.scope))
        )

    @property
    def verified(self) -> bool:
        """Whether somebody other than who wrote the authority in has seen its papers."""
        return self.papers_seen_on is not None and (
            self.entered_by is None or (self.papers_seen_by is not None and self.papers_seen_by != self.entered_by)
        )


class Assignment(SQLModel, table=True):
    """A member of staff who works with a person in a part other than coordinating: clinician, reviewer, provider."""

    id: UUID = key()
    person_id: UUID = points_to("person.id")
    account_id: UUID = points_to("account.id")
    part: str = Field(max_length=20)
    starts_on: date
    ends_on: date | None = None

    def holds_on(self, day: date) -> bool:
        """Whether the assignment is in its dates on a day."""
        return self.starts_on <= day and (self.ends_on is None or day <= self.ends_on)


def circle_of(session: Session, person_id: UUID) -> list[Relation]:
    """Everybody in the person's circle, guardians first."""
    query = select(Relation).where(Relation.person_id == person_id).order_by(col(Relation.kind), col(Relation.name))
    return list(session.exec(query))


def deciding_guardians(session: Session, person_id: UUID, *, on: date) -> list[Relation]:
    """Guardians who may decide about this plan on a day."""
    return [relation for relation in circle_of(session, person_id) if relation.may_decide_on(on)]


def all_assignments_of(session: Session, person_id: UUID) -> list[Assignment]:
    """Who works or worked with the person, the newest first."""
    query = select(Assignment).where(Assignment.person_id == person_id).order_by(col(Assignment.starts_on).desc())
    return list(session.exec(query))


def assignments_of(session: Session, person_id: UUID, *, on: date) -> list[Assignment]:
    """Who works with the person on a day."""
    query = select(Assignment).where(Assignment.person_id == person_id)
    return [assignment for assignment in session.exec(query) if assignment.holds_on(on)]
