"""Runs the checks and the tests in their order and says at the end what passed, what failed and what was skipped."""

import os
import subprocess
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from importlib.util import find_spec
from pathlib import Path
from xml.etree import ElementTree

import click

from engine.refusals import Refusal

ROOT = Path(__file__).resolve().parent.parent
CHECKS = {
    "lint": ("-m", "ruff", "check", "--quiet"),
    "types": ("-m", "mypy"),
    "import contracts": ("-c", "from importlinter.cli import lint_imports_command; lint_imports_command()"),
}
NOTHING_COLLECTED = 5


@dataclass
class Tally:
    """What came of the tests: how many passed, how many failed, and which were skipped for what reason."""

    passed: int = 0
    failed: int = 0
    skipped: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))

    def add(self, report: Path) -> None:
        """Count the cases of one run."""
        for case in ElementTree.parse(report).iter("testcase"):  # noqa: S314  pytest wrote it a moment ago
            if (skip := case.find("skipped")) is not None:
                name = f"{case.get('classname', '').replace('.', '/')}: {case.get('name')}"
                self.skipped[skip.get("message", "")].append(name)
            elif case.find("failure") is not None or case.find("error") is not None:
                self.failed += 1
            else:
                self.passed += 1

    @property
    def line(self) -> str:
        """The last line."""
        count = sum(len(names) for names in self.skipped.values())
        return f"{self.passed} passed, {self.failed} failed" + (f", {count} skipped" if count else "")


def rehearse(arguments: Sequence[str]) -> int:
    """The exit code: 0 when nothing failed."""
    if not find_spec("pytest"):
        raise Refusal(
            "The tests cannot run: this environment has no test tools. Install requirements-dev.lock into it."
        )
    begun = time.monotonic()
    failures = [] if arguments else [name for name in CHECKS if not _check(name)]
    tally = Tally()
    workers = str(max(2, min(4, os.cpu_count() or 2)))
    # A file of browser tests shares one house, one server and one browser, so it stays with one worker.
    runs = (
        [list(arguments)]
        if arguments
        else [["-m", "not browser", "-n", workers], ["-m", "browser", "-n", "2", "--dist", "loadfile"]]
    )
    codes = [_pytest(run, tally) for run in runs]
    if any(code not in (0, NOTHING_COLLECTED) for code in codes) or set(codes) == {NOTHING_COLLECTED}:
        failures.append("tests")
    _tell_skipped(tally)
    for name in failures:
        click.echo(f"{name}: FAILED")
    click.echo(f"{tally.line} in {time.monotonic() - begun:.0f} s")
    return 1 if failures else 0


def _check(name: str) -> bool:
    begun = time.monotonic()
    done = subprocess.run(  # noqa: S603
        [sys.executable, *CHECKS[name]], cwd=ROOT, env=_environment(), capture_output=True, text=True, check=False
    )
    good = done.returncode == 0
    click.echo(f"{name}: {'passed' if good else 'FAILED'} in {time.monotonic() - begun:.1f} s")
    if not good:
        click.echo(done.stdout + done.stderr)
    return good


def _pytest(arguments: list[str], tally: Tally) -> int:
    with tempfile.TemporaryDirectory() as folder:
        report = Path(folder) / "report.xml"
        command = [sys.executable, "-m", "pytest", "-q", f"--junit-xml={report}", *arguments]
        code = subprocess.run(command, cwd=ROOT, env=_environment(), check=False).returncode  # noqa: S603
        if report.exists():
            tally.add(report)
    return code


def _environment() -> Mapping[str, str]:
    """The tests know nothing of the settings and the database of whoever runs them."""
    kept = ("OWNWORDS_REQUIRE_ALL",)
    return {
        name: value
        for name, value in os.environ.items()
        if name in kept or not name.startswith(("OWNWORDS_", "DATABASE_URL", "PG"))
    }


def _tell_skipped(tally: Tally) -> None:
    for reason, names in tally.skipped.items():
        click.echo(f"\n{len(names)} skipped. {reason}")
        for name in names:
            click.echo(f"  {name}")
