"""Going on to signing: whose signatures the rules, the circle and this round call for."""

from collections.abc import Sequence
from uuid import UUID

from sqlmodel import Session

from engine.firing import Command, Effect, Outcome
from engine.ids import new_id
from engine.outbox import Telling
from engine.plans import Plan
from engine.rounds import Round, RoundKind
from engine.signatures import Slot
from engine.versions import Version
from workflows import sharing
from workflows.answer_tasks import KINDS
from workflows.facts import PlanFacts
from workflows.moving import local_day, move, tell, tell_circle
from workflows.profiles import profile
from workflows.signers import StaffSigner, signature_set

__all__ = ["StaffSigner", "agree"]


def agree(session: Session, plan: Plan, command: Command, *, staff: Sequence[StaffSigner] = ()) -> Outcome:
    """Every section is answered or its path has run: ask for the signatures the profile and the circle call for."""

    def write(_facts: PlanFacts, _seq: int) -> Effect:
        version = session.get_one(Version, plan.working_version_id)
        sharing.end_round(session, plan, command, end="agreed", asks_again=False)
        current = sharing.begin_round(session, plan, version, RoundKind.SIGNING, command)
        slots = _slots(session, plan, version, current, staff, command)
        first = min((slot.place for slot in slots), default=1)
        asked = [slot.account_id for slot in slots if slot.account_id and slot.place == first]
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
    on = local_day(command.at)
    slots: list[Slot] = []
    for asked in signature_set(session, plan, version, profile(plan.profile, on=on), staff, on=on):
        slot = Slot(
            id=new_id(),
            round_id=current.id,
            version_id=version.id,
            capacity=asked.capacity,
            name=asked.name,
            account_id=asked.account_id,
            relation_id=asked.relation_id,
            asked_at=command.at,
            place=asked.place,
            stands_for=asked.stands_for,
            rule=asked.rule,
            parts=list(asked.parts),
        )
        session.add(slot)
        session.flush()
        slots.append(slot)
    return slots
