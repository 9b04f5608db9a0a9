"""A small agency for the journeys: people and accounts, no plan, and a clock that stands where a test sets it.

Everything that happens to a plan happens through the doors: pages, and the clock's own sweep.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from pathlib import Path
from uuid import UUID

import pytest
from litestar import Litestar

from engine import clock
from engine.accounts import Account, AccountRole, Role
from engine.database import Database, open_database, writing
from engine.ids import new_id
from engine.passwords import password_hash
from engine.people import Assignment, Person, Relation, RelationKind, Team
from engine.schema import migrate
from engine.settings import Settings
from engine.sweeping import Swept
from tests.web.browser import Browser
from web.app import create_app
from web.clockwork import sweep_now

PASSWORD = "warm soup on mondays"
BEGUN = date(2026, 3, 11)


@dataclass
class Calendar:
    """The wall clock of a journey: it runs on from where it is set, so that no two moments are the same."""

    at: datetime
    read: int = 0

    def now(self) -> datetime:
        """A moment later than the one before."""
        self.read += 1
        return self.at + timedelta(milliseconds=10 * self.read)


@dataclass
class Agency:
    """The agency, its clock, and the one door to its pages."""

    database: Database
    app: Litestar
    calendar: Calendar
    people: dict[str, UUID] = field(default_factory=dict)

    def on(self, day: date) -> None:
        """Let a day come, at ten in the morning of the agency. Nothing else happens by that."""
        self.calendar.at, self.calendar.read = datetime.combine(day, time(15), UTC), 0

    def sweep(self) -> Swept:
        """What the clock door does by itself twice a minute."""
        return sweep_now(self.database, at=self.calendar.now())

    def visit_as(self, name: str) -> Browser:
        """Somebody of the agency, signed in through the door."""
        browser = Browser(self.app)
        browser.visit("/sign-in")
        browser.submit("/sign-in", {"sign_in_name": name, "password": PASSWORD})
        return browser


@pytest.fixture(scope="session")
def digest() -> str:
    """One digest for all: argon2 is slow on purpose."""
    return password_hash(PASSWORD)


@pytest.fixture
def agency(database_url: str, tmp_path: Path, digest: str, monkeypatch: pytest.MonkeyPatch):  # type: ignore[no-untyped-def]
    """The agency, once on SQLite and once on PostgreSQL."""
    made = open_agency(database_url, tmp_path, digest, monkeypatch)
    yield made
    made.database.close()


@pytest.fixture
def sqlite_agency(sqlite_url: str, tmp_path: Path, digest: str, monkeypatch: pytest.MonkeyPatch):  # type: ignore[no-untyped-def]
    """The agency on SQLite, for journeys that are about the screen."""
    made = open_agency(sqlite_url, tmp_path, digest, monkeypatch)
    yield made
    made.database.close()


def open_agency(url: str, folder: Path, digest: str, monkeypatch: pytest.MonkeyPatch) -> Agency:
    """A migrated database with one team, its staff, and three people without a plan."""
    calendar = Calendar(datetime.combine(BEGUN, time(15), UTC))

    class OnTheDay(datetime):
        @classmethod
        def now(cls, tz: tzinfo | None = None) -> datetime:  # type: ignore[override]
            return calendar.now().astimezone(tz)

    monkeypatch.setattr(clock, "datetime", OnTheDay)
    database = open_database(url)
    migrate(database)
    settings = Settings(data_folder=folder, DATABASE_URL=url)
    agency = Agency(database, create_app(settings, database=database), calendar)
    with writing(database) as session:
        team = Team(id=new_id(), name="River Team")
        session.add(team)
        session.flush()

        def account(name: str, role: Role, *, person: Person | None = None) -> Account:
            staff = role not in (Role.PARTICIPANT, Role.GUARDIAN)
            row = Account(
                id=new_id(),
                sign_in_name=name.split()[0].lower(),
                name=name,
                password_hash=digest,
                team_id=team.id if staff else None,
                person_id=person.id if person else None,
                created_at=calendar.at,
            )
            session.add(row)
            session.flush()
            session.add(AccountRole(account_id=row.id, role=role, team_id=row.team_id))
            return row

        def person(name: str, called: Sequence[str], coordinator: Account) -> Person:
            row = Person(
                id=new_id(),
                full_name=name,
                preferred_name=called[0],
                also_called=list(called),
                team_id=team.id,
                coordinator_id=coordinator.id,
                created_at=calendar.at,
            )
            session.add(row)
            session.flush()
            account(f"{called[0]} {name.split()[-1]}", Role.PARTICIPANT, person=row)
            agency.people[called[0]] = row.id
            return row

        torres = account("Lucia Torres", Role.COORDINATOR)
        haddad = account("Noor Haddad", Role.CLINICIAN)
        account("Grace Osei", Role.SUPERVISOR)
        account("Priya Raman", Role.MANAGER)
        gail = account("Gail Webb", Role.GUARDIAN)
        person("Denise Kowalczyk", ["Dee"], torres)
        mo = person("Maurice Webb", ["Mo"], torres)
        kit = person("Katherine Hale", ["Kit"], torres)
        session.add(
            Assignment(
                id=new_id(),
                person_id=kit.id,
                account_id=haddad.id,
                part="clinician",
                starts_on=BEGUN,
            )
        )
        session.add(
            Relation(
                id=new_id(),
                person_id=mo.id,
                account_id=gail.id,
                name=gail.name,
                kind=RelationKind.GUARDIAN,
                scope=["services"],
                papers_seen_on=BEGUN,
                created_at=calendar.at,
            )
        )
    return agency
