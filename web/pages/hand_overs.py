"""A whole caseload from one coordinator to another, with its plans and dates, in one go."""

from uuid import UUID

from litestar import get, post
from sqlmodel import Session

from engine.access import require
from engine.accounts import Account, Role
from engine.caseloads import people_seen
from engine.clock import today
from engine.database import reading
from engine.ids import read_id
from engine.permissions import Action
from engine.refusals import Refusal
from engine.staff import staff_seen
from web.administering import chosen_id, saved
from web.answers import Answer, form_again, page
from web.asked import Asked, database_of, form_of, settings_of
from web.i18n import gettext as _
from web.identity import signed_in
from web.sent import command_of
from workflows import staffing

SHOWN = 100


@get("/hand-over", sync_to_thread=True)
def new(request: Asked) -> Answer:
    """Whose caseload; then who is in it, and to whom it goes."""
    with reading(database_of(request)) as session:
        return _page(session, request, _asked(request.query_params.get("from_id", "")))


@post("/hand-over", sync_to_thread=True)
def create(request: Asked) -> Answer:
    """Everybody at once, or nobody."""
    with reading(database_of(request)) as session:
        require(session, signed_in(request).visitor, Action.ASSIGN)
    giving, taking = chosen_id(request, "from_id"), chosen_id(request, "to")

    def write(session: Session) -> tuple[str, int]:
        to = session.get(Account, taking) if taking else None
        if giving is None or to is None:
            raise Refusal(_("Choose who gives the caseload, and who takes it over."), about="to")
        outcome = staffing.hand_over_caseload(session, command_of(request), from_id=giving, to=to)
        return to.name, int(outcome.event.data["people"])

    done = saved(request, write)
    with reading(database_of(request)) as session:
        if done is None:
            return _page(session, request, giving)
        return page(request, "hand_overs/done.html", to=done[0], count=done[1])


def _page(session: Session, request: Asked, giving: UUID | None) -> Answer:
    form, visitor, on = form_of(request), signed_in(request).visitor, today(settings_of(request).time_zone)
    require(session, visitor, Action.ASSIGN)
    staff = staff_seen(session, visitor, Role.COORDINATOR, Role.CLINICIAN)
    names = [(identity, f"{name}, {team}" if team else name) for identity, name, team in staff]
    giver = next((name for identity, name in names if identity == giving), "")
    people = (
        people_seen(session, visitor, Action.ASSIGN, on=on, coordinator=giving, limit=SHOWN + 1)
        if giver and giving
        else []
    )
    answer = form_again if form.errors else page
    return answer(
        request,
        "hand_overs/new.html",
        giving=giving if giver else None,
        giver=giver,
        people=people[:SHOWN],
        more=len(people) > SHOWN,
        names=names,
        others=[(identity, name) for identity, name in names if identity != giving],
        form=form if form.errors else None,
        errors=form.errors,
    )


def _asked(text: str) -> UUID | None:
    return read_id(text)
