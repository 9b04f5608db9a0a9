"""The one place that reads the wall clock. Only the doors call it; everything else is told the time."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo


def now() -> datetime:
    """This moment, aware, in UTC."""
    return datetime.now(UTC)


def day_of(at: datetime, zone: str) -> date:
    """The calendar day in the agency's time zone at this moment."""
    return at.astimezone(ZoneInfo(zone)).date()


def today(zone: str) -> date:
    """The calendar day in the agency's time zone right now."""
    return day_of(now(), zone)
