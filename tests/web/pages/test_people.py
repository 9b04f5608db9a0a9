"""The caseload and a person's page."""

from collections.abc import Callable

from litestar import Litestar

from engine.accounts import Account
from engine.database import Database, reading, writing
from engine.openings import openings_of
from engine.people import Person
from engine.plans import Plan, plans_of
from tests.web.pages.writing import AT, desk, stranger, visiting

MakeAccount = Callable[..., Account]


def test_an_empty_caseload_says_what_to_do(app: Litestar, database: Database, account: MakeAccount) -> None:
    browser = visiting(app, stranger(database, account))
    assert "You have no people yet." in browser.visit("/people").text


def test_the_caseload_shows_the_liked_name_the_standing_and_who_has_no_plan(
    app: Litestar, database: Database, account: MakeAccount
) -> None:
    there = desk(database, account)
    with writing(database) as session:
        team = session.get_one(Person, there.person).team_id
        session.add(
            Person(
                full_name="<b>Ruth</b> Abara",
                also_called=[],
                team_id=team,
                coordinator_id=there.coordinator.id,
                created_at=AT,
            )
        )
    page = visiting(app, there.coordinator).visit("/people")
    assert page.links["Dee"] == f"/people/{there.person}"
    assert "Planning meeting" in page.text
    assert "<b>Ruth</b> Abara" in page.text
    assert "People without an open plan" in page.text


def test_the_caseload_is_filtered_by_name_and_standing_and_a_strange_address_begins_at_the_beginning(
    app: Litestar, database: Database, account: MakeAccount
) -> None:
    browser = visiting(app, desk(database, account).coordinator)
    assert "Dee" in browser.visit("/people?named=kowal").links
    assert "Nobody here fits." in browser.visit("/people?named=%25").text
    assert "Nobody here fits." in browser.visit("/people?standing=signed").text
    for strange in ("after=x", "after=2026-02-30.1", "standing=nonsense", "named=" + "x" * 5000):
        browser.visit(f"/people?{strange}")


def test_more_people_than_fit_on_a_page_are_reached_once_each(
    app: Litestar, database: Database, account: MakeAccount
) -> None:
    there = desk(database, account)
    with writing(database) as session:
        first = session.get_one(Plan, there.plan)
        for number in range(60):
            person = Person(
                full_name=f"Person {number:02}",
                also_called=[],
                team_id=first.team_id,
                coordinator_id=there.coordinator.id,
                created_at=AT,
            )
            session.add(person)
            session.flush()
            session.add(
                Plan(
                    person_id=person.id,
                    plan_type="isp",
                    profile="federal_hcbs",
                    standing="signed",
                    coordinator_id=there.coordinator.id,
                    team_id=first.team_id,
                    next_due_on=AT.date() if number % 2 else None,
                    created_at=AT,
                )
            )
    browser = visiting(app, there.coordinator)
    seen = [words for words in browser.visit("/people").links if words.startswith("Person")]
    assert len(seen) == 49, "Dee stands on the first page too"
    seen += [words for words in browser.click("Show the next ones").links if words.startswith("Person")]
    assert sorted(seen) == [f"Person {number:02}" for number in range(60)]


def test_opening_a_person_is_noted_in_who_opened_the_record(
    app: Litestar, database: Database, account: MakeAccount
) -> None:
    there = desk(database, account)
    browser = visiting(app, there.coordinator)
    browser.visit(f"/people/{there.person}")
    browser.visit(f"/people/{there.person}")
    with reading(database) as session:
        assert [row.what for row in openings_of(session, there.person)] == [f"person:{there.person}"]


def test_a_plan_is_begun_under_chosen_rules_and_not_without_a_choice(
    app: Litestar, database: Database, account: MakeAccount
) -> None:
    there = desk(database, account)
    browser = visiting(app, there.coordinator)
    browser.visit(f"/people/{there.person}")
    page = browser.submit(f"/people/{there.person}/plans", status=422)
    assert "Choose the kind of plan" in page.text
    page = browser.submit(f"/people/{there.person}/plans", {"rules": "isp/federal_hcbs"}, status=422)
    assert "has an open plan of this kind already" in page.text
    page = browser.submit(f"/people/{there.person}/plans", {"rules": "treatment_plan/wi_outpatient_dhs35"})
    assert page.title == "Record a meeting"
    with reading(database) as session:
        assert len(plans_of(session, there.person)) == 2
    page = browser.visit(f"/people/{there.person}")
    assert "Record a session" in page.links
