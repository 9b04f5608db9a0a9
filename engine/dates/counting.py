"""Calendar days, months and years from an anchor."""

import calendar
from datetime import date, timedelta

from engine.dates.computation import Anchor, Computation, as_computation
from engine.dates.words import counted, in_words, ordinal
from engine.refusals import Refusal
from engine.sayings import say


def plus_days(day: date, days: int) -> date:
    try:
        return day + timedelta(days=days)
    except OverflowError:
        raise _beyond(day, counted(days, "day")) from None


def plus_months(day: date, months: int) -> date:
    """The same day of another month, or that month's last day where it has no such day."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    if not date.min.year <= year <= date.max.year:
        raise _beyond(day, counted(months, "month"))
    last = calendar.monthrange(year, month + 1)[1]
    return date(year, month + 1, min(day.day, last))


def calendar_days(anchor: Anchor, days: int) -> Computation:
    """The anchor plus `days`; a negative number counts backward."""
    start = as_computation(anchor)
    if start.due is None:
        return _still_unknown(start, not_before=days, unit="day")
    due = plus_days(start.due, days)
    return start.then(due, f"{_direction(days)} {counted(abs(days), 'calendar day')}: {in_words(due)}.")


def months(anchor: Anchor, number: int) -> Computation:
    """The anchor plus whole months, clamped to the end of a shorter month.

    A series must be counted from its first anchor, never step by step: from January 31 the months end on
    February 28, March 31, April 30.
    """
    start = as_computation(anchor)
    if start.due is None:
        return _still_unknown(start, not_before=number, unit="month")
    due = plus_months(start.due, number)
    step = f"{_direction(number)} {counted(abs(number), 'month')}: {in_words(due)}"
    if due.day != start.due.day:
        step += f" (that month has no {ordinal(start.due.day)}, so its last day counts)"
    return start.then(due, f"{step}.")


def years(anchor: Anchor, number: int) -> Computation:
    return months(anchor, number * 12)


def nth_day(first_day: Anchor, number: int) -> Computation:
    """The `number`th day of service, the first day being day 1."""
    start = as_computation(first_day)
    if start.due is None:
        return _still_unknown(start, not_before=number - 1, unit="day")
    due = plus_days(start.due, number - 1)
    return start.then(due, f"The {ordinal(number)} day, the first being day 1: {in_words(due)}.")


def every(anchor: Anchor, days: int, *, times: int) -> tuple[Computation, ...]:
    """The next `times` dates, each `days` after the one before; the first is `days` after the anchor."""
    start = as_computation(anchor)
    series: list[Computation] = []
    for _ in range(times):
        start = calendar_days(start, days)
        series.append(start)
    return tuple(series)


def documented_by(due: Anchor, days: int) -> Computation:
    """The second clock: something done by its due date may be filed until `days` after it."""
    start = as_computation(due)
    if start.due is None:
        return start
    filed = plus_days(start.due, days)
    return start.then(filed, f"Paperwork may follow within {counted(days, 'calendar day')}: {in_words(filed)}.")


def _direction(number: int) -> str:
    return "Add" if number >= 0 else "Go back"


def _still_unknown(start: Computation, *, not_before: int, unit: str) -> Computation:
    """An unknown date stays unknown, but the earliest it can fall moves along with it."""
    if start.not_before is None:
        return start
    move = plus_days if unit == "day" else plus_months
    return Computation(None, start.steps, start.waiting_for, move(start.not_before, not_before))


def _beyond(day: date, amount: str) -> Refusal:
    return Refusal(
        say(
            "%(amount)s from %(day)s falls outside the calendar, which has the years 1 to 9999. Check "
            "the day the counting starts from.",
            amount=amount,
            day=day,
        )
    )
