"""Own words in the plans: each figure with its whole, no data where there is none, and only what the visitor answers for."""

import json
from collections.abc import Callable

import pytest
from sqlmodel import select

from documents.docx_text import docx_text
from engine.database import Database, reading, writing
from engine.events import events
from engine.people import Person
from engine.plans import Plan
from engine.tables_of_text import read_table
from tests.cast import plan_of
from tests.web.browser import Browser

VisitAs = Callable[[str], Browser]

COLUMNS = (
    "person", "plan", "outcomes_or_goals", "on_own_words", "through_an_interpreter", "in_a_sentence", "service_coordinator"
)  # fmt: skip


def taken(browser: Browser, path: str) -> list[dict[str, str]]:
    answer = browser.client.get(path)
    assert answer.status_code == 200, answer.text
    assert answer.headers["content-type"].startswith("text/csv")
    return [dict(row.cells) for row in read_table(answer.content, known=COLUMNS, required=COLUMNS)]


def row(page: object, name: str) -> str:
    cells = [" ".join("".join(tr.itertext()).split()) for tr in page.tree.iter("tr")]  # type: ignore[attr-defined]
    return next(text for text in cells if text.startswith(name))


def test_the_manager_reads_a_sentence_and_each_plan_with_its_whole(house: Database, visit_as: VisitAs) -> None:
    page = visit_as("dana").visit("/coverage")
    assert "every outcome rests on the person’s own words" in page.text
    assert " of " in row(page, "Rosa")
    assert "no data yet" in row(page, "Tom"), "a draft is nobody’s figure"
    with reading(house) as session:
        assert plan_of(session, "Tom Baptiste").working_version_id
        assert session.get_one(Plan, plan_of(session, "Rosa Delgado").id)


def test_it_narrows_and_sorts(visit_as: VisitAs) -> None:
    dana = visit_as("dana")
    dana.visit("/coverage")
    page = dana.click("No data yet")
    assert "Rosa" not in page.text
    page = dana.visit("/coverage?sort=least")
    assert [name for name in page.links if name in ("Rosa", "Tom")] == ["Rosa", "Tom"], "without data stands last"
    for strange in ("show=secret", "sort=x", "page=0", "page=-1", "team=1", "page=99999999"):
        dana.visit(f"/coverage?{strange}", status=404)


def test_a_team_sees_its_own_plans_only(visit_as: VisitAs) -> None:
    page = visit_as("priya").visit("/coverage")
    assert "Delia" not in page.text
    assert "Rosa" in page.text
    for who in ("rosa", "gail", "leo", "bev", "ada", "avery"):
        visit_as(who).visit("/coverage", status=404)


def test_words_taken_back_lower_the_figure_at_once(visit_as: VisitAs) -> None:
    dana, jordan = visit_as("dana"), visit_as("jordan")
    before = row(dana.visit("/coverage"), "Jordan")
    jordan.visit("/my-plan/words")
    assert jordan.page is not None
    links = [href for words, href in jordan.page.links.items() if words.startswith("About these words")]
    for href in links:
        jordan.visit(f"{href}/take-back")
        jordan.submit(f"{href}/take-back")
    assert "1 of 1" in before
    page = dana.visit("/coverage")
    assert "0 of 1" in row(page, "Jordan")
    plan, figure = dana.click("Jordan Hale"), "0 of 1 goals rest on Jordan Hale’s own words."
    assert figure in plan.text
    assert "taken back on" in plan.text, "The plan in force stays as it was signed, marked."
    file = docx_text(dana.client.get(plan.links["Word file"]).content)
    assert figure in file
    assert "Jordan Hale took these words back on" in file


@pytest.mark.parametrize("path", ["/coverage", "/coverage?show=none", "/coverage?show=gaps", "/coverage?sort=name"])
def test_the_file_holds_the_rows_of_the_page_in_their_order(visit_as: VisitAs, house: Database, path: str) -> None:
    dana = visit_as("dana")
    page = dana.visit(path)
    shown = [[" ".join("".join(td.itertext()).split()) for td in tr.iter("td")] for tr in page.tree.iter("tr")]
    file = taken(dana, page.links["Take this list as CSV"])
    assert [(cells[0], cells[1], cells[4]) for cells in shown if cells] == [
        (row["person"].split(" (")[0], row["plan"], row["service_coordinator"]) for row in file
    ]
    figures = [
        f"{row['on_own_words']} of {row['outcomes_or_goals']}" if row["on_own_words"] else row["in_a_sentence"]
        for row in file
    ]
    assert [cells[2] for cells in shown if cells] == figures
    with reading(house) as session:
        kinds = session.execute(select(events.c.kind, events.c.body).where(events.c.stream == "agency")).all()
    noted = [json.loads(bytes(body))["data"] for kind, body in kinds if kind == "list.exported"]
    assert [(data["list"], data["rows"]) for data in noted] == [("coverage", len(file))]


def test_a_plan_without_data_has_empty_figures_in_the_file_and_no_zero(visit_as: VisitAs) -> None:
    rows = {row["person"].split(" (")[0]: row for row in taken(visit_as("dana"), "/coverage.csv")}
    assert [rows["Tom"][name] for name in COLUMNS[2:6]] == ["", "", "", "no data yet"]
    assert rows["Jordan Hale"]["in_a_sentence"] == "1 of 1 goals rest on Jordan Hale’s own words."


def test_the_file_of_a_team_names_nobody_of_another(visit_as: VisitAs) -> None:
    names = [row["person"] for row in taken(visit_as("priya"), "/coverage.csv")]
    assert any(name.startswith("Rosa") for name in names)
    assert not any(name.startswith("Delia") for name in names)


@pytest.mark.parametrize("name", ["=1+1", "@SUM(A1)", "'t Hart", "\tTab", "周美玲", '"a", b'])
def test_a_name_comes_back_from_the_file_and_is_never_a_formula(visit_as: VisitAs, house: Database, name: str) -> None:
    with writing(house) as session:
        jordan = session.exec(select(Person).where(Person.full_name == "Jordan Hale")).one()
        jordan.preferred_name, jordan.full_name = "", name
        session.add(jordan)
    dana = visit_as("dana")
    assert name in [row["person"] for row in taken(dana, "/coverage.csv")]
    raw = dana.client.get("/coverage.csv").content.decode("utf-8-sig")
    if name[0] in "='@\t":
        assert f"'{name}" in raw


def test_a_list_too_long_to_look_at_is_refused_rather_than_cut(
    visit_as: VisitAs, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("engine.coverage_lists.AT_MOST", 1)
    answer = visit_as("dana").client.get("/coverage.csv")
    assert answer.status_code == 409
    assert "No file was made" in answer.text
