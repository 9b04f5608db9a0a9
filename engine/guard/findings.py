"""What the guard found: where, what kind of thing, the nearest capture with its difference, and what may be done about it."""

from dataclasses import dataclass, replace
from enum import StrEnum
from uuid import UUID

from engine.guard.references import REFERENCE
from engine.sayings import as_saying, say


class Kind(StrEnum):
    """Why a passage may not stand as it is."""

    QUOTATION = "quotation"
    """Text in quotation marks that nobody answers for."""
    SOMEBODY_ELSE = "somebody else"
    """Text in quotation marks that the sentence gives to another than the person."""
    CLAIM = "claim"
    """Reported speech: the sentence says that the person said it."""
    NEAR_COPY = "near copy"
    """Almost what was captured: a word, a mark, a letter's case or an invisible character differs."""
    COPY = "copy"
    """Exactly what was captured, written out in place of a reference."""
    FIRST_PERSON = "first person"
    """Staff text that says “I” or “my”."""
    REFERENCE = "reference"
    """A reference that leads to no words of this person that may stand here."""


class Remedy(StrEnum):
    """What may be done. Changing what the person said is never among it."""

    LINK = "link"
    CAPTURE = "capture"
    ATTRIBUTE = "attribute"
    LABEL = "label"
    REWORD = "reword"


LABEL = "label"
OTHER = "other"
"""What a named person can say a passage is: a title, label or so-called word; or another's words, by name."""


@dataclass(frozen=True)
class Answered:
    """Somebody answers for a passage in quotation marks under their own name: as a label, or as another's words."""

    passage: str
    kind: str = LABEL
    said_by: str = ""


@dataclass(frozen=True)
class Piece:
    """A stretch of a comparison: `captured` are the words as captured, `written` those of the text; one may be empty."""

    captured: str
    written: str

    @property
    def same(self) -> bool:
        """Whether both hold the same."""
        return self.captured == self.written


@dataclass(frozen=True)
class Nearest:
    """The capture most like a passage, how alike (0 to 1), and what differs, word by word.

    `unseen` names differences that cannot be seen, or hardly: other apostrophes, spaces, invisible characters.
    """

    capture: UUID
    text: str
    usable: bool
    likeness: float
    pieces: tuple[Piece, ...] = ()
    unseen: tuple[str, ...] = ()


@dataclass(frozen=True)
class Finding:
    """One passage that may not stand as it is. `start` and `end` are its outer places in the text, marks included."""

    kind: Kind
    start: int
    end: int
    passage: str
    remedies: tuple[Remedy, ...]
    nearest: Nearest | None = None
    speaker: str = ""

    @property
    def place(self) -> tuple[int, int]:
        """Where it stands."""
        return self.start, self.end

    def with_nearest(self, nearest: Nearest | None) -> "Finding":
        """The same finding beside the capture most like it."""
        return replace(self, nearest=nearest) if nearest else self

    @property
    def sentence(self) -> str:
        """What is wrong and what would mend it, fit to show."""
        return say("“%(passage)s”: %(why)s", passage=shortened(self.passage), why=as_saying(_WHY[self.kind]))


_WHY = {
    Kind.QUOTATION: "nobody answers for these words in quotation marks. Link them to what was said, "
    "name who else said them, or mark them as a title or label.",
    Kind.SOMEBODY_ELSE: "these words are given to somebody else. Name who said them, or capture them.",
    Kind.CLAIM: "this tells what the person said. Link it to their captured words, capture them now "
    "from somebody who was there, or say it in the plan’s own voice.",
    Kind.NEAR_COPY: "this is almost, but not exactly, what was captured. Put the captured words here, or say it differently.",
    Kind.COPY: "these are captured words, typed out. Put the reference to them here, so that they stand as the person’s.",
    Kind.FIRST_PERSON: "this speaks as “I”. Link the person’s own words, capture them, or say it in the plan’s own voice.",
    Kind.REFERENCE: "this reference leads to no words of this person that may stand here. Link others, or take it out.",
}


def remedies_for(kind: Kind, *, first_person: bool = False) -> tuple[Remedy, ...]:
    """Only quotation marks alone can be marked as a label; first person, claims and near-copies never."""
    if kind is Kind.REFERENCE:
        return (Remedy.LINK, Remedy.REWORD)
    if kind is Kind.SOMEBODY_ELSE or (kind is Kind.QUOTATION and first_person):
        return (Remedy.LINK, Remedy.ATTRIBUTE, Remedy.CAPTURE)
    if kind is Kind.QUOTATION:
        return (Remedy.LINK, Remedy.ATTRIBUTE, Remedy.CAPTURE, Remedy.LABEL)
    return (Remedy.LINK, Remedy.CAPTURE, Remedy.REWORD)


def shortened(passage: str, longest: int = 120) -> str:
    """A passage for a sentence: references as a reader meets them, one line, not too long."""
    flat = " ".join(REFERENCE.sub("[own words]", passage).split())
    return flat if len(flat) <= longest else f"{flat[: longest - 1]}…"


def plainest(found: list[Finding]) -> list[Finding]:
    """In order of place; one that lies within another of a plainer kind says nothing new."""
    kept: list[Finding] = []
    for finding in sorted(set(found), key=lambda finding: (finding.start, -finding.end, _RANK[finding.kind])):
        last = kept[-1] if kept else None
        if last is not None and finding.end <= last.end and finding.start >= last.start:
            if _RANK[finding.kind] < _RANK[last.kind] and last.kind is Kind.FIRST_PERSON:
                kept[-1] = finding
                continue
            if last.kind in (Kind.CLAIM, Kind.COPY, Kind.NEAR_COPY, Kind.FIRST_PERSON) and finding.kind in (
                Kind.FIRST_PERSON,
                Kind.CLAIM,
                Kind.NEAR_COPY,
                Kind.COPY,
            ):
                continue
        kept.append(finding)
    return kept


_RANK = {
    Kind.REFERENCE: 0,
    Kind.CLAIM: 1,
    Kind.COPY: 2,
    Kind.NEAR_COPY: 3,
    Kind.SOMEBODY_ELSE: 4,
    Kind.QUOTATION: 5,
    Kind.FIRST_PERSON: 6,
}
