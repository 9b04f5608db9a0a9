"""The note's own clauses, as they stand, with quotations left to themselves."""

from __future__ import annotations

import re
from collections.abc import Iterator

from workflows.drafting import words
from workflows.drafting.blanks import BLANK
from workflows.drafting.result import Fact
from workflows.drafting.sections import heading_section, section_of
from workflows.drafting.sentences import Boundaries

_PIECE = re.compile(rf"[^{BLANK}]+")
_EDGES = ",;:–—-→•*>(=←/|&+"
_WORD = re.compile(r"[^\W_][\w'’]*")


def facts_of(note: str, blanked: str, boundaries: Boundaries) -> list[Fact]:
    """Clauses with something in them besides who speaks; each keeps its place and every character
    between."""
    return [
        Fact(start, end, note[start:end], section_of(note[start:end], heading=heading))
        for start, end, heading in _clauses(blanked, boundaries)
    ]


def _clauses(blanked: str, boundaries: Boundaries) -> Iterator[tuple[int, int, str | None]]:
    line_start, heading = -1, None
    for first, last in boundaries.clauses():
        if first == 0 or blanked[first - 1] == "\n":
            line_start = first
            heading = heading_section(blanked[first : first + 80].split("\n", 1)[0])
        for piece in _PIECE.finditer(blanked, first, last):
            start, end = _bare(blanked, piece.start(), piece.end())
            if start < end and _says_something(blanked[start:end], whole=piece.end() - piece.start() == last - first):
                yield start, end, heading if line_start >= 0 else None


def _bare(text: str, start: int, end: int) -> tuple[int, int]:
    """Without list marks and loose brackets at the edges."""
    while start < end and (text[start].isspace() or text[start] in _EDGES + ").]"):
        if text[start] == "(" and ")" in text[start : min(end, start + 200)]:
            break
        start += 1
    while end > start and _is_edge(text, start, end):
        end -= 1
    return start, end


def _is_edge(text: str, start: int, end: int) -> bool:
    last = text[end - 1]
    return last.isspace() or last in _EDGES or (last in ")]" and not _opened(text, start, end))


def _opened(text: str, start: int, end: int) -> bool:
    opening = "(" if text[end - 1] == ")" else "["
    return opening in text[max(start, end - 300) : end]


def _says_something(text: str, *, whole: bool) -> bool:
    """Two words that are more than `Dee told me quietly`."""
    found = [word.lower() for word in _WORD.findall(text[:2000])]
    if len(found) < 2:
        return False
    telling = any(word in words.SPEECH for word in found[-4:])
    return whole or not (telling and len(found) <= 5)
