"""References to captured quotes inside staff text: found, made from equal passages, and written out for an editor."""

import re
from collections.abc import Iterable, Mapping
from uuid import UUID

from engine.guard.marks import passages
from engine.words import folded

REFERENCE = re.compile(r"\[\[quote:([0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})\]\]")
LIKE_A_REFERENCE = re.compile(
    r"[\[［〔【⟦⟬]{1,2}\s*q\s*u\s*o\s*t\s*e\s*[:：꞉∶=]\s*[^\]］〕】⟧⟭\n]{0,80}[\]］〕】⟧⟭]{0,2}", re.IGNORECASE
)
"""What somebody would type who wants a reader to take it for a reference."""


def reference(quote_id: UUID) -> str:
    """How a reference is written in stored staff text."""
    return f"[[quote:{quote_id}]]"


def linked(text: str, words: Mapping[UUID, str]) -> tuple[str, list[UUID]]:
    """Staff text with each passage that equals a captured quote turned into a reference to it, and the quotes used.

    Equal means: the same code points once CR LF and CR are folded to LF on both sides, nothing else.
    """
    by_words = {folded(said): identity for identity, said in words.items()}
    parts: list[str] = []
    used: list[UUID] = []
    place = 0
    for passage in passages(text):
        identity = by_words.get(folded(passage.text))
        if identity is not None:
            parts += [text[place : passage.start], reference(identity)]
            place = passage.end
            used.append(identity)
    parts.append(text[place:])
    written = "".join(parts)
    used += [identity for identity in references(written) if identity in words and identity not in used]
    return written, used


def references(text: str) -> list[UUID]:
    """The quotes a stored staff text refers to, in order."""
    return [UUID(match.group(1)) for match in REFERENCE.finditer(text)]


def pieces(text: str) -> list[str | UUID]:
    """A stored staff text as plain stretches and quote ids, in order, for whoever shows it."""
    parts: list[str | UUID] = []
    place = 0
    for match in REFERENCE.finditer(text):
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
    """The passages in quotation marks that no reference covers and nobody answers for."""
    answered = {folded(passage) for passage in answered_for}
    return [passage.text for passage in passages(text) if folded(passage.text) not in answered]
