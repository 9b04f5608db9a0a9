"""A drawing, a photo, a clip as the quotation itself: kept with a meeting, shown, downloaded, written down beside it."""

from uuid import UUID

from litestar import Response, get, post
from litestar.params import FromPath
from sqlmodel import Session

from documents import media
from engine import access
from engine.accounts import Role
from engine.clock import now, today
from engine.database import reading
from engine.meetings import Meeting
from engine.openings import opened
from engine.originals import Original, OriginalBytes, OriginalKind, ShownCopy
from engine.people import Person
from engine.permissions import Action
from engine.quotes import Attribution, Method, Quote
from engine.refusals import NotFound, Reason, Refusal
from web import ranged
from web.answers import Answer, download, form_again, page
from web.asked import Asked, database_of, form_of, settings_of
from web.doing import act
from web.forms import Form
from web.i18n import gettext as _
from web.identity import signed_in
from web.languages_said import language_options
from web.life_area_words import life_area_options, read_life_area
from web.pages.meetings import plan_of
from web.plan_words import method_options
from web.sent import command_of
from workflows import keeping_files
from workflows.keeping_files import KeptFile

LARGEST = media.LARGEST + 1024 * 1024
"""Bytes of the form with a file, and the fields beside it."""

MAY_HAVE_THE_ORIGINAL = frozenset({Role.PARTICIPANT, Role.COORDINATOR, Role.CLINICIAN, Role.SUPERVISOR})
"""The original may say where somebody was; whoever only reads the plan is shown the copy that does not."""


@get("/meetings/{meeting_id:uuid}/files/new", sync_to_thread=True)
def new(request: Asked, meeting_id: FromPath[UUID]) -> Answer:
    """Choose or take the picture or the clip, and say whose it is."""
    with reading(database_of(request)) as session:
        return _form(request, session, meeting_id, form=None)


@post("/meetings/{meeting_id:uuid}/files", sync_to_thread=True, request_max_body_size=LARGEST)
def create(request: Asked, meeting_id: FromPath[UUID]) -> Answer:
    """Keep it. The file is looked at before the transaction begins, in a process of its own."""
    form, visitor = form_of(request), signed_in(request).visitor
    on = today(settings_of(request).time_zone)
    with reading(database_of(request)) as session:
        access.meeting_for(session, visitor, meeting_id, Action.CAPTURE_QUOTE, on=on)
    file = _prepared(form)

    def write(session: Session) -> None:
        meeting = access.meeting_for(session, visitor, meeting_id, Action.CAPTURE_QUOTE, on=on)
        if file is not None:
            _keep(session, request, meeting, file)

    return act(
        request,
        write,
        again=lambda session, form: _form(request, session, meeting_id, form=form),
        then=f"/meetings/{meeting_id}#kept-heading",
    )


@get("/quotes/{quote_id:uuid}/file", opt={"in_hand_over": True}, sync_to_thread=True)
def show(request: Asked, quote_id: FromPath[UUID]) -> Response[bytes]:
    """The copy for showing, whole or the part a player asks for."""
    visitor = signed_in(request).visitor
    with reading(database_of(request)) as session:
        quote = access.shown_quote_for(session, visitor, quote_id, on=today(settings_of(request).time_zone))
        copy = session.get(ShownCopy, _file_of(quote))
        if copy is None:
            raise NotFound
        answer = ranged.shown(copy.content, media_type=copy.media_type, asked=request.headers.get("range", ""))
    opened(database_of(request), visitor, quote.person_id, f"quote:{quote_id}", at=now())
    return answer


@get("/quotes/{quote_id:uuid}/original", sync_to_thread=True)
def original(request: Asked, quote_id: FromPath[UUID]) -> Response[bytes]:
    """The file exactly as it came, to be saved and never opened in the browser."""
    visitor = signed_in(request).visitor
    if visitor.role not in MAY_HAVE_THE_ORIGINAL:
        raise NotFound
    with reading(database_of(request)) as session:
        quote = access.quote_for(session, visitor, quote_id, on=today(settings_of(request).time_zone))
        kept, row = session.get(OriginalBytes, _file_of(quote)), session.get(Original, _file_of(quote))
        if kept is None or row is None:
            raise NotFound
        answer = download(kept.content, filename=row.name, media_type="application/octet-stream")
    opened(database_of(request), visitor, quote.person_id, f"original:{row.id}", at=now())
    return answer


def _form(request: Asked, session: Session, meeting_id: UUID, *, form: Form | None) -> Answer:
    visitor, on = signed_in(request).visitor, today(settings_of(request).time_zone)
    meeting = access.meeting_for(session, visitor, meeting_id, Action.CAPTURE_QUOTE, on=on)
    person = session.get_one(Person, meeting.person_id)
    answer = form_again if form else page
    shown = answer(
        request,
        "kept_files/new.html",
        meeting=meeting,
        person=person,
        methods=[(key, words) for key, words in method_options() if key != Method.TYPED],
        areas=life_area_options(),
        languages_said=language_options(person.language),
        limits={kind: most // (1024 * 1024) for kind, most in media.LIMITS.items()},
        form=form,
        errors=form.errors if form else {},
    )
    shown.headers["permissions-policy"] = "camera=(self), microphone=(self), geolocation=(), payment=(), usb=()"
    return shown


def _prepared(form: Form) -> KeptFile | None:
    """The file of the form, looked at. What is wrong with it stands beside its field, with the rest of the form kept."""
    upload = form.upload("file")
    if upload is None:
        form.errors.add("file", _("Choose the picture or the recording, or take it now."))
        return None
    try:
        made = media.prepare(upload.content)
    except Refusal as refusal:
        form.errors.add_refusal(refusal, name="file")
        return None
    return KeptFile(
        name=upload.filename.replace("\\", "/").rsplit("/", 1)[-1] or _("without a name"),
        kind=OriginalKind(made.kind),
        media_type=made.media_type,
        content=upload.content,
        shown_type=made.shown_type,
        shown=made.shown,
        seconds=made.seconds,
    )


def _keep(session: Session, request: Asked, meeting: Meeting, file: KeptFile) -> None:
    form, person = form_of(request), session.get_one(Person, meeting.person_id)
    whose, method = form.text("keep"), form.text("method")
    if whose not in (Attribution.PARTICIPANT, Attribution.OTHER):
        raise Refusal(reasons=[Reason("whose", _("Say whose it is."), "keep")])
    if method not in set(Method):
        raise Refusal(reasons=[Reason("method", _("Choose how it was expressed."), "method")])
    keeping_files.capture_file(
        session,
        plan_of(session, meeting),
        command_of(request),
        file=file,
        attribution=Attribution(whose),
        speaker=form.line("speaker") if whose == Attribution.OTHER else person.called,
        method=Method(method),
        said_on=form.day("said_on") or meeting.held_on,
        may_include=form.ticked("agreed"),
        meeting=meeting,
        language=form.line("language") or "und",
        life_area=read_life_area(form.text("life_area")),
    )


def _file_of(quote: Quote) -> UUID:
    """The file that is the quotation itself. Words that were written down have none."""
    if quote.original_id is None or quote.original_start is not None:
        raise NotFound
    return quote.original_id
