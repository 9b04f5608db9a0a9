"""The first four shipped profiles, at the days where their rules turn."""

from datetime import date, timedelta

import pytest

from engine.refusals import Refusal
from workflows.profiles import (
    SHIPPED,
    Capacity,
    Facts,
    OnRefusal,
    OnSilence,
    Satisfies,
    StartRule,
    Tag,
    When,
    all_profiles,
    check,
    due_from,
    profile,
    reviews_due,
)

ON = date(2026, 1, 2)
IDS = ("federal_hcbs", "maine", "generic_outpatient", "wi_outpatient_dhs35")


def test_the_four_profiles_are_free_of_problems():
    assert [str(problem) for problem in check(SHIPPED)] == []
    assert {found.id for found in all_profiles(on=ON)} >= set(IDS)


def test_each_serves_its_kind_of_plan():
    assert profile("federal_hcbs", on=ON).plan_types == ("isp",)
    assert profile("maine", on=ON).plan_types == ("isp",)
    assert profile("generic_outpatient", on=ON).plan_types == ("treatment_plan",)
    assert profile("wi_outpatient_dhs35", on=ON).plan_types == ("treatment_plan",)


@pytest.mark.parametrize(
    ("effective", "due"),
    [
        (date(2025, 1, 2), date(2026, 1, 2)),
        (date(2024, 2, 29), date(2025, 2, 28)),
        (date(2027, 3, 1), date(2028, 3, 1)),
    ],
)
def test_a_federal_plan_is_reviewed_after_twelve_months_on_the_same_day(effective, due):
    assert due_from(profile("federal_hcbs", on=ON), "review", Facts(effective_date=effective)).due == due


def test_a_federal_review_is_counted_from_the_last_review_once_there_was_one():
    facts = Facts(effective_date=date(2025, 1, 2), last_review_date=date(2025, 11, 20))
    due = due_from(profile("federal_hcbs", on=ON), "review", facts)
    assert due.due == date(2026, 11, 20)
    assert (due.anchor, due.anchor_on) == ("last_review_date", date(2025, 11, 20))


def test_a_federal_sentence_says_how_well_the_rule_was_read():
    due = due_from(profile("federal_hcbs", on=ON), "review", Facts(effective_date=date(2025, 1, 2)))
    assert due.sentence == (
        "Reviewed at least every 12 months, 42 CFR 441.301(c)(3), "
        "read in the 2015 edition of the source; later changes not checked."
    )
    assert due.citation == "42 CFR 441.301(c)(3)"
    assert due.tag is Tag.READ_2015
    assert due.steps == (
        "Start: the day the plan took effect, January 2, 2025.",
        "Add 12 months: January 2, 2026.",
    )


def test_maine_starts_nothing_until_everyone_required_has_signed():
    maine = profile("maine", on=ON)
    assert maine.service_start_rule.value is StartRule.ALL_SIGNED
    assert maine.on_silence.value.action is OnSilence.BLOCK
    assert maine.on_silence.value.wait is None
    assert maine.on_refusal.value is OnRefusal.BLOCK
    assert maine.service_start_rule.foundation == "34-B MRS 5471, read in the source"


def test_maine_asks_an_advocate_where_there_is_no_guardian():
    signers = profile("maine", on=ON).required_signers.value
    assert {signer.when for signer in signers if signer.capacity is Capacity.ADVOCATE} == {When.IF_NO_GUARDIAN}
    assert {signer.when for signer in signers if signer.capacity is Capacity.GUARDIAN} == {When.IF_GUARDIAN}


def test_a_generic_outpatient_plan_is_reviewed_on_the_90th_day_and_says_it_is_guidance():
    due = due_from(profile("generic_outpatient", on=ON), "review", Facts(effective_date=date(2026, 1, 2)))
    assert due.due == date(2026, 4, 2)
    assert due.tag is Tag.GUIDANCE
    assert "confirm before relying" in due.sentence


