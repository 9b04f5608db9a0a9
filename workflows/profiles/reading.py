"""Taking values out of a pack's tables, one problem a sentence, all of them collected."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from difflib import get_close_matches
from enum import StrEnum
from typing import Any, TypeVar

from engine.dates import listed
from workflows.profiles.lines import Path, line_of

E = TypeVar("E", bound=StrEnum)


@dataclass(frozen=True)
class Problem:
    """One thing wrong with a pack, where it stands and what to do about it."""

    file: str
    line: int
    field: str
    sentence: str

    def __str__(self) -> str:
        place = f"{self.file}, line {self.line}"
        return f"{place}, {self.field}: {self.sentence}" if self.field else f"{place}: {self.sentence}"


@dataclass
class Reading:
    """One file being read. Each getter returns the value, or None after having noted what is wrong with it."""

    file: str
    lines: Mapping[Path, int] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)

    def note(self, path: Path, sentence: str) -> None:
        name = ".".join(f"#{key + 1}" if isinstance(key, int) else key for key in path)
        self.problems.append(Problem(self.file, line_of(dict(self.lines), path), name, sentence))

    def known_keys(self, table: Mapping[str, Any], path: Path, allowed: Iterable[str]) -> None:
        allowed = sorted(allowed)
        for key in table:
            if key not in allowed:
                self.note((*path, key), f"this key is not known here.{_hint(key, allowed)}")

    def table(self, value: object, path: Path) -> Mapping[str, Any] | None:
        if isinstance(value, dict):
            return value
        self.note(path, f"this must be a table of its own, such as [{path[0]}] with keys below it.")
        return None

    def text(self, table: Mapping[str, Any], path: Path, key: str, *, needed: bool = True) -> str:
        value = table.get(key)
        if value is None:
            if needed:
                self.note((*path, key), f"“{key}” is missing. Write it in quotation marks.")
            return ""
        if not isinstance(value, str):
            self.note((*path, key), "this must be text in quotation marks.")
            return ""
        if needed and not value.strip():
            self.note((*path, key), "this must not be empty.")
        return value

    def number(self, table: Mapping[str, Any], path: Path, key: str, *, least: int = 0) -> int | None:
        return self.as_number(self._present(table, path, key), (*path, key), least=least)

    def as_number(self, value: object, path: Path, *, least: int = 0) -> int | None:
        if value is None:
            return None
        if isinstance(value, bool) or not isinstance(value, int):
            self.note(path, "this must be a whole number without quotation marks.")
            return None
        if not least <= value <= MOST:
            self.note(path, f"{value} is out of range: write a number from {least} to {MOST}.")
            return None
        return value

    def truth(self, table: Mapping[str, Any], path: Path, key: str) -> bool | None:
        value = self._present(table, path, key)
        if value is not None and not isinstance(value, bool):
            self.note((*path, key), "this must be true or false, without quotation marks.")
            return None
        return value

    def day(self, table: Mapping[str, Any], path: Path, key: str, *, needed: bool = False) -> date | None:
        value = self._present(table, path, key) if needed else table.get(key)
        if value is None:
            return None
        if isinstance(value, datetime) or not isinstance(value, date):
            self.note((*path, key), "this must be a day such as 2026-07-01, without quotation marks.")
            return None
        return value

    def choice(
        self, table: Mapping[str, Any], path: Path, key: str, kind: type[E], *, among: Iterable[E] = ()
    ) -> E | None:
        return self.as_choice(self._present(table, path, key), (*path, key), kind, among=among)

    def as_choice(self, value: object, path: Path, kind: type[E], *, among: Iterable[E] = ()) -> E | None:
        if value is None:
            return None
        allowed = [choice.value for choice in (tuple(among) or tuple(kind))]
        if isinstance(value, str) and value in allowed:
            return kind(value)
        shown = f"“{value}”" if isinstance(value, str) else "this value"
        self.note(path, f"{shown} is not one of {listed(allowed, last='or')}.{_hint(value, allowed)}")
        return None

    def list_of(self, table: Mapping[str, Any], path: Path, key: str, *, empty: bool = False) -> list[Any] | None:
        value = self._present(table, path, key)
        if value is None:
            return None
        if not isinstance(value, list):
            self.note((*path, key), "this must be a list in square brackets.")
            return None
        if not value and not empty:
            self.note((*path, key), "this list must not be empty.")
            return None
        return value

    def choices(
        self, table: Mapping[str, Any], path: Path, key: str, kind: type[E], *, empty: bool = False
    ) -> tuple[E, ...] | None:
        values = self.list_of(table, path, key, empty=empty)
        if values is None:
            return None
        found = [self.as_choice(value, (*path, key, place), kind) for place, value in enumerate(values)]
        self.no_doubles(values, (*path, key))
        return tuple(value for value in found if value is not None)

    def words(
        self, table: Mapping[str, Any], path: Path, key: str, *, among: Iterable[str] = (), empty: bool = False
    ) -> tuple[str, ...] | None:
        values = self.list_of(table, path, key, empty=empty)
        if values is None:
            return None
        allowed = list(among)
        for place, value in enumerate(values):
            if not isinstance(value, str) or not value.strip():
                self.note((*path, key, place), "this must be text in quotation marks.")
            elif allowed and value not in allowed:
                said = f"“{value}” is not one of {listed(allowed, last='or')}."
                self.note((*path, key, place), f"{said}{_hint(value, allowed)}")
        self.no_doubles(values, (*path, key))
        return tuple(value for value in values if isinstance(value, str))

    def no_doubles(self, values: list[Any], path: Path) -> None:
        for place, value in enumerate(values):
            if value in values[:place]:
                self.note((*path, place), f"“{value}” stands in this list twice.")

    def _present(self, table: Mapping[str, Any], path: Path, key: str) -> Any:
        if key not in table:
            self.note((*path, key), f"“{key}” is missing.")
        return table.get(key)


MOST = 40_000


def _hint(given: object, allowed: list[str]) -> str:
    close = get_close_matches(given, allowed, n=1) if isinstance(given, str) else []
    return f" Did you mean “{close[0]}”?" if close else ""
