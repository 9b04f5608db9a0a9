"""Somebody tried to sign as somebody else. Nothing is signed, and that they tried stays in the plan's history."""

from contextlib import suppress
from uuid import UUID

from engine.accounts import Role
from engine.clock import now, today
from engine.database import writing
from engine.firing import Command
from engine.ids import new_id
from engine.permissions import Action
from engine.refusals import NotFound
from web.asked import Asked, database_of, settings_of
from web.identity import signed_in
from web.pages.plans import find_plan
from workflows import signing

OWN_ROOM = (Role.PARTICIPANT, Role.GUARDIAN)


def note_try(request: Asked, plan_id: UUID, *, capacity: str = "participant") -> None:
    """Write it down where staff send what only the person's own room sends. Raises NotFound for them, as always."""
    visitor = signed_in(request)
    if visitor.role in OWN_ROOM and capacity == "participant":
        return
    on = today(settings_of(request).time_zone)
    with suppress(NotFound), writing(database_of(request)) as session:
        plan, _person = find_plan(session, request, plan_id, Action.SEE_PLAN, on=on)
        command = Command(id=f"tried:{new_id()}", actor=visitor.actor, at=now())
        signing.note_tried_for_another(session, plan, command, capacity=capacity)
    raise NotFound
