"""Shows on the terminal that something long is moving; whatever is done within two seconds shows nothing."""

import sys
import time
from types import TracebackType
from typing import TextIO

PATIENCE = 2.0
_WIDTH = 30


class Progress:
    """Called with how much of how much is done. Where nobody watches, it stays silent."""

    def __init__(self, what: str, *, screen: TextIO | None = None) -> None:
        self._what = what
        self._screen = screen or sys.stderr
        self._begun = time.monotonic()
        self._drawn_at = 0.0

    def __call__(self, done: int, total: int) -> None:
        """Draw the bar, at most ten times a second."""
        now = time.monotonic()
        if now - self._begun < PATIENCE or now - self._drawn_at < 0.1 or not self._screen.isatty():
            return
        self._drawn_at = now
        part = min(1.0, done / total) if total > 0 else 0.0
        bar = "#" * round(part * _WIDTH)
        self._screen.write(f"\r\033[K{self._what} [{bar:<{_WIDTH}}] {part:4.0%}")
        self._screen.flush()

    def __enter__(self) -> "Progress":
        return self

    def __exit__(self, kind: type[BaseException] | None, value: object, trace: TracebackType | None) -> None:
        if self._drawn_at:
            self._screen.write("\r\033[K")
            self._screen.flush()
