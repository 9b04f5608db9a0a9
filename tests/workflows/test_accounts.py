"""Accounts from the first link to the last sign-out."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from sqlmodel import Session, select

from engine.access import visitor_for
from engine.accounts import Account, Role, WebSession, actor_for, roles_of
from engine.database import Database, open_database, reading, writing
from engine.events import history
from engine.firing import Command
from engine.ids import new_id
from engine.refusals import NotFound, Refusal
from engine.schema import migrate
from engine.set_up_links import GOOD_FOR, link_for, make_link
from tests.engine.house import AT, House
from workflows import accounts
from workflows.accounts import AccountForm, Held

HASH = "$argon2id$kept"


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


def _by(house: House, account: Account, role: Role = Role.ADMINISTRATOR, *, id: str = "") -> Command:
    return Command(id=id or str(new_id()), actor=house.visitor(account, role).actor, at=AT)


def _first(session: Session) -> Account:
    token = accounts.first_administrator_link(session, at=AT)
    assert token is not None
    return accounts.set_up_first_administrator(
        session, token, sign_in_name=" Nora ", name="Nora Quist", password_hash=HASH, at=AT
    )


def test_the_first_link_makes_one_administrator_and_no_other(database: Database) -> None:
    with writing(database) as session:
        nora = _first(session)
        assert (nora.sign_in_name, nora.password_hash) == ("nora", HASH)
        assert accounts.first_administrator_link(session, at=AT) is None
        assert visitor_for(session, nora.id, Role.ADMINISTRATOR) is not None


def test_of_two_people_who_open_the_first_link_at_once_one_is_refused(database: Database) -> None:
    with writing(database) as session:
        token = accounts.first_administrator_link(session, at=AT)
        assert token is not None

    def attempt(name: str) -> bool:
        try:
            with writing(database) as session:
                accounts.set_up_first_administrator(
                    session, token, sign_in_name=name, name=name, password_hash=HASH, at=AT
                )
        except Refusal:
            return False
        return True

    with ThreadPoolExecutor(4) as people:
        assert sum(people.map(attempt, ["a1", "b2", "c3", "d4"])) == 1
    with reading(database) as session:
        assert len(session.exec(select(Account)).all()) == 1


def test_a_link_works_once_within_its_time_and_a_newer_one_replaces_it(house: House) -> None:
    ana = house.account(Role.COORDINATOR)
    old = make_link(house.session, at=AT, account_id=ana.id)
    new = make_link(house.session, at=AT, account_id=ana.id)
    refused = []
    for token, at in ((old, AT), (new, AT + GOOD_FOR), ("no such link", AT), ("\ud800", AT)):
        with pytest.raises(Refusal) as refusal:
            link_for(house.session, token, at=at)
        refused.append(str(refusal.value))
    assert len(set(refused)) == 1
    accounts.choose_password(house.session, new, password_hash=HASH, at=AT + GOOD_FOR - timedelta(seconds=1))
    with pytest.raises(Refusal):
        accounts.choose_password(house.session, new, password_hash="other", at=AT)
    assert house.session.get_one(Account, ana.id).password_hash == HASH


def test_an_account_is_made_once_whatever_is_pressed_twice(house: House) -> None:
    nora = _first(house.session)
    command = _by(house, nora, id="form-1")
    form = AccountForm("Ana.Moreno", "Ana Moreno", [Held(Role.COORDINATOR)], team_id=house.team.id)
    once = accounts.create_account(house.session, command, form)
    again = accounts.create_account(house.session, command, form)
    assert once.id == again.id
    assert once.sign_in_name == "ana.moreno"
    assert [event.kind for event in history(house.session, accounts.stream_of(once.id))] == ["account.created"]
    with pytest.raises(Refusal, match="in use"):
        accounts.create_account(house.session, _by(house, nora), AccountForm("ANA.MORENO", "X", [Held(Role.MANAGER)]))


@pytest.mark.parametrize(
    ("form", "about"),
    [
        (AccountForm("", "Ana", [Held(Role.COORDINATOR)]), "sign_in_name"),
        (AccountForm("ana moreno", "Ana", [Held(Role.COORDINATOR)]), "sign_in_name"),
        (AccountForm("ana", "  ", [Held(Role.COORDINATOR)]), "name"),
        (AccountForm("ana", "Ana", []), "roles"),
        (AccountForm("ana", "Ana", [Held(Role.MANAGER), Held(Role.MANAGER)]), "roles"),
        (AccountForm("ana", "Ana", [Held(Role.SUPERVISOR)]), "team"),
        (AccountForm("ana", "Ana", [Held(Role.MANAGER, new_id())]), "team"),
        (AccountForm("ana", "Ana", [Held(Role.PARTICIPANT)], person_id=new_id()), "person"),
        (AccountForm("ana", "A\u0000na", [Held(Role.COORDINATOR)]), "name"),
    ],
)
def test_a_form_that_cannot_be_an_account_says_which_field(house: House, form: AccountForm, about: str) -> None:
    nora = _first(house.session)
    with pytest.raises(Refusal) as refused:
        accounts.create_account(house.session, _by(house, nora), form)
    assert about in [reason.about for reason in refused.value.reasons]


@pytest.mark.parametrize("role", [role for role in Role if role is not Role.ADMINISTRATOR])
def test_only_an_administrator_makes_accounts(house: House, role: Role) -> None:
    other = house.account(role, team=house.team)
    with pytest.raises(NotFound):
        accounts.create_account(
            house.session, _by(house, other, role), AccountForm("eve", "Eve", [Held(Role.ADMINISTRATOR)])
        )


def _signed_in(house: House, account: Account, role: Role) -> None:
    house.add(
        WebSession(token_digest=new_id().bytes * 2, account_id=account.id, role=role, csrf="x", began_at=AT, seen_at=AT)
    )


def test_closing_an_account_ends_its_sessions_and_links_at_once(house: House) -> None:
    nora, ana = _first(house.session), house.account(Role.COORDINATOR)
    _signed_in(house, ana, Role.COORDINATOR)
    token = accounts.invite(house.session, _by(house, nora), ana)
    accounts.disable_account(house.session, _by(house, nora), ana)
    assert house.session.exec(select(WebSession)).all() == []
    assert visitor_for(house.session, ana.id, Role.COORDINATOR) is None
    with pytest.raises(Refusal):
        accounts.choose_password(house.session, token, password_hash=HASH, at=AT)
    with pytest.raises(Refusal, match="closed"):
        accounts.invite(house.session, _by(house, nora), ana)
    accounts.enable_account(house.session, _by(house, nora), ana)
    assert ana.password_hash is None


def test_a_role_that_goes_takes_its_sessions_with_it(house: House) -> None:
    nora, ana = _first(house.session), house.account(Role.COORDINATOR, Role.CLINICIAN)
    for role in (Role.COORDINATOR, Role.CLINICIAN):
        _signed_in(house, ana, role)
    accounts.set_roles(house.session, _by(house, nora), ana, [Held(Role.CLINICIAN), Held(Role.AUDITOR)])
    assert [held.role for held in roles_of(house.session, ana.id)] == ["auditor", "clinician"]
    assert [row.role for row in house.session.exec(select(WebSession))] == ["clinician"]


def test_nobody_raises_or_closes_their_own_account_and_one_administrator_stays(house: House) -> None:
    nora = _first(house.session)
    with pytest.raises(Refusal, match="their own account"):
        accounts.set_roles(house.session, _by(house, nora), nora, [Held(Role.ADMINISTRATOR), Held(Role.MANAGER)])
    with pytest.raises(Refusal, match="signed in with"):
        accounts.disable_account(house.session, _by(house, nora), nora)
    second = house.account(Role.ADMINISTRATOR)
    accounts.disable_account(house.session, _by(house, nora), second)
    with pytest.raises(NotFound):
        accounts.disable_account(
            house.session, Command(id="late", actor=actor_for(second, Role.ADMINISTRATOR), at=AT), nora
        )


def test_a_new_password_signs_the_account_out_everywhere(house: House) -> None:
    ana = house.account(Role.COORDINATOR)
    _signed_in(house, ana, Role.COORDINATOR)
    accounts.choose_password(
        house.session, make_link(house.session, at=AT, account_id=ana.id), password_hash=HASH, at=AT
    )
    assert house.session.exec(select(WebSession)).all() == []


def test_no_event_of_an_account_holds_a_name_or_an_address(house: House) -> None:
    nora = _first(house.session)
    ana = accounts.create_account(
        house.session,
        _by(house, nora),
        AccountForm("ana.moreno", "Ana Moreno", [Held(Role.COORDINATOR)], email="ana@example.org"),
    )
    accounts.invite(house.session, _by(house, nora), ana)
    for account in (nora, ana):
        for event in history(house.session, accounts.stream_of(account.id)):
            for word in (b"Nora", b"nora", b"Moreno", b"moreno", b"example.org"):
                assert word not in event.body


def test_a_supervisor_answers_for_the_named_team_or_else_their_own(house: House) -> None:
    nora = _first(house.session)
    named = AccountForm("sam", "Sam", [Held(Role.SUPERVISOR, house.other_team.id)], team_id=house.team.id)
    own = AccountForm("sue", "Sue", [Held(Role.SUPERVISOR), Held(Role.MANAGER)], team_id=house.team.id)
    sam, sue = (accounts.create_account(house.session, _by(house, nora), form) for form in (named, own))
    assert house.visitor(sam, Role.SUPERVISOR).team_id == house.other_team.id
    assert roles_of(house.session, sue.id)[1].team_id == house.team.id
    assert house.visitor(sue, Role.MANAGER).whole_agency
