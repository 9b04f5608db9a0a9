"""Which rules are in effect on which day, and what a stored version stands for."""

from datetime import date

import pytest

from engine.dates import Computation
from engine.signatures import SigningMethod
from workflows.profiles import SHIPPED, Facts, Method, OnLapse, Silence, due_from, profile, reviews_due
from workflows.profiles.library import reload

GOOD = (SHIPPED / "states" / "maine.toml").read_text(encoding="utf-8").replace('id = "maine"', 'id = "own"')


@pytest.fixture
def own(tmp_path):
    def write(text, *, on=date(2026, 1, 2)):
        reload()
        (tmp_path / "own.toml").write_text(text, encoding="utf-8")
        return profile("own", on=on, folders=(SHIPPED, tmp_path))

    yield write
    reload()


def changed_in_july():
    old = '[on_lapse]\nvalue = "old_plan_continues"'
    assert old in GOOD
    later = '[[on_lapse]]\nvalue = "services_stop"\ntag = "I"\neffective_from = 2026-07-01\n\n'
    return GOOD.replace(old, f'{later}[[on_lapse]]\neffective_until = 2026-06-30\nvalue = "old_plan_continues"')


def test_a_rule_that_changes_in_july_is_the_old_one_on_june_30_and_the_new_one_on_july_1(own):
    text = changed_in_july()
    before, after = own(text, on=date(2026, 6, 30)), own(text, on=date(2026, 7, 1))
    assert before.on_lapse.value is OnLapse.OLD_PLAN_CONTINUES
    assert after.on_lapse.value is OnLapse.SERVICES_STOP
    assert before.version.startswith("2020-01-01+")
    assert after.version.startswith("2026-07-01+")


def test_announcing_a_later_rule_does_not_change_what_the_version_before_it_was(own):
    assert own(changed_in_july()).version == own(GOOD).version


def test_a_changed_value_is_another_version_and_a_changed_note_is_not(own):
    today = own(GOOD)
    assert own(GOOD.replace("No number was found", "No number is known")).version == today.version
    other = own(GOOD.replace("value = 12\n", "value = 6\n"))
    assert other.version != today.version
    assert other.review_schedule[0].version != today.review_schedule[0].version
    assert other.on_lapse.version == today.on_lapse.version


def test_versions_fit_the_columns_that_keep_them(own):
    today = own(GOOD)
    assert len(today.version) <= 40
    assert len(today.review_schedule[0].version) <= 40


def test_an_own_file_stands_in_for_the_shipped_one_of_the_same_name(tmp_path):
    text = (SHIPPED / "states" / "maine.toml").read_text(encoding="utf-8")
    (tmp_path / "maine.toml").write_text(text.replace("Maine waiver (ISP)", "Maine, our agency"), encoding="utf-8")
    assert profile("maine", on=date(2026, 1, 2), folders=(SHIPPED, tmp_path)).name == "Maine, our agency"
    assert profile("maine", on=date(2026, 1, 2)).name == "Maine waiver (ISP)"


def schedule(**lines):
    start = GOOD.index("[[review_schedule]]")
    body = "\n".join(f"{key} = {value}" for key, value in lines.items())
    return f'{GOOD[:start]}[[review_schedule]]\nkey = "review"\nsays = "Reviewed"\ntag = "I"\n{body}\n'


def test_a_window_is_due_on_its_last_day_and_opens_on_its_first(own):
    found = own(schedule(kind='"window"', opens=90, closes=60, anchor='"plan_end"'))
    due = due_from(found, "review", Facts(plan_end=date(2026, 12, 31)))
    assert (due.opens, due.due) == (date(2026, 10, 2), date(2026, 11, 1))


def test_an_nth_day_is_followed_by_every_so_many_days_after_the_last_review(own):
    found = own(schedule(kind='"nth_day"', value=18, then_every=30, anchor='["last_review_date", "service_start"]'))
    first = Facts(service_start=date(2026, 3, 2))
    later = Facts(service_start=date(2026, 3, 2), last_review_date=date(2026, 3, 19))
    assert due_from(found, "review", first).due == date(2026, 3, 19)
    assert due_from(found, "review", later).due == date(2026, 4, 18)


def test_working_days_use_the_calendar_among_the_facts(own):
    found = own(schedule(kind='"interval"', value=7, unit='"working_days"', anchor='"service_start"'))
    due = due_from(found, "review", Facts(service_start=date(2026, 1, 16)))
    assert due.due == date(2026, 1, 28)
    assert "Martin Luther King Jr. Day" in due.steps[-1]


def test_a_grace_for_paperwork_is_a_second_date_and_an_early_limit_a_first(own):
    text = schedule(kind='"interval"', value=3, unit='"months"', anchor='"effective_date"')
    text = text.replace("[documentation_grace_days]\nvalue = 0", "[documentation_grace_days]\nvalue = 15")
    start = text.index("[early_review_allowed_days]")
    text = text[:start] + text[start:].replace('value = "any"', "value = 30", 1)
    due = due_from(own(text), "review", Facts(effective_date=date(2026, 1, 15)))
    assert (due.opens, due.due, due.filed_by) == (date(2026, 3, 16), date(2026, 4, 15), date(2026, 4, 30))


def test_of_several_reviews_the_earliest_comes_first_and_the_unknown_last(own):
    extra = '\n[[review_schedule]]\nkey = "{key}"\nsays = "Reviewed"\ntag = "I"\nkind = "interval"\nvalue = 90\n'
    extra += 'unit = "calendar_days"\nanchor = "{anchor}"\n'
    text = (
        GOOD
        + extra.format(key="assessed", anchor="assessment_date")
        + extra.format(key="quarterly", anchor="effective_date")
    )
    found = reviews_due(own(text), Facts(effective_date=date(2026, 1, 2)))
    assert [due.rule for due in found] == ["quarterly", "review", "assessed"]


def test_silence_ends_on_a_day_that_explains_itself(own):
    text = GOOD.replace(
        '[on_silence]\nvalue = "block"',
        '[on_silence]\nvalue = "proceed_after_notice"\ndays = 10\nunit = "working_days"',
    )
    silence: Silence = own(text).on_silence.value
    assert silence.wait is not None
    assert silence.wait.words == "10 working days"
    ends: Computation = silence.wait.after(date(2026, 1, 9))
    assert ends.due == date(2026, 1, 26)


def test_notice_of_a_meeting_is_counted_backward(own):
    assert own(GOOD).meeting_notice_days.value.before(date(2026, 3, 20)).due == date(2026, 3, 10)


def test_the_signing_methods_are_those_the_records_know():
    assert {method.value for method in Method} == {method.value for method in SigningMethod}
