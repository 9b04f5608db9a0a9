"""Person, their circle of support, and the team that serves them. One database is one agency."""

from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

from sqlmodel import Field, Session, SQLModel, col, select

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
    """One member of the circle. A guardian's power has scope and dates; a supporter never decides."""

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
    chosen_by_person: bool = False
    created_at: datetime
    version: int = 1

    def holds_on(self, day: date) -> bool:
        """Whether the relation is in its dates on a day."""
        return (self.starts_on is None or self.starts_on <= day) and (self.ends_on is None or day <= self.ends_on)

    def may_decide_on(self, day: date) -> bool:
        """A guardian whose papers were seen, in their dates, with scope over services or health (GD-01, GD-02)."""
        return (
            self.kind == RelationKind.GUARDIAN
            and self.papers_seen_on is not None
            and self.holds_on(day)
            and bool({"services", "health", "full"} & set(self.scope))
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
