"""Suspending access takes two people, holds at once, and lets its subject know nothing."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from sqlmodel import select

from engine import access
from engine.accounts import Account, Role
from engine.database import Database, open_database, writing
from engine.firing import Command
from engine.ids import new_id
from engine.outbox import Message
from engine.people import Person, Relation, deciding_guardians
from engine.permissions import Action
from engine.refusals import NotFound, Refusal
from engine.schema import migrate
from engine.suspensions import steps_of
from tests.engine.house import AT, ON, House
from workflows import circle, suspending
from workflows.circle import SupporterForm


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


@pytest.fixture
def grace(house: House) -> Account:
    return house.account(Role.SUPERVISOR, team=house.team, name="Grace")


@pytest.fixture
def priya(house: House) -> Account:
    return house.account(Role.MANAGER, name="Priya")


def suspended(house: House, relation: Relation, grace: Account, priya: Account) -> None:
    suspending.ask_suspension(house.session, by(house, grace, Role.SUPERVISOR), relation, reason="Bruises, and fear.")
    suspending.decide_suspension(house.session, by(house, priya, Role.MANAGER), relation, confirm=True)


def _sees(house: House, account: Account, role: Role, person: Person) -> bool:
    return access.may(house.session, house.visitor(account, role), Action.SEE_PLAN, on=ON, person_id=person.id)


def test_one_asks_another_confirms_and_it_holds_at_once(house: House, grace: Account, priya: Account) -> None:
    rosa, mother = house.person(), house.account(Role.GUARDIAN)
    relation = house.guardian(rosa, mother)
    suspending.ask_suspension(house.session, by(house, grace, Role.SUPERVISOR), relation, reason="Bruises.")
    assert _sees(house, mother, Role.GUARDIAN, rosa)
    with pytest.raises(Refusal, match="takes two people"):
        suspending.decide_suspension(house.session, by(house, grace, Role.SUPERVISOR), relation, confirm=True)
    suspending.decide_suspension(house.session, by(house, priya, Role.MANAGER), relation, confirm=True)
    assert not _sees(house, mother, Role.GUARDIAN, rosa)
    assert deciding_guardians(house.session, rosa.id, on=ON) == []


def test_giving_access_back_takes_two_as_well(house: House, grace: Account, priya: Account) -> None:
    rosa, mother = house.person(), house.account(Role.GUARDIAN)
    relation = house.guardian(rosa, mother)
    suspended(house, relation, grace, priya)
    suspending.ask_suspension(house.session, by(house, priya, Role.MANAGER), relation, reason="The court looked at it.")
    with pytest.raises(Refusal, match="takes two people"):
        suspending.decide_suspension(house.session, by(house, priya, Role.MANAGER), relation, confirm=True)
    suspending.decide_suspension(
        house.session, by(house, grace, Role.SUPERVISOR), relation, confirm=False, reason="Too early."
    )
    assert not _sees(house, mother, Role.GUARDIAN, rosa)
    suspending.ask_suspension(house.session, by(house, priya, Role.MANAGER), relation, reason="The court decided.")
    suspending.decide_suspension(house.session, by(house, grace, Role.SUPERVISOR), relation, confirm=True)
    assert _sees(house, mother, Role.GUARDIAN, rosa)
    said = [row.step for row in steps_of(house.session, rosa.id)[relation.id]]
    assert said == ["asked", "confirmed", "lift asked", "lift not confirmed", "lift asked", "lifted"]


def test_every_door_of_the_account_is_shut_and_no_new_row_opens_one(
    house: House, grace: Account, priya: Account
) -> None:
    rosa, mother = house.person(), house.account(Role.GUARDIAN, Role.SUPPORTER)
    relation = house.guardian(rosa, mother)
    house.supporter(rosa, mother)
    suspended(house, relation, grace, priya)
    assert not _sees(house, mother, Role.SUPPORTER, rosa)
    form = SupporterForm("Mother", shares=("plan",), account_id=mother.id)
    circle.add_supporter(house.session, by(house, grace, Role.SUPERVISOR), rosa, form)
    assert not _sees(house, mother, Role.SUPPORTER, rosa)
    other = house.person("Somebody Else")
    house.guardian(other, mother)
    assert _sees(house, mother, Role.GUARDIAN, other)


def test_the_one_it_is_about_is_told_nothing(house: House, grace: Account, priya: Account) -> None:
    ana, mother = house.account(Role.COORDINATOR), house.account(Role.GUARDIAN)
    rosa = house.person(coordinator=ana)
    suspended(house, house.guardian(rosa, mother), grace, priya)
    told = {row.recipient for row in house.session.exec(select(Message)).all()}
    assert told == {ana.id, grace.id, priya.id}


def test_a_reason_is_asked_for_and_a_no_gives_one(house: House, grace: Account, priya: Account) -> None:
    relation = house.guardian(house.person(), house.account(Role.GUARDIAN))
    with pytest.raises(Refusal, match="Write the reason"):
        suspending.ask_suspension(house.session, by(house, grace, Role.SUPERVISOR), relation, reason=" ")
    with pytest.raises(Refusal, match="Nothing waits"):
        suspending.decide_suspension(house.session, by(house, priya, Role.MANAGER), relation, confirm=True)
    suspending.ask_suspension(house.session, by(house, grace, Role.SUPERVISOR), relation, reason="Fear.")
    with pytest.raises(Refusal, match="asked for this already"):
        suspending.ask_suspension(house.session, by(house, priya, Role.MANAGER), relation, reason="Fear.")
    with pytest.raises(Refusal, match="Write the reason"):
        suspending.decide_suspension(house.session, by(house, priya, Role.MANAGER), relation, confirm=False)


def test_who_may_not_is_not_there(house: House, grace: Account, priya: Account) -> None:
    ana, mother = house.account(Role.COORDINATOR), house.account(Role.GUARDIAN)
    rosa = house.person(coordinator=ana)
    relation = house.guardian(rosa, mother)
    with pytest.raises(NotFound):
        suspending.ask_suspension(house.session, by(house, mother, Role.GUARDIAN), relation, reason="x")
    suspending.ask_suspension(house.session, by(house, ana, Role.COORDINATOR), relation, reason="Fear.")
    with pytest.raises(NotFound):
        suspending.decide_suspension(house.session, by(house, ana, Role.COORDINATOR), relation, confirm=True)


def test_two_who_confirm_at_the_same_moment_decide_once(database: Database) -> None:
    with writing(database) as session:
        house = House(session)
        grace, one, two = (house.account(Role.SUPERVISOR, team=house.team) for _ in range(3))
        relation = house.guardian(house.person(), house.account(Role.GUARDIAN))
        suspending.ask_suspension(session, by(house, grace, Role.SUPERVISOR), relation, reason="Fear.")
        commands = [by(house, account, Role.SUPERVISOR) for account in (grace, one, two)]
        row_id = relation.id
    start = Barrier(len(commands))

    def go(command: Command) -> str:
        start.wait()
        try:
            with writing(database) as session:
                row = session.get_one(Relation, row_id)
                suspending.decide_suspension(session, command, row, confirm=True)
        except Refusal:
            return "refused"
        return "decided"

    with ThreadPoolExecutor(len(commands)) as threads:
        assert sorted(threads.map(go, commands)) == ["decided", "refused", "refused"]
