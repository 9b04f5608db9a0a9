from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.dates import elapsed, end_of_day, instant, local_day, start_of_day, zone
from engine.refusals import Refusal

NEW_YORK = ZoneInfo("America/New_York")
NAMES = [
    "America/New_York", "America/Chicago", "America/Phoenix", "Pacific/Honolulu", "America/Havana",
    "America/Santiago", "Africa/Cairo", "Asia/Kathmandu", "Australia/Lord_Howe", "Pacific/Kiritimati", "UTC",
]  # fmt: skip
ZONES = st.sampled_from([ZoneInfo(name) for name in NAMES])
DAYS = st.dates(date(2015, 1, 1), date(2037, 12, 31))
TIMES = st.times().map(lambda found: found.replace(microsecond=0))


@given(DAYS, ZONES)
def test_a_day_begins_in_itself_and_ends_where_the_next_begins(day, in_zone):
    begins, ends = start_of_day(day, in_zone=in_zone), end_of_day(day, in_zone=in_zone)
    assert local_day(begins, in_zone=in_zone) == day
    assert local_day(begins - timedelta(seconds=1), in_zone=in_zone) == day - timedelta(days=1)
    assert local_day(ends - timedelta(seconds=1), in_zone=in_zone) == day
    assert timedelta(hours=23) <= ends - begins <= timedelta(hours=25)
    assert begins.tzinfo is UTC


@given(DAYS, TIMES, ZONES)
def test_an_instant_shows_the_time_it_was_made_from_or_the_end_of_the_gap(day, at, in_zone):
    found = instant(day, at, in_zone=in_zone)
    shown = found.astimezone(in_zone).replace(tzinfo=None)
    asked = datetime.combine(day, at)
    if shown != asked:
        before = (found - timedelta(seconds=1)).astimezone(in_zone).replace(tzinfo=None)
        assert before < asked < shown


@given(DAYS, TIMES, TIMES, ZONES)
def test_a_later_time_of_a_day_is_never_an_earlier_instant_except_in_the_repeated_hour(day, one, other, in_zone):
    first, second = sorted([one, other])
    early, late = (instant(day, at, in_zone=in_zone) for at in (first, second))
    assert early <= late


@pytest.mark.parametrize(
    ("day", "hours"), [(date(2026, 3, 8), 23), (date(2026, 11, 1), 25), (date(2026, 6, 1), 24), (date(2026, 3, 7), 24)]
)
def test_the_days_of_the_clock_changes_are_23_and_25_hours_long(day, hours):
    length = elapsed(start_of_day(day, in_zone=NEW_YORK), end_of_day(day, in_zone=NEW_YORK))
    assert length == timedelta(hours=hours)


def test_a_time_that_spring_skips_is_the_moment_of_the_change():
    assert instant(date(2026, 3, 8), time(2, 30), in_zone=NEW_YORK) == datetime(2026, 3, 8, 7, 0, tzinfo=UTC)


def test_a_time_that_comes_twice_in_autumn_is_the_first_of_the_two():
    assert instant(date(2026, 11, 1), time(1, 30), in_zone=NEW_YORK) == datetime(2026, 11, 1, 5, 30, tzinfo=UTC)
    second = time(1, 30, fold=1)
    assert instant(date(2026, 11, 1), second, in_zone=NEW_YORK) == datetime(2026, 11, 1, 5, 30, tzinfo=UTC)


def test_where_clocks_skip_midnight_the_day_starts_at_one():
    havana = ZoneInfo("America/Havana")
    begins = start_of_day(date(2026, 3, 8), in_zone=havana)
    assert begins.astimezone(havana).time() == time(1, 0)


def test_a_day_that_never_was_is_empty():
    apia = ZoneInfo("Pacific/Apia")
    skipped = date(2011, 12, 30)
    assert start_of_day(skipped, in_zone=apia) == end_of_day(skipped, in_zone=apia)


def test_elapsed_time_counts_the_hour_that_the_clock_hides():
    before = datetime(2026, 3, 8, 0, 0, tzinfo=NEW_YORK)
    after = datetime(2026, 3, 8, 12, 0, tzinfo=NEW_YORK)
    assert after - before == timedelta(hours=12)
    assert elapsed(before, after) == timedelta(hours=11)


def test_an_instant_without_a_zone_is_a_mistake():
    with pytest.raises(ValueError, match=r"must know its zone"):
        local_day(datetime(2026, 1, 1), in_zone=NEW_YORK)


@pytest.mark.parametrize("name", ["Mars/Olympus", "", "../../etc/passwd", "\0", "America", "x" * 5000])
def test_an_unknown_zone_is_refused_by_name(name):
    with pytest.raises(Refusal, match=r"There is no time zone"):
        zone(name)


@pytest.mark.parametrize(("day", "name"), [(date.min, "Asia/Tokyo"), (date.max, "America/New_York")])
def test_the_edge_of_the_calendar_is_refused_in_a_sentence(day, name):
    with pytest.raises(Refusal, match=r"edge of the calendar|outside the calendar"):
        instant(day, time(23 if day == date.max else 0), in_zone=ZoneInfo(name))
