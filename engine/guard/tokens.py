"""Staff text as words, marks and references, cut into sentences, for the rules that read speech."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from engine.guard.listed import listed
from engine.guard.looks import Look

_TOKEN = re.compile(r"\[\[quote:[0-9a-f-]{36}\]\]|[^\W_]+(?:['-][^\W_]+)*|\n|[^\w\s]|_")
_ABBREVIATED = listed("mr mrs ms dr st sr jr prof rev hon e.g i.e approx no vs dept ave rd pt sra srta")

_LONGEST = 250
"""Words and marks in one sentence."""


@dataclass(frozen=True)
class Token:
    """A word, a mark or a reference; `low` in small letters, `raw` as seen, with its place in the look."""

    low: str
    raw: str
    start: int
    end: int

    @property
    def capital(self) -> bool:
        """Whether it begins with a capital letter."""
        return self.raw[:1].isupper()

    @property
    def is_reference(self) -> bool:
        """Whether it refers to a quote."""
        return self.raw.startswith("[[")

    @property
    def is_word(self) -> bool:
        """Whether it is a word or a number."""
        return self.raw[:1].isalnum()


def tokens_of(seen: Look) -> list[Token]:
    """Every token of a look, in order."""
    return [Token(found.group().lower(), found.group(), *found.span()) for found in _TOKEN.finditer(seen.plain)]


def sentences(tokens: Sequence[Token]) -> list[Sequence[Token]]:
    """Cut at full stops, question and exclamation marks, semicolons and line breaks; not after “Mrs.” or an initial.

    Words that run on without an end are cut as well, so that what reads a sentence stays linear in the text.
    """
    found: list[Sequence[Token]] = []
    begin = 0
    for at, token in enumerate(tokens):
        if at - begin == _LONGEST:
            found.append(tokens[begin:at])
            begin = at
        if token.raw in ".!?;\n…。！？¿¡•·" and not (token.raw == "." and _abbreviates(tokens, at)):
            if at > begin:
                found.append(tokens[begin:at])
            begin = at + 1
    if begin < len(tokens):
        found.append(tokens[begin:])
    return found


def broken_lines(tokens: Sequence[Token]) -> list[Sequence[Token]]:
    """Sentences that run over a line's end: a word or a comma before it, a small letter after. Read besides the others."""
    ends = {at for at, token in enumerate(tokens) if token.raw == "\n" and _goes_on(tokens, at)}
    if not ends:
        return []
    starts = {tokens[at + 1].start for at in ends}
    joined = sentences([token for at, token in enumerate(tokens) if at not in ends])
    return [sentence for sentence in joined if any(token.start in starts for token in sentence[1:])]


def _abbreviates(tokens: Sequence[Token], at: int) -> bool:
    if at == 0 or tokens[at - 1].end != tokens[at].start:
        return False
    before = tokens[at - 1]
    if before.low in _ABBREVIATED:
        return True
    next_to = tokens[at + 1] if at + 1 < len(tokens) else None
    return len(before.raw) == 1 and before.capital and before.raw != "I" and next_to is not None and next_to.raw != "\n"


def _goes_on(tokens: Sequence[Token], at: int) -> bool:
    if at == 0 or at + 1 >= len(tokens):
        return False
    before, after = tokens[at - 1], tokens[at + 1]
    return (before.is_word or before.raw == ",") and after.is_word and after.raw[0].islower()
