"""When the sweep looks: mornings where the agency is, through both clock changes, once for however many were missed."""

from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.dates import end_of_day, zone
from engine.reminding import next_look, step_at

ZONES = ["America/New_York", "America/Los_Angeles", "Pacific/Apia", "Asia/Kathmandu", "UTC"]


@dataclass(frozen=True)
class Timing:
    due_on: date
    zone: str = "America/New_York"
    reminders: tuple[int, ...] = (30, 7)
    repeat_days: int = 7
    due_at: datetime = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "due_at", end_of_day(self.due_on, in_zone=zone(self.zone)))


@pytest.mark.parametrize(
    ("due_on", "morning"),
    [
        (date(2026, 3, 9), datetime(2026, 3, 2, 12, tzinfo=UTC)),
        (date(2026, 3, 15), datetime(2026, 3, 8, 11, tzinfo=UTC)),
        (date(2026, 11, 8), datetime(2026, 11, 1, 12, tzinfo=UTC)),
        (date(2028, 3, 7), datetime(2028, 2, 29, 12, tzinfo=UTC)),
    ],
)
def test_a_week_before_is_seven_in_the_morning_across_clock_changes_and_leap_days(
    due_on: date, morning: datetime
) -> None:
    timing = Timing(due_on, reminders=(7,))
    assert next_look(timing, after=morning - timedelta(seconds=1), fallen=False) == morning
    assert step_at(timing, at=morning, fallen=False).name == "before-7"
    assert next_look(timing, after=morning, fallen=False) == timing.due_at


def test_what_was_armed_late_still_falls_due_and_what_never_nags_is_never_looked_at_again() -> None:
    timing = Timing(date(2026, 1, 5), repeat_days=0)
    later = datetime(2026, 9, 1, tzinfo=UTC)
    assert next_look(timing, after=later, fallen=False) == timing.due_at
    assert next_look(timing, after=later, fallen=True) is None


@given(
    due_on=st.dates(date(2020, 1, 1), date(2060, 1, 1)),
    where=st.sampled_from(ZONES),
    reminders=st.lists(st.integers(0, 90), max_size=4, unique=True).map(tuple),
    repeat_days=st.integers(0, 30),
    start=st.integers(-100, 100),
)
def test_walking_from_look_to_look_never_stands_still_repeats_a_step_or_misses_the_day(
    due_on: date, where: str, reminders: tuple[int, ...], repeat_days: int, start: int
) -> None:
    timing = Timing(due_on, where, reminders, repeat_days)
    at, fallen, names = timing.due_at + timedelta(days=start), False, []
    for _ in range(12):
        look = next_look(timing, after=at, fallen=fallen)
        if look is None:
            break
        assert fallen is False or look > at
        at = max(at, look)
        names.append(step_at(timing, at=at, fallen=fallen).name)
        fallen = fallen or names[-1] == "due"
    assert names.count("due") == 1
    assert len(set(names)) == len(names)
