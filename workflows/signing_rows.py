"""One row of a signature, as every way of signing writes it: who, how, in which sitting, to exactly which text."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from sqlmodel import Session

from engine import quotes
from engine.events import seal
from engine.firing import Command
from engine.ids import new_id
from engine.originals import OriginalKind
from engine.plans import Plan, Standing
from engine.quotes import Attribution, Method
from engine.refusals import NotFound, Reason, Refusal
from engine.rounds import RoundKind, open_round
from engine.signatures import Outcome, Signature, SigningMethod, Slot, seal_of_signature
from engine.sittings import sitting_of
from engine.versions import Version
from engine.words import exactly
from workflows.keeping_files import KeptFile, keep_file
from workflows.moving import local_day
from workflows.writers import writer

MEANING = "I have read this version of the plan, or it was read to me, and I agree with it."
MEANING_OF_PARTS = "I have read the parts of this version that name me, and I will do what they say."
MEANING_WITH_OBJECTION = "I agree with this version of the plan, except for what I wrote."
MEANING_EXCEPT_PARTS = "I agree with this version of the plan, except for the parts named here."
MEANING_DECLINED = "I do not sign this version of the plan."
MEANING_WITHDRAWN = "I changed my mind. What I signed before does not count any more."

_PICTURES = frozenset({SigningMethod.DRAWN, SigningMethod.CHOSEN_MARK})
_HEARD = frozenset({OriginalKind.SOUND, OriginalKind.VIDEO})


@dataclass(frozen=True)
class HowSigned:
    """The way a signature is given, and what of the text was shown. Who was there is taken from the sitting.

    `language` is that of what the signer says or writes with it; the text itself is shown in its version's language.
    `signed_on` is the day the signer states, where that is not today; it then needs `late_reason`.
    """

    method: SigningMethod = SigningMethod.ELECTRONIC
    rendition: str = "page"
    language: str = "en"
    written_name: str = ""
    file: KeptFile | None = None
    mark_words: str = ""
    signed_on: date | None = None
    late_reason: str = ""


def signature_row(
    session: Session,
    plan: Plan,
    slot: Slot,
    command: Command,
    *,
    outcome: Outcome,
    meaning: str,
    how: HowSigned | None = None,
    **more: Any,
) -> Signature:
    """Write the row and seal it: the event of this move carries its digest."""
    how = how or HowSigned()
    by, version = writer(command), session.get_one(Version, slot.version_id)
    kept = keep_file(session, plan, command, how.file) if how.file else None
    sat = sitting_of(session, command.actor)
    row = Signature(
        id=new_id(),
        slot_id=slot.id,
        version_id=version.id,
        fingerprint=version.fingerprint or "",
        rendition=how.rendition,
        language=version.language,
        account_id=by,
        printed_name=slot.name,
        capacity=slot.capacity,
        outcome=outcome.value,
        method=how.method.value,
        meaning=meaning,
        signed_on=stated_day(command, how),
        late_reason=exactly(how.late_reason, about="late_reason"),
        recorded_at=command.at,
        recorded_by=by,
        recorded_by_name=command.actor.name,
        written_name=exactly(how.written_name, about="written_name"),
        mark_id=kept.id if kept else None,
        mark_words=how.mark_words,
        **_sat(sat),
    )
    for name, value in more.items():
        setattr(row, name, value)
    session.add(row)
    session.flush()
    seal(session, "signature", row.id, seal_of_signature(row))
    return row


def require_given(how: HowSigned) -> None:
    """Refuses a way of signing without what it is made of."""
    kind = how.file.kind if how.file else None
    if how.method is SigningMethod.TYPED_NAME and not how.written_name.strip():
        raise _missing("Write your name, then sign.", "written_name")
    if how.method in _PICTURES and kind is not OriginalKind.PICTURE:
        raise _missing("There is no picture yet. Draw or choose one, then sign.", "file")
    if how.method is SigningMethod.VOICE and kind not in _HEARD:
        raise _missing("There is no recording yet. Record it or choose the file, then sign.", "file")


def stated_day(command: Command, how: HowSigned) -> date:
    """The day that is printed. Never after today; another day than today says why. Nothing is back-dated."""
    today = local_day(command.at)
    if how.signed_on is None or how.signed_on == today:
        return today
    if how.signed_on > today:
        raise Refusal(reasons=[Reason("future", "The day of a signature cannot lie ahead of today.", "signed_on")])
    if not how.late_reason.strip():
        raise Refusal(
            reasons=[
                Reason(
                    "late",
                    "The day of the signature is not today. Write why it is only written down now; both days are printed.",
                    "late_reason",
                )
            ]
        )
    return how.signed_on


def refuse_other_text(session: Session, slot: Slot, fingerprint: str) -> None:
    """A signature is for the text that was shown."""
    version = session.get_one(Version, slot.version_id)
    if fingerprint != version.fingerprint:
        raise Refusal(
            reasons=[
                Reason(
                    "fingerprint",
                    "You cannot sign this text: it is not the one on this plan now. Read the plan again, then sign.",
                    "fingerprint",
                )
            ]
        )


def slot_of_round(session: Session, plan: Plan, slot_id: UUID) -> Slot:
    """A slot of the signing round that is under way. Raises NotFound for any other."""
    current = open_round(session, plan.id)
    slot = session.get(Slot, slot_id)
    if slot is None or current is None or slot.round_id != current.id or current.kind != RoundKind.SIGNING:
        raise NotFound()
    if plan.standing != Standing.SIGNING:
        raise NotFound()
    return slot


def signers_words(
    session: Session,
    plan: Plan,
    command: Command,
    slot: Slot,
    words: str,
    *,
    language: str,
    method: Method = Method.TYPED,
    file_id: UUID | None = None,
    said_on: date | None = None,
) -> UUID | None:
    """What the signer said, kept as theirs: the person's as the person's, anybody else's under their name."""
    if not words and file_id is None:
        return None
    own = slot.capacity == "participant"
    return quotes.capture(
        session,
        person_id=plan.person_id,
        text=words,
        attribution=Attribution.PARTICIPANT if own else Attribution.OTHER,
        speaker=slot.name,
        method=method,
        said_on=said_on or local_day(command.at),
        may_include=False,
        recorded_by=writer(command),
        recorded_by_name=command.actor.name,
        at=command.at,
        language=language,
        original_id=file_id,
    ).id


def named(parts: Sequence[str]) -> str:
    """Titles in one line."""
    return ", ".join(f"“{part}”" for part in parts)


def _sat(sat: Any) -> dict[str, Any]:
    if sat is None:
        return {}
    return {"way": sat.way, "helped_by": sat.helped_by, "device": sat.device, "sitting_id": sat.id}


def _missing(sentence: str, about: str) -> Refusal:
    return Refusal(reasons=[Reason("missing", sentence, about)])
