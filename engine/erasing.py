"""Lawful erasure: the characters go for good, and the history says who took them, why and by what right.

Characters stand in more than one place: with the quote, in the transcripts and translations beside it, in the notes it was
read from, in what was typed about the meeting, in what was typed and not sent yet, and in what a model was sent. One
erasure reaches them all.
"""

import re
from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from datetime import datetime
from uuid import UUID

from sqlalchemy import delete
from sqlmodel import Session, col, select

from engine import command_salts
from engine.companions import CompanionText
from engine.events import seal
from engine.held_forms import let_go_with
from engine.meetings import Meeting
from engine.model_runs import let_go_of_words
from engine.notes import TYPED, PassageDecision
from engine.originals import (
    Original,
    OriginalBytes,
    OriginalErasure,
    OriginalText,
    ShownCopy,
    seal_of_original_erasure,
)
from engine.plans import Plan, stream_of
from engine.presses import let_go_of_unsent_with
from engine.quotes import Erasure, Quote, QuoteText, seal_of_erasure
from engine.refusals import Reason, Refusal
from engine.signatures import let_go_of_choices_with

IN_ITS_PLACE = "[erased]"
"""What stands in the typed notes of a meeting where the words stood."""


@dataclass(frozen=True)
class Grounds:
    """By what right, why, and the two people: `first_by` asked, `second_by` confirmed."""

    authority: str
    reason: str
    first_by: UUID
    second_by: UUID


@dataclass
class Taken:
    """What one erasure took, by id. Goes into its event."""

    quotes: list[UUID] = field(default_factory=list)
    originals: list[UUID] = field(default_factory=list)
    meetings: list[UUID] = field(default_factory=list)
    """Meetings in whose typed notes characters went."""


def take_quotes(session: Session, quotes: Sequence[Quote], grounds: Grounds, *, at: datetime) -> Taken:
    """The characters of these quotes of one person and all that they were read from. Those that are gone stay gone."""
    taken, gone = Taken(), list[re.Pattern[str]]()
    for quote in quotes:
        if session.get(Erasure, quote.id) is not None:
            continue
        kept = session.get(QuoteText, quote.id)
        words = kept.text if kept is not None else ""
        gone += [words_in(words)] if words else []
        _take_quote(session, quote.id, grounds, at=at)
        taken.quotes.append(quote.id)
        for original_id in _notes_with(session, quote, words):
            _take_original(session, original_id, grounds, at=at)
            taken.originals.append(original_id)
        taken.meetings += _cut_out(session, quote, words)
    for person_id in {quote.person_id for quote in quotes}:
        _let_go_around(session, person_id)
        let_go_of_unsent_with(session, person_id, gone)
        let_go_of_choices_with(session, person_id, gone)
    let_go_with(session, gone)
    return taken


def take_note(session: Session, original: Original, grounds: Grounds, *, at: datetime) -> Taken:
    """A note and every quote that was read from it. Of typed notes, all that was typed about the meeting goes."""
    copies = _same_note(session, original)
    typed = copies != [original.id] or is_typed(session, original)
    query = select(Quote).where(col(Quote.original_id).in_(copies)).order_by(col(Quote.id))
    taken = take_quotes(session, session.exec(query).all(), grounds, at=at)
    for identity in copies:
        if session.get(OriginalErasure, identity) is None:
            _take_original(session, identity, grounds, at=at)
            taken.originals.append(identity)
    meeting = session.get(Meeting, original.meeting_id) if typed and original.meeting_id is not None else None
    if meeting is not None and meeting.notes:
        _write_notes(session, meeting, "")
        taken.meetings.append(meeting.id)
    _let_go_around(session, original.person_id)
    taken.meetings = list(dict.fromkeys(taken.meetings))
    return taken


def is_typed(session: Session, original: Original) -> bool:
    """Whether it is the kept copy of notes that were typed into a meeting, and not erased."""
    read = session.get(OriginalText, original.id)
    return read is not None and read.reader == TYPED


