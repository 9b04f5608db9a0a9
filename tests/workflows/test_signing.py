"""A signature belongs to exactly one text, is given in one's own slot, and a no is an outcome like a yes."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from sqlalchemy import delete
from sqlalchemy.exc import DatabaseError
from sqlmodel import Session, col

from engine.plans import Standing
from engine.quotes import quotes_by_id
from engine.refusals import Refusal
from engine.signatures import Outcome, Signature, signatures_of, slots_of
from engine.versions import versions_of
from tests.workflows.walk import Walk
from workflows import signing
from workflows.agreeing import StaffSigner
from workflows.moving import local_day

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
    told.fire("record_unable")
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
        signing.record_unable(
            told.session,
            told.plan,
            told.by("sam", reason="She was out."),
            slot_id=own.id,
            unreachable=True,
            offered_again_on=None,
        )


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
