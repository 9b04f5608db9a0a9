"""House rules that no linter knows, each with its reason."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
FOLDERS = ("engine", "workflows", "documents", "web")
CLOCK_READERS = {
    ("datetime", "now"),
    ("datetime", "utcnow"),
    ("datetime", "today"),
    ("date", "today"),
    ("time", "time"),
}
# The clock itself, and the doors that measure or wait without telling anybody the time.
MAY_READ_THE_CLOCK = {"engine/clock.py"}


def sources() -> list[Path]:
    """Every Python file of the product; migrations are written once and then left alone."""
    return [
        path for folder in FOLDERS for path in sorted((ROOT / folder).rglob("*.py")) if "versions/" not in str(path)
    ]


def name(path: Path) -> str:
    return str(path.relative_to(ROOT))


@pytest.mark.parametrize("path", sources(), ids=name)
def test_a_module_says_in_its_first_line_what_it_is_for(path: Path) -> None:
    said = ast.get_docstring(ast.parse(path.read_text()))
    assert said, f"{name(path)} has no docstring; one line that the file list could show is enough."
    assert said.splitlines()[0].strip()


def test_only_the_clock_reads_the_clock() -> None:
    found = [
        f"{name(path)}:{line}: {call}"
        for path in sources()
        if name(path) not in MAY_READ_THE_CLOCK
        for line, call in clock_reads(ast.parse(path.read_text()))
    ]
    assert not found, "Time is an argument: take at= or on=; a door asks engine/clock.py."


def clock_reads(tree: ast.AST) -> Iterator[tuple[int, str]]:
    """Calls of the standard library that ask what time it is."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
            owner = node.func.value
            last = owner.attr if isinstance(owner, ast.Attribute) else owner.id if isinstance(owner, ast.Name) else ""
            if (last, node.func.attr) in CLOCK_READERS:
                yield node.lineno, f"{last}.{node.func.attr}()"


def test_the_rule_about_the_clock_finds_what_it_forbids() -> None:
    told = ast.parse("import datetime\ndatetime.datetime.now()\ndate.today()\ntime.time()\nclock.now()")
    assert [line for line, _ in clock_reads(told)] == [2, 3, 4]


def test_the_front_door_can_be_read_by_an_interpreter_that_is_too_old() -> None:
    ast.parse((ROOT / "ownwords").read_text(), feature_version=(3, 8))


def test_no_leading_underscore_is_imported_from_another_file() -> None:
    found = [
        f"{name(path)}:{node.lineno}: {alias.name}"
        for path in sources()
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, ast.ImportFrom) and (node.module or "").split(".")[0] in FOLDERS
        for alias in node.names
        if alias.name.startswith("_") and not alias.name.startswith("__")
    ]
    assert not found, "A leading underscore is a door that stays shut."
