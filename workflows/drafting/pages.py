"""A page of the person's own in somebody's note: `Ray typed the page below by himself`, between two ruled lines."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from workflows.drafting import said, words
from workflows.drafting.names import names_pattern
from workflows.drafting.turns import Turn

COVER, MOST_LINES = 700, 200
_RULE = re.compile(r"^[ \t]*(?:[-=*_~]{5,}|(?:[-=*_~] ){3,}[-=*_~])[ \t]*\r?$", re.M)
_WRITING = r"(?:typed|wrote|printed|handwrote|hand-wrote|composed|keyed)"
_BELOW = re.compile(
    r"\b(?:below|following|next (?:page|part)|under (?:the|this) line|between the lines|page|statement)\b", re.I
)
_OWN_HAND = re.compile(
    r"\b(?:by (?:himself|herself|themself|themselves)|(?:himself|herself|themself) (?:typed|wrote)|on (?:his|her|their) own"
    r"|(?:his|her|their) own (?:page|words|letter|statement|writing|hand|typing)|alone|without (?:any )?help|as (?:he|she|they) (?:sent|wrote|typed|gave))\b",
    re.I,
)
_ANOTHER_HAND = re.compile(
    r"\b(?:help(?:ed|ing|s)?|assist\w*|prompt\w*|dictat\w+|together|translat\w+|interpret\w+|cleaned|summar\w+|paraphras\w+|scribe\w*"
    r"|for (?:him|her|them)|copied from|template|sample|hand over hand|(?<!not )(?<!n['’]t )(?<!never )(?:fix|fixed|edit|edited|corrected|changed|shortened))\b",
    re.I,
)
_BULLET = re.compile(r"[ \t]*(?:[-•*>]|\d{1,2}[.)])[ \t]+")
_DATE = re.compile(r"[\d/.,\- ]+")
LONGEST_HEADING = 6
_HEADING = re.compile(r"(?:what|how|when|who|why|where|things|about|if)\b|my \w+$", re.I)
"""`What I like`, without a stop: over the lines that tell it."""


def own_pages(note: str, names: Sequence[str]) -> list[Turn]:
    """Each line of such a page but for its headings and its signature. `speaker` is the name it was announced with."""
    rules = list(_RULE.finditer(note))
    found: list[Turn] = []
    place = 0
    for first, second in pairwise(rules):
        if first.start() < place:
            continue
        who = _author(note[max(place, first.start() - COVER) : first.start()], names)
        if who and not _signed_otherwise(note[first.end() : second.start()], names):
            found += _lines(note, first.end(), second.start(), who, names)
            place = second.end()
    return found


def _author(cover: str, names: Sequence[str]) -> str:
    """Whom a sentence of the cover lines names as the one who wrote what follows, by their own hand."""
    pattern = names_pattern(names)
    for sentence in re.split(r"(?<=[.!?])\s+(?=[A-Z])|\n\s*\n|:\s", cover):
        hit = re.match(rf"\W*(?P<who>{pattern}) (?:[a-z]+ ){{0,2}}?{_WRITING}\b", sentence)
        whole = hit is not None and _BELOW.search(sentence) is not None and _OWN_HAND.search(cover) is not None
        if hit is not None and whole and not _ANOTHER_HAND.search(cover) and not _names_others(sentence):
            return hit.group("who")
    return ""


def _names_others(sentence: str) -> bool:
    told = {word.lower() for word in re.findall(r"[^\W\d_]+", sentence)}
    return bool(told & (words.RELATIONS | words.JOBS))


def _signed_otherwise(page: str, names: Sequence[str]) -> bool:
    """`MY PAGE by Ray` is his; `typed by Kim`, `Kim wrote this for Ray` are not."""
    heads = [hit.group(1) for hit in re.finditer(r"\b(?:by|from|signed)[:,]? ([A-Z][\w.'’-]+)", page)]
    other_hand = re.search(r"\b(?:typed|written|filled out|helped|prepared) (?:for|by|with)\b", page, re.I)
    return other_hand is not None or any(not any(head in name for name in names) for head in heads[:3])


def _lines(note: str, start: int, end: int, who: str, names: Sequence[str]) -> Iterator[Turn]:
    held: tuple[int, int] | None = None
    place = start
    shouted = note[start:end].isupper()
    for line in note[start:end].split("\n")[:MOST_LINES]:
        bullet = _BULLET.match(line)
        begin = place + (bullet.end() if bullet else len(line) - len(line.lstrip()))
        text = note[begin : place + len(line)].rstrip()
        place += len(line) + 1
        goes_on = held is not None and text[:1].islower() and bullet is None and not _ends(note[held[0] : held[1]])
        if held is not None and goes_on:
            held = (held[0], begin + len(text))
            continue
        if held is not None:
            yield Turn(who, *held)
        held = (begin, begin + len(text)) if _is_said(text, names, listed=bullet is not None, shouted=shouted) else None
    if held is not None:
        yield Turn(who, *held)


def _is_said(text: str, names: Sequence[str], *, listed: bool, shouted: bool) -> bool:
    """Not a heading, a date or a signature."""
    bare = text.strip(" .,~–—-")
    if not any(letter.isalpha() for letter in bare) or bare in names or _DATE.fullmatch(bare) or text.endswith(":"):
        return False
    if bare.isupper() and not _ends(text) and not shouted:
        return False
    if not listed and not _ends(text) and _HEADING.match(bare) and len(bare.split()) <= LONGEST_HEADING + 2:
        return False
    short = len(bare.split()) <= LONGEST_HEADING and not _ends(text) and not listed
    if short and (bare.isupper() or bare.istitle() or not said.speaks_of_self(bare)):
        return False
    return not (short and re.search(rf"\bby {names_pattern(names)}$", bare))


def _ends(text: str) -> bool:
    return text.rstrip().endswith((".", "!", "?", "…", ")", "”", '"'))
