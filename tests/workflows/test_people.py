"""Making the house: teams, people, circles and caseloads, each an event under the name of who did it."""

from collections.abc import Iterator
from datetime import date, timedelta

import pytest
from sqlmodel import select

from engine import access
from engine.accounts import Account, Role
from engine.database import Database, open_database, writing
from engine.deadlines import Arming, Watched, arm, open_deadlines
from engine.events import history
from engine.firing import Command
from engine.ids import new_id
from engine.people import Person, Relation
from engine.permissions import Action
from engine.refusals import NotFound, Refusal
from engine.schema import migrate
from tests.engine.house import AT, ON, House
from workflows import circle, guardians, people, staffing
from workflows.circle import SupporterForm
from workflows.guardians import GuardianForm
from workflows.people import PersonForm


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


def _by(house: House, account: Account, role: Role, *, id: str = "") -> Command:
    return Command(id=id or str(new_id()), actor=house.visitor(account, role).actor, at=AT)


def _admin(house: House) -> Command:
    return _by(house, house.account(Role.ADMINISTRATOR), Role.ADMINISTRATOR)


def test_a_team_is_made_once_and_its_name_is_its_own(house: House) -> None:
    command = _admin(house)
    lake = people.create_team(house.session, command, name=" Lake ")
    assert people.create_team(house.session, command, name=" Lake ").id == lake.id
    assert lake.name == "Lake"
    for name in ("Lake", "", "x" * 121):
        with pytest.raises(Refusal):
            people.create_team(house.session, _admin(house), name=name)
    people.rename_team(house.session, _admin(house), lake, name="Ocean")
    assert lake.name == "Ocean"


def test_a_person_is_added_once_with_names_as_given(house: House) -> None:
    command = _admin(house)
    form = PersonForm("José  Núñez \u200f", house.team.id, also_called=("Pepe", " "), born_on=date(1988, 2, 29))
    once, again = (people.create_person(house.session, command, form) for _ in range(2))
    assert once.id == again.id
    assert (once.full_name, once.also_called) == ("José  Núñez \u200f", ["Pepe"])
    assert [event.kind for event in history(house.session, people.stream_of(once.id))] == ["person.added"]


def test_a_coordinator_adds_to_their_own_caseload_alone(house: House) -> None:
    ana = house.account(Role.COORDINATOR, team=house.team)
    mine = PersonForm("Rosa", house.team.id, coordinator_id=ana.id)
    rosa = people.create_person(house.session, _by(house, ana, Role.COORDINATOR), mine)
    assert access.may(house.session, house.visitor(ana, Role.COORDINATOR), Action.EDIT_DRAFT, on=ON, person_id=rosa.id)
    with pytest.raises(Refusal, match="your own caseload"):
        people.create_person(house.session, _by(house, ana, Role.COORDINATOR), PersonForm("Omar", house.team.id))
    with pytest.raises(NotFound):
        people.create_person(
            house.session,
            _by(house, ana, Role.COORDINATOR),
            PersonForm("Omar", house.other_team.id, coordinator_id=ana.id),
        )


def test_a_change_names_what_changed_and_not_what_it_says(house: House) -> None:
    rosa = house.person("Rosa Vega")
    form = PersonForm("Rosa Vega Ruiz", house.team.id, pronouns="she/her")
    people.change_person(house.session, _admin(house), rosa, form)
    assert (rosa.full_name, rosa.version) == ("Rosa Vega Ruiz", 2)
    body = history(house.session, people.stream_of(rosa.id))[0].body
    assert b"full_name" in body
    assert b"Ruiz" not in body


