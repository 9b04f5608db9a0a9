"""Text has a contrast of 7:1 or more, marks and borders 3:1 or more, by day and by night."""

import re

import pytest

from web.static_files import STATIC_FOLDER

STYLE = (STATIC_FOLDER / "style.css").read_text(encoding="utf-8")
DAY, NIGHT = (
    dict(re.findall(r"--([a-z-]+): (#[0-9a-f]{6})", block)) for block in re.findall(r":root \{([^}]*)\}", STYLE)[:2]
)

TEXT = [
    ("ink", "paper"),
    ("ink", "sheet"),
    ("ink", "own-words-ground"),
    ("ink", "action-ground"),
    ("muted", "paper"),
    ("muted", "sheet"),
    ("action", "paper"),
    ("action", "sheet"),
    ("on-action", "action"),
    ("late", "paper"),
    ("late", "sheet"),
    ("soon", "paper"),
    ("soon", "sheet"),
    ("done", "paper"),
    ("done", "sheet"),
]
MARKS = [("field", "paper"), ("field", "sheet"), ("own-words-bar", "paper"), ("own-words-bar", "own-words-ground")]


@pytest.mark.parametrize("tokens", [DAY, NIGHT], ids=["day", "night"])
@pytest.mark.parametrize(("front", "ground"), TEXT)
def test_text_can_be_read(tokens: dict[str, str], front: str, ground: str) -> None:
    assert contrast(tokens[front], tokens[ground]) >= 7


@pytest.mark.parametrize("tokens", [DAY, NIGHT], ids=["day", "night"])
@pytest.mark.parametrize(("front", "ground"), MARKS)
def test_marks_can_be_seen(tokens: dict[str, str], front: str, ground: str) -> None:
    assert contrast(tokens[front], tokens[ground]) >= 3


def contrast(one: str, other: str) -> float:
    """WCAG's ratio of two colours."""
    lighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def luminance(colour: str) -> float:
    """WCAG's relative luminance of `#rrggbb`."""
    channels = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
