"""Runs the benchmarks and shows each figure as it comes. They stand beside the product, so they are asked by name."""

import importlib
import json
import os
from collections.abc import Sequence
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import click

from engine.refusals import Refusal
from engine.settings import Settings
from web.progress import Progress

RESULTS = Path(__file__).resolve().parent.parent / "benchmarks" / "results"


def measure(chosen: Settings, *, only: Sequence[str], quick: bool, results: Path | None, as_json: bool) -> None:
    """Print the figures, or one JSON object of them; a full run is kept as a file."""
    running, figures = _benchmarks(), importlib.import_module("benchmarks.figures")
    names = [benchmark.name for benchmark in running.BENCHMARKS]
    if unknown := [name for name in only if name not in names]:
        raise click.UsageError(f"There is no benchmark named {unknown[0]}. There are: {', '.join(names)}.")
    asked = running.Run(chosen.data_folder.absolute() / "bench", chosen.database_url, quick=quick)
    load = os.getloadavg()[0] if hasattr(os, "getloadavg") else None
    found: list[Any] = []
    for measured in running.run(asked, only, progress=Progress):
        found.append(measured)
        if not as_json:
            _show(measured)
    every = [figure for measured in found for figure in measured.figures]
    told = figures.run_of(every, left_out=_left_out(found), tables=_tables(found), quick=quick, load_before=load)
    kept = figures.keep(told, results or RESULTS) if every else None
    if as_json:
        click.echo(json.dumps(told, ensure_ascii=False))
    elif kept:
        over = sum(figure.kept is False for figure in every)
        click.echo(f"\n{len(every)} figures, {over} over their budget. Kept in {kept.name}, in {kept.parent}.")


def _benchmarks() -> Any:
    if not find_spec("docxtpl") or not find_spec("benchmarks"):
        raise Refusal(
            "The benchmarks cannot run: they need the whole folder of the project and its development tools. "
            "Install requirements-dev.lock into this environment."
        )
    return importlib.import_module("benchmarks.running")


def _show(measured: Any) -> None:
    click.echo(measured.name)
    for figure in measured.figures:
        click.echo(figure.line)
    for line in measured.table:
        click.echo(line)
    for sentence in measured.left_out:
        click.echo(f"  {sentence}")


def _left_out(found: Sequence[Any]) -> dict[str, list[str]]:
    return {measured.name: list(measured.left_out) for measured in found if measured.left_out}


def _tables(found: Sequence[Any]) -> dict[str, list[str]]:
    return {measured.name: list(measured.table) for measured in found if measured.table}
