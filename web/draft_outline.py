"""A draft as somebody reads it in a terminal: by section, each line with its place in the note."""

import unicodedata
from bisect import bisect_right
from collections.abc import Callable, Iterator
from itertools import accumulate

from engine.words import TURNING
from workflows.drafting import Draft, Quotation

PlaceOf = Callable[[int], str]


def outline(draft: Draft, note: str, *, person: str) -> str:
    """The sections that hold something, then what a person has to decide."""
    return "\n".join(_lines(draft, _places(note), person))


def _lines(draft: Draft, place: PlaceOf, person: str) -> Iterator[str]:
    yield f"Draft plan for {_shown(person)}"
    for section in draft.sections:
        if section.lines:
            yield f"\n{section.name}"
        for line in section.lines:
            if line.kind == "quote":
                yield from _quote(draft.quotes[line.index], place)
            else:
                yield f"  {_shown(draft.facts[line.index].text)}  [{place(line.start)}]"
    yield from _listed("To confirm: whose words are these?", open_questions(draft), place)
    yield from _listed("Quotations that no section claims", placeless(draft), place)
    if draft.unplaced:
        yield "\nIn the note, but no section claims it"
        yield from (f"  {_shown(fact.text)}  [{place(fact.start)}]" for fact in draft.unplaced)
    empty = [section.name for section in draft.sections if not section.lines]
    if empty:
        yield f"\nThe note says nothing yet for: {', '.join(empty)}."


def open_questions(draft: Draft) -> list[Quotation]:
    """What is to be confirmed; a quotation inside another is asked about with the one around it."""
    return [quote for quote in draft.to_confirm if quote.within is None]


def placeless(draft: Draft) -> list[Quotation]:
    """What is confirmed, but belongs to no section; the quotation around an inner one already shows it."""
    waiting = draft.to_confirm
    return [each for each in draft.quotes if not each.section and each not in waiting and each.within is None]


def _listed(title: str, quotes: list[Quotation] | tuple[Quotation, ...], place: PlaceOf) -> Iterator[str]:
    if quotes:
        yield f"\n{title}"
    for each in quotes:
        yield from _quote(each, place)


def _quote(quote: Quotation, place: PlaceOf) -> Iterator[str]:
    yield f"  “{_shown(quote.text)}”"
    who = quote.speaker or "not known yet"
    how = f", {quote.method}" if quote.method else ""
    yield f"      {_shown(who)}{how}  [{place(quote.start)}] {_shown(quote.why)}"


def _places(note: str) -> PlaceOf:
    starts = [0, *accumulate(len(line) for line in note.split("\n"))]
    # Each split took one newline away from the lengths that are summed.
    starts = [start + number for number, start in enumerate(starts)]
    return lambda offset: f"line {bisect_right(starts, offset)}"


def _shown(text: str) -> str:
    """Line breaks indented; characters that could steer a terminal, or turn a line around, by their number."""
    indented = text.replace("\r\n", "\n").replace("\r", "\n").replace("\n", "\n   ")
    return "".join(_visible(character) for character in indented)


def _visible(character: str) -> str:
    if character in "\n\t" or not (unicodedata.category(character) == "Cc" or TURNING.match(character)):
        return character
    return f"\\x{ord(character):02x}" if ord(character) < 256 else f"\\u{ord(character):04x}"
