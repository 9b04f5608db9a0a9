"""A measured figure beside its budget, and how it is printed and kept."""

import json
import platform
import sys
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path


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


def keep(figures: Iterable[Figure], folder: Path) -> Path:
    """Write a run to one file named by its moment, with the machine it ran on."""
    folder.mkdir(parents=True, exist_ok=True)
    moment = datetime.now(UTC)
    path = folder / f"{moment:%Y-%m-%d-%H%M%S}.json"
    run = {
        "at": moment.isoformat(timespec="seconds"),
        "python": sys.version.split()[0],
        "machine": f"{platform.system()} {platform.machine()}",
        "figures": [asdict(figure) for figure in figures],
    }
    path.write_text(json.dumps(run, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    return path


def percentile(values: list[float], share: float) -> float:
    """The value below which this share of the measured ones lies."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(share * len(ordered)))]
