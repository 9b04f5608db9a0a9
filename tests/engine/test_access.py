"""From an account to a record: every cell of the table for somebody near, far, too late and shut out."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from sqlmodel import Session, delete, update

from engine import access
from engine.accounts import Account, AccountRole, Role
from engine.database import Database, open_database, writing
from engine.people import Person
from engine.permissions import Action, Scope, scope_of
from engine.refusals import NotFound
from engine.schema import migrate
from tests.engine.house import AT, BEFORE, ON, YESTERDAY, House, some_id


@pytest.fixture
def database(database_url: str) -> Iterator[Database]:
    database = open_database(database_url)
    migrate(database)
    yield database
    database.close()


@pytest.fixture
def session(database: Database) -> Iterator[Session]:
    with writing(database) as session:
        yield session


@pytest.fixture
def house(session: Session) -> House:
    return House(session)


def _near(house: House, person: Person, role: Role) -> Account:
    account = house.account(role, team=house.team, person=person if role is Role.PARTICIPANT else None)
    if role is Role.GUARDIAN:
        house.guardian(person, account)
    if role is Role.SUPPORTER:
        house.supporter(person, account)
    if role in (Role.COORDINATOR, Role.CLINICIAN):
        house.plan(person, coordinator=account)
    if role is Role.PROVIDER:
        house.assigned(person, account, "provider")
    return account


def _far(house: House, person: Person, role: Role) -> Account:
    stranger = house.person("Somebody Else", team=house.other_team)
    account = house.account(role, team=house.other_team, person=stranger if role is Role.PARTICIPANT else None)
    if role is Role.GUARDIAN:
        house.guardian(stranger, account)
    if role is Role.SUPPORTER:
        house.supporter(stranger, account)
    if role in (Role.COORDINATOR, Role.CLINICIAN):
        house.plan(stranger, coordinator=account)
    if role is Role.PROVIDER:
        house.assigned(stranger, account, "provider")
    return account


def _late(house: House, person: Person, role: Role) -> Account:
    account = house.account(role, team=house.other_team)
    house.guardian(person, account, ends=YESTERDAY)
    house.supporter(person, account, ends=YESTERDAY)
    for part in ("coordinator", "clinician", "provider", "reviewer"):
        house.assigned(person, account, part, ends=YESTERDAY)
        house.assigned(person, account, part, starts=ON + timedelta(days=1))
    return account


def test_every_cell_of_the_table_holds_for_every_relation(house: House) -> None:
    person = house.person()
    wrong = []
    for role in Role:
        near = house.visitor(_near(house, person, role), role)
        far = house.visitor(_far(house, person, role), role)
        late = house.visitor(_late(house, person, role), role)
        shut_out = house.visitor(_near(house, person, role), role)
        house.session.exec(delete(AccountRole).where(AccountRole.account_id == shut_out.account_id))
        disabled = house.visitor(_near(house, person, role), role)
        house.session.exec(update(Account).where(Account.id == disabled.account_id).values(disabled_at=AT))
        for action in Action:
            if action is Action.SEE_MESSAGES:
                continue  # belongs to the account, not to a person; message_for has its own tests
            scope = scope_of(role, action)
            expected = {
                "near": scope is not Scope.NONE,
                "far": scope is Scope.AGENCY,
                "late": scope is Scope.AGENCY,
                "shut out": False,
                "disabled": False,
            }
            found = {
                name: access.may(house.session, visitor, action, on=ON, person_id=person.id)
                for name, visitor in zip(expected, (near, far, late, shut_out, disabled), strict=True)
            }
            if found != expected:
                wrong.append((str(role), action.value, found, expected))
    assert wrong == []


def test_missing_and_forbidden_are_one_answer(house: House) -> None:
    stranger = house.visitor(_far(house, house.person(), Role.COORDINATOR), Role.COORDINATOR)
    rosa = house.person("Rosa Vega", coordinator=house.account(Role.COORDINATOR))
    plan = house.plan(rosa)
    version = house.version(plan, by=house.account(Role.COORDINATOR), frozen=True)
    answers = []
    for find, there in (
        (access.person_for, rosa.id),
        (access.plan_for, plan.id),
        (access.version_for, version.id),
    ):
        for identity in (there, some_id()):
            with pytest.raises(NotFound) as refused:
                find(house.session, stranger, identity, on=ON)
            answers.append(str(refused.value))
    assert len(set(answers)) == 1
    assert "Rosa" not in answers[0]


def test_a_draft_is_for_those_who_write_it(house: House) -> None:
    ana = house.account(Role.COORDINATOR)
    rosa = house.person(coordinator=ana)
    plan = house.plan(rosa, coordinator=ana)
    shared = house.version(plan, by=ana, number=1, frozen=True)
    draft = house.version(plan, by=ana, number=2)
    line = house.item(draft, by=ana)
    own = house.visitor(house.account(Role.PARTICIPANT, person=rosa), Role.PARTICIPANT)
    mother = house.account(Role.GUARDIAN)
    house.guardian(rosa, mother)
    manager = house.visitor(house.account(Role.MANAGER, team=house.team), Role.MANAGER)
    coordinator = house.visitor(ana, Role.COORDINATOR)
    assert access.versions_seen(house.session, coordinator, plan.id, on=ON) == [draft, shared]
    assert access.item_for(house.session, coordinator, line.id, on=ON) == line
    for visitor in (own, house.visitor(mother, Role.GUARDIAN), manager):
        assert access.version_for(house.session, visitor, shared.id, on=ON) == shared
        assert access.versions_seen(house.session, visitor, plan.id, on=ON) == [shared]
        with pytest.raises(NotFound):
            access.version_for(house.session, visitor, draft.id, on=ON)
        with pytest.raises(NotFound):
            access.item_for(house.session, visitor, line.id, on=ON)


@pytest.mark.parametrize(
    ("relation", "may"),
    [
        ({}, True),
        ({"scope": ("health",)}, True),
        ({"scope": ("full",)}, True),
        ({"scope": ("finance",)}, False),
        ({"scope": ()}, False),
        ({"papers": None}, False),
        ({"papers": ON + timedelta(days=1)}, False),
        ({"starts": ON, "ends": ON}, True),
        ({"starts": ON + timedelta(days=1)}, False),
        ({"starts": BEFORE, "ends": YESTERDAY}, False),
    ],
)
def test_a_guardian_needs_seen_papers_their_dates_and_their_scope(
    house: House, relation: dict[str, object], may: bool
) -> None:
    rosa, mother = house.person(), house.account(Role.GUARDIAN)
    house.guardian(rosa, mother, **relation)  # type: ignore[arg-type]
    visitor = house.visitor(mother, Role.GUARDIAN)
    assert access.may(house.session, visitor, Action.ANSWER_AS_GUARDIAN, on=ON, person_id=rosa.id) is may
    assert not access.may(house.session, visitor, Action.ANSWER, on=ON, person_id=rosa.id)


@pytest.mark.parametrize(
    ("relation", "sees"),
    [
        ({}, {"person", "plan", "words"}),
        ({"shares": ("plan",)}, {"person", "plan"}),
        ({"shares": ("words",)}, {"person", "words"}),
        ({"shares": ()}, {"person"}),
        ({"chosen": False}, set()),
        ({"ends": YESTERDAY}, set()),
        ({"starts": ON + timedelta(days=1)}, set()),
    ],
)
def test_a_supporter_sees_what_the_person_shares(house: House, relation: dict[str, object], sees: set[str]) -> None:
    rosa, friend = house.person(), house.account(Role.SUPPORTER)
    house.supporter(rosa, friend, **relation)  # type: ignore[arg-type]
    visitor = house.visitor(friend, Role.SUPPORTER)
    actions = {"person": Action.SEE_PERSON, "plan": Action.SEE_PLAN, "words": Action.SEE_WORDS}
    open_to_them = {
        name for name, action in actions.items() if access.may(house.session, visitor, action, on=ON, person_id=rosa.id)
    }
    assert open_to_them == sees


def test_an_author_does_not_review_what_they_wrote(house: House) -> None:
    ana, sam = house.account(Role.COORDINATOR), house.account(Role.SUPERVISOR, team=house.team)
    rosa = house.person(coordinator=ana)
    plan = house.plan(rosa, coordinator=ana)
    draft = house.version(plan, by=ana)
    supervisor = house.visitor(sam, Role.SUPERVISOR)
    review = {"on": ON, "plan_id": plan.id}
    assert access.may(house.session, supervisor, Action.GIVE_SECOND_REVIEW, **review)  # type: ignore[arg-type]
    house.item(draft, by=sam)
    assert not access.may(house.session, supervisor, Action.GIVE_SECOND_REVIEW, **review)  # type: ignore[arg-type]
    reason = access.why_not(house.session, supervisor, Action.GIVE_SECOND_REVIEW, on=ON, plan_id=plan.id)
    assert reason is not None
    assert "did not write this version" in reason.text


def test_a_reviewer_from_elsewhere_reads_and_reviews_but_does_not_edit(house: House) -> None:
    ana, ben = house.account(Role.COORDINATOR), house.account(Role.COORDINATOR)
    rosa = house.person(coordinator=ana)
    plan = house.plan(rosa, coordinator=ana)
    house.version(plan, by=ana)
    house.assigned(rosa, ben, "reviewer")
    visitor = house.visitor(ben, Role.COORDINATOR)
    may = {
        action: access.may(house.session, visitor, action, on=ON, plan_id=plan.id)
        for action in (Action.SEE_DRAFT, Action.GIVE_SECOND_REVIEW, Action.EDIT_DRAFT, Action.SHARE)
    }
    assert may == {
        Action.SEE_DRAFT: True,
        Action.GIVE_SECOND_REVIEW: True,
        Action.EDIT_DRAFT: False,
        Action.SHARE: False,
    }


def test_losing_a_role_counts_from_the_next_query(house: House) -> None:
    ana = house.account(Role.COORDINATOR)
    rosa = house.person(coordinator=ana)
    visitor = house.visitor(ana, Role.COORDINATOR)
    assert access.person_for(house.session, visitor, rosa.id, on=ON) == rosa
    house.session.exec(delete(AccountRole).where(AccountRole.account_id == ana.id))
    with pytest.raises(NotFound):
        access.person_for(house.session, visitor, rosa.id, on=ON)
    assert access.visitor_for(house.session, ana.id, Role.COORDINATOR) is None


def test_a_manager_without_a_team_answers_for_the_agency_and_a_supervisor_does_not(house: House) -> None:
    rosa = house.person()
    director = house.visitor(house.account(Role.MANAGER), Role.MANAGER)
    nobody = house.visitor(house.account(Role.SUPERVISOR), Role.SUPERVISOR)
    assert access.person_for(house.session, director, rosa.id, on=ON) == rosa
    with pytest.raises(NotFound):
        access.person_for(house.session, nobody, rosa.id, on=ON)


def test_the_sentence_says_whose_it_is(house: House) -> None:
    rosa = house.person()
    manager = house.visitor(house.account(Role.MANAGER, team=house.team), Role.MANAGER)
    reason = access.why_not(house.session, manager, Action.SHARE, on=ON, person_id=rosa.id)
    assert reason is not None
    assert reason.text == (
        "“Share a plan with the person” is for the service coordinator, the clinician and the supervisor. "
        "You are here as manager."
    )
    far = house.visitor(_far(house, rosa, Role.COORDINATOR), Role.COORDINATOR)
    reason = access.why_not(house.session, far, Action.SHARE, on=ON, person_id=rosa.id)
    assert reason is not None
    assert "the people you coordinate" in reason.text
