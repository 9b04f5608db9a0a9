"""The dates of the shipped files, each computed by hand first."""

from datetime import date, timedelta

import pytest

from engine.dates import Timing
from workflows.profiles import Facts, dates_due, due_from, profile, response_due, reviews_due

ON = date(2026, 12, 1)


def due(identity, kind, **facts):
    return due_from(profile(identity, on=ON), kind, Facts(**facts))


@pytest.mark.parametrize(
    ("identity", "kind", "anchor", "since", "expected"),
    [
        ("illinois", "implementation_strategy", "provider_signature_date", date(2026, 5, 1), date(2026, 5, 21)),
        ("illinois", "qidp_review", "last_review_date", date(2026, 1, 31), date(2026, 2, 28)),
        ("california", "initial_plan_due", "assessment_date", date(2026, 3, 1), date(2026, 4, 30)),
        ("california", "review", "effective_date", date(2024, 2, 29), date(2027, 2, 28)),
        ("california", "rights_complaint", "complaint_date", date(2026, 6, 1), date(2026, 6, 30)),
        ("california", "second_meeting", "meeting_date", date(2026, 2, 20), date(2026, 3, 7)),
        ("cmhc_485_916", "initial_plan_due", "admission_date", date(2026, 1, 16), date(2026, 1, 28)),
        ("cmhc_485_916", "review", "last_review_date", date(2026, 1, 28), date(2026, 2, 27)),
        ("me_inpatient_mh", "initial_plan_due", "admission_date", date(2026, 11, 25), date(2026, 12, 1)),
        ("federal_hcbs", "review", "effective_date", date(2024, 2, 29), date(2025, 2, 28)),
        ("federal_cfc_441_540", "review", "effective_date", date(2024, 2, 29), date(2025, 2, 28)),
        ("federal_1915i_441_725", "review", "last_review_date", date(2025, 7, 31), date(2026, 7, 31)),
        ("federal_hcbs", "ltss_1", "enrollment_date", date(2026, 1, 1), date(2026, 4, 1)),
        ("federal_hcbs", "ltss_2", "enrollment_date", date(2026, 1, 1), date(2026, 5, 1)),
        ("federal_hcbs", "ltss_3", "person_signature_date", date(2026, 1, 31), date(2026, 3, 2)),
        ("icf_iid_483_440", "initial_plan_due", "admission_date", date(2026, 2, 1), date(2026, 3, 3)),
        ("icf_iid_483_440", "assessments", "admission_date", date(2028, 2, 1), date(2028, 3, 2)),
        ("minnesota", "initial_plan_due", "service_start", date(2026, 12, 20), date(2027, 1, 4)),
        ("minnesota", "draft_due", "meeting_date", date(2026, 12, 18), date(2027, 1, 5)),
        ("minnesota", "final_due", "meeting_date", date(2026, 12, 18), date(2027, 1, 20)),
        ("missouri", "initial_plan_due", "eligibility_date", date(2026, 4, 30), date(2026, 5, 30)),
        ("missouri", "quarterly", "effective_date", date(2026, 11, 30), date(2027, 2, 28)),
        ("montana", "initial_plan_due", "admission_date", date(2026, 1, 30), date(2026, 3, 1)),
        ("montana", "implementation", "finalized_date", date(2026, 2, 20), date(2026, 3, 6)),
        ("north_dakota", "initial_plan_due", "admission_date", date(2026, 12, 15), date(2027, 1, 14)),
        ("new_york", "distribution_due", "meeting_date", date(2026, 1, 15), date(2026, 3, 1)),
        ("new_york", "review", "last_review_date", date(2026, 8, 31), date(2027, 2, 28)),
        ("massachusetts", "distribution_due", "meeting_date", date(2026, 11, 20), date(2027, 1, 4)),
        ("massachusetts", "progress_summary", "effective_date", date(2026, 3, 31), date(2026, 9, 30)),
        ("ohio", "distribution_due", "effective_date", date(2026, 3, 10), date(2026, 2, 23)),
        ("pennsylvania", "residential_assessment", "admission_date", date(2026, 1, 1), date(2026, 3, 2)),
        ("pa_child_isp_3680", "review", "effective_date", date(2026, 8, 30), date(2027, 2, 28)),
        ("texas_hcs", "distribution_due", "finalized_date", date(2026, 2, 25), date(2026, 3, 7)),
        ("texas_hcs", "implementation_plan", "effective_date", date(2027, 1, 1), date(2026, 12, 31)),
        ("texas_hcs", "renewal", "plan_end", date(2026, 3, 1), date(2026, 2, 28)),
        ("virginia", "visit_at_home", "service_start", date(2024, 2, 29), date(2025, 2, 28)),
        ("virginia", "initial_plan_due", "service_start", date(2026, 1, 15), date(2026, 1, 15)),
        ("wi_youth_day_treatment_dhs40", "initial_plan_due", "admission_date", date(2026, 2, 20), date(2026, 3, 7)),
        ("wi_outpatient_dhs35", "initial_plan_due", "assessment_date", date(2026, 2, 20), date(2026, 2, 20)),
        ("ny_clinic_599", "initial_plan_due", "admission_date", date(2026, 1, 31), date(2026, 3, 2)),
        ("ny_residential_595", "initial_plan_due", "admission_date", date(2026, 2, 1), date(2026, 3, 1)),
        ("ny_residential_595", "initial_plan_credit", "admission_date", date(2026, 2, 27), date(2026, 3, 2)),
        ("prtf_441_154_156", "initial_plan_due", "admission_date", date(2028, 2, 20), date(2028, 3, 5)),
        ("prtf_441_154_156", "review", "last_review_date", date(2028, 2, 20), date(2028, 3, 21)),
        ("mental_hospital_456_180", "review", "effective_date", date(2026, 1, 1), date(2026, 4, 1)),
        ("medicare_iop_424_24", "recertification", "service_start", date(2026, 1, 1), date(2026, 3, 2)),
        ("residential_generic", "preliminary_plan", "admission_date", date(2026, 2, 27), date(2026, 3, 2)),
        ("ccbhc_2023", "initial_plan_due", "request_date", date(2026, 1, 1), date(2026, 3, 2)),
        ("ccbhc_2023", "review", "effective_date", date(2026, 8, 31), date(2027, 2, 28)),
        ("mn_community_support_9520", "review", "effective_date", date(2026, 10, 3), date(2027, 1, 1)),
    ],
)
def test_a_date_is_the_one_computed_by_hand(identity, kind, anchor, since, expected):
    assert due(identity, kind, **{anchor: since}).due == expected


