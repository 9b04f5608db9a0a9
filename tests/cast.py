"""The demo's people, for every test that wants a house that is lived in.

Fixtures (registered in tests/conftest.py, so they are there everywhere):

- `house`: a Database on SQLite with the whole demo in it, this test's own copy. It is `TODAY` there, at `NOW`.
- `any_house`: the same, once on SQLite and once on PostgreSQL.
- `visitor("sam")`, `command("sam", reason="...")`: somebody of `workflows.demo.CAST`, and what they ask for at `NOW`.
  They belong to `house`; with PostgreSQL as well, take `any_house` and the functions `visitor_in`, `command_in`.
- `plan_of(session, "rosa")`: the plan of a member of the cast, or of a person by their full name.

The demo is told once in each worker and copied for each test; a copy takes a few milliseconds.
"""

import shutil
import uuid
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from sqlmodel import Session, select

from engine.accounts import Account
from engine.database import Database, fold_log, open_database, reading
from engine.firing import Command
from engine.people import Person
from engine.plans import Plan
from engine.schema import migrate
from engine.visitors import Visitor, visitor_for
from tests.server import Server
from workflows.demo import load
from workflows.demo.cast import MEMBERS

TODAY = date(2026, 3, 20)
NOW = datetime(2026, 3, 20, 15, tzinfo=UTC)


def told(url: str) -> Database:
    """A migrated database with the demo in it."""
    database = open_database(url)
    migrate(database)
    load(database, today=TODAY)
    return database


@pytest.fixture(scope="session")
def told_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The SQLite file that every `house` is copied from."""
    file = tmp_path_factory.mktemp("told") / "demo.db"
    database = told(f"sqlite:///{file}")
    fold_log(database)
    database.close()
    return file


@pytest.fixture(scope="session")
def told_template(postgres_server: Server) -> str:
    """The name of the PostgreSQL database that is copied."""
    name = f"told{uuid.uuid4().hex}"
    postgres_server.create(name)
    told(postgres_server.url(name)).close()
    return name


@pytest.fixture
def sqlite_house(told_file: Path, tmp_path: Path) -> Iterator[Database]:
    """The demo on SQLite."""
    file = tmp_path / "house.db"
    shutil.copyfile(told_file, file)
    database = open_database(f"sqlite:///{file}")
    yield database
    database.close()


@pytest.fixture
def postgres_house(postgres_server: Server, told_template: str) -> Iterator[Database]:
    """The demo on PostgreSQL."""
    name = f"house{uuid.uuid4().hex}"
    postgres_server.create(name, template=told_template)
    database = open_database(postgres_server.url(name))
    yield database
    database.close()
    postgres_server.drop(name)


@pytest.fixture
def house(sqlite_house: Database) -> Database:
    """The demo, for tests that need one database only."""
    return sqlite_house


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
def any_house(request: pytest.FixtureRequest) -> Database:
    """The demo, once on each database."""
    found: Database = request.getfixturevalue(f"{request.param}_house")
    return found


@pytest.fixture
def visitor(house: Database) -> Callable[[str], Visitor]:
    """Somebody of the cast as a visitor of `house`."""
    return lambda name: visitor_in(house, name)


@pytest.fixture
def command(house: Database) -> Callable[..., Command]:
    """What somebody of the cast asks for in `house`, at `NOW`."""
    return lambda name, **content: command_in(house, name, **content)


def visitor_in(database: Database, name: str) -> Visitor:
    """Somebody of the cast as a visitor."""
    with reading(database) as session:
        account = session.exec(select(Account).where(Account.sign_in_name == name)).one()
        found = visitor_for(session, account.id, MEMBERS[name].role)
    assert found is not None
    return found


def command_in(database: Database, name: str, *, at: datetime = NOW, **content: Any) -> Command:
    """What somebody of the cast asks for."""
    return Command(id=str(uuid.uuid4()), actor=visitor_in(database, name).actor, at=at, content=content)


def plan_of(session: Session, who: str) -> Plan:
    """The plan of somebody in the cast, or of a person by full name."""
    name = MEMBERS[who].name if who in MEMBERS else who
    query = select(Plan).join(Person).where(Person.full_name == name)
    return session.exec(query).one()
