"""What a failing database means to whoever asked: is it busy, full, gone; was anything saved; what can be done."""

import sqlite3
from typing import Any

from sqlalchemy.exc import DBAPIError
from sqlalchemy.exc import TimeoutError as NoConnectionFree

from engine.refusals import OutOfReach

PATIENCE = 10.0
"""Seconds to wait for one's turn, and again for another program to let go of the file."""

NOT_SAVED, NOT_SHOWN = "This was not saved", "This cannot be shown just now"
_TELL = "Tell the person who runs Ownwords for your agency, and try again later."
_WAIT = "Wait a minute, then send it again."

BUSY = f"something else is using the records. {_WAIT}"
GONE = f"the records are not where they were. {_TELL}"
_READ_ONLY = f"the records can be read, but not changed. {_TELL}"
_FULL = f"the disk that holds the records is full. {_TELL}"
_DAMAGED = f"the records cannot be read. {_TELL}"
_LOST = f"the connection to the records broke. {_WAIT}"
_UNCERTAIN = (
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


def meaning_of(error: Exception, *, what: str, committing: bool = False) -> OutOfReach | None:
    """The refusal for a failure of the database itself; None for a statement that was wrong, which is our defect."""
    if isinstance(error, NoConnectionFree):
        return OutOfReach(f"{what}: {BUSY}")
    cause: Any = error.orig if isinstance(error, DBAPIError) else error
    why = _why(cause)
    if why is None:
        return None
    if committing and why in (_LOST, _DAMAGED):
        return OutOfReach(_UNCERTAIN)
    return OutOfReach(f"{what}: {why}")


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
