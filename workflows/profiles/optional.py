"""Reading the fields that may be left out: copies, limits on rights, answers to triggers, holidays, elements."""

from collections.abc import Mapping
from typing import Any

from engine.dates import holiday_calendar
from engine.refusals import Refusal
from workflows.profiles.lines import Path
from workflows.profiles.model import Copy, Period, Response, Restrictions
from workflows.profiles.reading import Reading
from workflows.profiles.words import TRIGGERS, CopyOf, CopyTo, Element, Modifiable, PlanRequired, Unit

Table = Mapping[str, Any]

AGENCY = "agency"
"""The calendar the agency works by, whatever it is."""


def required(reading: Reading, table: Table, path: Path, _: tuple[str, ...]) -> object:
    return reading.choice(table, path, "value", PlanRequired)


def elements(reading: Reading, table: Table, path: Path, _: tuple[str, ...]) -> object:
    return reading.choices(table, path, "value", Element)


def calendar(reading: Reading, table: Table, path: Path, _: tuple[str, ...]) -> str | None:
    """AGENCY, or the code of a public calendar such as US-ME; “none” skips weekends only."""
    code = reading.text(table, path, "value")
    if code and code != AGENCY:
        try:
            holiday_calendar(code)
        except Refusal as refusal:
            reading.note((*path, "value"), str(refusal))
            return None
    return code or None


def copies(reading: Reading, table: Table, path: Path, _: tuple[str, ...]) -> tuple[Copy, ...] | None:
    values = reading.list_of(table, path, "value")
    if values is None:
        return None
    reading.no_doubles(values, (*path, "value"))
    found = [_copy(reading, value, (*path, "value", place)) for place, value in enumerate(values)]
    copies = tuple(copy for copy in found if copy is not None)
    if len(copies) == len(values) and all(copy.to is not CopyTo.PARTICIPANT for copy in copies):
        reading.note((*path, "value"), "the participant is not among them. A plan is given to the person first.")
    return copies


def _copy(reading: Reading, value: object, path: Path) -> Copy | None:
    if not isinstance(value, dict):
        reading.note(path, 'this must be a table such as { to = "provider", what = "own_parts" }.')
        return None
    reading.known_keys(value, path, ("to", "what"))
    to = reading.choice(value, path, "to", CopyTo)
    what = reading.choice(value, path, "what", CopyOf)
    if to is CopyTo.PARTICIPANT and what is CopyOf.OWN_PARTS:
        reading.note((*path, "what"), "the person’s copy is always of the whole plan.")
    return None if to is None or what is None else Copy(to, what)


def restrictions(reading: Reading, table: Table, path: Path, _: tuple[str, ...]) -> Restrictions | None:
    """Without a `value` no rule gives a list; an empty one says that nothing may be limited."""
    modifiable = reading.choices(table, path, "value", Modifiable, empty=True) if "value" in table else None
    if not {"value", "committee", "review_within"} & set(table):
        reading.note(
            path, "this says nothing yet. Write which conditions may be limited, or leave the whole table out."
        )
    committee = reading.truth(table, path, "committee") if "committee" in table else False
    within = None
    if "review_within" in table or "unit" in table:
        amount = reading.number(table, path, "review_within", least=1)
        unit = reading.choice(table, path, "unit", Unit)
        within = None if amount is None or unit is None else Period(amount, unit)
    return Restrictions(modifiable, within, bool(committee))


def response(reading: Reading, table: Table, path: Path, _: tuple[str, ...]) -> Response | None:
    key = str(table.get("key", ""))
    if key and key not in TRIGGERS:
        reading.note((*path, "key"), f"“{key}” is not a trigger. docs/profiles.md lists them under change_triggers.")
    says = reading.text(table, path, "says")
    amount = reading.number(table, path, "value", least=1)
    unit = reading.choice(table, path, "unit", Unit)
    return None if amount is None or unit is None else Response(key, says, Period(amount, unit))
