"""Sessions that were held, for rules that count them."""

from uuid import UUID

from litestar import get, post
from litestar.params import FromPath
from sqlmodel import Session

from engine.clock import today
from engine.database import reading
from engine.permissions import Action
from engine.plans import sessions_of
from web.answers import Answer, form_again, page
from web.asked import Asked, database_of, form_of, settings_of
from web.doing import act
from web.forms import Form
from web.i18n import gettext as _
from web.pages.plans import find_plan
from web.sent import command_fields, command_of
from web.standings import plan_title
from workflows import happenings


@get("/plans/{plan_id:uuid}/sessions", sync_to_thread=True)
def show(request: Asked, plan_id: FromPath[UUID]) -> Answer:
    """The days on which sessions were held, and one more."""
    with reading(database_of(request)) as session:
        return _page(session, request, plan_id, form=Form(), errors={})


@post("/plans/{plan_id:uuid}/sessions", sync_to_thread=True)
def create(request: Asked, plan_id: FromPath[UUID]) -> Answer:
    """Write down a session; reviews that count sessions are computed again."""
    form, on = form_of(request), today(settings_of(request).time_zone)
    held_on = form.day("held_on", missing=_("Choose the day of the session.")) or on

    def write(session: Session) -> None:
        plan, _person = find_plan(session, request, plan_id, Action.RECORD_SESSION, on=on)
        happenings.record_session(session, plan, command_of(request), held_on=held_on)

    return act(
        request,
        write,
        again=lambda session, typed: _page(session, request, plan_id, form=typed, errors=typed.errors),
        then=f"/plans/{plan_id}/sessions",
    )


def _page(session: Session, request: Asked, plan_id: UUID, *, form: Form, errors: object) -> Answer:
    on = today(settings_of(request).time_zone)
    plan, person = find_plan(session, request, plan_id, Action.RECORD_SESSION, on=on)
    answer = form_again if errors else page
    return answer(
        request,
        "sessions/show.html",
        plan=plan,
        person=person,
        title=plan_title(plan),
        days=list(reversed(sessions_of(session, plan.id))),
        command=command_fields(),
        form=form if errors else None,
        errors=errors,
        today=on,
    )
