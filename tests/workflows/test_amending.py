"""Correct, amend, discard: three different things, and the signed version stays what it was in all of them."""

from collections.abc import Callable
from datetime import timedelta

import pytest

from engine.deadlines import open_deadlines
from engine.plans import Standing
from engine.refusals import Refusal
from engine.signatures import signatures_of
from engine.versions import VersionKind, fingerprint_of, versions_of
from tests.workflows.walk import Walk
from workflows import amending

Begun = Callable[..., Walk]


def test_a_listed_field_is_corrected_in_a_version_that_says_so(walk: Begun) -> None:
    told = walk().to(Standing.SIGNED)
    before = told.version
    line = told.lines("backup_step")[0]
    amending.correct(
        told.session,
        told.plan,
        told.by("sam", reason="A new phone."),
        changes={line.lineage_id: {"reached_at": "555-0199"}},
    )
    newer, older = versions_of(told.session, told.plan.id)
    assert (newer.kind, newer.why, newer.created_by_name) == (VersionKind.CORRECTION, "A new phone.", "Sam Okoye")
    assert told.plan.in_force_version_id == newer.id
    assert told.lines("backup_step")[0].details["reached_at"] == "555-0199"
    assert told.lines("backup_step")[0].details["text"] == line.details["text"]
    assert older.fingerprint == before.fingerprint == fingerprint_of(told.session, older)
    assert newer.fingerprint != older.fingerprint
    assert len(signatures_of(told.session, older.id)) == 2
    assert signatures_of(told.session, newer.id) == []
    assert told.heard("ida")[0] == "corrected"


@pytest.mark.parametrize(
    ("kind", "field"), [("risk", "mitigation"), ("outcome", "text"), ("backup_step", "text"), ("service", "frequency")]
)
def test_what_the_profile_does_not_list_is_not_corrected(walk: Begun, kind: str, field: str) -> None:
    told = walk().to(Standing.SIGNED)
    change = {told.lines(kind)[0].lineage_id: {field: "other"}}
    made = told.session.begin_nested()
    with pytest.raises(Refusal, match="cannot be corrected without new signatures"):
        amending.correct(told.session, told.plan, told.by("sam", reason="x"), changes=change)
    made.rollback()
    assert len(versions_of(told.session, told.plan.id)) == 1


def test_correcting_nothing_is_refused(walk: Begun) -> None:
    told = walk().to(Standing.SIGNED)
    with pytest.raises(Refusal, match="nothing to correct"):
        amending.correct(told.session, told.plan, told.by("sam", reason="x"), changes={})


def test_neither_an_amendment_nor_a_correction_restarts_the_review_clock(walk: Begun) -> None:
    told = walk().to(Standing.SIGNED)
    due = [row.due_on for row in open_deadlines(told.session, told.plan.stream) if row.kind == "review"]
    told.later(60)
    told.fire("correct")
    told.fire("amend")
    told.save(told.at.date() + timedelta(10))
    told.fire("share")
    told.answer_all()
    told.fire("agree")
    told.sign_all()
    told.fire("complete")
    told.later(10)
    told.fire("take_effect", "clock")
    assert told.version.kind == VersionKind.AMENDMENT
    assert [row.due_on for row in open_deadlines(told.session, told.plan.stream)] == due


def test_an_amendment_needs_new_answers_and_signatures(walk: Begun) -> None:
    told = walk().to(Standing.SIGNED)
    told.fire("amend")
    told.save(told.at.date())
    told.fire("share")
    assert told.refused("agree") == ["unanswered"]


def test_discarding_goes_back_to_what_is_in_force_and_keeps_the_draft_in_the_list(walk: Begun) -> None:
    told = walk().to(Standing.SIGNED)
    in_force = told.plan.in_force_version_id
    told.fire("amend")
    told.fire("discard_revision")
    assert (told.plan.standing, told.plan.working_version_id, told.plan.in_force_version_id) == (
        Standing.SIGNED,
        None,
        in_force,
    )
    assert len(versions_of(told.session, told.plan.id)) == 2
    told.fire("amend")
    assert told.version.number == 3


def test_a_first_draft_has_nothing_to_go_back_to(walk: Begun) -> None:
    told = walk().to(Standing.DRAFT)
    assert told.refused("discard_revision") == ["nothing-in-force"]


def test_while_a_signed_version_waits_nothing_else_is_begun(walk: Begun) -> None:
    told = walk().to(Standing.SIGNING)
    told.sign_all()
    told.fire("complete")
    for verb in ("amend", "correct", "open_review"):
        assert "waiting-version" in told.refused(verb)
