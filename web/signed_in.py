"""Who is asking, as a value: pages hand it on, the engine asks it nothing."""

from dataclasses import dataclass
from uuid import UUID

from engine.lifecycle import Actor


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
