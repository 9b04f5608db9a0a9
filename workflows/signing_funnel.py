"""How far each signer of a plan is: asked, opened, answered, signed, and what comes next. Counts, never answers."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import func, select
from sqlmodel import Session

from engine.accounts import Account
from engine.events import events
from engine.items import items_of
from engine.openings import OPENED, stream_of
from engine.people import Person, deciding_guardians
from engine.plans import Plan, Standing
from engine.presses import parts_answered
from engine.rounds import Respondent, Round, RoundKind, open_round, rounds_of
from engine.signatures import Signature, attempts_of, ended, newest_by_slot, open_call, signatures_of, slots_of
from workflows.moving import local_day, person_accounts
from workflows.next_step import Step, next_step
from workflows.profiles import profile
from workflows.profiles.words import Capacity

_RESPONDENTS = {Capacity.PARTICIPANT.value: Respondent.PARTICIPANT, Capacity.GUARDIAN.value: Respondent.GUARDIAN}


@dataclass(frozen=True)
class FunnelRow:
    """One signer of one plan. `answered` of `parts` is a count of what was pressed, sent or not, and nothing of it.

    `stage` is the last thing that happened: issued, opened, answered, then the outcome about signing.
    """

    slot_id: UUID | None
    name: str
    capacity: str
    issued_at: datetime
    opened_at: datetime | None
    answered: int | None
    parts: int
    last: Signature | None
    tries: int
    step: Step
    waiting_days: int

    @property
    def stage(self) -> str:
        if self.last is not None:
            return self.last.outcome
        if self.answered is not None and self.answered >= self.parts > 0:
            return "answered"
        return "opened" if self.opened_at or self.answered else "issued"


@dataclass(frozen=True)
class PlanFunnel:
    """A plan that is with its signers, and a row for each of them."""

    plan: Plan
    person: Person
    coordinator: str
    rows: tuple[FunnelRow, ...]


def funnel_of(session: Session, plan: Plan, *, on: date) -> PlanFunnel | None:
    """The signers of the round that is open, or nothing where nobody is asked."""
    current = open_round(session, plan.id)
    if current is None or current.kind == RoundKind.SECOND_REVIEW:
        return None
    person = session.get_one(Person, plan.person_id)
    coordinator = session.get(Account, plan.coordinator_id) if plan.coordinator_id else None
    rows = (
        _signing(session, plan, current, on)
        if current.kind == RoundKind.SIGNING
        else _review(session, plan, current, on)
    )
    return PlanFunnel(plan, person, coordinator.name if coordinator else "", tuple(rows))


def funnels(session: Session, plans: Sequence[Plan], *, on: date) -> list[PlanFunnel]:
    """The same for many plans."""
    found = [funnel_of(session, plan, on=on) for plan in plans if plan.standing in OPEN]
    return [row for row in found if row is not None and row.rows]


OPEN = (Standing.PARTICIPANT_REVIEW.value, Standing.SIGNING.value)


def _signing(session: Session, plan: Plan, current: Round, on: date) -> list[FunnelRow]:
    rules = profile(plan.profile, on=on)
    slots = slots_of(session, current.id)
    last = newest_by_slot(signatures_of(session, current.version_id))
    tries = attempts_of(session, [slot.id for slot in slots])
    shared = _review_round(session, plan, current)
    since = shared.opened_at if shared else current.opened_at
    seen = _openings(session, plan.person_id, since)
    parts = _parts(session, current)
    found = []
    for slot in slots:
        row = last.get(slot.id)
        before = tuple(dict.fromkeys(o.name for o in slots if o.place < slot.place and not ended(last.get(o.id))))
        made = len(tries.get(slot.id, ()))
        step = next_step(slot, row, rules, tries=made, before=before, call=open_call(session, slot.id))
        respondent = _RESPONDENTS.get(slot.capacity)
        until = local_day(row.recorded_at) if row is not None and not step.words else on
        found.append(
            FunnelRow(
                slot_id=slot.id,
                name=slot.name,
                capacity=slot.capacity,
                issued_at=slot.asked_at,
                opened_at=seen.get(str(slot.account_id)),
                answered=parts_answered(session, shared.id, respondent) if shared and respondent else None,
                parts=parts,
                last=row,
                tries=made,
                step=step,
                waiting_days=max(0, (until - local_day(slot.asked_at)).days),
            )
        )
    return found


def _review(session: Session, plan: Plan, current: Round, on: date) -> list[FunnelRow]:
    """Who will be asked to sign is reading: the person, and guardians who may decide."""
    rules = profile(plan.profile, on=on)
    person = session.get_one(Person, plan.person_id)
    seen = _openings(session, plan.person_id, current.opened_at)
    parts = _parts(session, current)
    own = person_accounts(session, plan)
    who = [(person.full_name, Capacity.PARTICIPANT.value, own[0] if own else None)]
    who += [
        (row.name, Capacity.GUARDIAN.value, row.account_id) for row in deciding_guardians(session, person.id, on=on)
    ]
    found = []
    for name, capacity, account in who:
        answered = parts_answered(session, current.id, _RESPONDENTS[capacity])
        words = "Go on to signing once they have sent their answers." if answered >= parts else "They read and answer."
        found.append(
            FunnelRow(
                slot_id=None,
                name=name,
                capacity=capacity,
                issued_at=current.opened_at,
                opened_at=seen.get(str(account)),
                answered=answered,
                parts=parts,
                last=None,
                tries=0,
                step=Step(words, rules.on_silence.foundation),
                waiting_days=max(0, (on - local_day(current.opened_at)).days),
            )
        )
    return found


def _review_round(session: Session, plan: Plan, current: Round) -> Round | None:
    """The review of the same text, before its signing."""
    return next(
        (
            row
            for row in rounds_of(session, plan.id)
            if row.kind == RoundKind.PARTICIPANT_REVIEW and row.version_id == current.version_id
        ),
        None,
    )


def _parts(session: Session, current: Round) -> int:
    return sum(1 for item in items_of(session, current.version_id) if item.kind == "section")


def _openings(session: Session, person_id: UUID, since: datetime) -> dict[str, datetime]:
    """When each account first opened something of the person’s after the plan was issued."""
    query = (
        select(events.c.actor, func.min(events.c.at))
        .where(events.c.stream == stream_of(person_id), events.c.kind == OPENED, events.c.at >= since)
        .group_by(events.c.actor)
    )
    return {str(actor): at for actor, at in session.execute(query)}
