"""A supporter’s own way in: to read together what the person shares."""

from collections.abc import Callable

import pytest
from sqlmodel import select

from engine.database import Database, reading, writing
from engine.people import Relation
from tests.cast import plan_of
from tests.web.browser import Browser

Visit = Callable[[str], Browser]


def test_a_supporter_lands_where_the_people_are_who_chose_them(visit_as: Visit) -> None:
    leo = visit_as("leo")
    assert leo.page is not None
    assert leo.page.title == "People you support"
    assert "Rosa" in leo.page.text
    assert "Ask, then wait. Count to ten." in leo.page.text
    assert "Nobody has chosen you" in visit_as("charlie").page.text  # type: ignore[union-attr]


def test_a_supporter_reads_every_part_and_finds_nothing_to_answer_with(visit_as: Visit, house: Database) -> None:
    leo = visit_as("leo")
    with reading(house) as session:
        plan = plan_of(session, "rosa").id
    number = 1
    while True:
        part = leo.visit(f"/people-you-support/{plan}/{number}")
        assert {form.get("action") for form in part.tree.iter("form")} == {"/sign-out"}
        if "Next part" not in part.links:
            break
        number += 1
    assert number > 2
    leo.visit(f"/people-you-support/{plan}/{number + 1}", status=404)
    leo.visit(f"/my-plan/{plan}/parts/1", status=404)


def test_what_is_no_longer_shared_is_gone_at_the_next_click(visit_as: Visit, house: Database) -> None:
    leo = visit_as("leo")
    with writing(house) as session:
        plan = plan_of(session, "rosa").id
        for row in session.exec(select(Relation)).all():
            if row.name.startswith("Leo"):
                row.scope = []
                session.add(row)
    leo.visit(f"/people-you-support/{plan}/1", status=404)
    assert "shares no plan with you now" in leo.visit("/people-you-support").text


@pytest.mark.parametrize("who", ["rosa", "gail", "sam", "bev", "avery"])
def test_nobody_else_has_this_way_in(visit_as: Visit, house: Database, who: str) -> None:
    with reading(house) as session:
        plan = plan_of(session, "rosa").id
    other = visit_as(who)
    other.visit("/people-you-support", status=404)
    other.visit(f"/people-you-support/{plan}/1", status=404)
