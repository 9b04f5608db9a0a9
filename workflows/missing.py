"""Why a signature is missing, in words of its own for each reason; and the tries that come before “out of reach”."""

from datetime import date, datetime
from uuid import UUID

from sqlmodel import Session

from engine.firing import Command, Effect, Outcome
from engine.ids import new_id
from engine.permissions import Action
from engine.plans import Plan
from engine.quotes import Method
from engine.refusals import Reason, Refusal
from engine.rounds import RoundKind, Silence
from engine.sayings import say
from engine.signatures import OF_THE_SIGNER, Attempt, Slot, attempts_of, is_signature
from engine.signatures import Outcome as SignerOutcome
from engine.words import exactly
from workflows.arming import watch_path
from workflows.facts import PlanFacts
from workflows.moving import local_day, move, note, reason_of
from workflows.profiles import Profile, profile
from workflows.profiles.words import Capacity, When
from workflows.proving import require_own_voice
from workflows.signing import said_of, told_next
from workflows.signing_rows import signature_row, signers_words, slot_of_round
from workflows.writers import writer

MISSING = (
    SignerOutcome.UNREACHABLE,
    SignerOutcome.UNABLE,
    SignerOutcome.REFUSED,
    SignerOutcome.NOT_REQUIRED,
    SignerOutcome.WAIVED,
)
"""What staff write down about a signature, each under their own name. None of them is ever the signer's."""

_SILENT = {SignerOutcome.UNREACHABLE: "unreachable", SignerOutcome.UNABLE: "unable", SignerOutcome.REFUSED: "refused"}


def note_attempt(
    session: Session, plan: Plan, command: Command, *, slot_id: UUID, tried_at: datetime, way: str, result: str
) -> Outcome:
    """One try to reach a signer: the day and the time, the way, and what came of it."""
    if not way.strip():
        raise Refusal(reasons=[Reason("way", "Say in which way you tried: by phone, by letter, at the door.", "way")])
    if not result.strip():
        raise Refusal(reasons=[Reason("result", "Write what came of it.", "result")])
    if tried_at > command.at:
        raise Refusal(reasons=[Reason("future", "Write it down on the day it happened or after.", "tried_on")])

    def write(_seq: int) -> Effect:
        require_own_voice(session, plan, {"result": result})
        slot = slot_of_round(session, plan, slot_id)
        row = Attempt(
            id=new_id(),
            slot_id=slot.id,
            tried_at=tried_at,
            way=exactly(way, about="way"),
            result=exactly(result, about="result"),
            by=writer(command),
            by_name=command.actor.name,
            at=command.at,
        )
        session.add(row)
        session.flush()
        return Effect(data={"slot": slot.id, "attempt": row.id})

    return note(session, plan, "signature.attempted", command, write=write, needs=Action.RECORD_SILENCE)


def record_missing(
    session: Session,
    plan: Plan,
    command: Command,
    *,
    slot_id: UUID,
    outcome: SignerOutcome,
    offered_again_on: date | None = None,
    explained: str = "",
    words: str = "",
    language: str = "en",
) -> Outcome:
    """Write down, under one's own name, why a signature is missing. It never counts as the signer's.

    `words` are what they said when they said no, kept as theirs.
    """
    if outcome not in MISSING:
        raise Refusal("Say why the signature is missing: choose one of the reasons.", about="why")
    reason = reason_of(command)

    def write(facts: PlanFacts, _seq: int) -> Effect:
        require_own_voice(session, plan, {"reason": reason, "explained": explained})
        slot = slot_of_round(session, plan, slot_id)
        rules = profile(plan.profile, on=local_day(command.at))
        _refuse_answered(facts, slot)
        citation = _grounds(session, slot, outcome, rules)
        said = signers_words(session, plan, command, slot, words, language=language, method=Method.SPOKEN)
        row = signature_row(
            session,
            plan,
            slot,
            command,
            outcome=outcome,
            meaning=f"Written down by {command.actor.name}: no signature.",
            reason=reason,
            explained=exactly(explained, about="explained"),
            words_quote_id=said,
            offered_again_on=offered_again_on,
            citation=citation,
        )
        if outcome in _SILENT:
            _be_silent(session, slot, command, kind=_SILENT[outcome], reason=reason, again=offered_again_on, said=said)
        return Effect(
            data=said_of(row),
            arm=watch_path(session, plan, RoundKind.SIGNING, at=command.at),
            tell=told_next(plan, facts, slot),
        )

    return move(session, plan, "record_unable", command, write=write)


def _be_silent(
    session: Session, slot: Slot, command: Command, *, kind: str, reason: str, again: date | None, said: UUID | None
) -> None:
    session.add(
        Silence(
            id=new_id(),
            round_id=slot.round_id,
            kind=kind,
            who=slot.name,
            reason=reason,
            words_quote_id=said,
            offered_again_on=again,
            recorded_by=writer(command),
            recorded_by_name=command.actor.name,
            on=local_day(command.at),
            at=command.at,
        )
    )
    session.flush()


def _refuse_answered(facts: PlanFacts, slot: Slot) -> None:
    """What somebody answered for themselves is not written over by what another writes down about them."""
    outcome = next((row.outcome for row in facts.slots if row.slot_id == slot.id), "")
    if (outcome in OF_THE_SIGNER and outcome != SignerOutcome.WITHDRAWN) or is_signature(outcome):
        raise Refusal(
            say(
                "%(name)s has answered already, and that answer stays. Choose a signature that is still missing.",
                name=slot.name,
            )
        )


def _grounds(session: Session, slot: Slot, outcome: SignerOutcome, rules: Profile) -> str:
    """The rule that lets this reason stand. Raises Refusal where it does not."""
    if outcome is SignerOutcome.UNREACHABLE:
        return _enough_tries(session, slot, rules)
    if outcome is SignerOutcome.NOT_REQUIRED:
        return _not_asked_of_everybody(slot, rules)
    if outcome is SignerOutcome.WAIVED:
        return _waived(slot, rules)
    return ""


def _enough_tries(session: Session, slot: Slot, rules: Profile) -> str:
    made, needed = len(attempts_of(session, [slot.id]).get(slot.id, [])), rules.attempts_needed
    if made < needed:
        raise Refusal(
            say(
                "%(name)s does not count as out of reach yet: %(made)s of %(needed)s tries are written down. "
                "Write down each try with its day, time, way and result first.",
                name=slot.name,
                made=made,
                needed=needed,
            ),
            about="why",
        )
    rule = rules.attempts_before_unreachable
    return rule.foundation if rule else ""


def _not_asked_of_everybody(slot: Slot, rules: Profile) -> str:
    """Only a signature that depends on who somebody has around them can turn out not to be needed."""
    rule = rules.required_signers
    always = {signer.capacity.value for signer in rule.value if signer.when is When.ALWAYS}
    if slot.capacity == Capacity.PARTICIPANT or (slot.stands_for or slot.capacity) in always:
        raise Refusal(
            say(
                "The rules of this plan ask for this signature of everybody (%(foundation)s), so it is "
                "needed. Write down that they cannot sign, or cannot be reached, if that is so.",
                foundation=rule.foundation,
            ),
            about="why",
        )
    return rule.foundation


def _waived(slot: Slot, rules: Profile) -> str:
    rule = rules.waived_signers
    if rule is None or slot.capacity not in {capacity.value for capacity in rule.value}:
        raise Refusal(
            "The rules of this plan waive no signature of this kind, so it is still needed. "
            "Ask them again, or write down what happened.",
            about="why",
        )
    return rule.foundation
