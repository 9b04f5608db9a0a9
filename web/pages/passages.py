"""Deciding about one passage of a note, in view of the note: whose words it holds, or none; and taking that back."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from litestar import post
from litestar.params import FromPath
from sqlmodel import Session

from engine import access
from engine.clock import today
from engine.database import reading, writing
from engine.firing import Command
from engine.meetings import Meeting
from engine.originals import Original
from engine.people import Person
from engine.permissions import Action
from engine.quotes import Attribution, Method
from engine.refusals import NotFound, Reason, Refusal
from web import proposals
from web.answers import Answer, form_again, page, redirect, wants_part
from web.asked import Asked, database_of, form_of, settings_of
from web.forms import Form
from web.i18n import gettext as _
from web.identity import signed_in
from web.note_texts import NoteAtHand, drafted, note_at_hand
from web.pages.meetings import Look, errors_as_refusal, plan_of, shown
from web.sent import command_of
from web.word_spans import may_be
from workflows import noting
from workflows.noting import Found, Kept

CHOSEN = "chosen"
"""Said of words that somebody picked in the note, which no rule had found."""


@dataclass(frozen=True)
class Asking:
    """What a form about a passage is about."""

    meeting: Meeting
    person: Person
    note: NoteAtHand
    found: Found


Decide = Callable[[Session, Asking, Form, Command], None]


def decided(request: Asked, meeting_id: UUID) -> Answer:
    """A passage becomes a quote under the name that was chosen, or is called no quotation."""
    return _done(request, meeting_id, _decide)


@post("/meetings/{meeting_id:uuid}/passages/undone", sync_to_thread=True)
def undone(request: Asked, meeting_id: FromPath[UUID]) -> Answer:
    """What was decided about a passage is taken back, before it is used."""
    return _done(request, meeting_id, _undo)


def _done(request: Asked, meeting_id: UUID, decide: Decide) -> Answer:
    visitor, form, database = signed_in(request).visitor, form_of(request), database_of(request)
    on = today(settings_of(request).time_zone)
    try:
        with writing(database) as session:
            meeting = access.meeting_for(session, visitor, meeting_id, Action.CAPTURE_QUOTE, on=on)
            if form.errors:
                raise errors_as_refusal(form)
            asking = _asking(session, meeting, form)
            decide(session, asking, form, command_of(request))
    except NotFound:
        raise
    except Refusal as refusal:
        form.errors.add_refusal(refusal)
        with reading(database) as session:
            return _again(request, session, meeting_id, form)
    if not wants_part(request):
        return redirect(_back(meeting_id, form))
    with reading(database) as session:
        return _card(request, session, meeting_id, form)


def _decide(session: Session, asking: Asking, form: Form, command: Command) -> None:
    plan = plan_of(session, asking.meeting)
    whose = form.text("keep")
    if whose == "label":
        original = _original(session, asking, command)
        noting.no_quotation(session, plan, command, original, found=asking.found)
        return
    if whose not in set(Attribution):
        raise Refusal(reasons=[Reason("whose", _("Say whose words these are."), "keep")])
    method = form.text("method")
    if method not in set(Method):
        raise Refusal(reasons=[Reason("method", _("Choose how the words were expressed."), "method")])
    kept = Kept(
        attribution=Attribution(whose),
        speaker=form.line("speaker") if whose == Attribution.OTHER else asking.person.called,
        method=Method(method),
        said_on=asking.meeting.held_on,
        may_include=form.ticked("agreed"),
        words=_words(asking, form),
        language=form.line("language") or "und",
        interpreter=asking.meeting.interpreter if whose == Attribution.INTERPRETED else "",
    )
    if whose == Attribution.OTHER and not kept.speaker:
        raise Refusal(reasons=[Reason("who", _("Write the name of who said it."), "speaker")])
    original = _original(session, asking, command)
    noting.confirm(session, plan, asking.meeting, command, original, found=asking.found, kept=kept)


def _undo(session: Session, asking: Asking, _form: Form, command: Command) -> None:
    plan = plan_of(session, asking.meeting)
    row = next(
        (
            row
            for row in proposals.looked_at(session, asking.meeting, asking.note, asking.person)
            if (row.found.start, row.found.end) == (asking.found.start, asking.found.end)
        ),
        None,
    )
    # What was decided while the notes were typed differently stands at its place in those.
    if row is not None and row.original is not None and row.decided_at is not None:
        original = session.get_one(Original, row.original)
        noting.reopen(session, plan, command, original, start=row.decided_at[0], end=row.decided_at[1])
        return
    raise Refusal(
        _("This cannot be taken back here: it was decided before places were kept. Mark the words themselves instead.")
    )


def _asking(session: Session, meeting: Meeting, form: Form) -> Asking:
    """The passage the form is about, as the rules find it now, or as somebody picked it in the note."""
    person = session.get_one(Person, meeting.person_id)
    note = note_at_hand(session, meeting, form.text("note"))
    place = (_number(form.text("start")), _number(form.text("end")))
    if note is None or note.erased:
        raise _moved()
    if note.typed and note.current and form.text("based_on") != str(meeting.version):
        raise _moved()
    for quotation in drafted(note, person).quotes:
        if (quotation.start, quotation.end) == place:
            found = Found(*place, quotation.attribution, quotation.why, quotation.sure)
            return Asking(meeting, person, note, found)
    if form.text(CHOSEN) and 0 <= place[0] < place[1] <= len(note.text) and form.text("keep") != "label":
        return Asking(meeting, person, note, Found(*place, "", _("Somebody picked these words in the note."), CHOSEN))
    raise _moved()


def _moved() -> Refusal:
    return Refusal(
        _(
            "Nothing was kept: the notes changed after you opened the page. The passages below are those of the notes as they are now."
        )
    )


def _words(asking: Asking, form: Form) -> tuple[int, int]:
    """Where the words begin and end: at the passage's own ends, or at others of the note’s words that were chosen."""
    passage = (asking.found.start, asking.found.end)
    words = (_number(form.text("begin") or str(passage[0])), _number(form.text("finish") or str(passage[1])))
    if words != passage and not may_be(asking.note.text, passage, words):
        raise Refusal(
            reasons=[
                Reason("ends", _("The words end before they begin. Choose again where they begin and end."), "finish")
            ]
        )
    return words


