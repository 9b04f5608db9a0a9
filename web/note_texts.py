"""The notes of a meeting as a page has them at hand: typed into it, or kept as a file, each with its text and turns."""

from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from uuid import UUID

from sqlmodel import Session

from documents.reading import read_note
from documents.transcripts import Turn
from engine.ids import read_id
from engine.meetings import Meeting
from engine.notes import TYPED, notes_of_meeting, text_of, typed_note_of
from engine.originals import Original, OriginalBytes
from engine.people import Person
from engine.refusals import NotFound, Refusal
from web.i18n import gettext as _
from workflows.drafting import Draft, draft_note
from workflows.drafting import Turn as DraftTurn

TYPED_KEY = "typed"

READ_AT_ONCE = 200_000
"""Characters of a note that are searched for quotations: about 30,000 words, one second."""

REMEMBERED = 12
"""Notes whose findings are kept at hand, so that a decision need not search the note again."""


@dataclass(frozen=True)
class NoteAtHand:
    """One note. `original` is None while typed notes are not kept yet; `current` is false for typed notes of before."""

    key: str
    name: str
    text: str
    original: Original | None
    reader: str
    turns: tuple[Turn, ...] = ()
    current: bool = True
    erased: bool = False

    @property
    def typed(self) -> bool:
        """Whether it was typed into the meeting, so that there is no file to download."""
        return self.reader == TYPED


@dataclass(frozen=True)
class NoteListed:
    """A note by its name, for choosing one."""

    key: str
    name: str


def notes_listed(session: Session, meeting: Meeting) -> list[NoteListed]:
    """The typed notes first, then the files in the order they came."""
    kept = notes_of_meeting(session, meeting.id)
    typed = [NoteListed(TYPED_KEY, _("Typed into the meeting"))] if meeting.notes else []
    return typed + [NoteListed(str(original.id), original.name) for original, reader in kept if reader != TYPED]


def note_at_hand(session: Session, meeting: Meeting, key: str = "") -> NoteAtHand | None:
    """The note of that key; without one the first there is. Raises NotFound for a note of another meeting."""
    if not key:
        listed = notes_listed(session, meeting)
        if not listed:
            return None
        key = listed[0].key
    if key == TYPED_KEY:
        return _typed_now(session, meeting)
    identity = read_id(key)
    original = session.get(Original, identity) if identity else None
    if original is None or original.meeting_id != meeting.id or original.kind != "note":
        raise NotFound
    return _kept(session, meeting, original)


def drafted(note: NoteAtHand, person: Person) -> Draft:
    """Quotations and facts of a note. Only the first part of very long notes is read."""
    turns = tuple(
        DraftTurn(turn.speaker, turn.start, turn.end, turn.pauses) for turn in note.turns if turn.end <= READ_AT_ONCE
    )
    return _drafted(note.text[:READ_AT_ONCE], person.full_name, names_of(person), turns)


def forget_texts() -> None:
    """After an erasure: what this process remembers of notes it has read."""
    _drafted.cache_clear()
    _memory.clear()


def names_of(person: Person) -> tuple[str, ...]:
    """Every other name a note may use for the person."""
    return tuple(dict.fromkeys(name for name in (person.preferred_name, *person.also_called) if name))


@lru_cache(maxsize=REMEMBERED)
def _drafted(text: str, person: str, also_called: tuple[str, ...], turns: tuple[DraftTurn, ...]) -> Draft:
    return draft_note(text, person=person, also_called=also_called, turns=turns)


def _typed_now(session: Session, meeting: Meeting) -> NoteAtHand:
    if not meeting.notes:
        raise NotFound
    return NoteAtHand(
        TYPED_KEY,
        _("Typed into the meeting"),
        meeting.notes,
        typed_note_of(session, meeting.id, meeting.notes),
        TYPED,
    )


def _kept(session: Session, meeting: Meeting, original: Original) -> NoteAtHand:
    read = text_of(session, original.id)
    if read is None:
        return NoteAtHand(str(original.id), original.name, "", original, "", erased=True)
    if read.reader == TYPED:
        if read.text == meeting.notes:
            return _typed_now(session, meeting)
        name = _("Typed into the meeting, as it stood before")
        return NoteAtHand(str(original.id), name, read.text, original, TYPED, current=False)
    turns = _remembered(original.id, lambda: _turns(session, original, read.text, read.reader))
    return NoteAtHand(str(original.id), original.name, read.text, original, read.reader, turns)


def _turns(session: Session, original: Original, text: str, reader: str) -> tuple[Turn, ...]:
    """A transcript's turns, read once more from the kept file; none where another reader would read another text."""
    kept = session.get(OriginalBytes, original.id)
    if kept is None or not reader.startswith(("ownwords-vtt", "ownwords-srt", "ownwords-turns")):
        return ()
    try:
        again = read_note(kept.content, filename=original.name, letters=_letters(reader))
    except Refusal:
        return ()
    return again.turns if again.text == text else ()


def _letters(reader: str) -> str:
    return reader.partition("(")[2].rstrip(")")


_memory: OrderedDict[UUID, tuple[Turn, ...]] = OrderedDict()


def _remembered(key: UUID, make: Callable[[], tuple[Turn, ...]]) -> tuple[Turn, ...]:
    """What was read of a kept file before: a kept file never changes."""
    found = _memory.pop(key, None)
    if found is None:
        found = make()
    _memory[key] = found
    while len(_memory) > REMEMBERED:
        _memory.pop(next(iter(_memory)), None)
    return found
