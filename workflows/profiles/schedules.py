"""Reading one schedule: an interval, a count of sessions, an nth day, a window, or the later or earlier of two."""

from collections.abc import Mapping
from typing import Any

from workflows.profiles.lines import Path
from workflows.profiles.model import Part, Period, Schedule
from workflows.profiles.reading import Reading
from workflows.profiles.words import AnchorName, ScheduleKind, Unit

Table = Mapping[str, Any]

_TIMES = (ScheduleKind.INTERVAL, ScheduleKind.BEFORE)
_COUNTS = (*_TIMES, ScheduleKind.SESSION_COUNT, ScheduleKind.SERVICE_DAY_COUNT, ScheduleKind.NTH_DAY)
_KEYS_OF = {
    ScheduleKind.INTERVAL: ("value", "unit"),
    ScheduleKind.SESSION_COUNT: ("value",),
    ScheduleKind.SERVICE_DAY_COUNT: ("value",),
    ScheduleKind.NTH_DAY: ("value", "then_every"),
    ScheduleKind.BEFORE: ("value", "unit"),
    ScheduleKind.LATER_OF: ("of",),
    ScheduleKind.EARLIER_OF: ("of",),
    ScheduleKind.WINDOW: ("opens", "closes"),
}
_COMMON = ("key", "says", "kind", "anchor", "grace", "only_for")
SCHEDULE_KEYS = (*_COMMON, "value", "unit", "then_every", "of", "opens", "closes")


def schedule(reading: Reading, table: Table, path: Path, _: tuple[str, ...]) -> Schedule | None:
    says = reading.text(table, path, "says")
    anchors = _anchors(reading, table, path)
    kind = reading.choice(table, path, "kind", ScheduleKind)
    if kind is None:
        return None
    for key in SCHEDULE_KEYS:
        if key in table and key not in (*_COMMON, *_KEYS_OF[kind]):
            reading.note((*path, key), f"a schedule of the kind “{kind}” has no “{key}”; take this line out.")
    parts = _parts(reading, table, path, kind)
    opens, closes = _window(reading, table, path, kind)
    then_every = None
    if kind is ScheduleKind.NTH_DAY:
        then_every = reading.as_number(table.get("then_every"), (*path, "then_every"), least=1)
    key = str(table.get("key", path[0]))
    grace, only_for = _grace(reading, table, path), None
    if "only_for" in table:
        only_for = reading.text(table, path, "only_for")
    return Schedule(key, says, kind, anchors, parts, opens, closes, then_every, grace, only_for)


def _grace(reading: Reading, table: Table, path: Path) -> Period | None:
    """This schedule's own time for the paperwork."""
    if "grace" not in table:
        return None
    value = table["grace"]
    path = (*path, "grace")
    if not isinstance(value, dict):
        reading.note(path, 'this must be a table such as { value = 15, unit = "calendar_days" }.')
        return None
    reading.known_keys(value, path, ("value", "unit"))
    amount = reading.number(value, path, "value")
    unit = reading.choice(value, path, "unit", Unit, among=(Unit.CALENDAR_DAYS, Unit.WORKING_DAYS))
    return None if amount is None or unit is None else Period(amount, unit)


def _anchors(reading: Reading, table: Table, path: Path) -> tuple[AnchorName, ...]:
    """One anchor, or several in the order in which they are looked for."""
    if isinstance(table.get("anchor"), list):
        return reading.choices(table, path, "anchor", AnchorName) or ()
    anchor = reading.choice(table, path, "anchor", AnchorName)
    return () if anchor is None else (anchor,)


def _parts(reading: Reading, table: Table, path: Path, kind: ScheduleKind) -> tuple[Part, ...]:
    if kind in _COUNTS:
        part = _part(reading, table, path, kind)
        return () if part is None else (part,)
    if kind is ScheduleKind.WINDOW:
        return ()
    values = reading.list_of(table, path, "of") or []
    if len(values) == 1:
        reading.note((*path, "of"), "this needs at least two ways of counting to choose between.")
    found = [_inner(reading, value, (*path, "of", place)) for place, value in enumerate(values)]
    return tuple(part for part in found if part is not None)


def _inner(reading: Reading, value: object, path: Path) -> Part | None:
    if not isinstance(value, dict):
        reading.note(path, 'this must be a table such as { kind = "interval", value = 90, unit = "calendar_days" }.')
        return None
    reading.known_keys(value, path, ("kind", "value", "unit"))
    kind = reading.choice(value, path, "kind", ScheduleKind, among=_COUNTS)
    return None if kind is None else _part(reading, value, path, kind)


def _part(reading: Reading, table: Table, path: Path, kind: ScheduleKind) -> Part | None:
    amount = reading.number(table, path, "value", least=1)
    if kind not in _TIMES:
        return None if amount is None else Part(kind, amount)
    unit = reading.choice(table, path, "unit", Unit)
    return None if amount is None or unit is None else Part(kind, amount, unit)


def _window(reading: Reading, table: Table, path: Path, kind: ScheduleKind) -> tuple[int | None, int | None]:
    if kind is not ScheduleKind.WINDOW:
        return None, None
    opens = reading.number(table, path, "opens")
    closes = reading.number(table, path, "closes")
    if opens is not None and closes is not None and opens < closes:
        reading.note(
            (*path, "opens"), f"a window opens first: write more than {closes} days before, or close it later."
        )
    return opens, closes
