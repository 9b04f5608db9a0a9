"""Meeting mode: one full-screen page for the table. Each entry is a form of its own, kept as soon as it is sent.

The script on the page sends the same forms without leaving it, and holds those that could not be sent yet. It asks for
JSON and gets the same sentences; a browser without script gets the page again.
"""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from litestar import Response, get, post
from litestar.params import FromPath
from litestar.status_codes import HTTP_200_OK, HTTP_409_CONFLICT, HTTP_422_UNPROCESSABLE_ENTITY
from sqlmodel import Session

from engine import access
from engine.clock import now, today
from engine.database import reading, writing
from engine.device_keys import hours_allowed
from engine.firing import Command
from engine.meetings import Attendance, Meeting, Observation
from engine.openings import opened
from engine.people import Person
from engine.permissions import Action
from engine.plans import Plan
from engine.quotes import Quote
from engine.refusals import NotFound, OutOfReach, Reason, Refusal
from web.answers import Answer, form_again, page, redirect
from web.asked import Asked, database_of, form_of, frame_of, settings_of
from web.forms import Form
from web.identity import signed_in
from web.meeting_entries import OtherAuthor, keep_attendee, keep_entry, keep_facts, read_key, require_author
from web.meeting_view import area_options, kept_entry, mode_context
from web.pages.meetings import plan_of
from web.rendering import render
from web.sent import command_of
from workflows import mending, recording
from workflows.recording import MeetingForm

Told = Answer | Response[dict[str, Any]]
Kept = Quote | Observation | Attendance | None
Keep = Callable[[Session, Plan, Meeting, Form, Command], Kept]


@post("/plans/{plan_id:uuid}/meetings/begin", sync_to_thread=True)
def begin(request: Asked, plan_id: FromPath[UUID]) -> Answer:
    """A meeting that begins now: its page at once, and everything else as it becomes known."""
    visitor, on = signed_in(request).visitor, today(settings_of(request).time_zone)
    with writing(database_of(request)) as session:
        plan = access.plan_for(session, visitor, plan_id, Action.RECORD_MEETING, on=on)
        command = command_of(request)
        form = MeetingForm(held_on=on, started_at=command.at)
        meeting_id = recording.record_meeting(session, plan, form, command).id
    return redirect(f"/meetings/{meeting_id}/mode")


@get("/meetings/{meeting_id:uuid}/mode", sync_to_thread=True)
def show(request: Asked, meeting_id: FromPath[UUID]) -> Answer:
    """The page for the table."""
    visitor = signed_in(request).visitor
    with reading(database_of(request)) as session:
        meeting, context = _context(request, session, meeting_id)
        person_id = meeting.person_id
        answer = page(request, "meeting_mode/show.html", **context | {"form": _as_before(request)})
    opened(database_of(request), visitor, person_id, f"meeting:{meeting_id}", at=now())
    return answer


@post("/meetings/{meeting_id:uuid}/mode/entries", sync_to_thread=True)
def keep(request: Asked, meeting_id: FromPath[UUID]) -> Told:
    """What was said or seen."""
    return _kept(request, meeting_id, Action.CAPTURE_QUOTE, keep_entry, back=_same_choices(request))


@post("/meetings/{meeting_id:uuid}/mode/people", sync_to_thread=True)
def people(request: Asked, meeting_id: FromPath[UUID]) -> Told:
    """Who came, who was asked, and who was not wanted."""
    return _kept(request, meeting_id, Action.RECORD_MEETING, keep_attendee, back="#who")


@post("/meetings/{meeting_id:uuid}/mode/facts", sync_to_thread=True)
def facts(request: Asked, meeting_id: FromPath[UUID]) -> Told:
    """Place, times, interpreter, and whether the person was there."""
    zone = settings_of(request).time_zone

    def keep_them(session: Session, plan: Plan, meeting: Meeting, form: Form, command: Command) -> None:
        keep_facts(session, plan, meeting, form, command, zone=zone)

    return _kept(request, meeting_id, Action.RECORD_MEETING, keep_them, back="#where-and-when")


@post("/meetings/{meeting_id:uuid}/mode/read-back", sync_to_thread=True)
def read_back(request: Asked, meeting_id: FromPath[UUID]) -> Told:
    """Words that were kept before were read back now."""

    def mark(session: Session, plan: Plan, meeting: Meeting, form: Form, command: Command) -> Quote:
        quote = _quote(request, session, meeting, form)
        mending.note_read_back(session, plan, command, quote, agreed=form.text("agreed") == "yes")
        return quote

    return _kept(request, meeting_id, Action.CAPTURE_QUOTE, mark, back="#kept")


