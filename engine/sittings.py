"""Sitting: one stretch of somebody reading and answering in the person's room: where, on whose device, with whose help.

Whoever writes an answer or a signature takes what the paper says about it from here, never from a form: `way`,
`helped_by` and `device`. The acting side carries the sitting's id (`Actor.sitting`), so a verb finds its row.
"""

from datetime import datetime
from enum import StrEnum
from uuid import UUID

from sqlmodel import Field, Session, SQLModel, col, select

from engine.columns import key, points_to
from engine.ids import read_id
from engine.lifecycle import Actor


class SittingKind(StrEnum):
    """How somebody came to sit in the room. The words are printed on answers."""

    OWN = "own session"
    HAND_OVER = "hand-over sitting"


class Device(StrEnum):
    """Whose device it is."""

    OWN = "own"
    COORDINATORS = "coordinator’s"


class WayIn(StrEnum):
    """What opened the room."""

    PASSWORD = "password"  # noqa: S105 - a way in, not a secret
    PASSKEY = "passkey"
    CARD = "card"
    HANDED_OVER = "handed over"


class Help(StrEnum):
    """What the person said when they were asked who is with them."""

    NOT_ASKED = ""
    NOBODY = "nobody"
    CHOSEN = "somebody they chose"
    STAFF = "a staff member"
    GUARDIAN = "their guardian"


class Sitting(SQLModel, table=True):
    """`account_id` acts: the person's own account, or their guardian's. A guardian's sitting names no person."""

    id: UUID = key()
    person_id: UUID | None = points_to("person.id", optional=True)
    plan_id: UUID | None = points_to("plan.id", optional=True, index=False)
    account_id: UUID = points_to("account.id")
    kind: str = Field(max_length=20)
    way_in: str = Field(max_length=20)
    device: str = Field(max_length=20)
    handed_over_by: UUID | None = points_to("account.id", optional=True, index=False)
    handed_over_by_name: str = Field(default="", max_length=200)
    helped_by_kind: str = Field(default="", max_length=30)
    helped_by_name: str = Field(default="", max_length=200)
    started_at: datetime
    ended_at: datetime | None = None
    end: str = Field(default="", max_length=30)

    @property
    def way(self) -> str:
        """How an answer given now was given, as the paper prints it."""
        return self.kind

    @property
    def helped_by(self) -> str:
        """Who is with the person, as the paper prints it; empty when nobody is, or nobody asked yet."""
        if self.helped_by_kind in (Help.NOT_ASKED, Help.NOBODY):
            return ""
        return f"{self.helped_by_name} ({self.helped_by_kind})" if self.helped_by_name else self.helped_by_kind

    @property
    def asked_for_help(self) -> bool:
        """Whether the person has said who is with them, or that nobody is."""
        return self.helped_by_kind != Help.NOT_ASKED

    @property
    def alone(self) -> bool:
        """Whether the person said that nobody is with them. Private parts are shown to nobody else’s eyes."""
        return self.helped_by_kind == Help.NOBODY

    @property
    def is_handed_over(self) -> bool:
        """Whether the person sits at a device that belongs to staff."""
        return self.kind == SittingKind.HAND_OVER


def sitting_of(session: Session, actor: Actor) -> Sitting | None:
    """The sitting in which somebody acts, while it lasts and is theirs; None for everybody who sits in none."""
    identity = read_id(actor.sitting)
    found = session.get(Sitting, identity) if identity else None
    if found is None or found.ended_at is not None or str(found.account_id) != actor.account:
        return None
    return found


def sittings_of(session: Session, person_id: UUID, *, limit: int | None = None) -> list[Sitting]:
    """The person's sittings, newest first."""
    query = select(Sitting).where(Sitting.person_id == person_id).order_by(col(Sitting.id).desc())
    return list(session.exec(query.limit(limit) if limit else query))
