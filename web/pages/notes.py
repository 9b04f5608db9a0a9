"""Notes written elsewhere: bring one in with a meeting, and have the file again as it came."""

from datetime import date
from typing import Any
from uuid import UUID

from litestar import Response, get, post
from litestar.params import FromPath
from sqlmodel import Session

from documents.letters import OLDER
from engine import access
from engine.clock import now, today
from engine.database import reading, writing
from engine.openings import opened
from engine.originals import OriginalBytes
from engine.people import Person
from engine.permissions import Action
from engine.refusals import NotFound, Reason, Refusal
from engine.visitors import Visitor
from web.answers import Answer, download, form_again, page, redirect
from web.asked import Asked, database_of, form_of, settings_of
from web.i18n import gettext as _
from web.identity import signed_in
from web.note_files import note_file_of, pasted_note, readings_of
from web.pages.meetings import LARGEST, errors_as_refusal, plan_of
from web.sent import command_of
from workflows import noting


@get("/meetings/{meeting_id:uuid}/notes/new", sync_to_thread=True)
def new(request: Asked, meeting_id: FromPath[UUID]) -> Answer:
    """Choose a file, or paste the text."""
    visitor, on = signed_in(request).visitor, today(settings_of(request).time_zone)
    with reading(database_of(request)) as session:
        context = _shown(session, visitor, meeting_id, on=on)
        return page(request, "notes/new.html", form=None, errors={}, readings=[], **context)


@post("/meetings/{meeting_id:uuid}/notes/new", sync_to_thread=True, request_max_body_size=LARGEST)
def create(request: Asked, meeting_id: FromPath[UUID]) -> Answer:
    """The note is kept as it came, with its text. It is read before the transaction begins."""
    visitor, form, database = signed_in(request).visitor, form_of(request), database_of(request)
    on = today(settings_of(request).time_zone)
    with reading(database) as session:
        access.meeting_for(session, visitor, meeting_id, Action.RECORD_MEETING, on=on)
    file = note_file_of(form) or pasted_note(form)
    try:
        with writing(database) as session:
            meeting = access.meeting_for(session, visitor, meeting_id, Action.RECORD_MEETING, on=on)
            if form.errors:
                raise errors_as_refusal(form)
            if file is None:
                raise Refusal(
                    reasons=[Reason("nothing", _("Choose a file, or paste the text of the note."), "note_file")]
                )
            original = noting.keep_note(session, plan_of(session, meeting), meeting, command_of(request), file)
            note_id = original.id
    except NotFound:
        raise
    except Refusal as refusal:
        form.errors.add_refusal(refusal)
        with reading(database) as session:
            context = _shown(session, visitor, meeting_id, on=on)
            return form_again(
                request, "notes/new.html", form=form, errors=form.errors, readings=readings_of(form), **context
            )
    return redirect(f"/meetings/{meeting_id}?note={note_id}#found-heading")


@get("/notes/{note_id:uuid}/file", sync_to_thread=True)
def file(request: Asked, note_id: FromPath[UUID]) -> Response[bytes]:
    """The note exactly as it came, to be saved and never opened in the browser."""
    visitor = signed_in(request).visitor
    with reading(database_of(request)) as session:
        original = access.note_for(session, visitor, note_id, on=today(settings_of(request).time_zone))
        kept = session.get(OriginalBytes, original.id)
        if kept is None:
            raise NotFound
        answer = download(kept.content, filename=original.name, media_type="application/octet-stream")
    opened(database_of(request), visitor, original.person_id, f"note:{note_id}", at=now())
    return answer


def _shown(session: Session, visitor: Visitor, meeting_id: UUID, *, on: date) -> dict[str, Any]:
    meeting = access.meeting_for(session, visitor, meeting_id, Action.RECORD_MEETING, on=on)
    person = session.get_one(Person, meeting.person_id)
    plan_of(session, meeting)
    return {"meeting": meeting, "person": person, "letters": list(OLDER)}
