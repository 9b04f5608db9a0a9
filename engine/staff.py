"""Lists of accounts: for whoever makes them, and for whoever gives a person to somebody who works with them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import or_, select, tuple_
from sqlmodel import Session, col

from engine.accounts import Account, AccountRole, Role
from engine.people import Team
from engine.reach import still_holds_role
from engine.visitors import Visitor

PAGE = 50
MOST_CHOICES = 500
"""Names in one list to choose from; an agency with more is narrowed by team."""


@dataclass(frozen=True)
class AccountRow:
    """One line of the list of accounts."""

    id: UUID
    name: str
    sign_in_name: str
    team: str
    roles: tuple[str, ...]
    closed: bool
    has_password: bool


def accounts_by_name(
    session: Session, *, named: str = "", after: tuple[str, UUID] | None = None, limit: int = PAGE
) -> list[AccountRow]:
    """Accounts in the order of their names; `named` is how a name or a sign-in name begins."""
    query = (
        select(Account, col(Team.name))
        .outerjoin(Team, col(Team.id) == col(Account.team_id))
        .order_by(col(Account.name), col(Account.id))
        .limit(limit)
    )
    if named:
        query = query.where(
            or_(
                col(Account.name).istartswith(named, autoescape=True),
                col(Account.sign_in_name).istartswith(named, autoescape=True),
            )
        )
    if after is not None:
        query = query.where(tuple_(col(Account.name), col(Account.id)) > tuple_(*after))
    rows = session.execute(query).all()
    roles = _roles_of(session, [account.id for account, _team in rows])
    return [
        AccountRow(
            account.id,
            account.name,
            account.sign_in_name,
            team or "",
            tuple(roles.get(account.id, ())),
            account.disabled_at is not None,
            account.password_hash is not None,
        )
        for account, team in rows
    ]


def staff_seen(
    session: Session, visitor: Visitor, *roles: Role, team: UUID | None = None
) -> list[tuple[UUID, str, str]]:
    """Open accounts in these roles whom the visitor may give people to: id, name, and the name of their team.

    Accounts without a team, such as a provider’s, are everybody’s.
    """
    holds = select(col(AccountRole.account_id)).where(col(AccountRole.role).in_([role.value for role in roles]))
    query = (
        select(col(Account.id), col(Account.name), col(Team.name))
        .outerjoin(Team, col(Team.id) == col(Account.team_id))
        .where(col(Account.id).in_(holds), col(Account.disabled_at).is_(None), still_holds_role(visitor))
        .order_by(col(Account.name), col(Account.id))
        .limit(MOST_CHOICES)
    )
    reach = team if visitor.whole_agency or visitor.role is Role.ADMINISTRATOR else visitor.team_id
    if reach is not None:
        query = query.where(or_(col(Account.team_id) == reach, col(Account.team_id).is_(None)))
    return [(identity, name, of_team or "") for identity, name, of_team in session.execute(query)]


def holding(session: Session, *roles: Role, team: UUID | None = None, whole_agency: bool = False) -> list[Account]:
    """Open accounts that hold one of these roles in a team, by name; with `whole_agency` those too who hold it for all."""
    of_team = col(AccountRole.team_id) == team
    where = or_(of_team, col(AccountRole.team_id).is_(None)) if whole_agency else of_team
    holds = select(col(AccountRole.account_id)).where(col(AccountRole.role).in_([role.value for role in roles]), where)
    query = select(Account).where(col(Account.id).in_(holds), col(Account.disabled_at).is_(None))
    return list(session.scalars(query.order_by(col(Account.name), col(Account.id))))


def account_named(session: Session, sign_in_name: str) -> Account | None:
    """The account with this sign-in name, as signing in looks it up."""
    return session.scalars(select(Account).where(col(Account.sign_in_name) == sign_in_name.strip().lower())).first()


def accounts_by_id(session: Session, ids: Sequence[UUID]) -> Mapping[UUID, Account]:
    """These accounts."""
    if not ids:
        return {}
    return {account.id: account for account in session.scalars(select(Account).where(col(Account.id).in_(ids)))}


def own_account_of(session: Session, person_id: UUID) -> Account | None:
    """The account that is the person’s own."""
    return session.scalars(select(Account).where(col(Account.person_id) == person_id).limit(1)).first()


def _roles_of(session: Session, ids: Sequence[UUID]) -> dict[UUID, list[str]]:
    roles: dict[UUID, list[str]] = {}
    query = select(col(AccountRole.account_id), col(AccountRole.role)).where(col(AccountRole.account_id).in_(ids))
    for identity, role in session.execute(query.order_by(col(AccountRole.role))):
        roles.setdefault(identity, []).append(role)
    return roles
