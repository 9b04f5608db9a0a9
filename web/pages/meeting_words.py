"""Keeping what was said and what was seen at a meeting. Nobody’s words are anybody’s until a person says so."""

from collections.abc import Callable
from datetime import date
from uuid import UUID

from litestar import post
from litestar.params import FromPath
from sqlmodel import Session

from engine import access
from engine.clock import today
from engine.database import reading, writing
from engine.firing import Command
from engine.meetings import Meeting
from engine.people import Person
from engine.permissions import Action
from engine.plans import Plan
from engine.quotes import Attribution, Method
from engine.refusals import NotFound, Reason, Refusal
from web.answers import Answer, form_again, redirect
from web.asked import Asked, database_of, form_of, settings_of
from web.forms import Form
from web.i18n import gettext as _
from web.identity import signed_in
from web.pages import passages
from web.pages.meetings import errors_as_refusal, plan_of, shown
from web.sent import command_of
from workflows import recording

Keep = Callable[[Session, Plan, Meeting, Form, Command], None]


@post("/meetings/{meeting_id:uuid}/quotes", sync_to_thread=True)
def keep_words(request: Asked, meeting_id: FromPath[UUID]) -> Answer:
    """A passage of the notes, or words written down directly, become a quote under the name that was chosen."""
    if form_of(request).text("start"):
        return passages.decided(request, meeting_id)
    return _kept(request, meeting_id, _keep_typed, about="words", back="kept-heading")


@post("/meetings/{meeting_id:uuid}/observations", sync_to_thread=True)
def keep_observation(request: Asked, meeting_id: FromPath[UUID]) -> Answer:
    """What somebody saw, under their own name."""
    return _kept(request, meeting_id, _keep_seen, about="observation", back="write-observation")


def _kept(request: Asked, meeting_id: UUID, keep: Keep, *, about: str, back: str) -> Answer:
    visitor, form, database = signed_in(request).visitor, form_of(request), database_of(request)
    on = today(settings_of(request).time_zone)
    try:
        with writing(database) as session:
            meeting = access.meeting_for(session, visitor, meeting_id, Action.CAPTURE_QUOTE, on=on)
            if form.errors:
                raise errors_as_refusal(form)
            keep(session, plan_of(session, meeting), meeting, form, command_of(request))
    except NotFound:
        raise
    except Refusal as refusal:
        with reading(database) as session:
            context = shown(session, visitor, meeting_id, on=on)
            form.errors.add_refusal(refusal)
            return form_again(request, "meetings/show.html", form=form, errors=form.errors, errors_in=about, **context)
    return redirect(f"/meetings/{meeting_id}#{back}")


def _keep_typed(session: Session, plan: Plan, meeting: Meeting, form: Form, command: Command) -> None:
    person = session.get_one(Person, meeting.person_id)
    said_on = form.day("said_on", missing=_("Write the day on which it was said."))
    if not form.text("keep"):
        form.errors.add("keep", _("Say whose words these are."))
    if not form.text("method"):
        form.errors.add("method", _("Choose how the words were expressed."))
    if form.errors or said_on is None:
        raise errors_as_refusal(form)
    _capture(session, plan, meeting, person, form, command, text=form.words("words"), said_on=said_on)


def _keep_seen(session: Session, plan: Plan, meeting: Meeting, form: Form, command: Command) -> None:
    seen_on = form.day("seen_on", missing=_("Write the day on which you saw it."))
    if form.errors or seen_on is None:
        raise errors_as_refusal(form)
    recording.record_observation(
        session, plan, command, text=form.words("observation"), seen_on=seen_on, meeting=meeting
    )


def _capture(
    session: Session,
    plan: Plan,
    meeting: Meeting,
    person: Person,
    form: Form,
    command: Command,
    *,
    text: str,
    said_on: date,
) -> None:
    whose, method = form.text("keep"), form.text("method")
    if whose not in set(Attribution):
        raise Refusal(reasons=[Reason("whose", _("Say whose words these are."), "keep")])
    if method not in set(Method):
        raise Refusal(reasons=[Reason("method", _("Choose how the words were expressed."), "method")])
    recording.capture_quote(
        session,
        plan,
        command,
        text=text,
        attribution=Attribution(whose),
        speaker=form.line("speaker") if whose == Attribution.OTHER else person.called,
        method=Method(method),
        said_on=said_on,
        may_include=form.ticked("agreed"),
        meeting=meeting,
        language=form.line("language") or "und",
    )
