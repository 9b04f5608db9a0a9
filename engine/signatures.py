"""Who agreed to exactly which text, when and how. A signature belongs to one fingerprint and never changes."""

from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

from sqlmodel import Field, Session, SQLModel, col, select

from engine.columns import key, points_to


class Outcome(StrEnum):
    """How a signer's slot ended. Declining, being unable or out of reach are outcomes with reason, date and name."""

    SIGNED = "signed"
    SIGNED_WITH_OBJECTION = "signed with objection"
    DECLINED = "declined"
    UNABLE = "unable"
    UNREACHABLE = "unreachable"


class SigningMethod(StrEnum):
    """How a signature was given (the reference's methods that this part of the product records)."""

    ELECTRONIC = "electronic"
    WET_ON_FILE = "wet on file"
    VERBAL_DOCUMENTED = "verbal documented"
    MARK_WITNESSED = "mark witnessed"


class Slot(SQLModel, table=True):
    """A signature that is asked for in a signing round. `account_id` is who may fill it: one's own only."""

    id: UUID = key()
    round_id: UUID = points_to("round.id")
    version_id: UUID = points_to("version.id")
    capacity: str = Field(max_length=40)
    name: str = Field(max_length=200)
    account_id: UUID | None = points_to("account.id", optional=True)
    relation_id: UUID | None = points_to("relation.id", optional=True, index=False)
    required: bool = True
    asked_at: datetime


class Signature(SQLModel, table=True):
    """What became of a slot. Immutable; a person who changes their mind adds another, and both stay.

    `fingerprint` is the text's; `rendition` and `language` say what was shown. `signed_on` is the day stated,
    `recorded_at` the clock's: they are never made to agree.
    """

    id: UUID = key()
    slot_id: UUID = points_to("slot.id")
    version_id: UUID = points_to("version.id")
    fingerprint: str = Field(max_length=64)
    rendition: str = Field(max_length=40)
    language: str = Field(max_length=20)
    account_id: UUID = points_to("account.id")
    printed_name: str = Field(max_length=200)
    capacity: str = Field(max_length=40)
    outcome: str = Field(max_length=24)
    method: str = Field(max_length=24)
    meaning: str
    reason: str = ""
    words_quote_id: UUID | None = points_to("quote.id", optional=True, index=False)
    explained: str = ""
    witness: str = Field(default="", max_length=200)
    offered_again_on: date | None = None
    signed_on: date
    recorded_at: datetime
    recorded_by: UUID = points_to("account.id", index=False)


def slots_of(session: Session, round_id: UUID) -> list[Slot]:
    """The signatures a round asks for, in the order they are printed."""
    return list(session.exec(select(Slot).where(Slot.round_id == round_id).order_by(col(Slot.id))))


def signatures_of(session: Session, version_id: UUID) -> list[Signature]:
    """Every signature and refusal on a version, in order."""
    query = select(Signature).where(Signature.version_id == version_id).order_by(col(Signature.id))
    return list(session.exec(query))


def newest_by_slot(signatures: list[Signature]) -> dict[UUID, Signature]:
    """What counts for each slot: the last word."""
    return {signature.slot_id: signature for signature in signatures}
