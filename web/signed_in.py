"""Who is signed in here: the visitor that every record is asked for, and what belongs to this browser alone."""

from dataclasses import dataclass, replace
from uuid import UUID

from engine.lifecycle import Actor
from engine.sittings import Sitting
from engine.visitors import Visitor


@dataclass(frozen=True)
class SignedIn:
    """A visitor in the one role they act in now. `csrf` is bound to this session; `roles` are those they could act in.

    `sitting` is there for the person and their guardian: take `way`, `helped_by` and `device` from it, not from a form.
    """

    visitor: Visitor
    roles: tuple[str, ...]
    csrf: str
    sitting: Sitting | None = None

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
        """The visitor as the mechanism sees them, with the sitting they act in."""
        if self.sitting is None:
            return self.visitor.actor
        return replace(self.visitor.actor, sitting=str(self.sitting.id), way=self.sitting.way)
