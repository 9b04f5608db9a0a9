"""Waits until every test worker that uses the private PostgreSQL has gone, then stops and removes it.

Run by tests/server.py in a process of its own, so that a killed test run leaves no server behind.
"""

import os
import shutil
import signal
import sys
import time
from pathlib import Path


def keep(folder: Path) -> None:
    """Look twice a second; a worker that has not registered within a minute is not coming."""
    begun = time.monotonic()
    while _anyone_there(folder) or (time.monotonic() - begun < 60 and not _workers(folder)):
        time.sleep(0.5)
    _stop(folder / "data" / "postmaster.pid")
    shutil.rmtree(folder, ignore_errors=True)


def _workers(folder: Path) -> list[int]:
    try:
        return [int(line) for line in (folder / "workers").read_text().split()]
    except OSError:
        return []


def _anyone_there(folder: Path) -> bool:
    return any(_alive(worker) for worker in _workers(folder))


def _alive(process: int) -> bool:
    try:
        os.kill(process, 0)
    except OSError:
        return False
    return True


def _stop(pid_file: Path) -> None:
    try:
        server = int(pid_file.read_text().splitlines()[0])
        os.kill(server, signal.SIGINT)
    except (OSError, ValueError, IndexError):
        return
    for _ in range(40):
        if not _alive(server):
            return
        time.sleep(0.25)
    os.kill(server, signal.SIGQUIT)


if __name__ == "__main__":
    keep(Path(sys.argv[1]))
