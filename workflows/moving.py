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
from engine.plans import Plan
from engine.settings import settings
from workflows.facts import PlanFacts
from workflows.lifecycles import ISP, TREATMENT_PLAN
from workflows.loading import load_facts

CLOCK_VERBS = frozenset({"fall_due"})
"""Moves only the clock makes; pages do not offer them."""

LIFECYCLES = (ISP, TREATMENT_PLAN)
"""Whoever can move a plan knows its definitions: importing this module registers them."""


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

    def effect(_session: Session, facts: PlanFacts, seq: int) -> Effect:
        return write(facts, seq) if write else Effect()

    outcome = firing.fire(
        session,
        command,
        verb,
        stream=plan.stream,
        load=lambda within: load_facts(within, plan, command.actor, on=on),
        write=effect,
        watched=watched(plan),
    )
    if not outcome.repeated:
        plan.standing = outcome.state or plan.standing
        refresh_next_due(session, plan)
    return outcome


def note(session: Session, plan: Plan, kind: str, command: Command, *, write: Callable[[int], Effect]) -> Outcome:
    """Something happened on the plan that moves no state: one event, and what follows from it."""
    outcome = firing.record(
        session,
        command,
        kind,
        stream=plan.stream,
        write=lambda _session, seq: write(seq),
        watched=watched(plan),
    )
    if not outcome.repeated:
        refresh_next_due(session, plan)
    return outcome


def options_for(session: Session, plan: Plan, actor: Actor, *, on: date) -> list[Option]:
    """Every move out of where the plan stands, with the sentences in its way. Writes nothing."""
    facts = load_facts(session, plan, actor, on=on)
    found = firing.options(session, actor, stream=plan.stream, facts=facts)
    return [option for option in found if option.verb not in CLOCK_VERBS]


def refresh_next_due(session: Session, plan: Plan) -> None:
    """Keep the soonest open date on the plan's row, so that lists need no join."""
    session.flush()
    waiting = [deadline for deadline in open_deadlines(session, plan.stream) if deadline.kind == "review"]
    waiting = waiting or open_deadlines(session, plan.stream)
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
    """The person in their own room, and their guardians in theirs."""
    own = [*person_accounts(session, plan), *guardian_accounts(session, plan, on=on)]
    return tell(kind, own, "/my-plan", due_on=due_on)


def tell_staff(plan: Plan, kind: str, *, due_on: date | None = None) -> list[Telling]:
    """The plan's coordinator."""
    return tell(kind, staff_of(plan), f"/plans/{plan.id}", due_on=due_on)


def person_of(session: Session, plan: Plan) -> Person:
    """Whose plan it is."""
    return session.get_one(Person, plan.person_id)


def account_id(actor: Actor) -> UUID | None:
    """The acting account, or None for the clock."""
    return None if actor.role == SYSTEM else UUID(actor.account)
