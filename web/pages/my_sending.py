"""The end of the person's round: all answers together, what happens next in their own words, and the one act of sending."""

from uuid import UUID

from litestar import get, post
from litestar.params import FromPath
from sqlmodel import Session

from engine.agency_words import WHO_SEES, words_for
from engine.database import reading, writing
from engine.firing import Command
from engine.refusals import NotFound, Refusal
from web.answerable import answerable, today_of
from web.answers import Answer, form_again, page, redirect
from web.asked import Asked, database_of, form_of
from web.doing import refuse_what_is_wrong
from web.forms import Form
from web.own_room import Room, answer_words
from web.sent import command_fields, command_of
from web.what_now import what_now
from workflows import pressing, sending
from workflows.acting import step_of


@get("/my-plan/{plan_id:uuid}/check", sync_to_thread=True)
def check(request: Asked, plan_id: FromPath[UUID]) -> Answer:
    """Every part with one's own answer, a way to change it, who will see it, and sending."""
    with reading(database_of(request)) as session:
        return _check(session, request, plan_id, form=Form())


@post("/my-plan/{plan_id:uuid}/send", sync_to_thread=True)
def send(request: Asked, plan_id: FromPath[UUID]) -> Answer:
    """One deliberate act: what was answered so far goes to whoever writes the plan."""
    form = form_of(request)
    try:
        refuse_what_is_wrong(form)
        with writing(database_of(request)) as session:
            room = answerable(session, request, plan_id, on=today_of(request))
            sending.send(session, room.plan, command_of(request))
    except NotFound:
        raise
    except Refusal as refusal:
        form.errors.add_refusal(refusal)
        with reading(database_of(request)) as session:
            return _check(session, request, plan_id, form=form)
    return redirect(f"/my-plan/{plan_id}/sent")


@post("/my-plan/{plan_id:uuid}/sending", sync_to_thread=True)
def choose(request: Asked, plan_id: FromPath[UUID]) -> Answer:
    """From now on each answer is sent as it is given, or none is until they send them."""
    with writing(database_of(request)) as session:
        room = answerable(session, request, plan_id, on=today_of(request))
        as_i_go, command = form_of(request).text("as_i_go") == "yes", command_of(request)
        pressing.choose_sending(session, room.plan, command, as_i_go=as_i_go)
        if as_i_go and room.waiting:
            sending.send(session, room.plan, step_of(command, "sent"), sections=[*room.said])
    return redirect(f"/my-plan/{plan_id}/check")


@get("/my-plan/{plan_id:uuid}/sent", sync_to_thread=True)
def sent(request: Asked, plan_id: FromPath[UUID]) -> Answer:
    """It was sent: who has it, what happens next, and how to change one's mind."""
    with reading(database_of(request)) as session:
        room = answerable(session, request, plan_id, on=today_of(request))
        now = what_now(session, room, on=today_of(request))
        return page(request, "my_plan/sent.html", room=room, parts=len(room.sections), now=now)


def share_as_they_go(session: Session, room: Room, command: Command, section: UUID) -> None:
    """Where the person chose so, what they just did goes on at once. Taking back and repeating send nothing."""
    if room.as_i_go and sending.waits(session, room.plan, room.respondent, section):
        sending.send(session, room.plan, step_of(command, "sent"), sections=[section])


def _check(session: Session, request: Asked, plan_id: UUID, *, form: Form) -> Answer:
    room = answerable(session, request, plan_id, on=today_of(request))
    made = form_again if form.errors else page
    return made(
        request,
        "my_plan/check.html",
        room=room,
        answer_words=answer_words(),
        who_sees=words_for(session, WHO_SEES),
        command=command_fields,
        form=form,
        errors=form.errors,
    )
