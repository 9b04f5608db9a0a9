"""What the pages of the person's round share: a room that waits for answers, its parts by number, and the way on."""

from datetime import date, timedelta
from uuid import UUID

from sqlmodel import Session

from engine.access import may
from engine.clock import now, today
from engine.permissions import Action
from engine.refusals import NotFound, Refusal
from web.asked import Asked, settings_of
from web.i18n import gettext as _
from web.identity import signed_in
from web.own_room import Room, room_for
from workflows.giving import RESPONDENTS, AnsweredForAnother

A_BREAK_AFTER = timedelta(minutes=15)


def answerable(session: Session, request: Asked, plan_id: UUID, *, on: date) -> Room:
    """The room, while it waits for answers. Raises AnsweredForAnother for whoever has no answer of their own to give."""
    visitor = signed_in(request)
    if visitor.role not in RESPONDENTS or not may(session, visitor.visitor, Action.SEE_PLAN, on=on, plan_id=plan_id):
        raise AnsweredForAnother(plan_id, "answer") if request.method == "POST" else NotFound()
    own = visitor.role == "participant"
    room = room_for(session, visitor, plan_id, Action.ANSWER if own else Action.ANSWER_AS_GUARDIAN, on=on)
    if not room.waits_for_answers:
        raise Refusal(
            _("This plan is not waiting for answers now. It may have been taken back to be changed.")
            + " "
            + _("You will be told when it can be read again.")
        )
    return room


def index_of(room: Room, number: int) -> int:
    """The place of a part in the list. Raises NotFound for a number no part has."""
    if not 1 <= number <= len(room.sections):
        raise NotFound()
    return number - 1


def section_of(room: Room, number: int) -> UUID:
    """The part's lineage."""
    return room.sections[index_of(room, number)].lineage_id


def way_on(room: Room, number: int) -> str:
    """The page after a part: the next part, or the answers all together."""
    base = f"/my-plan/{room.plan.id}"
    return f"{base}/parts/{number + 1}" if number < len(room.sections) else f"{base}/check"


def time_for_a_break(request: Asked) -> bool:
    """Whether the visitor has sat here for a while. There is no clock on the page."""
    sitting = signed_in(request).sitting
    return sitting is not None and now() - sitting.started_at >= A_BREAK_AFTER


def today_of(request: Asked) -> date:
    """The day it is at the agency."""
    return today(settings_of(request).time_zone)
