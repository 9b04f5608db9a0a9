"""Visitor: an account in the one role it acts in now. Made anew for every request, so that a lost role is lost at once."""

from dataclasses import dataclass
from uuid import UUID

from sqlmodel import Session, col, select

from engine.accounts import Account, AccountRole, Role
from engine.lifecycle import Actor


@dataclass(frozen=True)
class Visitor:
    """Who asks. `team_id` is the team this role answers for; `whole_agency` is the manager’s without a team."""

    account_id: UUID
    role: Role
    name: str
    team_id: UUID | None = None
    person_id: UUID | None = None
    whole_agency: bool = False
    language: str = "en"

    @property
    def actor(self) -> Actor:
        """The visitor as the mechanism sees them."""
        return Actor(account=str(self.account_id), role=str(self.role), name=self.name)


def visitor_of(account: Account, held: AccountRole) -> Visitor:
    """The account acting in one of its roles. The role’s own team goes before the account’s."""
    role = Role(held.role)
    whole_agency = role is Role.MANAGER and held.team_id is None
    return Visitor(
        account_id=account.id,
        role=role,
        name=account.name,
        team_id=None if whole_agency else held.team_id or account.team_id,
        person_id=account.person_id if role is Role.PARTICIPANT else None,
        whole_agency=whole_agency,
        language=account.language,
    )


def visitor_for(session: Session, account_id: UUID, role: Role | str) -> Visitor | None:
    """The visitor, or nothing when the account is disabled or no longer holds the role. One query."""
    query = (
        select(Account, AccountRole)
        .join(AccountRole, col(AccountRole.account_id) == col(Account.id))
        .where(Account.id == account_id, AccountRole.role == str(role), col(Account.disabled_at).is_(None))
    )
    found = session.exec(query).first()
    return visitor_of(*found) if found else None
