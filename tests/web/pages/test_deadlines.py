"""The manager's list: what it shows, to whom, why each date, and the same rows as CSV."""

import json
from collections.abc import Callable
from datetime import timedelta
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as some
from sqlmodel import Session, select

from engine.accounts import Account
from engine.database import Database, reading, writing
from engine.deadlines import Deadline, open_deadlines
from engine.events import events
from engine.people import Person
from engine.tables_of_text import read_table
from tests.cast import NOW, TODAY, plan_of
from tests.web.browser import Browser, Opened
from tests.web.house_rules import text_of
from web.csv_files import csv_file
from workflows.monitoring import sweep_due

VisitAs = Callable[[str], Browser]

COLUMNS = ("person", "plan", "what_is_due", "due", "days", "service_coordinator", "why_this_date")

ROSA = "Rosa (Rosa Delgado)"
"""She asked for a change and a talk, so that two dates of hers come before her review."""


def rows_of(page: Opened) -> list[list[str]]:
    return [
        [" ".join(text_of(cell).split()) for cell in row.iter("td")]
        for row in page.tree.iter("tr")
        if row.find("td") is not None
    ]


def names(page: Opened) -> list[str]:
    return [row[0] for row in rows_of(page)]


def taken(browser: Browser, path: str) -> list[list[str]]:
    answer = browser.client.get(path)
    assert answer.status_code == 200, answer.text
    assert answer.headers["content-type"].startswith("text/csv")
    rows = read_table(answer.content, known=COLUMNS, required=COLUMNS)
    return [[row.cells[name] for name in COLUMNS] for row in rows]


def deadline_of(house: Database, who: str) -> UUID:
    with reading(house) as session:
        return open_deadlines(session, plan_of(session, who).stream)[0].id


def test_a_director_reads_every_open_date_oldest_first_after_one_sentence(visit_as: VisitAs) -> None:
    page = visit_as("dana").visit("/deadlines")
    assert names(page) == [
        "Delia (Delia Finch)",
        "Walter (Walter Lindqvist)",
        "Rosa (Rosa Delgado)",
        "Rosa (Rosa Delgado)",
        "Jordan Hale",
        "Elena (Elena Ruiz Paz)",
        "Rosa (Rosa Delgado)",
    ]
    assert [row[2] for row in rows_of(page)[2:4]] == ["Talk with who asked to", "Answer a change that was asked for"]
    assert "3 dates are late. 3 fall due in the next 30 days." in page.text
    late = rows_of(page)[0]
    assert late[3:6] == ["Late Feb 25, 2026", "23 days late", "Lena Brandt"]
    assert late[6].endswith("42 CFR 441.301(c)(3), read in the 2015 edition of the source; later changes not checked.")


def test_a_team_is_never_shown_to_the_manager_of_another(visit_as: VisitAs, house: Database) -> None:
    browser = visit_as("priya")
    page = browser.visit("/deadlines")
    assert names(page) == ["Walter (Walter Lindqvist)", *[ROSA] * 2, "Jordan Hale", ROSA]
    with reading(house) as session:
        lena = session.exec(select(Account).where(Account.sign_in_name == "lena")).one()
        hill = lena.team_id
    for path in (f"/deadlines?team={hill}", f"/deadlines?coordinator={lena.id}"):
        page = browser.visit(path)
        assert names(page) == []
        assert "Lena" not in page.html
        assert taken(browser, path.replace("deadlines?", "deadlines.csv?")) == []
    browser.visit(f"/deadlines/{deadline_of(house, 'delia')}", status=404)


def test_links_narrow_the_list_without_script(visit_as: VisitAs) -> None:
    browser = visit_as("dana")
    browser.visit("/deadlines")
    assert names(browser.click("Late")) == ["Delia (Delia Finch)", "Walter (Walter Lindqvist)", ROSA]
    assert names(browser.click("River Team")) == ["Walter (Walter Lindqvist)", ROSA]
    assert "2 dates are late." in browser.page.text if browser.page else False
    assert names(browser.click("All")) == ["Walter (Walter Lindqvist)", *[ROSA] * 2, "Jordan Hale", ROSA]
    assert names(browser.click("Noor Haddad, LCSW")) == ["Jordan Hale"]
    assert names(browser.click("In the next 30 days")) == ["Jordan Hale"]
    assert names(browser.click("Late")) == []
    assert "No open date fits" in browser.page.text if browser.page else False


@pytest.mark.parametrize("asked", ["show=lat", "team=x", "coordinator=1", "after=2026-01-01.x", "after=x"])
def test_an_address_that_asks_for_nothing_sensible_shows_no_other_list(visit_as: VisitAs, asked: str) -> None:
    visit_as("dana").visit(f"/deadlines?{asked}", status=404)


@pytest.mark.parametrize("path", ["/deadlines", "/deadlines?show=late", "/deadlines?show=soon"])
def test_the_file_holds_exactly_the_rows_that_are_shown(visit_as: VisitAs, house: Database, path: str) -> None:
    browser = visit_as("dana")
    shown = rows_of(browser.visit(path))
    assert browser.page is not None
    file = taken(browser, browser.page.links["Take this list as CSV"])
    assert [[*row[:3], *row[4:]] for row in file] == [[*row[:3], *row[4:]] for row in shown]
    days = [time.get("datetime") for time in browser.page.tree.iter("time")]
    assert [row[3] for row in file] == days
    with reading(house) as session:
        kinds = session.execute(select(events.c.kind, events.c.body).where(events.c.stream == "agency")).all()
    noted = [json.loads(bytes(body))["data"] for kind, body in kinds if kind == "list.exported"]
    assert [(data["list"], data["rows"]) for data in noted] == [("deadlines", len(file))]


