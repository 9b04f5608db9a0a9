"""How each field's value is read. A field not listed here does not exist; one listed as needed has no default."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from engine.kinds import KINDS, SECTIONS, typed_fields
from workflows.profiles.lines import Path
from workflows.profiles.model import Objection, Period, Reminders, Retention, Signer, Silence
from workflows.profiles.optional import calendar, copies, elements, required, response, restrictions
from workflows.profiles.reading import Reading
from workflows.profiles.schedules import SCHEDULE_KEYS, schedule
from workflows.profiles.words import (
    TRIGGERS,
    Capacity,
    Method,
    OnLapse,
    OnObjection,
    OnRefusal,
    OnSilence,
    RetentionAnchor,
    Satisfies,
    StartRule,
    Unit,
    When,
)

Table = Mapping[str, Any]


@dataclass(frozen=True)
class Field:
    """`read` takes the reading, the rule's table, its path and the plan types served; None means it noted a problem."""

    read: Callable[[Reading, Table, Path, tuple[str, ...]], object]
    keys: tuple[str, ...] = ("value",)
    needed: bool = True
    many: bool = False


def _days(reading: Reading, table: Table, path: Path, _: tuple[str, ...]) -> Period | None:
    amount = reading.number(table, path, "value")
    unit = reading.choice(table, path, "unit", Unit, among=(Unit.CALENDAR_DAYS, Unit.WORKING_DAYS))
    return None if amount is None or unit is None else Period(amount, unit)


def _truth(reading: Reading, table: Table, path: Path, _: tuple[str, ...]) -> bool | None:
    return reading.truth(table, path, "value")


def _sections(reading: Reading, table: Table, path: Path, plan_types: tuple[str, ...]) -> object:
    known = [shape.key for plan_type in plan_types for shape in SECTIONS.get(plan_type, ())]
    return reading.words(table, path, "value", among=known)


def _signers(reading: Reading, table: Table, path: Path, _: tuple[str, ...]) -> tuple[Signer, ...] | None:
    values = reading.list_of(table, path, "value")
    if values is None:
        return None
    found = [_signer(reading, value, (*path, "value", place)) for place, value in enumerate(values)]
    signers = tuple(signer for signer in found if signer is not None)
    if len(signers) == len(values) and all(signer.capacity is not Capacity.PARTICIPANT for signer in signers):
        reading.note((*path, "value"), "the participant is not among the signers. A plan is signed by the person.")
    reading.no_doubles([(signer.capacity.value, signer.when.value) for signer in signers], (*path, "value"))
    return signers


def _signer(reading: Reading, value: object, path: Path) -> Signer | None:
    if not isinstance(value, dict):
        reading.note(path, 'this must be a table such as { capacity = "guardian", when = "if_guardian" }.')
        return None
    reading.known_keys(value, path, ("capacity", "when", "fallback", "order"))
    capacity = reading.choice(value, path, "capacity", Capacity)
    when = reading.choice(value, path, "when", When)
    fallback = reading.as_choice(value.get("fallback"), (*path, "fallback"), Capacity)
    if fallback is Capacity.PARTICIPANT:
        reading.note((*path, "fallback"), "nobody can leave their signature to the person.")
    order = reading.as_number(value.get("order", 1), (*path, "order"), least=1) or 1
    return None if capacity is None or when is None else Signer(capacity, when, fallback, order)


def _methods(reading: Reading, table: Table, path: Path, _: tuple[str, ...]) -> object:
    return reading.choices(table, path, "value", Method)


def _attempts(reading: Reading, table: Table, path: Path, _: tuple[str, ...]) -> int | None:
    return reading.number(table, path, "value", least=1)


def _waived(reading: Reading, table: Table, path: Path, _: tuple[str, ...]) -> tuple[Capacity, ...] | None:
    found = reading.choices(table, path, "value", Capacity)
    if found and Capacity.PARTICIPANT in found:
        reading.note((*path, "value"), "the person’s own signature is waived by nobody. Take “participant” out.")
    return found


def _start(reading: Reading, table: Table, path: Path, _: tuple[str, ...]) -> object:
    return reading.choice(table, path, "value", StartRule)


def _refusal(reading: Reading, table: Table, path: Path, _: tuple[str, ...]) -> object:
    return reading.choice(table, path, "value", OnRefusal)


def _lapse(reading: Reading, table: Table, path: Path, _: tuple[str, ...]) -> object:
    return reading.choice(table, path, "value", OnLapse)


def _silence(reading: Reading, table: Table, path: Path, _: tuple[str, ...]) -> Silence | None:
    action = reading.choice(table, path, "value", OnSilence)
    if action is None:
        return None
    return Silence(action, _wait(reading, table, path, needed=action is not OnSilence.BLOCK))


def _objection(reading: Reading, table: Table, path: Path, _: tuple[str, ...]) -> Objection | None:
    action = reading.choice(table, path, "value", OnObjection)
    if action is None:
        return None
    timed = action in (OnObjection.PROCEED_AFTER_NOTICE, OnObjection.VERBAL_FOLLOW_UP)
    if "attempts" in table and action is not OnObjection.PROCEED_AFTER_NOTICE:
        reading.note((*path, "attempts"), f"“{table['value']}” asks for no attempts; take this line out.")
    attempts = reading.as_number(table.get("attempts", 1), (*path, "attempts"), least=1) or 1
    return Objection(action, _wait(reading, table, path, needed=timed), attempts)


