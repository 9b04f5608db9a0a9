"""Working days: Saturdays, Sundays and holidays are skipped, and the skipped holidays are named."""

from datetime import date

from engine.dates.computation import Anchor, Computation, as_computation
from engine.dates.counting import plus_days
from engine.dates.holidays import FEDERAL, SATURDAY, HolidayCalendar
from engine.dates.words import counted, in_words, listed


def working_days(anchor: Anchor, days: int, *, calendar: HolidayCalendar = FEDERAL) -> Computation:
    """The `days`th working day after the anchor: the day after it is the first that can count.

    A negative number counts backward. Zero is the anchor itself, even on a holiday.
    """
    start = as_computation(anchor)
    if start.due is None:
        return start
    due, holidays = _count(start.due, days, calendar)
    way = "after" if days >= 0 else "before"
    step = f"{counted(abs(days), 'working day')} {way} it: {in_words(due)} ({calendar.name}"
    if holidays:
        step += f"; skipped {listed([f'{name} on {in_words(day)}' for day, name in holidays])}"
    return start.then(due, f"{step}).")


def next_working_day(day: date, *, calendar: HolidayCalendar = FEDERAL) -> date:
    """This day where it is a working day, else the first one after it."""
    while not calendar.is_working(day):
        day = plus_days(day, 1)
    return day


def working_days_between(start: date, end: date, *, calendar: HolidayCalendar = FEDERAL) -> int:
    """How many working days lie after `start` up to and including `end`; negative when `end` comes first."""
    if end < start:
        return -working_days_between(end, start, calendar=calendar)
    days = (plus_days(start, offset) for offset in range(1, (end - start).days + 1))
    return sum(calendar.is_working(day) for day in days)


def _count(day: date, days: int, calendar: HolidayCalendar) -> tuple[date, list[tuple[date, str]]]:
    step = 1 if days >= 0 else -1
    left = abs(days)
    skipped: list[tuple[date, str]] = []
    while left:
        day = plus_days(day, step)
        if day.weekday() >= SATURDAY:
            continue
        holiday = calendar.holiday(day)
        if holiday is None:
            left -= 1
        else:
            skipped.append((day, holiday))
    return day, skipped
