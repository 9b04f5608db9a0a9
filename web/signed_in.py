"""Who is signed in here: the visitor that every record is asked for, and what belongs to this browser alone."""

from dataclasses import dataclass
from uuid import UUID

from engine.lifecycle import Actor
from engine.visitors import Visitor


@dataclass(frozen=True)
class SignedIn:
    """A visitor in the one role they act in now. `csrf` is bound to this session; `roles` are those they could act in."""

    visitor: Visitor
    roles: tuple[str, ...]
    csrf: str

    @property
    def account_id(self) -> UUID:
        """The account that signed in."""
        return self.visitor.account_id

    @property
    def name(self) -> str:
        """As the account is called."""
        return self.visitor.name

    @property
    def role(self) -> str:
        """The role acted in now."""
        return str(self.visitor.role)

    @property
    def actor(self) -> Actor:
        """The visitor as the mechanism sees them."""
        return self.visitor.actor
