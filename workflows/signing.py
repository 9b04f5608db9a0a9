"""Sign, say no, write down why a signature is missing, and complete the round. A signature belongs to exactly one text."""

from datetime import date
from uuid import UUID

from sqlmodel import Session

from engine import quotes
from engine.deadlines import Arming
from engine.firing import Command, Effect, Outcome
from engine.ids import new_id
from engine.plans import Plan
from engine.quotes import Attribution, Method
from engine.refusals import NotFound, Reason, Refusal
from engine.rounds import RoundKind, Silence, open_round
from engine.signatures import Outcome as SignerOutcome
from engine.signatures import Signature, SigningMethod, Slot
from engine.versions import Version
from engine.words import exactly
from workflows import paths, sharing
from workflows.arming import PATH, path_arming, take_effect_arming
from workflows.facts import PlanFacts
from workflows.moving import account_id, local_day, move, reason_of, tell_circle, tell_staff
from workflows.profiles import profile
from workflows.proving import require_as_frozen, require_own_voice, require_proved

MEANING = "I have read this version of the plan, or it was read to me, and I agree with it."
MEANING_WITH_OBJECTION = "I agree with this version of the plan, except for what I wrote."
MEANING_DECLINED = "I do not sign this version of the plan."


def sign(
    session: Session,
    plan: Plan,
    command: Command,
    *,
    fingerprint: str,
    objection: str = "",
    language: str = "en",
    rendition: str = "page",
) -> Outcome:
    """Sign one's own slot, bound to the fingerprint that was on the page. “Yes, except” keeps the objection verbatim."""
    outcome = SignerOutcome.SIGNED_WITH_OBJECTION if objection else SignerOutcome.SIGNED
    return _own_slot(
        session,
        plan,
        "sign",
        command,
        fingerprint=fingerprint,
        outcome=outcome,
        meaning=MEANING_WITH_OBJECTION if objection else MEANING,
        words=objection,
        language=language,
        rendition=rendition,
    )


def decline(
    session: Session,
    plan: Plan,
    command: Command,
    *,
    fingerprint: str,
    words: str = "",
    explained: str = "",
    offered_again_on: date | None = None,
    language: str = "en",
) -> Outcome:
    """Say no to signing: as easy as signing, reasons optional, kept in one's own words. An outcome, not a failure."""
    return _own_slot(
        session,
        plan,
        "decline",
        command,
        fingerprint=fingerprint,
        outcome=SignerOutcome.DECLINED,
        meaning=MEANING_DECLINED,
        words=words,
        language=language,
        explained=explained,
        offered_again_on=offered_again_on,
    )


def record_unable(
    session: Session, plan: Plan, command: Command, *, slot_id: UUID, unreachable: bool, offered_again_on: date | None
) -> Outcome:
    """Write down, under one's own name, why a signature is missing. It never counts as the signer's."""
    reason = reason_of(command)
    outcome = SignerOutcome.UNREACHABLE if unreachable else SignerOutcome.UNABLE

    def write(facts: PlanFacts, _seq: int) -> Effect:
        require_own_voice(session, plan, {"reason": reason})
        slot = _slot(session, plan, slot_id)
        _refuse_answered(facts, slot)
        row = _signature(
            session,
            slot,
            command,
            outcome=outcome,
            meaning=f"Written down by {command.actor.name}: no signature.",
            reason=reason,
            offered_again_on=offered_again_on,
        )
        silence = Silence(
            id=new_id(),
            round_id=slot.round_id,
            kind=outcome.value,
            who=slot.name,
            reason=reason,
            offered_again_on=offered_again_on,
            recorded_by=row.recorded_by,
            recorded_by_name=command.actor.name,
            on=local_day(command.at),
            at=command.at,
        )
        session.add(silence)
        session.flush()
        return Effect(
            data={"slot": slot.id, "signature": row.id, "outcome": outcome.value}, arm=_watch(session, plan, command)
        )

    return move(session, plan, "record_unable", command, write=write)


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


