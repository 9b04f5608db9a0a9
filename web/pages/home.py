"""What needs me today."""

from datetime import timedelta

from litestar import get

from engine.clock import now, today
from engine.database import reading
from engine.upkeep import last_beat
from web.answers import Answer, page, redirect
from web.asked import Asked, database_of, frame_of, settings_of
from web.identity import signed_in
from web.places import role_words

QUIET_AFTER = timedelta(hours=1)
"""The clock ticks every few minutes; an hour without it is worth saying."""


@get("/", sync_to_thread=True)
def show(request: Asked) -> Answer:
    """The start page of whoever is signed in; the person whose plan it is goes to their own room."""
    visitor = signed_in(request)
    viewer = frame_of(request).viewer
    places = [place for place in viewer.places if place.href != "/"] if viewer else []
    if visitor.role in ("participant", "guardian") and any(place.href == "/my-plan" for place in places):
        return redirect("/my-plan")
    with reading(database_of(request)) as session:
        last_sweep = last_beat(session, "sweep")
    return page(
        request,
        "home/show.html",
        visitor=visitor,
        today=today(settings_of(request).time_zone),
        last_sweep=last_sweep,
        clock_is_quiet=last_sweep is None or now() - last_sweep > QUIET_AFTER,
        places=places,
        role_options=[(role, role_words(role)) for role in visitor.roles],
    )
