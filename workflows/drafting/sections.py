"""Proposes a section by counting words that point to one; the heading of the line weighs less than one
strong word in it."""

from __future__ import annotations

import re

from workflows.drafting.result import BACKUP, OUTCOMES, SECTION_NAMES
from workflows.drafting.section_words import HEADINGS, WEIGHTS

HEADING_WEIGHT = 3
_WORD = re.compile(r"[^\W_](?:[\w-]*\w)?(?:['’]\w+)?")
_HEADING = re.compile(r"[\s>*•#-]*([^\W\d_][^:–—\n]{0,30}?)\s*(?::|–|—|\s-\s)")
_PLAN_B = re.compile(r"^plan b\b", re.I)


def heading_section(line: str) -> str | None:
    """The section that the first words of a line name: `risks:`, `does not like:`, `plan B:`."""
    hit = _HEADING.match(line)
    named = hit.group(1) if hit else " ".join(line.split()[:1])
    if _PLAN_B.match(named):
        return BACKUP
    for word in named.lower().split()[:3]:
        section = HEADINGS.get(word.strip(".,#*"))
        if section:
            return section
    return None


def heading_words(note: str, line_start: int, end: int) -> list[str]:
    """The first words of a line up to their colon or dash, small; empty where it has no heading."""
    hit = _HEADING.match(note, line_start, min(line_start + 60, end))
    return [word.strip(".,#*") for word in hit.group(1).lower().replace("’", "'").split()] if hit else []


def section_of(text: str, *, around: str = "", heading: str | None = None) -> str | None:
    """The words themselves count double, those around them once; None when nothing points anywhere."""
    scores = dict.fromkeys(SECTION_NAMES, 0)
    _count(text, scores, times=2)
    _count(around, scores, times=1)
    if heading:
        scores[heading] += HEADING_WEIGHT
    if "→" in around:
        scores[OUTCOMES] += 1
    best = max(SECTION_NAMES, key=lambda name: scores[name])
    return best if scores[best] >= 2 else None


def _count(text: str, scores: dict[str, int], *, times: int) -> None:
    for hit in _WORD.finditer(text, 0, 1500):
        word = hit.group().lower().replace("’", "'")
        for section, weight in (WEIGHTS.get(word) or WEIGHTS.get(word.removesuffix("s")) or {}).items():
            scores[section] += weight * times
