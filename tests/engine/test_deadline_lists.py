"""What a manager sees: every open date once, the oldest first, explained; counts that stop where they stop helping."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy import event, text

from engine.accounts import Account, Role
from engine.database import Database, open_database, writing
from engine.deadline_lists import AT_MOST, Counts, coordinators_of, counted, counts_seen, deadlines_seen, teams_seen
from engine.deadlines import Arming, DeadlineState, Watched, arm, end
from engine.plans import Plan
from engine.schema import migrate
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


def _due(house: House, plan: Plan, day: date, *, rule: str = "annual", kind: str = "review") -> None:
    arm(
        house.session,
        Watched(stream=plan.stream, subject=plan.id, owner=plan.coordinator_id, team=plan.team_id),
        Arming(
            kind=kind,
            profile="federal_hcbs",
            rule=rule,
            rule_version="1",
            anchor="1",
            due_on=day,
            due_at=AT,
            zone="America/New_York",
            sentence=f"Due on {day} because of {rule}.",
            look_at=AT,
            citation="42 CFR 441.301(c)(3)",
        ),
        seq=1,
        at=AT,
    )


def test_each_open_deadline_stands_once_oldest_first_with_its_sentence(house: House) -> None:
    ana = house.account(Role.COORDINATOR, team=house.team, name="Ana Moreno")
    rosa = house.person(coordinator=ana)
    plan = house.plan(rosa, coordinator=ana)
    for number, day in enumerate([ON, YESTERDAY, ON + timedelta(days=30), ON]):
        _due(house, plan, day, rule=f"rule{number}")
    _due(house, plan, YESTERDAY, rule="over", kind="done")
    end(house.session, plan.stream, kinds=["done"], seq=2, at=AT, as_state=DeadlineState.DONE)
    lead = house.visitor(house.account(Role.MANAGER, team=house.team), Role.MANAGER)
    first = deadlines_seen(house.session, lead, on=ON, limit=2)
    rest = deadlines_seen(house.session, lead, on=ON, after=first[-1].place)
    assert [row.due_on for row in [*first, *rest]] == [YESTERDAY, ON, ON, ON + timedelta(days=30)]
    assert first[0].sentence == f"Due on {YESTERDAY} because of rule1."
    assert (first[0].coordinator, first[0].called, first[0].late_by(ON)) == ("Ana Moreno", "Rosa Vega", 1)
    assert [row.due_on for row in deadlines_seen(house.session, lead, on=ON, until=ON)] == [YESTERDAY, ON, ON]


def test_who_sees_which_deadlines(house: House) -> None:
    ana, ben = (house.account(Role.COORDINATOR, team=house.team) for _ in range(2))
    far_lead = house.account(Role.COORDINATOR, team=house.other_team)
    plans = [
        house.plan(house.person("Rosa", coordinator=ana), coordinator=ana),
        house.plan(house.person("Omar", coordinator=ben), coordinator=ben),
        house.plan(house.person("Far", team=house.other_team), coordinator=far_lead),
    ]
    for plan in plans:
        _due(house, plan, YESTERDAY)
        _due(house, plan, ON + timedelta(days=14), rule="soon")
        _due(house, plan, ON + timedelta(days=15), rule="later")

    def names(account: Account, role: Role, **narrowed: Any) -> set[str]:
        rows = deadlines_seen(house.session, house.visitor(account, role), on=ON, **narrowed)
        return {row.full_name for row in rows}

    manager, director = house.account(Role.MANAGER, team=house.team), house.account(Role.MANAGER)
    assert names(ana, Role.COORDINATOR) == {"Rosa"}
    assert names(ana, Role.COORDINATOR, coordinator=ben.id) == set()
    assert names(manager, Role.MANAGER) == {"Rosa", "Omar"}
    assert names(manager, Role.MANAGER, coordinator=ben.id) == {"Omar"}
    assert names(manager, Role.MANAGER, team=house.other_team.id) == set()
    assert names(director, Role.MANAGER) == {"Rosa", "Omar", "Far"}
    assert names(director, Role.MANAGER, team=house.other_team.id) == {"Far"}
    for role in (Role.ADMINISTRATOR, Role.AUDITOR, Role.PROVIDER, Role.GUARDIAN, Role.SUPPORTER):
        account = house.account(role, team=house.team)
        assert names(account, role) == set()
        assert counts_seen(house.session, house.visitor(account, role), on=ON) == Counts(0, 0)
    assert counts_seen(house.session, house.visitor(ana, Role.COORDINATOR), on=ON) == Counts(1, 1)
    assert counts_seen(house.session, house.visitor(manager, Role.MANAGER), on=ON) == Counts(2, 2)
    assert counts_seen(house.session, house.visitor(director, Role.MANAGER), on=ON) == Counts(3, 3)


def test_a_count_is_exact_until_it_says_more_than() -> None:
    assert [counted(number) for number in (0, 999, AT_MOST, AT_MOST + 1)] == ["0", "999", "1,000", "more than 1,000"]


def test_lists_are_narrowed_to_teams_one_answers_for(house: House) -> None:
    ana = house.account(Role.COORDINATOR, team=house.team, name="Ana Moreno")
    ana.team_id = house.team.id
    house.add(ana)
    manager = house.visitor(house.account(Role.MANAGER, team=house.team), Role.MANAGER)
    director = house.visitor(house.account(Role.MANAGER), Role.MANAGER)
    assert [name for _, name in teams_seen(house.session, manager)] == ["River"]
    assert [name for _, name in teams_seen(house.session, director)] == ["Hill", "River"]
    assert coordinators_of(house.session, manager, house.team.id) == [(ana.id, "Ana Moreno")]
    assert coordinators_of(house.session, manager, house.other_team.id) == []


@pytest.mark.parametrize(
    ("who", "index"),
    [("coordinator", "ix_deadline_owner_due"), ("manager", "ix_deadline_team_due"), ("director", "ix_deadline_due")],
)
def test_sqlite_answers_each_list_and_count_from_its_index(sqlite_url: str, who: str, index: str) -> None:
    database = open_database(sqlite_url)
    migrate(database)
    asked: list[tuple[str, Any]] = []
    with writing(database) as session:
        house = House(session)
        role = Role.COORDINATOR if who == "coordinator" else Role.MANAGER
        team = None if who == "director" else house.team
        visitor = house.visitor(house.account(role, team=team), role)
        session.execute(text("ANALYZE"))
        event.listen(database.writer, "before_cursor_execute", lambda *call: asked.append((call[2], call[3])))
        deadlines_seen(session, visitor, on=ON)
        counts_seen(session, visitor, on=ON)
        cursor = session.connection().connection.cursor()
        for statement, parameters in list(asked):
            steps = "\n".join(str(row[3]) for row in cursor.execute(f"EXPLAIN QUERY PLAN {statement}", parameters))
            assert index in steps, steps
            assert "TEMP B-TREE" not in steps, steps
    database.close()