@pytest.mark.parametrize(
    ("identity", "kind", "opens", "closes"),
    [
        ("texas_hcs", "review", date(2026, 10, 2), date(2026, 11, 1)),
        ("texas_hcs", "provider_meeting", date(2026, 11, 1), date(2026, 12, 1)),
        ("texas_txhml", "review", date(2026, 10, 2), date(2026, 12, 1)),
    ],
)
def test_a_texas_window_has_two_ends_and_outside_either_is_a_finding(identity, kind, opens, closes):
    window = due(identity, kind, plan_end=date(2026, 12, 31))
    assert (window.opens, window.due) == (opens, closes)
    assert window.timing(opens - timedelta(days=1)) is Timing.too_early
    assert window.timing(opens) is Timing.in_time
    assert window.timing(closes) is Timing.in_time
    assert window.timing(closes + timedelta(days=1)) is Timing.too_late


def test_a_date_that_is_not_known_judges_nothing():
    assert due("texas_hcs", "review").timing(date(2026, 10, 2)) is None


def test_virginia_reviews_by_one_day_and_files_by_two():
    found = {row.rule: row for row in reviews_due(profile("virginia", on=ON), Facts(effective_date=date(2026, 1, 15)))}
    assert {rule: (row.due, row.filed_by) for rule, row in found.items()} == {
        "quarterly": (date(2026, 4, 15), date(2026, 4, 30)),
        "quarterly_case_management": (date(2026, 4, 15), date(2026, 5, 15)),
        "annual": (date(2027, 1, 15), date(2027, 1, 15)),
    }


def test_the_time_for_paperwork_is_a_step_of_its_own_and_never_moves_the_due_day():
    found = due("virginia", "quarterly_case_management", effective_date=date(2026, 1, 15))
    assert found.steps == ("Start: the day the plan took effect, January 15, 2026.", "Add 3 months: April 15, 2026.")
    assert found.filing.steps == (*found.steps, "Paperwork may follow within 30 calendar days: May 15, 2026.")
    note = due("medi_cal_smhs", "review", effective_date=date(2026, 1, 2))
    assert (note.due, note.filed_by) == (date(2026, 4, 2), date(2026, 4, 7))


def test_no_paperwork_is_due_while_the_date_itself_is_not_known():
    assert due("virginia", "quarterly").filed_by is None


