"""Said to a witness, and agreement that somebody saw: always a second person, from their own account, under their name."""

from uuid import UUID

from sqlmodel import Session

from engine.firing import Command, Effect, Outcome
from engine.ids import new_id
from engine.permissions import Action
from engine.plans import Plan
from engine.quotes import Method
from engine.refusals import Reason, Refusal
from engine.sayings import say
from engine.signatures import Outcome as SignerOutcome
from engine.signatures import (
    SigningMethod,
    Slot,
    WitnessCall,
    choices_of,
    is_signature,
    newest_by_slot,
    open_call,
    signatures_of,
)
from engine.sittings import Device, SittingKind, sitting_of
from engine.words import exactly
from workflows.choosing_parts import own_slot
from workflows.consenting import require_consent
from workflows.loading import actions_open_to, authors_of
from workflows.moving import local_day, note, tell_staff
from workflows.profiles import Satisfies, profile
from workflows.profiles.words import Method as MethodWord
from workflows.signing import keep_choices, meaning_for, said_of
from workflows.signing_rows import (
    HowSigned,
    refuse_other_text,
    signature_row,
    signers_words,
    slot_of_round,
)
from workflows.writers import writer

ASSENT = "What the observer saw or heard. It is not the person’s signature."


def call_witness(
    session: Session, plan: Plan, command: Command, *, fingerprint: str, how: HowSigned | None = None
) -> Outcome:
    """The signer's own act: “I say yes, and somebody hears it”. Nothing is signed until the witness writes it down."""
    how = how or HowSigned()

    def write(_seq: int) -> Effect:
        slot = own_slot(session, plan, command)
        require_consent(session, command)
        refuse_other_text(session, slot, fingerprint)
        _refuse_signed(session, slot)
        sat = sitting_of(session, command.actor)
        call = WitnessCall(
            id=new_id(),
            slot_id=slot.id,
            fingerprint=fingerprint,
            rendition=how.rendition,
            language=how.language,
            account_id=writer(command),
            way=sat.way if sat else SittingKind.OWN.value,
            helped_by=sat.helped_by if sat else "",
            device=sat.device if sat else Device.OWN.value,
            sitting_id=sat.id if sat else None,
            at=command.at,
        )
        session.add(call)
        session.flush()
        return Effect(data={"slot": slot.id, "call": call.id}, tell=tell_staff(plan, "witness_called"))

    return note(session, plan, "signature.witness_called", command, write=write, needs=Action.SIGN)


def hear(
    session: Session,
    plan: Plan,
    command: Command,
    *,
    slot_id: UUID,
    words: str,
    method: Method = Method.SPOKEN,
    language: str = "en",
) -> Outcome:
    """A second person, who wrote none of the plan, writes down the exact words with which the signer said yes to it.

    Needs the signer's own call, so that nobody can turn what they think they heard into somebody's signature.
    """
    if not words.strip():
        raise Refusal(reasons=[Reason("empty", "Write the words they said, exactly as they said them.", "words")])
    exactly(words, about="words")

    def write(_seq: int) -> Effect:
        slot = slot_of_round(session, plan, slot_id)
        _refuse_as_witness(session, plan, command, slot)
        call = open_call(session, slot.id)
        if call is None:
            raise Refusal(
                say(
                    "%(name)s has not asked for a witness. They press “Say it to a witness” in their own room or "
                    "in a hand-over sitting, and you write down what you heard after that.",
                    name=slot.name,
                )
            )
        refuse_other_text(session, slot, call.fingerprint)
        rules = profile(plan.profile, on=local_day(command.at))
        fills = rules.method_fills(MethodWord.VERBAL_DOCUMENTED)
        objects = bool(choices_of(session, slot.id))
        yes = SignerOutcome.SIGNED_WITH_OBJECTION if objects else SignerOutcome.SIGNED
        row = signature_row(
            session,
            plan,
            slot,
            command,
            outcome=yes if fills else SignerOutcome.SAID_YES,
            meaning=meaning_for(session, slot),
            how=HowSigned(SigningMethod.VERBAL_DOCUMENTED, call.rendition, call.language),
            account_id=call.account_id,
            witness=command.actor.name,
            witness_id=writer(command),
            witness_capacity=command.actor.role,
            said_quote_id=signers_words(session, plan, command, slot, words, language=language, method=method),
            way=call.way,
            helped_by=call.helped_by,
            device=call.device,
            sitting_id=call.sitting_id,
        )
        keep_choices(session, plan, command, slot, row, language=call.language)
        return Effect(data={**said_of(row), "call": call.id})

    return note(session, plan, "signature.heard", command, write=write)


def observe_assent(session: Session, plan: Plan, command: Command, *, slot_id: UUID, seen: str) -> Outcome:
    """What somebody who wrote none of the plan saw the signer do. Under the observer's name, never as a signature.

    The profile says whether it fills the slot.
    """
    if not seen.strip():
        raise Refusal(reasons=[Reason("empty", "Write what you saw or heard, as it happened.", "seen")])

    def write(_seq: int) -> Effect:
        slot = slot_of_round(session, plan, slot_id)
        _refuse_as_witness(session, plan, command, slot)
        _refuse_signed(session, slot)
        rules = profile(plan.profile, on=local_day(command.at))
        fills = rules.method_fills(MethodWord.ASSENT_OBSERVED) or rules.witnessed_passes(Satisfies.SIGNATURE)
        row = signature_row(
            session,
            plan,
            slot,
            command,
            outcome=SignerOutcome.ASSENT_OBSERVED,
            meaning=ASSENT,
            how=HowSigned(SigningMethod.ASSENT_OBSERVED),
            seen=exactly(seen, about="seen"),
            witness=command.actor.name,
            witness_id=writer(command),
            witness_capacity=command.actor.role,
            fills=fills,
            citation=rules.witnessed_expression_satisfies.foundation if fills else "",
        )
        return Effect(data=said_of(row))

    return note(session, plan, "signature.assent_observed", command, write=write)


def _refuse_as_witness(session: Session, plan: Plan, command: Command, slot: Slot) -> None:
    """Author, signer and witness are three people."""
    by = writer(command)
    if by in authors_of(session, plan):
        raise Refusal("You wrote part of this plan, so the witness is somebody else. Ask a colleague who did not.")
    if by == slot.account_id:
        raise Refusal("Nobody is the witness of their own signature. Ask somebody else who was there.")
    if not actions_open_to(session, command.actor, plan, {Action.WITNESS}, on=local_day(command.at)):
        raise Refusal("Being a witness is not open to you on this plan. Ask the person’s service coordinator.")


def _refuse_signed(session: Session, slot: Slot) -> None:
    row = newest_by_slot(signatures_of(session, slot.version_id)).get(slot.id)
    if row is not None and is_signature(row.outcome):
        raise Refusal(say("%(name)s signed this version already, and that signature stays.", name=slot.name))
