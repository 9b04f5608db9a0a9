"""Whether an action is open to a visitor, and the sentence that stands in its way, for pages that offer actions."""

from datetime import date
from uuid import UUID

from sqlalchemy import select
from sqlmodel import Session, col

from engine.accounts import Role
from engine.people import Person
from engine.permissions import NOT_BY_AN_AUTHOR, Action, Scope, roles_for, scope_of
from engine.plans import Plan
from engine.reach import reaches, wrote
from engine.refusals import Reason
from engine.sayings import Saying, as_saying, say, several
from engine.visitors import Visitor


def may(
    session: Session,
    visitor: Visitor,
    action: Action,
    *,
    on: date,
    person_id: UUID | None = None,
    plan_id: UUID | None = None,
) -> bool:
    """Whether the action is open to the visitor on this person or plan. Never true where the record is missing."""
    query = select(col(Person.id))
    if plan_id is not None:
        query = query.join(Plan, col(Plan.person_id) == col(Person.id)).where(col(Plan.id) == plan_id)
    else:
        query = query.where(col(Person.id) == person_id)
    return session.scalar(query.where(reaches(visitor, action, on=on, of_plan=plan_id is not None))) is not None


def why_not(
    session: Session,
    visitor: Visitor,
    action: Action,
    *,
    on: date,
    person_id: UUID | None = None,
    plan_id: UUID | None = None,
) -> Reason | None:
    """The sentence that stands in the way of an action on a record the visitor already sees, or nothing."""
    if may(session, visitor, action, on=on, person_id=person_id, plan_id=plan_id):
        return None
    title = say("“%(action)s”", action=as_saying(action.value.capitalize()))
    if scope_of(visitor.role, action) is Scope.NONE:
        return Reason(
            "role",
            say(
                "%(title)s is for %(roles)s. You are here as %(role)s.",
                title=title,
                roles=_listed(roles_for(action)),
                role=_called(visitor.role),
            ),
        )
    if plan_id is not None and action in NOT_BY_AN_AUTHOR and _wrote(session, visitor, plan_id):
        return Reason(
            "author",
            say("%(title)s is for somebody who did not write this version. You wrote part of it.", title=title),
        )
    return Reason(
        "relation",
        say(
            "%(title)s is open to you for %(whose)s, and this is not among them today. Ask the person’s "
            "service coordinator or your supervisor if you should be part of it.",
            title=title,
            whose=as_saying(_WHOSE[scope_of(visitor.role, action)]),
        ),
    )


def _wrote(session: Session, visitor: Visitor, plan_id: UUID) -> bool:
    return session.scalar(select(col(Plan.id)).where(col(Plan.id) == plan_id, wrote(visitor))) is not None


def _called(role: Role) -> Saying:
    return say("service coordinator") if role is Role.COORDINATOR else as_saying(role.value)


def _listed(roles: list[Role]) -> Saying:
    words = [say("the %(role)s", role=_called(role)) for role in roles]
    return words[0] if len(words) == 1 else say("%(first)s and %(last)s", first=several(words[:-1]), last=words[-1])


_WHOSE = {
    Scope.OWN: "your own plan",
    Scope.LEGAL: "people whose guardian you are, within your papers’ dates and scope",
    Scope.SHARED: "people who share this with you",
    Scope.CASELOAD: "the people you coordinate",
    Scope.ASSIGNED: "the people you work with",
    Scope.TEAM: "the people of your team",
    Scope.AGENCY: "everybody",
}
