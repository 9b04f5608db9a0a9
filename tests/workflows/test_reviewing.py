"""Periodic review: every line is decided with a reason, and only a completed review stops its clock."""

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest

from engine.deadlines import open_deadlines
from engine.items import items_of
from engine.plans import Standing
from engine.refusals import NotFound, Refusal
from engine.reviews import ReviewDecisionKind, decisions_of, reviews_of
from tests.workflows.walk import Walk
from workflows import reviewing
from workflows.moving import local_day

Begun = Callable[..., Walk]


def _due(told: Walk) -> list[str]:
    return [row.due_on.isoformat() for row in open_deadlines(told.session, told.plan.stream) if row.kind == "review"]


def test_no_line_is_left_without_a_decision(walk: Begun) -> None:
    told = walk().to(Standing.PERIODIC_REVIEW)
    told.decide(ReviewDecisionKind.KEEP, "outcome")
    for verb in ("confirm_unchanged", "replan"):
        assert told.refused(verb) == ["undecided"]
    assert told.refused("revise") == ["undecided", "nothing-changed"]


@pytest.mark.parametrize("reason", ["", "  "])
def test_a_decision_without_a_reason_is_refused(walk: Begun, reason: str) -> None:
    told = walk().to(Standing.PERIODIC_REVIEW)
    line = told.in_force_lines()[0]
    with pytest.raises(Refusal, match="Write the reason"):
        reviewing.decide(
            told.session, told.plan, told.by("sam"), lineage_id=line.lineage_id, decision=ReviewDecisionKind.KEEP, reason=reason
        )  # fmt: skip


def test_the_newest_decision_about_a_line_counts(walk: Begun) -> None:
    told = walk().to(Standing.PERIODIC_REVIEW)
    told.decide(ReviewDecisionKind.RETIRE)
    told.decide(ReviewDecisionKind.KEEP)
    review = reviews_of(told.session, told.plan.id)[0]
    assert {row.decision for row in decisions_of(told.session, review.id).values()} == {ReviewDecisionKind.KEEP}
    assert told.fire("confirm_unchanged").state == Standing.SIGNED


def test_the_person_and_the_provider_do_not_decide_here(walk: Begun) -> None:
    told = walk().to(Standing.PERIODIC_REVIEW)
    for who in ("ida", "bev", "lena", "priya"):
        with pytest.raises(Refusal, match="not open to you"):
            told.decide(ReviewDecisionKind.KEEP, who=who)


def test_keeping_everything_confirms_and_counts_from_the_day_it_was_held(walk: Begun) -> None:
    told = walk().to(Standing.PERIODIC_REVIEW)
    in_force = told.plan.in_force_version_id
    told.later(100)
    told.decide(ReviewDecisionKind.KEEP)
    assert told.refused("revise") == ["nothing-changed"]
    told.fire("confirm_unchanged")
    held = local_day(told.at)
    assert told.plan.in_force_version_id == in_force
    assert _due(told) == [held.replace(year=held.year + 1).isoformat()]


def test_a_change_cannot_be_confirmed_away(walk: Begun) -> None:
    told = walk().to(Standing.PERIODIC_REVIEW)
    told.decide(ReviewDecisionKind.KEEP)
    told.decide(ReviewDecisionKind.CHANGE, "outcome")
    assert told.refused("confirm_unchanged") == ["changes-decided"]


def test_what_was_retired_is_left_out_of_the_revision_and_stays_in_force_till_then(walk: Begun) -> None:
    told = walk().to(Standing.PERIODIC_REVIEW)
    in_force = told.plan.in_force_version_id
    told.decide(ReviewDecisionKind.KEEP)
    told.decide(ReviewDecisionKind.RETIRE, "risk")
    told.fire("revise")
    assert told.lines("risk") == []
    assert len(told.lines("outcome")) == 1
    assert in_force is not None
    assert told.plan.in_force_version_id == in_force
    assert [row.kind for row in items_of(told.session, in_force)].count("risk") == 1


def test_planning_anew_needs_a_new_meeting(walk: Begun) -> None:
    told = walk().to(Standing.PERIODIC_REVIEW)
    told.decide(ReviewDecisionKind.KEEP)
    told.fire("replan")
    assert told.plan.standing == Standing.PLANNING_MEETING
    assert told.refused("hold_meeting") == ["no-meeting", "no-attendance"]
    told.later(1)
    told.meet()
    told.draft()
    assert (told.version.number, told.version.kind) == (2, "new plan")


def test_a_review_is_not_complete_on_a_day_to_come(walk: Begun) -> None:
    told = walk().to(Standing.PERIODIC_REVIEW)
    told.decide(ReviewDecisionKind.KEEP)
    tomorrow = local_day(told.at) + timedelta(1)
    with pytest.raises(Refusal, match="on its day or after"):
        reviewing.confirm_unchanged(told.session, told.plan, told.by("sam"), held_on=tomorrow, person_took_part="yes")


def test_opening_a_review_does_not_stop_its_clock(walk: Begun) -> None:
    told = walk().to(Standing.SIGNED)
    due = _due(told)
    told.fire("open_review", "ida")
    assert _due(told) == due
    told.fire("fall_due", "clock")
    assert (told.plan.standing, _due(told)) == (Standing.PERIODIC_REVIEW, due)


def test_falling_due_never_moves_a_plan_that_is_being_revised(walk: Begun) -> None:
    told = walk().to(Standing.PERIODIC_REVIEW)
    told.decide(ReviewDecisionKind.CHANGE)
    told.fire("revise")
    working = told.plan.working_version_id
    told.at = datetime.combine(local_day(told.at).replace(year=2029), told.at.timetz())
    told.fire("fall_due", "clock")
    assert (told.plan.standing, told.plan.working_version_id) == (Standing.DRAFT, working)
    assert told.refused("open_review", "clock") == ["wrong-state"]


def test_a_line_of_another_plan_is_not_decided_about(walk: Begun) -> None:
    told = walk().to(Standing.PERIODIC_REVIEW)
    for lineage in (told.plan.id, told.sections()[0].lineage_id):
        with pytest.raises(NotFound):
            reviewing.decide(
                told.session, told.plan, told.by("sam"), lineage_id=lineage, decision=ReviewDecisionKind.KEEP, reason="x"
            )  # fmt: skip


def test_nothing_is_decided_once_the_plan_is_closed(walk: Begun) -> None:
    told = walk().to(Standing.PERIODIC_REVIEW)
    told.fire("close")
    with pytest.raises(Refusal, match="closed"):
        told.decide(ReviewDecisionKind.KEEP)
