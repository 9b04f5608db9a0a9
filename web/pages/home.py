"""What needs me today."""

from dataclasses import dataclass
from datetime import date, timedelta

from litestar import get
from sqlmodel import Session

from engine.clock import now, today
from engine.database import reading
from engine.deadline_lists import DeadlineRow, counts_seen, deadlines_seen
from engine.device_keys import hours_allowed
from engine.entry_access import requests_seen
from engine.permissions import Action, Scope, scope_of
from engine.upkeep import last_beat
from engine.visitors import Visitor
from web.answers import Answer, page, redirect
from web.asked import Asked, database_of, frame_of, settings_of
from web.deadline_words import counts_sentence, what_is_due
from web.first_steps import first_steps
from web.identity import signed_in
from web.places import role_words
from web.today import steps_for

QUIET_AFTER = timedelta(hours=1)
"""The clock ticks every few minutes; an hour without it is worth saying."""

SOON = 14
"""Days that count as soon on the start page."""

MOST_DATES = 10


@get("/", sync_to_thread=True)
def show(request: Asked) -> Answer:
    """The start page of whoever is signed in; the person whose plan it is goes to their own room."""
    visitor = signed_in(request)
    viewer = frame_of(request).viewer
    places = [place for place in viewer.places if place.href != "/"] if viewer else []
    if visitor.role == "supporter":
        return redirect("/people-you-support")
    if visitor.role in ("participant", "guardian") and any(place.href == "/my-plan" for place in places):
        return redirect("/my-plan")
    on = today(settings_of(request).time_zone)
    with reading(database_of(request)) as session:
        last_sweep = last_beat(session, "sweep")
        return page(
            request,
            "home/show.html",
            visitor=visitor,
            today=on,
            last_sweep=last_sweep,
            clock_is_quiet=last_sweep is None or now() - last_sweep > QUIET_AFTER,
            places=places,
            steps=steps_for(session, visitor.visitor, on=on),
            first_steps=first_steps(session, visitor.visitor),
            role_options=[(role, role_words(role)) for role in visitor.roles],
            lets_in=scope_of(visitor.role, Action.LET_IN) is not Scope.NONE,
            asking=len(requests_seen(session, visitor.visitor, on=on, at=now())),
            dates=_dates(session, visitor.visitor, on),
            keeps_on_device=_captures(visitor.visitor) and bool(hours_allowed(session)),
        )


def _captures(visitor: Visitor) -> bool:
    return scope_of(visitor.role, Action.CAPTURE_QUOTE) is not Scope.NONE


@dataclass(frozen=True)
class Dates:
    """The dates that are late or near, with their own sentence."""

    sentence: str
    rows: list[tuple[DeadlineRow, str]]
    soon: int = SOON


def _dates(session: Session, visitor: Visitor, on: date) -> Dates | None:
    """None for roles that watch no dates."""
    if scope_of(visitor.role, Action.SEE_DEADLINES) is Scope.NONE:
        return None
    rows = deadlines_seen(session, visitor, on=on, until=on + timedelta(days=SOON), limit=MOST_DATES)
    counts = counts_seen(session, visitor, on=on, within=timedelta(days=SOON))
    return Dates(counts_sentence(counts, days=SOON), [(row, what_is_due(row.kind)) for row in rows])
