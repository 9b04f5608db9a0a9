"""A day as somebody typed it, or the sentence that says why there is no such day."""

import calendar
import re
from datetime import date

from engine.dates.words import MONTHS, counted
from engine.refusals import Refusal
from engine.sayings import say

_ISO = re.compile(r"(?P<year>\d{4})-(?P<month>\d{1,2})-(?P<day>\d{1,2})", re.ASCII)
_US = re.compile(r"(?P<month>\d{1,2})/(?P<day>\d{1,2})/(?P<year>\d{4})", re.ASCII)


def read_day(text: str) -> date:
    """2026-04-02 or 4/2/2026. Anything else is refused; a two-digit year too, since it could mean two."""
    found = _ISO.fullmatch(text.strip()) or _US.fullmatch(text.strip())
    if found is None:
        raise Refusal(
            say("“%(text)s” cannot be read as a day. Write it as 2026-04-02 or 4/2/2026.", text=text[:40]), about="date"
        )
    year, month, day = (int(found[part]) for part in ("year", "month", "day"))
    if not 1 <= month <= 12:
        raise Refusal(say("There is no month %(month)s. Months go from 1 to 12.", month=month), about="date")
    if year < 1:
        raise Refusal("There is no year 0. Write the year with four digits, such as 2026.", about="date")
    length = calendar.monthrange(year, month)[1]
    if not 1 <= day <= length:
        raise Refusal(
            say(
                "There is no %(month)s %(day)s, %(year)s: that month has %(days)s.",
                month=MONTHS[month - 1],
                day=day,
                year=year,
                days=counted(length, "day"),
            ),
            about="date",
        )
    return date(year, month, day)
