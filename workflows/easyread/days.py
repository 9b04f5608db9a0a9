"""Days in staff text written out. Only what can be read in one way: 2027-06-01, and 6/1/2027 in English text."""

import re
from datetime import date

_ISO = re.compile(r"\b(\d{4})-(\d{2})-(\d{2})\b")
_AMERICAN = re.compile(r"\b(\d{1,2})/(\d{1,2})/(\d{4}|\d{2})\b")
_MONTHS = {
    "en": [
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ],
    "es": [
        "enero",
        "febrero",
        "marzo",
        "abril",
        "mayo",
        "junio",
        "julio",
        "agosto",
        "septiembre",
        "octubre",
        "noviembre",
        "diciembre",
    ],
}


def written_out(day: date, language: str) -> str:
    """June 1, 2027, or 1 de junio de 2027."""
    month = _MONTHS[language][day.month - 1]
    return f"{month} {day.day}, {day.year}" if language == "en" else f"{day.day} de {month} de {day.year}"


def with_days_written_out(text: str, language: str) -> str:
    """The text with its days in words. A number that is no day stays."""
    text = _ISO.sub(lambda found: _day(found, language, *map(int, found.groups())), text)
    if language != "en":  # 1/6/2027 is the first of June to some readers of Spanish, and January 6 to others.
        return text
    return _AMERICAN.sub(
        lambda found: _day(found, language, _year(found.group(3)), int(found.group(1)), int(found.group(2))), text
    )


def _day(found: re.Match[str], language: str, year: int, month: int, number: int) -> str:
    try:
        return written_out(date(year, month, number), language)
    except ValueError:
        return found.group()


def _year(typed: str) -> int:
    return int(typed) if len(typed) == 4 else 2000 + int(typed)
