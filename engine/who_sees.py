"""Who can read a person's plan today, one account in one role at a time, each tried against the permission table itself."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from uuid import UUID

from sqlmodel import Session, col, or_, select

from engine.access import may
from engine.accounts import Account, AccountRole, Role
from engine.people import Person, Relation, RelationKind, assignments_of, circle_of
from engine.permissions import Action
from engine.plans import Plan
from engine.visitors import Visitor, visitor_for


class Why(StrEnum):
    """Why somebody can read the plan."""

    COORDINATOR = "coordinator"
    CLINICIAN = "clinician"
    PROVIDER = "provider"
    REVIEWER = "reviewer"
    COVERS = "covers"
    SUPERVISOR = "supervisor"
    MANAGER = "manager"
    GUARDIAN = "guardian"
    SUPPORTER = "supporter"


@dataclass(frozen=True)
class Seer:
    """Somebody who can read the plan. `relation` is there for who belongs to the person's circle."""

    account_id: UUID
    name: str
    why: Why
    relation: Relation | None = None


def who_sees(session: Session, person: Person, *, on: date) -> list[Seer]:
    """Everybody who can read the person's plan, the circle first, staff after it, each once."""
    found: dict[UUID, Seer] = {}
    for seer, role in _candidates(session, person, on):
        if seer.account_id not in found and _reads(session, seer.account_id, role, person, on):
            found[seer.account_id] = seer
    return list(found.values())


def _reads(session: Session, account_id: UUID, role: Role, person: Person, on: date) -> bool:
    visitor: Visitor | None = visitor_for(session, account_id, role)
    return visitor is not None and may(session, visitor, Action.SEE_PLAN, on=on, person_id=person.id)


def _candidates(session: Session, person: Person, on: date) -> Iterator[tuple[Seer, Role]]:
    for row in circle_of(session, person.id):
        if row.account_id is not None:
            guardian = row.kind == RelationKind.GUARDIAN
            why, role = (Why.GUARDIAN, Role.GUARDIAN) if guardian else (Why.SUPPORTER, Role.SUPPORTER)
            yield Seer(row.account_id, row.name, why, row), role
    plans = session.exec(select(Plan).where(Plan.person_id == person.id).order_by(col(Plan.id))).all()
    names = _names(session, [person.coordinator_id, *(plan.coordinator_id for plan in plans)])
    for identity, name in names.items():
        yield Seer(identity, name, Why.COORDINATOR), Role.COORDINATOR
        yield Seer(identity, name, Why.CLINICIAN), Role.CLINICIAN
    assigned = assignments_of(session, person.id, on=on)
    named = _names(session, [row.account_id for row in assigned])
    for part in assigned:
        for why, role in _PARTS.get(part.part, ()):
            yield Seer(part.account_id, named.get(part.account_id, ""), why), role
    query = (
        select(AccountRole, Account)
        .join(Account, col(Account.id) == col(AccountRole.account_id))
        .where(
            col(AccountRole.role).in_([Role.SUPERVISOR.value, Role.MANAGER.value]),
            or_(
                col(AccountRole.team_id) == person.team_id,
                col(AccountRole.team_id).is_(None),
            ),
        )
        .order_by(col(Account.name))
    )
    for held, account in session.exec(query).all():
        yield Seer(account.id, account.name, Why(held.role)), Role(held.role)


_PARTS = {
    "coordinator": ((Why.COVERS, Role.COORDINATOR),),
    "clinician": ((Why.CLINICIAN, Role.CLINICIAN),),
    "provider": ((Why.PROVIDER, Role.PROVIDER),),
    "reviewer": tuple((Why.REVIEWER, role) for role in (Role.COORDINATOR, Role.CLINICIAN)),
}


def _names(session: Session, ids: list[UUID | None]) -> dict[UUID, str]:
    wanted = [identity for identity in ids if identity is not None]
    rows = session.exec(select(col(Account.id), col(Account.name)).where(col(Account.id).in_(wanted))).all()
    by_id = {identity: name for identity, name in rows}  # noqa: C416 - dict() of rows has no type
    return {identity: by_id[identity] for identity in dict.fromkeys(wanted) if identity in by_id}
