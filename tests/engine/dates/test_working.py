import subprocess
import sys
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.dates import (
    FEDERAL,
    WEEKENDS_ONLY,
    HolidayCalendar,
    holiday_calendar,
    next_working_day,
    working_days,
    working_days_between,
)
from engine.refusals import Refusal

DAYS = st.dates(date(2000, 1, 1), date(2060, 12, 31))
CALENDARS = st.sampled_from([FEDERAL, WEEKENDS_ONLY, HolidayCalendar("US-ME"), HolidayCalendar("US-WI")])


@given(DAYS, st.integers(1, 60), CALENDARS)
def test_a_working_day_is_never_a_weekend_or_a_holiday(day, count, calendar):
    due = working_days(day, count, calendar=calendar).due
    assert due is not None
    assert due.weekday() < 5
    assert calendar.holiday(due) is None


@given(DAYS, st.integers(-60, 60).filter(bool), CALENDARS)
def test_counting_the_days_again_gives_the_number_that_was_asked_for(day, count, calendar):
    due = working_days(day, count, calendar=calendar).due
    assert due is not None
    counted = working_days_between(day, due, calendar=calendar)
    if count > 0:
        assert counted == count
    else:
        # Backward, the anchor itself is not counted, but forward again the last day is.
        assert -counted == -count - 1 + calendar.is_working(day)


@given(DAYS, DAYS, st.integers(0, 40), CALENDARS)
def test_a_later_anchor_never_gives_an_earlier_working_day(one, other, count, calendar):
    first, second = sorted([one, other])
    early, late = (working_days(day, count, calendar=calendar).due for day in (first, second))
    assert early is not None
    assert late is not None
    assert early <= late


@given(DAYS, CALENDARS)
def test_the_next_working_day_is_the_first_one_not_before(day, calendar):
    found = next_working_day(day, calendar=calendar)
    assert calendar.is_working(found)
    assert not any(calendar.is_working(day + timedelta(days=gap)) for gap in range((found - day).days))


def test_an_observed_holiday_that_falls_into_the_year_before_is_skipped():
    assert working_days(date(2021, 12, 30), 1).due == date(2022, 1, 3)


def test_a_state_keeps_its_own_holidays():
    patriots_day = date(2026, 4, 20)
    assert holiday_calendar("US-ME").holiday(patriots_day) == "Patriots' Day"
    assert FEDERAL.holiday(patriots_day) is None


def test_an_agency_closes_and_opens_on_days_of_its_own():
    own = HolidayCalendar("US", closed=((date(2026, 11, 27), "Day after Thanksgiving"),), open=(date(2026, 11, 11),))
    assert own.holiday(date(2026, 11, 27)) == "Day after Thanksgiving"
    assert own.is_working(date(2026, 11, 11))
    found = working_days(date(2026, 11, 25), 1, calendar=own)
    assert found.due == date(2026, 11, 30)
    assert "Thanksgiving Day on November 26, 2026 and Day after Thanksgiving on November 27, 2026" in found.steps[-1]


def test_zero_working_days_is_the_day_itself():
    assert working_days(date(2026, 7, 4), 0).due == date(2026, 7, 4)


@pytest.mark.parametrize("code", ["US-ZZ", "QQ", "", "../US", "us_me"])
def test_an_unknown_calendar_is_refused_by_name(code):
    with pytest.raises(Refusal, match=r"There is no holiday calendar"):
        holiday_calendar(code)


def test_the_holiday_library_is_not_loaded_until_a_holiday_is_asked_for():
    code = "import engine.dates, sys; sys.exit('holidays' in sys.modules or 'sqlalchemy' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
