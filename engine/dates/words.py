"""Days as people in the United States read them. Screens, messages and papers take their words from here."""

from datetime import date

MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip
WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


def in_words(day: date) -> str:
    """April 2, 2026. Not through strftime, which follows the machine's locale."""
    return f"{MONTHS[day.month - 1]} {day.day}, {day.year}"


def weekday_in_words(day: date) -> str:
    return f"{WEEKDAYS[day.weekday()]}, {in_words(day)}"


def counted(number: int, one: str, many: str | None = None) -> str:
    """1 day, 2 days; the plural is the singular with an s unless given."""
    return f"{number} {one if abs(number) == 1 else many or one + 's'}"


def ordinal(number: int) -> str:
    """1st, 2nd, 3rd, 11th, 22nd."""
    if 10 <= number % 100 <= 20:
        ending = "th"
    else:
        ending = {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"{number}{ending}"


def listed(words: list[str], *, last: str = "and") -> str:
    """a; a and b; a, b and c."""
    if len(words) < 2:
        return "".join(words)
    return f"{', '.join(words[:-1])} {last} {words[-1]}"
