"""Lists of plans and people, drawn by key and never counted: a page of them costs the same at any size."""

from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import Select, and_, case, func, or_, select, tuple_, union
from sqlmodel import Session, col

from engine.accounts import Account, Role
from engine.people import Assignment, Person, Relation
from engine.permissions import Action
from engine.plans import Plan
from engine.reach import Condition, reaches
from engine.visitors import Visitor

PAGE = 50

ONE_BY_ONE = frozenset({Role.COORDINATOR, Role.CLINICIAN, Role.PROVIDER})
"""Roles whose people are named one by one; their lists are short, and found through those names."""

RELATED = frozenset({Role.PARTICIPANT, Role.GUARDIAN, Role.SUPPORTER})


@dataclass(frozen=True)
class Place:
    """Where a list of plans stopped: plans without a date come after those that have one."""

    due_on: date | None
    id: UUID


@dataclass(frozen=True)
class PlanRow:
    """One line of a caseload."""

    id: UUID
    person_id: UUID
    full_name: str
    called: str
    plan_type: str
    standing: str
    due_on: date | None
    what: str
    in_force_since: date | None
    coordinator_id: UUID | None
    coordinator: str
    team_id: UUID

    @property
    def place(self) -> Place:
        """Where the next page goes on."""
        return Place(self.due_on, self.id)

    def late_by(self, on: date) -> int:
        """Days since the date; negative while it is still to come, 0 without one."""
        return (on - self.due_on).days if self.due_on else 0


@dataclass(frozen=True)
class PersonRow:
    """One line of a list of people: who they are, nothing of what they said."""

    id: UUID
    full_name: str
    called: str
    coordinator_id: UUID | None
    team_id: UUID


def caseload(
    session: Session,
    visitor: Visitor,
    *,
    on: date,
    after: Place | None = None,
    coordinator: UUID | None = None,
    team: UUID | None = None,
    standing: str = "",
    named: str = "",
    limit: int = PAGE,
) -> list[PlanRow]:
    """The open plans a visitor works with, the soonest date first, those without a date last.

    A coordinator's own, a team's for its supervisor and manager, every one for a manager without a team. `named` keeps
    people whose name holds these letters.
    """
    query = _plans(visitor, on, coordinator, team)
    if standing:
        query = query.where(col(Plan.standing) == standing)
    if named:
        query = query.where(_holds(named))
    rows: list[PlanRow] = []
    if after is None or after.due_on is not None:
        dated = query.where(col(Plan.next_due_on).is_not(None))
        if after is not None:
            dated = dated.where(tuple_(col(Plan.next_due_on), col(Plan.id)) > tuple_(after.due_on, after.id))
        rows = [
            _plan_row(row) for row in session.execute(dated.order_by(col(Plan.next_due_on), col(Plan.id)).limit(limit))
        ]
    if len(rows) < limit:
        undated = query.where(col(Plan.next_due_on).is_(None))
        if after is not None and after.due_on is None:
            undated = undated.where(col(Plan.id) > after.id)
        rest = session.execute(undated.order_by(col(Plan.id)).limit(limit - len(rows)))
        rows += [_plan_row(row) for row in rest]
    return rows


def people_seen(
    session: Session,
    visitor: Visitor,
    action: Action = Action.SEE_PERSON,
    *,
    on: date,
    after: tuple[str, UUID] | None = None,
    team: UUID | None = None,
    coordinator: UUID | None = None,
    without_plan: bool = False,
    named: str = "",
    limit: int = PAGE,
) -> list[PersonRow]:
    """People by name whom the visitor may do this to; `after` is the name and id of the last one shown.

    `without_plan` keeps those who have no open plan.
    """
    query = select(
        col(Person.id),
        col(Person.full_name),
        called_by(),
        col(Person.coordinator_id),
        col(Person.team_id),
    ).where(reaches(visitor, action, on=on))
    if visitor.role in ONE_BY_ONE:
        query = query.where(col(Person.id).in_(_my_people(visitor, on)))
    elif visitor.role in RELATED:
        query = query.where(col(Person.id).in_(_related_people(visitor)))
    if team is not None:
        query = query.where(col(Person.team_id) == team)
    if coordinator is not None:
        query = query.where(col(Person.coordinator_id) == coordinator)
    if without_plan:
        query = query.where(~_open_plan().exists())
    if named:
        query = query.where(_holds(named))
    if after is not None:
        query = query.where(tuple_(col(Person.full_name), col(Person.id)) > tuple_(*after))
    found = session.execute(query.order_by(col(Person.full_name), col(Person.id)).limit(limit))
    return [PersonRow(*row) for row in found]


