"""When each signed-in browser was last here, written down for many at once and never while somebody waits.

A page that is only looked at then costs no write to the disk. What is not yet written down is known to this process; if
the process is killed, a sign-in may end some seconds early.
"""

from collections.abc import Callable
from contextlib import suppress
from datetime import datetime
from threading import Lock, Timer

from sqlalchemy import bindparam, update
from sqlalchemy.exc import SQLAlchemyError
from sqlmodel import col

from engine.accounts import WebSession
from engine.database import Database, writing
from engine.refusals import OutOfReach

WRITTEN_AFTER = 10.0
"""Seconds. Other machines see a visit this much later; sign-ins end after minutes."""


class LastVisits:
    """The visits of one process."""

    def __init__(self, database: Database, *, later: Callable[[float, Callable[[], None]], None] | None = None) -> None:
        self._database = database
        self._later = later or _in_a_while
        self._lock = Lock()
        self._waiting: dict[bytes, datetime] = {}

    def of(self, token_digest: bytes, written: datetime) -> datetime:
        """The last visit: what the database says, or what waits to be written there."""
        return max(written, self._waiting.get(token_digest, written))

    def note(self, token_digest: bytes, *, at: datetime) -> None:
        """The browser was here."""
        with self._lock:
            first = not self._waiting
            self._waiting[token_digest] = at
        if first:
            self._later(WRITTEN_AFTER, self.write_down)

    def write_down(self) -> None:
        """All that wait, in one transaction. Records that cannot be changed can still be read, so failing is no harm."""
        with self._lock:
            visits, self._waiting = self._waiting, {}
        rows = [{"digest": digest, "at": at} for digest, at in visits.items()]
        if rows:
            with suppress(SQLAlchemyError, OutOfReach), writing(self._database) as session:
                session.connection().execute(_SEEN, rows)


_SEEN = update(WebSession).where(col(WebSession.token_digest) == bindparam("digest")).values(seen_at=bindparam("at"))


def _in_a_while(seconds: float, work: Callable[[], None]) -> None:
    timer = Timer(seconds, work)
    timer.daemon = True
    timer.start()
