from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.dates import (
    Computation,
    calendar_days,
    earlier_of,
    later_of,
    months,
    nth_session,
    plus_days,
    plus_months,
    starting,
    unknown,
    window_before,
    years,
)
from engine.refusals import Refusal

DAYS = st.dates(date(1900, 1, 1), date(2200, 12, 31))
COUNTS = st.integers(0, 1200)


@given(DAYS, COUNTS)
def test_months_keep_the_day_or_clamp_to_the_end_of_the_month(day, count):
    due = plus_months(day, count)
    assert (due.year * 12 + due.month) - (day.year * 12 + day.month) == count
    assert due.day == day.day or (due.day < day.day and (due + timedelta(days=1)).day == 1)


@given(DAYS, DAYS, COUNTS)
def test_a_later_anchor_never_gives_an_earlier_date(one, other, count):
    first, second = sorted([one, other])
    assert plus_months(first, count) <= plus_months(second, count)
    assert plus_days(first, count) <= plus_days(second, count)


@given(DAYS, COUNTS)
def test_one_month_more_is_always_later(day, count):
    assert plus_months(day, count) < plus_months(day, count + 1)


@pytest.mark.parametrize(
    ("anchor", "number", "due"),
    [
        (date(2026, 1, 31), 1, date(2026, 2, 28)),
        (date(2026, 1, 31), 2, date(2026, 3, 31)),
        (date(2026, 1, 31), 3, date(2026, 4, 30)),
        (date(2024, 1, 31), 1, date(2024, 2, 29)),
        (date(2026, 3, 31), -1, date(2026, 2, 28)),
        (date(2026, 12, 31), 2, date(2027, 2, 28)),
        (date(2096, 2, 29), 48, date(2100, 2, 28)),
    ],
)
def test_a_series_of_months_is_counted_from_its_first_anchor(anchor, number, due):
    assert months(anchor, number).due == due


def test_a_year_is_not_365_days():
    assert years(date(2027, 3, 1), 1).due == date(2028, 3, 1)
    assert calendar_days(date(2027, 3, 1), 365).due == date(2028, 2, 29)


def test_a_clamped_day_is_explained():
    assert months(date(2026, 1, 31), 1).steps[-1] == (
        "Add 1 month: February 28, 2026 (that month has no 31st, so its last day counts)."
    )


@pytest.mark.parametrize("move", [lambda: plus_days(date.max, 1), lambda: plus_months(date(9999, 12, 1), 1)])
def test_a_day_past_the_calendar_is_refused_in_a_sentence(move):
    with pytest.raises(Refusal, match=r"falls outside the calendar"):
        move()


@given(st.lists(DAYS, min_size=2, max_size=4))
def test_later_and_earlier_of_known_dates_are_the_latest_and_the_earliest(days):
    options = [Computation(day) for day in days]
    assert later_of(*options).due == max(days)
    assert earlier_of(*options).due == min(days)


@given(st.lists(DAYS, min_size=1, max_size=3))
def test_a_later_of_with_one_unknown_has_no_date_but_the_latest_known_as_its_floor(days):
    found = later_of(*[Computation(day) for day in days], unknown("the sixth session"))
    assert (found.due, found.not_before) == (None, max(days))


def test_an_earlier_of_of_unknown_dates_stays_unknown():
    found = earlier_of(unknown("the 45th day"), unknown("the assessment"))
    assert (found.due, found.not_before) == (None, None)
    assert found.waiting_for == ("the 45th day", "the assessment")


def test_an_unknown_that_cannot_come_first_leaves_the_earlier_date_final():
    floor = Computation(None, waiting_for=("the 6th session",), not_before=date(2026, 6, 1))
    assert earlier_of(Computation(date(2026, 5, 1)), floor).final
    assert not earlier_of(Computation(date(2026, 7, 1)), floor).final


@given(st.lists(DAYS, max_size=12), DAYS, st.integers(1, 8), st.lists(DAYS, max_size=8))
def test_a_session_still_to_be_written_down_never_brings_the_date_ahead_of_its_floor(held, after, number, more):
    floor = nth_session(held, number, after=after)
    settled = nth_session([*held, *more], number, after=after)
    if floor.due is None and settled.due is not None:
        assert floor.not_before is not None
        assert settled.due >= floor.not_before
        assert settled.due > after


def test_two_sessions_on_one_day_are_two():
    day = date(2026, 3, 3)
    assert nth_session([day, day], 2, after=date(2026, 3, 1)).due == day


def test_what_is_counted_from_an_unknown_day_is_unknown_and_names_it():
    for found in (calendar_days(starting("the assessment", None), 60), months(unknown("the assessment"), 2)):
        assert found.due is None
        assert found.waiting_for == ("the assessment",)


def test_a_floor_moves_along_with_what_is_counted_from_it():
    floor = Computation(None, waiting_for=("the 6th session",), not_before=date(2026, 6, 1))
    assert calendar_days(floor, 30).not_before == date(2026, 7, 1)


@given(DAYS, st.integers(0, 400), st.integers(0, 400))
def test_a_window_is_as_long_as_its_two_ends_say(end, one, other):
    closes, opens = sorted([one, other])
    window = window_before(end, opens=opens, closes=closes)
    assert window.opens is not None
    assert window.closes is not None
    assert (window.closes - window.opens).days == opens - closes
    assert window.closes <= end


def test_a_window_that_closes_before_it_opens_is_a_mistake():
    with pytest.raises(ValueError, match=r"opens before it closes"):
        window_before(date(2026, 12, 31), opens=30, closes=60)


def test_a_window_without_its_day_has_no_ends_and_no_verdict():
    window = window_before(unknown("the end of the plan"), opens=90, closes=60)
    assert (window.opens, window.closes, window.timing(date(2026, 1, 1))) == (None, None, None)
    assert window.waiting_for == ("the end of the plan",)
