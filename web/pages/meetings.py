"""A meeting: who was there and what was noted; beside each note, the passages found in it."""

from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from litestar import get, post
from litestar.params import FromPath
from sqlmodel import Session

from documents.reading import MOST_BYTES
from engine import access
from engine.clock import now, today
from engine.database import reading, writing
from engine.meetings import Meeting, MeetingPurpose, attendance_to_print, observations_of
from engine.notes import TYPED
from engine.openings import opened
from engine.people import Person
from engine.permissions import Action
from engine.plans import Plan
from engine.refusals import NotFound, Reason, Refusal, Stale
from engine.visitors import Visitor
from engine.words import folded, from_web_form
from web import proposals
from web.answers import Answer, form_again, page, redirect, wants_part
from web.asked import Asked, database_of, form_of, frame_of, settings_of
from web.forms import Form
from web.frame import speaking_as
from web.i18n import gettext as _
from web.identity import signed_in
from web.languages_said import language_options
from web.note_files import note_file_of
from web.note_texts import TYPED_KEY, NoteAtHand, note_at_hand, notes_listed
from web.pages.asked_meetings import asked_about, begun_from
from web.plan_words import method_options
from web.proposals import LookedAt
from web.sent import command_of
from web.word_spans import ends_of
from workflows import meeting_asks, noting, recording
from workflows.acting import step_of
from workflows.recording import Attendee, MeetingForm

LARGEST = MOST_BYTES + 1024 * 1024
"""Bytes of the form with a note file: the largest note that is read, and the fields beside it."""

KEPT_SHOWN = 60
"""Quotes kept from a meeting that its page shows at once, the last ones."""

ROWS = 6
MOST_ROWS = 200


@get("/plans/{plan_id:uuid}/meetings/new", sync_to_thread=True)
def new(request: Asked, plan_id: FromPath[UUID]) -> Answer:
    """The empty form."""
    visitor, on = signed_in(request).visitor, today(settings_of(request).time_zone)
    with reading(database_of(request)) as session:
        plan = access.plan_for(session, visitor, plan_id, Action.RECORD_MEETING, on=on)
        person = session.get_one(Person, plan.person_id)
        values = {"held_on": on.isoformat(), "person_present": "yes"}
        people: list[dict[str, str]] = []
        asked = asked_about(session, visitor, plan, request.query_params.get("asked", ""), on=on)
        if asked is not None:
            with speaking_as(frame_of(request)):
                known, people = begun_from(session, asked, person)
            values |= known
        return page(
            request, "meetings/new.html", form=_form_with(values), errors={}, **_about_form(plan, person, people)
        )


@post("/plans/{plan_id:uuid}/meetings/new", sync_to_thread=True, request_max_body_size=LARGEST)
def create(request: Asked, plan_id: FromPath[UUID]) -> Answer:
    """The meeting is written down, with its notes exactly as given."""
    visitor, form, database = signed_in(request).visitor, form_of(request), database_of(request)
    on = today(settings_of(request).time_zone)
    with reading(database) as session:
        access.plan_for(session, visitor, plan_id, Action.RECORD_MEETING, on=on)
    file = note_file_of(form)
    try:
        with writing(database) as session:
            plan = access.plan_for(session, visitor, plan_id, Action.RECORD_MEETING, on=on)
            filled = _meeting_of(form, stored="")
            command = command_of(request)
            meeting = recording.record_meeting(session, plan, filled, command)
            meeting_id = meeting.id
            asked = asked_about(session, visitor, plan, form.text("asked"), on=on)
            if asked is not None:
                meeting_asks.note_held(session, plan, step_of(command, "asked"), asked, meeting)
            if file is not None:
                noting.keep_note(session, plan, meeting, step_of(command, "file"), file)
    except NotFound:
        raise
    except Refusal as refusal:
        with reading(database) as session:
            plan = access.plan_for(session, visitor, plan_id, Action.RECORD_MEETING, on=on)
            person = session.get_one(Person, plan.person_id)
            form.errors.add_refusal(refusal)
            return form_again(
                request, "meetings/new.html", form=form, errors=form.errors, **_about_form(plan, person, _rows_of(form))
            )
    return redirect(f"/meetings/{meeting_id}")


@get("/meetings/{meeting_id:uuid}", sync_to_thread=True)
def show(request: Asked, meeting_id: FromPath[UUID]) -> Answer:
    """A note beside the passages found in it; or only one passage, when its ends are to be moved."""
    visitor = signed_in(request).visitor
    with reading(database_of(request)) as session:
        look = look_of(request)
        context = shown(session, visitor, meeting_id, on=today(settings_of(request).time_zone), look=look)
        person_id = context["person"].id
        context |= {"form": None, "errors": {}, "errors_in": ""}
        if look.adjust and wants_part(request) and context["adjusted"]:
            answer = page(request, "meetings/card.html", card=context["adjusted"], **context)
        else:
            answer = page(request, "meetings/show.html", **context)
    opened(database_of(request), visitor, person_id, f"meeting:{meeting_id}", at=now())
    return answer