def test_a_guardian_counts_once_the_papers_were_seen(house: House) -> None:
    rosa, mother = house.person(), house.account(Role.GUARDIAN, name="Carmen Vega")
    form = GuardianForm("Carmen Vega", ("services", "health"), account_id=mother.id, ends_on=ON)
    relation = guardians.add_guardian(house.session, _admin(house), rosa, form)
    visitor = house.visitor(mother, Role.GUARDIAN)
    assert not access.may(house.session, visitor, Action.SEE_PLAN, on=ON, person_id=rosa.id)
    with pytest.raises(Refusal, match="not come yet"):
        guardians.note_papers_seen(house.session, _admin(house), relation, seen_on=ON + timedelta(days=1))
    guardians.note_papers_seen(house.session, _admin(house), relation, seen_on=ON)
    assert access.may(house.session, visitor, Action.SEE_PLAN, on=ON, person_id=rosa.id)
    assert not access.may(house.session, visitor, Action.SEE_PLAN, on=ON + timedelta(days=1), person_id=rosa.id)
    circle.end_relation(house.session, _admin(house), relation)
    assert not access.may(house.session, visitor, Action.SEE_PLAN, on=ON, person_id=rosa.id)


def test_a_coordinator_writes_a_guardian_in_but_does_not_vouch_for_the_papers(house: House) -> None:
    ana = house.account(Role.COORDINATOR)
    rosa = house.person(coordinator=ana)
    relation = guardians.add_guardian(
        house.session, _by(house, ana, Role.COORDINATOR), rosa, GuardianForm("Carmen", ("full",))
    )
    with pytest.raises(NotFound):
        guardians.note_papers_seen(house.session, _by(house, ana, Role.COORDINATOR), relation, seen_on=ON)


def test_the_person_chooses_a_supporter_and_takes_it_back(house: House) -> None:
    rosa, friend = house.person(), house.account(Role.SUPPORTER, name="Lia")
    own = house.account(Role.PARTICIPANT, person=rosa)
    form = SupporterForm("Lia", shares=("plan",), account_id=friend.id)
    relation = circle.add_supporter(house.session, _by(house, own, Role.PARTICIPANT), rosa, form)
    circle.add_supporter(house.session, _by(house, own, Role.PARTICIPANT), rosa, form)
    visitor = house.visitor(friend, Role.SUPPORTER)
    assert access.may(house.session, visitor, Action.COMMENT, on=ON, person_id=rosa.id)
    circle.end_relation(house.session, _by(house, own, Role.PARTICIPANT), relation)
    assert not access.may(house.session, visitor, Action.SEE_PERSON, on=ON, person_id=rosa.id)


@pytest.mark.parametrize(
    ("form", "about"),
    [
        (GuardianForm("", ("full",)), "name"),
        (GuardianForm("Carmen", ()), "scope"),
        (GuardianForm("Carmen", ("everything",)), "scope"),
        (GuardianForm("Carmen", ("full",), starts_on=ON, ends_on=ON - timedelta(days=1)), "ends_on"),
        (GuardianForm("Carmen", ("full",), account_id=new_id()), "account"),
        (SupporterForm("Lia", shares=("everything",)), "shares"),
    ],
)
def test_a_circle_form_that_does_not_hold_says_which_field(
    house: House, form: GuardianForm | SupporterForm, about: str
) -> None:
    rosa = house.person()
    command = _admin(house)

    def add() -> None:
        if isinstance(form, GuardianForm):
            guardians.add_guardian(house.session, command, rosa, form)
        else:
            circle.add_supporter(house.session, command, rosa, form)

    with pytest.raises(Refusal) as refused:
        add()
    assert [reason.about for reason in refused.value.reasons] == [about]
    assert house.session.exec(select(Relation)).all() == []


def test_nobody_is_their_own_guardian(house: House) -> None:
    rosa = house.person()
    own = house.account(Role.PARTICIPANT, Role.GUARDIAN, person=rosa)
    with pytest.raises(Refusal, match="own account"):
        guardians.add_guardian(house.session, _admin(house), rosa, GuardianForm("Rosa", ("full",), account_id=own.id))


