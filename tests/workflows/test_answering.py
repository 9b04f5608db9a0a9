"""The four answers are the respondent's own; what staff do stands beside them and never in their place."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from sqlmodel import select

from engine.disagreement_steps import DisagreementStepKind
from engine.ids import new_id
from engine.plans import Standing
from engine.quotes import Attribution, quotes_by_id, quotes_of
from engine.refusals import NotFound, Refusal
from engine.rounds import AnswerReply, Reply, Respondent, Silence, WitnessedExpression, answers_of, current_answers
from engine.signatures import slots_of
from tests.workflows.walk import Walk
from workflows import answering, disagreeing
from workflows.moving import local_day

Begun = Callable[..., Walk]


@pytest.mark.parametrize("who", ["sam", "grace", "noor", "bev", "leo", "priya", "avery", "charlie", "lena"])
def test_nobody_else_can_press_an_answer(walk: Begun, who: str) -> None:
    told = walk().to(Standing.PARTICIPANT_REVIEW)
    with pytest.raises(Refusal, match="Only the person whose plan it is"):
        told.answer(who, told.sections()[0])
    assert answers_of(told.session, told.round().id) == []


@pytest.mark.parametrize("who", ["rosa", "gail"])
def test_another_person_and_another_guardian_cannot_answer_here(walk: Begun, who: str) -> None:
    told = walk().to(Standing.PARTICIPANT_REVIEW)
    with pytest.raises(Refusal, match="not open to you on this plan"):
        told.answer(who, told.sections()[0])
    assert answers_of(told.session, told.round().id) == []


def test_the_newest_answer_counts_and_the_earlier_one_stays(walk: Begun) -> None:
    told = walk().to(Standing.PARTICIPANT_REVIEW)
    section = told.sections()[0]
    told.answer("ida", section, Reply.DONT_KNOW)
    told.answer("ida", section, Reply.YES)
    assert [row.reply for row in answers_of(told.session, told.round().id)] == [Reply.DONT_KNOW, Reply.YES]
    now = current_answers(told.session, told.round().id, Respondent.PARTICIPANT)
    assert now[section.lineage_id].reply == Reply.YES


def test_the_same_form_sent_twice_is_one_answer(walk: Begun) -> None:
    told = walk().to(Standing.PARTICIPANT_REVIEW)
    command, section = told.by("ida"), told.sections()[0]
    for _ in range(2):
        answering.answer(told.session, told.plan, command, section=section.lineage_id, reply=Reply.YES)
    assert len(answers_of(told.session, told.round().id)) == 1


def test_a_guardians_answer_stands_beside_and_opens_no_gate(walk: Begun) -> None:
    told = walk(guardian=True).to(Standing.PARTICIPANT_REVIEW)
    for section in told.sections():
        told.answer("guardian", section)
    assert told.refused("agree") == ["unanswered"]
    told.answer("guardian", told.sections()[0], Reply.CHANGE, "Not like this.")
    told.answer_all()
    given_by_ida = current_answers(told.session, told.round().id, Respondent.PARTICIPANT)
    assert {row.reply for row in given_by_ida.values()} == {Reply.YES}
    assert told.refused("agree") == ["disagreement"]
    disagreeing.record_step(
        told.session,
        told.plan,
        told.by("sam"),
        kind=DisagreementStepKind.TALKED,
        with_whom="Ida Lund and Per Lund",
        way="at the kitchen table",
        text="Each said again what they want.",
        on=local_day(told.at),
    )
    assert given_by_ida == current_answers(told.session, told.round().id, Respondent.PARTICIPANT)
    assert told.fire("agree").state == Standing.SIGNING


def test_a_guardians_comment_is_never_the_persons_words(walk: Begun) -> None:
    told = walk(guardian=True).to(Standing.PARTICIPANT_REVIEW)
    told.answer("guardian", told.sections()[0], Reply.CHANGE, "Not like this.")
    row = answers_of(told.session, told.round().id)[0]
    assert row.comment_quote_id is not None
    kept = quotes_by_id(told.session, [row.comment_quote_id])[row.comment_quote_id]
    assert (kept.text, kept.attribution, kept.speaker) == ("Not like this.", Attribution.OTHER, "Per Lund")


def test_a_comment_is_kept_code_point_for_code_point(walk: Begun) -> None:
    said = [
        " NO.  ",
        "a\r\nb\rc\n",
        "e\u0301 \u00e9",
        "\u202eabc\u200d",
        "\U0001f468\u200d\U0001f9bc",
        "{{ x }} <b>'--",
        "\ufdd0\x7f\x85",
    ]
    told = walk().to(Standing.PARTICIPANT_REVIEW)
    for comment in said:
        told.answer("ida", told.sections()[0], Reply.CHANGE, comment)
    kept = [row.comment_quote_id for row in answers_of(told.session, told.round().id)]
    words = quotes_by_id(told.session, [identity for identity in kept if identity])
    assert [words[identity].text for identity in kept if identity] == said


def test_what_no_paper_can_carry_is_refused_by_name_and_place(walk: Begun) -> None:
    told = walk().to(Standing.PARTICIPANT_REVIEW)
    with pytest.raises(Refusal, match=r"U\+0000 \(line 1, character 3\)"):
        told.answer("ida", told.sections()[0], Reply.CHANGE, "ab\x00")
    assert answers_of(told.session, told.round().id) == []


def test_a_change_must_be_answered_and_shown_back_in_the_persons_own_session(walk: Begun) -> None:
    told = walk().to(Standing.PARTICIPANT_REVIEW)
    told.answer_all()
    told.answer("ida", told.sections()[4], Reply.CHANGE, "Not Tuesdays.")
    assert told.refused("agree") == ["changes"]
    row = answers_of(told.session, told.round().id)[-1]
    on = local_day(told.at)
    answering.reply_to(told.session, told.plan, told.by("sam"), answer_id=row.id, text="Tuesdays are out.", on=on)
    assert told.refused("agree") == ["changes"]
    reply = told.session.exec(select(AnswerReply).where(AnswerReply.answer_id == row.id)).one()
    with pytest.raises(Refusal, match="Only who gave the answer"):
        answering.show_back(told.session, told.plan, told.by("sam"), reply_id=reply.id)
    answering.show_back(told.session, told.plan, told.by("ida"), reply_id=reply.id)
    assert told.heard("ida")[0] == "answered"
    assert told.fire("agree").state == Standing.SIGNING


def test_a_talk_passes_once_it_took_place(walk: Begun) -> None:
    told = walk().to(Standing.PARTICIPANT_REVIEW)
    told.answer_all()
    told.answer("ida", told.sections()[0], Reply.TALK)
    assert told.heard("sam")[0] == "talk_requested"
    assert told.refused("agree") == ["talks"]
    row = answers_of(told.session, told.round().id)[-1]
    with pytest.raises(Refusal, match="on the day it happened or after"):
        answering.reply_to(
            told.session,
            told.plan,
            told.by("sam"),
            answer_id=row.id,
            text="We will.",
            on=local_day(told.at) + timedelta(1),
        )
    answering.reply_to(
        told.session, told.plan, told.by("sam"), answer_id=row.id, text="We talked.", on=local_day(told.at)
    )
    assert told.fire("agree").state == Standing.SIGNING


def test_i_dont_know_passes(walk: Begun) -> None:
    told = walk().to(Standing.PARTICIPANT_REVIEW)
    for section in told.sections():
        told.answer("ida", section, Reply.DONT_KNOW)
    assert told.fire("agree").state == Standing.SIGNING


def test_what_a_witness_saw_opens_the_gate_and_is_no_answer(walk: Begun) -> None:
    told = walk().to(Standing.PARTICIPANT_REVIEW)
    for section in told.sections()[1:]:
        told.answer("ida", section)
    section = told.sections()[0].lineage_id
    with pytest.raises(Refusal, match="You wrote part of this plan"):
        answering.witness(told.session, told.plan, told.by("sam"), section=section, seen="She nodded.")
    with pytest.raises(NotFound):
        answering.witness(told.session, told.plan, told.by("charlie"), section=section, seen="She nodded.")
    answering.witness(told.session, told.plan, told.by("grace"), section=section, seen="She looked up twice.")
    assert told.session.exec(
        select(WitnessedExpression.witness_name).where(WitnessedExpression.round_id == told.round().id)
    ).all() == ["Grace Osei"]
    assert section not in current_answers(told.session, told.round().id, Respondent.PARTICIPANT)
    assert told.fire("agree").state == Standing.SIGNING


def test_what_she_said_when_she_said_no_is_hers_and_not_the_writers(walk: Begun) -> None:
    told = walk().to(Standing.PARTICIPANT_REVIEW)
    answering.record_silence(
        told.session, told.plan, told.by("sam"), kind="refused", who="Ida Lund", reason="She shut the door.",
        on=local_day(told.at), words="Go away, all of you.",
    )  # fmt: skip
    row = told.session.exec(select(Silence).where(Silence.round_id == told.round().id)).one()
    kept = next(quote for quote in quotes_of(told.session, told.person.id) if quote.id == row.words_quote_id)
    assert (kept.speaker, kept.attribution, kept.method) == ("Ida Lund", Attribution.PARTICIPANT, "spoken")
    assert kept.recorded_by_name == "Sam Okoye"


def test_nothing_is_answered_once_the_plan_was_taken_back(walk: Begun) -> None:
    told = walk().to(Standing.PARTICIPANT_REVIEW)
    section = told.sections()[0]
    told.fire("recall")
    with pytest.raises(Refusal, match="not waiting for answers now"):
        told.answer("ida", section)


def test_a_section_that_is_not_in_the_plan_is_not_found(walk: Begun) -> None:
    told = walk().to(Standing.PARTICIPANT_REVIEW)
    for elsewhere in (new_id(), told.lines("risk")[0].lineage_id):
        with pytest.raises(NotFound):
            answering.answer(told.session, told.plan, told.by("ida"), section=elsewhere, reply=Reply.YES)


def test_the_profile_and_the_circle_say_who_is_asked_to_sign(walk: Begun) -> None:
    told = walk(guardian=True).to(Standing.SIGNING)
    assert [(slot.capacity, slot.name) for slot in slots_of(told.session, told.round().id)] == [
        ("participant", "Ida Lund"),
        ("guardian", "Per Lund"),
        ("coordinator", "Sam Okoye"),
    ]
