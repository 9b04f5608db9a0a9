"""The one door of this package: a note in, a draft out. Pure: no clock, no file, no database."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence

from workflows.drafting import words
from workflows.drafting.blanks import blanked
from workflows.drafting.facts import facts_of
from workflows.drafting.labels import is_label
from workflows.drafting.marks import Span
from workflows.drafting.media import method_of
from workflows.drafting.names import participant_names, shared_names
from workflows.drafting.pages import own_pages
from workflows.drafting.passage import Passage, Surroundings
from workflows.drafting.people import People
from workflows.drafting.placed import REACH, REACH_BEHIND, Placing
from workflows.drafting.rendering import rendering_turns
from workflows.drafting.result import (
    INTERPRETED,
    PARTICIPANT,
    SECTION_NAMES,
    UNCONFIRMED,
    Draft,
    Fact,
    Line,
    Quotation,
    Section,
)
from workflows.drafting.sections import heading_section, section_of
from workflows.drafting.sentences import Boundaries
from workflows.drafting.spans import all_spans
from workflows.drafting.speakers import INSIDE, Speakers, told_in_turn
from workflows.drafting.turns import Turn, of_person, turns_in
from workflows.drafting.verdict import Verdict
from workflows.drafting.wrapped import unwrapped

PLANS = ("isp",)


def draft_note(
    note: str, *, person: str, also_called: Sequence[str] = (), plan: str = "isp", turns: Sequence[Turn] = ()
) -> Draft:
    """`turns` are those of a transcript somebody has read already; a note that is one itself needs none. Raises
    ValueError for a plan that has no sections here."""
    if plan not in PLANS:
        raise ValueError(f"No draft is made for a plan of the kind “{plan}”. The kinds are: {', '.join(PLANS)}.")
    names = participant_names(note, person=person, also_called=also_called)
    every = turns or turns_in(note)
    pages = own_pages(note, names) if not shared_names(note, names, person=person) else []
    spoken = [*_own_turns(note, names, person, every), *pages]
    rendered = rendering_turns(note, every, spoken)
    spans = all_spans(note, names, [*spoken, *rendered])
    people = People(note, unwrapped(note, blanked(note, spans)), person=person, also_called=also_called)
    own = {turn.start: turn for turn in [*spoken, *rendered]}
    others = [turn for turn in every if turn.start not in own]
    quotes, kept = _quotations(note, people, spans, own, others, _Kinds(rendered, pages))
    bare = blanked(note, kept)
    facts = facts_of(note, bare, Boundaries(bare))
    return Draft(tuple(quotes), tuple(facts), _sections(quotes, facts))


class _Kinds:
    """What a turn is: an interpreter's rendering, a line of the person's own page, or what they said."""

    def __init__(self, rendered: Sequence[Turn], pages: Sequence[Turn]) -> None:
        self.rendered, self.pages = ({turn.start for turn in some} for some in (rendered, pages))

    def verdict(self, turn: Turn, speakers: Speakers) -> Verdict:
        if turn.start in self.rendered:
            return speakers.of_rendering(turn)
        return speakers.of_page(turn) if turn.start in self.pages else speakers.of_turn(turn)


def _own_turns(note: str, names: Sequence[str], person: str, turns: Sequence[Turn]) -> list[Turn]:
    shared = shared_names(note, names, person=person) if turns else frozenset()
    own = {name.casefold() for name in names if name not in shared} | words.SELF_LABELS
    return of_person(note, turns, lambda speaker: speaker.split("(")[0].strip().casefold() in own)


def _quotations(
    note: str,
    people: People,
    spans: Sequence[Span],
    turns: Mapping[int, Turn],
    others: Sequence[Turn],
    kinds: _Kinds,
) -> tuple[list[Quotation], list[Span]]:
    around = Surroundings(note, people, people.boundaries, spans)
    speakers, placing = Speakers(people, note), Placing(note)
    quotes: list[Quotation] = []
    kept: list[Span] = []
    outer: list[tuple[Span, int]] = []
    top, previous = -1, None
    for span in spans:
        if span.depth == 0:
            top += 1
            passage = around.passage(top)
            turn = turns.get(span.outer_start)
            if turn is None and is_label(passage):
                previous = None
                continue
            teller = _told_in(others, span) if turn is None else None
            if turn:
                previous = kinds.verdict(turn, speakers)
            else:
                verdict = told_in_turn(teller) if teller else speakers.verdict(passage, previous)
                if span.tentative and verdict.attribution not in (PARTICIPANT, INTERPRETED):
                    continue
                previous = verdict
            outer = [(span, len(quotes))]
            quotes.append(_quotation(passage, previous, placing))
            kept.append(span)
        else:
            while outer and outer[-1][0].end < span.end:
                outer.pop()
            if outer and _is_said(note, span):
                quotes.append(_inner(note, span, within=outer[-1][1]))
                outer.append((span, len(quotes) - 1))
    return quotes, kept


def _told_in(others: Sequence[Turn], span: Span) -> Turn | None:
    """Somebody else's turn of a transcript in which the quotation stands, with words of theirs around it."""
    at = bisect_right(others, span.outer_start, key=lambda turn: turn.start) - 1
    if at < 0 or span.outer_end > others[at].end:
        return None
    turn = others[at]
    return turn if (span.outer_start, span.outer_end) != (turn.start, turn.end) else None


