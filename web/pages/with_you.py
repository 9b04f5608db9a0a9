"""“Is anyone helping you?”: asked when somebody sits down in their room, and whenever they want to say it anew."""

from urllib.parse import quote

from litestar import get, post
from sqlmodel import Session

from engine.clock import today
from engine.database import reading, writing
from engine.people import Relation, RelationKind, assignments_of, circle_of
from engine.refusals import NotFound
from engine.sittings import Help, Sitting
from engine.staff import accounts_by_id
from web.answers import Answer, is_our_path, page, redirect
from web.asked import Asked, database_of, form_of, settings_of
from web.identity import signed_in
from web.sent import command_fields, command_of
from workflows.sittings import say_who_helps

ANSWERS = {"nobody": Help.NOBODY, "chosen": Help.CHOSEN, "staff": Help.STAFF, "guardian": Help.GUARDIAN}
"""The answers as the page names them."""

MOST_NAMES = 3
"""Names to choose from; with “somebody else” and the way back that is one thing to look at."""


@get("/my-plan/with-you", sync_to_thread=True)
def show(request: Asked) -> Answer:
    """The question; after an answer but “no”, who it is, which nobody has to say."""
    kind = request.query_params.get("kind", "")
    way_on = _way_on(request.query_params.get("next", ""))
    with reading(database_of(request)) as session:
        sitting = _sitting(session, request)
        names = _names(session, request, sitting, kind) if kind in ANSWERS else []
    if kind in ANSWERS and kind != "nobody" and names:
        return page(request, "with_you/name.html", kind=kind, names=names, next=way_on, command=command_fields)
    return page(request, "with_you/show.html", sitting=sitting, next=way_on, command=command_fields)


@post("/my-plan/with-you", sync_to_thread=True)
def say(request: Asked) -> Answer:
    """It is kept with this sitting and stands on every answer given from now on."""
    form = form_of(request)
    kind, way_on = form.text("kind"), _way_on(form.text("next"))
    if signed_in(request).role != "participant":
        raise NotFound
    if kind not in ANSWERS:
        return redirect("/my-plan/with-you")
    with writing(database_of(request)) as session:
        sitting = _sitting(session, request)
        names = _names(session, request, sitting, kind)
        name = form.text("name") if form.text("name") in names else ""
        say_who_helps(session, command_of(request), sitting, kind=ANSWERS[kind], name=name)
    if names and not name and not form.text("named"):
        return redirect(f"/my-plan/with-you?kind={kind}&next={quote(way_on, safe='')}")
    return redirect(way_on)


def _sitting(session: Session, request: Asked) -> Sitting:
    """The person’s own sitting. Raises NotFound for everybody else."""
    visitor = signed_in(request)
    found = session.get(Sitting, visitor.sitting.id) if visitor.sitting and visitor.role == "participant" else None
    if found is None or found.person_id is None:
        raise NotFound
    return found


def _names(session: Session, request: Asked, sitting: Sitting, kind: str) -> list[str]:
    on = today(settings_of(request).time_zone)
    if sitting.person_id is None or kind not in ANSWERS or kind == "nobody":
        return []
    if kind == "staff":
        staff = accounts_by_id(session, [row.account_id for row in assignments_of(session, sitting.person_id, on=on)])
        names = [sitting.handed_over_by_name, *sorted(account.name for account in staff.values())]
    else:
        names = [row.name for row in circle_of(session, sitting.person_id) if row.holds_on(on) and _is(row, kind)]
    return [name for name in dict.fromkeys(names) if name][:MOST_NAMES]


def _is(row: Relation, kind: str) -> bool:
    return (row.kind == RelationKind.GUARDIAN) == (kind == "guardian")


def _way_on(to: str) -> str:
    return to if is_our_path(to) and not to.startswith("/my-plan/with-you") else "/my-plan"
