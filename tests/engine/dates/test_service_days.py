"""Days of service: the first counts, two services on one day are one day, and what has not come is not guessed."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from engine.dates import nth_service_day, starting

START = date(2026, 1, 5)


def test_the_first_day_itself_counts_where_service_was_given():
    assert nth_service_day([START, date(2026, 1, 9)], 1, since=START).due == START
    assert nth_service_day([date(2026, 1, 9)], 1, since=START).due == date(2026, 1, 9)


def test_a_day_before_the_start_does_not_count():
    assert nth_service_day([date(2026, 1, 4), date(2026, 1, 7)], 1, since=START).due == date(2026, 1, 7)


def test_a_day_that_has_not_come_says_what_it_waits_for_and_how_soon_it_can_be():
    found = nth_service_day([START], 45, since=START)
    assert found.due is None
    assert found.waiting_for == ("the 45th day of service",)
    assert found.not_before == START + timedelta(days=44)
    assert found.steps[-1] == "Not known yet: the 45th day of service (1 day of service since January 5, 2026)."


def test_without_a_start_nothing_is_counted():
    assert nth_service_day([START], 1, since=starting("the start of services", None)).due is None


@given(st.lists(st.dates(START, date(2026, 12, 31)), max_size=60), st.integers(1, 50))
def test_neither_order_nor_repetition_changes_the_day_and_it_is_never_before_its_bound(days, number):
    found = nth_service_day(days, number, since=START)
    assert found.due == nth_service_day([*reversed(days), *days], number, since=START).due
    if found.due is not None:
        assert len({day for day in days if day <= found.due}) == number
        assert found.due >= START + timedelta(days=number - 1)
