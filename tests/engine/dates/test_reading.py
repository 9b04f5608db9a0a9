import contextlib
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.dates import counted, in_words, listed, ordinal, read_day, weekday_in_words
from engine.refusals import Refusal


@given(st.dates())
def test_every_day_is_read_back_in_both_forms(day):
    assert read_day(day.isoformat()) == day
    assert read_day(f"{day.month}/{day.day}/{day.year:04}") == day


@given(st.text(max_size=30))
def test_any_other_text_is_a_day_or_a_sentence(text):
    with contextlib.suppress(Refusal):
        assert isinstance(read_day(text), date)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("2026-02-30", r"no February 30, 2026: that month has 28 days"),
        ("2/29/2026", r"no February 29, 2026: that month has 28 days"),
        ("2026-13-01", r"no month 13"),
        ("0000-01-01", r"no year 0"),
        ("2026-04-00", r"no April 0, 2026"),
        ("4/2/26", r"cannot be read as a day"),
        ("tomorrow", r"“tomorrow” cannot be read"),
        ("", r"cannot be read"),
        ("٢٠٢٦-٠١-٠١", r"cannot be read"),
    ],
)
def test_a_day_that_does_not_exist_is_refused_in_a_sentence(text, said):
    with pytest.raises(Refusal, match=said):
        read_day(text)


def test_days_and_counts_become_words():
    assert in_words(date(2026, 4, 2)) == "April 2, 2026"
    assert weekday_in_words(date(2026, 4, 2)) == "Thursday, April 2, 2026"
    assert [ordinal(n) for n in (1, 2, 3, 4, 11, 12, 13, 21, 22, 101, 111)] == (
        ["1st", "2nd", "3rd", "4th", "11th", "12th", "13th", "21st", "22nd", "101st", "111th"]
    )
    assert (counted(1, "day"), counted(2, "day"), counted(0, "day")) == ("1 day", "2 days", "0 days")
    assert (listed([]), listed(["a"]), listed(["a", "b", "c"], last="or")) == ("", "a", "a, b or c")
