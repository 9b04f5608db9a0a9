"""What staff did about a disagreement between a person and their guardian: who was talked with, what notice was given."""

from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

from sqlmodel import Field, Session, SQLModel, col, select

from engine.columns import key, points_to


class DisagreementStepKind(StrEnum):
    """What was done. None of them settles anything for either side."""

    TALKED = "talked"
    HELP_OFFERED = "help offered"
    NOTICE = "notice"
    ATTEMPT = "attempt"
    SPOKEN_AGREEMENT = "spoken agreement"


class DisagreementStep(SQLModel, table=True):
    """One step, never changed. `text` is what the writer saw or did; words of theirs are in `words_quote_id`."""

    __tablename__ = "disagreement_step"

    id: UUID = key()
    plan_id: UUID = points_to("plan.id")
    version_id: UUID = points_to("version.id")
    kind: str = Field(max_length=20)
    with_whom: str = Field(max_length=200)
    way: str = Field(max_length=60)
    text: str
    words_quote_id: UUID | None = points_to("quote.id", optional=True, index=False)
    witness: str = Field(max_length=200)
    on: date
    by: UUID = points_to("account.id", index=False)
    by_name: str = Field(max_length=200)
    at: datetime


def steps_on(session: Session, version_id: UUID) -> list[DisagreementStep]:
    """What was done about the disagreements on one version, in order."""
    query = select(DisagreementStep).where(DisagreementStep.version_id == version_id)
    return list(session.exec(query.order_by(col(DisagreementStep.id))))
