"""Who can be the second person about somebody’s circle, and whose the messages about it are."""

from uuid import UUID

from sqlmodel import Session, col, select

from engine.accounts import Account, AccountRole, Role
from engine.deadlines import Watched
from engine.people import Person
from workflows.people import stream_of


def confirmers(session: Session, person: Person, *, but: UUID) -> list[UUID]:
    """Supervisors and managers of the person’s team, except who asked; a manager without a team answers for all."""
    query = (
        select(col(AccountRole.account_id))
        .join(Account, col(Account.id) == col(AccountRole.account_id))
        .where(
            col(AccountRole.role).in_([Role.SUPERVISOR.value, Role.MANAGER.value]),
            (col(AccountRole.team_id) == person.team_id) | col(AccountRole.team_id).is_(None),
            col(Account.disabled_at).is_(None),
            col(Account.id) != but,
        )
        .order_by(col(AccountRole.account_id))
    )
    return list(dict.fromkeys(session.exec(query)))


def watched_person(person: Person) -> Watched:
    """A person’s own stream, for messages about their circle."""
    return Watched(stream=stream_of(person.id), subject=person.id, owner=person.coordinator_id, team=person.team_id)
