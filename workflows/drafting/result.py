"""What a draft holds. Every text is `note[start:end]`; offsets count Unicode code points."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

PARTICIPANT = "participant"
INTERPRETED = "interpreted"
OTHER = "other"
UNCONFIRMED = "unconfirmed"
ATTRIBUTIONS = (PARTICIPANT, INTERPRETED, OTHER, UNCONFIRMED)

PLAIN = "plain"
LIKELY = "likely"
UNSURE = "unsure"
SURENESS = (PLAIN, LIKELY, UNSURE)
"""How sure an answer is: shown beside the words; shown by whom the line is about; or not enough to attribute."""

METHODS = ("spoken", "signed", "typed", "aac", "drawn", "recorded")

VISION = "Participant's Vision"
STRENGTHS = "Strengths and Preferences"
NEEDS = "Identified Needs"
OUTCOMES = "Outcomes"
SERVICES = "Specific Services and Supports"
BACKUP = "Backup Plan"
RISKS = "Risks and Mitigation"
SECTION_NAMES = (VISION, STRENGTHS, NEEDS, OUTCOMES, SERVICES, BACKUP, RISKS)


@dataclass(frozen=True, slots=True)
class Quotation:
    """`within` is the place in `Draft.quotes` of the quotation this one stands inside. The proposed answer of an
    unconfirmed quotation is a place to begin looking, and nothing more."""

    start: int
    end: int
    text: str
    speaker: str | None
    attribution: str
    method: str | None
    section: str | None
    why: str
    within: int | None = None
    sure: str = PLAIN
    proposed_speaker: str | None = None
    proposed_attribution: str | None = None

    def as_json(self) -> dict[str, Any]:
        row: dict[str, Any] = {
            "start": self.start,
            "end": self.end,
            "text": self.text,
            "speaker": self.speaker,
            "attribution": self.attribution,
            "method": self.method,
            "section": self.section,
            "why": self.why,
            "sure": self.sure,
            "proposed_speaker": self.proposed_speaker,
            "proposed_attribution": self.proposed_attribution,
        }
        return row if self.within is None else row | {"within": self.within}


@dataclass(frozen=True, slots=True)
class Fact:
    """A clause of the note as it stands. `section` is None when no rule places it."""

    start: int
    end: int
    text: str
    section: str | None

    def as_json(self) -> dict[str, Any]:
        return {"start": self.start, "end": self.end, "text": self.text, "section": self.section}


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a section: `kind` is "quote" or "fact", `index` its place in that list."""

    kind: str
    index: int
    start: int
    end: int

    def as_json(self) -> dict[str, Any]:
        return {"kind": self.kind, self.kind: self.index, "start": self.start, "end": self.end}


@dataclass(frozen=True, slots=True)
class Section:
    name: str
    lines: tuple[Line, ...]

    def as_json(self) -> dict[str, Any]:
        return {"name": self.name, "lines": [line.as_json() for line in self.lines]}


@dataclass(frozen=True, slots=True)
class Draft:
    """A quotation nobody has confirmed stands in no section: it is listed by `to_confirm` alone."""

    quotes: tuple[Quotation, ...]
    facts: tuple[Fact, ...]
    sections: tuple[Section, ...]

    @property
    def to_confirm(self) -> tuple[Quotation, ...]:
        return tuple(quote for quote in self.quotes if quote.attribution == UNCONFIRMED)

    @property
    def unplaced(self) -> tuple[Fact, ...]:
        return tuple(fact for fact in self.facts if fact.section is None)

    def as_json(self) -> dict[str, Any]:
        return {
            "quotes": [quote.as_json() for quote in self.quotes],
            "facts": [fact.as_json() for fact in self.facts],
            "sections": [section.as_json() for section in self.sections],
        }
