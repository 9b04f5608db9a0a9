"""Words in disguise: letters set apart, cut in two, digits in the place of letters. Read as a reader reads them.

Only words that claim something are looked for (verbs of speech, the person's names, “she”), so that room numbers, initials
and lists keep standing as they are.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from engine.guard.listed import listed
from engine.guard.looks import Look
from engine.guard.people import PRONOUNS, Names
from engine.guard.spanish import VERBS as SPANISH_VERBS
from engine.guard.speech import VERBS

_APART = re.compile(r"(?<![^\W_])[^\W\d_](?:[ .\-_*•·|/~+,]{1,3}[^\W\d_]){2,59}(?![^\W_])")
_HALVES = re.compile(r"(?<![^\W_'])(?=([^\W\d_]{1,5})[ .\-_*·]([^\W\d_]{1,6})(?![^\W_']))")
_MIXED = re.compile(r"(?<![^\W_])(?=[^\W\d_]*[0-9@$!|€£])[^\W_]?[a-z0-9@$!|€£]{2,14}(?![^\W_@$])")
_MEANT = str.maketrans("013457@$!|€£", "oieastasilel")
_TELLING = listed("said says told asked stated states claims claimed wants dice dijo")
_INNER = listed("thinks believes feels hopes wishes wish dream dreams opinion words quote")
_SMALL = listed("the that is to want her his they he no not my and it home with")
_TWO_LETTERS = listed("am an as at be by do go he hi if in is it me mr my no of ok on or so to up us we el la lo de")
_LONGEST = 14
_WORDS = re.compile(r"[^\W\d_]+(?:'[^\W\d_]+)*")
_LONG_DRAWN = re.compile(r"(.)\1{2,}")
_AFTER = listed("that the she he us they her his it no yes")
_AT_MOST = 400
"""Disguises in one text that are taken off; a text with more is not read any more by anybody."""


@dataclass(frozen=True)
class _Word:
    start: int
    end: int
    letters: tuple[tuple[str, int], ...]
    """Each character with its place in the look."""


def revealed(seen: Look, names: Names) -> Look:
    """The look without its disguises; the same look where there are none. Linear in the length of the text."""
    strong = _strong(names)
    found = sorted(_found(seen, strong), key=lambda word: (word.start, -word.end))[:_AT_MOST]
    if not found:
        return seen
    places = seen.places or range(seen.length)
    plain: list[str] = []
    kept: list[int] = []
    at = 0
    for word in found:
        if word.start < at:
            continue
        plain.append(seen.plain[at : word.start])
        kept += places[at : word.start]
        for letter, place in word.letters:
            plain.append(letter)
            kept.append(places[place])
        at = word.end
    plain.append(seen.plain[at:])
    kept += places[at:]
    text = "".join(plain)
    lower = "".join(small if len(small := letter.lower()) == 1 else letter for letter in text)
    return Look(text, lower, tuple(kept), seen.length)


def _strong(names: Names) -> frozenset[str]:
    return frozenset(word for word in {*VERBS, *SPANISH_VERBS, *_INNER, *names.parts} if len(word) > 2) | PRONOUNS - {
        "he"
    }


def _found(seen: Look, strong: frozenset[str]) -> Iterator[_Word]:
    for match in _APART.finditer(seen.lower):
        yield from _set_apart(seen, match, strong)
    for match in _HALVES.finditer(seen.lower):
        one, other = match.groups()
        if one + other in _TELLING and (_no_word(one) or _no_word(other)):
            yield _Word(match.start(1), match.end(2), _letters(seen, (*range(*match.span(1)), *range(*match.span(2)))))
    yield from _run_together(seen, strong)
    for match in _MIXED.finditer(seen.lower):
        meant = match.group().translate(_MEANT)
        meant = meant if meant in strong else match.group().replace("1", "l").translate(_MEANT)
        if meant in strong and match.group() != meant:
            places = range(*match.span())
            capital = seen.plain[match.start()].isupper() or (meant not in VERBS and meant not in SPANISH_VERBS)
            written = meant.capitalize() if capital else meant
            yield _Word(match.start(), match.end(), tuple(zip(written, places, strict=True)))


def _run_together(seen: Look, strong: frozenset[str]) -> Iterator[_Word]:
    """“Shesaid”, “saidthe”, “saaaid”, “sai'd”."""
    for match in _WORDS.finditer(seen.lower):
        word, begin = match.group(), match.start()
        if "'" in word and word.replace("'", "") in _TELLING:
            yield _Word(*match.span(), _letters(seen, [at for at in range(*match.span()) if seen.lower[at] != "'"]))
        elif _LONG_DRAWN.search(word) and _LONG_DRAWN.sub(r"\1", word) in strong:
            kept = [at for at in range(*match.span()) if at == begin or seen.lower[at] != seen.lower[at - 1]]
            yield _Word(*match.span(), _letters(seen, kept))
        elif len(word) > 5 and word not in strong and (at := _seam(word, strong)):
            first, second = _letters(seen, range(begin, begin + at)), _letters(seen, range(begin + at, match.end()))
            yield _Word(*match.span(), (*first, (" ", begin + at), *second))


def _seam(word: str, strong: frozenset[str]) -> int:
    """Where two words were run together of which one tells: 0 where they were not."""
    for at in range(2, len(word) - 1):
        one, other = word[:at], word[at:]
        if other in _TELLING and one in strong | {"he"} and one not in VERBS:
            return at
        if one in _TELLING and other in _AFTER:
            return at
    return 0


def _set_apart(seen: Look, match: "re.Match[str]", strong: frozenset[str]) -> Iterator[_Word]:
    """Wider gaps part words; where there are none, known words are cut out of the row of letters."""
    groups: list[list[int]] = [[]]
    last = match.start()
    for place in range(*match.span()):
        if seen.plain[place].isalpha():
            if place - last > 2:
                groups.append([])
            groups[-1].append(place)
            last = place
    pieces = [piece for group in groups for piece in _cut(seen, group, strong)]
    if not any("".join(seen.lower[place] for place in piece) in strong for piece in pieces):
        return
    letters: list[tuple[str, int]] = []
    for piece in pieces:
        letters += [(" ", piece[0])] if letters else []
        letters += _letters(seen, piece)
    yield _Word(match.start(), match.end(), tuple(letters))


def _cut(seen: Look, group: list[int], strong: frozenset[str]) -> list[list[int]]:
    row = "".join(seen.lower[place] for place in group)
    if row in strong:
        return [group]
    pieces: list[list[int]] = []
    rest: list[int] = []
    at = 0
    while at < len(row):
        sizes = range(min(_LONGEST, len(row) - at), 1, -1)
        size = next((n for n in sizes if row[at : at + n] in strong or row[at : at + n] in _SMALL), 0)
        if size:
            pieces += [rest] if rest else []
            rest = []
            pieces.append(group[at : at + size])
        else:
            rest.append(group[at])
        at += size or 1
    return [*pieces, rest] if rest else pieces


def _letters(seen: Look, places: Iterable[int]) -> tuple[tuple[str, int], ...]:
    return tuple((seen.plain[place], place) for place in places)


def _no_word(part: str) -> bool:
    if len(part) == 1:
        return part not in "aiyoe"
    return not set(part) & set("aeiouy") or (len(part) == 2 and part not in _TWO_LETTERS)
