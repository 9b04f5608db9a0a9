"""The numbered lines a model is given: what each is, by reference. Quotations are numbers; their words stay here unless somebody lets them be read."""

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any
from uuid import UUID

from engine import guard
from engine.guard import Kind
from engine.words import folded

HIDDEN = "[words nobody confirmed]"

_AS_I = re.compile(r"\b(?:i|me|my|mine|yo|mi|mis|me)\b", re.IGNORECASE)

ORDERS = (
    "ignore your",
    "ignore all",
    "ignore previous",
    "ignore the rules",
    "disregard",
    "system prompt",
    "you are an assistant",
    "you are now",
    "as an ai",
    "language model",
    "new instructions",
    "override",
)
"""What a line says that speaks to a program rather than about a person. It stays a line; what rests on it is marked."""


@dataclass(frozen=True)
class SourceLine:
    """One line: `ref` is its number; `text` what it says here, before anything was taken out.

    `quote` and `lineage` are ids as text where it is a quotation or a line of the plan; `about` the part the rules propose.
    """

    ref: str
    what: str
    text: str
    about: str = ""
    whose: str = ""
    how: str = ""
    life_area: str = ""
    kind: str = ""
    quote: str = ""
    lineage: str = ""

    @property
    def is_quotation(self) -> bool:
        """Whether it stands for captured words."""
        return bool(self.quote)

    @property
    def reads_like_an_order(self) -> bool:
        """Whether it speaks to a program."""
        plain = " ".join(self.text.casefold().split())
        return any(order in plain for order in ORDERS)


def as_json(lines: Sequence[SourceLine]) -> str:
    """For keeping beside the run."""
    return json.dumps([asdict(line) for line in lines], ensure_ascii=False)


def from_json(kept: str) -> list[SourceLine]:
    """The lines of a run as they were kept; none after an erasure."""
    return [SourceLine(**row) for row in json.loads(kept)] if kept else []


@dataclass(frozen=True)
class Spoken:
    """What was captured, for finding it in notes: numbers by the words as folded text and by id, and the guard's eyes."""

    refs: Mapping[str, str]
    ids: Mapping[UUID, str]
    known: guard.Known
    names: tuple[str, ...]


def without_words(text: str, spoken: Spoken) -> str:
    """A note's or a plan's line without anybody's words: captured ones by their number, others not at all.

    Words without marks go too: near copies of what was captured, and whatever speaks as “I”.
    """
    refs, ids = spoken.refs, spoken.ids
    text = "".join(piece if isinstance(piece, str) else f"[{ids.get(piece, 'words')}]" for piece in guard.pieces(text))
    pieces: list[str] = []
    place = 0
    for passage in guard.passages(text):
        number = refs.get(folded(passage.text))
        pieces += [text[place : passage.start], f"[{number}]" if number else HIDDEN]
        place = passage.end
    text = "".join([*pieces, text[place:]])
    for words, number in refs.items():
        if len(words) >= 12 and words in folded(text):
            text = folded(text).replace(words, f"[{number}]")
    found = guard.examine(text, captures=spoken.known, person_names=spoken.names)
    for one in sorted(found, key=lambda each: each.start, reverse=True):
        as_i = one.kind is Kind.FIRST_PERSON or (one.kind is Kind.CLAIM and _AS_I.search(one.passage))
        if (as_i or one.kind in (Kind.COPY, Kind.NEAR_COPY)) and HIDDEN not in text[one.start : one.end]:
            number = ids.get(one.nearest.capture) if one.nearest and not as_i else None
            text = f"{text[: one.start]}{f'[{number}]' if number else HIDDEN}{text[one.end :]}"
    return text


def told(line: SourceLine, *, text: str | None, whose: str) -> dict[str, Any]:
    """A line as the model is told it; `text` None where the words stay here."""
    said = {
        "line": line.ref,
        "is": line.what,
        "part": line.about,
        "kind": line.kind,
        "whose": whose,
        "how": line.how,
        "life area": line.life_area.replace("_", " "),
        "text": text,
    }
    return {name: value for name, value in said.items() if value}
