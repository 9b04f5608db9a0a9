"""Reading is an event too: once per account, record and 15 minutes, and never on the plan."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.accounts import Role
from engine.database import Database, open_database, reading, writing
from engine.events import history
from engine.ids import new_id
from engine.openings import opened, openings_of, stream_of
from engine.people import Person
from engine.schema import migrate
from engine.visitors import Visitor
from tests.engine.house import AT, House


@pytest.fixture
def database(database_url: str) -> Iterator[Database]:
    database = open_database(database_url)
    migrate(database)
    yield database
    database.close()


@pytest.fixture(scope="module")
def sqlite_database(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Database]:
    database = open_database(f"sqlite:///{tmp_path_factory.mktemp('openings') / 'ownwords.db'}")
    migrate(database)
    yield database
    database.close()


@pytest.fixture
def cast(database: Database) -> tuple[Person, Visitor, Visitor]:
    with writing(database) as session:
        house = House(session)
        rosa = house.person()
        ana, ben = (house.visitor(house.account(Role.COORDINATOR), Role.COORDINATOR) for _ in range(2))
    return rosa, ana, ben


def test_opening_twice_within_fifteen_minutes_is_one_event(
    database: Database, cast: tuple[Person, Visitor, Visitor]
) -> None:
    rosa, ana, ben = cast
    assert opened(database, ana, rosa.id, "plan:1", at=AT)
    assert not opened(database, ana, rosa.id, "plan:1", at=AT + timedelta(minutes=14, seconds=59))
    assert opened(database, ben, rosa.id, "plan:1", at=AT + timedelta(minutes=1))
    assert opened(database, ana, rosa.id, "plan:2", at=AT + timedelta(minutes=1))
    assert opened(database, ana, rosa.id, "plan:1", at=AT + timedelta(minutes=15))
    with reading(database) as session:
        seen = openings_of(session, rosa.id)
        numbers = [event.seq for event in history(session, stream_of(rosa.id))]
    assert [(opening.account, opening.what) for opening in seen] == [
        (str(ana.account_id), "plan:1"),
        (str(ana.account_id), "plan:2"),
        (str(ben.account_id), "plan:1"),
        (str(ana.account_id), "plan:1"),
    ]
    assert numbers == [1, 2, 3, 4]


@given(gaps=st.lists(st.integers(min_value=0, max_value=40 * 60), max_size=8), start=st.integers(0, 3600))
@settings(max_examples=30)
def test_two_events_are_never_closer_than_fifteen_minutes(
    sqlite_database: Database, gaps: list[int], start: int
) -> None:
    ana, person_id = Visitor(account_id=new_id(), role=Role.COORDINATOR, name="Ana"), new_id()
    moment, last, expected = AT + timedelta(seconds=start), None, 0
    for gap in gaps:
        moment += timedelta(seconds=gap)
        due = last is None or moment - last >= timedelta(minutes=15)
        assert opened(sqlite_database, ana, person_id, "plan:1", at=moment) is due
        if due:
            last, expected = moment, expected + 1
    with reading(sqlite_database) as session:
        assert len(openings_of(session, person_id)) == expected


def test_eight_tabs_at_once_make_one_event(database: Database, cast: tuple[Person, Visitor, Visitor]) -> None:
    rosa, ana, _ = cast
    with ThreadPoolExecutor(8) as tabs:
        noted = list(tabs.map(lambda _: opened(database, ana, rosa.id, "plan:1", at=AT), range(8)))
    assert sum(noted) == 1
    with reading(database) as session:
        assert len(openings_of(session, rosa.id)) == 1


def test_the_list_goes_on_by_sequence_number(database: Database, cast: tuple[Person, Visitor, Visitor]) -> None:
    rosa, ana, _ = cast
    for number in range(5):
        opened(database, ana, rosa.id, f"plan:{number}", at=AT)
    with reading(database) as session:
        first = openings_of(session, rosa.id, limit=3)
        rest = openings_of(session, rosa.id, before=first[-1].seq, limit=3)
    assert [opening.what for opening in [*first, *rest]] == ["plan:4", "plan:3", "plan:2", "plan:1", "plan:0"]
