"""A bad profile is never used: every problem in it is told, with file, line, field and what to write instead."""

from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from engine.refusals import Refusal
from workflows.profiles import SHIPPED, check, profile
from workflows.profiles.pack import read_pack

GOOD = (SHIPPED / "states" / "maine.toml").read_text(encoding="utf-8").replace('id = "maine"', 'id = "own"')


def line_of(text, part):
    return next(number for number, line in enumerate(text.splitlines(), start=1) if part in line)


@pytest.fixture
def problems_of(tmp_path):
    def write(text):
        file = tmp_path / "own.toml"
        file.write_bytes(text if isinstance(text, bytes) else text.encode())
        return check(file)

    return write


def test_a_good_file_has_no_problems(problems_of):
    assert problems_of(GOOD) == []
    assert problems_of(GOOD.replace("\n", "\r\n")) == []


@pytest.mark.parametrize(
    ("old", "new", "field", "said"),
    [
        ('value = "block"', 'value = "blok"', "on_silence.value", "“blok” is not one of block, deem_approved_after"),
        ('value = "all_signed"', 'value = "all-signed"', "service_start_rule.value", "Did you mean “all_signed”?"),
        ('when = "if_no_guardian"', 'when = "never"', "required_signers.value.#3.when", "“never” is not one of always"),
        ('{ capacity = "participant", when = "always" },', "", "required_signers.value", "signed by the person"),
        ('"vision", ', '"vison", ', "required_sections.value.#1", "Did you mean “vision”?"),
        ('"vision", ', '"crisis", ', "required_sections.value.#1", "“crisis” is not one of vision"),
        (
            '["backup_step.reached_at"]',
            '["goal.text", "phone"]',
            "immaterial_fields.value.#2",
            "is not a field of a plan",
        ),
        ('value = ["gate"]', 'value = "gate"', "witnessed_expression_satisfies.value", "a list in square brackets"),
        ("value = [60, 30, 14, 7, 1]", "value = [60, 30, -1]", "reminders.value.#3", "-1 is out of range"),
        ("value = [60, 30, 14, 7, 1]", "value = [7, 7]", "reminders.value.#2", "stands in this list twice"),
        ("repeat_days = 7", "repeat_days = true", "reminders.repeat_days", "a whole number"),
        ("value = false", 'value = "no"', "second_review_required.value", "true or false"),
        ("effective_from = 2020-01-01", "effective_from = 2020-01-01T00:00:00", "effective_from", "a day such as"),
        ('kind = "interval"', 'kind = "yearly"', "review_schedule.#1.kind", "“yearly” is not one of interval"),
        ('kind = "interval"', 'kind = "session_count"', "review_schedule.#1.unit", "take this line out"),
        ('says = "Reviewed at least every 12 months"', 'says = " "', "review_schedule.#1.says", "must not be empty"),
        ("[on_lapse]", "[on_laps]", "on_laps", "Did you mean “on_lapse”?"),
        ('id = "own"', 'id = "other"', "id", "must be the file's name without .toml, “own”"),
        ("[sources.statute]", "[sources.law]", "required_signers.source", "there is no [sources.statute]"),
        ('tag = "I"', 'tag = "X"', "meeting_notice_days.tag", "“X” is not one of V, V15, 2nd, R, S or I"),
        ('tag = "I"', 'tag = "V"', "meeting_notice_days.source", "needs a source"),
        ('"isp"', '"isp2"', "plan_types.#1", "Did you mean “isp”?"),
        ("value = 7\n", "value = 0\n", "retention.value", "write a number from 1"),
    ],
)
def test_a_mistake_is_told_with_its_line_and_field(problems_of, old, new, field, said):
    assert old in GOOD
    changed = GOOD.replace(old, new, 1)
    found = [problem for problem in problems_of(changed) if problem.field == field]
    assert found
    assert said in found[0].sentence
    assert found[0].file == "own.toml"
    key = field.split(".")[-1]
    shown = changed.splitlines()[found[0].line - 1]
    assert key.startswith("#") or key in shown or shown.startswith("["), shown


def test_the_line_is_the_one_the_mistake_stands_on(problems_of):
    changed = GOOD.replace('when = "if_no_guardian"', 'when = "never"')
    (problem,) = problems_of(changed)
    assert problem.line == line_of(changed, '"never"')
    assert str(problem).startswith(f"own.toml, line {problem.line}, required_signers.value.#3.when: “never” is not")


