"""Between the days people live by and the instants machines keep, both clock changes included."""

from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from engine.dates.counting import plus_days
from engine.refusals import Refusal
from engine.sayings import say


@lru_cache(maxsize=64)
def zone(name: str) -> ZoneInfo:
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        raise Refusal(
            say("There is no time zone “%(name)s”. Use a name such as America/New_York or America/Chicago.", name=name)
        ) from None


def local_day(at: datetime, *, in_zone: ZoneInfo) -> date:
    """The calendar day in the agency's zone at this instant."""
    return _aware(at).astimezone(in_zone).date()


def start_of_day(day: date, *, in_zone: ZoneInfo) -> datetime:
    """The first instant of a local day, in UTC. Where clocks skip midnight, the day starts when they land."""
    return instant(day, time(0), in_zone=in_zone)


def end_of_day(day: date, *, in_zone: ZoneInfo) -> datetime:
    """The first instant no longer in the day, which may be 23, 24 or 25 hours long."""
    return start_of_day(plus_days(day, 1), in_zone=in_zone)


def instant(day: date, at: time, *, in_zone: ZoneInfo) -> datetime:
    """A local clock time as an instant in UTC.

    In autumn, when a time comes twice, the first. In spring, when it is skipped, the moment of the change.
    """
    local = datetime.combine(day, at.replace(fold=0, tzinfo=None), tzinfo=in_zone)
    try:
        first = local.astimezone(UTC)
        if _wall(first, in_zone) == local.replace(tzinfo=None):
            return first
        return _moment_of_change(local.replace(fold=1).astimezone(UTC), first, in_zone)
    except OverflowError:
        raise Refusal("This day lies at the very edge of the calendar and has no instant in UTC.") from None


def elapsed(start: datetime, end: datetime) -> timedelta:
    """Real time between two instants. Subtracting two datetimes of one zone would ignore the clock change."""
    return _aware(end).astimezone(UTC) - _aware(start).astimezone(UTC)


def _moment_of_change(before: datetime, after: datetime, in_zone: ZoneInfo) -> datetime:
    """The first whole second, between these two, at which the zone's clock has jumped ahead."""
    offset = before.astimezone(in_zone).utcoffset()
    while after - before > timedelta(seconds=1):
        middle = before + timedelta(seconds=(after - before) // timedelta(seconds=2))
        if middle.astimezone(in_zone).utcoffset() == offset:
            before = middle
        else:
            after = middle
    return after.replace(microsecond=0)


def _wall(at: datetime, in_zone: ZoneInfo) -> datetime:
    return at.astimezone(in_zone).replace(tzinfo=None)


def _aware(at: datetime) -> datetime:
    if at.tzinfo is None:
        raise ValueError("an instant must know its zone")
    return at
