"""The profile's paths around silence, refusal and inability: whether they have run, and what they say meanwhile."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlmodel import Session, col, select

from engine.plans import Plan
from engine.rounds import Round, RoundKind, Silence, WitnessedExpression, open_round
from engine.signatures import Outcome, newest_by_slot, signatures_of, slots_of
from engine.versions import Version
from workflows.profiles import Profile
from workflows.profiles.words import Capacity, OnRefusal, OnSilence, StartRule


@dataclass(frozen=True)
class Path:
    """Whether the way around is open, since which day it will be, and the sentence that says so."""

    ran: bool
    sentence: str
    opens_on: date | None = None


def review_path(session: Session, plan: Plan, rules: Profile, *, on: date) -> Path:
    """Past unanswered sections: the person said no to answering or could not be reached, and the profile lets it pass."""
    current = _current(session, plan, RoundKind.PARTICIPANT_REVIEW)
    if current is None:
        return Path(False, "")
    said = _silences(session, current.id)
    if any(row.kind == "refused" for row in said):
        return _refusal(rules)
    return _silence(said, rules, on=on)


def signing_path(session: Session, plan: Plan, rules: Profile, *, on: date) -> Path:
    """Past missing signatures: declined, unable or out of reach, each written down, and the profile lets it pass."""
    current = _current(session, plan, RoundKind.SIGNING)
    if current is None:
        return Path(False, "")
    last = newest_by_slot(signatures_of(session, current.version_id))
    missing = [slot for slot in slots_of(session, current.id) if slot.required]
    outcomes = [last[slot.id].outcome if slot.id in last else "" for slot in missing]
    if any(outcome == Outcome.DECLINED for outcome in outcomes):
        refusal = _refusal(rules)
        if not refusal.ran:
            return refusal
    unwritten = [outcome for outcome in outcomes if not outcome]
    silent = [outcome for outcome in outcomes if outcome in (Outcome.UNABLE, Outcome.UNREACHABLE)]
    if unwritten or silent:
        quiet = _silence(_silences(session, current.id), rules, on=on)
        if unwritten and rules.on_silence.value.action is not OnSilence.DEEM_APPROVED_AFTER:
            return Path(
                False, "Ask them, or write down why the signature is missing. " + quiet.sentence, quiet.opens_on
            )
        return quiet
    return Path(True, "")


def start_rule(session: Session, version: Version | None, rules: Profile) -> tuple[bool, str]:
    """What must have happened before services follow the signed version, and the sentence that says so."""
    rule = rules.service_start_rule.value
    if version is None or version.frozen_at is None:
        return False, "There is no signed version that waits to take effect."
    last = list(newest_by_slot(signatures_of(session, version.id)).values())
    signed = [row for row in last if row.outcome in (Outcome.SIGNED, Outcome.SIGNED_WITH_OBJECTION)]
    if rule is StartRule.ALL_SIGNED:
        rounds = session.exec(
            select(Round).where(Round.version_id == version.id, Round.kind == RoundKind.SIGNING)
        ).all()
        wanted = [slot.id for current in rounds for slot in slots_of(session, current.id) if slot.required]
        met = bool(wanted) and set(wanted) <= {row.slot_id for row in signed}
        return met, (
            "Nothing starts until everybody required has signed; the plan in force before stays in force. "
            f"({rules.service_start_rule.foundation})"
        )
    if rule is StartRule.PERSON_SIGNED:
        own = {Capacity.PARTICIPANT, Capacity.GUARDIAN, Capacity.PARENT, Capacity.REPRESENTATIVE}
        met = any(row.capacity in own for row in signed)
        return (
            met,
            f"The plan starts once the person, or who signs for them, has signed. ({rules.service_start_rule.foundation})",
        )
    if rule is StartRule.CONSENT_DOCUMENTED:
        met = bool(signed) or bool(last)
        return met, f"The plan starts once consent is written down. ({rules.service_start_rule.foundation})"
    return True, ""


def witnessed_sections(session: Session, round_id: UUID) -> set[UUID]:
    """The sections about which somebody wrote down what they saw the person express."""
    query = select(col(WitnessedExpression.section)).where(WitnessedExpression.round_id == round_id)
    return set(session.exec(query))


def _current(session: Session, plan: Plan, kind: RoundKind) -> Round | None:
    current = open_round(session, plan.id)
    return current if current is not None and current.kind == kind else None


def _silences(session: Session, round_id: UUID) -> list[Silence]:
    return list(session.exec(select(Silence).where(Silence.round_id == round_id).order_by(col(Silence.id))))


def _refusal(rules: Profile) -> Path:
    rule = rules.on_refusal
    if rule.value is OnRefusal.BLOCK:
        return Path(
            False, f"The rules of this plan do not go on without it ({rule.foundation}). Ask again on another day."
        )
    return Path(True, "")


def _silence(said: list[Silence], rules: Profile, *, on: date) -> Path:
    rule = rules.on_silence
    if not said:
        return Path(False, "Ask again, or write down that they could not be reached or said no, with the reason.")
    if rule.value.action in (OnSilence.BLOCK, OnSilence.ESCALATE):
        return Path(
            False,
            f"The rules of this plan do not go on by silence ({rule.foundation}). Ask again, or tell the supervisor.",
        )
    if rule.value.wait is None:
        return Path(True, "")
    opens = rule.value.wait.after(said[0].on).due
    if opens is not None and on >= opens:
        return Path(True, "", opens)
    return Path(False, f"The plan may go on without it from {opens} ({rule.foundation}).", opens)
