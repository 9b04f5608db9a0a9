"""Hard words of plans and what they mean, as data: which stand in a line, and what the rules write instead."""

import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

_FILE = Path(__file__).parent / "hard_words.toml"


@dataclass(frozen=True)
class HardWord:
    """One word, or several for the same thing. Texts are by language; `instead` may be missing in one."""

    key: str
    words: Mapping[str, Sequence[str]]
    means: Mapping[str, Sequence[str]]
    instead: Mapping[str, str]


@dataclass(frozen=True)
class Part:
    """A stretch of a line; with `key` it is a hard word."""

    text: str
    key: str = ""


@lru_cache(maxsize=1)
def hard_words() -> Mapping[str, HardWord]:
    """Every hard word by its key."""
    rows = tomllib.loads(_FILE.read_text(encoding="utf-8"))
    return {
        key: HardWord(
            key=key,
            words={language: tuple(words) for language, words in row["words"].items()},
            means={language: tuple(lines) for language, lines in row["means"].items()},
            instead=dict(row.get("instead", {})),
        )
        for key, row in rows.items()
    }


def parted(line: str, language: str) -> list[Part]:
    """The line with its hard words apart, each the first time it stands there. Joined again it is the line."""
    pattern, keys = _index(spoken_language(language))
    parts: list[Part] = []
    place, met = 0, set()
    for found in pattern.finditer(line):
        key = keys[found.group().casefold()]
        if key in met:
            continue
        met.add(key)
        if found.start() > place:
            parts.append(Part(line[place : found.start()]))
        parts.append(Part(found.group(), key))
        place = found.end()
    if place < len(line) or not parts:
        parts.append(Part(line[place:]))
    return parts


def in_easier_words(text: str, language: str) -> str:
    """The text with what the glossary says instead of a hard word, a capital kept where there was one."""
    pattern, keys = _index(spoken_language(language))

    def instead(found: re.Match[str]) -> str:
        word = hard_words()[keys[found.group().casefold()]].instead.get(spoken_language(language), "")
        if not word:
            return found.group()
        return word[0].upper() + word[1:] if found.group()[0].isupper() and found.start() == 0 else word

    return pattern.sub(instead, text)


def spoken_language(language: str) -> str:
    """The language of the glossary that fits: Spanish for Spanish of anywhere, English otherwise."""
    return "es" if language.lower().split("-")[0].split("_")[0] == "es" else "en"


@lru_cache(maxsize=4)
def _index(language: str) -> tuple[re.Pattern[str], Mapping[str, str]]:
    keys = {word.casefold(): hard.key for hard in hard_words().values() for word in hard.words.get(language, ())}
    longest_first = sorted(keys, key=len, reverse=True)
    return re.compile(rf"\b(?:{'|'.join(map(re.escape, longest_first))})\b", re.IGNORECASE), keys
