"""What the shipped files say besides dates: silence, signing, copies, limits on rights, holidays."""

from datetime import date

import pytest

from workflows.profiles import SHIPPED, Facts, Method, OnRefusal, OnSilence, StartRule, Tag, due_from, profile
from workflows.profiles.library import reload
from workflows.profiles.words import CopyOf, CopyTo, Element, Modifiable, PlanRequired

ON = date(2026, 12, 1)


def rules(identity):
    return profile(identity, on=ON)


@pytest.mark.parametrize(
    ("identity", "action", "days", "tag"),
    [
        ("maine", OnSilence.BLOCK, None, Tag.READ),
        ("washington", OnSilence.BLOCK, None, Tag.READ),
        ("missouri", OnSilence.PROCEED_AFTER_NOTICE, "10 calendar days", Tag.SECOND_HAND),
        ("minnesota", OnSilence.DEEM_APPROVED_AFTER, "10 working days", Tag.RECALLED),
        ("texas_hcs", OnSilence.ESCALATE, "14 calendar days", Tag.CHOICE),
    ],
)
def test_states_disagree_on_what_silence_leads_to_and_say_how_well_that_is_founded(identity, action, days, tag):
    silence = rules(identity).on_silence
    assert (silence.value.action, silence.tag) == (action, tag)
    assert (silence.value.wait.words if silence.value.wait else None) == days


def test_washington_takes_a_spoken_yes_that_is_written_down_and_the_federal_text_does_not():
    assert rules("washington").method_fills(Method.VERBAL_DOCUMENTED)
    assert rules("washington").service_start_rule.value is StartRule.CONSENT_DOCUMENTED
    assert not rules("federal_hcbs").method_fills(Method.VERBAL_DOCUMENTED)


def test_massachusetts_takes_any_means_the_person_uses():
    assert all(rules("massachusetts").method_fills(way) for way in (Method.ASSENT_OBSERVED, Method.VERBAL_DOCUMENTED))


def test_missouri_counts_a_fax_with_its_cover():
    assert rules("missouri").method_fills(Method.FAX_COVER)


def test_in_new_york_an_objection_alone_ends_no_treatment():
    refusal = rules("ny_clinic_599").on_refusal
    assert (refusal.value, refusal.citation, refusal.tag) == (
        OnRefusal.PROCEED_DOCUMENTED,
        "14 NYCRR 599.7",
        Tag.READ,
    )


def test_a_limit_on_rights_never_touches_what_cannot_be_limited():
    federal = rules("federal_hcbs").restriction_rules.value
    assert set(federal.modifiable) == set(Modifiable)
    assert federal.review_within is None
    assert not federal.committee
    minnesota = set(rules("minnesota").restriction_rules.value.modifiable)
    assert minnesota == set(Modifiable) - {Modifiable.TENANCY}


def test_an_icf_asks_a_committee():
    asked = rules("icf_iid_483_440").restriction_rules.value
    assert asked.committee
    assert asked.modifiable is None, "the list belongs to community settings"


def test_oklahoma_gives_providers_their_own_parts_only():
    copies = {copy.to: copy.what for copy in rules("oklahoma").distribution_rule.value}
    assert copies[CopyTo.PARTICIPANT] is CopyOf.WHOLE
    assert copies[CopyTo.PROVIDER] is CopyOf.OWN_PARTS


def test_most_of_medi_cal_needs_no_plan_and_says_that_this_is_recalled():
    required = rules("medi_cal_smhs").plan_required
    assert (required.value, required.tag) == (PlanRequired.BY_SERVICE, Tag.RECALLED)


def test_the_joint_commission_asks_for_the_persons_own_words():
    assert Element.OWN_WORDS in rules("joint_commission_cts").required_elements.value


@pytest.mark.parametrize(
    "identity", ["medicare_php_424_24", "prtf_441_154_156", "residential_generic", "me_inpatient_mh"]
)
def test_at_a_higher_level_of_care_a_second_reviewer_looks(identity):
    assert rules(identity).second_review_required.value


def test_outpatient_needs_no_second_reviewer():
    assert not rules("generic_outpatient").second_review_required.value


@pytest.mark.parametrize(
    ("code", "expected"), [("agency", date(2026, 1, 28)), ("US", date(2026, 1, 28)), ("none", date(2026, 1, 27))]
)
def test_working_days_go_around_the_holidays_the_file_names(tmp_path, code, expected):
    reload()
    text = (SHIPPED / "payers" / "cmhc_485_916.toml").read_text(encoding="utf-8")
    changed = text.replace('id = "cmhc_485_916"', 'id = "own"').replace('value = "agency"', f'value = "{code}"')
    (tmp_path / "own.toml").write_text(changed, encoding="utf-8")
    found = profile("own", on=ON, folders=(SHIPPED, tmp_path))
    assert due_from(found, "initial_plan_due", Facts(admission_date=date(2026, 1, 16))).due == expected
    reload()
