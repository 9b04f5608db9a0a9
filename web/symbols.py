"""The set of pictures that may stand above a line: their words, their files, and which one fits a line.

`static/symbols/index.toml` lists them. An entry has `en` and `es` (the words it fits), and `file` (a picture beside the
index) or `icon` (one of the drawings of `ui.icon`).
"""

import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

INDEX = Path(__file__).parent / "static" / "symbols" / "index.toml"


@dataclass(frozen=True)
class Symbol:
    """One picture. Exactly one of `file` and `icon` is set."""

    key: str
    en: Sequence[str]
    es: Sequence[str]
    file: str = ""
    icon: str = ""

    @property
    def name(self) -> str:
        """What it shows, for a list to choose from."""
        return self.en[0] if self.en else self.key


@lru_cache(maxsize=1)
def symbols() -> Mapping[str, Symbol]:
    """Every picture by its key, as the index lists them."""
    rows = tomllib.loads(INDEX.read_text(encoding="utf-8"))
    return {
        key: Symbol(key, tuple(row.get("en", ())), tuple(row.get("es", ())), row.get("file", ""), row.get("icon", ""))
        for key, row in rows.items()
        if isinstance(row, dict) and ("file" in row or "icon" in row)
    }


def symbol_for(line: str, language: str = "en") -> str:
    """The key of the picture whose words stand in a line, the longest words first; "" where none fits."""
    pattern, keys = _index("es" if language.lower().startswith("es") else "en")
    found = pattern.search(line) if keys else None
    return keys[found.group().casefold()] if found else ""


@lru_cache(maxsize=2)
def _index(language: str) -> tuple[re.Pattern[str], Mapping[str, str]]:
    keys: dict[str, str] = {}
    for symbol in symbols().values():
        for word in symbol.es if language == "es" else symbol.en:
            keys.setdefault(word.casefold(), symbol.key)
    words = sorted(keys, key=len, reverse=True)
    return re.compile(rf"\b(?:{'|'.join(map(re.escape, words))})\b", re.IGNORECASE), keys
