"""Salts of commands that carried somebody's words. With its salt gone, a command's digest says nothing about them.

A command's digest stands in its event for ever, and short words could be guessed from a plain one. So a command that holds
free text is digested with a salt that stands here, beside the chain, and goes with an erasure or when it has grown old.
"""

from collections.abc import Sequence
from datetime import datetime
from typing import cast

from sqlalchemy import LargeBinary, Table, delete, insert, select
from sqlmodel import Field, Session, SQLModel

from engine.canonical import new_salt
from engine.columns import IN_ONE_TREE
from engine.prepared import Prepared


class CommandSalt(SQLModel, table=True):
    """Kept while the same form may still be sent again."""

    __tablename__ = "command_salt"
    __table_args__ = IN_ONE_TREE

    command_id: str = Field(primary_key=True, max_length=120)
    stream: str = Field(max_length=80)
    at: datetime
    salt: bytes = Field(sa_type=LargeBinary(16))


salts = cast("Table", CommandSalt.__table__)  # type: ignore[attr-defined]


def salt_for(session: Session, command_id: str, *, stream: str, at: datetime) -> bytes:
    """A new salt for a command that is about to be recorded."""
    salt = new_salt()
    _KEEP.run(session, {"command_id": command_id, "stream": stream, "at": at, "salt": salt})
    return salt


def salt_of(session: Session, command_id: str) -> bytes:
    """The salt of a command that was recorded; empty where it had none, or has none any more."""
    found = session.execute(select(salts.c.salt).where(salts.c.command_id == command_id)).scalar()
    return bytes(found) if found is not None else b""


def let_go(session: Session, streams: Sequence[str]) -> None:
    """Erasure: the digests of what was ever sent about these streams can no longer be tried."""
    session.execute(delete(salts).where(salts.c.stream.in_(list(streams))))


def forget(session: Session, *, before: datetime) -> int:
    """Let go of salts whose form nobody sends again; returns how many."""
    return int(session.execute(delete(salts).where(salts.c.at < before)).rowcount)  # type: ignore[attr-defined]


_KEEP = Prepared(lambda _: insert(salts), columns=[column.name for column in salts.c])