def test_a_quarterly_review_does_not_move_the_yearly_one():
    facts = Facts(effective_date=date(2026, 1, 15), last_review_date=date(2026, 10, 10))
    found = {row.rule: row.due for row in reviews_due(profile("virginia", on=ON), facts)}
    assert found["quarterly"] == date(2027, 1, 10)
    assert found["annual"] == date(2027, 1, 15)


def test_a_partial_hospitalization_is_recertified_on_the_18th_day_and_then_every_30():
    first = Facts(service_start=date(2026, 3, 2))
    later = Facts(service_start=date(2026, 3, 2), last_review_date=date(2026, 3, 19))
    php = profile("medicare_php_424_24", on=ON)
    assert due_from(php, "recertification", first).due == date(2026, 3, 19)
    assert due_from(php, "recertification", later).due == date(2026, 4, 18)


WEEKDAYS = [date(2026, 1, 5) + timedelta(days=days) for days in range(90) if days % 7 < 5]


@pytest.mark.parametrize(
    ("served", "expected", "open_ended"),
    [
        ([], date(2026, 3, 6), True),
        (WEEKDAYS[:43], date(2026, 3, 6), True),
        (WEEKDAYS[:44], date(2026, 3, 5), False),
        (WEEKDAYS[:44] + WEEKDAYS[:44], date(2026, 3, 5), False),
        ([date(2026, 1, 5) + timedelta(days=days) for days in range(44)], date(2026, 2, 17), False),
        (WEEKDAYS[::2], date(2026, 3, 6), True),
    ],
)
def test_a_minnesota_meeting_is_held_before_the_45th_day_of_service_or_within_60_days(served, expected, open_ended):
    found = due("minnesota", "planning_meeting", service_start=date(2026, 1, 5), service_days=tuple(served))
    assert found.due == expected
    assert bool(found.computation.waiting_for) == open_ended


def test_what_holds_only_for_some_is_due_only_where_it_was_chosen():
    maine = profile("maine", on=ON)
    plain = Facts(effective_date=date(2026, 1, 2))
    child = Facts(effective_date=date(2026, 1, 2), also=("children",))
    assert [row.rule for row in reviews_due(maine, plain)] == ["review"]
    assert [(row.rule, row.due) for row in reviews_due(maine, child)] == [
        ("children", date(2026, 4, 2)),
        ("review", date(2027, 1, 2)),
    ]
    virginia = {row.rule for row in dates_due(profile("virginia", on=ON), Facts(also=("visit_monthly",)))}
    assert "visit_monthly" in virginia
    assert "visit_quarterly" not in virginia


def test_all_dates_of_a_plan_stand_in_order_with_the_unknown_last():
    facts = Facts(service_start=date(2026, 1, 5), meeting_date=date(2026, 2, 2))
    found = [(row.rule, row.due) for row in dates_due(profile("minnesota", on=ON), facts)]
    assert found == [
        ("initial_plan_due", date(2026, 1, 20)),
        ("draft_due", date(2026, 2, 17)),
        ("final_due", date(2026, 3, 3)),
        ("planning_meeting", date(2026, 3, 6)),
        ("review", None),
    ]


@pytest.mark.parametrize(
    ("identity", "trigger", "expected"),
    [
        ("federal_hcbs", "inpatient_discharge", date(2026, 3, 2)),
        ("ohio", "participant_request", date(2026, 3, 2)),
        ("california", "participant_request", date(2026, 3, 2)),
    ],
)
def test_a_trigger_starts_its_own_clock(identity, trigger, expected):
    found = response_due(profile(identity, on=ON), trigger, happened_on=date(2026, 1, 31))
    assert (found.due, found.anchor, found.anchor_on) == (expected, trigger, date(2026, 1, 31))
    assert found.sentence.endswith(f"{found.tag.words}.")
    assert found.steps == ("Start: the day it happened, January 31, 2026.", "Add 30 calendar days: March 2, 2026.")


def test_a_trigger_without_a_number_has_no_clock():
    assert response_due(profile("maine", on=ON), "relapse", happened_on=ON) is None


def test_a_grievance_has_no_date_before_the_rule_began():
    early = {row.rule for row in dates_due(profile("federal_hcbs", on=date(2026, 7, 8)), Facts(also=("grievance",)))}
    later = {row.rule for row in dates_due(profile("federal_hcbs", on=date(2026, 7, 9)), Facts(also=("grievance",)))}
    assert "grievance" not in early
    assert "grievance" in later
