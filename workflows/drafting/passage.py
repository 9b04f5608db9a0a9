"""A quotation with what stands around it: the words before, the words after, the line so far."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from workflows.drafting.marks import Span
from workflows.drafting.people import People, Token
from workflows.drafting.sentences import Boundaries

LEAD_REACH = 300
TAIL_REACH = 200
_ASIDE = re.compile(r"[ \t,.;!]*[(\[–—→←=~-]")


@dataclass
class Passage:
    """`lead` and `tail` are of the quotation's own clause, cut where other quotations stand; `aside` is a
    bracket, dash or arrow right behind it; `line` is everything before it on its line."""

    note: str
    span: Span
    lead: Sequence[Token]
    tail: Sequence[Token]
    people: People
    line_start: int
    aside_end: int
    next_start: int
    meets_next: bool
    before: int | None

    @cached_property
    def aside(self) -> Sequence[Token]:
        return self.people.tokens(self.span.outer_end, self.aside_end)

    @property
    def aside_leads_on(self) -> bool:
        """The bracket or dash behind these words opens the next quotation: `“…” (Jaz: “…”)`."""
        return self.aside_end >= self.next_start < len(self.note)

    @cached_property
    def line(self) -> Sequence[Token]:
        return self.people.tokens(self.line_start, self.span.outer_start)

    @property
    def is_pasted(self) -> bool:
        """Whether its line begins with `>`, in a note that does not use it as a bullet."""
        begins = self.note[self.line_start : self.line_start + 2].lstrip()[:1] == ">"
        return begins and not self.people.arrows_are_bullets

    @cached_property
    def line_above(self) -> Sequence[Token]:
        """The line before its own, when no empty line stands between."""
        text = self.people.text
        end = text.rfind("\n", max(0, self.line_start - 1), self.line_start)
        start = max(text.rfind("\n", max(0, end - 600), max(end, 0)) + 1, end - 600, 0)
        return self.people.tokens(start, end) if end > 0 else ()

    @cached_property
    def between(self) -> Sequence[Token]:
        """What stands since the quotation before, when that is near."""
        return () if self.before is None else self.people.tokens(self.before, self.span.outer_start)

    @cached_property
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
            people=self.people,
            line_start=line_start,
            aside_end=self._aside_end(span, after),
            next_start=after,
            meets_next=tail_end == after and after < len(self.note),
            before=before if near else None,
        )

    def _line_start(self, place: int) -> int:
        floor = max(0, place - 2 * LEAD_REACH)
        return max(floor, self.people.text.rfind("\n", floor, place) + 1)

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

    def _aside_end(self, span: Span, after: int) -> int:
        text, place = self.people.text, span.outer_end
        opening = _ASIDE.match(text, place, place + 12)
        if opening is None:
            return place
        _, clause_end = self.boundaries.around(opening.end(), opening.end())
        end = min(after, place + TAIL_REACH, max(clause_end, opening.end()))
        line_end = text.find("\n", place, end)
        end = line_end if line_end >= 0 else end
        bracket = {"(": ")", "[": "]"}.get(text[opening.end() - 1])
        closing = text.find(bracket, place, end) if bracket else -1
        return closing if closing >= 0 else end
