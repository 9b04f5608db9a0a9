"""Several profiles over one plan: the strictest of each value, every profile's own dates, every conflict told."""

from datetime import date
from itertools import combinations

import pytest

from engine.refusals import Refusal
from workflows.profiles import (
    SHIPPED,
    Facts,
    Method,
    OnRefusal,
    OnSilence,
    StartRule,
    Tag,
    all_profiles,
    check,
    dates_due,
    due_from,
    profile,
    response_due,
    reviews_due,
    strictest_of,
)
from workflows.profiles.library import reload

ON = date(2026, 12, 1)


def both(*identities):
    return strictest_of("both", "Both", "The strictest of both.", [profile(identity, on=ON) for identity in identities])


def test_each_profile_keeps_its_own_row_and_the_earliest_is_the_one_to_work_by():
    found = both("wi_outpatient_dhs35", "cmhc_485_916")
    facts = Facts(effective_date=date(2026, 1, 2))
    rows = [(row.profile, row.rule, row.due) for row in reviews_due(found, facts)]
    assert rows == [("cmhc_485_916", "review", date(2026, 2, 1)), ("wi_outpatient_dhs35", "review", None)]
    assert due_from(found, "review", facts).profile == "cmhc_485_916"


def test_two_dates_that_fall_together_are_still_two_rows():
    found = both("maine", "federal_hcbs")
    rows = reviews_due(found, Facts(effective_date=date(2026, 1, 2)))
    assert [(row.profile, row.due) for row in rows] == [
        ("maine", date(2027, 1, 2)),
        ("federal_hcbs", date(2027, 1, 2)),
    ]


def test_a_date_that_only_one_of_them_sets_is_found_and_one_that_none_sets_is_refused():
    found = both("maine", "virginia")
    assert due_from(found, "quarterly", Facts(effective_date=date(2026, 1, 15))).profile == "virginia"
    with pytest.raises(Refusal, match=r"“Both” sets no date for “monthly”. It sets dates for annual, case_management"):
        due_from(found, "monthly", Facts())


def test_all_dates_are_those_of_each():
    facts = Facts(service_start=date(2026, 1, 5), also=("visit_monthly",))
    parts = [profile(identity, on=ON) for identity in ("minnesota", "virginia")]
    together = {(row.profile, row.rule) for row in dates_due(both("minnesota", "virginia"), facts)}
    assert together == {(row.profile, row.rule) for part in parts for row in dates_due(part, facts)}


def test_deemed_approved_and_blocked_differ_in_kind_so_the_person_is_protected_and_it_is_told():
    found = both("minnesota", "maine")
    assert found.on_silence.value.action is OnSilence.BLOCK
    assert found.on_silence.tag is Tag.READ
    (told,) = [conflict for conflict in found.conflicts if conflict.startswith("on_silence")]
    assert told == (
        "on_silence: “deem_approved_after” in Minnesota waivers, 245D (ISP) and “block” in Maine waiver (ISP). "
        "“block” is followed, because it protects the person most."
    )


def test_of_two_waits_the_longer_one_counts_and_that_is_no_conflict():
    silent = [profile(identity, on=ON) for identity in ("missouri", "missouri")]
    found = strictest_of("both", "Both", "Twice.", silent)
    assert found.on_silence.value.wait.words == "10 calendar days"
    assert found.conflicts == ()


def test_everybody_any_of_them_asks_signs():
    found = both("maine", "federal_hcbs")
    asked = {(signer.capacity, signer.when) for signer in found.required_signers.value}
    assert ("advocate", "if_no_guardian") in asked
    assert ("provider", "if_responsible") in asked
    guardian = next(signer for signer in found.required_signers.value if signer.capacity == "guardian")
    assert guardian.fallback is None, "the two name different stand-ins, so none counts under both"


def test_only_a_way_of_signing_that_counts_under_all_of_them_fills_a_slot():
    found = both("massachusetts", "federal_hcbs")
    assert found.method_fills(Method.TYPED_NAME)
    assert not found.method_fills(Method.ASSENT_OBSERVED)


def test_the_longest_retention_and_the_union_of_elements_count():
    found = both("medicare_php_424_24", "joint_commission_cts")
    assert {"own_words", "level_of_care"} <= set(found.required_elements.value)
    assert "42 CFR 424.24; Joint Commission newsletter" in found.required_elements.citation
    assert found.required_elements.tag is Tag.READ_2015, "the weaker of read, and read in the 2015 edition"
    assert both("new_york", "maine").retention.value.keep.words == "7 years"


def test_the_strictest_start_and_refusal_count():
    found = both("washington", "maine")
    assert found.service_start_rule.value is StartRule.ALL_SIGNED
    assert both("ny_clinic_599", "wi_outpatient_dhs35").on_refusal.value is OnRefusal.BLOCK


def test_a_trigger_is_answered_by_the_earliest_of_them():
    found = response_due(both("federal_hcbs", "ohio"), "participant_request", happened_on=date(2026, 1, 31))
    assert (found.profile, found.due) == ("ohio", date(2026, 3, 2))


