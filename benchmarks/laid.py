"""Databases that stand laid ready between runs, because laying a million plans takes minutes."""

import hashlib
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

from benchmarks.seeding import TODAY, Weight, lay
from workflows.lifecycles import ISP

ROOT = Path(__file__).resolve().parents[1]
FRESH = timedelta(days=14)
"""Dates are laid around the day of laying; an older file would show a house where everything is overdue."""


def laid(folder: Path, plans: int, *, progress: Callable[[int, int], None]) -> tuple[Path, Weight]:
    """The file with this many plans, from an earlier run where one still fits, else laid now."""
    folder.mkdir(parents=True, exist_ok=True)
    wanted = f"{plans}-{_made_of()}"
    for path in folder.glob(f"{wanted}-????-??-??.db"):
        if TODAY - date.fromisoformat(path.stem[-10:]) <= FRESH:
            return _in_memory(path), Weight(plans)
    for stale in folder.glob(f"{plans}-*"):
        stale.unlink()
    path = folder / f"{wanted}-{TODAY}.db"
    unfinished = path.with_name(f"{path.name}.unfinished")
    weight = lay(unfinished, plans, progress=progress)
    unfinished.rename(path)
    return _in_memory(path), weight


def _in_memory(path: Path) -> Path:
    """Read it once, so that a run a week later finds the file where a run after laying does: in the system's cache."""
    with path.open("rb") as file:
        while file.read(1 << 24):
            pass
    return path


def _made_of() -> str:
    """What a laid file depends on: the tables, the lifecycle, and how it is laid."""
    made = hashlib.sha256(ISP.fingerprint.encode())
    for source in [Path(__file__).with_name("seeding.py"), *sorted((ROOT / "engine/migrations/versions").glob("*.py"))]:
        made.update(source.read_bytes())
    return made.hexdigest()[:12]