def _own_slot(
    session: Session,
    plan: Plan,
    verb: str,
    command: Command,
    *,
    fingerprint: str,
    outcome: SignerOutcome,
    meaning: str,
    words: str,
    language: str,
    rendition: str = "page",
    explained: str = "",
    offered_again_on: date | None = None,
) -> Outcome:
    def write(facts: PlanFacts, _seq: int) -> Effect:
        slot = _own(session, facts, command)
        _refuse_other_text(session, slot, fingerprint)
        row = _signature(
            session,
            slot,
            command,
            outcome=outcome,
            meaning=meaning,
            words=_words(session, plan, command, slot, words, language),
            explained=exactly(explained, about="explained"),
            offered_again_on=offered_again_on,
            language=language,
            rendition=rendition,
        )
        return Effect(
            data={
                "slot": slot.id,
                "signature": row.id,
                "fingerprint": row.fingerprint,
                "outcome": outcome.value,
                "capacity": slot.capacity,
            },
            tell=tell_staff(plan, "declined") if outcome is SignerOutcome.DECLINED else (),
        )

    return move(session, plan, verb, command, write=write)


def _signature(
    session: Session,
    slot: Slot,
    command: Command,
    *,
    outcome: SignerOutcome,
    meaning: str,
    reason: str = "",
    words: UUID | None = None,
    explained: str = "",
    offered_again_on: date | None = None,
    language: str = "en",
    rendition: str = "page",
) -> Signature:
    by = account_id(command.actor)
    if by is None:
        raise Refusal("The clock signs for nobody.")
    version = session.get_one(Version, slot.version_id)
    row = Signature(
        id=new_id(),
        slot_id=slot.id,
        version_id=version.id,
        fingerprint=version.fingerprint or "",
        rendition=rendition,
        language=language,
        account_id=by,
        printed_name=slot.name,
        capacity=slot.capacity,
        outcome=outcome.value,
        method=SigningMethod.ELECTRONIC.value,
        meaning=meaning,
        reason=reason,
        words_quote_id=words,
        explained=explained,
        offered_again_on=offered_again_on,
        signed_on=local_day(command.at),
        recorded_at=command.at,
        recorded_by=by,
    )
    session.add(row)
    session.flush()
    return row


def _refuse_other_text(session: Session, slot: Slot, fingerprint: str) -> None:
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


def _words(session: Session, plan: Plan, command: Command, slot: Slot, words: str, language: str) -> UUID | None:
    if not words:
        return None
    quote = quotes.capture(
        session,
        person_id=plan.person_id,
        text=words,
        attribution=Attribution.PARTICIPANT if slot.capacity == "participant" else Attribution.OTHER,
        speaker=slot.name,
        method=Method.TYPED,
        said_on=local_day(command.at),
        may_include=False,
        recorded_by=_by(command),
        recorded_by_name=command.actor.name,
        at=command.at,
        language=language,
    )
    return quote.id


def _own(session: Session, facts: PlanFacts, command: Command) -> Slot:
    own = facts.own_slot(command.actor.account, command.actor.role)
    if own is None:
        raise NotFound()
    return session.get_one(Slot, own.slot_id)


def _refuse_answered(facts: PlanFacts, slot: Slot) -> None:
    """What somebody answered for themselves is not written over by what another writes down about them."""
    outcome = next((row.outcome for row in facts.slots if row.slot_id == slot.id), "")
    if outcome in (SignerOutcome.SIGNED, SignerOutcome.SIGNED_WITH_OBJECTION, SignerOutcome.DECLINED):
        raise Refusal(
            f"{slot.name} has answered already, and that answer stays. Choose a signature that is still missing."
        )


def _slot(session: Session, plan: Plan, slot_id: UUID) -> Slot:
    current = open_round(session, plan.id)
    slot = session.get(Slot, slot_id)
    if slot is None or current is None or slot.round_id != current.id or current.kind != RoundKind.SIGNING:
        raise NotFound()
    return slot


def _watch(session: Session, plan: Plan, command: Command) -> list[Arming]:
    rules = profile(plan.profile, on=local_day(command.at))
    path = paths.signing_path(session, plan, rules, on=local_day(command.at))
    if path.ran or path.opens_on is None:
        return []
    return [path_arming(path.opens_on, path.sentence, rules, round_kind=RoundKind.SIGNING, at=command.at)]


def _by(command: Command) -> UUID:
    identity = account_id(command.actor)
    if identity is None:
        raise Refusal("The clock signs for nobody.")
    return identity
