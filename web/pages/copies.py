"""Copies of the signed plan: who should have one, who was given which and how, and who said that they have it."""

from datetime import date
from uuid import UUID

from litestar import Response, get, post
from litestar.params import FromPath
from sqlmodel import Session

from engine.access import may, plan_for
from engine.clock import now, today
from engine.copies import CopyGiven, Rendition, Way, receipts_of
from engine.database import reading
from engine.openings import opened
from engine.people import Person
from engine.permissions import Action
from engine.plans import Plan
from engine.refusals import NotFound, Reason, Refusal
from engine.versions import Version
from web.answers import Answer, download, form_again, page
from web.asked import Asked, database_of, form_of, settings_of
from web.copy_view import copy_views, holders, old_copies_held
from web.copy_words import rendition_options, way_options
from web.doing import act
from web.forms import Form
from web.i18n import gettext as _
from web.identity import signed_in
from web.languages_said import language_options
from web.pages.plans import find_plan
from web.pages.versions import WORD
from web.papers.copies import copy_file
from web.sent import command_fields, command_of
from web.standings import plan_title
from workflows import copies
from workflows.recipients import signed_version


@get("/plans/{plan_id:uuid}/copies", sync_to_thread=True)
def index(request: Asked, plan_id: FromPath[UUID]) -> Answer:
    """Everyone responsible with what they hold, the copies that were given, and a way to give one."""
    with reading(database_of(request)) as session:
        return _page(session, request, plan_id, form=None)


@post("/plans/{plan_id:uuid}/copies", sync_to_thread=True)
def create(request: Asked, plan_id: FromPath[UUID]) -> Answer:
    """Write down that a copy was given, and how."""
    form, on = form_of(request), _today(request)
    given = form.day("given_on") or on

    def write(session: Session) -> None:
        plan, _person = find_plan(session, request, plan_id, Action.GIVE_COPY, on=on)
        if form.text("way") not in {key for key, _words in way_options()}:
            raise Refusal(reasons=[Reason("way", _("Say how the copy reaches them."), "way")])
        if form.text("rendition") not in set(Rendition):
            raise Refusal(reasons=[Reason("form", _("Choose the form of the copy."), "rendition")])
        copies.give_copy(
            session,
            plan,
            command_of(request),
            to=form.text("to"),
            rendition=Rendition(form.text("rendition")),
            language=form.text("language"),
            way=Way(form.text("way")),
            given_on=given,
        )

    return act(
        request,
        write,
        again=lambda session, typed: _page(session, request, plan_id, form=typed),
        then=f"/plans/{plan_id}/copies",
    )


@post("/plans/{plan_id:uuid}/copies/{copy_id:uuid}/receipt", sync_to_thread=True)
def received(request: Asked, plan_id: FromPath[UUID], copy_id: FromPath[UUID]) -> Answer:
    """Staff write down that somebody has their copy, and how they know."""
    form, on = form_of(request), _today(request)
    day = form.day("received_on") or on

    def write(session: Session) -> None:
        plan, _person = find_plan(session, request, plan_id, Action.GIVE_COPY, on=on)
        how = form.words("how")
        copies.acknowledge(session, plan, command_of(request), copy_id=copy_id, received_on=day, how=how)

    return act(
        request,
        write,
        again=lambda session, typed: _page(session, request, plan_id, form=typed),
        then=f"/plans/{plan_id}/copies",
    )


@get("/copies/{copy_id:uuid}", sync_to_thread=True)
def show(request: Asked, copy_id: FromPath[UUID]) -> Answer:
    """One's own copy: what it is, the file, and a way to say that one has it."""
    with reading(database_of(request)) as session:
        return _own_page(session, request, copy_id, form=None)


@post("/copies/{copy_id:uuid}", sync_to_thread=True)
def have_it(request: Asked, copy_id: FromPath[UUID]) -> Answer:
    """Whoever it was given to says that they have it."""
    on = _today(request)

    def write(session: Session) -> None:
        row, plan = _own(session, request, copy_id)
        copies.acknowledge(session, plan, command_of(request), copy_id=row.id, received_on=on)

    return act(
        request,
        write,
        again=lambda session, typed: _own_page(session, request, copy_id, form=typed),
        then=f"/copies/{copy_id}",
    )


@get("/copies/{copy_id:uuid}/document", sync_to_thread=True)
def paper(request: Asked, copy_id: FromPath[UUID]) -> Response[bytes]:
    """The copy as a Word file, for whoever gives it and whoever it is for. The download is noted before the file is sent."""
    visitor = signed_in(request).visitor
    with reading(database_of(request)) as session:
        row, plan = _given_or_own(session, request, copy_id)
        if row.rendition == Rendition.AUDIO:
            raise NotFound
        content, name, marks = copy_file(session, plan, row, settings_of(request), on=_today(request))
        person_id = plan.person_id
    opened(database_of(request), visitor, person_id, f"copy:{copy_id}", at=now(), marks=marks)
    return download(content, filename=name, media_type=WORD)


def _own(session: Session, request: Asked, copy_id: UUID) -> tuple[CopyGiven, Plan]:
    """A copy that was given to this visitor, while they may still read the plan."""
    visitor = signed_in(request)
    row = session.get(CopyGiven, copy_id)
    if row is None or row.account_id is None or row.account_id != visitor.account_id:
        raise NotFound
    return row, plan_for(session, visitor.visitor, row.plan_id, on=_today(request))


def _given_or_own(session: Session, request: Asked, copy_id: UUID) -> tuple[CopyGiven, Plan]:
    row = session.get(CopyGiven, copy_id)
    visitor, on = signed_in(request).visitor, _today(request)
    if row is not None and may(session, visitor, Action.GIVE_COPY, on=on, plan_id=row.plan_id):
        return row, plan_for(session, visitor, row.plan_id, Action.GIVE_COPY, on=on)
    return _own(session, request, copy_id)


def _own_page(session: Session, request: Asked, copy_id: UUID, *, form: Form | None) -> Answer:
    row, plan = _own(session, request, copy_id)
    view = next(one for one in copy_views(session, plan) if one.row.id == row.id)
    answer = form_again if form else page
    return answer(
        request,
        "copies/show.html",
        plan=plan,
        person=session.get_one(Person, plan.person_id),
        title=plan_title(plan),
        view=view,
        receipt=receipts_of(session, [row.id]).get(row.id),
        command=command_fields,
        errors=form.errors if form else {},
    )


def _page(session: Session, request: Asked, plan_id: UUID, *, form: Form | None) -> Answer:
    on = _today(request)
    plan, person = find_plan(session, request, plan_id, Action.GIVE_COPY, on=on)
    version = signed_version(session, plan)
    views = copy_views(session, plan)
    found = holders(session, plan, views, on=on)
    answer = form_again if form else page
    return answer(
        request,
        "copies/index.html",
        plan=plan,
        person=person,
        title=plan_title(plan),
        version=version,
        holders=found,
        old=old_copies_held(views),
        views=views,
        to=[(one.recipient.key, f"{one.recipient.name} ({one.as_whom})") for one in found],
        renditions=rendition_options(),
        ways=way_options(),
        languages=_languages(version),
        today=on,
        command=command_fields,
        form=form,
        errors=form.errors if form else {},
    )


def _languages(version: Version | None) -> list[tuple[str, str]]:
    """The language of the signed text: there is no other text that was signed."""
    if version is None:
        return []
    return [row for row in language_options(version.language) if row[0] == version.language]


def _today(request: Asked) -> date:
    return today(settings_of(request).time_zone)
