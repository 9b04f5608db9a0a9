"""Who agreed to exactly which text, when and how. A signature belongs to one fingerprint and never changes."""

import re
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlalchemy import JSON, delete
from sqlmodel import Field, Session, SQLModel, col, select

from engine.canonical import canonical, digest
from engine.columns import key, points_to
from engine.events import moment
from engine.plans import Plan
from engine.versions import Version


class Outcome(StrEnum):
    """How a signer's slot ended. Declining, being unable or out of reach are outcomes with reason, date and name."""

    SIGNED = "signed"
    SIGNED_WITH_OBJECTION = "signed with objection"
    SAID_YES = "said yes"
    ASSENT_OBSERVED = "assent observed"
    DECLINED = "declined"
    REFUSED = "refused"
    UNABLE = "unable"
    UNREACHABLE = "unreachable"
    NOT_REQUIRED = "not required"
    WAIVED = "waived by policy"
    WITHDRAWN = "withdrawn"


OF_THE_SIGNER = frozenset(
    {Outcome.SIGNED, Outcome.SIGNED_WITH_OBJECTION, Outcome.SAID_YES, Outcome.DECLINED, Outcome.WITHDRAWN}
)
"""What only the signer can say. Everything else is written down about them, under the writer's name."""

SIGNATURES = (Outcome.SIGNED, Outcome.SIGNED_WITH_OBJECTION)


class SigningMethod(StrEnum):
    """How a signature was given."""

    ELECTRONIC = "electronic"
    TYPED_NAME = "typed name"
    DRAWN = "drawn"
    CHOSEN_MARK = "chosen mark"
    VOICE = "voice"
    VERBAL_DOCUMENTED = "verbal documented"
    ASSENT_OBSERVED = "assent observed"
    MARK_WITNESSED = "mark witnessed"
    WET_ON_FILE = "wet on file"
    WET_UPLOADED = "wet uploaded"
    FAX_COVER = "fax cover"


class Slot(SQLModel, table=True):
    """A signature that is asked for in a signing round. `account_id` is who may fill it: one's own only.

    `place` is its turn: it opens when every slot of an earlier place has ended. `stands_for` is the capacity it is asked
    in the place of; `rule` the citation that asks for it; `parts` the lines a provider signs for, by lineage.
    """

    id: UUID = key()
    round_id: UUID = points_to("round.id")
    version_id: UUID = points_to("version.id")
    capacity: str = Field(max_length=40)
    name: str = Field(max_length=200)
    account_id: UUID | None = points_to("account.id", optional=True)
    relation_id: UUID | None = points_to("relation.id", optional=True, index=False)
    required: bool = True
    asked_at: datetime
    place: int = Field(default=1, sa_column_kwargs={"server_default": "1"})
    stands_for: str = Field(default="", max_length=40, sa_column_kwargs={"server_default": ""})
    rule: str = Field(default="", sa_column_kwargs={"server_default": ""})
    parts: list[str] = Field(default_factory=list, sa_type=JSON, sa_column_kwargs={"server_default": "[]"})


