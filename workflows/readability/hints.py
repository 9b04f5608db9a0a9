"""Hints about staff text, each about one passage, each with what to write instead."""

import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from engine import guard
from workflows.easyread.hard_words import hard_words, spoken_language
from workflows.readability.syllables import grade, words_in

_FILE = Path(__file__).parent / "wordings.toml"
_SENTENCE = re.compile(r"[^.!?…\n]+(?:[.!?…]+(?=\s|$)|[.!?…]+\S[^.!?…\n]*)*")
_INITIALS = re.compile(r"\b[A-Z]{2,6}s?\b(?!-)")
_NUMBERS = re.compile(
    r"\d+(?:\.\d+)?\s?%|\b\d+\s?x\s?/?\s?(?:day|week|wk|month|mo|year)?\b|(?<![\d/])\d+/\d+\b(?!/)|\b\d+:\d+\s+ratio"
)
_SPANISH_LONGEST = 20


@dataclass(frozen=True)
class Aim:
    """What a text is meant for: the highest grade, and the most words in a sentence."""

    grade: int
    words: int


PLAIN = Aim(grade=8, words=20)
"""The text of a plan."""
EASY = Aim(grade=4, words=15)
"""An Easy Read line."""


@dataclass(frozen=True)
class Hint:
    """`kind` is blame, long, hard, jargon, initials, number or stiff. `instead` may be empty: the kind says it all."""

    kind: str
    passage: str
    instead: str = ""
    figure: int = 0
    """Words of a long sentence, or the grade of a hard one."""


def hints_about(text: str, *, language: str = "en", aim: Aim = PLAIN) -> list[Hint]:
    """The hints, the gravest kind first. What stands in quotation marks, or is a reference, is taken out: nobody advises
    on somebody's words."""
    own = _of_staff_alone(text)
    if spoken_language(language) == "es":
        return list(_long(own, Aim(99, min(aim.words, _SPANISH_LONGEST))))
    return [
        *_worded("blame", own),
        *_long(own, aim),
        *_initials(own),
        *_jargon(own),
        *_numbers(own),
        *_worded("stiff", own),
    ]


def _of_staff_alone(text: str) -> str:
    own = " ".join(piece if isinstance(piece, str) else "." for piece in guard.pieces(text))
    for passage in reversed(guard.passages(own)):
        own = own[: passage.start] + "." + own[passage.end :]
    return own


def _worded(kind: str, text: str) -> Iterator[Hint]:
    words = _wordings()[kind]
    pattern = _pattern(kind)
    met: set[str] = set()
    for found in pattern.finditer(text):
        word = found.group().casefold()
        if word not in met:
            met.add(word)
            yield Hint(kind, found.group(), words[word])


def _long(text: str, aim: Aim) -> Iterator[Hint]:
    for found in _SENTENCE.finditer(text):
        sentence = found.group().strip()
        count = words_in(sentence)
        if count > aim.words:
            yield Hint("long", sentence, figure=count)
        elif count > 4 and aim.grade < 99 and (reached := grade(sentence)) > aim.grade + 0.5:
            yield Hint("hard", sentence, figure=round(reached))


def _initials(text: str) -> Iterator[Hint]:
    letters = [letter for letter in text if letter.isalpha()]
    if letters and sum(letter.isupper() for letter in letters) > len(letters) / 2:
        return  # Somebody writes in capitals: each word would look like initials.
    met = {*_known(), *(word for hard in hard_words().values() for word in hard.words["en"])}
    for found in _INITIALS.finditer(text):
        bare = found.group().removesuffix("s")
        spelled = re.search(rf"\(\s*{re.escape(bare)}s?\s*\)|{re.escape(bare)}s?\s*\([^)]+\)", text)
        if bare not in met and not spelled:
            met.add(bare)
            yield Hint("initials", found.group())


def _jargon(text: str) -> Iterator[Hint]:
    for hard in hard_words().values():
        instead = hard.instead.get("en") or hard.means["en"][0]
        found = re.search(rf"\b(?:{'|'.join(map(re.escape, hard.words['en']))})\b", text, re.IGNORECASE)
        if found and hard.key not in _EVERYDAY:
            yield Hint("jargon", found.group(), instead)


_EVERYDAY = frozenset({"service_coordinator", "guardian", "risk", "outcome", "provider", "therapy"})
"""Words of the product itself: a plan cannot do without them, and its reader finds what they mean behind each."""


def _numbers(text: str) -> Iterator[Hint]:
    for found in _NUMBERS.finditer(text):
        if any(character.isdigit() for character in found.group()):
            yield Hint("number", found.group().strip())


@lru_cache(maxsize=1)
def _wordings() -> Mapping[str, Mapping[str, str]]:
    rows = tomllib.loads(_FILE.read_text(encoding="utf-8"))
    return {kind: {word.casefold(): instead for word, instead in rows[kind].items()} for kind in ("blame", "stiff")}


@lru_cache(maxsize=1)
def _known() -> frozenset[str]:
    return frozenset(tomllib.loads(_FILE.read_text(encoding="utf-8"))["initials"]["known"])


@lru_cache(maxsize=2)
def _pattern(kind: str) -> re.Pattern[str]:
    longest_first = sorted(_wordings()[kind], key=len, reverse=True)
    return re.compile(rf"(?<![\w-])(?:{'|'.join(map(re.escape, longest_first))})(?![\w-])", re.IGNORECASE)
