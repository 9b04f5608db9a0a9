"""What follows silence and refusal is the profile's say: never a yes, and never before its date."""

import dataclasses
from collections.abc import Callable
from datetime import timedelta

import pytest

from engine.dates import holiday_calendar, working_days
from engine.deadlines import open_deadlines
from engine.disagreement_steps import DisagreementStepKind
from engine.plans import PlanType, Standing
from engine.rounds import Reply
from engine.signatures import Outcome as SignerOutcome
from engine.signatures import slots_of
from tests.workflows.walk import Walk
from workflows import agency_days, answering, arming, disagreeing, loading, missing, moving, signing
from workflows.profiles import Objection, OnObjection, OnRefusal, OnSilence, Period, Profile, Rule, Satisfies, Silence
from workflows.profiles import profile as shipped
from workflows.profiles.words import Unit

Begun = Callable[..., Walk]

KINDS = [
    ("federal_hcbs", PlanType.ISP),
    ("maine", PlanType.ISP),
    ("generic_outpatient", PlanType.TREATMENT),
    ("wi_outpatient_dhs35", PlanType.TREATMENT),
]


def _silent(told: Walk, kind: str = "unreachable") -> None:
    answering.record_silence(
        told.session,
        told.plan,
        told.by(told.writer),
        kind=kind,
        who="Ida Lund",
        reason="Three calls, nobody came to the phone.",
        on=moving.local_day(told.at),
    )


@pytest.mark.parametrize(("profile", "plan_type"), KINDS)
def test_in_no_shipped_profile_is_silence_ever_a_yes(walk: Begun, profile: str, plan_type: PlanType) -> None:
    told = walk(profile, plan_type=plan_type).to(Standing.PARTICIPANT_REVIEW)
    _silent(told)
    told.later(500)
    assert told.refused("agree") == ["unanswered"]


@pytest.mark.parametrize(("profile", "plan_type"), KINDS)
def test_a_no_to_answering_goes_on_only_where_the_profile_lets_it(
    walk: Begun, profile: str, plan_type: PlanType
) -> None:
    told = walk(profile, plan_type=plan_type).to(Standing.PARTICIPANT_REVIEW)
    _silent(told, "refused")
    if profile == "generic_outpatient":
        assert told.fire("agree").state == Standing.SIGNING
    else:
        assert told.refused("agree") == ["unanswered"]


@pytest.mark.parametrize(("profile", "plan_type"), KINDS)
def test_a_no_to_signing_goes_on_only_where_the_profile_lets_it(walk: Begun, profile: str, plan_type: PlanType) -> None:
    told = walk(profile, plan_type=plan_type).to(Standing.SIGNING)
    told.fire("decline", "ida")
    told.fire("sign", told.writer)
    if profile == "generic_outpatient":
        assert told.fire("complete").state == Standing.SIGNED
    else:
        assert told.refused("complete") == ["signatures"]


def test_a_guardians_no_is_no_refusal_of_the_persons(walk: Begun) -> None:
    told = walk("generic_outpatient", plan_type=PlanType.TREATMENT, guardian=True).to(Standing.SIGNING)
    told.fire("sign", "ida")
    told.fire("decline", "guardian")
    told.fire("sign", "noor")
    assert told.refused("complete") == ["signatures"]


def test_a_writers_no_stops_the_plan_whatever_the_profile_says_of_the_persons(walk: Begun) -> None:
    told = walk("generic_outpatient", plan_type=PlanType.TREATMENT).to(Standing.SIGNING)
    told.fire("sign", "ida")
    told.fire("decline", "noor")
    assert told.refused("complete") == ["signatures"]


def test_where_the_profile_lets_silence_pass_it_does_on_its_date_and_not_the_day_before(
    walk: Begun, monkeypatch: pytest.MonkeyPatch
) -> None:
    _with(monkeypatch, on_silence=Silence(OnSilence.PROCEED_AFTER_NOTICE, Period(14, Unit.CALENDAR_DAYS)))
    told = walk().to(Standing.PARTICIPANT_REVIEW)
    for section in told.sections()[1:]:
        told.answer("ida", section, Reply.YES)
    _silent(told)
    opens = moving.local_day(told.at) + timedelta(14)
    assert [(row.kind, row.due_on) for row in open_deadlines(told.session, told.plan.stream)] == [("path", opens)]
    told.later(13)
    assert told.refused("agree") == ["unanswered"]
    told.later(1)
    assert told.fire("agree").state == Standing.SIGNING