@post("/meetings/{meeting_id:uuid}/mode/taken-back", sync_to_thread=True)
def take_back(request: Asked, meeting_id: FromPath[UUID]) -> Told:
    """Whoever saw something says that it was a mistake."""

    def mark(session: Session, plan: Plan, meeting: Meeting, form: Form, command: Command) -> Observation:
        visitor, on = signed_in(request).visitor, today(settings_of(request).time_zone)
        row = access.observation_for(session, visitor, read_key(form, "entry"), Action.CAPTURE_QUOTE, on=on)
        if row.meeting_id != meeting.id:
            raise NotFound
        mending.take_back_observation(session, plan, command, row)
        return row

    return _kept(request, meeting_id, Action.CAPTURE_QUOTE, mark, back="#kept")


@get("/meetings/{meeting_id:uuid}/mode/again/{quote_id:uuid}", sync_to_thread=True)
def mistyped(request: Asked, meeting_id: FromPath[UUID], quote_id: FromPath[UUID]) -> Answer:
    """A slip of the keyboard: the words that were kept, and a box to write down what was said."""
    with reading(database_of(request)) as session:
        return _mistyped(request, session, meeting_id, quote_id)


@post("/meetings/{meeting_id:uuid}/mode/again/{quote_id:uuid}", sync_to_thread=True)
def capture_again(request: Asked, meeting_id: FromPath[UUID], quote_id: FromPath[UUID]) -> Answer:
    """Both stay: the first is marked as mistyped, the second is what was said."""
    form = form_of(request)
    try:
        _refuse_what_cannot_be_kept(form)
        with writing(database_of(request)) as session:
            visitor, on = signed_in(request).visitor, today(settings_of(request).time_zone)
            meeting = access.meeting_for(session, visitor, meeting_id, Action.CAPTURE_QUOTE, on=on)
            quote = _quote_of(request, session, meeting, quote_id)
            command = command_of(request)
            mending.capture_again(
                session, plan_of(session, meeting), command, quote, text=form.words("words"), meeting=meeting
            )
    except NotFound:
        raise
    except Refusal as refusal:
        form.errors.add_refusal(refusal, name="words")
        with reading(database_of(request)) as session:
            return _mistyped(request, session, meeting_id, quote_id)
    return redirect(f"/meetings/{meeting_id}/mode#kept")


@get("/meetings/{meeting_id:uuid}/record", sync_to_thread=True)
def record(request: Asked, meeting_id: FromPath[UUID]) -> Answer:
    """What was kept of a meeting, to read and to print."""
    visitor, settings = signed_in(request).visitor, settings_of(request)
    on = today(settings.time_zone)
    with reading(database_of(request)) as session:
        meeting = access.meeting_for(session, visitor, meeting_id, on=on)
        context = mode_context(session, visitor, meeting, on=on, zone=settings.time_zone)
        context["people"] = [row for row in context["people"] if row.present or not row.not_wanted]
        context["kept"] = list(reversed(context["kept"]))
        person_id = meeting.person_id
        answer = page(request, "meeting_mode/record.html", **context)
    opened(database_of(request), visitor, person_id, f"meeting:{meeting_id}", at=now())
    return answer


def _kept(request: Asked, meeting_id: UUID, action: Action, keep: Keep, *, back: str) -> Told:
    """Keep it in one transaction; then the answer in the form that was asked for."""
    form, database = form_of(request), database_of(request)
    visitor, on = signed_in(request).visitor, today(settings_of(request).time_zone)
    try:
        require_author(form, visitor)
        _refuse_what_cannot_be_kept(form)
        with writing(database) as session:
            meeting = access.meeting_for(session, visitor, meeting_id, action, on=on)
            made = keep(session, plan_of(session, meeting), meeting, form, command_of(request))
            identity = made.id if made is not None else None
    except (NotFound, OutOfReach):
        raise
    except Refusal as refusal:
        return _refused(request, meeting_id, refusal)
    if not _wants_json(request):
        return redirect(f"/meetings/{meeting_id}/mode{back}")
    return _told(request, meeting_id, identity)


