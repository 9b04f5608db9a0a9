"""Runs the command line as a person at a terminal does: in a process of its own, through the front door."""

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[3]


def ownwords(*arguments: str, cwd: Path | None = None, **environment: str) -> subprocess.CompletedProcess[str]:
    """One call of ./ownwords with this interpreter as its environment."""
    clean = {name: value for name, value in os.environ.items() if not name.startswith(("OWNWORDS_", "DATABASE_"))}
    return subprocess.run(
        [sys.executable, str(ROOT / "ownwords"), *arguments],
        cwd=cwd,
        env={**clean, "OWNWORDS_PYTHON": sys.executable, **environment},
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )
