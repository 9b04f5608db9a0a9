"""A witness writes what they saw beside how the person says yes and no; it is never the person's answer."""

from collections.abc import Callable

from engine.database import Database, reading
from engine.rounds import Respondent, current_answers, open_round
from tests.cast import plan_of
from tests.web.browser import Browser

VisitAs = Callable[[str], Browser]


def test_a_witness_who_wrote_no_part_sees_the_text_and_no_answers(house: Database, visit_as: VisitAs) -> None:
    with reading(house) as session:
        plan = plan_of(session, "Rosa Delgado")
        current = open_round(session, plan.id)
        assert current is not None
        before = current_answers(session, current.id, Respondent.PARTICIPANT)
    grace = visit_as("grace")
    page = grace.visit(f"/plans/{plan.id}/witness")
    assert "How Rosa says yes and no" in page.text
    assert "never counted as their yes" in page.text
    assert "whistle" not in page.text
    page = grace.submit(f"/plans/{plan.id}/witness", {"seen": "She pushed the page away at the bus."})
    assert "She pushed the page away at the bus." in page.text
    assert "She pushed the page away at the bus." not in page.quotes
    with reading(house) as session:
        assert current_answers(session, current.id, Respondent.PARTICIPANT).keys() == before.keys()


def test_who_wrote_the_plan_is_no_witness(house: Database, visit_as: VisitAs) -> None:
    with reading(house) as session:
        plan = plan_of(session, "Rosa Delgado").id
    assert visit_as("sam").client.get(f"/plans/{plan}/witness").status_code == 404