def _told(request: Asked, meeting_id: UUID, identity: UUID | None) -> Response[dict[str, Any]]:
    """The entry as it stands in the list now, for the open page; and whether devices may still keep entries."""
    visitor, on = signed_in(request).visitor, today(settings_of(request).time_zone)
    with reading(database_of(request)) as session:
        meeting = access.meeting_for(session, visitor, meeting_id, Action.CAPTURE_QUOTE, on=on)
        html = _shown(request, session, meeting, identity) if identity else ""
        told = {"id": str(identity or ""), "html": html, "hours": hours_allowed(session)}
    return Response(told, status_code=HTTP_200_OK)


def _shown(request: Asked, session: Session, meeting: Meeting, identity: UUID) -> str:
    visitor, frame = signed_in(request).visitor, frame_of(request)
    context: dict[str, Any] = {
        "meeting": meeting,
        "person": session.get_one(Person, meeting.person_id),
        "author": visitor,
        "areas": area_options(),
    }
    if row := session.get(Attendance, identity):
        return render("meeting_mode/person.html", frame, row=row, **context)
    kept = session.get(Quote, identity) or session.get_one(Observation, identity)
    return render("meeting_mode/entry.html", frame, entry=kept_entry(session, visitor, kept), **context)


def _refused(request: Asked, meeting_id: UUID, refusal: Refusal) -> Told:
    if _wants_json(request):
        other = isinstance(refusal, OtherAuthor)
        return Response(
            {"sentences": [reason.text for reason in refusal.reasons], "other_author": other},
            status_code=HTTP_409_CONFLICT if other else HTTP_422_UNPROCESSABLE_ENTITY,
        )
    form = form_of(request)
    form.errors.add_refusal(refusal)
    with reading(database_of(request)) as session:
        _meeting, context = _context(request, session, meeting_id)
        context |= {"form": form, "errors": form.errors}
        return form_again(request, "meeting_mode/show.html", **context)


def _context(request: Asked, session: Session, meeting_id: UUID) -> tuple[Meeting, dict[str, Any]]:
    settings, visitor = settings_of(request), signed_in(request).visitor
    on = today(settings.time_zone)
    meeting = access.meeting_for(session, visitor, meeting_id, Action.CAPTURE_QUOTE, on=on)
    return meeting, mode_context(session, visitor, meeting, on=on, zone=settings.time_zone)


def _mistyped(request: Asked, session: Session, meeting_id: UUID, quote_id: UUID) -> Answer:
    visitor, on = signed_in(request).visitor, today(settings_of(request).time_zone)
    meeting = access.meeting_for(session, visitor, meeting_id, Action.CAPTURE_QUOTE, on=on)
    quote = _quote_of(request, session, meeting, quote_id)
    form = form_of(request)
    return (form_again if form.errors else page)(
        request,
        "meeting_mode/mistyped.html",
        meeting=meeting,
        person=session.get_one(Person, meeting.person_id),
        entry=kept_entry(session, visitor, quote),
        why_not="" if form.errors else mending.why_not_mistyped(session, quote, visitor.account_id),
        form=form if form.errors else None,
        errors=form.errors,
    )


def _quote(request: Asked, session: Session, meeting: Meeting, form: Form) -> Quote:
    return _quote_of(request, session, meeting, read_key(form, "entry"))


def _quote_of(request: Asked, session: Session, meeting: Meeting, quote_id: UUID) -> Quote:
    visitor, on = signed_in(request).visitor, today(settings_of(request).time_zone)
    quote = access.quote_for(session, visitor, quote_id, Action.CAPTURE_QUOTE, on=on)
    if quote.meeting_id != meeting.id:
        raise NotFound
    return quote


def _wants_json(request: Asked) -> bool:
    return "application/json" in request.headers.get("accept", "")


def _refuse_what_cannot_be_kept(form: Form) -> None:
    if form.errors:
        raise Refusal(reasons=[Reason("field", sentence, name) for name, sentence in form.errors.items()])


STICKY = ("kind", "how", "life_area", "language")
"""What the next entry begins with, without script: choices alone, never anybody's name or words."""


def _same_choices(request: Asked) -> str:
    form = form_of(request)
    chosen = [(name, form.text(name)) for name in STICKY if len(form.all(name)) == 1]
    said = "&".join(f"{name}={value}" for name, value in chosen if value.replace("_", "").replace("-", "").isalnum())
    return f"?saved=yes&{said}#kept" if said.isascii() else "#kept"


def _as_before(request: Asked) -> Form | None:
    chosen = {name: (value,) for name in STICKY if (value := request.query_params.get(name, ""))}
    return Form(fields=chosen) if chosen else None
