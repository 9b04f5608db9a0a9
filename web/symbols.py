"""The set of pictures that may stand beside a line: their words, their files, and which one fits a line.

`static/symbols/index.toml` lists them. An entry has `en` and `es` (the words it fits; the first is its name), and `file`
(a picture beside the index) or `icon` (one of the drawings of `ui.icon`). A wrong picture is worse than none: phrases under
`none` get no picture, `by_hand` is chosen by people alone, and a line that says no or not gets none by itself.
"""

import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

INDEX = Path(__file__).parent / "static" / "symbols" / "index.toml"

NO = "no"
"""The picture that stands before another where the line says no or not."""

_NONE = "none"
_SAYS_NO = {
    "en": r"\b(?:no|not|never|nobody|no one|nothing|none|nor|neither|cannot|without|\w+n['’]t)\b",
    "es": r"\b(?:no|nunca|jamás|nadie|nada|ningún|ningun[oa]s?|sin|ni|tampoco)\b",
}
_CONDITION = {"en": r"^(?:if|when|unless|until|while)\b[^,]*,", "es": r"^(?:si|cuando|hasta que|mientras)\b[^,]*,"}


@dataclass(frozen=True)
class Symbol:
    """One picture. Exactly one of `file` and `icon` is set. `negative`: it says no by itself."""

    key: str
    en: Sequence[str]
    es: Sequence[str]
    file: str = ""
    icon: str = ""
    by_hand: bool = False
    negative: bool = False

    @property
    def name(self) -> str:
        """What it shows, in English, for paper and for lists."""
        return self.name_in("en")

    def name_in(self, language: str) -> str:
        """What it shows, for a list to choose from."""
        words = self.es if _base(language) == "es" else self.en
        return words[0] if words else self.key


@lru_cache(maxsize=1)
def symbols() -> Mapping[str, Symbol]:
    """Every picture by its key, as the index lists them."""
    return {key: _symbol(key, row) for key, row in _rows().items() if "file" in row or "icon" in row}


def symbol_for(line: str, language: str = "en") -> str:
    """The key of the picture whose words stand in a line, the longest words first; "" where none fits."""
    pattern, keys = _index(_base(language))
    if says_no(line, language):
        return ""
    said = _what_is_said(line, language)
    found = [(match.group(), keys[match.group().casefold()]) for match in pattern.finditer(said)]
    fitting = [(words, key) for words, key in found if key != _NONE]
    return max(fitting, key=lambda one: len(one[0]))[1] if fitting else ""


def says_no(line: str, language: str = "en") -> bool:
    """Whether a line says no, not, never, without: what a plain picture would not show."""
    return re.search(_SAYS_NO[_base(language)], _what_is_said(line, language), re.IGNORECASE) is not None


def needs_sign(key: str, line: str, language: str = "en") -> bool:
    """Whether the sign for no stands before this picture of this line."""
    symbol = symbols().get(key)
    return says_no(line, language) and not (symbol is not None and symbol.negative)


def _what_is_said(line: str, language: str) -> str:
    """Without a condition at the beginning: “If nobody comes, call Leo” is about calling Leo."""
    return re.sub(_CONDITION[_base(language)], "", line, flags=re.IGNORECASE)


def _symbol(key: str, row: Mapping[str, Any]) -> Symbol:
    return Symbol(
        key,
        tuple(row.get("en", ())),
        tuple(row.get("es", ())),
        row.get("file", ""),
        row.get("icon", ""),
        by_hand=bool(row.get("by_hand")),
        negative=bool(row.get("negative")),
    )


@lru_cache(maxsize=1)
def _rows() -> Mapping[str, Mapping[str, Any]]:
    return tomllib.loads(INDEX.read_text(encoding="utf-8"))


@lru_cache(maxsize=2)
def _index(language: str) -> tuple[re.Pattern[str], Mapping[str, str]]:
    keys: dict[str, str] = {}
    for key, row in _rows().items():
        for word in () if row.get("by_hand") else row.get(language, ()):
            keys.setdefault(word.casefold(), key)
    words = sorted(keys, key=len, reverse=True)
    return re.compile(rf"\b(?:{'|'.join(map(re.escape, words))})\b", re.IGNORECASE), keys


def _base(language: str) -> str:
    return "es" if language.lower().startswith("es") else "en"
