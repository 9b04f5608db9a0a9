"""Own words in the plans: each figure with its whole, no data where there is none, and only what the visitor answers for."""

from collections.abc import Callable

from documents.docx_text import docx_text
from engine.database import Database, reading
from engine.plans import Plan
from tests.cast import plan_of
from tests.web.browser import Browser

VisitAs = Callable[[str], Browser]


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
