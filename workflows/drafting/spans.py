"""Every stretch of a note that holds somebody's words: within marks, a device's without, and a transcript's turns."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from workflows.drafting.aac import device_utterances
from workflows.drafting.marks import Span, quotation_spans
from workflows.drafting.names import names_pattern
from workflows.drafting.rendering import gloss_spans
from workflows.drafting.turns import Turn
from workflows.drafting.written import written_spans

_TURN = re.compile(r"[ \t>*•-]*[A-Z][\w.'’-]*(?: [A-Z][\w.'’-]*)?(?: \([^)\n]{1,30}\))?:\s*[\"“«‘']")


def all_spans(note: str, names: Sequence[str], turns: Sequence[Turn]) -> list[Span]:
    """In reading order, an outer one before what stands in it."""
    label = re.compile(rf"[ \t>*•-]*{names_pattern(names)}[^\n:]{{0,30}}:")
    marked = quotation_spans(note, breaks_line=lambda head: bool(_TURN.match(head) or label.match(head)))
    spoken = [Span(turn.start, turn.end, turn.start, turn.end, closed=True) for turn in turns if turn.start < turn.end]
    spans = _around(marked, sorted(spoken, key=lambda span: span.start))
    tops = [span for span in spans if span.depth == 0]
    device = device_utterances(note, names, tops)
    tops = sorted([*tops, *device], key=_place)
    tops = sorted([*tops, *written_spans(note, names, tops)], key=_place)
    return sorted({*spans, *tops, *gloss_spans(note, tops)}, key=_place)


def _around(marked: Sequence[Span], turns: Sequence[Span]) -> list[Span]:
    """Turns with the marked quotations that stand in them one deeper. A turn that is one marked quotation adds nothing,
    and neither does one that a mark crosses."""
    kept: list[Span] = []
    at = 0
    tops = [span for span in marked if span.depth == 0]
    for turn in turns:
        while at < len(tops) and tops[at].outer_end <= turn.start:
            at += 1
        first = tops[at] if at < len(tops) else None
        free = first is None or first.outer_start >= turn.end
        inside = first is not None and first.outer_start >= turn.start and first.outer_end <= turn.end
        if first is not None and (first.outer_start, first.outer_end) == (turn.start, turn.end):
            continue
        if free or inside:
            kept.append(turn)
    places = iter(kept)
    around = next(places, None)
    whole: list[Span] = []
    for span in marked:
        while around is not None and around.end <= span.outer_start:
            around = next(places, None)
        within = around is not None and around.start <= span.outer_start and span.outer_end <= around.end
        whole.append(replace(span, depth=span.depth + 1) if within else span)
    return sorted([*whole, *kept], key=_place)


def _place(span: Span) -> tuple[int, int]:
    return span.outer_start, -span.outer_end