def test_every_problem_is_told_at_once_in_the_order_of_the_file(problems_of):
    changed = GOOD.replace('value = "block"', 'value = "blok"').replace("repeat_days = 7", "repeat_days = 7.5")
    changed = changed.replace("[retention]", "[retenton]")
    found = problems_of(changed)
    assert [problem.line for problem in found] == sorted(problem.line for problem in found)
    assert {problem.field for problem in found} == {
        "on_silence.value",
        "on_refusal.value",
        "on_guardian_objection.value",
        "reminders.repeat_days",
        "retenton",
        "retention",
    }


def test_a_missing_field_is_never_filled_in(problems_of):
    start = GOOD.index("[on_refusal]")
    (problem,) = problems_of(GOOD[:start] + GOOD[GOOD.index("[on_guardian_objection]") :])
    assert problem.field == "on_refusal"
    assert "nothing is assumed for it" in problem.sentence


def test_a_wait_needs_days_and_a_block_has_none(problems_of):
    waiting = GOOD.replace('[on_silence]\nvalue = "block"', '[on_silence]\nvalue = "proceed_after_notice"')
    assert {problem.field for problem in problems_of(waiting)} == {"on_silence.days", "on_silence.unit"}
    blocked = GOOD.replace('[on_silence]\nvalue = "block"', '[on_silence]\nvalue = "block"\ndays = 10')
    (problem,) = problems_of(blocked)
    assert "“block” waits for no time" in problem.sentence


def test_two_rules_on_one_day_and_a_day_without_a_rule_are_found(problems_of):
    rule = '[[on_lapse]]\nvalue = "services_stop"\ntag = "I"\n'
    start, end = GOOD.index("[on_lapse]"), GOOD.index("[witnessed_expression_satisfies]")

    def with_rules(*days):
        return GOOD[:start] + "".join(rule + f"{line}\n" for line in days) + GOOD[end:]

    (overlap,) = problems_of(with_rules("", "effective_from = 2026-07-01"))
    assert "two rules are in effect on July 1, 2026" in overlap.sentence
    (gap,) = problems_of(with_rules("effective_until = 2026-06-29", "effective_from = 2026-07-01"))
    assert "no rule is in effect on June 30, 2026" in gap.sentence
    assert problems_of(with_rules("effective_until = 2026-06-30", "effective_from = 2026-07-01")) == []
    assert problems_of(with_rules("effective_until = 9999-12-31")) == []


@pytest.mark.parametrize(
    ("content", "line", "said"),
    [
        (b'id = "own"\nname = \xff\n', 2, "not UTF-8"),
        (b'id = "own"\nid = "own"\n', 2, "not TOML"),
        (b'id = "own"\nname = "never closed', 2, "not TOML"),
        (b"value = " + b"[" * 5000, 1, "nested too deeply"),
        (b"x" * 1_000_001, 1, "larger than a million bytes"),
        (b"", 1, "is missing"),
        (b"\x00", 1, "not TOML"),
    ],
)
def test_what_is_not_a_profile_at_all_is_told_in_a_sentence(problems_of, content, line, said):
    found = problems_of(content)
    assert found[0].line == line
    assert said in found[0].sentence


@pytest.mark.parametrize(
    "content",
    [
        "on_silence = 3",
        "on_silence = [1]",
        "sources = 3",
        "sources.a = 3",
        "review_schedule = []",
        "plan_types = [[1]]",
    ],
)
def test_a_value_of_the_wrong_shape_is_told_in_a_sentence(problems_of, content):
    found = problems_of(content)
    assert found
    assert all(problem.sentence.endswith((".", "?")) for problem in found)


def test_a_file_that_is_not_there_is_told_in_a_sentence(tmp_path):
    (problem,) = check(tmp_path / "none.toml")
    assert str(problem) == "none.toml, line 1: the file cannot be read: No such file or directory."


def test_a_folder_is_checked_whole(tmp_path):
    assert "no .toml file" in check(tmp_path)[0].sentence
    (tmp_path / "a.toml").write_text("", encoding="utf-8")
    (tmp_path / "own.toml").write_text(GOOD, encoding="utf-8")
    assert {problem.file for problem in check(tmp_path)} == {"a.toml"}


def test_a_profile_with_a_problem_is_not_used(tmp_path):
    (tmp_path / "own.toml").write_text(GOOD.replace('value = "all_signed"', 'value = "signed"'), encoding="utf-8")
    with pytest.raises(Refusal, match=r"own\.toml cannot be used; nothing of it was loaded.*service_start_rule\.value"):
        profile("own", on=date(2026, 1, 2), folders=(SHIPPED, tmp_path))


