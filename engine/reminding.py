"""When the sweep has work with a deadline: mornings before the due day, falling due, and mornings after it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from enum import StrEnum
from typing import Protocol

from engine.dates import instant, local_day, plus_days, zone

MORNING = time(7)
"""Reminders are raised in the morning where the agency is, not at midnight."""


class Timing(Protocol):
    """What a deadline says about its own times."""

    @property
    def due_on(self) -> date: ...
    @property
    def due_at(self) -> datetime: ...
    @property
    def zone(self) -> str: ...
    @property
    def reminders(self) -> Sequence[int]: ...
    @property
    def repeat_days(self) -> int: ...


class Occasion(StrEnum):
    """Why the sweep looks: the day is coming, the day came, or it is past and nobody acted."""

    SOON = "soon"
    DUE = "due"
    LATE = "late"


@dataclass(frozen=True)
class Step:
    """One look. `name` is the same whenever it is computed, so that a reminder raised twice is one message."""

    occasion: Occasion
    name: str


def next_look(timing: Timing, *, after: datetime, fallen: bool) -> datetime | None:
    """The first moment later than `after` with something to do, or None when nothing will ever be.

    A deadline that has not fallen due always has one, even in the past: it still has to fall due.
    """
    if fallen:
        return _next_morning_after_it(timing, after)
    coming = [at for at, _ in _before(timing) if at > after]
    return min(coming, default=timing.due_at)


def step_at(timing: Timing, *, at: datetime, fallen: bool) -> Step:
    """What a look at this moment is for. However many were missed, it is one: the latest."""
    if fallen:
        return Step(Occasion.LATE, f"late-{_mornings_past(timing, at) * timing.repeat_days}")
    if at >= timing.due_at:
        return Step(Occasion.DUE, "due")
    passed = [days for moment, days in _before(timing) if moment <= at]
    return Step(Occasion.SOON, f"before-{min(passed, default=0)}")


def _before(timing: Timing) -> list[tuple[datetime, int]]:
    where = zone(timing.zone)
    mornings = [(instant(plus_days(timing.due_on, -days), MORNING, in_zone=where), days) for days in timing.reminders]
    return [(at, days) for at, days in mornings if at < timing.due_at]


def _next_morning_after_it(timing: Timing, after: datetime) -> datetime | None:
    if timing.repeat_days < 1:
        return None
    where = zone(timing.zone)
    turns = max(1, _mornings_past(timing, after) + 1)
    return instant(plus_days(timing.due_on, turns * timing.repeat_days), MORNING, in_zone=where)


def _mornings_past(timing: Timing, at: datetime) -> int:
    """How many of the repeated mornings after the due day have come."""
    if timing.repeat_days < 1:
        return 0
    where = zone(timing.zone)
    turns = max(0, (local_day(at, in_zone=where) - timing.due_on).days // timing.repeat_days)
    morning = instant(plus_days(timing.due_on, turns * timing.repeat_days), MORNING, in_zone=where)
    return turns - 1 if turns and at < morning else turns
