"""Going on to signing: whose signatures the rules, the circle and this round call for."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlmodel import Session

from engine.accounts import Account
from engine.firing import Command, Effect, Outcome
from engine.ids import new_id
from engine.outbox import Telling
from engine.people import deciding_guardians
from engine.plans import Plan
from engine.rounds import Round, RoundKind
from engine.signatures import Slot
from engine.versions import Version
from workflows import sharing
from workflows.answer_tasks import KINDS
from workflows.facts import PlanFacts
from workflows.moving import local_day, move, person_accounts, person_of, tell, tell_circle
from workflows.profiles import Profile, profile
from workflows.profiles.words import Capacity, When


@dataclass(frozen=True)
class StaffSigner:
    """A provider or other responsible party who signs, chosen for this round."""

    capacity: str
    name: str
    account_id: UUID | None


def agree(session: Session, plan: Plan, command: Command, *, staff: Sequence[StaffSigner] = ()) -> Outcome:
    """Every section is answered or its path has run: ask for the signatures the profile and the circle call for."""

    def write(_facts: PlanFacts, _seq: int) -> Effect:
        version = session.get_one(Version, plan.working_version_id)
        sharing.end_round(session, plan, command, end="agreed")
        current = sharing.begin_round(session, plan, version, RoundKind.SIGNING, command)
        slots = _slots(session, plan, version, current, staff, command)
        asked = [slot.account_id for slot in slots if slot.account_id]
        told = tell_circle(session, plan, "signature_requested", on=local_day(command.at))
        reached = {telling.recipient for telling in told}
        told += [
            telling
            for telling in _tell_staff_signers(plan, [account for account in asked if account])
            if telling.recipient not in reached
        ]
        return Effect(
            data={"version": version.id, "round": current.id, "slots": [[s.id, s.capacity, s.required] for s in slots]},
            done=tuple(KINDS.values()),
            tell=told,
        )

    return move(session, plan, "agree", command, write=write)


def _tell_staff_signers(plan: Plan, accounts: list[UUID]) -> list[Telling]:
    return tell("signature_requested", accounts, f"/plans/{plan.id}/signatures")


def _slots(
    session: Session, plan: Plan, version: Version, current: Round, staff: Sequence[StaffSigner], command: Command
) -> list[Slot]:
    rules = profile(plan.profile, on=local_day(command.at))
    slots: list[Slot] = []
    for signer in _asked(session, plan, rules, staff, on=local_day(command.at)):
        slot = Slot(
            id=new_id(),
            round_id=current.id,
            version_id=version.id,
            capacity=signer.capacity,
            name=signer.name,
            account_id=signer.account_id,
            asked_at=command.at,
        )
        session.add(slot)
        session.flush()
        slots.append(slot)
    return slots


def _asked(
    session: Session, plan: Plan, rules: Profile, staff: Sequence[StaffSigner], *, on: date
) -> list[StaffSigner]:
    """The signatures of the profile, in its order, then the responsible staff chosen for this round."""
    person = person_of(session, plan)
    guardians = deciding_guardians(session, plan.person_id, on=on)
    asked: list[StaffSigner] = []
    for signer in rules.required_signers.value:
        if signer.capacity is Capacity.PARTICIPANT:
            own = person_accounts(session, plan)
            asked.append(StaffSigner(signer.capacity.value, person.full_name, own[0] if own else None))
        elif signer.capacity is Capacity.GUARDIAN and signer.when in (When.ALWAYS, When.IF_GUARDIAN):
            asked += [StaffSigner(signer.capacity.value, row.name, row.account_id) for row in guardians]
        elif signer.capacity in (Capacity.COORDINATOR, Capacity.CLINICIAN) and signer.when is When.ALWAYS:
            asked += _plan_writer(session, plan, signer.capacity.value, staff)
    named = {(row.capacity, row.account_id) for row in asked}
    asked += [row for row in staff if (row.capacity, row.account_id) not in named]
    return asked


def _plan_writer(session: Session, plan: Plan, capacity: str, staff: Sequence[StaffSigner]) -> list[StaffSigner]:
    if any(row.capacity == capacity for row in staff):
        return []
    account = session.get(Account, plan.coordinator_id) if plan.coordinator_id else None
    return [StaffSigner(capacity, account.name, account.id)] if account else []
