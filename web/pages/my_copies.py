"""“Get my copy” in one's own room: Word files in three forms, a recording to listen to, or a page to print."""

from datetime import date
from uuid import UUID

from litestar import Response, get, post
from litestar.params import FromPath
from sqlmodel import Session

from engine.clock import now, today
from engine.copies import Rendition
from engine.database import reading
from engine.openings import opened
from engine.permissions import Action
from engine.refusals import NotFound, OutOfReach
from engine.versions import Version
from web.answers import Answer, download, form_again, page
from web.asked import Asked, database_of, form_of, frame_of, settings_of
from web.doing import act
from web.forms import Form
from web.frame import speaking_as
from web.i18n import gettext as _
from web.identity import signed_in
from web.own_room import Room, room_for
from web.pages.versions import WORD
from web.papers.copies import version_file
from web.plan_aloud import lines_to_hear
from web.plan_view import version_view
from web.sent import command_fields, command_of
from web.speaking import Unspoken, recorded, voice_for
from web.speaking.kept import MEDIA_TYPE
from workflows import copies
from workflows.recipients import signed_version

KEYS = {
    "standard": Rendition.STANDARD,
    "large-print": Rendition.LARGE_PRINT,
    "easy-read": Rendition.EASY_READ,
    "listen": Rendition.AUDIO,
}
"""The forms as addresses name them."""


@get("/my-plan/{plan_id:uuid}/copy", sync_to_thread=True)
def show(request: Asked, plan_id: FromPath[UUID]) -> Answer:
    """The ways to have the plan. While nobody has signed it, the page says so."""
    with reading(database_of(request)) as session:
        return _page(session, request, plan_id, form=None)


@post("/my-plan/{plan_id:uuid}/copy/{form:str}", opt={"own_session_only": True}, sync_to_thread=True)
def take(request: Asked, plan_id: FromPath[UUID], form: FromPath[str]) -> Answer:
    """Write down that they have it, and hand it out."""
    rendition, on = _rendition(form), _today(request)

    def write(session: Session) -> None:
        room = room_for(session, signed_in(request), plan_id, Action.DOWNLOAD, on=on)
        copies.take_own_copy(session, room.plan, command_of(request), rendition=rendition)

    return act(
        request,
        write,
        again=lambda session, typed: _page(session, request, plan_id, form=typed),
        then=f"/my-plan/{plan_id}/copy/{form}",
    )


@get("/my-plan/{plan_id:uuid}/copy/{form:str}", opt={"own_session_only": True}, sync_to_thread=True)
def paper(request: Asked, plan_id: FromPath[UUID], form: FromPath[str]) -> Response[bytes]:
    """The signed plan as a Word file, or read aloud. The download is noted before the file is sent."""
    rendition, visitor, on = _rendition(form), signed_in(request), _today(request)
    if rendition is Rendition.AUDIO:
        return _recording(request, plan_id)
    with reading(database_of(request)) as session:
        room = room_for(session, visitor, plan_id, Action.DOWNLOAD, on=on)
        version = _signed(session, room)
        content, name, marks = version_file(
            session, room.plan, version, settings_of(request), rendition, language=visitor.visitor.language, on=on
        )
        person_id, version_id = room.plan.person_id, version.id
    opened(database_of(request), visitor.visitor, person_id, f"document:{version_id}", at=now(), marks=marks)
    return download(content, filename=name, media_type=WORD)


@get("/my-plan/{plan_id:uuid}/print", sync_to_thread=True)
def to_print(request: Asked, plan_id: FromPath[UUID]) -> Answer:
    """The whole signed plan on one page, for a printer or to read at once."""
    visitor, on = signed_in(request), _today(request)
    with reading(database_of(request)) as session:
        room = room_for(session, visitor, plan_id, on=on)
        version = _signed(session, room)
        return page(
            request,
            "my_plan/print.html",
            room=room,
            version=version,
            sections=version_view(session, room.plan, version),
        )


def _recording(request: Asked, plan_id: UUID) -> Response[bytes]:
    """The signed text line by line, in one file, made here and kept nowhere."""
    visitor, on = signed_in(request), _today(request)
    with reading(database_of(request)) as session:
        room = room_for(session, visitor, plan_id, Action.DOWNLOAD, on=on)
        version = _signed(session, room)
        with speaking_as(frame_of(request)):
            lines = lines_to_hear(session, room.plan, version, room.person.language)
            name = _("%(name)s, the plan read aloud, version %(number)s") % {
                "name": room.person.full_name,
                "number": version.number,
            }
        person_id, version_id = room.plan.person_id, version.id
    if not lines:
        raise NotFound
    try:
        made = recorded(lines)
    except Unspoken:
        raise OutOfReach(_("The plan cannot be read aloud now. Take it in another form, or try again.")) from None
    opened(database_of(request), visitor.visitor, person_id, f"document:{version_id}", at=now())
    return download(made, filename=f"{name}.mp3", media_type=MEDIA_TYPE)


def _signed(session: Session, room: Room) -> Version:
    version = signed_version(session, room.plan)
    if version is None:
        raise NotFound
    return version


def _rendition(form: str) -> Rendition:
    if form not in KEYS:
        raise NotFound
    return KEYS[form]


def _page(session: Session, request: Asked, plan_id: UUID, *, form: Form | None) -> Answer:
    room = room_for(session, signed_in(request), plan_id, on=_today(request))
    answer = form_again if form else page
    version = signed_version(session, room.plan)
    return answer(
        request,
        "my_plan/copy.html",
        room=room,
        version=version,
        can_listen=version is not None and voice_for(version.language) is not None,
        command=command_fields,
        errors=form_of(request).errors if form else {},
    )


def _today(request: Asked) -> date:
    return today(settings_of(request).time_zone)
