"""Where the words of a passage may begin and end: at words of the note, so that nothing has to be typed."""

import re
from dataclasses import dataclass

_WORD = re.compile(r'[^\s“”„‟"«»‹›「」『』]+')

AROUND = 160
"""Characters before and after a passage within which its ends may be moved."""

MOST = 60
"""Places offered for an end; of a long passage those nearest to where it begins and ends now."""


@dataclass(frozen=True)
class Ends:
    """Places to choose from, each with some words of the note beside it."""

    begins: tuple[tuple[int, str], ...]
    finishes: tuple[tuple[int, str], ...]


def ends_of(text: str, start: int, end: int) -> Ends:
    """Where this passage may begin and where it may end, its own ends among them."""
    words = [hit.span() for hit in _WORD.finditer(text, max(0, start - AROUND), min(len(text), end + AROUND))]
    begins = sorted({start, *(first for first, _last in words if first < end and not start - 2 < first < start)})
    finishes = sorted({end, *(last for _first, last in words if last > start)})
    near_begin = sorted(begins, key=lambda place: abs(place - start))[:MOST]
    near_end = sorted(finishes, key=lambda place: abs(place - end))[:MOST]
    return Ends(
        tuple((place, _words_from(text, place)) for place in sorted(near_begin)),
        tuple((place, _words_to(text, place)) for place in sorted(near_end)),
    )


def may_be(text: str, passage: tuple[int, int], words: tuple[int, int]) -> bool:
    """Whether these ends are among those offered for the passage."""
    ends = ends_of(text, *passage)
    return (
        words[0] < words[1]
        and any(place == words[0] for place, _words in ends.begins)
        and any(place == words[1] for place, _words in ends.finishes)
    )


def _words_from(text: str, place: int) -> str:
    return " ".join(text[place : place + 60].split()[:4])


def _words_to(text: str, place: int) -> str:
    return " ".join(text[max(0, place - 60) : place].split()[-4:])
