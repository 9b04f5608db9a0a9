"""What happened to a plan, who opened it, and how a plan moves."""

from uuid import UUID

from litestar import get
from litestar.params import FromPath
from sqlmodel import Session, col, select

from engine.access import may
from engine.accounts import SYSTEM, Account
from engine.clock import today
from engine.database import reading
from engine.diagrams import mermaid
from engine.events import history
from engine.firing import lifecycles, peek
from engine.openings import openings_of
from engine.permissions import Action
from engine.sayings import as_saying
from engine.sittings import sittings_of
from web.answers import Answer, page
from web.asked import Asked, database_of, settings_of
from web.happened import happened_words
from web.i18n import gettext as _
from web.identity import signed_in
from web.lifecycle_drawing import draw
from web.moves import words_of
from web.pages.plans import find_plan
from web.places import role_words
from web.sitting_words import came_in, was_with, way_of
from web.spoken import spoken
from web.standings import plan_title, standing_steps, standing_words

AT_ONCE = 100


@get("/plans/{plan_id:uuid}/history", sync_to_thread=True)
def show(request: Asked, plan_id: FromPath[UUID]) -> Answer:
    """Every event of the plan, newest first, a page at a time by key."""
    visitor, on = signed_in(request), today(settings_of(request).time_zone)
    with reading(database_of(request)) as session:
        plan, person = find_plan(session, request, plan_id, Action.SEE_HISTORY, on=on)
        newest = peek(session, plan.stream).seq
        before = _before(request, newest)
        rows = history(
            session, plan.stream, after=max(0, before - AT_ONCE - 1), limit=before - 1 - max(0, before - AT_ONCE - 1)
        )
        names = _names(session, [row.actor for row in rows])
        sees_openings = may(session, visitor.visitor, Action.SEE_OPENINGS, on=on, person_id=plan.person_id)
        return page(
            request,
            "histories/show.html",
            plan=plan,
            person=person,
            title=plan_title(plan),
            events=[
                (row, happened_words(row.kind), names.get(row.actor) or _for(row.role), way_of(row))
                for row in reversed(rows)
            ],
            sittings=[
                (row, came_in(row), was_with(row)) for row in sittings_of(session, plan.person_id, limit=AT_ONCE)
            ],
            older=rows[0].seq if rows and rows[0].seq > 1 else None,
            openings=openings_of(session, plan.person_id) if sees_openings else None,
            said_role=_for,
            opened_by=_names(session, [row.account for row in openings_of(session, plan.person_id)])
            if sees_openings
            else {},
        )


@get("/plans/{plan_id:uuid}/lifecycle", sync_to_thread=True)
def lifecycle(request: Asked, plan_id: FromPath[UUID]) -> Answer:
    """The moves of this plan's lifecycle as a table and as a diagram's text, with where it stands."""
    on = today(settings_of(request).time_zone)
    with reading(database_of(request)) as session:
        plan, person = find_plan(session, request, plan_id, Action.SEE_PLAN, on=on)
        head = peek(session, plan.stream)
        definition = lifecycles.get(head.lifecycle or "", head.definition or 0)
        return page(
            request,
            "histories/lifecycle.html",
            plan=plan,
            person=person,
            title=plan_title(plan),
            steps=standing_steps(),
            moves=[
                (
                    _move_words(move.verb, move.title),
                    [standing_words(state) for state in move.sources],
                    _to(move.to),
                    [_for(role) for role in sorted(move.by)],
                    number,
                )
                for number, move in enumerate(definition.moves, start=1)
            ],
            drawing=draw(definition, here=plan.standing),
            standing_words=standing_words,
            diagram=mermaid(definition, here=plan.standing),
            definition=definition,
        )


def _before(request: Asked, newest: int) -> int:
    said = request.query_params.get("before", "")
    return min(int(said), newest + 1) if said.isascii() and said.isdigit() and len(said) < 10 else newest + 1


def _names(session: Session, accounts: list[str]) -> dict[str, str]:
    ids = []
    for account in dict.fromkeys(accounts):
        try:
            ids.append(UUID(account))
        except ValueError:
            continue
    rows = session.exec(select(col(Account.id), col(Account.name)).where(col(Account.id).in_(ids)))
    return {str(identity): name for identity, name in rows}


def _move_words(verb: str, title: str) -> str:
    try:
        return words_of(verb)
    except KeyError:
        return spoken(as_saying(title or verb.replace("_", " ").capitalize()))


def _for(role: str) -> str:
    return _("the clock") if role == SYSTEM else role_words(role)


def _to(state: str) -> str:
    return "" if state == "=" else standing_words(state)