def _wait(reading: Reading, table: Table, path: Path, *, needed: bool) -> Period | None:
    if not needed:
        for key in ("days", "unit"):
            if key in table:
                reading.note((*path, key), f"“{table['value']}” waits for no time; take this line out.")
        return None
    days = reading.number(table, path, "days", least=1)
    unit = reading.choice(table, path, "unit", Unit, among=(Unit.CALENDAR_DAYS, Unit.WORKING_DAYS))
    return None if days is None or unit is None else Period(days, unit)


def _satisfies(reading: Reading, table: Table, path: Path, _: tuple[str, ...]) -> object:
    return reading.choices(table, path, "value", Satisfies, empty=True)


def _early(reading: Reading, table: Table, path: Path, _: tuple[str, ...]) -> object:
    """A number of days, or “any”: ANY, since None already means a problem."""
    if table.get("value") == "any":
        return ANY
    return reading.number(table, path, "value")


def _reminders(reading: Reading, table: Table, path: Path, _: tuple[str, ...]) -> Reminders | None:
    values = reading.list_of(table, path, "value", empty=True)
    repeat = reading.number(table, path, "repeat_days")
    if values is None or repeat is None:
        return None
    days = [reading.as_number(value, (*path, "value", place)) for place, value in enumerate(values)]
    reading.no_doubles(values, (*path, "value"))
    return Reminders(tuple(sorted((day for day in days if day is not None), reverse=True)), repeat)


def _immaterial(reading: Reading, table: Table, path: Path, _: tuple[str, ...]) -> object:
    """Fields that a correction may touch, each as kind.field."""
    known = [f"{kind}.{field}" for kind in KINDS for field in typed_fields(kind) if field != "key"]
    values = reading.list_of(table, path, "value", empty=True)
    if values is None:
        return None
    for place, value in enumerate(values):
        if value not in known:
            said = f"“{value}” is not a field of a plan. Write kind.field, such as backup_step.reached_at."
            reading.note((*path, "value", place), said)
    reading.no_doubles(values, (*path, "value"))
    return tuple(str(value) for value in values)


def _retention(reading: Reading, table: Table, path: Path, _: tuple[str, ...]) -> Retention | None:
    amount = reading.number(table, path, "value", least=1)
    unit = reading.choice(table, path, "unit", Unit, among=(Unit.YEARS, Unit.MONTHS))
    anchor = reading.choice(table, path, "anchor", RetentionAnchor)
    if amount is None or unit is None or anchor is None:
        return None
    return Retention(Period(amount, unit), anchor)


def _triggers(reading: Reading, table: Table, path: Path, _: tuple[str, ...]) -> object:
    return reading.words(table, path, "value", among=TRIGGERS)


ANY = object()
FIELDS: dict[str, Field] = {
    "meeting_notice_days": Field(_days, ("value", "unit")),
    "reading_time_days": Field(_days, ("value", "unit"), needed=False),
    "second_review_required": Field(_truth),
    "required_sections": Field(_sections),
    "required_signers": Field(_signers),
    "signature_methods_allowed": Field(_methods),
    "service_start_rule": Field(_start),
    "on_silence": Field(_silence, ("value", "days", "unit")),
    "on_refusal": Field(_refusal),
    "on_guardian_objection": Field(_objection, ("value", "days", "unit", "attempts")),
    "on_lapse": Field(_lapse),
    "witnessed_expression_satisfies": Field(_satisfies),
    "documentation_grace_days": Field(_days, ("value", "unit")),
    "early_review_allowed_days": Field(_early),
    "reminders": Field(_reminders, ("value", "repeat_days")),
    "immaterial_fields": Field(_immaterial),
    "retention": Field(_retention, ("value", "unit", "anchor")),
    "review_schedule": Field(schedule, SCHEDULE_KEYS, many=True),
    "initial_plan_due": Field(schedule, SCHEDULE_KEYS, needed=False),
    "draft_due": Field(schedule, SCHEDULE_KEYS, needed=False),
    "final_due": Field(schedule, SCHEDULE_KEYS, needed=False),
    "distribution_due": Field(schedule, SCHEDULE_KEYS, needed=False),
    "change_triggers": Field(_triggers, needed=False),
    "attempts_before_unreachable": Field(_attempts, needed=False),
    "waived_signers": Field(_waived, needed=False),
    "plan_required": Field(required, needed=False),
    "required_elements": Field(elements, needed=False),
    "holiday_calendar": Field(calendar, needed=False),
    "distribution_rule": Field(copies, needed=False),
    "restriction_rules": Field(restrictions, ("value", "committee", "review_within", "unit"), needed=False),
    "other_dates": Field(schedule, SCHEDULE_KEYS, needed=False, many=True),
    "respond_within": Field(response, ("key", "says", "value", "unit"), needed=False, many=True),
}
