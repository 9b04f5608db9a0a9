"""What a note holds in quotation marks or in turns: each passage with who may have said it and what became of it."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from uuid import UUID

from sqlmodel import Session, col, func, select

from documents.transcripts import Turn
from engine.meetings import Meeting
from engine.notes import TYPED, Decided, PassageDecision, decisions_on, notes_of_meeting, text_of
from engine.people import Person
from engine.quotes import Quote, Spoken, quotes_by_id
from engine.versions import PassageMark
from engine.words import folded
from web.note_texts import READ_AT_ONCE, NoteAtHand, drafted
from workflows.drafting import Quotation

__all__ = ["READ_AT_ONCE", "Card", "LookedAt", "Piece", "cards", "kept_at", "looked_at", "pieces"]

SHOWN_AT_ONCE = 25

AROUND = 90
"""Characters of the note shown before and after a passage."""

WHOLE = 30_000
"""Notes up to this many characters are shown whole; of longer ones, what stands around the passages shown."""

AROUND_PAGE = 1_500


@dataclass(frozen=True)
class LookedAt:
    """One passage and what was decided about it; `kept` is the quote it became."""

    number: int
    found: Quotation
    decision: str = ""
    by: str = ""
    kept: UUID | None = None
    original: UUID | None = None
    decided_at: tuple[int, int] | None = None
    """Where the decision stands in `original`, which for typed notes may be an earlier text of them."""

    @property
    def open(self) -> bool:
        """Whether somebody still has to say what it is."""
        return not self.decision

    @property
    def state(self) -> str:
        """A word for the page: what was decided, or open."""
        return self.decision or "open"


@dataclass(frozen=True)
class Card:
    """A passage as its card shows it, with the note around it."""

    row: LookedAt
    before: str
    after: str
    quote: Spoken | None
    turn: Turn | None
    moved: bool = False

    @property
    def number(self) -> int:
        """Its place among the passages of the note, from 1."""
        return self.row.number

    @property
    def found(self) -> Quotation:
        """What the rules found."""
        return self.row.found


@dataclass(frozen=True)
class Piece:
    """A stretch of the note. `number` names the passage it is; `at` says that it is the place that was asked for."""

    text: str
    start: int
    number: int | None = None
    state: str = ""
    at: bool = False
    when: str = ""
    """For a transcript: the time at which the turn began that this piece begins."""


def looked_at(session: Session, meeting: Meeting, note: NoteAtHand, person: Person) -> list[LookedAt]:
    """Every passage of a note, in its order. Light: no quote is read for it."""
    found = drafted(note, person).quotes
    if note.typed and note.current:
        decided = _decided_in_typed(session, meeting)
    else:
        decided = [(row, "") for row in decisions_on(session, [note.original.id] if note.original else [])]
    at_place = {
        (row.start, row.end): row
        for row, _text in decided
        if note.original is not None and row.original_id == note.original.id
    }
    by_text: dict[str, list[PassageDecision]] = {}
    for row, text in decided:
        if note.original is None or row.original_id != note.original.id:
            by_text.setdefault(text, []).append(row)
    before = _kept_before_places(session, meeting) if note.typed else {}
    labels = _labels(session, meeting.plan_id) if note.typed else {}
    rows: list[LookedAt] = []
    for number, quotation in enumerate(found, start=1):
        made = at_place.get((quotation.start, quotation.end))
        if made is None and by_text.get(quotation.text):
            made = by_text[quotation.text].pop(0)
        if made is not None:
            place = (made.start, made.end)
            rows.append(
                LookedAt(number, quotation, made.decision, made.by_name, made.quote_id, made.original_id, place)
            )
        elif before.get(quotation.text):
            quote = before[quotation.text].pop(0)
            rows.append(LookedAt(number, quotation, quote.attribution, quote.recorded_by_name, quote.id))
        elif name := labels.get(folded(quotation.text), ""):
            rows.append(LookedAt(number, quotation, Decided.NO_QUOTATION, name))
        else:
            rows.append(LookedAt(number, quotation))
    return rows


def cards(session: Session, note: NoteAtHand, rows: Sequence[LookedAt]) -> list[Card]:
    """These passages with the note around them and the quotes they became."""
    known = quotes_by_id(session, [row.kept for row in rows if row.kept], private_too=True)
    return [_card(note, row, known.get(row.kept) if row.kept else None) for row in rows]


def kept_at(session: Session, meeting: Meeting, *, newest: int | None = None) -> list[Spoken]:
    """The quotes captured from this meeting, in order, for whoever may read its notes (engine.access.meeting_for).

    Those somebody took back as a slip are left out. With `newest`, only so many of the last.
    """
    query = select(col(Quote.id)).where(Quote.meeting_id == meeting.id).order_by(col(Quote.id).desc())
    ids = list(session.exec(query if newest is None else query.limit(newest)))[::-1]
    known = quotes_by_id(session, ids, private_too=True)
    return [known[identity] for identity in ids if not known[identity].mistyped]


def count_kept(session: Session, meeting: Meeting) -> int:
    """How many quotes were captured from this meeting."""
    return session.exec(select(func.count()).select_from(Quote).where(Quote.meeting_id == meeting.id)).one()


def window(note: NoteAtHand, shown: Sequence[LookedAt], at: tuple[int, int] | None) -> tuple[int, int]:
    """The stretch of the note to show: all of it, or of a long one what stands around what is shown."""
    if len(note.text) <= WHOLE:
        return (0, len(note.text))
    places = [(row.found.start, row.found.end) for row in shown] + ([at] if at else [])
    if not places:
        return (0, WHOLE)
    first = max(0, min(start for start, _end in places) - AROUND_PAGE)
    last = min(len(note.text), max(end for _start, end in places) + AROUND_PAGE)
    begin = note.text.rfind("\n", 0, first) + 1 if first else 0
    end = note.text.find("\n", last)
    return (max(begin, first - AROUND_PAGE), min(last + AROUND_PAGE, end if end >= 0 else len(note.text)))


def pieces(
    note: NoteAtHand, rows: Sequence[LookedAt], *, between: tuple[int, int], at: tuple[int, int] | None = None
) -> list[Piece]:
    """A stretch of the note, cut at the passages, the turns and the place asked for; of what overlaps, the first counts."""
    first, last = between
    marks = [(row.found.start, row.found.end, row) for row in rows if first <= row.found.start < row.found.end <= last]
    whole: list[tuple[int, int, LookedAt | None]] = [*marks]
    if at and not any((start, end) == at for start, end, _row in marks):
        whole = [mark for mark in whole if mark[1] <= at[0] or mark[0] >= at[1]] + [(*at, None)]
        whole.sort(key=lambda mark: mark[0])
    times = _times(note)
    cut: list[Piece] = []
    place = first
    for start, end, row in whole:
        if start < place or end > last:
            continue
        cut += _plain(note.text, place, start, times)
        state = row.state if row else ""
        number = row.number if row else None
        cut.append(Piece(note.text[start:end], start, number, state, (start, end) == at, times.get(start, "")))
        place = end
    return [*cut, *_plain(note.text, place, last, times)]


def _plain(text: str, start: int, end: int, times: Mapping[int, str]) -> list[Piece]:
    """Plain text, cut where a turn begins."""
    places = [start, *(place for place in times if start < place < end), end]
    return [Piece(text[one:two], one, when=times.get(one, "")) for one, two in pairwise(places) if one < two]


def _times(note: NoteAtHand) -> dict[int, str]:
    """Where the line of each turn begins, and when. A page that writes the times itself needs none beside it."""
    if not note.reader.startswith(("ownwords-vtt", "ownwords-srt")):
        return {}
    return {note.text.rfind("\n", 0, turn.start - len(turn.speaker)) + 1: turn.began for turn in note.turns}


def _card(note: NoteAtHand, row: LookedAt, quote: Spoken | None) -> Card:
    return Card(
        row=row,
        before=_before(note.text, row.found.start),
        after=_after(note.text, row.found.end),
        quote=quote,
        turn=next((turn for turn in note.turns if turn.start <= row.found.start < turn.end), None),
        moved=quote is not None and quote.original_start is not None and quote.text != row.found.text,
    )


def _decided_in_typed(session: Session, meeting: Meeting) -> list[tuple[PassageDecision, str]]:
    """Decisions on the typed notes as they are and as they were, each with the text of its passage."""
    texts: dict[UUID, str] = {}
    for original, reader in notes_of_meeting(session, meeting.id):
        read = text_of(session, original.id) if reader == TYPED else None
        if read is not None:
            texts[original.id] = read.text
    return [(row, texts[row.original_id][row.start : row.end]) for row in decisions_on(session, list(texts))]


def _kept_before_places(session: Session, meeting: Meeting) -> dict[str, list[Spoken]]:
    """Quotes that were kept from typed notes when quotes had no place yet, by their words."""
    query = select(col(Quote.id)).where(Quote.meeting_id == meeting.id, col(Quote.original_id).is_(None))
    found: dict[str, list[Spoken]] = {}
    ids = list(session.exec(query.order_by(col(Quote.id))))
    for quote in quotes_by_id(session, ids, private_too=True).values():
        if quote.text is not None and not quote.mistyped:
            found.setdefault(quote.text, []).append(quote)
    return found


def _before(text: str, place: int) -> str:
    """Some of the note before a place, beginning with a whole word."""
    begin = max(0, place - AROUND)
    word = re.search(r"\s", text[begin:place]) if begin else None
    return text[begin + word.end() if word else begin : place]


def _after(text: str, place: int) -> str:
    """Some of the note after a place, ending with a whole word."""
    end = min(len(text), place + AROUND)
    words = list(re.finditer(r"\s", text[place:end])) if end < len(text) else []
    return text[place : place + words[-1].start() if words else end]


def _labels(session: Session, plan_id: UUID | None) -> dict[str, str]:
    """Passages that somebody called a title or label, with their name."""
    rows = session.exec(select(PassageMark).where(PassageMark.plan_id == plan_id, PassageMark.kind == "label"))
    return {folded(row.passage): row.marked_by_name for row in rows}
