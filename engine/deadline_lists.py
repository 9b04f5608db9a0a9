"""The deadlines a coordinator, a team or an agency has open, by age; drawn by key, counted only as far as it helps.

Counts stop at `AT_MOST`: "more than 1,000" tells a manager as much as the exact figure and costs one short look at an
index, so nothing has to be maintained in the transactions that write (docs/decisions/0008-bounded-counts.md).
"""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import BindParameter, Select, bindparam, case, func, or_, select, tuple_
from sqlmodel import Session, col

from engine.accounts import Account, AccountRole, Role
from engine.deadlines import OPEN, Deadline, deadlines
from engine.outbox import Message
from engine.people import Person, Team
from engine.permissions import Action, Scope, scope_of
from engine.plans import Plan
from engine.reach import Condition, reaches, still_holds_role
from engine.visitors import Visitor

PAGE = 50
AT_MOST = 1_000
SOON = timedelta(days=14)


@dataclass(frozen=True)
class DeadlineRow:
    """One promised date as a manager reads it, with the sentence that explains it."""

    id: UUID
    plan_id: UUID
    person_id: UUID
    full_name: str
    called: str
    plan_type: str
    standing: str
    kind: str
    due_on: date
    state: str
    sentence: str
    citation: str
    tag: str
    coordinator_id: UUID | None
    coordinator: str
    team_id: UUID | None

    @property
    def place(self) -> tuple[date, UUID]:
        """Where the next page goes on."""
        return (self.due_on, self.id)

    def late_by(self, on: date) -> int:
        """Days since the promised day; negative while it is still to come."""
        return (on - self.due_on).days


@dataclass(frozen=True)
class Counts:
    """Exact up to AT_MOST; one more than that means “more than”."""

    overdue: int
    soon: int


def deadlines_seen(
    session: Session,
    visitor: Visitor,
    *,
    on: date,
    after: tuple[date, UUID] | None = None,
    coordinator: UUID | None = None,
    team: UUID | None = None,
    since: date | None = None,
    until: date | None = None,
    limit: int = PAGE,
) -> list[DeadlineRow]:
    """Open deadlines, the oldest first, from `since` to `until`. `after` is the place of the last one shown."""
    query = (
        select(
            deadlines.c.id,
            col(Plan.id),
            col(Plan.person_id),
            col(Person.full_name),
            case((col(Person.preferred_name) != "", col(Person.preferred_name)), else_=col(Person.full_name)),
            col(Plan.plan_type),
            col(Plan.standing),
            deadlines.c.kind,
            deadlines.c.due_on,
            deadlines.c.state,
            deadlines.c.sentence,
            deadlines.c.citation,
            deadlines.c.tag,
            deadlines.c.owner,
            func.coalesce(col(Account.name), ""),
            deadlines.c.team,
        )
        .join(Plan, col(Plan.id) == deadlines.c.subject)
        .join(Person, col(Person.id) == col(Plan.person_id))
        .outerjoin(Account, col(Account.id) == deadlines.c.owner)
        .where(_is_open(), reaches(visitor, Action.SEE_DEADLINES, on=on, of_plan=True))
    )
    query = _narrowed(query, visitor, coordinator, team)
    if since is not None:
        query = query.where(deadlines.c.due_on >= since)
    if until is not None:
        query = query.where(deadlines.c.due_on <= until)
    if after is not None:
        query = query.where(tuple_(deadlines.c.due_on, deadlines.c.id) > tuple_(*after))
    found = session.execute(query.order_by(deadlines.c.due_on, deadlines.c.id).limit(limit))
    return [DeadlineRow(*row) for row in found]


