"""A meeting: who was there and what was noted; beside the notes, the quotations found in them."""

from datetime import date
from typing import Any
from uuid import UUID

from litestar import get, post
from litestar.params import FromPath
from sqlmodel import Session

from documents.reading import MOST_BYTES, read_note
from engine import access
from engine.clock import now, today
from engine.database import reading, writing
from engine.meetings import Meeting, MeetingPurpose, attendance_to_print, observations_of
from engine.openings import opened
from engine.people import Person
from engine.permissions import Action
from engine.plans import Plan
from engine.refusals import NotFound, Reason, Refusal, Stale
from engine.visitors import Visitor
from engine.words import folded
from web import proposals
from web.answers import Answer, form_again, page, redirect
from web.asked import Asked, database_of, form_of, settings_of
from web.forms import Form
from web.i18n import gettext as _
from web.identity import signed_in
from web.languages_said import language_options
from web.plan_words import method_options
from web.sent import command_of
from workflows import recording
from workflows.recording import Attendee, MeetingForm

LARGEST = MOST_BYTES + 1024 * 1024
"""Bytes of the form with a note file: the largest note that is read, and the fields beside it."""

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
        return page(request, "meetings/new.html", form=_form_with(values), errors={}, **_about_form(plan, person, []))


@post("/plans/{plan_id:uuid}/meetings/new", sync_to_thread=True, request_max_body_size=LARGEST)
def create(request: Asked, plan_id: FromPath[UUID]) -> Answer:
    """The meeting is written down, with its notes exactly as given."""
    visitor, form, database = signed_in(request).visitor, form_of(request), database_of(request)
    on = today(settings_of(request).time_zone)
    try:
        with writing(database) as session:
            plan = access.plan_for(session, visitor, plan_id, Action.RECORD_MEETING, on=on)
            filled = _meeting_of(form, stored="")
            meeting_id = recording.record_meeting(session, plan, filled, command_of(request)).id
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
    """The notes beside the quotations found in them."""
    visitor = signed_in(request).visitor
    with reading(database_of(request)) as session:
        context = shown(session, visitor, meeting_id, on=today(settings_of(request).time_zone), first=_first(request))
        person_id = context["person"].id
        answer = page(request, "meetings/show.html", form=None, errors={}, errors_in="", **context)
    opened(database_of(request), visitor, person_id, f"meeting:{meeting_id}", at=now())
    return answer


@post("/meetings/{meeting_id:uuid}", sync_to_thread=True, request_max_body_size=LARGEST)
def update(request: Asked, meeting_id: FromPath[UUID]) -> Answer:
    """What was written about the meeting, completed or mended. Quotes are not touched by it."""
    visitor, form, database = signed_in(request).visitor, form_of(request), database_of(request)
    on = today(settings_of(request).time_zone)
    try:
        with writing(database) as session:
            meeting = access.meeting_for(session, visitor, meeting_id, Action.RECORD_MEETING, on=on)
            plan = plan_of(session, meeting)
            filled = _meeting_of(form, stored=meeting.notes)
            recording.change_meeting(
                session, plan, meeting, filled, command_of(request), based_on=_version(form, meeting)
            )
    except NotFound:
        raise
    except Refusal as refusal:
        with reading(database) as session:
            context = shown(session, visitor, meeting_id, on=on, first=1)
            form.errors.add_refusal(refusal)
            context["theirs"] = context["meeting"].notes if isinstance(refusal, Stale) else None
            again = {**context, "attendees": _rows_of(form)}
            return form_again(
                request, "meetings/show.html", form=form, errors=form.errors, errors_in="meeting", **again
            )
    return redirect(f"/meetings/{meeting_id}?saved=yes")


def shown(session: Session, visitor: Visitor, meeting_id: UUID, *, on: date, first: int) -> dict[str, Any]:
    """Everything the meeting's page shows."""
    meeting = access.meeting_for(session, visitor, meeting_id, on=on)
    person = session.get_one(Person, meeting.person_id)
    plan = plan_of(session, meeting)
    found = proposals.proposals(session, meeting, proposals.read_notes(meeting, person))
    waiting = [proposal for proposal in found if proposal.open and proposal.number >= first]
    kept = proposals.kept_at(session, meeting)
    return {
        "meeting": meeting,
        "person": person,
        "plan": plan,
        "pieces": proposals.pieces(meeting.notes, found),
        "waiting": waiting[: proposals.SHOWN_AT_ONCE],
        "more_waiting": waiting[proposals.SHOWN_AT_ONCE :],
        "skipped": [proposal for proposal in found if proposal.open and proposal.number < first],
        "decided": {proposal.number for proposal in found if not proposal.open},
        "labels": [proposal for proposal in found if proposal.label],
        "read_to": proposals.READ_AT_ONCE if len(meeting.notes) > proposals.READ_AT_ONCE else None,
        "kept": kept,
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


def _first(request: Asked) -> int:
    typed = request.query_params.get("from", "1")
    return int(typed) if typed.isascii() and typed.isdigit() and len(typed) < 7 else 1


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
    """Typed notes, or those of a file. A textarea cannot hold a CR, so notes nobody touched stay as they were stored."""
    typed = form.words("notes")
    upload = form.upload("note_file")
    if upload is None:
        return stored if folded(typed) == folded(stored) else typed
    if typed.strip():
        form.errors.add(
            "note_file",
            _(
                "There are notes in the field and a file, and only one of them can be kept. Empty the field to use the "
                "file, or send the form without the file."
            ),
        )
        return typed
    try:
        return read_note(upload.content, filename=upload.filename).text
    except NotFound:
        raise
    except Refusal as refusal:
        form.errors.add("note_file", refusal.message)
        return typed


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
