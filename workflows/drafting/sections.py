"""Proposes a section by counting words that point to one; the heading of the line weighs less than one
strong word in it."""

from __future__ import annotations

import re

from workflows.drafting.result import BACKUP, OUTCOMES, SECTION_NAMES
from workflows.drafting.section_words import HEADINGS, WEIGHTS

OWN_WEIGHT, NEAR_WEIGHT, WIDE_WEIGHT, HEADING_WEIGHT = 4, 2, 1, 6
LEAST = 2
WORD = re.compile(r"[^\W_](?:[\w-]*\w)?(?:['’]\w+)?")
_HEADING = re.compile(r"[\s>*•#-]*([^\W\d_][^:–—\n]{0,30}?)\s*(?::|–|—|\s-\s)")
_PLAN_B = re.compile(r"plan b\b|if\b.{0,30}\b(?:out|sick|ill|away|gone|unreachable|cancels?|fails?|hospital)\b", re.I)


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


def section_of(text: str, *, near: str = "", wide: str = "", heading: str | None = None) -> str | None:
    """The words themselves count most, then those of their clause, then those around; None when nothing points
    anywhere."""
    scores = dict.fromkeys(SECTION_NAMES, 0)
    _count(text, scores, times=OWN_WEIGHT)
    _count(near, scores, times=NEAR_WEIGHT)
    _count(wide, scores, times=WIDE_WEIGHT)
    if heading:
        scores[heading] += HEADING_WEIGHT
    if "→" in near or "→" in wide:
        scores[OUTCOMES] += WIDE_WEIGHT
    best = max(SECTION_NAMES, key=lambda name: scores[name])
    return best if scores[best] >= LEAST else None


def _count(text: str, scores: dict[str, int], *, times: int) -> None:
    for hit in WORD.finditer(text, 0, 1500):
        word = hit.group().lower().replace("’", "'")
        for section, weight in (WEIGHTS.get(word) or WEIGHTS.get(word.removesuffix("s")) or {}).items():
            scores[section] += weight * times
