"""Sittings in the person's room: begun, asked who is with the person, and ended. Each is an event in their history."""

from uuid import UUID

from sqlmodel import Session

from engine.access import plan_for
from engine.accounts import Account, Role
from engine.firing import Command, Effect, Outcome, record
from engine.ids import new_id
from engine.people import Person
from engine.permissions import Action
from engine.plans import Plan
from engine.refusals import Refusal
from engine.sittings import Device, Help, Sitting, SittingKind, WayIn
from engine.visitors import Visitor
from engine.words import exactly
from workflows.accounts import own_account
from workflows.acting import acting, step_of
from workflows.moving import local_day

SITS = frozenset({Role.PARTICIPANT, Role.GUARDIAN})
"""Roles with answers of their own, whose stay in the room is a sitting."""


def begin_own(session: Session, command: Command, visitor: Visitor, *, way_in: WayIn) -> Sitting | None:
    """The person, or a guardian beside them, signed in themselves. Nothing for other roles."""
    if visitor.role not in SITS:
        return None
    sitting = Sitting(
        id=new_id(),
        person_id=visitor.person_id,
        account_id=visitor.account_id,
        kind=SittingKind.OWN.value,
        way_in=way_in.value,
        device=Device.OWN.value,
        started_at=command.at,
    )
    return _begin(session, command, sitting)


def hand_over(session: Session, command: Command, plan: Plan) -> tuple[Account, Sitting]:
    """The device goes to the person: a sitting of their own account, which is made without a password if there is none.

    Raises NotFound for whoever may not let this person in.
    """
    staff = acting(session, command)
    plan_for(session, staff, plan.id, Action.LET_IN, on=local_day(command.at))
    person = session.get_one(Person, plan.person_id)
    account = own_account(session, step_of(command, "account"), person)
    sitting = Sitting(
        id=new_id(),
        person_id=person.id,
        plan_id=plan.id,
        account_id=account.id,
        kind=SittingKind.HAND_OVER.value,
        way_in=WayIn.HANDED_OVER.value,
        device=Device.COORDINATORS.value,
        handed_over_by=staff.account_id,
        handed_over_by_name=staff.name,
        started_at=command.at,
    )
    return account, _begin(session, command, sitting)


def say_who_helps(session: Session, command: Command, sitting: Sitting, *, kind: Help, name: str = "") -> Outcome:
    """What the person said when they were asked who is with them. It can be said anew: people come and go."""
    if kind is Help.NOT_ASKED:
        raise Refusal("Choose one of the answers.")
    exactly(name, about="name")

    def write(_session: Session, _seq: int) -> Effect:
        sitting.helped_by_kind, sitting.helped_by_name = kind.value, name[:200] if kind is not Help.NOBODY else ""
        session.add(sitting)
        session.flush()
        return Effect(data={"sat": sitting.id, "with": kind.value})

    return record(session, command, "sitting.company", stream=stream_of(sitting), write=write)


def end_sitting(session: Session, command: Command, sitting: Sitting, *, end: str) -> None:
    """The sitting is over: its answers stay, and nothing more is answered in it."""

    def write(_session: Session, _seq: int) -> Effect:
        sitting.ended_at, sitting.end = command.at, end
        session.add(sitting)
        session.flush()
        return Effect(data={"sat": sitting.id, "end": end})

    if sitting.ended_at is None:
        record(session, command, "sitting.ended", stream=stream_of(sitting), write=write)


def stream_of(sitting: Sitting) -> str:
    """The chain of a sitting's events: the person's, or the account's own for a guardian."""
    return f"person:{sitting.person_id}" if sitting.person_id else f"account:{sitting.account_id}"


def _begin(session: Session, command: Command, sitting: Sitting) -> Sitting:
    def write(_session: Session, _seq: int) -> Effect:
        session.add(sitting)
        session.flush()
        return Effect(
            data={
                "sat": sitting.id,
                "kind": sitting.kind,
                "way_in": sitting.way_in,
                "device": sitting.device,
                "account": sitting.account_id,
                "plan": sitting.plan_id,
                "handed_over_by": sitting.handed_over_by,
            }
        )

    outcome = record(session, command, "sitting.began", stream=stream_of(sitting), write=write)
    return session.get_one(Sitting, UUID(str(outcome.event.data["sat"])))
