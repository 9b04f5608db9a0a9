"""A caseload from a CSV file in two steps: looked at with every error by its row, then saved whole or not at all."""

from base64 import b64decode, b64encode
from binascii import Error
from dataclasses import replace
from uuid import UUID

from litestar import get, post
from sqlmodel import Session

from engine.access import require
from engine.database import reading
from engine.deadline_lists import teams_seen
from engine.permissions import Action
from engine.refusals import NotFound, Refusal
from web.administering import chosen_id, saved
from web.answers import Answer, form_again, page
from web.asked import Asked, database_of, form_of
from web.i18n import gettext as _
from web.identity import signed_in
from web.sent import command_of
from workflows import importing
from workflows.importing import COLUMNS, Preview

LARGEST = 8 * 1024 * 1024
"""Bytes of a form: the file may have 5 MB, and comes back from the preview as base64."""

SHOWN = 50
"""People of the preview that are named; all of them are added."""


@get("/import", sync_to_thread=True)
def new(request: Asked) -> Answer:
    """What the file has to look like, and where to choose it."""
    with reading(database_of(request)) as session:
        return _form(session, request)


@post("/import", sync_to_thread=True, request_max_body_size=LARGEST)
def preview(request: Asked) -> Answer:
    """What the file would add and everything that stands in its way. Nothing is saved."""
    form = form_of(request)
    with reading(database_of(request)) as session:
        require(session, signed_in(request).visitor, Action.IMPORT_CASELOAD)
        file, team = form.upload("file"), chosen_id(request, "team_id")
        try:
            if file is None:
                raise Refusal(_("Choose the CSV file first."), about="file")
            command = replace(command_of(request), content={})
            looked_at = importing.preview(session, command, file.content, team_id=team)
        except NotFound:
            raise
        except Refusal as refusal:
            form.errors.add_refusal(refusal, name="file")
            return _form(session, request)
        return _preview(session, request, looked_at, file.content, team, filename=file.filename)


@post("/import/confirmed", sync_to_thread=True, request_max_body_size=LARGEST)
def create(request: Asked) -> Answer:
    """Add everybody, in one transaction. The file is read and checked once more: much may have happened since."""
    form = form_of(request)
    with reading(database_of(request)) as session:
        require(session, signed_in(request).visitor, Action.IMPORT_CASELOAD)
    try:
        data = b64decode(form.text("content"), validate=True)
    except (Error, ValueError):
        raise Refusal(_("Nobody was added: the file did not arrive whole. Choose it again.")) from None
    team = chosen_id(request, "team_id")
    command = replace(command_of(request), content={"team": str(team)})
    count = saved(
        request, lambda session: importing.import_caseload(session, command, data, team_id=team), fields={"": "file"}
    )
    with reading(database_of(request)) as session:
        return _form(session, request) if count is None else page(request, "imports/done.html", count=count)


def _form(session: Session, request: Asked) -> Answer:
    form, visitor = form_of(request), signed_in(request).visitor
    require(session, visitor, Action.IMPORT_CASELOAD)
    answer = form_again if form.errors else page
    return answer(
        request,
        "imports/new.html",
        teams=teams_seen(session, visitor),
        columns=COLUMNS,
        form=form if form.errors else None,
        errors=form.errors,
    )


def _preview(
    session: Session, request: Asked, looked_at: Preview, data: bytes, team: UUID | None, *, filename: str
) -> Answer:
    names = dict(teams_seen(session, signed_in(request).visitor))
    return page(
        request,
        "imports/preview.html",
        ready=looked_at.ready,
        filename=filename,
        people=[(line, who, names.get(who.team_id, "")) for line, who in looked_at.people[:SHOWN]],
        count=len(looked_at.people),
        shown=SHOWN,
        errors=looked_at.errors,
        content=b64encode(data).decode("ascii"),
        team=team or "",
    )
