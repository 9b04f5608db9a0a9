"""All date arithmetic of the product. Pure: nothing here knows what time it is, and nothing is stored."""

from engine.dates.choices import earlier_of, later_of, nth_service_day, nth_session
from engine.dates.computation import Anchor, Computation, starting, unknown
from engine.dates.counting import (
    calendar_days,
    documented_by,
    every,
    months,
    nth_day,
    plus_days,
    plus_months,
    years,
)
from engine.dates.holidays import FEDERAL, WEEKENDS_ONLY, HolidayCalendar, holiday_calendar
from engine.dates.reading import read_day
from engine.dates.windows import Timing, Window, window_before
from engine.dates.words import counted, in_words, listed, ordinal, weekday_in_words
from engine.dates.working import next_working_day, working_days, working_days_between
from engine.dates.zones import elapsed, end_of_day, instant, local_day, start_of_day, zone

__all__ = [
    "FEDERAL",
    "WEEKENDS_ONLY",
    "Anchor",
    "Computation",
    "HolidayCalendar",
    "Timing",
    "Window",
    "calendar_days",
    "counted",
    "documented_by",
    "earlier_of",
    "elapsed",
    "end_of_day",
    "every",
    "holiday_calendar",
    "in_words",
    "instant",
    "later_of",
    "listed",
    "local_day",
    "months",
    "next_working_day",
    "nth_day",
    "nth_service_day",
    "nth_session",
    "ordinal",
    "plus_days",
    "plus_months",
    "read_day",
    "start_of_day",
    "starting",
    "unknown",
    "weekday_in_words",
    "window_before",
    "working_days",
    "working_days_between",
    "years",
    "zone",
]