def _quotation(passage: Passage, verdict: Verdict, placing: Placing) -> Quotation:
    span = passage.span
    return Quotation(
        start=span.start,
        end=span.end,
        text=passage.text,
        speaker=verdict.speaker,
        attribution=verdict.attribution,
        method=method_of(passage, verdict),
        section=placing.section(passage) if _is_theirs(verdict) else _section(passage),
        why=verdict.why,
        sure=verdict.sure,
        proposed_speaker=verdict.proposed_speaker,
        proposed_attribution=verdict.proposed_attribution,
    )


def _is_theirs(verdict: Verdict) -> bool:
    return PARTICIPANT in (verdict.attribution, verdict.proposed_attribution) or verdict.attribution == INTERPRETED


def _section(passage: Passage) -> str | None:
    """Of words somebody else may have said: by the words, then their own clause, then the line so far or the question
    above it, each weighing less."""
    span, note, line = passage.span, passage.note, passage.line_start
    heading = heading_section(note[line : min(line + 60, span.outer_start)])
    near = note[passage.lead[0].start : span.outer_start] if passage.lead else ""
    wide = note[max(line, span.outer_start - REACH) : span.outer_start - len(near)]
    if not wide.strip() and passage.line_above:
        wide = note[passage.line_above[0].start : passage.line_above[-1].end][-REACH:]
    wide += note[span.outer_end : span.outer_end + REACH_BEHIND].split("\n", 1)[0]
    return section_of(passage.text, near=near, wide=wide, heading=heading)


def _inner(note: str, span: Span, *, within: int) -> Quotation:
    return Quotation(
        start=span.start,
        end=span.end,
        text=note[span.start : span.end],
        speaker=INSIDE.speaker,
        attribution=INSIDE.attribution,
        method=None,
        section=None,
        why=INSIDE.why,
        sure=INSIDE.sure,
        within=within,
    )


def _is_said(note: str, span: Span) -> bool:
    return any(character.isalpha() for character in note[span.start : span.end])


def _sections(quotes: Sequence[Quotation], facts: Sequence[Fact]) -> tuple[Section, ...]:
    lines: dict[str, list[Line]] = {name: [] for name in SECTION_NAMES}
    for line, section in _lines(quotes, facts):
        lines[section].append(line)
    return tuple(Section(name, tuple(sorted(found, key=lambda line: line.start))) for name, found in lines.items())


def _lines(quotes: Sequence[Quotation], facts: Sequence[Fact]) -> Iterable[tuple[Line, str]]:
    for index, quote in enumerate(quotes):
        if quote.section and quote.attribution != UNCONFIRMED and quote.within is None:
            yield Line("quote", index, quote.start, quote.end), quote.section
    for index, fact in enumerate(facts):
        if fact.section:
            yield Line("fact", index, fact.start, fact.end), fact.section
