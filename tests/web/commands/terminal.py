"""Runs the command line as a person at a terminal does: in a process of its own, through the front door."""

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).resolve().parents[3]


@contextmanager
def served(*arguments: str, **environment: str) -> Iterator[tuple["subprocess.Popen[str]", str, list[str]]]:
    """A serving command on a free port: its process, its address, and what it said before the address."""
    process = subprocess.Popen(
        [sys.executable, str(ROOT / "ownwords"), *arguments, "--port", "0"],
        env=environment_of(PYTHONUNBUFFERED="1", **environment),
        stdout=subprocess.PIPE,
        text=True,
    )
    assert process.stdout is not None
    said = []
    try:
        for line in process.stdout:
            if "Ownwords is at" in line:
                yield process, line.split("http://")[1].split(" ")[0], said
                break
            said.append(line.strip())
        else:
            raise AssertionError(f"It stopped before it served: {said}")
    finally:
        process.kill()
        process.communicate()


def environment_of(**own: str) -> dict[str, str]:
    """Our settings alone, on top of what every process needs."""
    clean = {name: value for name, value in os.environ.items() if not name.startswith(("OWNWORDS_", "DATABASE_"))}
    return {**clean, "OWNWORDS_PYTHON": sys.executable, **own}


def ownwords(*arguments: str, cwd: Path | None = None, **environment: str) -> subprocess.CompletedProcess[str]:
    """One call of ./ownwords with this interpreter as its environment."""
    return subprocess.run(
        [sys.executable, str(ROOT / "ownwords"), *arguments],
        cwd=cwd,
        env=environment_of(**environment),
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )
