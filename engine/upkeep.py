"""Signs of life of the clock: when each job last ran, and which run-once jobs are done."""

from datetime import datetime

from sqlalchemy import insert, update
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
    """Note that a job ran."""
    table = Heartbeat.__table__  # type: ignore[attr-defined]
    changed = session.execute(update(table).where(table.c.job == job).values(at=at, said=said[:500]))
    if not changed.rowcount:  # type: ignore[attr-defined]
        session.execute(insert(table), {"job": job, "at": at, "said": said[:500]})


def last_beat(session: Session, job: str) -> datetime | None:
    """When a job last ran, or None."""
    row = session.get(Heartbeat, job)
    return row.at if row else None