VALUES = st.sampled_from(
    [
        "3",
        '"text"',
        "true",
        "2026-07-01",
        "[]",
        '["a", "a"]',
        "{}",
        "{ kind = 1 }",
        "[[1]]",
        "-1",
        "1.5",
        '"any"',
        "nan",
    ]
)


@given(st.data())
@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_no_file_however_wrong_gets_anything_but_sentences(tmp_path, data):
    lines = GOOD.splitlines()
    for _ in range(data.draw(st.integers(1, 4))):
        place = data.draw(st.integers(0, len(lines) - 1))
        key, equals, _ = lines[place].partition(" = ")
        lines[place] = f"{key} = {data.draw(VALUES)}" if equals else data.draw(st.sampled_from(["", "[x]", "[[x]]"]))
    file = tmp_path / "own.toml"
    file.write_text("\n".join(lines), encoding="utf-8")
    pack, problems = read_pack(file)
    assert (pack is None) == bool(problems)
    assert all(problem.sentence.endswith((".", "?")) and 1 <= problem.line <= len(lines) for problem in problems)


OHIO = (SHIPPED / "states" / "ohio.toml").read_text(encoding="utf-8").replace('id = "ohio"', 'id = "own"')


@pytest.mark.parametrize(
    ("old", "new", "field", "said"),
    [
        (
            '"A_tenancy", ',
            '"E_accessibility", ',
            "restriction_rules.value.#1",
            "“E_accessibility” is not one of A_tenancy",
        ),
        (
            '"D_visitors"]',
            '"D_visitors"]\nreview_within = 0\nunit = "months"',
            "restriction_rules.review_within",
            "write a number from 1",
        ),
        ('"D_visitors"]', '"D_visitors"]\nreview_within = 90', "restriction_rules.unit", "“unit” is missing"),
        ('"D_visitors"]', '"D_visitors"]\ncommittee = "yes"', "restriction_rules.committee", "true or false"),
        (
            'to = "participant", what = "whole"',
            'to = "staff", what = "whole"',
            "distribution_rule.value",
            "the person first",
        ),
        (
            '"participant", what = "whole"',
            '"participant", what = "own_parts"',
            "distribution_rule.value.#1.what",
            "whole plan",
        ),
        ('to = "others_involved"', 'to = "everybody"', "distribution_rule.value.#2.to", "“everybody” is not one of"),
        ('value = "agency"', 'value = "US-XX"', "holiday_calendar.value", "There is no holiday calendar “US-XX”"),
        ('key = "participant_request"', 'key = "request"', "respond_within.#1.key", "“request” is not a trigger"),
        ('key = "participant_request"', "", "respond_within.#1.key", "“key” is missing"),
        ('kind = "before"', 'kind = "after"', "distribution_due.kind", "“after” is not one of interval"),
        ('kind = "before"', 'kind = "service_day_count"', "distribution_due.unit", "has no “unit”"),
        ('key = "reassessment"', 'key = "review"', "other_dates.#1.key", "“review” names another date already"),
        ('key = "reassessment"', 'key = "draft_due"', "other_dates.#1.key", "“draft_due” names another date already"),
        ('key = "reassessment"', 'key = "reassessment"\ngrace = 15', "other_dates.#1.grace", "must be a table such as"),
        (
            'key = "reassessment"',
            'key = "reassessment"\ngrace = { value = 15, unit = "months" }',
            "other_dates.#1.grace.unit",
            "“months” is not one of calendar_days or working_days",
        ),
        ('key = "reassessment"', 'key = "reassessment"\nonly_for = ""', "other_dates.#1.only_for", "must not be empty"),
    ],
)
def test_a_mistake_in_a_field_that_may_be_left_out_is_told_with_its_line(problems_of, old, new, field, said):
    assert OHIO.count(old) >= 1
    changed = OHIO.replace(old, new, 1)
    (problem,) = problems_of(changed)
    assert problem.field == field
    assert said in problem.sentence
    shown = changed.splitlines()[problem.line - 1]
    assert field.split(".")[-1] in shown or shown.startswith(("[", "value", "    {")), shown


def test_limits_on_rights_that_say_nothing_are_told(problems_of):
    line = next(line for line in OHIO.splitlines() if line.startswith('value = ["A_tenancy"'))
    (problem,) = problems_of(OHIO.replace(line, ""))
    assert problem.field == "restriction_rules"
    assert "this says nothing yet" in problem.sentence
    assert problems_of(OHIO.replace(line, "committee = true")) == []


def test_three_months_and_a_committee_are_read(problems_of):
    changed = OHIO.replace('"D_visitors"]', '"D_visitors"]\nreview_within = 3\nunit = "months"\ncommittee = true')
    assert problems_of(changed) == []
