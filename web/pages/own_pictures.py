"""Pictures of the person's own: a photo that stands for an idea, kept by themselves, or by staff with their yes."""

from datetime import date
from uuid import UUID

from litestar import Response, get, post
from litestar.params import FromPath
from sqlmodel import Session

from documents import media
from engine import access
from engine.accounts import Role
from engine.clock import now, today
from engine.database import reading
from engine.openings import opened
from engine.originals import OriginalKind, ShownCopy
from engine.own_pictures import OwnPictureFile, PictureToKeep, pictures_of
from engine.people import Person
from engine.permissions import Action
from engine.quotes import Spoken, quotes_by_id
from engine.refusals import NotFound, Reason, Refusal
from web import ranged
from web.answers import Answer, form_again, page
from web.asked import Asked, database_of, form_of, settings_of
from web.doing import act
from web.forms import Form
from web.i18n import gettext as _
from web.identity import signed_in
from web.sent import command_fields, command_of
from workflows import own_pictures

LARGEST = media.LARGEST + 1024 * 1024


@get("/own-pictures/{picture_id:uuid}", opt={"in_hand_over": True}, sync_to_thread=True)
def show(request: Asked, picture_id: FromPath[UUID]) -> Response[bytes]:
    """The photo, for whoever may see the person's words, or reads a shared plan in which it stands."""
    visitor = signed_in(request).visitor
    with reading(database_of(request)) as session:
        picture = access.shown_picture_for(session, visitor, picture_id, on=_today(request))
        kept = session.get(OwnPictureFile, picture.id)
        if kept is None:
            raise NotFound
        answer = ranged.shown(kept.content, media_type=picture.media_type, asked=request.headers.get("range", ""))
        person_id = picture.person_id
    opened(database_of(request), visitor, person_id, f"picture:{picture_id}", at=now())
    return answer


@get("/my-plan/pictures", sync_to_thread=True)
def mine(request: Asked) -> Answer:
    """The person's own pictures, and a form to keep another one."""
    with reading(database_of(request)) as session:
        return _page(session, request, _own_id(request), Form())


@post("/my-plan/pictures", sync_to_thread=True, request_max_body_size=LARGEST)
def keep_mine(request: Asked) -> Answer:
    """The person keeps one."""
    return _keep(request, _own_id(request), then="/my-plan/pictures")


@post("/my-plan/pictures/{picture_id:uuid}/away", sync_to_thread=True)
def take_mine_away(request: Asked, picture_id: FromPath[UUID]) -> Answer:
    """The person takes one back."""
    return _take_away(request, _own_id(request), picture_id, then="/my-plan/pictures")


@get("/people/{person_id:uuid}/pictures", sync_to_thread=True)
def theirs(request: Asked, person_id: FromPath[UUID]) -> Answer:
    """The same for staff, who write down how the person said yes."""
    _staff(request)
    with reading(database_of(request)) as session:
        answer = _page(session, request, person_id, Form())
    opened(database_of(request), signed_in(request).visitor, person_id, f"person:{person_id}", at=now())
    return answer


@post("/people/{person_id:uuid}/pictures", sync_to_thread=True, request_max_body_size=LARGEST)
def keep_theirs(request: Asked, person_id: FromPath[UUID]) -> Answer:
    """Staff keep one with the person's yes."""
    _staff(request)
    return _keep(request, person_id, then=f"/people/{person_id}/pictures")


@post("/people/{person_id:uuid}/pictures/{picture_id:uuid}/away", sync_to_thread=True)
def take_theirs_away(request: Asked, person_id: FromPath[UUID], picture_id: FromPath[UUID]) -> Answer:
    """Staff take one away for the person."""
    _staff(request)
    return _take_away(request, person_id, picture_id, then=f"/people/{person_id}/pictures")


