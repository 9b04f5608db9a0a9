"""A guardian beside a person: both answers stay, it becomes a task, and the profile’s path decides with its clock."""

import dataclasses
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from sqlmodel import select

from engine.deadlines import Deadline, open_deadlines
from engine.disagreement_steps import DisagreementStepKind, steps_on
from engine.outbox import Message
from engine.plans import Standing
from engine.presses import SeenBy
from engine.quotes import quotes_by_id
from engine.refusals import Refusal
from engine.rounds import Reply
from tests.workflows.walk import Walk
from workflows import answering, arming, disagreeing, disagreements, loading, moving, signing
from workflows.profiles import Objection, OnObjection, Period, Profile
from workflows.profiles import profile as shipped
from workflows.profiles.words import Unit

Begun = Callable[..., Walk]
TEN_DAYS = Period(10, Unit.CALENDAR_DAYS)


def ruled(monkeypatch: pytest.MonkeyPatch, objection: Objection) -> None:
    def changed(name: str, *, on: Any) -> Profile:
        found = shipped(name, on=on)
        return dataclasses.replace(
            found, on_guardian_objection=dataclasses.replace(found.on_guardian_objection, value=objection)
        )

    for module in (arming, loading, signing, disagreeing):
        if hasattr(module, "profile"):
            monkeypatch.setattr(module, "profile", changed)


def step(told: Walk, kind: DisagreementStepKind, **more: Any) -> None:
    said = {"with_whom": "Per Lund", "way": "by letter", "text": "The plan and the day by which to answer."}
    disagreeing.record_step(
        told.session, told.plan, told.by("sam"), kind=kind, on=moving.local_day(told.at), **{**said, **more}
    )


def parted(walk: Begun) -> Walk:
    """Signing: she signed, so did staff, and the guardian said no."""
    told = walk(guardian=True).to(Standing.SIGNING)
    told.fire("sign", "ida")
    told.fire("decline", "guardian")
    told.fire("sign", "sam")
    return told


def kinds_open(told: Walk) -> list[str]:
    return [row.kind for row in open_deadlines(told.session, told.plan.stream)]


def test_two_different_answers_become_a_task_and_both_stay(walk: Begun) -> None:
    told = walk(guardian=True).to(Standing.PARTICIPANT_REVIEW)
    first, second = told.sections()[:2]
    told.answer("ida", first, Reply.YES)
    told.answer("guardian", first, Reply.YES)
    told.answer("guardian", second, Reply.DONT_KNOW)
    assert "disagreement" not in kinds_open(told)
    told.answer("ida", second, Reply.YES)
    assert "disagreement" not in kinds_open(told), "“I don’t know” takes no side."
    told.answer("guardian", second, Reply.CHANGE, "Somebody awake at night.")
    assert "disagreement" in kinds_open(told)
    (pair,) = disagreements.in_answers(told.session, told.round())
    assert (pair.section, pair.own.reply, pair.beside.reply) == (second.lineage_id, "yes", "change")
    told.answer("guardian", second, Reply.YES)
    assert "disagreement" not in kinds_open(told)


def test_nobody_goes_on_to_signing_before_both_were_talked_with(walk: Begun) -> None:
    told = walk(guardian=True).to(Standing.PARTICIPANT_REVIEW)
    told.answer_all()
    told.answer("guardian", told.sections()[0], Reply.TALK)
    assert told.refused("agree") == ["disagreement"]
    step(told, DisagreementStepKind.HELP_OFFERED, text="An advocate, by name.")
    assert told.refused("agree") == ["disagreement"]
    step(told, DisagreementStepKind.TALKED, with_whom="Ida Lund and Per Lund")
    assert "disagreement" not in kinds_open(told)
    assert told.fire("agree").state == Standing.SIGNING


def test_an_answer_after_the_talk_asks_for_another(walk: Begun) -> None:
    told = walk(guardian=True).to(Standing.PARTICIPANT_REVIEW)
    told.answer_all()
    told.answer("guardian", told.sections()[0], Reply.TALK)
    step(told, DisagreementStepKind.TALKED)
    told.at += timedelta(hours=1)
    told.answer("guardian", told.sections()[0], Reply.CHANGE)
    assert told.refused("agree") == ["disagreement"]