def refuse_unfounded(grounds: Grounds) -> None:
    """Raises Refusal unless two people, an authority and a reason are named."""
    reasons = []
    if grounds.first_by == grounds.second_by:
        reasons.append(
            Reason("same-person", "Erasing words takes two people. Name somebody else as the second.", "second_by")
        )
    if not grounds.authority.strip():
        reasons.append(Reason("no-authority", "Name the law or the order that this erasure rests on.", "authority"))
    if not grounds.reason.strip():
        reasons.append(Reason("no-reason", "Write why these words are erased.", "reason"))
    if reasons:
        raise Refusal(reasons=reasons)


def _take_quote(session: Session, quote_id: UUID, grounds: Grounds, *, at: datetime) -> None:
    row = Erasure(quote_id=quote_id, at=at, **asdict(grounds))
    session.add(row)
    session.flush()
    for table in (QuoteText, CompanionText):
        session.execute(delete(table).where(col(table.quote_id) == quote_id))
    seal(session, "erasure", quote_id, seal_of_erasure(row))


def _take_original(session: Session, original_id: UUID, grounds: Grounds, *, at: datetime) -> None:
    """The file, its text, the copy that was shown, and what was decided about its passages."""
    row = OriginalErasure(original_id=original_id, at=at, **asdict(grounds))
    session.add(row)
    session.flush()
    for table in (OriginalBytes, OriginalText, ShownCopy, PassageDecision):
        session.execute(delete(table).where(col(table.original_id) == original_id))
    seal(session, "original_erasure", original_id, seal_of_original_erasure(row))


def _notes_with(session: Session, quote: Quote, words: str) -> list[UUID]:
    """The file the words were read from, and what was typed about the same meeting before or after and holds them too.

    Other quotes from the same note keep their characters.
    """
    own = [quote.original_id] if quote.original_id is not None else []
    typed = (
        select(OriginalText)
        .join(Original, col(Original.id) == col(OriginalText.original_id))
        .where(col(Original.meeting_id) == quote.meeting_id, col(OriginalText.reader) == TYPED)
    )
    there = session.exec(typed.order_by(col(Original.id))).all() if quote.meeting_id is not None and words else ()
    found = dict.fromkeys([*own, *(row.original_id for row in there if words_in(words).search(row.text))])
    return [identity for identity in found if session.get(OriginalErasure, identity) is None]


def _cut_out(session: Session, quote: Quote, words: str) -> list[UUID]:
    """Typed notes can be written on, so only the words go from them; what staff wrote around them stays."""
    meeting = session.get(Meeting, quote.meeting_id) if quote.meeting_id is not None and words else None
    if meeting is None:
        return []
    without = words_in(words).sub(lambda _: IN_ITS_PLACE, meeting.notes)
    if without == meeting.notes:
        return []
    _write_notes(session, meeting, without)
    return [meeting.id]


def words_in(words: str) -> re.Pattern[str]:
    """Finds exactly these words where they stand by themselves: “at” is not found in “cat”."""
    before = r"(?<!\w)" if re.match(r"\w", words) else ""
    after = r"(?!\w)" if re.search(r"\w\Z", words) else ""
    return re.compile(before + re.escape(words) + after)


def _write_notes(session: Session, meeting: Meeting, notes: str) -> None:
    """A form that was opened before is older than the record from here on, so nobody writes the words back unseen."""
    meeting.notes = notes
    meeting.version += 1
    session.add(meeting)
    session.flush()


def _same_note(session: Session, original: Original) -> list[UUID]:
    """The note itself; of typed notes every copy that was kept of them, as they stood then."""
    if original.meeting_id is None or not is_typed(session, original):
        return [original.id]
    query = select(Original).where(Original.meeting_id == original.meeting_id).order_by(col(Original.id))
    return [row.id for row in session.exec(query).all() if is_typed(session, row)]


def _let_go_around(session: Session, person_id: UUID) -> None:
    """What a model was sent and answered, and the salts of the commands that may have carried the words."""
    let_go_of_words(session, person_id)
    plans = session.exec(select(col(Plan.id)).where(Plan.person_id == person_id))
    command_salts.let_go(session, [f"person:{person_id}", *(stream_of(plan) for plan in plans)])
