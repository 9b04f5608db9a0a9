"""From a meeting to the lines a draft may begin with: facts as they stand in the notes, and quotes by reference."""

from collections.abc import Mapping
from dataclasses import dataclass

from sqlmodel import Session

from engine import kinds
from engine.meetings import Meeting
from engine.people import Person
from engine.plans import PlanType
from engine.quotes import Attribution, Spoken
from web import proposals
from workflows.drafting.result import BACKUP, NEEDS, OUTCOMES, RISKS, SECTION_NAMES, SERVICES, STRENGTHS, VISION
from workflows.linking import usable

ISP_KEYS: Mapping[str, str] = dict(
    zip(SECTION_NAMES, ("vision", "strengths", "needs", "outcomes", "services", "backup", "risks"), strict=True)
)
"""The sections a note is sorted into, and the ISP's own keys."""

TREATMENT_KEYS: Mapping[str, str] = {
    VISION: "information",
    STRENGTHS: "information",
    NEEDS: "problems",
    OUTCOMES: "goals",
    SERVICES: "information",
    BACKUP: "crisis",
    RISKS: "crisis",
}
"""Where the same sentences would stand in a treatment plan; the writer chooses another part where this does not fit."""


@dataclass(frozen=True)
class Proposed:
    """A line the draft may take. `key` names it in the form; a quote has `quote`, a fact its place in the notes."""

    key: str
    section: str
    kind: str
    chosen: bool
    text: str = ""
    start: int = 0
    quote: Spoken | None = None

    @property
    def where(self) -> str:
        """Part and kind, as the form sends them."""
        return f"{self.section}/{self.kind}" if self.section else ""


@dataclass(frozen=True)
class Offer:
    """All lines, by part in the order of the plan; those no part claims; and passages nobody has decided on."""

    by_section: tuple[tuple[kinds.SectionShape, tuple[Proposed, ...]], ...]
    unplaced: tuple[Proposed, ...]
    undecided: int

    def line(self, key: str) -> Proposed | None:
        """The line of that key."""
        rows = [*self.unplaced, *(row for _shape, found in self.by_section for row in found)]
        return next((row for row in rows if row.key == key), None)


def offer(session: Session, plan_type: str, meeting: Meeting, person: Person) -> Offer:
    """What the notes of a meeting offer to a draft. Nothing in it was invented, and nobody’s words are guessed."""
    draft = proposals.read_notes(meeting, person)
    found = proposals.proposals(session, meeting, draft)
    sections = {row.kept.id: row.found.section for row in found if row.kept}
    places = {row.kept.id: row.found.start for row in found if row.kept}
    lines = [
        _quote(quote, plan_type, sections.get(quote.id), places.get(quote.id, len(meeting.notes)))
        for quote in proposals.kept_at(session, meeting)
        if usable(quote)
    ]
    lines += [_fact(plan_type, fact.start, fact.end, fact.text, fact.section) for fact in draft.facts]
    lines.sort(key=lambda line: line.start)
    shapes = kinds.SECTIONS[plan_type]
    return Offer(
        by_section=tuple((shape, tuple(line for line in lines if line.section == shape.key)) for shape in shapes),
        unplaced=tuple(line for line in lines if not line.section),
        undecided=sum(row.open for row in found),
    )


def place_options(plan_type: str) -> list[tuple[str, str]]:
    """Every part with every kind of line it holds, for a choice."""
    return [
        (f"{shape.key}/{kind}", _place_words(shape, kind))
        for shape in kinds.SECTIONS[plan_type]
        for kind in shape.kinds
    ]


def details_of(kind: str, text: str) -> dict[str, object]:
    """A fact in the field of its kind that holds free text; the writer sorts it into the others."""
    return {"notes" if kind == "service" else "text": text}


def read_where(where: str) -> tuple[str, str]:
    """Part and kind from a choice."""
    section, _slash, kind = where.partition("/")
    return section, kind


def _place_words(shape: kinds.SectionShape, kind: str) -> str:
    if len(shape.kinds) == 1:
        return shape.title
    return f"{shape.title}: {kinds.KINDS[kind].label.lower()}"


def _quote(quote: Spoken, plan_type: str, section: str | None, start: int) -> Proposed:
    key, kind = _default(plan_type, section)
    own = quote.attribution in (Attribution.PARTICIPANT, Attribution.INTERPRETED)
    return Proposed(f"quote-{quote.id}", key, kind, own and bool(key), quote=quote, start=start)


def _fact(plan_type: str, start: int, end: int, text: str, section: str | None) -> Proposed:
    key, kind = _default(plan_type, section)
    return Proposed(f"fact-{start}-{end}", key, kind, bool(key), text=text, start=start)


def _default(plan_type: str, section: str | None) -> tuple[str, str]:
    keys = TREATMENT_KEYS if plan_type == PlanType.TREATMENT else ISP_KEYS
    key = keys.get(section or "", "")
    return (key, kinds.shape_of(plan_type, key).kinds[0]) if key else ("", "")
