"""Whether devices may keep what was not sent yet: an administrator decides, with a reason, and for how long."""

from sqlmodel import Session

from engine.access import require
from engine.device_keys import MOST_HOURS, KeepingDecision, forget_keys
from engine.firing import Command, Effect, Outcome, record
from engine.ids import new_id
from engine.permissions import Action
from engine.refusals import Reason, Refusal
from engine.sayings import say
from engine.words import exactly
from workflows.acting import acting
from workflows.people import AGENCY
from workflows.writers import writer


def decide_keeping(session: Session, command: Command, *, allowed: bool, hours: int, reason: str) -> Outcome:
    """From now on it holds. What devices kept under keys that are deleted by it can be read by nobody any more."""
    require(session, acting(session, command), Action.DECIDE_KEEPING)
    if not reason.strip():
        raise Refusal(reasons=[Reason("why", "Write why. The reason stays with the decision.", "reason")])
    if not 1 <= hours <= MOST_HOURS:
        raise Refusal(
            reasons=[
                Reason(
                    "hours",
                    say("Entries can be kept for 1 to %(most)s hours. Choose a number.", most=MOST_HOURS),
                    "hours",
                )
            ]
        )
    exactly(reason, about="reason")

    def write(_session: Session, _seq: int) -> Effect:
        decision = KeepingDecision(
            id=new_id(),
            allowed=allowed,
            hours=hours,
            reason=reason,
            by=writer(command),
            by_name=command.actor.name,
            at=command.at,
        )
        session.add(decision)
        session.flush()
        forgotten = forget_keys(session, at=command.at)
        return Effect(data={"decision": decision.id, "allowed": allowed, "hours": hours, "keys_deleted": forgotten})

    return record(session, command, "keeping.decided", stream=AGENCY, write=write)