def test_pages_go_by_key_and_the_file_has_all_of_them(visit_as: VisitAs, house: Database) -> None:
    with writing(house) as session:
        first = session.get_one(Deadline, deadline_of(house, "walter"))
        said = first.model_dump(exclude={"id", "rule", "due_on"})
        session.add_all(
            Deadline(**said, rule=f"rule{number}", due_on=TODAY + timedelta(days=number // 3)) for number in range(120)
        )
    browser = visit_as("dana")
    seen = rows_of(browser.visit("/deadlines"))
    while browser.page and "The next 50" in browser.page.links:
        seen += rows_of(browser.click("The next 50"))
    assert len(seen) == 127
    assert [row[4] for row in taken(browser, "/deadlines.csv")] == [row[4] for row in seen]


@pytest.mark.parametrize(
    "name",
    ["=1+1", "@SUM(A1)", "+49 30", "-x", "'t Hart", "\tTab", "周美玲", "عمر", '"a", b', "a\nb", "<b>{{ 7*7 }}</b>"],
)
def test_a_name_is_the_same_in_the_file_and_is_never_a_formula(visit_as: VisitAs, house: Database, name: str) -> None:
    with writing(house) as session:
        walter = session.exec(select(Person).where(Person.full_name == "Walter Lindqvist")).one()
        walter.preferred_name, walter.full_name = "", name
    browser = visit_as("priya")
    assert " ".join(name.split()) in names(browser.visit("/deadlines"))
    raw = browser.client.get("/deadlines.csv").content.decode("utf-8-sig")
    assert name in [row[0] for row in taken(browser, "/deadlines.csv")]
    assert not any(line.lstrip('"').startswith(("=", "+", "-", "@", "\t")) for line in raw.splitlines())


@given(some.lists(some.text(some.characters(exclude_categories=["Cs"], exclude_characters="\0")), min_size=2))
def test_every_cell_comes_back_as_it_went_in(cells: list[str]) -> None:
    heads = [f"column_{number}" for number in range(len(cells))]
    file = csv_file("list.csv", heads, [["kept", *cells[1:]]]).content
    row = read_table(file, known=heads, required=heads)[0]
    assert [row.cells[head] for head in heads] == ["kept", *cells[1:]]


def test_a_date_can_be_cross_examined(visit_as: VisitAs, house: Database) -> None:
    sweep_due(house, at=NOW)
    page = visit_as("priya").visit(f"/deadlines/{deadline_of(house, 'walter')}")
    for said in (
        "9 days late",
        "the day the plan took effect, March 11, 2025",
        "Add 12 months: March 11, 2026.",
        "America/New_York",
        "read in the 2015 edition of the source",
        "A completed review ends it",
        "Sam Okoye",
        "Open the plan",
    ):
        assert said in page.text, said
    assert len(rows_of(page)) >= 1
    assert "Nobody has been reminded" not in page.text


def test_looking_at_a_date_is_noted_in_the_persons_record(visit_as: VisitAs, house: Database) -> None:
    identity = deadline_of(house, "walter")
    visit_as("priya").visit(f"/deadlines/{identity}")
    with reading(house) as session:
        person = plan_of(session, "walter").person_id
        bodies = session.scalars(select(events.c.body).where(events.c.stream == f"access:{person}")).all()
    assert any(f"deadline:{identity}" in bytes(body).decode() for body in bodies)


@pytest.mark.parametrize("who", ["bev", "ada", "avery", "leo", "rosa", "gail", "charlie"])
def test_who_watches_no_dates_finds_no_list(visit_as: VisitAs, who: str) -> None:
    browser = visit_as(who)
    browser.visit("/deadlines", status=404)
    assert browser.client.get("/deadlines.csv").status_code == 404


def test_the_start_page_says_who_waits_for_what_and_leads_there(visit_as: VisitAs) -> None:
    sam = visit_as("sam").visit("/")
    assert [(row[0], row[3]) for row in rows_of(sam)[:5]] == [
        ("Rosa", "Read and reply"),
        ("Cilla", "Read and sign"),
        ("Walter", "Go on with the review"),
        ("Tom", "Go on writing"),
        ("Mei-Lin", "Open the plan"),
    ]
    grace = visit_as("grace").visit("/")
    assert rows_of(grace)[0][:3] == ["Nadia Petrov", "Treatment plan", "Waits for a second review"]
    bev = visit_as("bev").visit("/")
    assert [row[2] for row in rows_of(bev)] == ["Waits for your signature"]


def test_a_second_review_does_not_wait_for_who_wrote_the_plan(visit_as: VisitAs) -> None:
    assert "second review" not in visit_as("noor").visit("/").text


def test_each_step_leads_to_its_page(visit_as: VisitAs) -> None:
    browser = visit_as("sam")
    steps = ["Read and reply", "Read and sign", "Go on with the review", "Go on writing", "Open the plan"]
    ends = ["round", "signatures", "review", "edit"]
    for words, end in zip(steps, [*ends, ""], strict=True):
        browser.visit("/")
        assert browser.click(words).path.endswith(end)


def test_the_start_page_stays_quiet_where_nothing_is_near(visit_as: VisitAs, house: Database) -> None:
    with writing(house) as session:
        _all_later(session)
    page = visit_as("lena").visit("/")
    assert "Nothing is late, and nothing falls due in the next 14 days." in page.text


def _all_later(session: Session) -> None:
    for row in session.exec(select(Deadline)):
        row.due_on = TODAY + timedelta(days=90)
        session.add(row)
