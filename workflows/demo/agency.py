"""The agency of the demo before its story begins: teams, accounts, people and their circles."""

from collections.abc import Sequence
from datetime import date, datetime

from sqlmodel import Session

from engine.accounts import Account, AccountRole
from engine.ids import new_id
from engine.passwords import password_hash
from engine.people import Assignment, Person, Relation, RelationKind, Team
from workflows.demo.cast import CAST, HILL, PASSWORD, RIVER


def open_agency(session: Session, *, at: datetime) -> tuple[dict[str, Team], dict[str, Account]]:
    """Two teams, and an account for everybody in the cast. One digest serves all: it is one password."""
    teams = {name: Team(id=new_id(), name=name) for name in (RIVER, HILL)}
    session.add_all(teams.values())
    session.flush()
    digest = password_hash(PASSWORD)
    accounts: dict[str, Account] = {}
    for member in CAST:
        team = teams[member.team].id if member.team else None
        account = Account(
            id=new_id(),
            sign_in_name=member.sign_in,
            name=member.name,
            password_hash=digest,
            team_id=team,
            language=member.language,
            created_at=at,
        )
        session.add(account)
        session.flush()
        session.add(AccountRole(account_id=account.id, role=member.role, team_id=team))
        accounts[member.sign_in] = account
    session.flush()
    return teams, accounts


def add_person(session: Session, person: Person, account: Account | None) -> Person:
    """A person, with their own account where they have one."""
    session.add(person)
    session.flush()
    if account is not None:
        account.person_id = person.id
        session.add(account)
        session.flush()
    return person


def add_to_circle(
    session: Session,
    person: Person,
    name: str,
    kind: RelationKind,
    *,
    at: datetime,
    account: Account | None = None,
    scope: Sequence[str] = (),
    papers_seen_on: date | None = None,
    ends_on: date | None = None,
    chosen: bool = False,
) -> Relation:
    """Somebody in the person's circle."""
    relation = Relation(
        id=new_id(),
        person_id=person.id,
        account_id=account.id if account else None,
        name=name,
        kind=kind.value,
        scope=list(scope),
        papers_seen_on=papers_seen_on,
        ends_on=ends_on,
        chosen_by_person=chosen,
        created_at=at,
    )
    session.add(relation)
    session.flush()
    return relation


def assign(session: Session, person: Person, account: Account, part: str, *, since: date) -> None:
    """Somebody who works with the person in a part other than coordinating."""
    session.add(Assignment(id=new_id(), person_id=person.id, account_id=account.id, part=part, starts_on=since))
    session.flush()
