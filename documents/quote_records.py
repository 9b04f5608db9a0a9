"""One captured quotation with everything that is known of it, as the exports carry it from one program to another."""

from dataclasses import dataclass
from datetime import date, datetime
from hashlib import sha256


@dataclass(frozen=True, kw_only=True)
class QuoteMarked:
    """What was said about a quotation afterwards: withdrawn, let into the plan, left out; by whom, when and why.

    `told_how` says how the person said so where somebody else wrote it down; `instead` is the quote that took its place.
    """

    kind: str
    at: datetime
    by: str
    reason: str = ""
    told_how: str = ""
    instead: str = ""


@dataclass(frozen=True, kw_only=True)
class QuoteErased:
    """The lawful taking of the characters. That there were words stays known; what they were does not."""

    at: datetime
    authority: str


@dataclass(frozen=True, kw_only=True)
class QuoteInOriginal:
    """The file the words come from. `start` and `end` count its code points; without them the file itself is the quote."""

    id: str
    kind: str
    start: int | None = None
    end: int | None = None


@dataclass(frozen=True, kw_only=True)
class QuoteCompanion:
    """A transcript or a translation that stands beside the words, by whom it was made and who looked at it."""

    kind: str
    language: str
    text: str | None
    made_by: str
    recorded_by: str
    recorded_at: datetime
    reviewed_by: str = ""


@dataclass(frozen=True, kw_only=True)
class QuoteRecord:
    """`text` is None once erased. `sealed` is the salted digest of the record, in hex; it needs the record's salt."""

    id: str
    person: str
    text: str | None
    attribution: str
    speaker: str
    method: str
    said_on: date
    place: str
    language: str
    recorded_by: str
    recorded_at: datetime
    may_include: bool
    length: int
    sealed: str
    life_area: str = ""
    noted_at: datetime | None = None
    adds_to: str = ""
    original: QuoteInOriginal | None = None
    beside: tuple[QuoteCompanion, ...] = ()
    marks: tuple[QuoteMarked, ...] = ()
    erased: QuoteErased | None = None

    @property
    def sha256(self) -> str:
        """Of the words' UTF-8 bytes, in hex, so that whoever reads the export can check it; empty once erased."""
        return "" if self.text is None else sha256(self.text.encode("utf-8")).hexdigest()

    @property
    def withdrawn(self) -> bool:
        """Whether the words were taken back."""
        return any(mark.kind == "withdrawn" for mark in self.marks)
