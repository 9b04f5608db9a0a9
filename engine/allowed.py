"""Which actions the permission table opens to somebody on one plan: the whole table read at once, in one query."""

from collections.abc import Collection
from datetime import date
from uuid import UUID

from sqlalchemy import select
from sqlmodel import Session, col

from engine.people import Person
from engine.permissions import NOT_BY_AN_AUTHOR, SHARES, Action, Scope, scope_of
from engine.plans import Plan
from engine.reach import reaches
from engine.visitors import Visitor


def allowed(
    session: Session, visitor: Visitor, actions: Collection[Action], plan_id: UUID, *, on: date
) -> frozenset[Action]:
    """Those of the actions that are open to the visitor on this plan. Actions that reach alike are asked about once."""
    alike: dict[object, list[Action]] = {}
    for action in sorted(actions):
        if scope_of(visitor.role, action) is Scope.NONE:
            continue
        reach = (scope_of(visitor.role, action), action in NOT_BY_AN_AUTHOR, SHARES.get(action))
        alike.setdefault(reach, []).append(action)
    groups = list(alike.values())
    if not groups:
        return frozenset()
    query = (
        select(*(reaches(visitor, group[0], on=on, of_plan=True).label(group[0].name) for group in groups))
        .select_from(Plan)
        .join(Person, col(Person.id) == col(Plan.person_id))
        .where(col(Plan.id) == plan_id)
    )
    row = session.execute(query).first()
    if row is None:
        return frozenset()
    return frozenset(action for group, is_open in zip(groups, row, strict=True) if is_open for action in group)
