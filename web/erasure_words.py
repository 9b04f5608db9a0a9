"""What an erasure is about, in words that hold none of the words: who, how, when, how long, and where it was kept."""

from uuid import UUID

from sqlmodel import Session, col, select

from engine.erasure_asks import AskState, ErasureAsk, ErasureOf
from engine.ids import read_id
from engine.meetings import Meeting
from engine.notes import TYPED
from engine.originals import Original, OriginalErasure, OriginalKind, OriginalText
from engine.quotes import Erasure, Quote
from web.i18n import gettext as _
from web.wording import day, how_it_was_said


def choices(session: Session, person_id: UUID) -> list[tuple[str, str]]:
    """Everything of a person that can be asked for: notes first, then quotes, the latest first."""
    erased = select(col(OriginalErasure.original_id))
    notes = (
        select(Original, OriginalText)
        .join(OriginalText, col(OriginalText.original_id) == col(Original.id))
        .where(Original.person_id == person_id, Original.kind == OriginalKind.NOTE.value, OriginalText.reader != TYPED)
        .where(col(Original.id).not_in(erased))
        .order_by(col(Original.id).desc())
    )
    found = [(f"{ErasureOf.NOTE}.{note.id}", note_words(note)) for note, _text in session.exec(notes)]
    meetings = select(Meeting).where(Meeting.person_id == person_id, Meeting.notes != "")
    found += [
        (f"{ErasureOf.TYPED}.{meeting.id}", typed_words(meeting))
        for meeting in session.exec(meetings.order_by(col(Meeting.held_on).desc()))
    ]
    quotes = select(Quote).where(Quote.person_id == person_id, col(Quote.id).not_in(select(col(Erasure.quote_id))))
    found += [
        (f"{ErasureOf.QUOTE}.{quote.id}", quote_words(quote))
        for quote in session.exec(quotes.order_by(col(Quote.id).desc()))
    ]
    return found


def chosen(text: str) -> tuple[ErasureOf, UUID] | None:
    """What was chosen in the list; None for the empty choice, and for what was never in a list of ours."""
    kind, _dot, identity = text.partition(".")
    target = read_id(identity)
    return (ErasureOf(kind), target) if target is not None and kind in set(ErasureOf) else None


def about(session: Session, asked: ErasureAsk) -> str:
    """What an ask is about."""
    if asked.quote_id is not None:
        return quote_words(session.get_one(Quote, asked.quote_id))
    if asked.original_id is not None:
        return note_words(session.get_one(Original, asked.original_id))
    return typed_words(session.get_one(Meeting, asked.meeting_id))


def quote_words(quote: Quote) -> str:
    """Such as: One quotation: Rosa said it, March 3, 2026, 42 characters (number ...)."""
    return _("One quotation: %(said)s, %(day)s, %(count)s characters, number %(number)s") % {
        "said": how_it_was_said(quote.method, quote.speaker),
        "day": day(quote.said_on),
        "count": quote.length,
        "number": str(quote.id)[-12:],
    }


def note_words(note: Original) -> str:
    """The file by its name, and the day it was kept."""
    return _("A note and every quotation read from it: %(name)s, kept on %(day)s") % {
        "name": note.name,
        "day": day(note.kept_at.date()),
    }


def typed_words(meeting: Meeting) -> str:
    """What was typed about a meeting, by the day of the meeting."""
    return _("All that was typed as notes of the meeting on %(day)s, and every quotation read from it") % {
        "day": day(meeting.held_on)
    }


def state_words(asked: ErasureAsk) -> str:
    """Where an ask stands."""
    return {
        AskState.WAITING: _("waits for a second person"),
        AskState.ERASED: _("erased"),
        AskState.REFUSED: _("not erased"),
    }[AskState(asked.state)]
