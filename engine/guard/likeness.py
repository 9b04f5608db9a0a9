"""How alike two texts are, and what differs: the longest common subsequence, on bits, so that long texts stay cheap."""

import unicodedata
from collections.abc import Hashable, Sequence
from difflib import SequenceMatcher

from engine.guard.findings import Piece
from engine.guard.looks import look, words

_COMPARED = 400
"""Words of each text that a difference is shown for; the rest is one piece."""

_NAMED = {
    "'": "a straight apostrophe",
    "’": "a curly apostrophe",
    "‘": "a turned apostrophe",
    "ʼ": "a letter apostrophe",
    '"': "a straight quotation mark",
    "\u00a0": "a no-break space",
    "\u00ad": "a soft hyphen",
    "\u200b": "a zero-width space",
    "\u200c": "a zero-width non-joiner",
    "\u200d": "a zero-width joiner",
    "\u2060": "a word joiner",
    "\ufeff": "a byte order mark",
    "\u202e": "a right-to-left override",
    "\n": "a line break",
    "\r": "a carriage return",
    "\t": "a tab",
    " ": "a space",
}


def common(one: Sequence[Hashable], other: Sequence[Hashable]) -> int:
    """The length of the longest common subsequence."""
    if len(one) > len(other):
        one, other = other, one
    if not one:
        return 0
    where: dict[Hashable, int] = {}
    for place, item in enumerate(one):
        where[item] = where.get(item, 0) | (1 << place)
    full = (1 << len(one)) - 1
    open_places = full
    for item in other:
        matches = where.get(item, 0)
        if matches:
            taken = open_places & matches
            open_places = ((open_places + taken) | (open_places - taken)) & full
    return len(one) - open_places.bit_count()


def likeness(one: Sequence[Hashable], other: Sequence[Hashable]) -> float:
    """Twice what is common over all there is: 1 for equal, 0 for nothing in common."""
    total = len(one) + len(other)
    return 2 * common(one, other) / total if total else 1.0


def difference(captured: str, written: str) -> tuple[Piece, ...]:
    """Word by word: what stands in both, and what stands in one only. The pieces of each side make up its text."""
    one, other = _split(captured), _split(written)
    pieces = []
    for tag, a, b, c, d in SequenceMatcher(None, one, other, autojunk=False).get_opcodes():
        left, right = "".join(one[a:b]), "".join(other[c:d])
        pieces.append(Piece(left, left if tag == "equal" else right))
    return tuple(pieces)


def unseen(captured: str, written: str) -> tuple[str, ...]:
    """Names of what differs though both look the same; empty where a reader sees the difference."""
    seen, also_seen = look(captured), look(written)
    if [word.text for word in words(seen)] != [word.text for word in words(also_seen)]:
        return ()
    if unicodedata.normalize("NFC", captured) == unicodedata.normalize("NFC", written) and captured != written:
        return ("the same letters, put together from other characters",)
    names: list[str] = []
    blocks = SequenceMatcher(None, captured[:2000], written[:2000], autojunk=False).get_opcodes()
    for tag, a, b, c, d in blocks:
        if tag == "equal":
            continue
        left, right = captured[a:b], written[c:d]
        if left.casefold() == right.casefold():
            names.append("small and capital letters")
        else:
            names += [f"{_name(character)}, where the capture has {_names(left)}" for character in right[:3]] or [
                f"{_name(character)} left out" for character in left[:3]
            ]
    return tuple(dict.fromkeys(names))


def _names(text: str) -> str:
    return " and ".join(_name(character) for character in text[:3]) or "nothing"


def _name(character: str) -> str:
    if character in _NAMED:
        return _NAMED[character]
    named = unicodedata.name(character, "").lower()
    return f"{named} (U+{ord(character):04X})" if named else f"U+{ord(character):04X}"


def _split(text: str) -> list[str]:
    parts: list[str] = []
    place = 0
    for piece in text.split(" "):
        parts.append(piece + " ")
        place += len(piece) + 1
        if len(parts) == _COMPARED:
            break
    rest = text[place:]
    if rest:
        parts.append(rest)
    elif parts:
        parts[-1] = parts[-1][:-1]
    return parts