def test_a_time_in_working_days_is_counted_with_the_holidays_the_agency_keeps(
    walk: Begun, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Memorial Day lies between; whoever keeps no holidays goes on a day before."""
    _with(monkeypatch, on_silence=Silence(OnSilence.PROCEED_AFTER_NOTICE, Period(62, Unit.WORKING_DAYS)))
    kept = agency_days.settings().model_copy(update={"holidays": "none"})
    monkeypatch.setattr(agency_days, "settings", lambda: kept)
    told = walk().to(Standing.PARTICIPANT_REVIEW)
    _silent(told)
    counted = working_days(moving.local_day(told.at), 62, calendar=holiday_calendar("none")).due
    assert counted != working_days(moving.local_day(told.at), 62).due
    assert [row.due_on for row in open_deadlines(told.session, told.plan.stream)] == [counted]


def test_a_missing_signature_passes_on_its_date_by_the_clock(walk: Begun, monkeypatch: pytest.MonkeyPatch) -> None:
    _with(monkeypatch, on_silence=Silence(OnSilence.PROCEED_AFTER_NOTICE, Period(14, Unit.CALENDAR_DAYS)))
    told = walk().to(Standing.SIGNING)
    told.fire("sign", "sam")
    told.fire("record_unable")
    told.later(13)
    assert told.refused("complete", "clock") == ["signatures"]
    told.later(1)
    assert told.fire("complete", "clock").state == Standing.SIGNED


def test_a_guardians_no_passes_after_its_notice_where_the_profile_says_so(
    walk: Begun, monkeypatch: pytest.MonkeyPatch
) -> None:
    _with(
        monkeypatch,
        on_guardian_objection=Objection(OnObjection.PROCEED_AFTER_NOTICE, Period(10, Unit.CALENDAR_DAYS)),
    )
    told = walk(guardian=True).to(Standing.SIGNING)
    told.fire("sign", "ida")
    told.fire("sign", "sam")
    told.fire("decline", "guardian")
    disagreeing.record_step(
        told.session,
        told.plan,
        told.by("sam"),
        kind=DisagreementStepKind.NOTICE,
        with_whom="Per Lund",
        way="by letter",
        text="The plan, and the day by which to answer.",
        on=moving.local_day(told.at),
    )
    told.later(9)
    assert told.refused("complete") == ["signatures"]
    told.later(1)
    assert told.fire("complete").state == Standing.SIGNED


def test_a_witness_opens_no_gate_where_the_profile_does_not_let_them(
    walk: Begun, monkeypatch: pytest.MonkeyPatch
) -> None:
    _with(monkeypatch, witnessed_expression_satisfies=())
    told = walk().to(Standing.PARTICIPANT_REVIEW)
    _witnessed(told)
    assert told.refused("agree") == ["unanswered"]


@pytest.mark.parametrize("satisfies", [(Satisfies.GATE,), (Satisfies.GATE, Satisfies.SIGNATURE)])
def test_a_witness_fills_the_persons_slot_only_where_the_profile_lets_them(
    walk: Begun, monkeypatch: pytest.MonkeyPatch, satisfies: tuple[Satisfies, ...]
) -> None:
    _with(monkeypatch, witnessed_expression_satisfies=satisfies)
    told = walk().to(Standing.PARTICIPANT_REVIEW)
    _witnessed(told)
    told.fire("agree")
    told.fire("sign", "sam")
    own = slots_of(told.session, told.round().id)[0]
    missing.record_missing(
        told.session,
        told.plan,
        told.by("sam", reason="She does not sign; Grace saw what she expressed."),
        slot_id=own.id,
        outcome=SignerOutcome.UNABLE,
    )
    if Satisfies.SIGNATURE in satisfies:
        assert told.fire("complete").state == Standing.SIGNED
    else:
        assert told.refused("complete") == ["signatures"]


def test_a_refusal_that_the_profile_lets_pass_is_still_no_signature(
    walk: Begun, monkeypatch: pytest.MonkeyPatch
) -> None:
    _with(monkeypatch, on_refusal=OnRefusal.PROCEED_DOCUMENTED)
    told = walk("maine", guardian=True).to(Standing.SIGNING)
    told.fire("sign", "guardian")
    told.fire("sign", "sam")
    told.fire("decline", "ida")
    told.fire("complete")
    told.later(60)
    assert told.refused("take_effect", "clock") == ["start-rule"]


def _witnessed(told: Walk) -> None:
    for section in told.sections():
        answering.witness(
            told.session, told.plan, told.by("grace"), section=section.lineage_id, seen="She looked up twice."
        )


def _with(monkeypatch: pytest.MonkeyPatch, **values: object) -> None:
    """The shipped profile with other values in some of its rules."""

    def changed(name: str, *, on: object) -> Profile:
        found = shipped(name, on=on)  # type: ignore[arg-type]
        rules: dict[str, Rule[object]] = {
            rule: dataclasses.replace(getattr(found, rule), value=value) for rule, value in values.items()
        }
        return dataclasses.replace(found, **rules)  # type: ignore[arg-type]

    for module in (arming, disagreeing, loading, signing):
        monkeypatch.setattr(module, "profile", changed)
