"""Sign, say no, change one's mind, and complete the round. A signature belongs to exactly one text."""

from datetime import date
from uuid import UUID

from sqlmodel import Session

from engine.firing import Command, Effect, Outcome
from engine.ids import new_id
from engine.outbox import Telling
from engine.permissions import Action
from engine.plans import Plan
from engine.refusals import NotFound, Refusal
from engine.signatures import Outcome as SignerOutcome
from engine.signatures import (
    PartNotAgreed,
    Signature,
    Slot,
    choices_of,
    is_signature,
    newest_by_slot,
    signatures_of,
)
from engine.versions import Version
from engine.words import exactly
from workflows import disagreeing, sharing
from workflows.arming import PATH, take_effect_arming
from workflows.choosing_parts import titles_of
from workflows.consenting import require_consent
from workflows.facts import PlanFacts
from workflows.keeping_files import with_file
from workflows.loading import load_facts
from workflows.moving import local_day, move, note, tell, tell_circle, tell_staff
from workflows.profiles import profile
from workflows.profiles.words import Method as MethodWord
from workflows.proving import require_as_frozen, require_proved
from workflows.signing_rows import (
    MEANING,
    MEANING_DECLINED,
    MEANING_EXCEPT_PARTS,
    MEANING_OF_PARTS,
    MEANING_WITH_OBJECTION,
    MEANING_WITHDRAWN,
    HowSigned,
    refuse_other_text,
    require_given,
    signature_row,
    signers_words,
)

__all__ = [
    "MEANING",
    "MEANING_DECLINED",
    "MEANING_WITH_OBJECTION",
    "HowSigned",
    "change_mind",
    "complete",
    "decline",
    "meaning_for",
    "sign",
]


def sign(
    session: Session,
    plan: Plan,
    command: Command,
    *,
    fingerprint: str,
    objection: str = "",
    how: HowSigned | None = None,
) -> Outcome:
    """Sign one's own slot, bound to the fingerprint that was on the page, in the way `how` says.

    “Yes, except”: the parts chosen before, each with its words, go with it, and `objection` as it was typed.
    """
    how = how or HowSigned()
    require_consent(session, command)
    require_given(how)

    def write(facts: PlanFacts, _seq: int) -> Effect:
        slot = _own(session, facts, command)
        refuse_other_text(session, slot, fingerprint)
        row = signature_row(
            session,
            plan,
            slot,
            command,
            outcome=_outcome(session, plan, command, slot, how, objection),
            meaning=meaning_for(session, slot, objection=bool(objection)),
            how=how,
            words_quote_id=signers_words(session, plan, command, slot, objection, language=how.language),
        )
        keep_choices(session, plan, command, slot, row, language=how.language)
        differ, alike = disagreeing.watch(session, plan, at=command.at)
        return Effect(data=said_of(row), arm=differ, done=alike, tell=told_next(plan, facts, slot))

    return move(session, plan, "sign", with_file(command, how.file), write=write)


def decline(
    session: Session,
    plan: Plan,
    command: Command,
    *,
    fingerprint: str,
    words: str = "",
    explained: str = "",
    offered_again_on: date | None = None,
    how: HowSigned | None = None,
) -> Outcome:
    """Say no to signing: as easy as signing, reasons optional, kept in one's own words. An outcome, not a failure."""
    how = how or HowSigned()

    def write(facts: PlanFacts, _seq: int) -> Effect:
        slot = _own(session, facts, command)
        refuse_other_text(session, slot, fingerprint)
        row = signature_row(
            session,
            plan,
            slot,
            command,
            outcome=SignerOutcome.DECLINED,
            meaning=MEANING_DECLINED,
            how=how,
            words_quote_id=signers_words(session, plan, command, slot, words, language=how.language),
            explained=exactly(explained, about="explained"),
            offered_again_on=offered_again_on,
        )
        differ, alike = disagreeing.watch(session, plan, at=command.at)
        told = [*tell_staff(plan, "declined"), *told_next(plan, facts, slot)]
        return Effect(data=said_of(row), arm=differ, done=alike, tell=told)

    return move(session, plan, "decline", with_file(command, how.file), write=write)


