"""What every verb shares: fire the move on the plan's stream, mirror the standing, keep the next date at hand."""

from collections.abc import Callable
from datetime import date, datetime
from uuid import UUID

from sqlmodel import Session, col, select

from engine import firing
from engine.accounts import SYSTEM, Account
from engine.clock import day_of
from engine.deadlines import Watched, open_deadlines
from engine.firing import Command, Effect, Outcome
from engine.lifecycle import Actor, Option
from engine.outbox import Telling
from engine.people import Person, Relation
from engine.permissions import Action
from engine.plans import Plan, Standing
from engine.refusals import Refusal
from engine.sayings import say
from engine.settings import settings
from engine.words import exactly
from workflows.facts import PlanFacts
from workflows.lifecycles import ACTIONS, ISP, TREATMENT_PLAN
from workflows.loading import actions_open_to, load_facts

CLOCK_VERBS = frozenset({"fall_due"})
"""Moves only the clock makes; pages do not offer them."""

OF_ANSWERS = ("answer_change", "answer_talk", "answer_unsure")
"""The kinds of deadline that answers arm (workflows.answer_tasks)."""

LIFECYCLES = (ISP, TREATMENT_PLAN)
"""Whoever can move a plan knows its definitions: importing this module registers them."""


_EVERY_MOVES = frozenset(action for actions in ACTIONS.values() for action in actions)


def move(
    session: Session,
    plan: Plan,
    verb: str,
    command: Command,
    *,
    write: Callable[[PlanFacts, int], Effect] | None = None,
) -> Outcome:
    """Make one move of a plan, all of it or none. Raises Refusal with every reason, or Stale."""
    on = local_day(command.at)
    needed = ACTIONS.get(verb, frozenset())

    def effect(_session: Session, facts: PlanFacts, seq: int) -> Effect:
        return write(facts, seq) if write else Effect()

    outcome = firing.fire(
        session,
        command,
        verb,
        stream=plan.stream,
        load=lambda within: load_facts(within, _as_it_stands(within, plan), command.actor, on=on, actions=needed),
        write=effect,
        watched=watched(plan),
    )
    if not outcome.repeated:
        plan.standing = outcome.state or plan.standing
        refresh_next_due(session, plan)
    return outcome


def note(
    session: Session,
    plan: Plan,
    kind: str,
    command: Command,
    *,
    write: Callable[[int], Effect],
    needs: Action | None = None,
) -> Outcome:
    """Something happened on the plan that moves no state: one event, and what follows from it.

    With `needs`, only for whoever the permission table opens that action to; and only while the plan is not closed.
    Both are looked at, and `write` runs, once the plan is locked.
    """

    def checked(_session: Session, seq: int) -> Effect:
        _as_it_stands(session, plan)
        if needs is not None:
            refuse_others(session, plan, command, needs)
            _refuse_closed(plan)
        return write(seq)

    outcome = firing.record(
        session,
        command,
        kind,
        stream=plan.stream,
        write=checked,
        watched=watched(plan),
    )
    if not outcome.repeated:
        refresh_next_due(session, plan)
    return outcome


def refuse_others(session: Session, plan: Plan, command: Command, action: Action) -> None:
    """The permission table, asked in the transaction that writes. The clock asks nobody."""
    on = local_day(command.at)
    if command.actor.role == SYSTEM or actions_open_to(session, command.actor, plan, {action}, on=on):
        return
    raise Refusal(
        say(
            "“%(action)s” is not open to you on this plan, so nothing was saved. Ask the person’s "
            "service coordinator, or their supervisor.",
            action=action.value.capitalize(),
        )
    )


def options_for(session: Session, plan: Plan, actor: Actor, *, on: date) -> list[Option]:
    """Every move out of where the plan stands, with the sentences in its way. Writes nothing."""
    facts = load_facts(session, plan, actor, on=on, actions=_EVERY_MOVES)
    found = firing.options(session, actor, stream=plan.stream, facts=facts)
    return [option for option in found if option.verb not in CLOCK_VERBS]


def refresh_next_due(session: Session, plan: Plan) -> None:
    """Keep the soonest open date on the plan's row, so that lists need no join.

    What an answer asks for is not among them: whoever sees the list of people would see that something was asked.
    """
    session.flush()
    dates = [deadline for deadline in open_deadlines(session, plan.stream) if deadline.kind not in OF_ANSWERS]
    waiting = [deadline for deadline in dates if deadline.kind == "review"] or dates
    plan.next_due_on = waiting[0].due_on if waiting else None
    plan.next_due_what = waiting[0].kind if waiting else ""
    session.add(plan)
    session.flush()


def watched(plan: Plan) -> Watched:
    """Whose deadlines a plan's are."""
    return Watched(stream=plan.stream, subject=plan.id, owner=plan.coordinator_id, team=plan.team_id)


def local_day(at: datetime) -> date:
    """The day it is at the agency."""
    return day_of(at, settings().time_zone)


def staff_of(plan: Plan) -> list[UUID]:
    """Who writes this plan and is told about it."""
    return [plan.coordinator_id] if plan.coordinator_id else []


def person_accounts(session: Session, plan: Plan) -> list[UUID]:
    """The person's own accounts."""
    query = select(col(Account.id)).where(Account.person_id == plan.person_id, col(Account.disabled_at).is_(None))
    return list(session.exec(query))


def guardian_accounts(session: Session, plan: Plan, *, on: date) -> list[UUID]:
    """Accounts of guardians who may decide on a day."""
    relations = session.exec(select(Relation).where(Relation.person_id == plan.person_id)).all()
    return [row.account_id for row in relations if row.account_id and row.may_decide_on(on)]


def tell(kind: str, recipients: list[UUID], path: str, *, due_on: date | None = None) -> list[Telling]:
    """One message each."""
    return [
        Telling(kind, account, path, due_on.isoformat() if due_on else None) for account in dict.fromkeys(recipients)
    ]


def tell_circle(session: Session, plan: Plan, kind: str, *, on: date, due_on: date | None = None) -> list[Telling]:
    """The person in their own room, and their guardians in the same one beside it."""
    circle = [*person_accounts(session, plan), *guardian_accounts(session, plan, on=on)]
    return tell(kind, circle, "/my-plan", due_on=due_on)


def tell_staff(plan: Plan, kind: str, *, due_on: date | None = None) -> list[Telling]:
    """The plan's coordinator."""
    return tell(kind, staff_of(plan), f"/plans/{plan.id}", due_on=due_on)


def person_of(session: Session, plan: Plan) -> Person:
    """Whose plan it is."""
    return session.get_one(Person, plan.person_id)


def reason_of(command: Command) -> str:
    """The reason that the form of a move asks for, exactly as it was written."""
    return exactly(str(command.content.get("reason") or ""), about="reason")


def account_id(actor: Actor) -> UUID | None:
    """The acting account, or None for the clock."""
    return None if actor.role == SYSTEM else UUID(actor.account)


def _as_it_stands(session: Session, plan: Plan) -> Plan:
    """The plan's row as it is now that its stream is locked; another process may have moved it a moment ago."""
    session.refresh(plan)
    return plan


def _refuse_closed(plan: Plan) -> None:
    if plan.standing == Standing.CLOSED:
        raise Refusal("This plan is closed, so nothing is added to it any more. Begin a new plan for the person.")
