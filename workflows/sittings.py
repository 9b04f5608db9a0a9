"""Sittings in the person's room: begun, asked who is with the person, and ended. Each is an event in their history."""

from uuid import UUID

from sqlmodel import Session

from engine.accounts import Role
from engine.firing import Command, Effect, record
from engine.ids import new_id
from engine.sittings import Device, Sitting, SittingKind, WayIn
from engine.visitors import Visitor

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
