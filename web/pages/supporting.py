"""A supporter’s own way in: the people who chose them, and their plans to read together. A supporter answers nothing."""

from datetime import date
from uuid import UUID

from litestar import get
from litestar.params import FromPath

from engine.clock import now, today
from engine.database import reading
from engine.openings import opened
from engine.refusals import NotFound
from web.answers import Answer, page
from web.asked import Asked, database_of, frame_of, settings_of
from web.beside import people_supported, room_beside
from web.identity import signed_in
from web.part_reading import as_read
from web.standings import plan_title
from web.yes_and_no import yes_and_no_for_helpers


@get("/people-you-support", sync_to_thread=True)
def index(request: Asked) -> Answer:
    """Each person with one thing to do: read with them what they share."""
    visitor = signed_in(request)
    if visitor.role != "supporter":
        raise NotFound
    with reading(database_of(request)) as session:
        people = people_supported(session, visitor, on=_today(request))
        return page(request, "supporting/index.html", people=people, title_of=plan_title)


@get("/people-you-support/{plan_id:uuid}/{number:int}", sync_to_thread=True)
def read(request: Asked, plan_id: FromPath[UUID], number: FromPath[int]) -> Answer:
    """One part a page, with a word for the helper. The four answers are in the person’s own room."""
    visitor, on = signed_in(request), _today(request)
    with reading(database_of(request)) as session:
        room = room_beside(session, visitor, plan_id, on=on)
        if not 1 <= number <= len(room.sections):
            raise NotFound
        everything = request.query_params.get("words") == "all"
        part = as_read(session, frame_of(request), room, number, everything=everything, on=on)
        answer = page(
            request,
            "supporting/read.html",
            room=room,
            number=number,
            parts=len(room.sections),
            section=room.sections[number - 1],
            read=part,
            place="beside",
            says_yes_and_no=yes_and_no_for_helpers(session, room.person),
        )
    opened(database_of(request), visitor.visitor, room.person.id, f"plan:{plan_id}", at=now())
    return answer


def _today(request: Asked) -> date:
    return today(settings_of(request).time_zone)
