"""A measured figure beside its budget, and how it is printed and kept."""

import json
import os
import platform
import sqlite3
import sys
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any


@dataclass(frozen=True)
class Figure:
    """`value` in `unit`; `budget` in words; `kept` None where there is no budget."""

    name: str
    value: float
    unit: str
    budget: str = ""
    kept: bool | None = None
    beside: str = ""

    @property
    def line(self) -> str:
        """One line for the terminal: figure, budget, and whether it is kept."""
        verdict = {True: "kept", False: "OVER", None: ""}[self.kept]
        shown = f"{self.value:,.1f}" if self.value < 1000 else f"{self.value:,.0f}"
        budget = f"budget {self.budget}" if self.budget else ""
        return f"  {self.name:<58} {shown:>10} {self.unit:<10} {budget:<34} {verdict:<5} {self.beside}".rstrip()


def run_of(
    figures: Iterable[Figure],
    *,
    left_out: Mapping[str, list[str]],
    tables: Mapping[str, list[str]],
    quick: bool,
    load_before: float | None,
) -> dict[str, Any]:
    """A run as plain values, with the machine it ran on and how busy others kept it."""
    return {
        "at": datetime.now(UTC).isoformat(timespec="seconds"),
        "quick": quick,
        "python": sys.version.split()[0],
        "sqlite": sqlite3.sqlite_version,
        "machine": f"{platform.system()} {platform.machine()}, {os.cpu_count()} cores",
        "load_before": None if load_before is None else round(load_before, 1),
        "figures": [asdict(figure) | {"value": round(figure.value, 3)} for figure in figures],
        "tables": dict(tables),
        "left_out": dict(left_out),
    }


def keep(run: Mapping[str, Any], folder: Path) -> Path:
    """Write a run to one file named by its moment."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"{datetime.fromisoformat(run['at']):%Y-%m-%d-%H%M%S}.json"
    path.write_text(json.dumps(run, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    return path


def percentile(values: list[float], share: float) -> float:
    """The value below which this share of the measured ones lies."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(share * len(ordered)))]
