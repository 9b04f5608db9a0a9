"""What happens between reviews: a report, the person's own request, sessions that move a date, and the end."""

from collections.abc import Callable
from datetime import date, datetime, timedelta

import pytest
from sqlmodel import select

from engine.deadlines import open_deadlines
from engine.plans import PlanType, Standing, Trigger
from engine.quotes import quotes_by_id
from engine.refusals import Refusal
from engine.reviews import reviews_of
from tests.workflows.walk import EFFECTIVE, Walk
from workflows import happenings
from workflows.moving import local_day

Begun = Callable[..., Walk]


def _ask(told: Walk, who: str = "ida", kind: str = "participant_request") -> None:
    happenings.report_trigger(
        told.session,
        told.plan,
        told.by(who),
        kind=kind,
        happened_on=local_day(told.at),
        text="I want to TALK about it.",
    )


def test_the_persons_request_opens_a_review_and_is_kept_in_her_words(walk: Begun) -> None:
    told = walk().to(Standing.SIGNED)
    _ask(told)
    assert told.plan.standing == Standing.PERIODIC_REVIEW
    assert reviews_of(told.session, told.plan.id)[0].opened_because == "participant_request"
    row = told.session.exec(select(Trigger).where(Trigger.plan_id == told.plan.id)).one()
    assert row.quote_id is not None
    assert quotes_by_id(told.session, [row.quote_id])[row.quote_id].text == "I want to TALK about it."
    assert row.text == ""
    assert told.heard("sam")[:2] == ["review_opened", "trigger_reported"]


@pytest.mark.parametrize("standing", [Standing.PERIODIC_REVIEW, Standing.PARTICIPANT_REVIEW, Standing.DRAFT])
def test_her_request_joins_what_is_open_already(walk: Begun, standing: Standing) -> None:
    told = walk().to(standing)
    before = len(reviews_of(told.session, told.plan.id))
    _ask(told)
    assert told.plan.standing == standing
    assert len(reviews_of(told.session, told.plan.id)) == before
    assert len(told.session.exec(select(Trigger).where(Trigger.plan_id == told.plan.id)).all()) == 1


def test_the_same_request_sent_twice_opens_one_review(walk: Begun) -> None:
    told = walk().to(Standing.SIGNED)
    command = told.by("ida")
    for _ in range(2):
        happenings.report_trigger(
            told.session, told.plan, command, kind="participant_request", happened_on=local_day(told.at), text="Now."
        )
    assert len(reviews_of(told.session, told.plan.id)) == 1
    assert len(told.session.exec(select(Trigger).where(Trigger.plan_id == told.plan.id)).all()) == 1


def test_a_guardians_request_opens_a_review_too(walk: Begun) -> None:
    told = walk(guardian=True).to(Standing.SIGNED)
    _ask(told, "guardian", "guardian_request")
    assert told.plan.standing == Standing.PERIODIC_REVIEW


def test_a_report_of_staff_is_recorded_and_moves_nothing(walk: Begun) -> None:
    told = walk().to(Standing.SIGNED)
    _ask(told, "sam", "hospitalization")
    assert told.plan.standing == Standing.SIGNED
    assert reviews_of(told.session, told.plan.id) == []


def test_what_has_not_happened_yet_and_what_is_not_on_the_list_is_not_reported(walk: Begun) -> None:
    told = walk().to(Standing.SIGNED)
    tomorrow = local_day(told.at) + timedelta(1)
    with pytest.raises(Refusal, match="on the day it happened or after"):
        happenings.report_trigger(told.session, told.plan, told.by("sam"), kind="relapse", happened_on=tomorrow)
    with pytest.raises(Refusal, match="from the list"):
        happenings.report_trigger(told.session, told.plan, told.by("sam"), kind="boredom", happened_on=EFFECTIVE)


def _wisconsin(walk: Begun) -> Walk:
    return walk("wi_outpatient_dhs35", plan_type=PlanType.TREATMENT).to(Standing.SIGNED)


def _session(told: Walk, on: date) -> None:
    told.at = datetime.combine(on, told.at.timetz())
    happenings.record_session(told.session, told.plan, told.by("noor"), held_on=on)


def _due(told: Walk) -> list[date]:
    return [row.due_on for row in open_deadlines(told.session, told.plan.stream) if row.kind == "review"]


def test_in_wisconsin_the_review_waits_for_the_sixth_session(walk: Begun) -> None:
    told = _wisconsin(walk)
    for week in range(1, 6):
        _session(told, EFFECTIVE + timedelta(7 * week))
        assert _due(told) == []
    _session(told, EFFECTIVE + timedelta(42))
    assert _due(told) == [EFFECTIVE + timedelta(90)]
    assert told.plan.next_due_on == EFFECTIVE + timedelta(90)


@pytest.mark.parametrize(("day", "due"), [(89, 90), (90, 90), (91, 91), (130, 130)])
def test_in_wisconsin_the_later_of_ninety_days_and_the_sixth_session_counts(walk: Begun, day: int, due: int) -> None:
    told = _wisconsin(walk)
    for before in range(5):
        _session(told, EFFECTIVE + timedelta(before + 1))
    _session(told, EFFECTIVE + timedelta(day))
    assert _due(told) == [EFFECTIVE + timedelta(due)]


def test_a_session_that_is_written_down_late_counts_on_its_own_day(walk: Begun) -> None:
    told = _wisconsin(walk)
    for before in range(5):
        _session(told, EFFECTIVE + timedelta(before + 1))
    _session(told, EFFECTIVE + timedelta(120))
    assert _due(told) == [EFFECTIVE + timedelta(120)]
    happenings.record_session(told.session, told.plan, told.by("noor"), held_on=EFFECTIVE + timedelta(40))
    assert _due(told) == [EFFECTIVE + timedelta(90)]


def test_a_session_is_not_recorded_before_its_day_or_after_the_end(walk: Begun) -> None:
    told = _wisconsin(walk)
    with pytest.raises(Refusal, match="on its day or after"):
        happenings.record_session(told.session, told.plan, told.by("noor"), held_on=local_day(told.at) + timedelta(1))
    told.fire("close")
    with pytest.raises(Refusal, match="closed"):
        happenings.record_session(told.session, told.plan, told.by("noor"), held_on=local_day(told.at))


def test_closing_says_what_comes_next_for_the_person_and_ends_every_date(walk: Begun) -> None:
    told = walk().to(Standing.SIGNED)
    told.fire("close")
    assert open_deadlines(told.session, told.plan.stream) == []
    assert told.plan.next_for_the_person == "A new plan elsewhere."
    assert told.heard("ida")[0] == "closed"


def test_closing_without_what_comes_next_is_refused(walk: Begun) -> None:
    told = walk().to(Standing.DRAFT)
    with pytest.raises(Refusal, match="what happens next for the person"):
        happenings.close(told.session, told.plan, told.by("sam", reason="Moved."))
