"""The days the agency does not work: whatever is counted in working days counts with the same ones."""

from engine.dates import HolidayCalendar, holiday_calendar
from engine.settings import settings


def agency_holidays() -> HolidayCalendar:
    """The calendar the agency chose (`OWNWORDS_HOLIDAYS`)."""
    return holiday_calendar(settings().holidays)