def test_an_assignment_opens_and_its_end_closes(house: House) -> None:
    rosa, cal = house.person(), house.account(Role.CLINICIAN)
    visitor = house.visitor(cal, Role.CLINICIAN)
    with pytest.raises(Refusal, match="cannot be the provider"):
        staffing.assign(house.session, _admin(house), rosa, cal, part="provider", starts_on=ON)
    row = staffing.assign(house.session, _admin(house), rosa, cal, part="clinician", starts_on=ON)
    assert access.may(house.session, visitor, Action.SEE_DRAFT, on=ON, person_id=rosa.id)
    staffing.end_assignment(house.session, _admin(house), row)
    assert not access.may(house.session, visitor, Action.SEE_PERSON, on=ON, person_id=rosa.id)


def _with_deadline(house: House, person: Person, owner: Account | None) -> str:
    plan = house.plan(person, coordinator=owner)
    arm(
        house.session,
        Watched(plan.stream, plan.id, plan.coordinator_id, plan.team_id),
        Arming("review", "p", "r", "1", "1", due_on=ON, due_at=AT, zone="UTC", sentence="Due.", look_at=AT),
        seq=1,
        at=AT,
    )
    return plan.stream


def test_a_caseload_goes_over_with_its_plans_and_deadlines_and_leaves_others_alone(house: House) -> None:
    ana, ben, cal = (house.account(role) for role in (Role.COORDINATOR, Role.COORDINATOR, Role.CLINICIAN))
    rosa, omar, lena = house.person(coordinator=ana), house.person(coordinator=ana), house.person(coordinator=ben)
    streams = [_with_deadline(house, person, ana) for person in (rosa, omar)]
    therapy = _with_deadline(house, rosa, cal)
    command = _admin(house)
    for _ in range(2):
        outcome = staffing.hand_over_caseload(house.session, command, from_id=ana.id, to=ben)
    assert outcome.event.data["people"] == 2
    assert {rosa.coordinator_id, omar.coordinator_id, lena.coordinator_id} == {ben.id}
    for stream in streams:
        assert [row.owner for row in open_deadlines(house.session, stream)] == [ben.id]
        assert [event.kind for event in history(house.session, stream)] == ["plan.handed_over"]
    assert [row.owner for row in open_deadlines(house.session, therapy)] == [cal.id]
    before, after = (house.visitor(account, Role.COORDINATOR) for account in (ana, ben))
    assert not access.may(house.session, before, Action.SEE_PERSON, on=ON, person_id=rosa.id)
    assert access.may(house.session, after, Action.EDIT_DRAFT, on=ON, person_id=rosa.id)


def test_a_person_moves_to_another_team_with_everything_open(house: House) -> None:
    ana, ben = house.account(Role.COORDINATOR), house.account(Role.COORDINATOR)
    ben.team_id = house.other_team.id
    house.add(ben)
    rosa = house.person(coordinator=ana)
    stream = _with_deadline(house, rosa, ana)
    with pytest.raises(Refusal, match="another team"):
        staffing.hand_over(house.session, _admin(house), rosa, to=ben)
    staffing.hand_over(house.session, _admin(house), rosa, to=ben, team_id=house.other_team.id)
    assert rosa.team_id == house.other_team.id
    assert [(row.owner, row.team) for row in open_deadlines(house.session, stream)] == [(ben.id, house.other_team.id)]


def test_a_caseload_with_one_person_out_of_reach_stays_whole(house: House) -> None:
    ana, ben = house.account(Role.COORDINATOR), house.account(Role.COORDINATOR)
    near, far = house.person(coordinator=ana), house.person(coordinator=ana, team=house.other_team)
    lead = house.account(Role.SUPERVISOR, team=house.team)
    with pytest.raises(NotFound):
        staffing.hand_over_caseload(house.session, _by(house, lead, Role.SUPERVISOR), from_id=ana.id, to=ben)
    assert {near.coordinator_id, far.coordinator_id} == {ana.id}


def test_nobody_takes_over_who_cannot_coordinate(house: House) -> None:
    ana, manager = house.account(Role.COORDINATOR), house.account(Role.MANAGER)
    house.person(coordinator=ana)
    with pytest.raises(Refusal, match="cannot take this over"):
        staffing.hand_over_caseload(house.session, _admin(house), from_id=ana.id, to=manager)