def _plans(visitor: Visitor, on: date, coordinator: UUID | None, team: UUID | None) -> Select[Any]:
    query = (
        select(
            col(Plan.id),
            col(Plan.person_id),
            col(Person.full_name),
            called_by(),
            col(Plan.plan_type),
            col(Plan.standing),
            col(Plan.next_due_on),
            col(Plan.next_due_what),
            col(Plan.in_force_since),
            col(Plan.coordinator_id),
            col(Account.name),
            col(Plan.team_id),
        )
        .join(Person, col(Person.id) == col(Plan.person_id))
        .outerjoin(Account, col(Account.id) == col(Plan.coordinator_id))
        .where(col(Plan.closed_at).is_(None), reaches(visitor, Action.SEE_PLAN, on=on, of_plan=True))
    )
    if visitor.role in ONE_BY_ONE:
        query = query.where(col(Plan.id).in_(plans_named(visitor, on)))
    elif not visitor.whole_agency and visitor.role not in RELATED:
        query = query.where(col(Plan.team_id) == visitor.team_id)
    elif visitor.role in RELATED:
        query = query.where(col(Plan.person_id).in_(_related_people(visitor)))
    if coordinator is not None:
        query = query.where(col(Plan.coordinator_id) == coordinator)
    if team is not None:
        query = query.where(col(Plan.team_id) == team)
    return query


def plans_named(visitor: Visitor, on: date) -> Select[Any]:
    """Ids of plans named to the visitor in any part; `reaches` decides which of them count for the action."""
    led = select(col(Plan.id)).where(col(Plan.coordinator_id) == visitor.account_id)
    named = select(col(Plan.id)).where(col(Plan.person_id).in_(_my_people(visitor, on)))
    return select(union(led, named).subquery().c[0])


def _my_people(visitor: Visitor, on: date) -> Select[Any]:
    """Ids of people named to the visitor in any part; `reaches` decides which of them count for the action."""
    coordinated = select(col(Person.id)).where(col(Person.coordinator_id) == visitor.account_id)
    led = select(col(Plan.person_id)).where(col(Plan.coordinator_id) == visitor.account_id)
    assigned = select(col(Assignment.person_id)).where(col(Assignment.account_id) == visitor.account_id, _in_dates(on))
    return select(union(coordinated, led, assigned).subquery().c[0])


def _in_dates(on: date) -> Condition:
    return and_(col(Assignment.starts_on) <= on, or_(col(Assignment.ends_on).is_(None), col(Assignment.ends_on) >= on))


def _related_people(visitor: Visitor) -> Select[Any]:
    own = select(col(Account.person_id)).where(
        col(Account.id) == visitor.account_id, col(Account.person_id).is_not(None)
    )
    circle = select(col(Relation.person_id)).where(col(Relation.account_id) == visitor.account_id)
    return select(union(own, circle).subquery().c[0])


def _open_plan() -> Select[Any]:
    return select(col(Plan.id)).where(col(Plan.person_id) == col(Person.id), col(Plan.closed_at).is_(None))


def _holds(letters: str) -> Condition:
    wanted = letters.lower()
    return or_(
        func.lower(col(Person.full_name)).contains(wanted, autoescape=True),
        func.lower(col(Person.preferred_name)).contains(wanted, autoescape=True),
    )


def called_by() -> Any:
    """The name the person likes, or the full one, in a query that has joined Person."""
    return case((col(Person.preferred_name) != "", col(Person.preferred_name)), else_=col(Person.full_name))


def _plan_row(row: Any) -> PlanRow:
    identity, person, full_name, called, kind, standing, due_on, what, since, owner, owner_name, team = row
    return PlanRow(
        identity, person, full_name, called, kind, standing, due_on, what, since, owner, owner_name or "", team
    )