@post("/meetings/{meeting_id:uuid}", sync_to_thread=True, request_max_body_size=LARGEST)
def update(request: Asked, meeting_id: FromPath[UUID]) -> Answer:
    """What was written about the meeting, completed or mended. Quotes are not touched by it."""
    visitor, form, database = signed_in(request).visitor, form_of(request), database_of(request)
    on = today(settings_of(request).time_zone)
    with reading(database) as session:
        access.meeting_for(session, visitor, meeting_id, Action.RECORD_MEETING, on=on)
    file = note_file_of(form)
    try:
        with writing(database) as session:
            meeting = access.meeting_for(session, visitor, meeting_id, Action.RECORD_MEETING, on=on)
            plan = plan_of(session, meeting)
            filled = _meeting_of(form, stored=meeting.notes)
            command = command_of(request)
            recording.change_meeting(session, plan, meeting, filled, command, based_on=_version(form, meeting))
            if file is not None:
                noting.keep_note(session, plan, meeting, step_of(command, "file"), file)
    except NotFound:
        raise
    except Refusal as refusal:
        with reading(database) as session:
            context = shown(session, visitor, meeting_id, on=on)
            form.errors.add_refusal(refusal)
            context["theirs"] = context["meeting"].notes if isinstance(refusal, Stale) else None
            again = {**context, "attendees": _rows_of(form)}
            return form_again(
                request, "meetings/show.html", form=form, errors=form.errors, errors_in="meeting", **again
            )
    return redirect(f"/meetings/{meeting_id}?saved=yes")


@dataclass(frozen=True)
class Look:
    """What of a meeting's notes the page shows: which note, from which passage on, which place, which ends to move."""

    note: str = ""
    first: int = 0
    at: tuple[int, int] | None = None
    adjust: int = 0
    find: str = ""
    """Words to look for in the note, where no place is given."""

    whole: bool = False
    """Whether every quote that was kept is shown, however many there are."""


def look_of(request: Asked) -> Look:
    """The look the address asks for; what it asks wrongly counts as not asked."""
    asked = request.query_params
    start, _dash, end = asked.get("at", "").partition("-")
    at = (_number(start, -1), _number(end, -1))
    return Look(
        note=asked.get("note", "")[:40],
        first=_number(asked.get("from", ""), 0),
        at=at if 0 <= at[0] < at[1] else None,
        adjust=_number(asked.get("adjust", ""), 0),
        find=from_web_form(asked.get("find", ""))[:500],
        whole=asked.get("kept") == "all",
    )


def shown(session: Session, visitor: Visitor, meeting_id: UUID, *, on: date, look: Look = Look()) -> dict[str, Any]:
    """Everything the meeting's page shows."""
    meeting = access.meeting_for(session, visitor, meeting_id, on=on)
    person = session.get_one(Person, meeting.person_id)
    plan = plan_of(session, meeting)
    in_all = proposals.count_kept(session, meeting)
    kept = proposals.kept_at(session, meeting, newest=None if look.whole or in_all <= KEPT_SHOWN else KEPT_SHOWN)
    return {
        "meeting": meeting,
        "person": person,
        "plan": plan,
        "notes": notes_listed(session, meeting),
        **_note_shown(session, meeting, person, look),
        "kept": kept,
        "kept_before": in_all - KEPT_SHOWN if in_all > KEPT_SHOWN and not look.whole else 0,
        "agreed": bool(kept and kept[-1].may_include),
        "observations": [seen for seen in observations_of(session, person.id) if seen.meeting_id == meeting.id],
        "attendees": _stored_rows(session, meeting),
        "blank_rows": range(_blank_rows(len(attendance_to_print(session, meeting.id)))),
        "may_edit": access.may(session, visitor, Action.RECORD_MEETING, on=on, person_id=person.id),
        "may_capture": access.may(session, visitor, Action.CAPTURE_QUOTE, on=on, person_id=person.id),
        "methods": method_options(),
        "languages_said": language_options(person.language),
        "theirs": None,
        "fresh": Form(),
    }


def _note_shown(session: Session, meeting: Meeting, person: Person, look: Look) -> dict[str, Any]:
    """The note at hand, cut at its passages, with the cards of one page of them."""
    note = note_at_hand(session, meeting, look.note)
    if note is None:
        rows: list[LookedAt] = []
        note = NoteAtHand(TYPED_KEY, "", "", None, TYPED)
    else:
        rows = proposals.looked_at(session, meeting, note, person)
    at = look.at if look.at and look.at[1] <= len(note.text) else _found_in(note, look.find)
    first = _first_shown(rows, look, at)
    some = rows[first - 1 : first - 1 + proposals.SHOWN_AT_ONCE]
    cards = proposals.cards(session, note, some)
    between = proposals.window(note, some if not at else [], at)
    asked_for = next((card for card in cards if card.number == look.adjust), None)
    return {
        "note": note,
        "pieces": proposals.pieces(note, rows, between=between, at=at),
        "shown_from": between[0],
        "find": look.find,
        "cut_before": between[0] > 0,
        "cut_after": between[1] < len(note.text),
        "cards": cards,
        "first": first,
        "next_first": first + len(some) if first + len(some) <= len(rows) else 0,
        "before_first": max(1, first - proposals.SHOWN_AT_ONCE) if first > 1 else 0,
        "looked": sum(not row.open for row in rows),
        "in_all": len(rows),
        "open_before": sum(row.open for row in rows[: first - 1]),
        "at": at,
        "at_is_a_passage": at is not None and any((row.found.start, row.found.end) == at for row in rows),
        "adjusted": asked_for,
        "ends": ends_of(note.text, asked_for.found.start, asked_for.found.end) if asked_for else None,
        "at_ends": ends_of(note.text, *at) if at else None,
        "read_to": proposals.READ_AT_ONCE if len(note.text) > proposals.READ_AT_ONCE else None,
    }


