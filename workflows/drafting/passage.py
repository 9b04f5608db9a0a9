"""A quotation with what stands around it: the words before, the words after, the line so far."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from workflows.drafting.marks import Span
from workflows.drafting.people import People, Token
from workflows.drafting.sentences import Boundaries

LEAD_REACH = 300
TAIL_REACH = 200
_ASIDE = re.compile(r"[ \t,.;!]*[(\[–—→←=~-]")


@dataclass(slots=True)
class Passage:
    """`lead` and `tail` are of the quotation's own clause, cut where other quotations stand; `aside` is a
    bracket, dash or arrow right behind it; `line` is everything before it on its line."""

    note: str
    span: Span
    lead: Sequence[Token]
    tail: Sequence[Token]
    aside: Sequence[Token]
    line: Sequence[Token]
    lead_start: int
    line_start: int
    meets_next: bool
    previous: int | None
    between: Sequence[Token] = field(default_factory=tuple)

    @property
    def text(self) -> str:
        return self.note[self.span.start : self.span.end]


class Surroundings:
    """Cuts passages out of a note; each look is bounded, so a long note stays linear."""

    def __init__(self, note: str, people: People, boundaries: Boundaries, spans: Sequence[Span]) -> None:
        self.note, self.people, self.boundaries = note, people, boundaries
        self.tops = [span for span in spans if span.depth == 0]

    def passage(self, index: int) -> Passage:
        """Of the `index`-th quotation that stands in no other."""
        span = self.tops[index]
        before = self.tops[index - 1].outer_end if index else 0
        after = self.tops[index + 1].outer_start if index + 1 < len(self.tops) else len(self.note)
        clause_start, clause_end = self.boundaries.around(span.outer_start, span.outer_end)
        line_start = self._line_start(span.outer_start)
        lead_start, lead_end = self._lead(span, max(clause_start, before), line_start, before)
        tail_end = min(clause_end, after, span.outer_end + TAIL_REACH)
        tokens = self.people.tokens
        near = before > span.outer_start - LEAD_REACH and index > 0
        return Passage(
            note=self.note,
            span=span,
            lead=tokens(lead_start, lead_end),
            tail=tokens(span.outer_end, tail_end),
            aside=self._aside(span, after),
            line=tokens(line_start, span.outer_start),
            lead_start=lead_start,
            line_start=line_start,
            meets_next=tail_end == after and after < len(self.note),
            previous=index - 1 if near else None,
            between=tokens(before, span.outer_start) if near else (),
        )

    def _line_start(self, place: int) -> int:
        floor = max(0, place - 2 * LEAD_REACH)
        return max(floor, self.note.rfind("\n", floor, place) + 1)

    def _lead(self, span: Span, start: int, line_start: int, before: int) -> tuple[int, int]:
        start = max(start, span.outer_start - LEAD_REACH)
        text = self.people.text
        if text[max(start, line_start) : span.outer_start].strip(" \t-•*>") or before > line_start:
            return start, span.outer_start
        return self._line_above(before, line_start) or (start, span.outer_start)

    def _line_above(self, before: int, line_start: int) -> tuple[int, int] | None:
        """The words that announce a quotation on a line of its own: the line above when it ends with a
        colon."""
        above = self.people.text[max(before, line_start - LEAD_REACH) : line_start]
        kept = above.rstrip()
        if not kept.endswith(":") or above.count("\n", len(kept)) > 2:
            return None
        end = line_start - len(above) + len(kept)
        start, _ = self.boundaries.around(end - 1, end - 1)
        return max(start, before, end - LEAD_REACH), end

    def _aside(self, span: Span, after: int) -> list[Token]:
        text, place = self.people.text, span.outer_end
        opening = _ASIDE.match(text, place, place + 12)
        if opening is None:
            return []
        end = min(after, place + TAIL_REACH)
        line_end = text.find("\n", place, end)
        end = line_end if line_end >= 0 else end
        bracket = {"(": ")", "[": "]"}.get(text[opening.end() - 1])
        closing = text.find(bracket, place, end) if bracket else -1
        return self.people.tokens(place, closing if closing >= 0 else end)
