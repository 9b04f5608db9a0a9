"""A window has two ends: before it opens is too early, after it closes is too late, and both are findings."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from engine.dates.computation import Anchor, as_computation
from engine.dates.counting import plus_days
from engine.dates.words import counted, in_words


class Timing(StrEnum):
    too_early = "too early"
    in_time = "in time"
    too_late = "too late"


@dataclass(frozen=True)
class Window:
    """Both ends belong to the window. Both are None while the day it is counted from is unknown."""

    opens: date | None
    closes: date | None
    steps: tuple[str, ...] = ()
    waiting_for: tuple[str, ...] = ()

    def timing(self, day: date) -> Timing | None:
        if self.opens is None or self.closes is None:
            return None
        if day < self.opens:
            return Timing.too_early
        if day > self.closes:
            return Timing.too_late
        return Timing.in_time


def window_before(end: Anchor, *, opens: int, closes: int) -> Window:
    """From `opens` to `closes` calendar days before a day, such as 90 to 60 days before a plan runs out."""
    if opens < closes:
        raise ValueError(f"a window opens before it closes: {opens} days before, {closes} days before")
    start = as_computation(end)
    if start.due is None:
        return Window(None, None, start.steps, start.waiting_for)
    first, last = plus_days(start.due, -opens), plus_days(start.due, -closes)
    step = (
        f"From {counted(opens, 'calendar day')} before it, {in_words(first)}, "
        f"to {counted(closes, 'calendar day')} before it, {in_words(last)}; both days count."
    )
    return Window(first, last, (*start.steps, step), start.waiting_for)
