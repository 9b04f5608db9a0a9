"""The first draft that comes out of a meeting note. Each line is a quotation or a line of the note, with its place."""

import re
from bisect import bisect_right
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime

from documents.own_words import quotation
from documents.paper import Attribution, Method, QuotePaper
from documents.parts import heading, note_line, text, title
from documents.word_file import About, word_file
from documents.wordml import NOTHING, Wordml, joined

PlaceOf = Callable[[int], str]

_LINE_END = re.compile(r"\r\n|\r|\n")
_STATUS = "Draft from a meeting note. Nobody has read it with the person yet, and nothing in it is decided."
_NOTHING_FOUND = "The note says nothing about this yet."
_UNCONFIRMED = (
    "These words stand in the note, but the note does not show who said them. Ask, then capture each one "
    "with its speaker. None of them is printed as the person’s own until then."
)
_ELSEWHERE = "Words from the note that belong to no section of the plan."
_UNPLACED = "Lines of the note that no section claims."


@dataclass(frozen=True, kw_only=True)
class DraftQuote:
    """A quotation as the note has it. `start` counts code points; `speaker` is None while nobody knows."""

    text: str
    start: int
    attribution: Attribution
    speaker: str | None = None
    method: Method | None = None


@dataclass(frozen=True, kw_only=True)
class DraftFact:
    """A line of the note, as it stands there."""

    text: str
    start: int


@dataclass(frozen=True, kw_only=True)
class DraftSection:
    """One section with its lines in the order of the note. No line in it is unconfirmed."""

    title: str
    lines: tuple[DraftQuote | DraftFact, ...] = ()


@dataclass(frozen=True, kw_only=True)
class DraftPaper:
    """`note` is the text every place is counted in; `source` the name of its file; `as_of` when it was drafted."""

    person: str
    title: str
    source: str
    note: str
    as_of: datetime
    language: str = "en"
    sections: tuple[DraftSection, ...] = ()
    elsewhere: tuple[DraftQuote, ...] = ()
    to_confirm: tuple[DraftQuote, ...] = ()
    unplaced: tuple[DraftFact, ...] = ()


def draft_plan(paper: DraftPaper) -> bytes:
    """The draft as a Word file. Quotations are locked and keep their originals, as in every other paper."""
    place = _places(paper.note)
    quotes: list[QuotePaper] = []

    def lines(them: tuple[DraftQuote | DraftFact, ...]) -> Wordml:
        return joined(_line(one, place, quotes, language=paper.language) for one in them)

    body = [
        title(paper.person, paper.title),
        text(_STATUS, style="Status"),
        text(f"Drawn from “{paper.source}”. Every line below is a quotation or a line of that note, with its place."),
        *(_part(section.title, lines(section.lines)) for section in paper.sections),
        *_lists(paper, lines),
    ]
    return word_file(body, about=_about(paper), quotes=quotes)


def _lists(paper: DraftPaper, lines: Callable[[tuple[DraftQuote | DraftFact, ...]], Wordml]) -> Iterator[Wordml]:
    for name, lead, them in (
        ("To confirm: whose words are these?", _UNCONFIRMED, paper.to_confirm),
        ("Words outside the plan", _ELSEWHERE, paper.elsewhere),
        ("The rest of the note", _UNPLACED, paper.unplaced),
    ):
        if them:
            yield joined([heading(name, level=2), text(lead, style="Lead"), lines(them)])


def _part(name: str, lines: Wordml) -> Wordml:
    return joined([heading(name, level=2), lines if lines != NOTHING else text(_NOTHING_FOUND, style="Empty")])


def _line(one: DraftQuote | DraftFact, place: PlaceOf, quotes: list[QuotePaper], *, language: str) -> Wordml:
    where = f"{place(one.start)} of the note"
    if isinstance(one, DraftFact):
        return note_line(one.text, where)
    quote = QuotePaper(
        id=f"note-{one.start}-{one.start + len(one.text)}",
        text=one.text,
        speaker=one.speaker or "",
        attribution=one.attribution,
        method=one.method,
        language=language,
        where_noted=where,
    )
    quotes.append(quote)
    return quotation(quote, paper_language=language)


def _about(paper: DraftPaper) -> About:
    return About(
        title=f"{paper.title}: {paper.person}",
        subject=paper.title,
        agency="",
        status="Draft from a meeting note",
        footer=f"{paper.person} · {paper.title}",
        fingerprint="",
        language=paper.language,
        as_of=paper.as_of,
    )


def _places(note: str) -> PlaceOf:
    """The line an offset stands in, counted from one; LF, CR and CR LF each end a line."""
    starts = [0, *(end.end() for end in _LINE_END.finditer(note))]
    return lambda offset: f"line {bisect_right(starts, offset)}"
