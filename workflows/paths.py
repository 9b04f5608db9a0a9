"""The profile's paths around silence, refusal and inability: whether they have run, and what they say meanwhile."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from sqlmodel import Session, col, select

from engine.clock import day_of
from engine.disagreement_steps import DisagreementStep, DisagreementStepKind, steps_on
from engine.items import items_of
from engine.plans import Plan
from engine.rounds import Round, RoundKind, Silence, WitnessedExpression, open_round
from engine.sayings import as_saying, say
from engine.settings import settings
from engine.signatures import Outcome, Signature, Slot, fills, is_signature, newest_by_slot, signatures_of, slots_of
from engine.versions import Version
from workflows.agency_days import agency_holidays
from workflows.out_of_circle import is_out
from workflows.profiles import Period, Profile
from workflows.profiles.words import Capacity, OnObjection, OnRefusal, OnSilence, Satisfies, StartRule

_THEIRS = frozenset({Capacity.PARTICIPANT, Capacity.GUARDIAN, Capacity.PARENT, Capacity.REPRESENTATIVE})
"""Capacities in which the person, or who signs for them, signs."""


_SAYS_NOTHING = (Outcome.WITHDRAWN, Outcome.NOT_REQUIRED, Outcome.WAIVED)


@dataclass(frozen=True)
class Path:
    """Whether the way around is open, since which day it will be, and the sentence that says so."""

    ran: bool
    sentence: str
    opens_on: date | None = None

    def __post_init__(self) -> None:
        object.__setattr__(self, "sentence", as_saying(self.sentence))


def review_path(session: Session, plan: Plan, rules: Profile, *, on: date) -> Path:
    """Past unanswered sections: the person said no to answering or could not be reached, and the profile lets it pass."""
    current = _current(session, plan, RoundKind.PARTICIPANT_REVIEW)
    if current is None:
        return Path(False, "")
    said = _silences(session, current.id)
    if any(row.kind == "refused" for row in said):
        return _refusal(rules)
    return _silence(said, rules, on=on)


def reading_until(session: Session, plan: Plan, rules: Profile, *, on: date) -> date | None:
    """The last day of the person's reading time while it runs; None where the profile guarantees none, or it is over."""
    current = _current(session, plan, RoundKind.PARTICIPANT_REVIEW)
    if current is None or rules.reading_time_days is None or not rules.reading_time_days.value.amount:
        return None
    opened = day_of(current.opened_at, settings().time_zone)
    last = rules.reading_time_days.value.after(opened, calendar=agency_holidays()).due
    return last if last is not None and on <= last else None


def signing_path(session: Session, plan: Plan, rules: Profile, *, on: date) -> Path:
    """Past missing signatures: declined, unable or out of reach, each written down, and the profile lets it pass."""
    current = _current(session, plan, RoundKind.SIGNING)
    if current is None:
        return Path(False, "")
    last = newest_by_slot(signatures_of(session, current.version_id))
    asked = [slot for slot in slots_of(session, current.id) if slot.required and not is_out(session, slot, on=on)]
    missing = [slot for slot in asked if not fills(last.get(slot.id))]
    for slot in missing:
        row = last.get(slot.id)
        if row is not None and row.outcome in (Outcome.DECLINED, Outcome.REFUSED):
            declined = _declined(session, slot, row, rules, on=on)
            if not declined.ran:
                return declined
        if row is not None and row.outcome in (Outcome.SAID_YES, Outcome.ASSENT_OBSERVED):
            return _needs_more(slot, row, rules)
    if any(slot.id not in last or last[slot.id].outcome == Outcome.WITHDRAWN for slot in missing):
        quiet = _silence(_silences(session, current.id), rules, on=on)
        if rules.on_silence.value.action is not OnSilence.DEEM_APPROVED_AFTER:
            return Path(
                False,
                say("Ask them, or write down why the signature is missing. %(sentence)s", sentence=quiet.sentence),
                quiet.opens_on,
            )
        return quiet
    quiet_slots = [slot for slot in missing if last[slot.id].outcome in (Outcome.UNABLE, Outcome.UNREACHABLE)]
    if all(_expressed(session, slot, rules) for slot in quiet_slots):
        return Path(True, "")
    return _silence(_silences(session, current.id), rules, on=on)


def start_rule(session: Session, version: Version | None, rules: Profile, *, on: date) -> tuple[bool, str]:
    """What must have happened before services follow the signed version, and the sentence that says so."""
    rule = rules.service_start_rule.value
    if version is None or version.frozen_at is None:
        return False, "There is no signed version that waits to take effect."
    last = list(newest_by_slot(signatures_of(session, version.id)).values())
    signed = [row for row in last if is_signature(row.outcome) or row.fills]
    if rule is StartRule.ALL_SIGNED:
        rounds = session.exec(
            select(Round).where(Round.version_id == version.id, Round.kind == RoundKind.SIGNING)
        ).all()
        asked = [slot for current in rounds for slot in slots_of(session, current.id) if slot.required]
        wanted = [slot.id for slot in asked if not is_out(session, slot, on=on)]
        met = bool(wanted) and set(wanted) <= {row.slot_id for row in last if fills(row)}
        return met, (
            say(
                "Nothing starts until everybody required has signed; the plan in force before stays in force "
                "(%(foundation)s).",
                foundation=rules.service_start_rule.foundation,
            )
        )
    if rule is StartRule.PERSON_SIGNED:
        met = any(row.capacity in _THEIRS for row in signed)
        return (
            met,
            say(
                "The plan starts once the person, or who signs for them, has signed (%(foundation)s).",
                foundation=rules.service_start_rule.foundation,
            ),
        )
    if rule is StartRule.CONSENT_DOCUMENTED:
        met = any(row.capacity in _THEIRS and row.outcome not in _SAYS_NOTHING for row in last)
        return met, (
            say(
                "The plan starts once the person’s consent, or why there is none, is written down (%(foundation)s).",
                foundation=rules.service_start_rule.foundation,
            )
        )
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


