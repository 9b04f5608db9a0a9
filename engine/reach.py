"""The permission table as SQL: which people, in the same query that fetches the record, a visitor may reach."""

from datetime import date

from sqlalchemy import ColumnElement, String, and_, cast, exists, false, or_, select, true
from sqlalchemy.orm import aliased
from sqlmodel import col

from engine.accounts import Account, AccountRole, Role
from engine.authorities import DECIDING_AREAS
from engine.items import Item
from engine.people import Assignment, Person, Relation, RelationKind
from engine.permissions import NOT_BY_AN_AUTHOR, SHARES, Action, Scope, scope_of
from engine.plans import Plan
from engine.versions import Version
from engine.visitors import Visitor

Condition = ColumnElement[bool]

REVIEWER = "reviewer"
"""The part of an Assignment that is a second reviewer, whatever their role."""


def reaches(visitor: Visitor, action: Action, *, on: date, of_plan: bool = False) -> Condition:
    """True for the rows of Person the visitor may do this to; with `of_plan` the query has joined Plan as well.

    The account and its role are looked up again in the query: what was taken away a moment ago is gone. Every inner
    query says what it takes from the outer one; left to guess, it could take the outer query's own Account or Plan.
    """
    conditions = [still_holds_role(visitor), _related(visitor, action, on=on, of_plan=of_plan)]
    if of_plan and action in NOT_BY_AN_AUTHOR:
        conditions.append(~wrote(visitor))
    return and_(*conditions)


def wrote(visitor: Visitor) -> Condition:
    """Whether the visitor began the version that is being written, or wrote a line of it that is not in force yet.

    Taking a version back makes nobody less its author; a line carried over from the version in force is read as given.
    """
    in_force = aliased(Version)
    frozen_at = select(col(in_force.frozen_at)).where(col(in_force.id) == col(Plan.in_force_version_id))
    since = frozen_at.correlate(Plan).scalar_subquery()
    own_line = exists(
        select(col(Item.id)).where(
            col(Item.version_id) == col(Version.id),
            col(Item.changed_by) == visitor.account_id,
            or_(since.is_(None), col(Item.changed_at) > since),
        )
    )
    return exists(
        select(col(Version.id)).where(
            col(Version.id) == col(Plan.working_version_id),
            or_(col(Version.created_by) == visitor.account_id, own_line),
        )
    )


def reads_private_words(visitor: Visitor) -> Condition:
    """True for rows of Person whose private words the visitor may read: their own, or of people they coordinate.

    Narrower than the table’s caseload: whoever only covers for the coordinator is not who the person told it to.
    """
    if visitor.role is Role.PARTICIPANT:
        return and_(still_holds_role(visitor), _is_the_person(visitor))
    if visitor.role not in (Role.COORDINATOR, Role.CLINICIAN):
        return false()
    return and_(still_holds_role(visitor), or_(col(Person.coordinator_id) == visitor.account_id, _leads(visitor)))


def still_holds_role(visitor: Visitor) -> Condition:
    return exists(
        select(col(Account.id))
        .join(AccountRole, col(AccountRole.account_id) == col(Account.id))
        .where(
            col(Account.id) == visitor.account_id,
            col(Account.disabled_at).is_(None),
            col(AccountRole.role) == str(visitor.role),
        )
        .correlate(None)
    )


def _related(visitor: Visitor, action: Action, *, on: date, of_plan: bool) -> Condition:
    match scope_of(visitor.role, action):
        case Scope.OWN:
            return _is_the_person(visitor)
        case Scope.LEGAL:
            return _is_guardian(visitor, on)
        case Scope.SHARED:
            return _is_supporter(visitor, action, on)
        case Scope.CASELOAD:
            return _coordinates(visitor, on, of_plan)
        case Scope.ASSIGNED:
            return _works_with(visitor, on, of_plan)
        case Scope.TEAM:
            return _answers_for_team(visitor)
        case Scope.AGENCY:
            return true()
        case Scope.NONE:
            return false()


def _is_the_person(visitor: Visitor) -> Condition:
    if visitor.role is not Role.PARTICIPANT or visitor.person_id is None:
        return false()
    return exists(
        select(col(Account.id))
        .where(col(Account.id) == visitor.account_id, col(Account.person_id) == col(Person.id))
        .correlate(Person)
    )


def _is_guardian(visitor: Visitor, on: date) -> Condition:
    covers = or_(*(_names(word) for word in DECIDING_AREAS))
    seen = col(Relation.papers_seen_on) <= on
    by_two = or_(col(Relation.entered_by).is_(None), col(Relation.papers_seen_by) != col(Relation.entered_by))
    return _in_circle(visitor, on, col(Relation.kind) == RelationKind.GUARDIAN.value, seen, by_two, covers)


def _is_supporter(visitor: Visitor, action: Action, on: date) -> Condition:
    conditions = [col(Relation.kind) != RelationKind.GUARDIAN.value, col(Relation.chosen_by_person).is_(True)]
    if (needed := SHARES.get(action)) is not None:
        conditions.append(_names(needed))
    return _in_circle(visitor, on, *conditions)


def _names(word: str) -> Condition:
    """The scope column is a JSON list of words without quotation marks, so its text can be searched on both databases."""
    return cast(col(Relation.scope), String).contains(f'"{word}"')


def _in_circle(visitor: Visitor, on: date, *conditions: Condition) -> Condition:
    return exists(
        select(col(Relation.id))
        .where(
            col(Relation.person_id) == col(Person.id),
            col(Relation.account_id) == visitor.account_id,
            or_(col(Relation.starts_on).is_(None), col(Relation.starts_on) <= on),
            or_(col(Relation.ends_on).is_(None), col(Relation.ends_on) >= on),
            col(Relation.suspended_at).is_(None),
            *conditions,
        )
        .correlate(Person)
    )


def _coordinates(visitor: Visitor, on: date, of_plan: bool) -> Condition:
    if of_plan:
        leads: Condition = col(Plan.coordinator_id) == visitor.account_id
    else:
        leads = _leads(visitor)
    covers = _takes_part(visitor, on, Role.COORDINATOR) if visitor.role is Role.COORDINATOR else false()
    return or_(col(Person.coordinator_id) == visitor.account_id, leads, covers)


def _leads(visitor: Visitor) -> Condition:
    """Whether the visitor leads a plan of the person."""
    return exists(
        select(col(Plan.id))
        .where(col(Plan.person_id) == col(Person.id), col(Plan.coordinator_id) == visitor.account_id)
        .correlate(Person)
    )


def _works_with(visitor: Visitor, on: date, of_plan: bool) -> Condition:
    if visitor.role is Role.PROVIDER:
        return _takes_part(visitor, on, Role.PROVIDER)
    return or_(_coordinates(visitor, on, of_plan), _takes_part(visitor, on, visitor.role, REVIEWER))


def _answers_for_team(visitor: Visitor) -> Condition:
    if visitor.whole_agency:
        return true()
    if visitor.team_id is None:
        return false()
    return col(Person.team_id) == visitor.team_id


def _takes_part(visitor: Visitor, on: date, *parts: str) -> Condition:
    return exists(
        select(col(Assignment.id))
        .where(
            col(Assignment.person_id) == col(Person.id),
            col(Assignment.account_id) == visitor.account_id,
            col(Assignment.part).in_([str(part) for part in parts]),
            col(Assignment.starts_on) <= on,
            or_(col(Assignment.ends_on).is_(None), col(Assignment.ends_on) >= on),
        )
        .correlate(Person)
    )
