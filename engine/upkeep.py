"""Signs of life of the clock: when each job last ran, and which run-once jobs are done."""

from datetime import date, datetime
from typing import Any, cast

from sqlalchemy import Table
from sqlalchemy.dialects import postgresql, sqlite
from sqlmodel import Field, Session, SQLModel


class Heartbeat(SQLModel, table=True):
    """When a job of the clock last came to its end, whoever ran it."""

    job: str = Field(primary_key=True, max_length=40)
    at: datetime
    said: str = ""


class DoneOnce(SQLModel, table=True):
    """A job that runs once a day inserts its name and local date with its work; the second one fails and stops."""

    __tablename__ = "done_once"

    job: str = Field(primary_key=True, max_length=40)
    day: str = Field(primary_key=True, max_length=10)
    at: datetime


def beat(session: Session, job: str, *, at: datetime, said: str = "") -> None:
    """Note that a job ran; two that come to their end together both may."""
    row: Any = _insert(session)(_heartbeats).values(job=job, at=at, said=said[:500])
    session.execute(row.on_conflict_do_update(index_elements=["job"], set_={"at": at, "said": said[:500]}))


def once(session: Session, job: str, day: date, *, at: datetime) -> bool:
    """True for the first who asks on behalf of a job and local day; the work belongs in the same transaction."""
    row: Any = _insert(session)(_done_once).values(job=job, day=day.isoformat(), at=at)
    return session.execute(row.on_conflict_do_nothing().returning(_done_once.c.job)).first() is not None


def last_beat(session: Session, job: str) -> datetime | None:
    """When a job last ran, or None."""
    row = session.get(Heartbeat, job)
    return row.at if row else None


_heartbeats = cast("Table", Heartbeat.__table__)  # type: ignore[attr-defined]
_done_once = cast("Table", DoneOnce.__table__)  # type: ignore[attr-defined]


def _insert(session: Session) -> Any:
    return postgresql.insert if session.get_bind().dialect.name == "postgresql" else sqlite.insert
