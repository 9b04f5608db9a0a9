"""Whether SQLite's file is still the one that was opened.

A file that was deleted, or that another was put in the place of, still takes writes through an open connection and
loses them; and SQLite makes an empty one for whoever connects next. So both are refused until the program is started
anew.
"""

import os
from typing import Any

from engine.out_of_reach import GONE, because
from engine.refusals import OutOfReach


class SameFile:
    """The file of one Database, known from its first connection on."""

    def __init__(self, path: str | None) -> None:
        self._path = path if path and path != ":memory:" and not path.startswith("file:") else None
        self._first: tuple[int, int] | None = None

    def note(self, _connection: Any, _record: Any) -> None:
        """After a connection was made."""
        if self._path and self._first is None:
            self._first = _which(self._path)

    def require(self, what: str) -> None:
        """Raises OutOfReach, beginning with what could not be done."""
        if self._first is not None and self._path and _which(self._path) != self._first:
            raise OutOfReach(because(what, GONE))


def _which(path: str) -> tuple[int, int] | None:
    try:
        found = os.stat(path)  # noqa: PTH116 - each transaction asks, and a Path costs more than the answer
    except OSError:
        return None
    return found.st_dev, found.st_ino
