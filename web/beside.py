"""A plan as a supporter reads it with the person: what the person shares, and nothing that answers."""

from datetime import date
from uuid import UUID

from sqlmodel import Session, col, select

from engine.access import plan_for, versions_seen
from engine.accounts import Role
from engine.people import Person
from engine.permissions import Action
from engine.plans import Plan
from engine.reach import reaches
from engine.refusals import NotFound
from engine.rounds import Respondent
from engine.versions import Version
from web.own_room import Room
from web.plan_view import version_view
from web.signed_in import SignedIn


def people_supported(session: Session, visitor: SignedIn, *, on: date) -> list[tuple[Person, list[Room]]]:
    """Whoever chose this visitor, each with the plans they share; an empty list where they share none."""
    query = select(Person).where(reaches(visitor.visitor, Action.SEE_PERSON, on=on)).order_by(col(Person.full_name))
    found = []
    for person in session.exec(query):
        plans = select(Plan).where(Plan.person_id == person.id, col(Plan.closed_at).is_(None)).order_by(col(Plan.id))
        rooms = [_room(session, visitor, plan.id, on=on) for plan in session.exec(plans)]
        found.append((person, [room for room in rooms if room is not None]))
    return found


def room_beside(session: Session, visitor: SignedIn, plan_id: UUID, *, on: date) -> Room:
    """One shared plan. Raises NotFound for whoever is no supporter, and where nothing is shared."""
    room = _room(session, visitor, plan_id, on=on)
    if room is None:
        raise NotFound
    return room


def _room(session: Session, visitor: SignedIn, plan_id: UUID, *, on: date) -> Room | None:
    """Made anew without round, answers or slot: what the person said to each part is not theirs to see."""
    if visitor.role != Role.SUPPORTER:
        return None
    try:
        plan = plan_for(session, visitor.visitor, plan_id, on=on)
    except NotFound:
        return None
    readable = {version.id: version for version in versions_seen(session, visitor.visitor, plan_id, on=on)}
    version = _text(plan, readable)
    if version is None:
        return None
    return Room(
        plan=plan,
        person=session.get_one(Person, plan.person_id),
        respondent=Respondent.GUARDIAN,
        version=version,
        current=None,
        sections=tuple(version_view(session, plan, version)),
        said={},
        slot=None,
        signed=None,
        taken_back=None,
    )


def _text(plan: Plan, readable: dict[UUID, Version]) -> Version | None:
    wanted = (plan.working_version_id, plan.in_force_version_id)
    return next((readable[identity] for identity in wanted if identity in readable), None)
