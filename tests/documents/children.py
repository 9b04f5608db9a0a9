"""Readers that are run apart by the tests: one that behaves and three that do not."""

import sys
import tempfile
import time
from pathlib import Path


def echoed() -> None:
    sys.stdout.buffer.write(sys.stdin.buffer.read())


def waits() -> None:
    time.sleep(60)


def hoards() -> None:
    sys.stdout.write(str(len(bytearray(1_000_000_000))))


def writes() -> None:
    Path(tempfile.gettempdir(), "written-by-a-reader").write_bytes(b"something")
