"""The guard: may this text stand as the person's? Staff text in quotation marks must answer for itself.

A passage in quotation marks is a link to a captured quote (equal text becomes the link on saving), somebody else's words
by name, or a title, label or so-called word that a named person answers for. Until then the plan cannot be shared.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from uuid import UUID

from engine.words import folded

_PAIRS = {
    "“": "”",
    "„": "”“",
    "«": "»",
    "»": "«",
    "‹": "›",
    "「": "」",
    "『": "』",
    '"': '"',
    "＂": "＂",
    "‘": "’",
    "'": "'",
}
_SINGLE = "‘'"
_REFERENCE = re.compile(r"\[\[quote:([0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})\]\]")


@dataclass(frozen=True)
class Passage:
    """Text between quotation marks: `start` and `end` are the marks' outer places, `text` what stands between."""

    start: int
    end: int
    text: str


@dataclass(frozen=True)
class Unproven:
    """A passage nobody answers for yet, and where it stands."""

    lineage_id: UUID
    field: str
    text: str


def passages(text: str) -> list[Passage]:
    """Everything in quotation marks, outermost first, left to right. A mark that is never closed reaches to the line's end.

    A single mark counts only where it opens before a word and closes after one, so that apostrophes are let be.
    """
    found: list[Passage] = []
    place = 0
    while place < len(text):
        closing = _PAIRS.get(text[place])
        if closing is None or (text[place] in _SINGLE and not _opens(text, place)):
            place += 1
            continue
        end = _close(text, place, closing)
        if end is None:
            place += 1
            continue
        inner = text[place + 1 : end]
        if inner.strip():
            found.append(Passage(place, min(end + 1, len(text)), inner))
        place = end + 1
    return found


def linked(text: str, words: Mapping[UUID, str]) -> tuple[str, list[UUID]]:
    """Staff text with each passage that equals a captured quote turned into a reference to it, and the quotes used.

    Equal means: the same code points once CR LF and CR are folded to LF on both sides, nothing else.
    """
    by_words = {folded(said): identity for identity, said in words.items()}
    pieces: list[str] = []
    used: list[UUID] = []
    place = 0
    for passage in passages(text):
        identity = by_words.get(folded(passage.text))
        if identity is not None:
            pieces += [text[place : passage.start], f"[[quote:{identity}]]"]
            place = passage.end
            used.append(identity)
    pieces.append(text[place:])
    written = "".join(pieces)
    used += [identity for identity in references(written) if identity in words and identity not in used]
    return written, used


def references(text: str) -> list[UUID]:
    """The quotes a stored staff text refers to, in order."""
    return [UUID(match.group(1)) for match in _REFERENCE.finditer(text)]


def pieces(text: str) -> list[str | UUID]:
    """A stored staff text as plain stretches and quote ids, in order, for whoever shows it."""
    parts: list[str | UUID] = []
    place = 0
    for match in _REFERENCE.finditer(text):
        if match.start() > place:
            parts.append(text[place : match.start()])
        parts.append(UUID(match.group(1)))
        place = match.end()
    if place < len(text):
        parts.append(text[place:])
    return parts


def written_out(text: str, words: Mapping[UUID, str]) -> str:
    """A stored staff text with the quotes' words in marks, as an editor shows it; saving links them again."""
    return "".join(
        piece if isinstance(piece, str) else f"“{words.get(piece, '')}”" if piece in words else ""
        for piece in pieces(text)
    )


def unproven(text: str, *, answered_for: Iterable[str]) -> list[str]:
    """The passages of a stored staff text that no reference covers and nobody answers for."""
    answered = {folded(passage) for passage in answered_for}
    return [passage.text for passage in passages(text) if folded(passage.text) not in answered]


def _opens(text: str, place: int) -> bool:
    before = text[place - 1] if place else " "
    after = text[place + 1] if place + 1 < len(text) else " "
    return not before.isalnum() and not after.isspace()


def _close(text: str, place: int, closing: str) -> int | None:
    """Where the passage ends; for single marks only at a word's end, for an unclosed mark at the end of the line."""
    single = text[place] in _SINGLE
    for at in range(place + 1, len(text)):
        if text[at] in closing and (not single or _shuts(text, at)):
            return at
    if single or text[place] == "»":
        return None
    line_end = text.find("\n", place)
    return len(text) if line_end < 0 else line_end


def _shuts(text: str, at: int) -> bool:
    after = text[at + 1] if at + 1 < len(text) else " "
    return not text[at - 1].isspace() and not after.isalnum()
