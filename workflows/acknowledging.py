"""Whoever works from a plan says that they read their parts of exactly this version, before they do."""

from sqlmodel import Session

from engine.firing import Command, Effect, Outcome
from engine.ids import new_id
from engine.permissions import Action
from engine.plans import Plan
from engine.refusals import Reason, Refusal
from engine.signatures import Acknowledgement, acknowledgements_of
from workflows.moving import note
from workflows.own_parts import parts_of
from workflows.recipients import signed_version
from workflows.writers import writer


def acknowledge(session: Session, plan: Plan, command: Command, *, fingerprint: str) -> Outcome:
    """“I read the parts that name me.” Of the version that is signed or in force, once."""

    def write(_seq: int) -> Effect:
        version = signed_version(session, plan)
        if version is None:
            raise Refusal("There is no signed version of this plan yet. You are told when there is one.")
        if fingerprint != version.fingerprint:
            raise Refusal(
                reasons=[Reason("fingerprint", "The plan has changed since. Read the newer text first.", "fingerprint")]
            )
        by = writer(command)
        if any(row.account_id == by for row in acknowledgements_of(session, version.id)):
            raise Refusal("You said so already. It stands with its day on the page of the plan.")
        row = Acknowledgement(
            id=new_id(),
            plan_id=plan.id,
            version_id=version.id,
            fingerprint=fingerprint,
            account_id=by,
            name=command.actor.name,
            capacity=command.actor.role,
            parts=[str(part) for part in parts_of(session, version.id, command.actor.name)],
            at=command.at,
        )
        session.add(row)
        session.flush()
        return Effect(data={"version": version.id, "acknowledgement": row.id, "fingerprint": fingerprint})

    return note(session, plan, "plan.acknowledged", command, write=write, needs=Action.ACKNOWLEDGE)
