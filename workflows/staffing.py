"""Who works with whom: assignments with dates, and a caseload that goes to another coordinator with its deadlines."""

from collections.abc import Sequence
from datetime import date, timedelta
from uuid import UUID

from sqlmodel import Session, col, or_, select

from engine import deadlines
from engine.access import assignment_for, person_for, require
from engine.accounts import Account, Role
from engine.firing import Command, Effect, Outcome, record
from engine.ids import new_id
from engine.people import Assignment, Person, Team
from engine.permissions import Action
from engine.plans import Plan
from engine.refusals import NotFound, Reason, Refusal
from engine.sayings import say
from workflows.acting import acting, step_of
from workflows.moving import local_day
from workflows.people import holds_role, stream_of

PARTS: dict[str, tuple[Role, ...]] = {
    "coordinator": (Role.COORDINATOR,),
    "clinician": (Role.CLINICIAN,),
    "provider": (Role.PROVIDER,),
    "reviewer": (Role.COORDINATOR, Role.CLINICIAN),
}
"""What somebody may be assigned as, and which roles can do it. “coordinator” covers for the person's own."""


def assign(
    session: Session,
    command: Command,
    person: Person,
    account: Account,
    *,
    part: str,
    starts_on: date,
    ends_on: date | None = None,
) -> Assignment:
    """Let an account work with a person in a part, within dates."""
    person_for(session, acting(session, command), person.id, Action.ASSIGN, on=local_day(command.at))

    def write(_session: Session, _seq: int) -> Effect:
        _refuse_part(session, account, part, starts_on, ends_on)
        row = Assignment(
            id=new_id(), person_id=person.id, account_id=account.id, part=part, starts_on=starts_on, ends_on=ends_on
        )
        session.add(row)
        session.flush()
        return Effect(
            data={
                "assignment": row.id,
                "account": account.id,
                "part": part,
                "starts_on": starts_on,
                "ends_on": ends_on,
            }
        )

    outcome = record(session, command, "assignment.made", stream=stream_of(person.id), write=write)
    return session.get_one(Assignment, UUID(str(outcome.event.data["assignment"])))


def end_assignment(session: Session, command: Command, assignment: Assignment) -> Outcome:
    """End an assignment now: the next request finds it gone."""
    on = local_day(command.at)
    assignment_for(session, acting(session, command), assignment.id, Action.ASSIGN, on=on)

    def write(_session: Session, _seq: int) -> Effect:
        assignment.ends_on = on - timedelta(days=1)
        session.add(assignment)
        session.flush()
        return Effect(data={"assignment": assignment.id})

    return record(session, command, "assignment.ended", stream=stream_of(assignment.person_id), write=write)


def hand_over(
    session: Session, command: Command, person: Person, *, to: Account, team_id: UUID | None = None
) -> Outcome:
    """Give a person, their plans and the open deadlines to another coordinator, and to another team when one is named."""
    visitor = acting(session, command)
    person_for(session, visitor, person.id, Action.ASSIGN, on=local_day(command.at))
    if team_id is not None and team_id != person.team_id:
        require(session, visitor, Action.ASSIGN, team_id=team_id)
    return _hand_over(session, command, person, from_id=person.coordinator_id, to=to, team_id=team_id)


def hand_over_caseload(session: Session, command: Command, *, from_id: UUID, to: Account) -> Outcome:
    """Give everybody one coordinator serves to another, in one transaction. Refused whole where one is out of reach."""
    visitor, on = acting(session, command), local_day(command.at)
    people = _people_of(session, from_id)
    for person in people:
        person_for(session, visitor, person.id, Action.ASSIGN, on=on)
    if not people:
        require(session, visitor, Action.ASSIGN)
    if from_id == to.id:
        raise Refusal("The caseload is with this service coordinator already. Choose another one.", about="to")

    def write(_session: Session, _seq: int) -> Effect:
        _refuse_coordinator(session, to)
        for person in people:
            step = step_of(command, str(person.id))
            _hand_over(session, step, person, from_id=from_id, to=to, team_id=None)
        return Effect(data={"coordinator": to.id, "people": len(people)})

    return record(session, command, "caseload.handed_over", stream=f"account:{from_id}", write=write)


