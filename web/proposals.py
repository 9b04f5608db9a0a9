"""What a meeting's notes hold in quotation marks, each passage with who may have said it and what became of it."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlmodel import Session, col, select

from engine.meetings import Meeting
from engine.people import Person
from engine.quotes import Quote, Spoken, quotes_by_id
from engine.versions import PassageMark
from engine.words import folded
from workflows.drafting import Draft, Quotation, draft_note

READ_AT_ONCE = 200_000
"""Characters of a note that are searched for quotations: about 30,000 words, one second."""

SHOWN_AT_ONCE = 25

AROUND = 90
"""Characters of the note shown before and after a passage."""


@dataclass(frozen=True)
class Proposal:
    """One passage in quotation marks. `kept` is the quote it became, `label` who says that it is none."""

    number: int
    found: Quotation
    before: str
    after: str
    kept: Spoken | None
    label: str

    @property
    def open(self) -> bool:
        """Whether somebody still has to say what it is."""
        return self.kept is None and not self.label


@dataclass(frozen=True)
class Piece:
    """A stretch of the notes; `number` names the passage it is, and None plain notes."""

    text: str
    number: int | None = None


def read_notes(meeting: Meeting, person: Person) -> Draft:
    """Quotations and facts of the notes. Only the first part of very long notes is read."""
    return draft_note(meeting.notes[:READ_AT_ONCE], person=person.full_name, also_called=names_of(person))


def names_of(person: Person) -> list[str]:
    """Every other name a note may use for the person."""
    return list(dict.fromkeys(name for name in (person.preferred_name, *person.also_called) if name))


def proposals(session: Session, meeting: Meeting, draft: Draft) -> list[Proposal]:
    """Every passage, in the order of the notes."""
    kept = kept_at(session, meeting)
    labels = _labels(session, meeting.plan_id)
    waiting = Counter(quote.text for quote in kept)
    found: list[Proposal] = []
    for number, quotation in enumerate(draft.quotes, start=1):
        quote = None
        if waiting[quotation.text]:
            waiting[quotation.text] -= 1
            quote = [row for row in kept if row.text == quotation.text][-1 - waiting[quotation.text]]
        found.append(
            Proposal(
                number=number,
                found=quotation,
                before=_before(meeting.notes, quotation.start),
                after=_after(meeting.notes, quotation.end),
                kept=quote,
                label="" if quote else labels.get(folded(quotation.text), ""),
            )
        )
    return found


def kept_at(session: Session, meeting: Meeting) -> list[Spoken]:
    """The quotes captured from this meeting, in order, for whoever may read its notes (engine.access.meeting_for)."""
    ids = list(session.exec(select(col(Quote.id)).where(Quote.meeting_id == meeting.id).order_by(col(Quote.id))))
    known = quotes_by_id(session, ids, private_too=True)
    return [known[identity] for identity in ids]


def pieces(notes: str, found: Sequence[Proposal]) -> list[Piece]:
    """The notes whole, cut at the passages; one inside another stays part of the outer."""
    cut: list[Piece] = []
    place = 0
    for proposal in found:
        if proposal.found.start < place:
            continue
        cut.append(Piece(notes[place : proposal.found.start]))
        cut.append(Piece(notes[proposal.found.start : proposal.found.end], proposal.number))
        place = proposal.found.end
    return [piece for piece in [*cut, Piece(notes[place:])] if piece.text]


def _before(notes: str, place: int) -> str:
    """Some of the notes before a place, beginning with a whole word."""
    begin = max(0, place - AROUND)
    word = re.search(r"\s", notes[begin:place]) if begin else None
    return notes[begin + word.end() if word else begin : place]


def _after(notes: str, place: int) -> str:
    """Some of the notes after a place, ending with a whole word."""
    end = min(len(notes), place + AROUND)
    words = list(re.finditer(r"\s", notes[place:end])) if end < len(notes) else []
    return notes[place : place + words[-1].start() if words else end]


def _labels(session: Session, plan_id: UUID | None) -> dict[str, str]:
    """Passages that somebody called a title or label, with their name."""
    rows = session.exec(select(PassageMark).where(PassageMark.plan_id == plan_id, PassageMark.kind == "label"))
    return {folded(row.passage): row.marked_by_name for row in rows}