def test_a_generic_first_plan_is_due_on_the_fifth_session_or_the_30th_day():
    outpatient = profile("generic_outpatient", on=ON)
    start = date(2026, 1, 2)
    weekly = tuple(start + timedelta(days=3 * week) for week in range(1, 6))
    by_days = due_from(outpatient, "initial_plan_due", Facts(service_start=start, sessions=weekly[:4]))
    by_sessions = due_from(outpatient, "initial_plan_due", Facts(service_start=start, sessions=weekly))
    assert by_days.due == date(2026, 2, 1)
    assert by_days.computation.waiting_for == ("the 5th session",)
    assert by_sessions.due == date(2026, 1, 17)
    assert by_sessions.computation.final


def wisconsin(*later):
    sessions = tuple(date(2026, 1, 5) + timedelta(days=7 * week) for week in range(5)) + later
    facts = Facts(effective_date=date(2025, 9, 1), last_review_date=date(2026, 1, 2), sessions=sessions)
    return due_from(profile("wi_outpatient_dhs35", on=ON), "review", facts)


@pytest.mark.parametrize(
    ("sixth", "due"),
    [
        (date(2026, 2, 10), date(2026, 4, 2)),
        (date(2026, 4, 1), date(2026, 4, 2)),
        (date(2026, 4, 2), date(2026, 4, 2)),
        (date(2026, 4, 3), date(2026, 4, 3)),
        (date(2026, 5, 20), date(2026, 5, 20)),
    ],
)
def test_a_wisconsin_review_falls_on_the_later_of_90_days_and_the_sixth_session(sixth, due):
    assert wisconsin(sixth).due == due


def test_a_wisconsin_review_without_a_sixth_session_says_what_it_waits_for():
    due = wisconsin()
    assert due.due is None
    assert due.computation.not_before == date(2026, 4, 2)
    assert due.sentence.endswith(
        "The date is not known yet: it waits for the 6th session, and cannot fall before April 2, 2026."
    )


@pytest.mark.parametrize("identity", IDS)
def test_nothing_is_due_before_anything_has_happened(identity):
    (due,) = reviews_due(profile(identity, on=ON), Facts())
    assert due.due is None
    assert due.anchor_on is None
    assert "the day the plan took effect" in due.sentence


@pytest.mark.parametrize("identity", IDS)
def test_what_is_not_read_in_a_rule_is_never_shown_as_if_it_were(identity):
    found = profile(identity, on=ON)
    rules = [value for value in vars(found).values() if hasattr(value, "tag")] + list(found.review_schedule)
    assert len(rules) >= 17
    for rule in rules:
        assert rule.foundation.endswith(rule.tag.words)
        assert rule.tag.relied_on or "confirm before relying" in rule.foundation or "not a rule" in rule.foundation


@pytest.mark.parametrize("identity", IDS)
def test_no_profile_lets_a_witness_sign_for_the_person(identity):
    found = profile(identity, on=ON)
    assert found.witnessed_passes(Satisfies.GATE)
    assert not found.witnessed_passes(Satisfies.SIGNATURE)


def test_a_profile_is_refused_on_a_day_before_it_began():
    assert profile("federal_hcbs", on=date(2014, 3, 17)).id == "federal_hcbs"
    with pytest.raises(Refusal, match=r"was not in effect on March 16, 2014: it covers March 17, 2014 and later"):
        profile("federal_hcbs", on=date(2014, 3, 16))


def test_an_unknown_profile_is_refused_by_naming_those_it_is_like():
    with pytest.raises(Refusal, match=r"no rule profile “texas”. Its name is like texas_hcs or texas_txhml."):
        profile("texas", on=ON)
    with pytest.raises(Refusal, match=r"no rule profile “main”. Its name is like maine."):
        profile("main", on=ON)
    with pytest.raises(Refusal, match=r"no rule profile “”. There are \d+; docs/profiles.md lists them."):
        profile("", on=ON)


def test_an_unknown_date_is_refused_by_naming_those_there_are():
    with pytest.raises(
        Refusal, match=r"sets no date for “annual”. It sets dates for case_management, children and review"
    ):
        due_from(profile("maine", on=ON), "annual", Facts())
