"""What somebody sent while their screen was locked: kept until the screen is unlocked, so that no answer is lost."""

from datetime import datetime, timedelta

from sqlalchemy import LargeBinary, delete
from sqlmodel import Field, Session, SQLModel, col

from engine.columns import json_value

KEPT = timedelta(days=1)
MOST = 200_000
"""Characters of one form that are kept."""


class HeldForm(SQLModel, table=True):
    """The last form that reached a locked session: where it was going, and its fields. Files are not kept."""

    __tablename__ = "held_form"

    session_digest: bytes = Field(primary_key=True, sa_type=LargeBinary(32))
    path: str = Field(max_length=500)
    fields: dict[str, list[str]] = json_value()
    at: datetime


def hold(session: Session, digest: bytes, path: str, fields: dict[str, list[str]], *, at: datetime) -> bool:
    """Keep a form until its session is unlocked, in the place of the one before. False when it is too large."""
    if len(path) > 500 or sum(len(text) for said in fields.values() for text in said) > MOST:
        return False
    let_go(session, digest)
    session.add(HeldForm(session_digest=digest, path=path, fields=fields, at=at))
    session.flush()
    return True


def held(session: Session, digest: bytes) -> HeldForm | None:
    """What was sent while the screen was locked."""
    return session.get(HeldForm, digest)


def let_go(session: Session, digest: bytes) -> None:
    """It was sent, or its session is over."""
    session.execute(delete(HeldForm).where(col(HeldForm.session_digest) == digest))


def forget_held(session: Session, *, at: datetime) -> int:
    """Delete what nobody came back for."""
    return int(session.execute(delete(HeldForm).where(col(HeldForm.at) < at - KEPT)).rowcount)  # type: ignore[attr-defined]
