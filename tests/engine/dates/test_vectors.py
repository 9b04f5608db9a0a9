"""The boundary vectors every deadline rests on: real rules, worked out by hand."""

from datetime import date

import pytest

from engine.dates import (
    WEEKENDS_ONLY,
    Timing,
    calendar_days,
    documented_by,
    earlier_of,
    every,
    later_of,
    months,
    nth_day,
    nth_session,
    starting,
    unknown,
    window_before,
    working_days,
)


@pytest.mark.parametrize(
    ("opens", "closes", "first", "last"),
    [(90, 60, date(2026, 10, 2), date(2026, 11, 1)), (60, 30, date(2026, 11, 1), date(2026, 12, 1))],
)
def test_a_texas_meeting_may_be_held_only_inside_its_window(opens, closes, first, last):
    window = window_before(date(2026, 12, 31), opens=opens, closes=closes)
    assert (window.opens, window.closes) == (first, last)
    assert window.timing(first) is Timing.in_time
    assert window.timing(last) is Timing.in_time
    assert window.timing(date.fromordinal(first.toordinal() - 1)) is Timing.too_early
    assert window.timing(date.fromordinal(last.toordinal() + 1)) is Timing.too_late


WISCONSIN_SESSIONS = [
    date(2026, 1, 9),
    date(2026, 1, 16),
    date(2026, 1, 23),
    date(2026, 1, 30),
    date(2026, 2, 6),
]


def wisconsin_review(sessions):
    review = starting("the last review", date(2026, 1, 2))
    return later_of(calendar_days(review, 90), nth_session(sessions, 6, after=review))


def test_a_wisconsin_review_waits_for_the_sixth_session_when_it_comes_after_90_days():
    assert wisconsin_review([*WISCONSIN_SESSIONS, date(2026, 5, 20)]).due == date(2026, 5, 20)


def test_a_wisconsin_review_is_due_after_90_days_when_the_sixth_session_came_first():
    assert wisconsin_review([*WISCONSIN_SESSIONS, date(2026, 2, 10)]).due == date(2026, 4, 2)


def test_a_wisconsin_review_has_no_date_before_the_sixth_session_but_a_floor():
    review = wisconsin_review(WISCONSIN_SESSIONS)
    assert review.due is None
    assert review.not_before == date(2026, 4, 2)
    assert review.waiting_for == ("the 6th session",)
    assert "5 sessions held after January 2, 2026" in " ".join(review.steps)


def test_a_session_on_the_day_of_the_review_belongs_to_the_time_before_it():
    assert wisconsin_review([date(2026, 1, 2), *WISCONSIN_SESSIONS]).due is None


def test_a_virginia_quarterly_review_has_a_second_date_for_its_paperwork():
    review = months(date(2026, 1, 15), 3)
    assert review.due == date(2026, 4, 15)
    assert documented_by(review, 15).due == date(2026, 4, 30)
    assert documented_by(review, 30).due == date(2026, 5, 15)


def test_an_illinois_strategy_is_due_20_days_after_the_provider_signed():
    assert calendar_days(date(2026, 5, 1), 20).due == date(2026, 5, 21)


def test_a_california_plan_is_due_60_days_after_the_assessment():
    assert calendar_days(date(2026, 3, 1), 60).due == date(2026, 4, 30)


def test_seven_working_days_skip_a_federal_holiday_and_name_it():
    plan = working_days(date(2026, 1, 16), 7)
    assert plan.due == date(2026, 1, 28)
    assert "Martin Luther King Jr. Day on January 19, 2026" in plan.steps[-1]


def test_seven_working_days_come_sooner_where_the_holiday_is_not_observed():
    assert working_days(date(2026, 1, 16), 7, calendar=WEEKENDS_ONLY).due == date(2026, 1, 27)


def test_partial_hospitalization_is_recertified_as_of_the_18th_day_and_then_every_30():
    first = nth_day(date(2026, 3, 2), 18)
    assert first.due == date(2026, 3, 19)
    assert [due.due for due in every(first, 30, times=2)] == [date(2026, 4, 18), date(2026, 5, 18)]


def test_twelve_months_from_29_february_end_on_28_february():
    assert months(date(2024, 2, 29), 12).due == date(2025, 2, 28)
    assert months(date(2024, 2, 29), 48).due == date(2028, 2, 29)


def test_the_earlier_of_service_days_and_calendar_days_is_known_but_may_still_come_sooner():
    start = starting("the service start", date(2026, 3, 2))
    plan = earlier_of(calendar_days(start, 60), unknown("the 45th day of service"))
    assert plan.due == date(2026, 5, 1)
    assert plan.waiting_for == ("the 45th day of service",)
    assert not plan.final


def test_a_computation_tells_its_steps_in_words():
    assert wisconsin_review([*WISCONSIN_SESSIONS, date(2026, 5, 20)]).steps == (
        "Start: the last review, January 2, 2026.",
        "Add 90 calendar days: April 2, 2026.",
        "The 6th session after that day: May 20, 2026.",
        "The later of these: May 20, 2026.",
    )