def counts_seen(
    session: Session,
    visitor: Visitor,
    *,
    on: date,
    coordinator: UUID | None = None,
    team: UUID | None = None,
    within: timedelta = SOON,
) -> Counts:
    """How many are overdue, and how many fall due from today on within 14 days, or another while."""
    if scope_of(visitor.role, Action.SEE_DEADLINES) is Scope.NONE:
        return Counts(0, 0)
    query = _narrowed(select(deadlines.c.id).where(_is_open(), still_holds_role(visitor)), visitor, coordinator, team)
    overdue = query.where(deadlines.c.due_on < on)
    soon = query.where(deadlines.c.due_on >= on, deadlines.c.due_on <= on + within)
    return Counts(_bounded(session, overdue), _bounded(session, soon))


def counted(number: int) -> str:
    """A count as words: 1,000 is exact, one more is “more than 1,000”."""
    return f"{number:,}" if number <= AT_MOST else f"more than {AT_MOST:,}"


def teams_seen(session: Session, visitor: Visitor, *, limit: int | None = None) -> list[tuple[UUID, str]]:
    """Teams whose lists the visitor may narrow to, by name."""
    query = select(col(Team.id), col(Team.name)).where(still_holds_role(visitor)).order_by(col(Team.name))
    if not visitor.whole_agency and visitor.role is not Role.ADMINISTRATOR:
        query = query.where(col(Team.id) == visitor.team_id)
    return [(row.id, row.name) for row in session.execute(query.limit(limit))]


def coordinators_of(session: Session, visitor: Visitor, team: UUID) -> list[tuple[UUID, str]]:
    """Whoever may lead plans in a team the visitor answers for, service coordinators and clinicians, by name."""
    if not visitor.whole_agency and visitor.role is not Role.ADMINISTRATOR and team != visitor.team_id:
        return []
    leads = select(col(AccountRole.account_id)).where(
        col(AccountRole.role).in_([Role.COORDINATOR.value, Role.CLINICIAN.value])
    )
    query = (
        select(col(Account.id), col(Account.name))
        .where(col(Account.team_id) == team, col(Account.disabled_at).is_(None), col(Account.id).in_(leads))
        .where(still_holds_role(visitor))
        .order_by(col(Account.name), col(Account.id))
    )
    return [(row.id, row.name) for row in session.execute(query)]


def reminders_of(session: Session, deadline: Deadline) -> list[Message]:
    """The reminders of a deadline that went to those who lead or supervise in its team, oldest first."""
    staff = select(col(AccountRole.account_id)).join(Account, col(Account.id) == col(AccountRole.account_id))
    told = or_(
        col(Message.recipient) == deadline.owner,
        col(Message.recipient).in_(staff.where(col(Account.team_id) == deadline.team)),
    )
    query = select(Message).where(told, col(Message.dedupe_key).startswith(f"{deadline.id}:"))
    return list(session.scalars(query.order_by(col(Message.created_at), col(Message.id))))


def _is_open() -> Condition:
    """Written out as literals: SQLite uses the partial indexes only when it sees the same words."""
    states: BindParameter[list[str]] = bindparam(
        "open_states", [state.value for state in OPEN], expanding=True, literal_execute=True
    )
    return deadlines.c.state.in_(states)


def _narrowed(query: Select[Any], visitor: Visitor, coordinator: UUID | None, team: UUID | None) -> Select[Any]:
    if scope_of(visitor.role, Action.SEE_DEADLINES) is Scope.CASELOAD:
        query = query.where(deadlines.c.owner == visitor.account_id)
    elif not visitor.whole_agency:
        query = query.where(deadlines.c.team == visitor.team_id)
    if coordinator is not None:
        query = query.where(deadlines.c.owner == coordinator)
    if team is not None:
        query = query.where(deadlines.c.team == team)
    return query


def _bounded(session: Session, query: Select[Any]) -> int:
    # In the index's own order, or PostgreSQL may gather every match before it stops at the limit.
    short = query.order_by(deadlines.c.due_on).limit(AT_MOST + 1).subquery()
    return int(session.scalar(select(func.count()).select_from(short)) or 0)
