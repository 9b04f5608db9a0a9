"""Suspending somebody with authority, or a supporter: one asks with a reason, another confirms; giving access back too.

45 CFR 164.502(g)(5): whoever may endanger the person need not be treated as their representative. Nobody tells them here:
no message, no event they can see, and every answer they get is the one an ended relation gets.
"""

from sqlmodel import Session

from engine.access import relation_for
from engine.firing import Command, Effect, Outcome, record
from engine.ids import new_id
from engine.outbox import Telling
from engine.people import Person, Relation
from engine.permissions import Action
from engine.refusals import Reason, Refusal
from engine.sayings import say
from engine.suspensions import DECISIONS, Step, SuspensionStep, newest_step
from engine.visitors import Visitor
from engine.words import exactly
from workflows.acting import acting
from workflows.confirming import confirmers, watched_person
from workflows.moving import local_day, tell
from workflows.people import stream_of
from workflows.relations import rows_of_account


def ask_suspension(session: Session, command: Command, relation: Relation, *, reason: str) -> Outcome:
    """Ask that access be suspended, or given back where it is suspended. Nothing changes until somebody else confirms."""
    visitor = acting(session, command)
    on = local_day(command.at)
    relation_for(session, visitor, relation.id, Action.ASK_SUSPENSION, on=on)
    person = session.get_one(Person, relation.person_id)

    def write(_session: Session, _seq: int) -> Effect:
        session.refresh(relation)
        newest = newest_step(session, relation.id)
        if newest is not None and newest.waits:
            raise Refusal(
                say("%(by_name)s asked for this already, and it waits for a second person.", by_name=newest.by_name)
            )
        _refuse_empty(reason)
        step = Step.LIFT_ASKED if relation.suspended_at is not None else Step.ASKED
        if relation.suspended_at is None and not relation.holds_on(on):
            raise Refusal("This relation has ended, so it opens nothing any more. There is nothing to suspend.")
        row = _step(session, command, visitor, relation, step, reason)
        waiting = tell("circle_waits", confirmers(session, person, but=visitor.account_id), _page(relation))
        return Effect(data={"step": row.id, "relation": relation.id, "what": step.value}, tell=waiting)

    return record(
        session,
        command,
        "access.suspension_asked",
        stream=stream_of(person.id),
        write=write,
        watched=watched_person(person),
    )


def decide_suspension(
    session: Session, command: Command, relation: Relation, *, confirm: bool, reason: str = ""
) -> Outcome:
    """A second person confirms what was asked, at once and for every row of the account, or says no with a reason."""
    visitor = acting(session, command)
    relation_for(session, visitor, relation.id, Action.CONFIRM_SUSPENSION, on=local_day(command.at))
    person = session.get_one(Person, relation.person_id)

    def write(_session: Session, _seq: int) -> Effect:
        session.refresh(relation)
        asked = newest_step(session, relation.id)
        if asked is None or not asked.waits:
            raise Refusal("Nothing waits to be confirmed here. Somebody may have decided it already.")
        if asked.by == visitor.account_id:
            raise Refusal(
                "You asked for this, so you cannot confirm it as well. It takes two people: "
                "another supervisor or manager confirms."
            )
        if not confirm:
            _refuse_empty(reason)
        row = _step(session, command, visitor, relation, DECISIONS[Step(asked.step), confirm], reason)
        if confirm:
            _apply(session, command, relation, suspend=asked.step == Step.ASKED)
        return Effect(
            data={"step": row.id, "relation": relation.id, "what": row.step, "asked": asked.id},
            tell=_told(person, asked, relation),
        )

    return record(
        session,
        command,
        "access.suspension_decided",
        stream=stream_of(person.id),
        write=write,
        watched=watched_person(person),
    )


def _apply(session: Session, command: Command, relation: Relation, *, suspend: bool) -> None:
    for row in rows_of_account(session, relation):
        session.refresh(row)
        row.suspended_at = command.at if suspend else None
        row.version += 1
        session.add(row)
    session.flush()


def _step(
    session: Session, command: Command, visitor: Visitor, relation: Relation, step: Step, reason: str
) -> SuspensionStep:
    row = SuspensionStep(
        id=new_id(),
        person_id=relation.person_id,
        relation_id=relation.id,
        step=step.value,
        reason=exactly(reason, about="reason"),
        by=visitor.account_id,
        by_name=visitor.name,
        role=str(visitor.role),
        at=command.at,
    )
    session.add(row)
    session.flush()
    return row


def _told(person: Person, asked: SuspensionStep, relation: Relation) -> list[Telling]:
    """Who asked, and the person’s coordinator; never anybody of the circle."""
    accounts = [asked.by, *([person.coordinator_id] if person.coordinator_id else [])]
    return tell("circle_decided", [account for account in accounts if account != relation.account_id], _page(relation))


def _page(relation: Relation) -> str:
    return f"/people/{relation.person_id}/circle"


def _refuse_empty(reason: str) -> None:
    if not reason.strip():
        raise Refusal(reasons=[Reason("reason", "Write the reason. It stays with the staff who decide.", "reason")])
