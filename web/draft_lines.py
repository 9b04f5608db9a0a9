"""From a meeting to the lines a draft may begin with: facts as they stand in its notes, and quotes by reference."""

from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlmodel import Session

from engine import kinds
from engine.meetings import Meeting
from engine.notes import Decided
from engine.people import Person
from engine.plans import PlanType
from engine.quotes import Attribution, Spoken
from web import proposals
from web.note_texts import NoteAtHand, drafted, note_at_hand, notes_listed
from web.proposals import LookedAt
from web.spoken import spoken
from workflows.drafting import Fact
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


MOST_UNPLACED = 400
"""Lines no part claims that are offered at once; the others stay in the notes, where each can be found."""

MOST_LINES = 2_000
"""Lines in one form: each is two fields, and a form may have 5,000 (web.forms)."""

NESTED = 8
"""Passages looked at before a fact for one that reaches into it."""


@dataclass(frozen=True)
class Proposed:
    """A line the draft may take. `key` names it in the form; a quote has `quote`, a fact its place in a note."""

    key: str
    section: str
    kind: str
    chosen: bool
    text: str = ""
    note: str = ""
    start: int = 0
    end: int = 0
    quote: Spoken | None = None
    order: tuple[int, int] = (0, 0)
    said_by: str = ""
    labels: tuple[str, ...] = ()

    @property
    def place(self) -> str:
        """The part of the meeting’s address that shows where the line stands; empty where it stands in no note."""
        return f"note={self.note}&at={self.start}-{self.end}" if self.note else ""

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
    left_in_notes: int = 0

    def line(self, key: str) -> Proposed | None:
        """The line of that key."""
        rows = [*self.unplaced, *(row for _shape, found in self.by_section for row in found)]
        return next((row for row in rows if row.key == key), None)


def offer(session: Session, plan_type: str, meeting: Meeting, person: Person) -> Offer:
    """What the notes of a meeting offer to a draft. Nothing in it was invented, and nobody’s words are guessed."""
    found: dict[UUID, tuple[int, LookedAt]] = {}
    lines: list[Proposed] = []
    undecided = 0
    for number, listed in enumerate(notes_listed(session, meeting)):
        note = note_at_hand(session, meeting, listed.key)
        if note is None or note.erased:
            continue
        rows = proposals.looked_at(session, meeting, note, person)
        undecided += sum(row.open for row in rows)
        found |= {row.kept: (number, row) for row in rows if row.kept}
        lines += _facts(plan_type, number, note, drafted(note, person).facts, rows)
    for quote in proposals.kept_at(session, meeting):
        if usable(quote):
            number, row = found.get(quote.id, (len(found), None))
            lines.append(_quote(quote, plan_type, number, row))
    lines, left = _not_too_many(lines)
    shapes = kinds.SECTIONS[plan_type]
    unplaced = [line for line in lines if not line.section]
    return Offer(
        by_section=tuple((shape, tuple(line for line in lines if line.section == shape.key)) for shape in shapes),
        unplaced=tuple(unplaced),
        left_in_notes=left,
        undecided=undecided,
    )


def _not_too_many(lines: Sequence[Proposed]) -> tuple[list[Proposed], int]:
    """As many as one form can carry: words first, then what a part claims, then the rest; and how many are left out."""
    first = sorted(lines, key=lambda line: (line.quote is None, not line.section, line.order))
    loose = [line for line in first if line.quote is None and not line.section]
    dropped = {line.key for line in [*first[MOST_LINES:], *loose[MOST_UNPLACED:]]}
    return sorted((line for line in lines if line.key not in dropped), key=lambda line: line.order), len(dropped)


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
    return f"{spoken(shape.title)}: {spoken(kinds.label_of(kind)).lower()}"


def _quote(quote: Spoken, plan_type: str, number: int, row: LookedAt | None) -> Proposed:
    key, kind = _default(plan_type, row.found.section if row else None)
    own = quote.attribution in (Attribution.PARTICIPANT, Attribution.INTERPRETED)
    pointed = quote.original_id is not None and quote.original_start is not None and quote.original_end is not None
    return Proposed(
        f"quote-{quote.id}",
        key,
        kind,
        own and bool(key),
        quote=quote,
        note=str(quote.original_id) if pointed else "",
        start=quote.original_start or 0,
        end=quote.original_end or 0,
        order=(number, row.found.start if row else 0),
    )


def _facts(
    plan_type: str, number: int, note: NoteAtHand, facts: Sequence[Fact], rows: Sequence[LookedAt]
) -> list[Proposed]:
    """Facts of a note. What somebody said in a transcript is nobody’s fact until it is chosen."""
    open_places = [(row.found.start, row.found.end) for row in rows if row.decision != Decided.NO_QUOTATION]
    labels = [row.found for row in rows if row.decision == Decided.NO_QUOTATION]
    speakers = {turn.speaker for turn in note.turns}
    lines = []
    for fact in facts:
        if fact.text.strip(" :") in speakers:
            continue
        if any(start < fact.end and fact.start < end for start, end in _near(open_places, fact)):
            continue
        turn = next((turn for turn in note.turns if fact.start < turn.end and turn.start < fact.end), None)
        key, kind = _default(plan_type, fact.section)
        lines.append(
            Proposed(
                f"fact-{note.key}-{fact.start}-{fact.end}",
                key,
                kind,
                bool(key) and turn is None,
                text=fact.text,
                note=note.key,
                start=fact.start,
                end=fact.end,
                order=(number, fact.start),
                said_by=turn.speaker if turn else "",
                labels=tuple(label.text for label in labels if fact.start <= label.start and label.end <= fact.end),
            )
        )
    return lines


def _near(places: Sequence[tuple[int, int]], fact: Fact) -> Sequence[tuple[int, int]]:
    """The passages that may reach into a fact: the notes’ order lets most be passed over."""
    first = bisect_left(places, (fact.end, 0))
    return places[max(0, first - NESTED) : first]


def _default(plan_type: str, section: str | None) -> tuple[str, str]:
    keys = TREATMENT_KEYS if plan_type == PlanType.TREATMENT else ISP_KEYS
    key = keys.get(section or "", "")
    return (key, kinds.shape_of(plan_type, key).kinds[0]) if key else ("", "")
