"""Who can sign in, and in which role."""

from datetime import datetime
from enum import StrEnum
from uuid import UUID

from sqlalchemy import LargeBinary
from sqlmodel import Field, Session, SQLModel, col, select

from engine.columns import key, points_to
from engine.lifecycle import Actor


class Role(StrEnum):
    """The ten roles of the permission table, and the clock."""

    PARTICIPANT = "participant"
    GUARDIAN = "guardian"
    SUPPORTER = "supporter"
    COORDINATOR = "coordinator"
    CLINICIAN = "clinician"
    SUPERVISOR = "supervisor"
    MANAGER = "manager"
    PROVIDER = "provider"
    AUDITOR = "auditor"
    ADMINISTRATOR = "administrator"


SYSTEM = "clock"
"""The role of the clock's own moves; no account can hold it."""

CLOCK = Actor(account="clock", role=SYSTEM, name="The clock")


class Account(SQLModel, table=True):
    """Somebody who can sign in. `person_id` is set when the account is the person's own."""

    id: UUID = key()
    sign_in_name: str = Field(max_length=120, unique=True)
    name: str = Field(max_length=200)
    email: str | None = Field(default=None, max_length=254)
    password_hash: str | None = None
    team_id: UUID | None = points_to("team.id", optional=True)
    person_id: UUID | None = points_to("person.id", optional=True)
    language: str = Field(default="en", max_length=20)
    created_at: datetime
    disabled_at: datetime | None = None
    version: int = 1


class AccountRole(SQLModel, table=True):
    """A role an account may act in; it acts in one at a time. A manager's `team_id` None means the whole agency."""

    __tablename__ = "account_role"

    account_id: UUID = Field(foreign_key="account.id", primary_key=True)
    role: str = Field(primary_key=True, max_length=20)
    team_id: UUID | None = points_to("team.id", optional=True)


class WebSession(SQLModel, table=True):
    """A signed-in browser. Only the token's digest is kept; the CSRF secret is bound to it.

    A session that handed its device over is asleep: no token opens it. The one that took the device over knows which
    session it may wake (`wakes`, a digest) and the page that was open there (`wakes_at`).
    """

    __tablename__ = "web_session"

    token_digest: bytes = Field(primary_key=True, sa_type=LargeBinary(32))
    account_id: UUID = points_to("account.id")
    role: str = Field(max_length=20)
    csrf: str = Field(max_length=64)
    began_at: datetime
    seen_at: datetime
    sitting_id: UUID | None = points_to("sitting.id", optional=True)
    locked_at: datetime | None = None
    asleep_at: datetime | None = None
    wakes: bytes | None = Field(default=None, sa_type=LargeBinary(32))
    wakes_at: str = Field(default="", max_length=500, sa_column_kwargs={"server_default": ""})
    confirmed_at: datetime | None = None
    """When its holder last showed, beyond having signed in, that it is them."""


class SignInAttempt(SQLModel, table=True):
    """One failed or successful attempt, kept for the rate limits. `address` is the network address it came from."""

    __tablename__ = "sign_in_attempt"

    id: UUID = key()
    name_digest: bytes = Field(sa_type=LargeBinary(32), index=True)
    address: str = Field(max_length=60, index=True)
    at: datetime = Field(index=True)
    succeeded: bool


class SetUpLink(SQLModel, table=True):
    """A one-time link to choose a password, for the first administrator or a new account. Only its digest stays."""

    __tablename__ = "set_up_link"

    token_digest: bytes = Field(primary_key=True, sa_type=LargeBinary(32))
    account_id: UUID | None = points_to("account.id", optional=True)
    expires_at: datetime
    used_at: datetime | None = None


def roles_of(session: Session, account_id: UUID) -> list[AccountRole]:
    """The roles an account may act in."""
    query = select(AccountRole).where(AccountRole.account_id == account_id).order_by(col(AccountRole.role))
    return list(session.exec(query))


def actor_for(account: Account, role: Role | str) -> Actor:
    """The account as the mechanism sees it."""
    return Actor(account=str(account.id), role=str(role), name=account.name)