def _keep(request: Asked, person_id: UUID, *, then: str) -> Answer:
    """One transaction; the file is looked at before it begins, in a process of its own."""
    form, visitor, on = form_of(request), signed_in(request).visitor, _today(request)
    with reading(database_of(request)) as session:
        access.person_for(session, visitor, person_id, Action.KEEP_PICTURE, on=on)
        made = _prepared(session, request, person_id, form)

    def write(session: Session) -> None:
        if made is not None:
            own_pictures.keep(session, person_id, command_of(request), made)

    return act(request, write, again=lambda session, form: _page(session, request, person_id, form), then=then)


def _take_away(request: Asked, person_id: UUID, picture_id: UUID, *, then: str) -> Answer:
    visitor, on = signed_in(request).visitor, _today(request)

    def write(session: Session) -> None:
        picture = access.own_picture_for(session, visitor, picture_id, Action.KEEP_PICTURE, on=on)
        if picture.person_id != person_id:
            raise NotFound
        own_pictures.take_back(session, picture, command_of(request))

    return act(request, write, again=lambda session, form: _page(session, request, person_id, form), then=then)


def _prepared(session: Session, request: Asked, person_id: UUID, form: Form) -> PictureToKeep | None:
    """The photo of the form, or a copy of one that the person gave before. What is wrong stands beside its field."""
    name, agreed = form.line("name"), form.line("agreed_how")
    before = form.text("before")
    if before:
        spoken = next((quote for quote in _given(session, request, person_id) if str(quote.id) == before), None)
        copy = session.get(ShownCopy, spoken.original_id) if spoken else None
        if copy is None:
            raise NotFound
        return PictureToKeep(name, copy.media_type, copy.content, agreed)
    upload = form.upload("file")
    if upload is None:
        form.errors.add("file", _("Choose a photo, or take one now."))
        return None
    try:
        made = media.prepare(upload.content)
    except Refusal as refusal:
        form.errors.add_refusal(refusal, name="file")
        return None
    if made.kind != OriginalKind.PICTURE:
        form.errors.add_refusal(Refusal(reasons=[Reason("file", _("This is no picture. Choose a photo."), "file")]))
        return None
    return PictureToKeep(name, made.shown_type, made.shown, agreed)


def _page(session: Session, request: Asked, person_id: UUID, form: Form) -> Answer:
    visitor, on = signed_in(request).visitor, _today(request)
    person = access.person_for(session, visitor, person_id, Action.KEEP_PICTURE, on=on)
    made = form_again if form.errors else page
    own = visitor.role is Role.PARTICIPANT
    shown = made(
        request,
        "my_plan/pictures.html" if own else "people/pictures.html",
        person=session.get_one(Person, person.id),
        base="/my-plan/pictures" if own else f"/people/{person.id}/pictures",
        pictures=pictures_of(session, person.id),
        given=_given(session, request, person.id),
        command=command_fields,
        form=form,
        errors=form.errors,
    )
    shown.headers["permissions-policy"] = "camera=(self), microphone=(), geolocation=(), payment=(), usb=()"
    return shown


def _given(session: Session, request: Asked, person_id: UUID) -> list[Spoken]:
    """Photos and drawings that the person gave before, which this visitor may see."""
    visitor, on = signed_in(request).visitor, _today(request)
    ids = access.quotes_seen(session, visitor, person_id, on=on)
    return [
        quote
        for quote in quotes_by_id(session, ids).values()
        if quote.is_a_file
        and quote.original_kind == OriginalKind.PICTURE
        and quote.usable
        and quote.attribution == "participant"
    ]


def _staff(request: Asked) -> None:
    """The person has a page of their own for this."""
    if signed_in(request).visitor.role is Role.PARTICIPANT:
        raise NotFound


def _own_id(request: Asked) -> UUID:
    visitor = signed_in(request).visitor
    if visitor.role is not Role.PARTICIPANT or visitor.person_id is None:
        raise NotFound
    return visitor.person_id


def _today(request: Asked) -> date:
    return today(settings_of(request).time_zone)