class Signature(SQLModel, table=True):
    """What became of a slot. Immutable; a person who changes their mind adds another, and both stay.

    `fingerprint` is the text's; `rendition` and `language` say what was shown. `signed_on` is the day stated,
    `recorded_at` the clock's: they are never made to agree, and `late_reason` says why they differ. `account_id` acted;
    of what was written down about a signer that is the writer. `mark_id` is the drawing, picture, recording or paper.
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
    recorded_by_name: str = Field(default="", max_length=200, sa_column_kwargs={"server_default": ""})
    written_name: str = Field(default="", max_length=200, sa_column_kwargs={"server_default": ""})
    """The name exactly as the signer typed it, where that is how they signed."""
    mark_id: UUID | None = points_to("original.id", optional=True, index=False)
    mark_words: str = Field(default="", max_length=200, sa_column_kwargs={"server_default": ""})
    """What the mark is, for whoever does not see it."""
    said_quote_id: UUID | None = points_to("quote.id", optional=True, index=False)
    """The exact words with which they said yes to a witness."""
    seen: str = Field(default="", sa_column_kwargs={"server_default": ""})
    """What an observer saw or heard. Never the signer's own line."""
    witness_id: UUID | None = points_to("account.id", optional=True, index=False)
    witness_capacity: str = Field(default="", max_length=40, sa_column_kwargs={"server_default": ""})
    way: str = Field(default="", max_length=30, sa_column_kwargs={"server_default": ""})
    helped_by: str = Field(default="", max_length=200, sa_column_kwargs={"server_default": ""})
    device: str = Field(default="", max_length=20, sa_column_kwargs={"server_default": ""})
    sitting_id: UUID | None = points_to("sitting.id", optional=True, index=False)
    received_on: date | None = None
    late_reason: str = Field(default="", sa_column_kwargs={"server_default": ""})
    fills: bool = Field(default=False, sa_column_kwargs={"server_default": "0"})
    """Whether the profile of that day let an observed assent fill the slot."""
    citation: str = Field(default="", sa_column_kwargs={"server_default": ""})
    """The rule by which a signature is not needed, or an observed assent fills its slot."""


class PartNotAgreed(SQLModel, table=True):
    """“I do not agree with this part”: one part of a signature, with the signer's own words about it, if any."""

    __tablename__ = "part_not_agreed"

    id: UUID = key()
    signature_id: UUID = points_to("signature.id")
    section: UUID
    title: str = Field(max_length=200)
    words_quote_id: UUID | None = points_to("quote.id", optional=True, index=False)


class WitnessCall(SQLModel, table=True):
    """The signer's own act before a witness: “I say yes, and somebody hears it”. It becomes a signature when a second
    person writes down, from their own account, the words they heard."""

    __tablename__ = "witness_call"

    id: UUID = key()
    slot_id: UUID = points_to("slot.id")
    fingerprint: str = Field(max_length=64)
    rendition: str = Field(max_length=40)
    language: str = Field(max_length=20)
    account_id: UUID = points_to("account.id", index=False)
    way: str = Field(max_length=30)
    helped_by: str = Field(max_length=200)
    device: str = Field(max_length=20)
    sitting_id: UUID | None = points_to("sitting.id", optional=True, index=False)
    at: datetime


class SigningChoice(SQLModel, table=True):
    """A part somebody chose not to agree with before they sign. It may go again until then; signing makes it stay."""

    __tablename__ = "signing_choice"

    slot_id: UUID = Field(foreign_key="slot.id", primary_key=True)
    section: UUID = Field(primary_key=True)
    words: str = ""
    file_id: UUID | None = points_to("original.id", optional=True, index=False)
    at: datetime


class Attempt(SQLModel, table=True):
    """One try to reach a signer: when, in which way, and what came of it. Three come before “could not be reached”."""

    __tablename__ = "contact_attempt"

    id: UUID = key()
    slot_id: UUID = points_to("slot.id")
    tried_at: datetime
    way: str = Field(max_length=40)
    result: str
    by: UUID = points_to("account.id", index=False)
    by_name: str = Field(max_length=200)
    at: datetime


class Acknowledgement(SQLModel, table=True):
    """Somebody who works from a plan says that they read their parts of this version before they do."""

    id: UUID = key()
    plan_id: UUID = points_to("plan.id")
    version_id: UUID = points_to("version.id")
    fingerprint: str = Field(max_length=64)
    account_id: UUID = points_to("account.id", index=False)
    name: str = Field(max_length=200)
    capacity: str = Field(max_length=40)
    parts: list[str] = Field(default_factory=list, sa_type=JSON)
    at: datetime


def is_signature(outcome: str) -> bool:
    """Whether the signer signed."""
    return outcome in SIGNATURES


def fills(row: Signature | None) -> bool:
    """Whether a slot needs nothing more: signed, not needed by a rule, or an assent that the profile lets stand."""
    if row is None:
        return False
    return is_signature(row.outcome) or row.outcome in (Outcome.NOT_REQUIRED, Outcome.WAIVED) or row.fills