def _original(session: Session, asking: Asking, command: Command) -> Original:
    """The kept note; notes typed into the meeting are kept now, so that the words can point into them."""
    if asking.note.original is not None:
        return asking.note.original
    return noting.typed_note(session, plan_of(session, asking.meeting), asking.meeting, command)


def _again(request: Asked, session: Session, meeting_id: UUID, form: Form) -> Answer:
    visitor, on = signed_in(request).visitor, today(settings_of(request).time_zone)
    look = Look(note=form.text("note"), first=_shown_first(form))
    try:
        context = shown(session, visitor, meeting_id, on=on, look=look)
    except NotFound:
        context = shown(session, visitor, meeting_id, on=on)
    context |= {"form": form, "errors": form.errors, "errors_in": "passage"}
    card = _its_card(context, form)
    if wants_part(request) and card is not None:
        return form_again(request, "meetings/card.html", card=card, **context)
    return form_again(request, "meetings/show.html", **context)


def _card(request: Asked, session: Session, meeting_id: UUID, form: Form) -> Answer:
    visitor, on = signed_in(request).visitor, today(settings_of(request).time_zone)
    look = Look(note=form.text("note"), first=_shown_first(form))
    context = shown(session, visitor, meeting_id, on=on, look=look)
    context |= {"form": None, "errors": {}, "errors_in": ""}
    card = _its_card(context, form)
    if card is None:
        return redirect(_back(meeting_id, form))
    return page(request, "meetings/decided.html", card=card, follows=True, **context)


def _its_card(context: dict[str, Any], form: Form) -> proposals.Card | None:
    place = (_number(form.text("start")), _number(form.text("end")))
    cards: list[proposals.Card] = context["cards"]
    return next((card for card in cards if (card.found.start, card.found.end) == place), None)


def _shown_first(form: Form) -> int:
    return max(0, _number(form.text("from")))


def _back(meeting_id: UUID, form: Form) -> str:
    """The page of passages the form came from, at the next passage."""
    note, first, number = form.text("note"), _shown_first(form), max(0, _number(form.text("number")))
    asked = f"note={note}&from={first}" if note.replace("-", "").isalnum() else f"from={first}"
    if form.text(CHOSEN):
        return f"/meetings/{meeting_id}?{asked}#kept-heading"
    return f"/meetings/{meeting_id}?{asked}#p{number + 1}"


def _number(typed: str) -> int:
    return int(typed) if typed.isascii() and typed.isdigit() and len(typed) < 9 else -1
