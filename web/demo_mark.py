"""The mark of a database in which all people are invented."""

from datetime import date, datetime

from sqlmodel import Session, select

from engine.upkeep import DoneOnce

MARK = "demo"


def is_demo(session: Session) -> bool:
    """True where the calendar may be played with."""
    return session.exec(select(DoneOnce).where(DoneOnce.job == MARK)).first() is not None


def mark_as_demo(session: Session, *, today: date, at: datetime) -> None:
    """Written before the story is told, while nobody is in the database yet."""
    session.add(DoneOnce(job=MARK, day=today.isoformat(), at=at))
