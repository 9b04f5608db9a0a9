"""A signed plan takes effect on its day and not before; what is in force stays while the next is written."""

import json
from collections.abc import Callable
from datetime import datetime, timedelta

import pytest

from engine.deadlines import open_deadlines
from engine.items import Item
from engine.plans import Standing
from engine.refusals import Refusal
from tests.engine.test_verification import tamper_within
from tests.workflows.walk import EFFECTIVE, Walk
from workflows import editing

Begun = Callable[..., Walk]


def _signed(told: Walk) -> Walk:
    told.to(Standing.SIGNING)
    told.sign_all()
    told.fire("complete")
    return told


def test_it_takes_effect_on_its_day_and_not_the_day_before(walk: Begun) -> None:
    told = _signed(walk())
    told.at = datetime.combine(EFFECTIVE - timedelta(1), told.at.timetz())
    assert told.refused("take_effect", "clock") == ["not-yet"]
    assert told.plan.in_force_version_id is None
    signed = told.version
    told.later(1)
    told.fire("take_effect", "clock")
    assert (told.plan.in_force_version_id, told.plan.in_force_since) == (signed.id, EFFECTIVE)
    assert told.refused("take_effect", "clock") == ["nothing-waiting"]


def test_a_text_changed_in_the_database_is_neither_completed_nor_put_in_force(walk: Begun) -> None:
    told = walk().to(Standing.SIGNING)
    told.sign_all()
    line = told.lines("outcome")[0]
    true = dict(line.details)
    invented = {**true, "text": "Ida says the group home is best"}
    _written_behind(told, line, {**true, "text": "A back door"})
    with pytest.raises(Refusal, match="its text is not the one that was shared"):
        told.fire("complete")
    _written_behind(told, line, true)
    told.fire("complete")
    _written_behind(told, line, invented)
    told.at = datetime.combine(EFFECTIVE, told.at.timetz())
    with pytest.raises(Refusal, match="the group home is best"):
        told.fire("take_effect", "clock")
    assert told.plan.in_force_version_id is None


def _written_behind(told: Walk, line: Item, details: dict[str, object]) -> None:
    """As somebody with full power over the database would."""
    connection = told.session.connection()
    key = line.id.hex if connection.dialect.name == "sqlite" else line.id
    tamper_within(connection, ("UPDATE item SET details = ? WHERE id = ?", (json.dumps(details), key)))
    told.session.expire_all()


def test_completing_watches_the_effective_day(walk: Begun) -> None:
    told = _signed(walk())
    assert [(row.kind, row.due_on) for row in open_deadlines(told.session, told.plan.stream)] == [
        ("take_effect", EFFECTIVE)
    ]


def test_in_force_it_is_reviewed_twelve_months_later(walk: Begun) -> None:
    told = walk().to(Standing.SIGNED)
    review = open_deadlines(told.session, told.plan.stream)
    assert [(row.kind, row.due_on.isoformat()) for row in review] == [("review", "2027-04-01")]
    assert review[0].citation == "42 CFR 441.301(c)(3)"
    assert told.plan.next_due_on == review[0].due_on
    assert {told.heard(who)[0] for who in ("ida", "sam")} == {"took_effect"}


def test_a_plan_that_takes_effect_late_says_the_day_it_did(walk: Begun) -> None:
    told = _signed(walk())
    told.at = datetime.combine(EFFECTIVE + timedelta(3), told.at.timetz())
    told.fire("take_effect", "clock")
    assert told.plan.in_force_since == EFFECTIVE + timedelta(3)


def test_the_version_in_force_stays_while_the_next_is_written_and_signed(walk: Begun) -> None:
    told = walk().to(Standing.SIGNED)
    in_force = told.plan.in_force_version_id
    told.fire("amend")
    told.save(told.at.date() + timedelta(30))
    for step in (lambda: told.fire("share"), told.answer_all, lambda: told.fire("agree"), told.sign_all):
        step()
        assert told.plan.in_force_version_id == in_force
    told.fire("complete")
    assert told.plan.in_force_version_id == in_force
    told.later(30)
    told.fire("take_effect", "clock")
    assert told.plan.in_force_version_id not in (in_force, None)


def test_in_maine_nothing_starts_until_everybody_has_signed(walk: Begun) -> None:
    told = walk("maine", guardian=True).to(Standing.SIGNING)
    told.fire("sign", "ida")
    told.fire("sign", "sam")
    assert told.refused("complete") == ["signatures"]
    told.fire("record_unable")
    told.later(400)
    assert told.refused("complete", "clock") == ["signatures"]
    told.fire("sign", "guardian")
    told.fire("complete")
    told.at = datetime.combine(EFFECTIVE + timedelta(400), told.at.timetz())
    told.fire("take_effect", "clock")
    assert told.plan.in_force_version_id is not None


def test_in_maine_the_existing_plan_stays_in_force_while_a_signature_of_the_next_is_missing(walk: Begun) -> None:
    told = walk("maine", guardian=True).to(Standing.SIGNED)
    in_force = told.plan.in_force_version_id
    told.fire("amend")
    editing.save_revision(told.session, told.plan, told.by("sam"), effective_on=told.at.date())
    told.fire("share")
    told.answer_all()
    told.fire("agree")
    told.fire("sign", "sam")
    told.fire("sign", "guardian")
    told.fire("decline", "ida")
    assert told.refused("complete") == ["signatures"]
    assert told.plan.in_force_version_id == in_force
