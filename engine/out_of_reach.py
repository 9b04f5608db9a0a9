"""What a failing database means to whoever asked: is it busy, full, gone; was anything saved; what can be done."""

import sqlite3
from typing import Any

from sqlalchemy.exc import DBAPIError
from sqlalchemy.exc import TimeoutError as NoConnectionFree

from engine.refusals import OutOfReach
from engine.sayings import Saying, as_saying, say

PATIENCE = 10.0
"""Seconds to wait for one's turn, and again for another program to let go of the file."""

NOT_SAVED, NOT_SHOWN = say("This was not saved"), say("This cannot be shown just now")
_TELL = say("Tell the person who runs Ownwords for your agency, and try again later.")
_WAIT = say("Wait a minute, then send it again.")

BUSY = say("something else is using the records. %(then)s", then=_WAIT)
GONE = say("the records are not where they were. %(then)s", then=_TELL)
_READ_ONLY = say("the records can be read, but not changed. %(then)s", then=_TELL)
_FULL = say("the disk that holds the records is full. %(then)s", then=_TELL)
_DAMAGED = say("the records cannot be read. %(then)s", then=_TELL)
_LOST = say("the connection to the records broke. %(then)s", then=_WAIT)
_UNCERTAIN = say(
    "It is not certain that this was saved: the connection to the records broke at the last moment. "
    "Open the page again to see. Sending the same form once more is safe: nothing is saved twice."
)

_SQLITE = {
    sqlite3.SQLITE_BUSY: BUSY,
    sqlite3.SQLITE_LOCKED: BUSY,
    sqlite3.SQLITE_READONLY: _READ_ONLY,
    sqlite3.SQLITE_FULL: _FULL,
    sqlite3.SQLITE_IOERR: _DAMAGED,
    sqlite3.SQLITE_CORRUPT: _DAMAGED,
    sqlite3.SQLITE_NOTADB: _DAMAGED,
    sqlite3.SQLITE_CANTOPEN: GONE,
}
_POSTGRES = {
    "25006": _READ_ONLY,
    "40001": BUSY,
    "40P01": BUSY,
    "53100": _FULL,
    "53300": BUSY,
    "55P03": BUSY,
    "57014": BUSY,
    "57P01": _LOST,
    "57P02": _LOST,
    "57P03": _LOST,
}


def because(what: str, why: object) -> Saying:
    """What could not be done, and why, as one sentence."""
    return say("%(what)s: %(why)s", what=as_saying(what), why=why)


def meaning_of(error: Exception, *, what: str, committing: bool = False) -> OutOfReach | None:
    """The refusal for a failure of the database itself; None for a statement that was wrong, which is our defect."""
    if isinstance(error, NoConnectionFree):
        return OutOfReach(because(what, BUSY))
    cause: Any = error.orig if isinstance(error, DBAPIError) else error
    why = _why(cause)
    if why is None:
        return None
    if committing and why in (_LOST, _DAMAGED):
        return OutOfReach(_UNCERTAIN)
    return OutOfReach(because(what, why))


def _why(cause: Any) -> str | None:
    if isinstance(cause, sqlite3.Error):
        return _SQLITE.get(getattr(cause, "sqlite_errorcode", 0) & 0xFF)
    if type(cause).__module__.startswith("psycopg"):
        code = getattr(cause, "sqlstate", None)
        if code is None or code.startswith("08"):
            # psycopg gives no code when the server is not there or the wire broke.
            return _LOST if type(cause).__name__ in ("OperationalError", "ConnectionTimeout") or code else None
        return _POSTGRES.get(code)
    return None
