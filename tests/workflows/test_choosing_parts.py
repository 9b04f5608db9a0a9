"""What somebody typed beside a part before signing is theirs until they sign, and goes when the round ends without it."""

from collections.abc import Callable

import pytest
from sqlmodel import select

from engine.plans import Standing
from engine.signatures import SigningChoice
from tests.workflows.walk import Walk
from workflows import choosing_parts, sharing

Walking = Callable[..., Walk]


def chosen(there: Walk) -> list[str]:
    return [row.words for row in there.session.exec(select(SigningChoice))]


@pytest.fixture
def typed(walk: Walking) -> Walk:
    there = walk().to(Standing.SIGNING)
    section = there.sections()[0].lineage_id
    choosing_parts.choose_parts(
        there.session, there.plan, there.by("ida"), parts=[section], words={section: "not the mornings"}
    )
    assert chosen(there) == ["not the mornings"]
    return there


def test_when_the_plan_is_taken_back_nothing_of_it_is_left(typed: Walk) -> None:
    sharing.recall(typed.session, typed.plan, typed.by("sam", reason="A slip in part 2."))
    assert chosen(typed) == []


def test_when_the_person_asks_for_changes_nothing_of_it_is_left(typed: Walk) -> None:
    sharing.ask_for_changes(typed.session, typed.plan, typed.by("ida", reason="Not yet."))
    assert chosen(typed) == []
