"""Sign, sign except for something, say no, send it back, or not now: all equal, in the person's own room."""

from collections.abc import Callable
from uuid import UUID

from litestar import get, post
from litestar.params import FromPath
from sqlmodel import Session

from engine.clock import today
from engine.database import reading
from engine.firing import Command, Outcome
from engine.permissions import Action
from engine.refusals import Refusal
from web.answers import Answer, form_again, page
from web.asked import Asked, database_of, form_of, settings_of
from web.doing import act
from web.forms import Form
from web.i18n import gettext as _
from web.identity import signed_in
from web.own_room import Room, room_for
from web.sent import command_fields, command_of
from workflows import sharing, signing


@get("/my-plan/{plan_id:uuid}/signature", sync_to_thread=True)
def show(request: Asked, plan_id: FromPath[UUID]) -> Answer:
    """What signing means, and the ways to answer."""
    with reading(database_of(request)) as session:
        return _page(session, request, plan_id, form=Form(), errors={})


@post("/my-plan/{plan_id:uuid}/signature", sync_to_thread=True)
def create(request: Asked, plan_id: FromPath[UUID]) -> Answer:
    """Sign exactly this text; with words, except for what they say."""
    form, language = form_of(request), signed_in(request).visitor.language

    def write(session: Session, room: Room) -> Outcome:
        if form.text("except") and not form.words("objection").strip():
            raise Refusal(_("Write what you do not agree with, or sign without it."), about="objection")
        return signing.sign(
            session,
            room.plan,
            command_of(request),
            fingerprint=form.text("fingerprint"),
            objection=form.words("objection"),
            language=language,
        )

    return _do(request, plan_id, Action.SIGN, write)


@post("/my-plan/{plan_id:uuid}/signature/declined", sync_to_thread=True)
def decline(request: Asked, plan_id: FromPath[UUID]) -> Answer:
    """Say no. Reasons are welcome and never needed."""
    form, language = form_of(request), signed_in(request).visitor.language

    def write(session: Session, room: Room) -> Outcome:
        return signing.decline(
            session,
            room.plan,
            command_of(request),
            fingerprint=form.text("fingerprint"),
            words=form.words("words"),
            language=language,
        )

    return _do(request, plan_id, Action.SIGN, write)


@post("/my-plan/{plan_id:uuid}/changes", sync_to_thread=True)
def send_back(request: Asked, plan_id: FromPath[UUID]) -> Answer:
    """Send the plan back to be changed, with what should change."""
    form = form_of(request)

    def write(session: Session, room: Room) -> Outcome:
        command = command_of(request)
        told = Command(command.id, command.actor, command.at, {"reason": form.words("reason")}, command.expected)
        return sharing.ask_for_changes(session, room.plan, told)

    return _do(request, plan_id, Action.ASK_FOR_CHANGES, write, after="/my-plan")


def _do(
    request: Asked, plan_id: UUID, action: Action, write: Callable[[Session, Room], Outcome], *, after: str = ""
) -> Answer:
    visitor, on = signed_in(request), today(settings_of(request).time_zone)
    return act(
        request,
        lambda session: write(session, room_for(session, visitor, plan_id, action, on=on)),
        again=lambda session, typed: _page(session, request, plan_id, form=typed, errors=typed.errors),
        then=after or f"/my-plan/{plan_id}/signature",
    )


def _page(session: Session, request: Asked, plan_id: UUID, *, form: Form, errors: object) -> Answer:
    on = today(settings_of(request).time_zone)
    room = room_for(session, signed_in(request), plan_id, on=on)
    if room.slot is None and not errors:
        raise Refusal(_("You are not asked to sign this plan now. You will be told when it is ready to be signed."))
    made = form_again if errors else page
    return made(
        request,
        "my_plan/signature.html",
        room=room,
        meaning=signing.MEANING,
        command=command_fields,
        form=form,
        errors=errors,
    )
