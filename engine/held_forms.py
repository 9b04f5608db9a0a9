"""What somebody sent while their screen was locked: kept until the screen is unlocked, so that no answer is lost."""

import re
from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import LargeBinary, delete
from sqlmodel import Field, Session, SQLModel, col, select

from engine.accounts import WebSession
from engine.columns import json_value
from engine.events import events
from engine.ids import read_id

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
    """What was sent while the screen was locked, and was not sent on since."""
    found = session.get(HeldForm, digest)
    return None if found is None or _was_done(session, found) else found


def let_go(session: Session, digest: bytes) -> None:
    """Its session is over, or another form takes its place."""
    session.execute(delete(HeldForm).where(col(HeldForm.session_digest) == digest))


def let_go_without_session(session: Session) -> int:
    """Sessions were ended by somebody else: nobody unlocks them any more, so what they held goes with them. Gives how many."""
    orphans = session.exec(select(HeldForm).where(col(HeldForm.session_digest).not_in(select(WebSession.token_digest))))
    return _deleted(session, orphans.all())


def let_go_with(session: Session, words: Sequence[re.Pattern[str]]) -> None:
    """Words were lawfully erased: forms that hold them go whole, whoever's they are. Files and passwords never stand here."""
    for row in session.exec(select(HeldForm)):
        if any(found.search(text) for said in row.fields.values() for text in said for found in words):
            session.delete(row)
    session.flush()


def forget_held(session: Session, *, at: datetime) -> int:
    """Delete what was sent on, what nobody came back for, and what no session can send on any more."""
    without = let_go_without_session(session)
    every = session.exec(select(HeldForm)).all()
    return without + _deleted(session, [row for row in every if row.at < at - KEPT or _was_done(session, row)])


def _deleted(session: Session, forms: Sequence[HeldForm]) -> int:
    for form in forms:
        session.delete(form)
    session.flush()
    return len(forms)


def _was_done(session: Session, form: HeldForm) -> bool:
    """Whether the command of the form stands in the history: the form itself is of no more use then."""
    command = read_id(next(iter(form.fields.get("command", ())), ""))
    return (
        command is not None
        and session.scalar(select(events.c.seq).where(events.c.command_id == str(command))) is not None
    )
