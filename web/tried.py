"""Somebody sends what only the signer's own room or their own slot sends. Nothing is signed, and that they tried is kept."""

from uuid import UUID

from engine.access import may
from engine.accounts import Role
from engine.clock import today
from engine.database import reading
from engine.permissions import Action
from web.asked import Asked, database_of, settings_of
from web.identity import signed_in
from workflows.giving import SignedForAnother

OWN_ROOM = (Role.PARTICIPANT, Role.GUARDIAN)


def refuse_strangers(request: Asked, plan_id: UUID) -> None:
    """Raises SignedForAnother for whoever has no room on this plan: staff, and the people and guardians of other plans."""
    visitor, on = signed_in(request).visitor, today(settings_of(request).time_zone)
    if visitor.role in OWN_ROOM:
        with reading(database_of(request)) as session:
            if may(session, visitor, Action.SEE_PLAN, on=on, plan_id=plan_id):
                return
    raise SignedForAnother(plan_id, "participant")