def _needs_more(slot: Slot, row: Signature, rules: Profile) -> Path:
    """A yes that was heard or seen, where the rules ask for more than that."""
    rule = rules.signature_methods_allowed
    how = say("said yes to a witness") if row.outcome == Outcome.SAID_YES else say("was seen to agree")
    return Path(
        False,
        say(
            "%(name)s %(how)s, and that is kept. The rules of this plan also ask for a signature or a "
            "mark (%(foundation)s). Bring the paper, or ask again in a way that suits them.",
            name=slot.name,
            how=how,
            foundation=rule.foundation,
        ),
    )


def _declined(session: Session, slot: Slot, row: Signature, rules: Profile, *, on: date) -> Path:
    """The person’s no is the profile’s refusal, a guardian’s its objection; nobody else’s no passes."""
    if slot.capacity == Capacity.PARTICIPANT:
        return _refusal(rules)
    if slot.capacity in _THEIRS:
        return _objection(rules, steps_on(session, slot.version_id), since=row.recorded_at, on=on)
    return Path(
        False, say("%(name)s said no to signing. Talk with them, or take the plan back and change it.", name=slot.name)
    )


def _refusal(rules: Profile) -> Path:
    rule = rules.on_refusal
    if rule.value is OnRefusal.BLOCK:
        return Path(
            False,
            say(
                "The rules of this plan do not go on without it (%(foundation)s). Ask again on another day.",
                foundation=rule.foundation,
            ),
        )
    return Path(True, "")


def _objection(rules: Profile, steps: list[DisagreementStep], *, since: datetime, on: date) -> Path:
    """What the profile says of a guardian’s no, and how far it is: only steps written down after the no count."""
    rule = rules.on_guardian_objection
    done = [row for row in steps if row.at >= since]
    if rule.value.action is OnObjection.VERBAL_FOLLOW_UP:
        if any(row.kind == DisagreementStepKind.SPOKEN_AGREEMENT for row in done):
            return Path(True, "")
        return Path(
            False,
            say(
                "A yes of the guardian, said aloud and heard by a witness, lets it go on (%(foundation)s).",
                foundation=rule.foundation,
            ),
        )
    if rule.value.action is not OnObjection.PROCEED_AFTER_NOTICE:
        held = say(" before a hearing") if rule.value.action is OnObjection.HEARING else ""
        return Path(
            False,
            say(
                "The rules of this plan do not go on over a guardian’s no%(held)s (%(foundation)s). Talk "
                "with both of them, or take the plan back and change it.",
                held=held,
                foundation=rule.foundation,
            ),
        )
    notice = next((row for row in done if row.kind == DisagreementStepKind.NOTICE), None)
    if notice is None:
        return Path(
            False,
            say(
                "Give the guardian notice, and write it down. The time to wait begins then (%(foundation)s).",
                foundation=rule.foundation,
            ),
        )
    tried = sum(1 for row in done if row.kind in (DisagreementStepKind.NOTICE, DisagreementStepKind.ATTEMPT))
    if tried < rule.value.attempts:
        said = say(
            "%(tried)s of %(attempts)s attempts to reach the guardian are written down",
            tried=tried,
            attempts=rule.value.attempts,
        )
        return Path(
            False,
            say("%(said)s. Try again, and write it down (%(foundation)s).", said=said, foundation=rule.foundation),
        )
    return _after(rule.value.wait, notice.on, rule.foundation, on=on)


def _silence(said: list[Silence], rules: Profile, *, on: date) -> Path:
    rule = rules.on_silence
    if not said:
        return Path(False, "Ask again, or write down that they could not be reached or said no, with the reason.")
    if rule.value.action in (OnSilence.BLOCK, OnSilence.ESCALATE):
        return Path(
            False,
            say(
                "The rules of this plan do not go on by silence (%(foundation)s). Ask again, or tell the supervisor.",
                foundation=rule.foundation,
            ),
        )
    return _after(rule.value.wait, said[0].on, rule.foundation, on=on)


def _after(wait: Period | None, since: date, foundation: str, *, on: date) -> Path:
    opens = wait.after(since, calendar=agency_holidays()).due if wait else None
    if opens is None or on >= opens:
        return Path(True, "", opens)
    return Path(
        False,
        say("The plan may go on without it from %(opens)s (%(foundation)s).", opens=opens, foundation=foundation),
        opens,
    )


def _expressed(session: Session, slot: Slot, rules: Profile) -> bool:
    """Where the profile lets it fill the person’s slot: somebody witnessed what they expressed about every part."""
    if slot.capacity != Capacity.PARTICIPANT or not rules.witnessed_passes(Satisfies.SIGNATURE):
        return False
    seen = (
        select(col(WitnessedExpression.section))
        .join(Round, col(Round.id) == col(WitnessedExpression.round_id))
        .where(col(Round.version_id) == slot.version_id)
    )
    parts = {item.lineage_id for item in items_of(session, slot.version_id) if item.kind == "section"}
    return parts <= set(session.exec(seen))
