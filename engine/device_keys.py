"""Keys for what a page may keep on a device until it is sent, and the agency's decisions whether that may be at all.

The key stays here. A page holds it in memory after its account signed in, and never writes it down; what the device keeps
can be read with it alone, and with the key gone by nobody. A key is given out for new entries for half a day, then a new one
is made; it is deleted once everything it could have locked is older than the agency lets a device keep.
"""

import os
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import LargeBinary, delete
from sqlmodel import Field, Session, SQLModel, col, select

from engine.columns import key, points_to

NEW_KEY_EVERY = timedelta(hours=12)
MOST_HOURS = 72


class KeepingDecision(SQLModel, table=True):
    """What an administrator decided about keeping entries on devices, and why. The newest holds; none means no."""

    __tablename__ = "keeping_decision"

    id: UUID = key()
    allowed: bool
    hours: int
    reason: str
    by: UUID = points_to("account.id", index=False)
    by_name: str = Field(max_length=200)
    at: datetime


class DeviceKey(SQLModel, table=True):
    """One account's key for one half day."""

    __tablename__ = "device_key"

    id: UUID = key()
    account_id: UUID = points_to("account.id")
    made_at: datetime
    secret: bytes = Field(sa_type=LargeBinary(32))


def decisions(session: Session) -> list[KeepingDecision]:
    """Every decision, newest first."""
    return list(session.exec(select(KeepingDecision).order_by(col(KeepingDecision.id).desc())))


def hours_allowed(session: Session) -> int:
    """For how many hours a device may keep what was not sent; 0 where it may not keep anything."""
    newest = session.exec(select(KeepingDecision).order_by(col(KeepingDecision.id).desc()).limit(1)).first()
    return newest.hours if newest is not None and newest.allowed else 0


def keys_for(session: Session, account_id: UUID, *, at: datetime) -> list[DeviceKey]:
    """This account's keys that still open something, newest first; the first is for new entries. Writes one when due."""
    hours = hours_allowed(session)
    if not hours:
        return []
    forget_keys(session, at=at)
    mine = select(DeviceKey).where(DeviceKey.account_id == account_id).order_by(col(DeviceKey.made_at).desc())
    found = list(session.exec(mine))
    if not found or at - found[0].made_at >= NEW_KEY_EVERY:
        made = DeviceKey(account_id=account_id, made_at=at, secret=os.urandom(32))
        session.add(made)
        session.flush()
        found.insert(0, made)
    return found


def forget_keys(session: Session, *, at: datetime) -> int:
    """Delete the keys that could open only what is older than allowed; all of them where nothing may be kept."""
    unused = at - NEW_KEY_EVERY - timedelta(hours=hours_allowed(session))
    statement = delete(DeviceKey)
    if hours_allowed(session):
        statement = statement.where(col(DeviceKey.made_at) < unused)
    return int(session.execute(statement).rowcount)  # type: ignore[attr-defined]


def forget_keys_of(session: Session, account_id: UUID) -> None:
    """An account that was closed reads nothing it left on a device."""
    session.execute(delete(DeviceKey).where(col(DeviceKey.account_id) == account_id))
