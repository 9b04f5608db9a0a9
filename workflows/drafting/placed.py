"""In which section the person's words stand: by the words and how they are put, then by what stands around them."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Mapping

from workflows.drafting.leanings import BEFORE_ANY_WORD, LEANINGS
from workflows.drafting.passage import Passage
from workflows.drafting.result import SECTION_NAMES
from workflows.drafting.section_own_words import ASKED, OVER, OWN
from workflows.drafting.section_words import WEIGHTS
from workflows.drafting.sections import WORD, heading_section

REACH, REACH_BEHIND, REACH_ABOVE, REACH_ASKED = 160, 60, 2500, 400
"""Characters before and behind the words, up to the heading over them and back to the question they answer."""
MOST = 3
"""However many words of one place point to a section, no more count."""
OWN_WEIGHT, BESIDE, BEHIND, QUESTION, LABELLED, NAMED, ABOVE = 5, 3, 2, 4, 6, 5, 7

_Table = Mapping[str, Mapping[str, int]]
_OVER_LINE = re.compile(
    r"^[ \t]*(?P<mark>#+[ \t]*|\*\*|\d{1,2}[.)][ \t]+|[A-Z][.)][ \t])?(?P<named>[^\n\"“«‘]{2,60}?)(?:\*\*)?(?P<colon>:?)[ \t\r]*$",
    re.M,
)
_BULLET = re.compile(r"[ \t]*[-•*>][ \t]")
_EMPTY_LINE = re.compile(r"\n[ \t\r]*\n\Z")
_LONGEST_HEADING = 7
_NAMED = re.compile(r"\s*(?:[-•*>]|\d+[.)])?\s*([^\W\d_][^:–—\n\"“]{0,40}?)\s*(?::|–|—|\s-\s|\.\s)")
_ASKING = re.compile(r"\?|\bask(?:ed|s|ing)?\b", re.I)
_SENTENCE_END = re.compile(r"[.!?\n]")


class Placing:
    """Finds the headings of a note once."""

    def __init__(self, note: str) -> None:
        self.note = note
        self._over = [hit for hit in _OVER_LINE.finditer(note) if _is_heading(note, hit)]
        self._ends = [hit.end() for hit in self._over]

    def section(self, passage: Passage) -> str:
        """Of a quotation of the person's; there is always one that fits best."""
        span, note, line = passage.span, self.note, passage.line_start
        head = note[line : min(line + 60, span.outer_start)]
        near = note[passage.lead[0].start : span.outer_start] if passage.lead else ""
        named = _NAMED.match(head)
        scores = {name: float(BEFORE_ANY_WORD.get(name, 0)) for name in SECTION_NAMES}
        _add(scores, _own(passage.text), OWN_WEIGHT)
        for text, table, times in (
            (near, WEIGHTS, BESIDE),
            (note[max(line, span.outer_start - REACH) : span.outer_start - len(near)], WEIGHTS, BESIDE),
            (note[span.outer_end : span.outer_end + REACH_BEHIND].split("\n", 1)[0], WEIGHTS, BEHIND),
            (_question_before(note, span.outer_start), ASKED, QUESTION),
            (named.group(1) if named else "", OVER, NAMED),
            (self._heading_over(span.outer_start), OVER, ABOVE),
        ):
            _add(scores, _count(text, table), times)
        labelled = heading_section(head)
        if labelled:
            scores[labelled] += LABELLED
        for leaning in LEANINGS:
            if leaning.put.search(passage.text[:500]):
                for name, weight in leaning.to.items():
                    scores[name] += weight
        return max(SECTION_NAMES, key=lambda name: scores[name])

    def _heading_over(self, place: int) -> str:
        at = bisect_left(self._ends, place) - 1
        return self._over[at].group("named") if at >= 0 and self._over[at].start() > place - REACH_ABOVE else ""


def _is_heading(note: str, hit: re.Match[str]) -> bool:
    """A short line with a mark of its own, a colon at its end or an empty line before it."""
    named = hit.group("named").strip()
    if len(named.split()) > _LONGEST_HEADING or named[-1:] in ".!?," or _BULLET.match(hit.group()):
        return False
    above = note[max(0, hit.start() - 20) : hit.start()]
    return bool(hit.group("mark") or hit.group("colon") or _EMPTY_LINE.search(above))


def _question_before(note: str, place: int) -> str:
    """The last question of the three lines up to here: what the words may answer, also where others spoke between."""
    lines = [line for line in note[max(0, place - REACH_ASKED) : place].split("\n") if line.strip()]
    text = "\n".join(lines[-3:])
    asking = [hit.start() for hit in _ASKING.finditer(text)][-1:]
    if not asking:
        return ""
    begin = max(text.rfind(end, 0, asking[0]) for end in ".!?\n") + 1
    ended = _SENTENCE_END.search(text, asking[0])
    return text[begin : ended.start() if ended else len(text)]


def _own(text: str) -> dict[str, float]:
    """A writer's word counts half, and only where it is none of those people speak in."""
    counts = dict.fromkeys(SECTION_NAMES, 0.0)
    for word in _words(text):
        own = _look(word, OWN)
        for name, weight in (own or _look(word, WEIGHTS)).items():
            counts[name] += weight if own else weight / 2
    return counts


def _count(text: str, table: _Table) -> dict[str, float]:
    counts = dict.fromkeys(SECTION_NAMES, 0.0)
    for word in _words(text):
        for name, weight in _look(word, table).items():
            counts[name] += weight
    return counts


def _add(scores: dict[str, float], counts: Mapping[str, float], times: int) -> None:
    for name, count in counts.items():
        scores[name] += min(count, MOST) * times


def _words(text: str) -> set[str]:
    return {hit.group().lower().replace("’", "'") for hit in WORD.finditer(text, 0, 1500)}


def _look(word: str, table: _Table) -> Mapping[str, int]:
    return table.get(word) or table.get(word.removesuffix("s")) or table.get(word.removesuffix("ing")) or {}
