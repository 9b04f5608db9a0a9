"""A signature given with a pen, filed by whoever received the paper: with the paper, the day it came, and both days printed."""

from datetime import date
from uuid import UUID

from sqlmodel import Session

from engine.firing import Command, Effect, Outcome
from engine.permissions import Action
from engine.plans import Plan
from engine.refusals import Reason, Refusal
from engine.signatures import Outcome as SignerOutcome
from engine.signatures import SigningMethod, is_signature, newest_by_slot, signatures_of
from workflows.facts import PlanFacts
from workflows.keeping_files import KeptFile
from workflows.loading import load_facts
from workflows.moving import local_day, note
from workflows.profiles import profile
from workflows.profiles.words import Method as MethodWord
from workflows.proving import require_own_voice
from workflows.signing import keep_choices, meaning_for, said_of, told_next
from workflows.signing_rows import HowSigned, refuse_other_text, signature_row, slot_of_round, with_file

ON_PAPER = frozenset({SigningMethod.WET_UPLOADED, SigningMethod.WET_ON_FILE, SigningMethod.FAX_COVER})


def file_paper(
    session: Session,
    plan: Plan,
    command: Command,
    *,
    slot_id: UUID,
    fingerprint: str,
    method: SigningMethod,
    signed_on: date,
    received_on: date,
    file: KeptFile | None = None,
    late_reason: str = "",
    witness: str = "",
) -> Outcome:
    """File a paper that the signer signed. `fingerprint` is the one the paper itself carries, matched by the caller.

    It stands as given on paper and filed by whoever files it. A scan is needed but for a paper that is kept as paper.
    """
    if method not in ON_PAPER:
        raise Refusal("Say how the paper came: as a scan, as a fax, or kept as paper.", about="method")
    if file is None and method is not SigningMethod.WET_ON_FILE:
        raise Refusal(reasons=[Reason("missing", "Choose the scan or the photo of the signed page.", "file")])
    today = local_day(command.at)
    if received_on > today or received_on < signed_on:
        raise Refusal(
            reasons=[Reason("received", "The day it came lies between the day it was signed and today.", "received_on")]
        )
    late = late_reason.strip() or f"Signed on paper, which came on {received_on.isoformat()}."
    how = HowSigned(
        method, rendition="paper", file=file, mark_words="The signed page", signed_on=signed_on, late_reason=late
    )

    def write(_seq: int) -> Effect:
        require_own_voice(session, plan, {"late_reason": late_reason})
        slot = slot_of_round(session, plan, slot_id)
        refuse_other_text(session, slot, fingerprint)
        last = newest_by_slot(signatures_of(session, slot.version_id)).get(slot.id)
        if last is not None and is_signature(last.outcome):
            raise Refusal(f"{slot.name} signed this version already, and that signature stays.")
        fills = profile(plan.profile, on=today).method_fills(MethodWord(method.value))
        row = signature_row(
            session,
            plan,
            slot,
            command,
            outcome=SignerOutcome.SIGNED if fills else SignerOutcome.SAID_YES,
            meaning=meaning_for(session, slot),
            how=how,
            received_on=received_on,
            witness=witness,
            way="on paper",
        )
        keep_choices(session, plan, command, slot, row)
        facts: PlanFacts = load_facts(session, plan, command.actor, on=today)
        return Effect(data=said_of(row), tell=told_next(plan, facts, slot))

    return note(
        session, plan, "signature.paper_filed", with_file(command, how), write=write, needs=Action.RECORD_SILENCE
    )