def test_profiles_for_different_kinds_of_plan_cannot_be_combined():
    with pytest.raises(Refusal, match="have no kind of plan in common"):
        both("maine", "ny_clinic_599")


def test_any_two_for_the_same_kind_of_plan_can_be_combined_in_either_order():
    found = all_profiles(on=ON)
    pairs = [(one, other) for one, other in combinations(found, 2) if set(one.plan_types) & set(other.plan_types)]
    assert len(pairs) > 200
    for one, other in pairs:
        first, second = strictest_of("x", "X", "", [one, other]), strictest_of("x", "X", "", [other, one])
        for name in ("on_silence", "on_refusal", "on_lapse", "service_start_rule", "retention", "reading_time_days"):
            assert getattr(first, name).value == getattr(second, name).value, (one.id, other.id, name)
        signers = {(signer.capacity, signer.when) for part in (one, other) for signer in part.required_signers.value}
        assert {(signer.capacity, signer.when) for signer in first.required_signers.value} == signers
        assert set(first.required_sections.value) >= set(one.required_sections.value)


COMBINED = """id = "own"
name = "Two payers"
summary = "The strictest of both."
plan_types = ["isp"]
effective_from = 2026-01-01
strictest_of = ["maine", "virginia"]
"""


@pytest.fixture
def own(tmp_path):
    def write(text):
        reload()
        file = tmp_path / "own.toml"
        file.write_text(text, encoding="utf-8")
        return file

    yield write
    reload()


def test_a_file_that_names_several_is_used_by_its_own_name(own):
    file = own(COMBINED)
    assert check(file) == []
    found = profile("own", on=ON, folders=(SHIPPED, file.parent))
    rows = reviews_due(found, Facts(effective_date=date(2026, 1, 15)))
    assert [(row.profile, row.rule, row.due) for row in rows] == [
        ("virginia", "quarterly", date(2026, 4, 15)),
        ("virginia", "quarterly_case_management", date(2026, 4, 15)),
        ("maine", "review", date(2027, 1, 15)),
        ("virginia", "annual", date(2027, 1, 15)),
    ]
    assert found.on_silence.value.action is OnSilence.BLOCK
    assert len(found.version) <= 40
    assert found in all_profiles(on=ON, folders=(SHIPPED, file.parent))
    with pytest.raises(Refusal, match="was not in effect on December 31, 2025"):
        profile("own", on=date(2025, 12, 31), folders=(SHIPPED, file.parent))


@pytest.mark.parametrize(
    ("old", "new", "line", "field", "said"),
    [
        ('"virginia"]', '"virgina"]', 6, "strictest_of.#2", "there is no rule profile “virgina”"),
        (', "virginia"]', "]", 6, "strictest_of", "name at least two"),
        ('"virginia"]', '"own"]', 6, "strictest_of.#2", "cannot be one of those it combines"),
        ('"virginia"]', '"maine"]', 6, "strictest_of.#2", "stands in this list twice"),
        ('"virginia"]', '"ny_clinic_599"]', 6, "strictest_of", "have no kind of plan in common"),
        ("2026-01-01", "2012-01-01", 6, "strictest_of.#1", "does not cover the first day of this file"),
        (
            '"virginia"]',
            '"virginia"]\n[on_lapse]\nvalue = "services_stop"',
            7,
            "on_lapse",
            "takes this from the profiles",
        ),
    ],
)
def test_a_mistake_in_such_a_file_is_told_with_its_line_and_field(own, old, new, line, field, said):
    assert old in COMBINED
    problem = check(own(COMBINED.replace(old, new)))[0]
    assert (problem.file, problem.line, problem.field) == ("own.toml", line, field)
    assert said in problem.sentence


def test_one_that_combines_ends_with_the_first_of_its_parts(own):
    file = own(COMBINED.replace('"virginia"', '"ended"'))
    text = (SHIPPED / "states" / "virginia.toml").read_text(encoding="utf-8").replace('id = "virginia"', 'id = "ended"')
    lines = "effective_from = 2020-01-01"
    file.with_name("ended.toml").write_text(text.replace(lines, f"{lines}\neffective_until = 2026-12-31", 1), "utf-8")
    folders = (SHIPPED, file.parent)
    assert "own" in {found.id for found in all_profiles(on=date(2026, 12, 31), folders=folders)}
    assert "own" not in {found.id for found in all_profiles(on=date(2027, 1, 1), folders=folders)}
    with pytest.raises(Refusal, match="was not in effect on January 1, 2027"):
        profile("own", on=date(2027, 1, 1), folders=folders)


def test_one_that_combines_cannot_be_combined_again(own):
    file = own(COMBINED)
    again = file.with_name("again.toml")
    again.write_text(COMBINED.replace('"own"', '"again"').replace('"maine"', '"own"'), encoding="utf-8")
    (problem,) = check(again)
    assert "“own” combines others itself" in problem.sentence
