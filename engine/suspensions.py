"""Suspension: somebody may no longer act for the person, because that could endanger them (45 CFR 164.502(g)(5)).

Every step is a row: who asked and why, who else confirmed. Whether it holds now stands on the relation itself.
"""

from datetime import datetime
from enum import StrEnum
from uuid import UUID

from sqlmodel import Field, Session, SQLModel, col, select

from engine.columns import key, points_to

CITATION = "45 CFR 164.502(g)(5)"


class Step(StrEnum):
    """What somebody did. Each suspension, and each return of access, is asked by one and decided by another."""

    ASKED = "asked"
    CONFIRMED = "confirmed"
    NOT_CONFIRMED = "not confirmed"
    LIFT_ASKED = "lift asked"
    LIFTED = "lifted"
    LIFT_NOT_CONFIRMED = "lift not confirmed"


WAITING = frozenset({Step.ASKED, Step.LIFT_ASKED})
"""Steps that wait for a second person."""

DECISIONS: dict[tuple[str, bool], Step] = {
    (Step.ASKED, True): Step.CONFIRMED,
    (Step.ASKED, False): Step.NOT_CONFIRMED,
    (Step.LIFT_ASKED, True): Step.LIFTED,
    (Step.LIFT_ASKED, False): Step.LIFT_NOT_CONFIRMED,
}
"""What the second person's yes or no makes of a step that waits."""


class SuspensionStep(SQLModel, table=True):
    """One step, never changed. `reason` is open to the staff who may ask for a suspension, and to nobody else."""

    __tablename__ = "suspension_step"

    id: UUID = key()
    person_id: UUID = points_to("person.id")
    relation_id: UUID = points_to("relation.id")
    step: str = Field(max_length=20)
    reason: str
    by: UUID = points_to("account.id", index=False)
    by_name: str = Field(max_length=200)
    role: str = Field(max_length=20)
    at: datetime

    @property
    def waits(self) -> bool:
        """Whether a second person is asked for."""
        return self.step in WAITING


def steps_of(session: Session, person_id: UUID) -> dict[UUID, list[SuspensionStep]]:
    """The steps about each member of a person's circle, in order."""
    query = select(SuspensionStep).where(SuspensionStep.person_id == person_id).order_by(col(SuspensionStep.id))
    steps: dict[UUID, list[SuspensionStep]] = {}
    for row in session.exec(query):
        steps.setdefault(row.relation_id, []).append(row)
    return steps


def newest_step(session: Session, relation_id: UUID) -> SuspensionStep | None:
    """Where the suspension of one member of a circle stands."""
    query = select(SuspensionStep).where(SuspensionStep.relation_id == relation_id)
    return session.exec(query.order_by(col(SuspensionStep.id).desc())).first()
