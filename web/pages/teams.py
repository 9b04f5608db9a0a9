"""Teams: the administrator makes and renames them."""

from uuid import UUID

from litestar import get, post
from litestar.params import FromPath
from sqlmodel import Session

from engine.access import require
from engine.accounts import Role
from engine.database import reading
from engine.deadline_lists import teams_seen
from engine.people import Team
from engine.permissions import Action
from engine.refusals import NotFound
from engine.staff import staff_seen
from web.administering import saved
from web.answers import Answer, form_again, page, redirect
from web.asked import Asked, database_of, form_of
from web.identity import signed_in
from web.sent import command_of
from workflows import people


@get("/teams", sync_to_thread=True)
def index(request: Asked) -> Answer:
    """Every team by name, and one more."""
    with reading(database_of(request)) as session:
        return _index(session, request)


@post("/teams", sync_to_thread=True)
def create(request: Asked) -> Answer:
    """A new team."""
    form = form_of(request)
    with reading(database_of(request)) as session:
        require(session, signed_in(request).visitor, Action.MANAGE_TEAMS)
    made = saved(request, lambda session: people.create_team(session, command_of(request), name=form.line("name")))
    if made is None:
        with reading(database_of(request)) as session:
            return _index(session, request)
    return redirect("/teams")


@get("/teams/{team_id:uuid}", sync_to_thread=True)
def show(request: Asked, team_id: FromPath[UUID]) -> Answer:
    """Its name, and who works in it."""
    with reading(database_of(request)) as session:
        return _show(session, request, team_id)


@post("/teams/{team_id:uuid}", sync_to_thread=True)
def update(request: Asked, team_id: FromPath[UUID]) -> Answer:
    """Another name for the same team."""
    form = form_of(request)
    with reading(database_of(request)) as session:
        _team(session, request, team_id)

    def write(session: Session) -> object:
        team = _team(session, request, team_id)
        return people.rename_team(session, command_of(request), team, name=form.line("name"))

    if saved(request, write) is None:
        with reading(database_of(request)) as session:
            return _show(session, request, team_id)
    return redirect("/teams")


def _index(session: Session, request: Asked) -> Answer:
    form, visitor = form_of(request), signed_in(request).visitor
    require(session, visitor, Action.MANAGE_TEAMS)
    answer = form_again if form.errors else page
    return answer(request, "teams/index.html", teams=teams_seen(session, visitor), form=form, errors=form.errors)


def _show(session: Session, request: Asked, team_id: UUID) -> Answer:
    form, visitor = form_of(request), signed_in(request).visitor
    team = _team(session, request, team_id)
    staff = staff_seen(session, visitor, Role.COORDINATOR, Role.CLINICIAN, Role.SUPERVISOR, Role.MANAGER, team=team_id)
    answer = form_again if form.errors else page
    return answer(
        request,
        "teams/show.html",
        team=team,
        staff=[(identity, name) for identity, name, of_team in staff if of_team],
        form=form if form.errors else None,
        errors=form.errors,
    )


def _team(session: Session, request: Asked, team_id: UUID) -> Team:
    require(session, signed_in(request).visitor, Action.MANAGE_TEAMS)
    team = session.get(Team, team_id)
    if team is None:
        raise NotFound
    return team
