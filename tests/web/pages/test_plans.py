"""A plan's own page: where it stands, the next move, and what stands in its way, in the same words as a refusal."""

from collections.abc import Callable

import pytest
from sqlmodel import Session

from engine.database import Database, reading, writing
from engine.deadlines import open_deadlines
from engine.plans import Plan
from tests.cast import plan_of
from tests.web.browser import Browser

VisitAs = Callable[[str], Browser]


def address(house: Database, who: str) -> str:
    with reading(house) as session:
        return f"/plans/{plan_of(session, who).id}"


def plan_now(house: Database, who: str) -> tuple[Session, Plan]:
    with reading(house) as session:
        return session, plan_of(session, who)


EVERYBODY = [
    "Rosa Delgado",
    "Marcus Webb",
    "Priscilla Okafor",
    "Tom Baptiste",
    "Mei-Lin Chow (周美玲)",
    "Walter Lindqvist",
]


@pytest.mark.parametrize("person", EVERYBODY)
def test_every_page_about_a_plan_keeps_the_house_rules(house: Database, visit_as: VisitAs, person: str) -> None:
    sam = visit_as("sam")
    plan = address(house, person)
    for page in ("", "/versions", "/round", "/signatures", "/review", "/history", "/lifecycle", "/sessions"):
        sam.visit(plan + page)


def test_the_next_move_says_what_stands_in_its_way(house: Database, visit_as: VisitAs) -> None:
    sam = visit_as("sam")
    page = sam.visit(address(house, "Rosa Delgado"))
    assert "Rosa has not answered: Identified Needs, Outcomes, Backup Plan." in page.text
    assert "Rosa wants to talk about: Risks and Mitigation." in page.text


def test_a_closed_move_is_refused_with_the_sentences_of_the_page(house: Database, visit_as: VisitAs) -> None:
    sam = visit_as("sam")
    plan = address(house, "Tom Baptiste")
    shown = sam.visit(f"{plan}/moves/share")
    assert "The plan does not say from which day it applies. Choose the day." in shown.text
    assert f"{plan}/moves/share" not in [form.get("action") for form in shown.tree.iter("form")]


def test_a_recall_needs_a_reason_and_keeps_what_was_typed(house: Database, visit_as: VisitAs) -> None:
    sam = visit_as("sam")
    plan = address(house, "Rosa Delgado")
    sam.visit(f"{plan}/moves/recall")
    again = sam.submit(f"{plan}/moves/recall", {"reason": "  "}, status=422)
    assert "A reason is needed" in again.text
    done = sam.submit(f"{plan}/moves/recall", {"reason": "Rosa wants “choir” in it <b>today</b>"})
    assert done.path == plan
    with reading(house) as session:
        assert plan_of(session, "Rosa Delgado").standing == "draft"
    reason = "Rosa wants “choir” in it <b>today</b>"
    assert reason in sam.visit(f"{plan}/round").text
    assert reason in visit_as("rosa").visit("/my-plan").text


def test_the_same_form_sent_twice_is_done_once(house: Database, visit_as: VisitAs) -> None:
    sam = visit_as("sam")
    plan = address(house, "Rosa Delgado")
    sam.visit(f"{plan}/moves/report_trigger")
    form = sam.page
    values = {"kind": "residence_move", "happened_on": "2026-03-18", "text": "She moved to Elm Street."}
    sam.submit(f"{plan}/moves/report_trigger", values)
    before = sam.visit(f"{plan}/history").text.count("Something that happened was reported")
    sam.page = form
    sam.submit(f"{plan}/moves/report_trigger", values)
    assert sam.visit(f"{plan}/history").text.count("Something that happened was reported") == before


def test_a_form_from_a_stale_tab_is_told_what_happened_and_loses_no_text(house: Database, visit_as: VisitAs) -> None:
    sam = visit_as("sam")
    plan = address(house, "Rosa Delgado")
    sam.visit(f"{plan}/moves/recall")
    stale = sam.page
    sam.visit(f"{plan}/moves/report_trigger")
    sam.submit(f"{plan}/moves/report_trigger", {"kind": "life_event", "happened_on": "2026-03-19", "text": "A wedding"})
    sam.page = stale
    told = sam.submit(f"{plan}/moves/recall", {"reason": "My words are still here"}, status=422)
    assert "Something that happened was reported" in told.text
    assert "My words are still here" in told.html


def test_what_is_not_yours_looks_like_what_is_not_there(house: Database, visit_as: VisitAs) -> None:
    charlie = visit_as("charlie")
    theirs = charlie.visit(address(house, "Rosa Delgado"), status=404)
    nobody = charlie.visit("/plans/01a21000-0000-7000-8000-000000000000", status=404)
    assert theirs.text == nobody.text
    assert "Rosa" not in theirs.html


def test_a_session_moves_the_review_that_counts_sessions(house: Database, visit_as: VisitAs) -> None:
    noor = visit_as("noor")
    plan = address(house, "Jordan Hale")
    noor.visit(f"{plan}/sessions")
    future = noor.submit(f"{plan}/sessions", {"held_on": "2027-01-01"}, status=422)
    assert "A session is recorded on its day or after." in future.text
    strange = noor.submit(f"{plan}/sessions", {"held_on": "2026-02-30"}, status=422)
    assert "There is no day “2026-02-30”" in strange.text
    noor.submit(f"{plan}/sessions", {"held_on": "2026-03-19"})
    with reading(house) as session:
        found = plan_of(session, "Jordan Hale")
        assert open_deadlines(session, found.stream)


def test_a_review_decides_line_by_line_and_then_ends(house: Database, visit_as: VisitAs) -> None:
    sam = visit_as("sam")
    plan = address(house, "Walter Lindqvist")
    page = sam.visit(f"{plan}/review")
    while True:
        lines = [
            field.get("value") or ""
            for details in page.tree.iter("details")
            if details.get("open") is not None
            for field in details.iter("input")
            if field.get("name") == "lineage"
        ]
        if not lines:
            break
        number = next(
            field.get("value") or ""
            for form in page.tree.iter("form")
            if any(i.get("value") == lines[0] for i in form.iter("input"))
            for field in form.iter("input")
            if field.get("name") == "command"
        )
        page = sam.submit(
            f"{plan}/review/decisions",
            {"lineage": lines[0], "decision": "keep", "reason": "It works for him.", "command": number},
        )
    sam.visit(f"{plan}/moves/confirm_unchanged")
    sam.submit(f"{plan}/moves/confirm_unchanged", {"held_on": "2026-03-20", "person_took_part": "At his workbench."})
    with writing(house) as session:
        found = plan_of(session, "Walter Lindqvist")
        assert found.standing == "signed"
        assert [deadline.due_on.year for deadline in open_deadlines(session, found.stream)] == [2027]


def test_the_word_file_of_a_version_comes_with_a_name_made_of_words(house: Database, visit_as: VisitAs) -> None:
    sam = visit_as("sam")
    with reading(house) as session:
        plan = plan_of(session, "Rosa Delgado")
    answer = sam.client.get(f"/versions/{plan.in_force_version_id}/document")
    assert answer.status_code == 200
    assert answer.content[:2] == b"PK"
    assert "Rosa%20Delgado" in answer.headers["content-disposition"]
