"""Who can be the second person about somebody’s circle, and whose the messages about it are."""

from uuid import UUID

from sqlmodel import Session

from engine.accounts import Role
from engine.deadlines import Watched
from engine.people import Person
from engine.staff import holding
from workflows.people import stream_of


def confirmers(session: Session, person: Person, *, but: UUID) -> list[UUID]:
    """Supervisors and managers of the person’s team, except who asked; a manager without a team answers for all."""
    found = holding(session, Role.SUPERVISOR, Role.MANAGER, team=person.team_id, whole_agency=True)
    return [row.id for row in found if row.id != but]


def watched_person(person: Person) -> Watched:
    """A person’s own stream, for messages about their circle."""
    return Watched(stream=stream_of(person.id), subject=person.id, owner=person.coordinator_id, team=person.team_id)
