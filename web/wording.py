"""Dates, counts and names as words for the screen, in the reader's language."""

from collections.abc import Sequence
from datetime import date, datetime
from functools import lru_cache
from zoneinfo import ZoneInfo

from babel import Locale, UnknownLocaleError
from babel.dates import format_date, format_time
from babel.lists import format_list

from web.frame import current_frame
from web.i18n import gettext as _


def day(value: date) -> str:
    """A day written out: March 11, 2026."""
    return _day(value, "long", current_frame().language)


def short_day(value: date) -> str:
    """A day for a narrow column, still with the month as a word: Mar 11, 2026."""
    return _day(value, "medium", current_frame().language)


def moment(value: datetime) -> str:
    """A moment in the agency's time zone, written out."""
    frame = current_frame()
    return _moment(value.replace(second=0, microsecond=0), frame.time_zone, frame.language)


def on_day(value: datetime) -> str:
    """The day of a moment in the agency's time zone, written out."""
    return day(value.astimezone(ZoneInfo(current_frame().time_zone)).date())


def clock(value: datetime) -> str:
    """The time of day in the agency's time zone."""
    frame = current_frame()
    local = value.astimezone(ZoneInfo(frame.time_zone))
    return str(format_time(local, format="short", tzinfo=local.tzinfo, locale=_locale(frame.language)))


def how_it_was_said(method: str, speaker: str) -> str:
    """Who expressed it and how, as one short sentence without its stop. Raises KeyError for an unknown method."""
    sentences = {
        "spoken": _("%(speaker)s said it"),
        "signed": _("%(speaker)s signed it"),
        "typed": _("%(speaker)s typed it"),
        "aac": _("%(speaker)s said it with a device"),
        "drawn": _("%(speaker)s drew it"),
        "recorded": _("%(speaker)s recorded it"),
        "photo": _("%(speaker)s showed it in a photo"),
        "symbols": _("%(speaker)s said it with symbols"),
    }
    return sentences[method] % {"speaker": speaker}


def initials(name: str) -> str:
    """Up to two letters for a name, whatever its script."""
    return "".join(part[0] for part in name.split()[:2]).upper()


def joined(names: Sequence[str]) -> str:
    """Names as people list them: Ana, Ben, and Carla."""
    return format_list(list(names), locale=_locale(current_frame().language)) if names else ""


@lru_cache(maxsize=8192)
def _day(value: date, size: str, language: str) -> str:
    return format_date(value, format=size, locale=_locale(language))


@lru_cache(maxsize=8192)
def _moment(value: datetime, time_zone: str, language: str) -> str:
    local = value.astimezone(ZoneInfo(time_zone))
    clock = format_time(local, format="short", tzinfo=local.tzinfo, locale=_locale(language))
    return _("%(day)s at %(time)s") % {"day": _day(local.date(), "long", language), "time": clock}


@lru_cache(maxsize=64)
def _locale(language: str) -> Locale:
    try:
        return Locale.parse({"en": "en_US"}.get(language, language), sep="-" if "-" in language else "_")
    except (UnknownLocaleError, ValueError):
        return Locale("en", "US")