def _found_in(note: NoteAtHand, words: str) -> tuple[int, int] | None:
    """Where these words stand first in the note."""
    start = note.text.find(words.strip()) if words.strip() else -1
    return (start, start + len(words.strip())) if start >= 0 else None


def _first_shown(rows: list[LookedAt], look: Look, at: tuple[int, int] | None) -> int:
    """The passage asked for, or the one at the place asked for, or the first that is open."""
    if look.first:
        return max(1, min(look.first, len(rows)))
    if at is not None:
        return next((row.number for row in rows if row.found.end > at[0]), 1)
    return next((row.number for row in rows if row.open), 1)


def plan_of(session: Session, meeting: Meeting) -> Plan:
    """The plan a meeting belongs to; a meeting without one has no page of its own yet."""
    plan = session.get(Plan, meeting.plan_id) if meeting.plan_id else None
    if plan is None:
        raise NotFound
    return plan


def _about_form(plan: Plan, person: Person, rows: list[dict[str, str]]) -> dict[str, Any]:
    return {
        "plan": plan,
        "person": person,
        "attendees": rows,
        "blank_rows": range(_blank_rows(len(rows))),
        "meeting": None,
        "theirs": None,
    }


def _blank_rows(filled: int) -> int:
    return max(ROWS - filled, 3)


def _number(typed: str, otherwise: int) -> int:
    return int(typed) if typed.isascii() and typed.isdigit() and len(typed) < 9 else otherwise


def _version(form: Form, meeting: Meeting) -> int:
    typed = form.text("based_on")
    return int(typed) if typed.isascii() and typed.isdigit() and len(typed) < 9 else meeting.version - 1


def _form_with(values: dict[str, str]) -> Form:
    return Form(fields={name: (value,) for name, value in values.items()})


def _meeting_of(form: Form, *, stored: str) -> MeetingForm:
    """The form as a meeting. Raises Refusal with every field that has to be mended."""
    held_on = form.day("held_on", missing=_("Write the day of the meeting."))
    notes = _notes_of(form, stored)
    if form.errors or held_on is None:
        raise errors_as_refusal(form)
    return MeetingForm(
        held_on=held_on,
        place=form.line("place"),
        chosen_by_person=form.ticked("chosen_by_person"),
        interpreter=form.line("interpreter"),
        person_present=form.text("person_present") != "no",
        absence_reason=form.words("absence_reason"),
        adjustments_offered=form.words("adjustments_offered"),
        notes=notes,
        purpose=MeetingPurpose.PLANNING,
        attendees=[
            Attendee(
                name=row["name"],
                relation=row["relation"],
                present=row["came"] != "no",
                invited_by_person=row["invited"] == "yes",
                stayed_away_because=row["why"],
            )
            for row in _rows_of(form)
        ],
    )


def _notes_of(form: Form, stored: str) -> str:
    """The typed notes. A textarea cannot hold a CR, so notes nobody touched stay as they were stored."""
    typed = form.words("notes")
    return stored if folded(typed) == folded(stored) else typed


def errors_as_refusal(form: Form) -> Refusal:
    """What the fields of a form say, as one refusal, so that a page has one way to say no."""
    return Refusal(reasons=[Reason("field", sentence, name) for name, sentence in form.errors.items()])


def _rows_of(form: Form) -> list[dict[str, str]]:
    """The people of the form, without the empty rows."""
    rows = [
        {
            "name": form.line(f"name-{number}"),
            "relation": form.line(f"relation-{number}"),
            "came": form.text(f"came-{number}"),
            "invited": form.text(f"invited-{number}"),
            "why": form.words(f"why-{number}"),
        }
        for number in range(1, MOST_ROWS + 1)
        if f"name-{number}" in form.fields
    ]
    return [row for row in rows if row["name"]]


def _stored_rows(session: Session, meeting: Meeting) -> list[dict[str, str]]:
    return [
        {
            "name": row.name,
            "relation": row.relation,
            "came": "yes" if row.present else "no",
            "invited": "yes" if row.invited_by_person else "",
            "why": row.stayed_away_because,
        }
        for row in attendance_to_print(session, meeting.id)
    ]
