"""Shows on the terminal that something long is moving; whatever is done within two seconds shows nothing."""

import sys
import threading
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


class Waiting:
    """Shows the seconds that pass while one long step, of which nobody knows how far it is, does its work."""

    def __init__(self, what: str, *, screen: TextIO | None = None) -> None:
        self._what = what
        self._screen = screen or sys.stderr
        self._done = threading.Event()
        self._drawer = threading.Thread(target=self._draw, daemon=True)

    def __enter__(self) -> "Waiting":
        if self._screen.isatty():
            self._drawer.start()
        return self

    def __exit__(self, kind: type[BaseException] | None, value: object, trace: TracebackType | None) -> None:
        self._done.set()
        if self._drawer.is_alive():
            self._drawer.join()

    def _draw(self) -> None:
        begun = time.monotonic()
        if self._done.wait(PATIENCE):
            return
        while not self._done.wait(0.25):
            self._screen.write(f"\r\033[K{self._what}: {time.monotonic() - begun:.0f} s")
            self._screen.flush()
        self._screen.write("\r\033[K")
        self._screen.flush()
