"""Which days are holidays, and by what name. The holiday library is loaded when a first year is asked for."""

from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from engine.refusals import Refusal
from engine.sayings import say

SATURDAY = 5


@dataclass(frozen=True)
class HolidayCalendar:
    """A public calendar and the agency's own changes to it.

    `code` is “US” for the federal holidays, “US-ME” for a state's, “none” for weekends alone. `closed` are
    days the agency adds, each with its name; `open` are public holidays on which it works.
    """

    code: str = "US"
    closed: tuple[tuple[date, str], ...] = ()
    open: tuple[date, ...] = ()

    def holiday(self, day: date) -> str | None:
        """The name of the holiday on this day, or None. A weekend without one is not a holiday."""
        for closed, name in self.closed:
            if closed == day:
                return name
        if day in self.open:
            return None
        return _holidays(self.code, day.year).get(day)

    def is_working(self, day: date) -> bool:
        return day.weekday() < SATURDAY and self.holiday(day) is None

    @property
    def name(self) -> str:
        if self.code == "none":
            return "weekends only"
        if self.code == "US":
            return "US federal holidays"
        return f"holidays of {self.code}"


FEDERAL = HolidayCalendar("US")
WEEKENDS_ONLY = HolidayCalendar("none")


def holiday_calendar(code: str) -> HolidayCalendar:
    """The calendar of this code; an unknown code is refused here, not on the day it is first counted with."""
    _holidays(code, 2026)
    return HolidayCalendar(code)


@lru_cache(maxsize=512)
def _holidays(code: str, year: int) -> dict[date, str]:
    """All holidays of one year by day. Observed days are in it, also one that falls into the year before."""
    if code == "none":
        return {}
    import holidays

    country, _, subdivision = code.partition("-")
    try:
        # expand=False: looking up a neighboring year never grows this one's answer.
        found = holidays.country_holidays(country, subdiv=subdivision or None, years=year, expand=False)
    except NotImplementedError:
        raise Refusal(
            say(
                "There is no holiday calendar “%(code)s”. Use “US” for federal holidays, a state such as "
                "“US-ME”, or “none” to skip weekends only.",
                code=code,
            )
        ) from None
    return dict(found.items())