def _hand_over(
    session: Session, command: Command, person: Person, *, from_id: UUID | None, to: Account, team_id: UUID | None
) -> Outcome:
    def write(_session: Session, _seq: int) -> Effect:
        _refuse_coordinator(session, to)
        if team_id is not None and session.get(Team, team_id) is None:
            raise Refusal(reasons=[Reason("team", "There is no such team. Choose one from the list.", "team_id")])
        team = team_id or person.team_id
        if to.team_id is not None and to.team_id != team:
            raise Refusal(
                say(
                    "%(name)s works in another team. Move the person to that team as well, or choose somebody of "
                    "this one.",
                    name=to.name,
                ),
                about="to",
            )
        if person.coordinator_id == from_id:
            person.coordinator_id = to.id
        person.team_id = team
        person.version += 1
        session.add(person)
        for plan in _plans_to_move(session, person.id):
            _move_plan(session, command, plan, owner=to.id if plan.coordinator_id == from_id else None, team=team)
        session.flush()
        return Effect(data={"before": from_id, "coordinator": to.id, "team": team})

    return record(session, command, "person.handed_over", stream=stream_of(person.id), write=write)


def _move_plan(session: Session, command: Command, plan: Plan, *, owner: UUID | None, team: UUID) -> None:
    """`owner` None leaves a plan that somebody else leads with them; only its team follows the person's."""
    new_owner = owner or plan.coordinator_id
    if (new_owner, team) == (plan.coordinator_id, plan.team_id):
        return

    def write(_session: Session, _seq: int) -> Effect:
        plan.coordinator_id, plan.team_id = new_owner, team
        session.add(plan)
        session.flush()
        deadlines.reassign(session, plan.stream, owner=new_owner, team=team)
        return Effect(data={"coordinator": new_owner, "team": team})

    record(session, step_of(command, str(plan.id)), "plan.handed_over", stream=plan.stream, write=write)


def _people_of(session: Session, account_id: UUID) -> Sequence[Person]:
    led = select(col(Plan.person_id)).where(Plan.coordinator_id == account_id, col(Plan.closed_at).is_(None))
    mine = or_(col(Person.coordinator_id) == account_id, col(Person.id).in_(led))
    return session.exec(select(Person).where(mine).order_by(col(Person.id))).all()


def _plans_to_move(session: Session, person_id: UUID) -> Sequence[Plan]:
    query = select(Plan).where(Plan.person_id == person_id, col(Plan.closed_at).is_(None)).order_by(col(Plan.id))
    return session.exec(query).all()


def _refuse_coordinator(session: Session, to: Account) -> None:
    if not holds_role(session, to.id, Role.COORDINATOR, Role.CLINICIAN):
        raise Refusal(
            say(
                "%(name)s cannot take this over: the account is closed, or is neither a service "
                "coordinator’s nor a clinician’s. Choose somebody else, or give the role first.",
                name=to.name,
            ),
            about="to",
        )


def _refuse_part(session: Session, account: Account, part: str, starts_on: date, ends_on: date | None) -> None:
    if part not in PARTS:
        raise NotFound
    reasons = []
    if not holds_role(session, account.id, *PARTS[part]):
        roles = " or ".join(role.value for role in PARTS[part])
        reasons.append(
            Reason(
                "role",
                say(
                    "%(name)s cannot be the %(part)s: that needs an open account as %(roles)s.",
                    name=account.name,
                    part=part,
                    roles=roles,
                ),
                "account_id",
            )
        )
    if ends_on is not None and ends_on < starts_on:
        reasons.append(Reason("dates", "The last day comes before the first. Check both.", "ends_on"))
    if reasons:
        raise Refusal(reasons=reasons)
