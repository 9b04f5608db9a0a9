"""What was said beside a plan's text, with a signature or an answer, and who may read it."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlmodel import Session, select

from engine.permissions import Action
from engine.rounds import Round, RoundKind
from engine.versions import Version
from engine.visitors import Visitor
from engine.why_not import may

SIGNED = "complete"
"""The end of a signing round in which everybody who had to was heard."""


@dataclass(frozen=True)
class Beside:
    """How much of what was said beside the text somebody reads: all of it, or what they said themselves."""

    all_of_it: bool
    account_id: UUID | None = None

    def opens(self, account_id: UUID) -> bool:
        """Whether the words that this account gave are open."""
        return self.all_of_it or account_id == self.account_id


ALL_OF_IT = Beside(all_of_it=True)


def read_beside(session: Session, visitor: Visitor, version: Version, *, on: date) -> Beside:
    """Words that go with a signature stand on the signed document and are read with it. Until then they are the signer's,
    open to them and to whoever may read the person's own words."""
    sees = may(session, visitor, Action.SEE_WORDS, on=on, plan_id=version.plan_id) or is_signed(session, version)
    return Beside(all_of_it=sees, account_id=visitor.account_id)


def is_signed(session: Session, version: Version) -> bool:
    """Whether a signing round on this very version was completed."""
    query = select(Round.id).where(
        Round.version_id == version.id, Round.kind == RoundKind.SIGNING.value, Round.end == SIGNED
    )
    return session.exec(query).first() is not None
