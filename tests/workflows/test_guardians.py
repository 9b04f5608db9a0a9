"""Authority beside a person: written in by one, verified by another, in its dates and for what it covers."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier

import pytest
from sqlmodel import select

from engine import access
from engine.accounts import Account, Role
from engine.authorities import AuthorityType
from engine.database import Database, open_database, writing
from engine.deadlines import open_deadlines
from engine.firing import Command
from engine.ids import new_id
from engine.outbox import Message
from engine.people import Relation
from engine.permissions import Action
from engine.refusals import Refusal
from engine.schema import migrate
from tests.engine.house import AT, ON, House
from workflows import circle, guardians
from workflows.guardians import GuardianForm
from workflows.monitoring import sweep_due

FULL = GuardianForm(
    "Carmen Vega", ("full",), authority=AuthorityType.FULL, court="Lake County", papers="GD 12, drawer 3"
)


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


def by(house: House, account: Account, role: Role) -> Command:
    return Command(id=str(new_id()), actor=house.visitor(account, role).actor, at=AT)


def test_who_wrote_it_in_does_not_verify_it(house: House) -> None:
    grace, other = (house.account(Role.SUPERVISOR, team=house.team) for _ in range(2))
    row = guardians.add_guardian(house.session, by(house, grace, Role.SUPERVISOR), house.person(), FULL)
    with pytest.raises(Refusal, match="takes two people"):
        guardians.note_papers_seen(house.session, by(house, grace, Role.SUPERVISOR), row, seen_on=ON)
    assert not row.may_decide_on(ON)
    guardians.note_papers_seen(house.session, by(house, other, Role.SUPERVISOR), row, seen_on=ON)
    assert row.may_decide_on(ON)
    with pytest.raises(Refusal, match="verified already"):
        guardians.note_papers_seen(house.session, by(house, other, Role.SUPERVISOR), row, seen_on=ON)


def test_two_roles_of_one_account_are_one_person(house: House) -> None:
    both = house.account(Role.SUPERVISOR, Role.MANAGER, team=house.team)
    row = guardians.add_guardian(house.session, by(house, both, Role.MANAGER), house.person(), FULL)
    with pytest.raises(Refusal, match="takes two people"):
        guardians.note_papers_seen(house.session, by(house, both, Role.SUPERVISOR), row, seen_on=ON)


def test_nobody_writes_in_or_verifies_an_authority_of_their_own(house: House) -> None:
    mother = house.account(Role.GUARDIAN, Role.SUPERVISOR, team=house.team, name="Carmen Vega")
    grace = house.account(Role.SUPERVISOR, team=house.team)
    own = GuardianForm("Carmen Vega", ("full",), account_id=mother.id)
    rosa = house.person()
    with pytest.raises(Refusal, match="of their own"):
        guardians.add_guardian(house.session, by(house, mother, Role.SUPERVISOR), rosa, own)
    row = guardians.add_guardian(house.session, by(house, grace, Role.SUPERVISOR), rosa, own)
    with pytest.raises(Refusal, match="their own authority"):
        guardians.note_papers_seen(house.session, by(house, mother, Role.SUPERVISOR), row, seen_on=ON)


@pytest.mark.parametrize("authority", [AuthorityType.TEMPORARY, AuthorityType.EMERGENCY, AuthorityType.PARENT])
def test_what_ends_by_itself_has_a_last_day(house: House, authority: AuthorityType) -> None:
    grace = house.account(Role.SUPERVISOR, team=house.team)
    form = GuardianForm("Carmen", ("full",), authority=authority)
    with pytest.raises(Refusal, match="Write its last day"):
        guardians.add_guardian(house.session, by(house, grace, Role.SUPERVISOR), house.person(), form)


def test_papers_about_money_alone_answer_and_sign_nothing(house: House) -> None:
    grace, other = (house.account(Role.SUPERVISOR, team=house.team) for _ in range(2))
    uncle, rosa = house.account(Role.GUARDIAN), house.person()
    wide = GuardianForm("Uncle", ("full",), authority=AuthorityType.CONSERVATOR)
    with pytest.raises(Refusal, match="money alone"):
        guardians.add_guardian(house.session, by(house, grace, Role.SUPERVISOR), rosa, wide)
    form = GuardianForm("Uncle", ("finance",), account_id=uncle.id, authority=AuthorityType.CONSERVATOR)
    row = guardians.add_guardian(house.session, by(house, grace, Role.SUPERVISOR), rosa, form)
    guardians.note_papers_seen(house.session, by(house, other, Role.SUPERVISOR), row, seen_on=ON)
    visitor = house.visitor(uncle, Role.GUARDIAN)
    for action in (Action.SEE_PLAN, Action.ANSWER_AS_GUARDIAN, Action.SIGN, Action.SEE_WORDS):
        assert not access.may(house.session, visitor, action, on=ON, person_id=rosa.id)


def test_the_database_agrees_with_the_rows(house: House) -> None:
    """`reaches` in SQL and `may_decide_on` in Python say the same of one who verified their own entry."""
    grace, mother, rosa = house.account(Role.SUPERVISOR), house.account(Role.GUARDIAN), house.person()
    row = house.guardian(rosa, mother)
    visitor = house.visitor(mother, Role.GUARDIAN)
    for entered, seen, counts in ((None, None, True), (grace.id, grace.id, False), (grace.id, None, False), (grace.id, mother.id, True)):  # fmt: skip
        row.entered_by, row.papers_seen_by = entered, seen
        house.add(row)
        assert row.may_decide_on(ON) is counts
        assert access.may(house.session, visitor, Action.SEE_PLAN, on=ON, person_id=rosa.id) is counts


def test_a_paid_guardian_is_flagged_whether_said_or_known(house: House) -> None:
    rosa = house.person()
    said = house.guardian(rosa, house.account(Role.GUARDIAN))
    assert not guardians.is_paid(house.session, said, on=ON)
    said.also_paid = True
    assert guardians.is_paid(house.session, said, on=ON)
    known = house.guardian(rosa, house.account(Role.GUARDIAN, Role.PROVIDER))
    assert guardians.is_paid(house.session, known, on=ON)
    assert not guardians.is_paid(house.session, house.supporter(rosa, house.account(Role.PROVIDER)), on=ON)


def test_the_coordinator_hears_before_an_authority_runs_out(database: Database) -> None:
    with writing(database) as session:
        house = House(session)
        grace, other = (house.account(Role.SUPERVISOR, team=house.team) for _ in range(2))
        ana = house.account(Role.COORDINATOR)
        rosa = house.person(coordinator=ana)
        plan = house.plan(rosa, coordinator=ana)
        form = GuardianForm("Carmen", ("full",), ends_on=ON + timedelta(days=40), report_due_on=ON + timedelta(days=20))
        row = guardians.add_guardian(session, by(house, grace, Role.SUPERVISOR), rosa, form)
        assert open_deadlines(session, plan.stream) == []
        guardians.note_papers_seen(session, by(house, other, Role.SUPERVISOR), row, seen_on=ON)
        report, ends = open_deadlines(session, plan.stream)
        assert (ends.rule, ends.due_on, report.rule) == ("authority_ends", form.ends_on, "authority_report")
        assert "Carmen" in ends.sentence
        coordinator, stream, row_id, grace_id, other_id = ana.id, plan.stream, row.id, grace.id, other.id
        actor = house.visitor(ana, Role.COORDINATOR).actor
    sweep_due(database, at=AT + timedelta(days=11))
    with writing(database) as session:
        told = session.exec(select(Message).where(Message.kind == "authority_ends")).all()
        assert {row.recipient for row in told} == {coordinator}
    sweep_due(database, at=AT + timedelta(days=42))
    with writing(database) as session:
        assert [(row.rule, row.state) for row in open_deadlines(session, stream)] == [
            ("authority_report", "due"),
            ("authority_ends", "due"),
        ]
        told = session.exec(select(Message).where(Message.kind == "authority_ends")).all()
        assert {grace_id, other_id} <= {row.recipient for row in told}
        ana = Command(id=str(new_id()), actor=actor, at=AT + timedelta(days=42))
        guardians.note_report(session, ana, session.get_one(Relation, row_id), next_on=None)
        assert open_deadlines(session, stream) == []


def test_an_authority_that_is_ended_watches_no_date(house: House) -> None:
    grace, other = (house.account(Role.SUPERVISOR, team=house.team) for _ in range(2))
    rosa = house.person()
    plan = house.plan(rosa)
    form = GuardianForm("Carmen", ("full",), ends_on=ON + timedelta(days=40))
    row = guardians.add_guardian(house.session, by(house, grace, Role.SUPERVISOR), rosa, form)
    guardians.note_papers_seen(house.session, by(house, other, Role.SUPERVISOR), row, seen_on=ON)
    circle.end_relation(house.session, by(house, other, Role.SUPERVISOR), row)
    assert open_deadlines(house.session, plan.stream) == []


def test_one_account_from_two_windows_verifies_nothing_and_two_people_verify_once(database: Database) -> None:
    with writing(database) as session:
        house = House(session)
        grace, one, two = (house.account(Role.SUPERVISOR, team=house.team) for _ in range(3))
        row_id = guardians.add_guardian(session, by(house, grace, Role.SUPERVISOR), house.person(), FULL).id
        alone = [by(house, grace, Role.SUPERVISOR) for _ in range(2)]
        pair = [by(house, account, Role.SUPERVISOR) for account in (one, two)]
    assert sorted(_race(database, row_id, alone)) == ["refused", "refused"]
    assert sorted(_race(database, row_id, pair)) == ["refused", "verified"]


def _race(database: Database, row_id: object, commands: list[Command]) -> list[str]:
    start = Barrier(len(commands))

    def go(command: Command) -> str:
        start.wait()
        return _raced(database, row_id, command)

    with ThreadPoolExecutor(len(commands)) as threads:
        return list(threads.map(go, commands))


def _raced(database: Database, row_id: object, command: Command) -> str:
    try:
        with writing(database) as session:
            guardians.note_papers_seen(session, command, session.get_one(Relation, row_id), seen_on=ON)
    except Refusal:
        return "refused"
    return "verified"
