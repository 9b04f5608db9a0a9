"""A caseload by CSV: every error by its line before anything is saved, and then all of it or nothing."""

from collections.abc import Iterator

import pytest
from sqlmodel import Session, select

from engine.accounts import Account, Role
from engine.database import Database, open_database, writing
from engine.events import history
from engine.firing import Command
from engine.ids import new_id
from engine.people import Person
from engine.refusals import NotFound, Refusal
from engine.schema import migrate
from tests.engine.house import AT, House
from workflows.importing import import_caseload, preview

FILE = """full_name,preferred_name,also_called,born_on,language,team,coordinator
Rosa Vega,Rosa,Rosie; R. V.,1990-02-28,es,River,account2
李小龍,,,4/2/1988,zh,hill,
محمد علي,,,,ar,River,ACCOUNT2
Zoë O’Brien-'t Hart,,,1991-12-01,,River,
"""


@pytest.fixture
def database(database_url: str) -> Iterator[Database]:
    database = open_database(database_url)
    migrate(database)
    yield database
    database.close()


@pytest.fixture
def house(database: Database) -> Iterator[House]:
    with writing(database) as session:
        house = House(session)
        house.account(Role.ADMINISTRATOR)
        house.account(Role.COORDINATOR, team=house.team)
        yield house


def _admin(house: House, *, id: str = "") -> Command:
    account = house.session.exec(select(Account).where(Account.sign_in_name == "account1")).one()
    return Command(id=id or str(new_id()), actor=house.visitor(account, Role.ADMINISTRATOR).actor, at=AT)


def _people(session: Session) -> list[Person]:
    return list(session.exec(select(Person)))


def test_the_preview_shows_everybody_and_saves_nobody(house: House) -> None:
    looked_at = preview(house.session, _admin(house), FILE.encode())
    assert looked_at.ready
    assert [form.full_name for _, form in looked_at.people] == [
        "Rosa Vega",
        "李小龍",
        "محمد علي",
        "Zoë O’Brien-'t Hart",
    ]
    assert _people(house.session) == []


def test_confirming_adds_everybody_once_however_often_it_is_pressed(house: House) -> None:
    for _ in range(2):
        assert import_caseload(house.session, _admin(house, id="form-7"), FILE.encode()) == 4
    people = {person.full_name: person for person in _people(house.session)}
    assert len(people) == 4
    rosa = people["Rosa Vega"]
    assert (rosa.also_called, rosa.language, rosa.called) == (["Rosie", "R. V."], "es", "Rosa")
    assert str(rosa.born_on) == "1990-02-28"
    assert str(people["李小龍"].born_on) == "1988-04-02"
    assert people["李小龍"].team_id == house.other_team.id
    assert rosa.coordinator_id == people["محمد علي"].coordinator_id is not None
    chain = history(house.session, f"person:{rosa.id}")
    assert [event.kind for event in chain] == ["person.added"]
    assert b"Vega" not in chain[0].body
    with pytest.raises(Refusal, match="other content"):
        import_caseload(house.session, _admin(house, id="form-7"), FILE.replace("Rosa", "Rose").encode())


@pytest.mark.parametrize(
    ("row", "column", "says"),
    [
        ("Rosa,2026-02-29,River,", "born_on", "no February 29, 2026"),
        ("Rosa,31/12/1990,River,", "born_on", "no month 31"),
        ("Rosa,yesterday,River,", "born_on", "cannot be read as a day"),
        ("Rosa,2027-01-01,River,", "born_on", "has not come yet"),
        ("Rosa,,Lake,", "team", "no team called “Lake”"),
        ("Rosa,,,", "team", "No team is named"),
        (",1990-01-01,River,", "full_name", "full name"),
        ("Rosa,,River,nobody", "coordinator", "sign-in name “nobody”"),
        ("Rosa,,River,account1", "coordinator", "cannot coordinate"),
        ("Ro\u0000sa,,River,", "full_name", "U\\+0000"),
        ("R" * 201 + ",,River,", "full_name", "at most 200"),
        ("Omar,,River,", "full_name", "stands in the file twice"),
        ("Lena,,River,", "full_name", "here already"),
    ],
)
def test_an_error_names_its_line_and_column_and_nobody_is_added(house: House, row: str, column: str, says: str) -> None:
    house.person("Lena")
    data = f"full_name,born_on,team,coordinator\nOmar,,River,\n{row}\nAda,,River,\n".encode()
    found = preview(house.session, _admin(house), data)
    assert [(error.line, error.column) for error in found.errors] == [(3, column)]
    assert [line for line, _ in found.people] == [2, 4]
    assert not found.ready
    with pytest.raises(Refusal, match=says):
        import_caseload(house.session, _admin(house), data)
    assert [person.full_name for person in _people(house.session)] == ["Lena"]


def test_hostile_names_are_kept_as_the_text_they_are(house: House) -> None:
    names = ["<script>alert(1)</script>", "{{ 7*7 }}", "'; DROP TABLE person; --", "=HYPERLINK(1)", "\u200fיוסף"]
    data = ("full_name\n" + "".join(f'"{name}"\n' for name in names)).encode()
    assert import_caseload(house.session, _admin(house), data, team_id=house.team.id) == len(names)
    assert sorted(person.full_name for person in _people(house.session)) == sorted(names)


def test_a_name_that_could_read_as_another_is_refused_with_its_line(house: House) -> None:
    data = "full_name\nRosa Vega\n\u202eageV asoR\n".encode()
    with pytest.raises(Refusal, match="Line 3: The name was not saved: it holds the character U\\+202E"):
        import_caseload(house.session, _admin(house), data, team_id=house.team.id)


def test_a_manager_imports_into_their_own_team_and_a_coordinator_not_at_all(house: House) -> None:
    manager = house.visitor(house.account(Role.MANAGER, team=house.team), Role.MANAGER)
    command = Command(id="m", actor=manager.actor, at=AT)
    assert preview(house.session, command, b"full_name,team\nRosa,River\n").ready
    with pytest.raises(Refusal, match="not yours"):
        preview(house.session, command, b"full_name,team\nRosa,Hill\n")
    for role in Role:
        if role in (Role.MANAGER, Role.ADMINISTRATOR):
            continue
        visitor = house.visitor(house.account(role, team=house.team), role)
        with pytest.raises(NotFound):
            import_caseload(house.session, Command(id=str(role), actor=visitor.actor, at=AT), FILE.encode())
