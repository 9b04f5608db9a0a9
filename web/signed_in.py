"""Who is asking, as a value: pages hand it on, the engine asks it nothing."""

from dataclasses import dataclass
from uuid import UUID

from engine.accounts import Role
from engine.lifecycle import Actor
from engine.visitors import Visitor


@dataclass(frozen=True)
class SignedIn:
    """An account in the one role it acts in now. `csrf` is bound to this session alone."""

    account_id: UUID
    name: str
    role: str
    roles: tuple[str, ...]
    team_id: UUID | None
    person_id: UUID | None
    language: str
    csrf: str

    @property
    def actor(self) -> Actor:
        """The account as the mechanism sees it."""
        return Actor(account=str(self.account_id), role=self.role, name=self.name)

    @property
    def visitor(self) -> Visitor:
        """The account as engine.access sees it. A manager whose role names no team answers for the whole agency."""
        role = Role(self.role)
        return Visitor(
            account_id=self.account_id,
            role=role,
            name=self.name,
            team_id=self.team_id,
            person_id=self.person_id if role is Role.PARTICIPANT else None,
            whole_agency=role is Role.MANAGER and self.team_id is None,
            language=self.language,
        )
