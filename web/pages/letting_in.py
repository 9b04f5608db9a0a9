"""Who asks to be let in with a card, as it happens, and the two answers to them."""

from datetime import date
from uuid import UUID

from litestar import get, post
from litestar.params import FromPath
from sqlmodel import Session

from engine.clock import now, today
from engine.database import reading, writing
from engine.entry_access import request_for, requests_seen
from engine.permissions import Action, Scope, scope_of
from engine.refusals import NotFound
from web.answers import Answer, page, redirect
from web.asked import Asked, database_of, settings_of
from web.identity import signed_in
from web.sent import command_fields, command_of
from workflows.entry_cards import decide


@get("/let-in", opt={"unseen": True}, sync_to_thread=True)
def index(request: Asked) -> Answer:
    """Whoever waits now; the page looks again by itself, which does not keep its screen from locking."""
    visitor, at = signed_in(request).visitor, now()
    if scope_of(visitor.role, Action.LET_IN) is Scope.NONE:
        raise NotFound
    with reading(database_of(request)) as session:
        waiting = requests_seen(session, visitor, on=_today(request), at=at)
    part = "count" if request.query_params.get("count") else "waiting"
    return page(request, "letting_in/index.html", part=part, waiting=waiting, command=command_fields)


@post("/let-in/{request_id:uuid}/yes", sync_to_thread=True)
def let_in(request: Asked, request_id: FromPath[UUID]) -> Answer:
    """Let them in: their browser opens their room."""
    return _decide(request, request_id, let_in=True)


@post("/let-in/{request_id:uuid}/not-now", sync_to_thread=True)
def not_now(request: Asked, request_id: FromPath[UUID]) -> Answer:
    """Not now: their browser says so, and how to reach somebody."""
    return _decide(request, request_id, let_in=False)


def _decide(request: Asked, request_id: UUID, *, let_in: bool) -> Answer:
    def write(session: Session) -> None:
        asked = request_for(session, signed_in(request).visitor, request_id, on=_today(request))
        decide(session, command_of(request), asked, let_in=let_in)

    with writing(database_of(request)) as session:
        write(session)
    return redirect("/let-in")


def _today(request: Asked) -> date:
    return today(settings_of(request).time_zone)