def change_mind(session: Session, plan: Plan, command: Command) -> Outcome:
    """Take one's own signature back while the round is open. Both rows stay, and the slot is open again."""

    def write(_seq: int) -> Effect:
        facts = load_facts(session, plan, command.actor, on=local_day(command.at))
        own = facts.own_slot(command.actor.account, command.actor.role)
        if own is None:
            raise NotFound()
        if not own.outcome or own.outcome == SignerOutcome.WITHDRAWN:
            raise Refusal("There is no answer of yours to take back. You can sign or say no now.")
        slot = session.get_one(Slot, own.slot_id)
        row = signature_row(session, plan, slot, command, outcome=SignerOutcome.WITHDRAWN, meaning=MEANING_WITHDRAWN)
        return Effect(data=said_of(row), tell=tell_staff(plan, "signature_withdrawn"))

    return note(session, plan, "signature.withdrawn", command, write=write, needs=Action.SIGN)


def complete(session: Session, plan: Plan, command: Command) -> Outcome:
    """The last slot is filled, or the profile's path has run: the version is signed and waits for its day."""

    def write(_facts: PlanFacts, _seq: int) -> Effect:
        version = session.get_one(Version, plan.working_version_id)
        require_as_frozen(session, plan, version)
        require_proved(session, plan, version)
        ended = sharing.end_round(session, plan, command, end="complete")
        rules = profile(plan.profile, on=local_day(command.at))
        on = local_day(command.at)
        return Effect(
            data={"version": version.id, "fingerprint": version.fingerprint, "round": ended},
            cancel=(PATH,),
            arm=take_effect_arming(version, rules, at=command.at),
            tell=[*tell_circle(session, plan, "signed_all", on=on), *tell_staff(plan, "signed_all")],
        )

    return move(session, plan, "complete", command, write=write)


def meaning_for(session: Session, slot: Slot, *, objection: bool = False) -> str:
    """What signing says, for this slot as it stands now."""
    if choices_of(session, slot.id):
        return MEANING_EXCEPT_PARTS
    if objection:
        return MEANING_WITH_OBJECTION
    return MEANING_OF_PARTS if slot.parts else MEANING


def keep_choices(session: Session, plan: Plan, command: Command, slot: Slot, row: Signature, *, language: str) -> None:
    """The parts that were chosen before become part of the signature, their words the signer's own."""
    titles = titles_of(session, slot.version_id)
    for choice in choices_of(session, slot.id):
        words = signers_words(session, plan, command, slot, choice.words, language=language, file_id=choice.file_id)
        session.add(
            PartNotAgreed(
                id=new_id(),
                signature_id=row.id,
                section=choice.section,
                title=titles.get(choice.section, ""),
                words_quote_id=words,
            )
        )
        session.delete(choice)
    session.flush()


def said_of(row: Signature) -> dict[str, object]:
    """What the event says: everything about the signature that is nobody's words."""
    return {
        "slot": row.slot_id,
        "signature": row.id,
        "fingerprint": row.fingerprint,
        "outcome": row.outcome,
        "capacity": row.capacity,
        "method": row.method,
    }


def told_next(plan: Plan, facts: PlanFacts, slot: Slot) -> list[Telling]:
    """Whoever's turn it becomes once this slot has ended."""
    others = [row for row in facts.slots if row.slot_id != slot.id and not row.ended]
    if not others or any(row.place <= slot.place for row in others):
        return []
    turn = min(row.place for row in others)
    told: list[Telling] = []
    for row in others:
        if row.place == turn and row.account:
            circle = row.capacity in ("participant", "guardian", "parent", "representative")
            path = "/my-plan" if circle else f"/plans/{plan.id}/signatures"
            told += tell("signature_requested", [UUID(row.account)], path)
    return told


def _outcome(
    session: Session, plan: Plan, command: Command, slot: Slot, how: HowSigned, objection: str
) -> SignerOutcome:
    """A way of signing that the profile does not take as a signature is still kept as the yes that it is."""
    rules = profile(plan.profile, on=local_day(command.at))
    if not rules.method_fills(MethodWord(how.method.value)):
        return SignerOutcome.SAID_YES
    except_something = objection or choices_of(session, slot.id)
    return SignerOutcome.SIGNED_WITH_OBJECTION if except_something else SignerOutcome.SIGNED


def _own(session: Session, facts: PlanFacts, command: Command) -> Slot:
    own = facts.own_slot(command.actor.account, command.actor.role)
    if own is None:
        raise NotFound()
    return session.get_one(Slot, own.slot_id)


def signed_row(session: Session, slot: Slot) -> Signature | None:
    """The signature that fills a slot now, given by its signer."""
    row = newest_by_slot(signatures_of(session, slot.version_id)).get(slot.id)
    return row if row is not None and is_signature(row.outcome) else None
