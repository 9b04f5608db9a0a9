"""Lists that show exactly what may be opened, page by page, without counting or skipping."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import event, text
from sqlmodel import Session

from engine import access
from engine.accounts import Role
from engine.caseloads import PlanRow, caseload, people_seen
from engine.database import Database, open_database, writing
from engine.permissions import Action
from engine.schema import migrate
from engine.visitors import Visitor
from tests.engine.house import AT, ON, YESTERDAY, House


@pytest.fixture
def database(database_url: str) -> Iterator[Database]:
    database = open_database(database_url)
    migrate(database)
    yield database
    database.close()


@pytest.fixture
def house(database: Database) -> Iterator[House]:
    with writing(database) as session:
        yield House(session)


def _all_pages(session: Session, visitor: Visitor, **narrowed: Any) -> list[PlanRow]:
    rows: list[PlanRow] = []
    while page := caseload(session, visitor, on=ON, after=rows[-1].place if rows else None, limit=2, **narrowed):
        rows += page
    return rows


def test_pages_join_without_a_gap_or_a_repeat_soonest_first_undated_last(house: House) -> None:
    ana = house.account(Role.COORDINATOR, team=house.team, name="Ana Moreno")
    rosa = house.person(coordinator=ana)
    days: list[date | None] = [None, ON, YESTERDAY, None, ON, ON + timedelta(days=9), None]
    plans = [house.plan(rosa, coordinator=ana, due=day) for day in days]
    rows = _all_pages(house.session, house.visitor(ana, Role.COORDINATOR))
    assert [row.due_on for row in rows] == [YESTERDAY, ON, ON, ON + timedelta(days=9), None, None, None]
    assert {row.id for row in rows} == {plan.id for plan in plans}
    assert rows[0].coordinator == "Ana Moreno"
    assert rows[0].late_by(ON) == 1


def test_a_list_holds_what_can_be_opened_and_nothing_else(house: House) -> None:
    ana, ben = (house.account(Role.COORDINATOR, team=house.team) for _ in range(2))
    cli = house.account(Role.CLINICIAN)
    rosa = house.person("Rosa", coordinator=ana)
    omar = house.person("Omar", coordinator=ben)
    far = house.person("Far", team=house.other_team)
    friend, mother = house.account(Role.SUPPORTER), house.account(Role.GUARDIAN)
    house.supporter(rosa, friend)
    house.guardian(omar, mother)
    house.guardian(rosa, mother, ends=YESTERDAY)
    house.assigned(omar, ana, "reviewer")
    house.assigned(rosa, cli, "clinician", ends=YESTERDAY)
    plans = {person.full_name: house.plan(person, coordinator=None, due=ON) for person in (rosa, omar, far)}
    plans["closed"] = house.plan(rosa, coordinator=ana)
    plans["closed"].closed_at = AT
    house.add(plans["closed"])
    expected = {
        house.visitor(ana, Role.COORDINATOR): {"Rosa", "Omar"},
        house.visitor(ben, Role.COORDINATOR): {"Omar"},
        house.visitor(cli, Role.CLINICIAN): set(),
        house.visitor(friend, Role.SUPPORTER): {"Rosa"},
        house.visitor(mother, Role.GUARDIAN): {"Omar"},
        house.visitor(house.account(Role.SUPERVISOR, team=house.team), Role.SUPERVISOR): {"Rosa", "Omar"},
        house.visitor(house.account(Role.MANAGER, team=house.other_team), Role.MANAGER): {"Far"},
        house.visitor(house.account(Role.MANAGER), Role.MANAGER): {"Rosa", "Omar", "Far"},
        house.visitor(house.account(Role.ADMINISTRATOR), Role.ADMINISTRATOR): set(),
        house.visitor(house.account(Role.AUDITOR), Role.AUDITOR): set(),
        house.visitor(house.account(Role.PARTICIPANT, person=rosa), Role.PARTICIPANT): {"Rosa"},
    }
    for visitor, names in expected.items():
        found = {row.full_name for row in caseload(house.session, visitor, on=ON)}
        assert found == names, visitor.role
        assert {row.full_name for row in people_seen(house.session, visitor, on=ON)} == names, visitor.role
        opened = {
            name
            for name in ("Rosa", "Omar", "Far")
            if access.may(house.session, visitor, Action.SEE_PLAN, on=ON, plan_id=plans[name].id)
        }
        assert opened == names, visitor.role


def test_the_administrator_lists_names_to_make_relations(house: House) -> None:
    for name in ("Wiśniewska", "Ana", "李小龍"):
        house.person(name)
    admin = house.visitor(house.account(Role.ADMINISTRATOR), Role.ADMINISTRATOR)
    first = people_seen(house.session, admin, Action.EDIT_PERSON, on=ON, limit=2)
    rest = people_seen(
        house.session, admin, Action.EDIT_PERSON, on=ON, after=(first[-1].full_name, first[-1].id), limit=2
    )
    assert [row.full_name for row in [*first, *rest]] == ["Ana", "Wiśniewska", "李小龍"]


def test_a_list_can_be_narrowed_but_never_widened(house: House) -> None:
    ana, ben = (house.account(Role.COORDINATOR, team=house.team) for _ in range(2))
    house.plan(house.person(coordinator=ana), coordinator=ana)
    house.plan(house.person(coordinator=ben), coordinator=ben)
    lead = house.visitor(house.account(Role.SUPERVISOR, team=house.team), Role.SUPERVISOR)
    assert len(caseload(house.session, lead, on=ON)) == 2
    assert [row.coordinator_id for row in caseload(house.session, lead, on=ON, coordinator=ana.id)] == [ana.id]
    assert caseload(house.session, lead, on=ON, team=house.other_team.id) == []
    mine = house.visitor(ana, Role.COORDINATOR)
    assert caseload(house.session, mine, on=ON, coordinator=ben.id) == []


def _plan_of(database: Database, visitor: Visitor, **narrowed: UUID) -> str:
    """How SQLite says it answers the first page."""
    asked: list[tuple[str, Any]] = []

    def note(_connection: Any, _cursor: Any, statement: str, parameters: Any, *_: Any) -> None:
        asked.append((statement, parameters))

    with writing(database) as session:
        event.listen(database.writer, "before_cursor_execute", note)
        caseload(session, visitor, on=ON, **narrowed)
        event.remove(database.writer, "before_cursor_execute", note)
        steps: list[str] = []
        for statement, parameters in asked:
            cursor = session.connection().connection.cursor()
            steps += [row[3] for row in cursor.execute(f"EXPLAIN QUERY PLAN {statement}", parameters)]
    return "\n".join(steps)


def test_sqlite_answers_each_list_from_its_index(sqlite_url: str) -> None:
    database = open_database(sqlite_url)
    migrate(database)
    with writing(database) as session:
        house = House(session)
        coordinator = house.visitor(house.account(Role.COORDINATOR, team=house.team), Role.COORDINATOR)
        manager = house.visitor(house.account(Role.MANAGER, team=house.team), Role.MANAGER)
        director = house.visitor(house.account(Role.MANAGER), Role.MANAGER)
        session.execute(text("ANALYZE"))
    for visitor, index in (
        (coordinator, "ix_plan_coordinator"),
        (manager, "ix_plan_team"),
        (director, "ix_plan_due"),
    ):
        plan = _plan_of(database, visitor)
        assert index in plan
        assert "SCAN plan\n" not in plan + "\n", plan
        if visitor is not coordinator:
            assert "TEMP B-TREE" not in plan, plan
    database.close()
