"""Words of a text with their places, folded so that case, accents, soft hyphens and broken lines do not hide a name."""

import re
import unicodedata
from dataclasses import dataclass

_LETTER = "(?:[^\\W\\d_]|[\u0300-\u036f])"
_INSIDE = "(?:[\u00ad\u200b-\u200d\u2060\ufeff]+|-[ \\t]*\\r?\\n[ \\t]*)"
_WORD = re.compile(f"{_LETTER}+(?:{_INSIDE}{_LETTER}+)*")
_ALIKE = str.maketrans(
    {"ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "ß": "ss", "æ": "ae", "œ": "oe", "ı": "i", "ŀ": "l"}
)
_SILENT = re.compile("[\u0300-\u036f\u00ad\u200b-\u200d\u2060\ufeff\\-\\s]")


@dataclass(frozen=True)
class Word:
    """A word as it stands, where, and folded."""

    start: int
    end: int
    text: str
    folded: str

    @property
    def capital(self) -> bool:
        """Whether it begins with a capital, or its script has none."""
        first = self.text[:1]
        return first.isupper() or first.istitle() or first.lower() == first.upper()


def words(text: str) -> list[Word]:
    """Every word, left to right. A name broken at a line's end with a hyphen is one word."""
    return [Word(found.start(), found.end(), found.group(), fold(found.group())) for found in _WORD.finditer(text)]


def fold(text: str) -> str:
    """Letters alone, without case and accents."""
    plain = unicodedata.normalize("NFKD", text).casefold().translate(_ALIKE)
    return _SILENT.sub("", unicodedata.normalize("NFKD", plain))