def test_what_is_for_the_coordinator_alone_is_held_against_nobody(walk: Begun) -> None:
    told = walk(guardian=True).to(Standing.PARTICIPANT_REVIEW)
    section = told.sections()[0]
    told.answer("guardian", section, Reply.YES)
    answering.answer(
        told.session,
        told.plan,
        told.by("ida"),
        section=section.lineage_id,
        reply=Reply.CHANGE,
        seen_by=SeenBy.COORDINATOR,
    )
    assert disagreements.in_answers(told.session, told.round()) == []
    assert "disagreement" not in kinds_open(told)


def test_in_every_shipped_profile_a_guardians_no_stops_the_plan_and_names_the_rule(walk: Begun) -> None:
    told = parted(walk)
    step(told, DisagreementStepKind.NOTICE)
    told.later(500)
    assert told.refused("complete") == ["signatures"]


def test_after_notice_it_goes_on_by_the_clock_on_its_date_and_not_before(
    walk: Begun, monkeypatch: pytest.MonkeyPatch
) -> None:
    ruled(monkeypatch, Objection(OnObjection.PROCEED_AFTER_NOTICE, TEN_DAYS))
    told = parted(walk)
    told.later(30)
    assert told.refused("complete") == ["signatures"], "The time to wait begins with the notice."
    step(told, DisagreementStepKind.NOTICE)
    (path,) = [row for row in open_deadlines(told.session, told.plan.stream) if row.kind == "path"]
    assert (path.rule, path.due_on) == ("on_guardian_objection", moving.local_day(told.at) + timedelta(10))
    assert path.tag
    told.later(9)
    assert told.refused("complete", "clock") == ["signatures"]
    told.later(1)
    assert told.fire("complete", "clock").state == Standing.SIGNED


def test_every_attempt_the_profile_asks_for_is_written_down_first(walk: Begun, monkeypatch: pytest.MonkeyPatch) -> None:
    ruled(monkeypatch, Objection(OnObjection.PROCEED_AFTER_NOTICE, TEN_DAYS, attempts=3))
    told = parted(walk)
    step(told, DisagreementStepKind.NOTICE)
    step(told, DisagreementStepKind.ATTEMPT, way="by phone")
    told.later(40)
    assert told.refused("complete") == ["signatures"]
    assert "path" not in kinds_open(told)
    step(told, DisagreementStepKind.ATTEMPT, way="by phone")
    assert told.fire("complete").state == Standing.SIGNED


def test_a_yes_said_aloud_lets_it_go_on_and_the_paper_is_waited_for(
    walk: Begun, monkeypatch: pytest.MonkeyPatch
) -> None:
    ruled(monkeypatch, Objection(OnObjection.VERBAL_FOLLOW_UP, TEN_DAYS))
    told = parted(walk)
    with pytest.raises(Refusal, match="exact words"):
        step(told, DisagreementStepKind.SPOKEN_AGREEMENT)
    words = "All right.  For three months, not longer."
    step(told, DisagreementStepKind.SPOKEN_AGREEMENT, words=words, witness="Grace Osei")
    (row,) = steps_on(told.session, told.version.id)
    assert row.words_quote_id is not None
    quote = quotes_by_id(told.session, [row.words_quote_id])[row.words_quote_id]
    assert (quote.text, quote.attribution, quote.speaker) == (words, "other", "Per Lund")
    assert told.fire("complete").state == Standing.SIGNED
    follows = told.session.exec(select(Deadline).where(Deadline.rule == "written_follows")).one()
    assert (follows.due_on, follows.state) == (moving.local_day(told.at) + timedelta(10), "waiting")


def test_a_notice_before_the_no_starts_no_clock(walk: Begun, monkeypatch: pytest.MonkeyPatch) -> None:
    ruled(monkeypatch, Objection(OnObjection.PROCEED_AFTER_NOTICE, TEN_DAYS))
    told = walk(guardian=True).to(Standing.SIGNING)
    step(told, DisagreementStepKind.NOTICE)
    told.later(20)
    told.fire("sign", "ida")
    told.fire("sign", "sam")
    told.fire("decline", "guardian")
    assert told.refused("complete") == ["signatures"]


def test_neither_side_is_told_of_the_other(walk: Begun) -> None:
    told = walk(guardian=True).to(Standing.PARTICIPANT_REVIEW)
    section = told.sections()[0]
    told.answer("ida", section, Reply.YES)
    told.answer("guardian", section, Reply.CHANGE)
    own = {told.accounts[name].id for name in ("ida", "guardian")}
    rows = told.session.exec(select(Message).where(Message.kind == "disagreement")).all()
    assert not [row for row in rows if row.recipient in own]