def ended(row: Signature | None) -> bool:
    """Whether a slot was answered in some way, so that the next one in the order may begin."""
    return row is not None and row.outcome not in (Outcome.WITHDRAWN, Outcome.SAID_YES)


def slots_of(session: Session, round_id: UUID) -> list[Slot]:
    """The signatures a round asks for, in the order they are printed."""
    query = select(Slot).where(Slot.round_id == round_id).order_by(col(Slot.place), col(Slot.id))
    return list(session.exec(query))


def signatures_of(session: Session, version_id: UUID) -> list[Signature]:
    """Every signature and refusal on a version, in order."""
    query = select(Signature).where(Signature.version_id == version_id).order_by(col(Signature.id))
    return list(session.exec(query))


def newest_by_slot(signatures: list[Signature]) -> dict[UUID, Signature]:
    """What counts for each slot: the last word."""
    return {signature.slot_id: signature for signature in signatures}


def parts_not_agreed(session: Session, signature_ids: Iterable[UUID]) -> dict[UUID, list[PartNotAgreed]]:
    """The parts that each of these signatures leaves out."""
    query = (
        select(PartNotAgreed)
        .where(col(PartNotAgreed.signature_id).in_(list(signature_ids)))
        .order_by(col(PartNotAgreed.id))
    )
    found: dict[UUID, list[PartNotAgreed]] = {}
    for row in session.exec(query):
        found.setdefault(row.signature_id, []).append(row)
    return found


def choices_of(session: Session, slot_id: UUID) -> list[SigningChoice]:
    """The parts chosen so far, before signing."""
    query = select(SigningChoice).where(SigningChoice.slot_id == slot_id).order_by(col(SigningChoice.at))
    return list(session.exec(query))


def let_go_of_choices(session: Session, round_id: UUID) -> None:
    """The round is over: what was chosen and typed for a signature that was not given goes."""
    slots = select(Slot.id).where(Slot.round_id == round_id)
    session.execute(delete(SigningChoice).where(col(SigningChoice.slot_id).in_(slots)))


def let_go_of_choices_with(session: Session, person_id: UUID, words: Sequence[re.Pattern[str]]) -> None:
    """Words of this person were lawfully erased: what was typed beside a part, and not signed, goes where it holds them."""
    slots = (
        select(Slot.id)
        .join(Version, col(Version.id) == col(Slot.version_id))
        .join(Plan, col(Plan.id) == col(Version.plan_id))
        .where(col(Plan.person_id) == person_id)
    )
    for row in session.exec(select(SigningChoice).where(col(SigningChoice.slot_id).in_(slots))):
        if any(found.search(row.words) for found in words):
            row.words = ""
            session.add(row)
    session.flush()


def attempts_of(session: Session, slot_ids: Iterable[UUID]) -> dict[UUID, list[Attempt]]:
    """The tries to reach each of these signers, in order."""
    query = select(Attempt).where(col(Attempt.slot_id).in_(list(slot_ids))).order_by(col(Attempt.tried_at))
    found: dict[UUID, list[Attempt]] = {}
    for row in session.exec(query):
        found.setdefault(row.slot_id, []).append(row)
    return found


def open_call(session: Session, slot_id: UUID) -> WitnessCall | None:
    """The newest call for a witness that nothing has answered since."""
    query = select(WitnessCall).where(WitnessCall.slot_id == slot_id).order_by(col(WitnessCall.id).desc())
    call = session.exec(query).first()
    if call is None:
        return None
    later = select(Signature.id).where(Signature.slot_id == slot_id, col(Signature.recorded_at) > call.at)
    return None if session.exec(later).first() is not None else call


def acknowledgements_of(session: Session, version_id: UUID) -> list[Acknowledgement]:
    """Who said that they read their parts of a version, in order."""
    query = select(Acknowledgement).where(Acknowledgement.version_id == version_id).order_by(col(Acknowledgement.id))
    return list(session.exec(query))


def seal_of_signature(row: Any) -> bytes:
    """The digest of all that a signature's row says; the event that made it carries it."""
    said = {name: getattr(row, name) for name in Signature.model_fields}
    return digest(canonical({**said, "recorded_at": moment(row.recorded_at)}))
