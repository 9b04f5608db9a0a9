"""A copy of the note with quotations blanked out, so that no rule mistakes quoted words for the
writer's."""

from __future__ import annotations

from collections.abc import Iterable

from workflows.drafting.marks import Span

BLANK = "\ufffc"


def blanked(note: str, spans: Iterable[Span]) -> str:
    """Same length as the note. Spans in order; those inside others add nothing."""
    pieces: list[str] = []
    place = 0
    for span in spans:
        if span.outer_start >= place:
            pieces += [note[place : span.outer_start], BLANK * (span.outer_end - span.outer_start)]
            place = span.outer_end
    return "".join([*pieces, note[place:]])
