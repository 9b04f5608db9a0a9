"""What somebody told because they do not feel safe, for those who were named to read it; and what was done about it."""

from uuid import UUID

from litestar import get, post
from litestar.params import FromPath
from sqlmodel import Session

from engine.access import require
from engine.accounts import Account
from engine.agency_words import NAMES, every_wording, words_for
from engine.clock import now
from engine.database import reading, writing
from engine.firing import Command
from engine.ids import new_id
from engine.people import Person
from engine.permissions import Action
from engine.safety import named_to_read, report_for, reports_for, steps_of
from web.administering import chosen_id, saved
from web.answers import Answer, form_again, page, redirect
from web.asked import Asked, database_of, form_of
from web.identity import signed_in
from web.sent import command_fields, command_of
from workflows import keeping_safe


@get("/attention", sync_to_thread=True)
def index(request: Asked) -> Answer:
    """What waits for this reader, and what was dealt with. For everybody else there is nothing here."""
    with reading(database_of(request)) as session:
        rows = reports_for(session, signed_in(request).visitor)
        return page(
            request,
            "attention/index.html",
            rows=[(row, session.get_one(Person, row.person_id), steps_of(session, row.id)) for row in rows],
            by=keeping_safe.take_up_by,
        )


@get("/attention/{report_id:uuid}", sync_to_thread=True)
def show(request: Asked, report_id: FromPath[UUID]) -> Answer:
    """One report. Opening it is noted in its own chain and in no other list."""
    visitor = signed_in(request)
    with writing(database_of(request)) as session:
        command = Command(id=str(new_id()), actor=visitor.actor, at=now())
        keeping_safe.note_opened(session, command, report_id)
    with reading(database_of(request)) as session:
        return _show(session, request, report_id)


@post("/attention/{report_id:uuid}", sync_to_thread=True)
def done(request: Asked, report_id: FromPath[UUID]) -> Answer:
    """Write down what was done."""
    form = form_of(request)

    def write(session: Session) -> object:
        if form.text("step") == "take-up" and not form.words("text").strip():
            return keeping_safe.take_up(session, command_of(request), report_id)
        return keeping_safe.note_done(
            session, command_of(request), report_id, text=form.words("text"), closes=form.ticked("closes")
        )

    if saved(request, write) is None:
        with reading(database_of(request)) as session:
            return _show(session, request, report_id)
    return redirect(f"/attention/{report_id}")


@get("/safeguarding", sync_to_thread=True)
def readers(request: Asked) -> Answer:
    """Who is named to read what people tell because they do not feel safe."""
    with reading(database_of(request)) as session:
        require(session, signed_in(request).visitor, Action.NAME_SAFEGUARDING)
        named = {row.id for row in named_to_read(session)}
        rows = [(row, row.id in named) for row in keeping_safe.who_can_read(session)]
        return page(request, "attention/readers.html", rows=rows, any_named=bool(named), command=command_fields)


@post("/safeguarding", sync_to_thread=True)
def name_reader(request: Asked) -> Answer:
    """Name somebody, or take them off."""
    account, named = chosen_id(request, "account"), form_of(request).text("named") == "yes"
    with writing(database_of(request)) as session:
        keeping_safe.name_reader(session, command_of(request), account or new_id(), named=named)
    return redirect("/safeguarding")


@get("/agency-words", sync_to_thread=True)
def wording(request: Asked) -> Answer:
    """The agency's own sentences in the room of the people it serves."""
    with reading(database_of(request)) as session:
        return _wording(session, request)


@post("/agency-words", sync_to_thread=True)
def set_wording(request: Asked) -> Answer:
    """It holds from now on."""
    form = form_of(request)
    name = form.text("name")

    def write(session: Session) -> object:
        return keeping_safe.set_words(session, command_of(request), name=name, text=form.words(name))

    if saved(request, write) is None:
        with reading(database_of(request)) as session:
            return _wording(session, request)
    return redirect("/agency-words?saved=yes")


def _wording(session: Session, request: Asked) -> Answer:
    require(session, signed_in(request).visitor, Action.SET_AGENCY_WORDS)
    form = form_of(request)
    made = form_again if form.errors else page
    return made(
        request,
        "attention/wording.html",
        now_says={name: words_for(session, name) for name in NAMES},
        before=[row for name in NAMES for row in every_wording(session, name)],
        command=command_fields,
        form=form if form.errors else None,
        errors=form.errors,
    )


def _show(session: Session, request: Asked, report_id: UUID) -> Answer:
    report, form = report_for(session, signed_in(request).visitor, report_id), form_of(request)
    about = [session.get(Account, UUID(account)) for account in report.about]
    made = form_again if form.errors else page
    return made(
        request,
        "attention/show.html",
        report=report,
        person=session.get_one(Person, report.person_id),
        about=[account.name for account in about if account],
        steps=steps_of(session, report.id),
        by=keeping_safe.take_up_by(report),
        command=command_fields,
        form=form if form.errors else None,
        errors=form.errors,
    )
