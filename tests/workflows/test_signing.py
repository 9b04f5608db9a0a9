"""A signature belongs to exactly one text, is given in one's own slot, and a no is an outcome like a yes."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from uuid import UUID

import pytest
from sqlalchemy import delete
from sqlalchemy.exc import DatabaseError
from sqlmodel import Session, col

from engine.ids import new_id
from engine.plans import PlanType, Standing
from engine.proofs import Sealed, check_signatures
from engine.quotes import quotes_by_id
from engine.refusals import Refusal
from engine.signatures import (
    Outcome,
    Signature,
    attempts_of,
    seal_of_signature,
    signatures_of,
    slots_of,
)
from engine.sittings import Device, Sitting, SittingKind
from engine.versions import versions_of
from tests.workflows.walk import Walk
from workflows import missing, signing, witnessing
from workflows.acting import step_of
from workflows.agreeing import StaffSigner
from workflows.consenting import WORDS, sign_on_screen
from workflows.moving import local_day
from workflows.signing_rows import HowSigned

Begun = Callable[..., Walk]


def test_a_signature_names_the_text_that_was_shown(walk: Begun) -> None:
    told = walk().to(Standing.SIGNING)
    told.fire("sign", "ida")
    row = signatures_of(told.session, told.version.id)[0]
    assert (row.fingerprint, row.capacity, row.outcome) == (told.version.fingerprint, "participant", Outcome.SIGNED)


def test_another_text_is_not_signed(walk: Begun) -> None:
    told = walk().to(Standing.SIGNING)
    for wrong in ("", "0" * 64):
        with pytest.raises(Refusal, match="not the one on this plan now"):
            signing.sign(told.session, told.plan, told.by("ida"), fingerprint=wrong)
    assert signatures_of(told.session, told.version.id) == []


@pytest.mark.parametrize("who", ["grace", "guardian"])
def test_only_ones_own_slot_is_filled(walk: Begun, who: str) -> None:
    told = walk(guardian=True).to(Standing.SIGNING)
    told.fire("sign", "guardian")
    expected = ["slot"] if who == "grace" else ["slot-filled"]
    assert told.refused("sign", who) == expected
    assert [row.printed_name for row in signatures_of(told.session, told.version.id)] == ["Per Lund"]


def test_an_account_with_two_slots_fills_both(walk: Begun) -> None:
    told = walk().to(Standing.PARTICIPANT_REVIEW)
    told.answer_all()
    sam = told.accounts["sam"]
    told.agree_with(StaffSigner("provider", "Sam Okoye", sam.id))
    told.fire("sign", "ida")
    told.fire("sign", "sam")
    told.fire("sign", "sam")
    assert told.refused("sign", "sam") == ["slot-filled"]
    assert told.fire("complete").state == Standing.SIGNED


def test_yes_except_is_a_signature_with_the_objection_in_her_words(walk: Begun) -> None:
    told = walk().to(Standing.SIGNING)
    objection = "Except  the Tuesday.\nNOT Tuesday"
    signing.sign(told.session, told.plan, told.by("ida"), fingerprint=told.fingerprint, objection=objection)
    row = signatures_of(told.session, told.version.id)[0]
    assert (row.outcome, row.meaning) == (Outcome.SIGNED_WITH_OBJECTION, signing.MEANING_WITH_OBJECTION)
    assert row.words_quote_id is not None
    assert quotes_by_id(told.session, [row.words_quote_id])[row.words_quote_id].text == objection
    told.fire("sign", "sam")
    assert told.fire("complete").state == Standing.SIGNED


def test_a_no_is_kept_with_its_words_and_its_open_door_and_can_become_a_yes(walk: Begun) -> None:
    told = walk().to(Standing.SIGNING)
    again = local_day(told.at) + timedelta(9)
    signing.decline(
        told.session, told.plan, told.by("ida"), fingerprint=told.fingerprint, words="Not yet.", offered_again_on=again
    )
    row = signatures_of(told.session, told.version.id)[0]
    assert (row.outcome, row.offered_again_on, row.fingerprint) == (Outcome.DECLINED, again, told.fingerprint)
    assert told.heard("sam")[0] == "declined"
    told.fire("sign", "sam")
    assert told.refused("complete") == ["signatures"]
    told.fire("sign", "ida")
    assert [each.outcome for each in signatures_of(told.session, told.version.id)] == ["declined", "signed", "signed"]
    assert told.fire("complete").state == Standing.SIGNED


def test_a_no_needs_no_reason(walk: Begun) -> None:
    told = walk().to(Standing.SIGNING)
    signing.decline(told.session, told.plan, told.by("ida"), fingerprint=told.fingerprint)
    assert signatures_of(told.session, told.version.id)[0].words_quote_id is None


def test_out_of_reach_is_written_down_under_the_writers_name_and_never_counts_as_hers(walk: Begun) -> None:
    told = walk().to(Standing.SIGNING)
    own = slots_of(told.session, told.round().id)[0]
    for made in range(3):
        with pytest.raises(Refusal, match=f"{made} of 3 tries"):
            _missing(told, own.id, Outcome.UNREACHABLE)
        attempt(told, own.id)
    _missing(told, own.id, Outcome.UNREACHABLE)
    row = signatures_of(told.session, told.version.id)[0]
    assert (row.outcome, row.account_id, row.reason) == (
        Outcome.UNREACHABLE,
        told.accounts["sam"].id,
        "Because it has to be.",
    )
    assert told.refused("complete") == ["signatures"]


def test_what_she_answered_herself_is_not_written_over(walk: Begun) -> None:
    told = walk().to(Standing.SIGNING)
    told.fire("decline", "ida")
    own = slots_of(told.session, told.round().id)[0]
    with pytest.raises(Refusal, match="has answered already"):
        _missing(told, own.id, Outcome.UNABLE)


def test_an_edit_after_a_yes_asks_again_and_the_old_signatures_stay_with_the_old_text(walk: Begun) -> None:
    told = walk().to(Standing.SIGNING)
    told.sign_all()
    signed = told.version
    told.fire("recall")
    told.later(1)
    told.save(told.at.date())
    told.fire("share")
    assert told.refused("agree") == ["unanswered"]
    told.answer_all()
    told.fire("agree")
    assert told.refused("complete") == ["signatures"]
    newer, older = versions_of(told.session, told.plan.id)
    assert older.id == signed.id
    assert newer.fingerprint != older.fingerprint
    assert len(signatures_of(told.session, older.id)) == 2
    assert signatures_of(told.session, newer.id) == []


def test_a_signature_cannot_be_changed_or_taken_out_of_the_database(walk: Begun, session: Session) -> None:
    told = walk().to(Standing.SIGNING)
    told.fire("sign", "ida")
    taken_out = delete(Signature).where(col(Signature.version_id) == told.version.id)
    with pytest.raises(DatabaseError), session.begin_nested():
        session.execute(taken_out)
    assert len(signatures_of(session, told.version.id)) == 1


def test_everybody_is_told_when_all_have_signed(walk: Begun) -> None:
    told = walk().to(Standing.SIGNING)
    told.sign_all()
    told.fire("complete")
    assert {told.heard(who)[0] for who in ("ida", "sam")} == {"signed_all"}


def test_a_try_has_its_day_its_time_its_way_and_its_result(walk: Begun) -> None:
    told = walk().to(Standing.SIGNING)
    own = slots_of(told.session, told.round().id)[0]
    with pytest.raises(Refusal, match="in which way"):
        attempt(told, own.id, way=" ")
    with pytest.raises(Refusal, match="what came of it"):
        attempt(told, own.id, result="")
    with pytest.raises(Refusal, match="on the day it happened or after"):
        attempt(told, own.id, at=told.at + timedelta(minutes=1))
    attempt(told, own.id)
    row = attempts_of(told.session, [own.id])[own.id][0]
    assert (row.way, row.result, row.by_name) == ("by phone", "No answer.", told.accounts["sam"].name)


def test_what_the_rules_ask_of_everybody_is_not_called_unneeded_and_nothing_is_waived_without_a_rule(
    walk: Begun,
) -> None:
    told = walk().to(Standing.SIGNING)
    for slot in slots_of(told.session, told.round().id):
        for outcome in (Outcome.NOT_REQUIRED, Outcome.WAIVED):
            with pytest.raises(Refusal):
                _missing(told, slot.id, outcome)
    assert signatures_of(told.session, told.version.id) == []


def test_maine_asks_an_advocate_where_there_is_no_guardian(walk: Begun) -> None:
    told = walk("maine").to(Standing.SIGNING)
    slots = {slot.capacity: slot for slot in slots_of(told.session, told.round().id)}
    assert (slots["advocate"].name, slots["advocate"].account_id) == ("nobody named yet", None)
    assert "5471" in slots["advocate"].rule
    told.fire("sign", "ida")
    told.fire("sign", "sam")
    assert told.refused("complete") == ["signatures"]
    _missing(told, slots["advocate"].id, Outcome.NOT_REQUIRED)
    assert told.fire("complete").state == Standing.SIGNED


def test_a_guardian_in_scope_leaves_the_advocate_out(walk: Begun) -> None:
    told = walk("maine", guardian=True).to(Standing.SIGNING)
    capacities = [slot.capacity for slot in slots_of(told.session, told.round().id)]
    assert capacities == ["participant", "guardian", "coordinator"]


def test_a_turn_opens_when_those_before_it_have_answered(walk: Begun) -> None:
    told = walk("generic_outpatient", plan_type=PlanType.TREATMENT).to(Standing.SIGNING)
    assert [slot.place for slot in slots_of(told.session, told.round().id)] == [1, 2]
    assert told.heard("noor")[0] != "signature_requested"
    assert told.refused("sign", "noor") == ["turn"]
    told.fire("sign", "ida")
    assert told.heard("noor")[0] == "signature_requested"
    told.fire("sign", "noor")


def test_a_mind_may_change_and_both_words_stay(walk: Begun) -> None:
    told = walk().to(Standing.SIGNING)
    with pytest.raises(Refusal, match="no answer of yours"):
        signing.change_mind(told.session, told.plan, told.by("ida"))
    told.fire("sign", "ida")
    signing.change_mind(told.session, told.plan, told.by("ida"))
    told.fire("sign", "sam")
    assert told.refused("complete") == ["signatures"]
    told.fire("decline", "ida")
    assert [row.outcome for row in signatures_of(told.session, told.version.id) if row.capacity == "participant"] == [
        "signed",
        "withdrawn",
        "declined",
    ]


def test_another_day_than_today_says_why_and_no_day_lies_ahead(walk: Begun) -> None:
    told = walk().to(Standing.SIGNING)
    today = local_day(told.at)
    for day, why in ((today + timedelta(1), "x"), (today - timedelta(2), " ")):
        with pytest.raises(Refusal):
            signing.sign(
                told.session,
                told.plan,
                told.by("ida"),
                fingerprint=told.fingerprint,
                how=HowSigned(signed_on=day, late_reason=why),
            )
    late = HowSigned(signed_on=today - timedelta(2), late_reason="The page was in the mail.")
    signing.sign(told.session, told.plan, told.by("ida"), fingerprint=told.fingerprint, how=late)
    row = signatures_of(told.session, told.version.id)[0]
    assert (row.signed_on, row.recorded_at, row.late_reason) == (
        today - timedelta(2),
        told.at,
        "The page was in the mail.",
    )


def test_an_observed_assent_stands_under_the_observer_and_fills_nothing_unless_the_rules_say_so(walk: Begun) -> None:
    told = walk().to(Standing.SIGNING)
    own = slots_of(told.session, told.round().id)[0]
    with pytest.raises(Refusal, match="You wrote part of this plan"):
        witnessing.observe_assent(told.session, told.plan, told.by("sam"), slot_id=own.id, seen="She nodded.")
    witnessing.observe_assent(told.session, told.plan, told.by("grace"), slot_id=own.id, seen="She nodded twice.")
    row = signatures_of(told.session, told.version.id)[0]
    assert (row.outcome, row.witness, row.fills, row.seen) == (
        "assent observed",
        "Grace Osei",
        False,
        "She nodded twice.",
    )
    assert told.refused("complete") == ["signatures"]
    told.fire("sign", "ida")


def test_nobody_hears_a_yes_that_was_not_called_for(walk: Begun) -> None:
    told = walk("generic_outpatient", plan_type=PlanType.TREATMENT).to(Standing.SIGNING)
    own = slots_of(told.session, told.round().id)[0]
    with pytest.raises(Refusal, match="has not asked for a witness"):
        witnessing.hear(told.session, told.plan, told.by("grace"), slot_id=own.id, words="Yes.")
    witnessing.call_witness(told.session, told.plan, told.by("ida"), fingerprint=told.fingerprint)
    told.later(1)
    witnessing.hear(told.session, told.plan, told.by("grace"), slot_id=own.id, words="yes  Yes YES")
    row = signatures_of(told.session, told.version.id)[0]
    assert (row.outcome, row.account_id, row.recorded_by) == (
        "signed",
        told.accounts["ida"].id,
        told.accounts["grace"].id,
    )
    with pytest.raises(Refusal):
        witnessing.hear(told.session, told.plan, told.by("grace"), slot_id=own.id, words="Yes again.")


def test_a_yes_said_where_the_rules_want_writing_is_kept_and_the_slot_stays_open(walk: Begun) -> None:
    told = walk().to(Standing.SIGNING)
    own = slots_of(told.session, told.round().id)[0]
    witnessing.call_witness(told.session, told.plan, told.by("ida"), fingerprint=told.fingerprint)
    told.later(1)
    witnessing.hear(told.session, told.plan, told.by("grace"), slot_id=own.id, words="I agree.")
    assert signatures_of(told.session, told.version.id)[0].outcome == "said yes"
    told.fire("sign", "sam")
    assert told.refused("complete") == ["signatures"]
    told.fire("sign", "ida")
    assert told.fire("complete").state == Standing.SIGNED


def test_a_seal_shows_a_signature_that_was_changed(walk: Begun) -> None:
    told = walk().to(Standing.SIGNING)
    told.fire("sign", "ida")
    row = signatures_of(told.session, told.version.id)[0]
    sealed = Sealed(signatures={row.id: seal_of_signature(row)})
    assert list(check_signatures(told.session, sealed)) == []
    assert len(list(check_signatures(told.session, Sealed(signatures={row.id: bytes(32)})))) == 1


def attempt(
    told: Walk, slot: UUID, *, way: str = "by phone", result: str = "No answer.", at: datetime | None = None
) -> None:
    missing.note_attempt(
        told.session, told.plan, told.by("sam"), slot_id=slot, tried_at=at or told.at, way=way, result=result
    )


def _missing(told: Walk, slot: UUID, outcome: Outcome) -> None:
    command = told.by("sam", reason="Because it has to be.")
    missing.record_missing(told.session, told.plan, command, slot_id=slot, outcome=outcome)


def test_the_sitting_says_how_on_whose_device_and_with_whose_help(walk: Begun) -> None:
    told = walk().to(Standing.SIGNING)
    sitting = Sitting(
        id=new_id(),
        person_id=told.person.id,
        account_id=told.accounts["ida"].id,
        kind=SittingKind.HAND_OVER.value,
        way_in="handed over",
        device=Device.COORDINATORS.value,
        handed_over_by=told.accounts["sam"].id,
        handed_over_by_name=told.accounts["sam"].name,
        helped_by_kind="somebody they chose",
        helped_by_name="Leo",
        started_at=told.at,
    )
    told.session.add(sitting)
    told.session.flush()
    command = told.by("ida")
    command = replace(command, actor=replace(command.actor, sitting=str(sitting.id), way=sitting.way))
    with pytest.raises(Refusal, match="whether you want to sign on a screen"):
        signing.sign(told.session, told.plan, command, fingerprint=told.fingerprint)
    sign_on_screen(told.session, step_of(command, "consent"), words=WORDS, language="en")
    signing.sign(told.session, told.plan, command, fingerprint=told.fingerprint)
    row = signatures_of(told.session, told.version.id)[0]
    assert (row.way, row.device, row.helped_by, row.sitting_id) == (
        "hand-over sitting",
        "coordinator’s",
        "Leo (somebody they chose)",
        sitting.id,
    )
