"""What is pressed is the respondent's alone; what sending, talking and the time to read make of it."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta

import pytest
from sqlmodel import select

from engine.accounts import CLOCK, Account
from engine.deadlines import Deadline
from engine.events import peek
from engine.firing import Command
from engine.ids import new_id
from engine.originals import OriginalKind
from engine.plans import Standing
from engine.presses import Press, UnsentWords, given_so_far, parts_answered, words_unsent
from engine.quotes import Method, quotes_by_id
from engine.refusals import NotFound, Refusal
from engine.rounds import Reply, Respondent, answers_of
from engine.sittings import Device, Help, Sitting, SittingKind, WayIn
from engine.talks import TalkRequest, open_talks
from tests.workflows.walk import Walk
from workflows import agreeing, answering, arming, loading, paths, pressing, sending, sharing, talking
from workflows.giving import AnsweredForAnother
from workflows.keeping_files import KeptFile
from workflows.moving import local_day
from workflows.pressing import OwnWay
from workflows.profiles import Period, Rule, Tag, profile
from workflows.profiles.words import Unit

Begun = Callable[..., Walk]


def press(told: Walk, number: int, reply: Reply | None, **more: str) -> None:
    pressing.press(
        told.session, told.plan, told.by("ida"), section=told.sections()[number].lineage_id, reply=reply, **more
    )


def presses(told: Walk) -> list[Press]:
    return list(told.session.exec(select(Press).where(Press.round_id == told.round().id)))


def test_presses_move_nothing_of_the_plan_and_tell_nobody(walk: Begun) -> None:
    told = walk().to(Standing.PARTICIPANT_REVIEW)
    before, heard = peek(told.session, told.plan.stream).seq, told.heard("sam")
    for number, reply in enumerate([Reply.YES, Reply.CHANGE, Reply.DONT_KNOW, Reply.TALK]):
        press(told, number, reply)
    assert peek(told.session, told.plan.stream).seq == before
    assert told.heard("sam") == heard
    assert answers_of(told.session, told.round().id) == []
    assert parts_answered(told.session, told.round().id) == 4
    assert told.refused("agree") == ["unanswered"]


def test_sending_some_parts_keeps_the_others(walk: Begun) -> None:
    told = walk().to(Standing.PARTICIPANT_REVIEW)
    press(told, 0, Reply.YES)
    press(told, 1, Reply.CHANGE)
    sending.send(told.session, told.plan, told.by("ida"), sections=[told.sections()[0].lineage_id])
    assert [row.reply for row in answers_of(told.session, told.round().id)] == ["yes"]
    given = given_so_far(told.session, told.round().id, Respondent.PARTICIPANT)
    assert [given[section.lineage_id].unsent for section in told.sections()[:2]] == [False, True]
    with pytest.raises(Refusal, match="nothing here that waits"):
        sending.send(told.session, told.plan, told.by("ida"), sections=[told.sections()[0].lineage_id])


def test_work_has_its_day_and_a_talk_its_supervisor(walk: Begun) -> None:
    told = walk().to(Standing.PARTICIPANT_REVIEW)
    press(told, 0, Reply.CHANGE)
    press(told, 1, Reply.TALK, detail="coordinator")
    press(told, 2, Reply.DONT_KNOW, detail="more")
    sending.send(told.session, told.plan, told.by("ida"))
    rows = {row.kind: row for row in told.session.exec(select(Deadline).where(Deadline.stream == told.plan.stream))}
    assert {"answer_change", "answer_talk", "answer_unsure"} <= set(rows)
    assert rows["answer_talk"].due_on < rows["answer_change"].due_on
    for row in answers_of(told.session, told.round().id):
        answering.reply_to(
            told.session, told.plan, told.by("sam"), answer_id=row.id, text="Done.", on=local_day(told.at)
        )
    told.session.expire_all()
    rows = {row.kind: row for row in told.session.exec(select(Deadline).where(Deadline.stream == told.plan.stream))}
    assert {rows[kind].state for kind in ("answer_change", "answer_talk", "answer_unsure")} == {"done"}


def test_an_answer_says_whose_device_it_was_and_who_was_there(walk: Begun) -> None:
    told = walk().to(Standing.PARTICIPANT_REVIEW)
    ida = told.accounts["ida"]
    sitting = Sitting(
        id=new_id(),
        person_id=told.plan.person_id,
        account_id=ida.id,
        kind=SittingKind.HAND_OVER,
        way_in=WayIn.HANDED_OVER,
        device=Device.COORDINATORS,
        handed_over_by=told.accounts["sam"].id,
        handed_over_by_name="Sam",
        helped_by_kind=Help.CHOSEN,
        helped_by_name="Leo",
        started_at=told.at,
    )
    told.session.add(sitting)
    told.session.flush()
    command = told.by("ida")
    command = replace(command, actor=replace(command.actor, sitting=str(sitting.id)))
    pressing.press(told.session, told.plan, command, section=told.sections()[0].lineage_id, reply=Reply.YES)
    sending.send(told.session, told.plan, told.by("ida"))
    row = answers_of(told.session, told.round().id)[0]
    assert (row.way, row.device, row.helped_by) == ("hand-over sitting", "coordinator’s", "Leo (somebody they chose)")
    assert row.sitting_id == sitting.id
    assert told.session.get_one(Press, row.press_id).version_id == told.version.id


@pytest.mark.parametrize("act", ["press", "words", "send", "choose", "away"])
@pytest.mark.parametrize("who", ["sam", "grace", "leo", "bev", "clock"])
def test_no_other_role_and_no_command_presses_for_her(walk: Begun, who: str, act: str) -> None:
    told = walk().to(Standing.PARTICIPANT_REVIEW)
    command, section = told.by(who), told.sections()[0].lineage_id
    acts: dict[str, Callable[[], object]] = {
        "press": lambda: pressing.press(told.session, told.plan, command, section=section, reply=Reply.YES),
        "words": lambda: pressing.keep_words(
            told.session, told.plan, command, section=section, words=OwnWay(pressing.Method.TYPED, "Yes.")
        ),
        "send": lambda: sending.send(told.session, told.plan, command),
        "choose": lambda: pressing.choose_sending(told.session, told.plan, command, as_i_go=True),
        "away": lambda: pressing.take_words_away(told.session, told.plan, command, words_id=new_id()),
    }
    with pytest.raises(AnsweredForAnother):
        acts[act]()
    assert presses(told) == []


def test_a_press_twice_is_one_and_an_unknown_part_is_none(walk: Begun) -> None:
    told = walk().to(Standing.PARTICIPANT_REVIEW)
    command, section = told.by("ida"), told.sections()[0].lineage_id
    for _ in range(2):
        pressing.press(told.session, told.plan, command, section=section, reply=Reply.YES)
    assert len(presses(told)) == 1
    with pytest.raises(NotFound):
        pressing.press(told.session, told.plan, told.by("ida"), section=new_id(), reply=Reply.YES)


def test_what_was_not_sent_stays_theirs_when_the_plan_is_taken_back(walk: Begun) -> None:
    told = walk().to(Standing.PARTICIPANT_REVIEW)
    press(told, 0, Reply.YES)
    current = told.round()
    sharing.recall(told.session, told.plan, told.by("sam", reason="A wrong name."))
    assert answers_of(told.session, current.id) == []
    with pytest.raises(Refusal, match="not waiting for answers"):
        press(told, 0, Reply.CHANGE)


def keep(told: Walk, words: OwnWay, command: Command | None = None) -> None:
    section = told.sections()[0].lineage_id
    pressing.keep_words(told.session, told.plan, command or told.by("ida"), section=section, words=words)


def waiting(told: Walk) -> list[str]:
    found = words_unsent(told.session, told.plan.id, Respondent.PARTICIPANT)
    return [row.text or row.file_name for rows in found.values() for row in rows]


def test_words_that_were_not_sent_wait_while_the_plan_is_taken_back(walk: Begun) -> None:
    told = walk().to(Standing.PARTICIPANT_REVIEW)
    press(told, 0, Reply.CHANGE)
    keep(told, OwnWay(Method.TYPED, "Not on Tuesday.  "))
    sharing.recall(told.session, told.plan, told.by("sam", reason="A wrong name."))
    told.fire("share")
    assert waiting(told) == ["Not on Tuesday.  "]
    press(told, 0, Reply.CHANGE)
    sending.send(told.session, told.plan, told.by("ida"))
    assert waiting(told) == []
    (row,) = answers_of(told.session, told.round().id)
    assert row.comment_quote_id is not None
    assert quotes_by_id(told.session, [row.comment_quote_id], private_too=True)[row.comment_quote_id].text == (
        "Not on Tuesday.  "
    )


@pytest.mark.parametrize("end", ["agree", "close"])
def test_words_that_were_never_sent_go_once_nobody_asks_again(walk: Begun, end: str) -> None:
    told = walk().to(Standing.PARTICIPANT_REVIEW)
    keep(told, OwnWay(Method.TYPED, "Not on Tuesday."))
    told.answer_all()
    keep(told, OwnWay(Method.TYPED, "Nor on Monday."))
    assert "Nor on Monday." in waiting(told)
    told.fire(end)
    assert told.session.exec(select(UnsentWords)).all() == []


def test_another_file_in_the_same_form_is_no_repeat_and_is_not_lost_unseen(walk: Begun) -> None:
    told = walk().to(Standing.PARTICIPANT_REVIEW)
    command = told.by("ida")
    for _ in range(2):
        keep(told, OwnWay(Method.DRAWN, file=drawing(b"one")), command)
    assert waiting(told) == ["drawing.png"]
    with pytest.raises(Refusal):
        keep(told, OwnWay(Method.DRAWN, file=drawing(b"two")), command)


def drawing(content: bytes) -> KeptFile:
    return KeptFile("drawing.png", OriginalKind.PICTURE, "image/png", content, "image/png", content)


def test_nobody_else_closes_the_round_before_the_time_to_read_is_over(
    walk: Begun, monkeypatch: pytest.MonkeyPatch
) -> None:
    told = walk().to(Standing.PARTICIPANT_REVIEW)
    with_reading_time(monkeypatch, told, days=5)
    shared = local_day(told.at)
    answering.record_silence(
        told.session,
        told.plan,
        told.by("sam"),
        kind="refused",
        who="Ida Lund",
        reason="Three calls, nobody came to the phone.",
        on=shared,
    )
    assert "reading-time" in told.refused("agree")
    told.later(6)
    assert "reading-time" not in told.refused("agree")


def test_the_person_finishes_before_it_whenever_they_like(walk: Begun, monkeypatch: pytest.MonkeyPatch) -> None:
    told = walk().to(Standing.PARTICIPANT_REVIEW)
    with_reading_time(monkeypatch, told, days=5)
    told.answer_all()
    assert told.fire("agree").state == Standing.SIGNING


def with_reading_time(monkeypatch: pytest.MonkeyPatch, told: Walk, *, days: int) -> None:
    rule = Rule(
        "reading_time_days", Period(days, Unit.CALENDAR_DAYS), Tag.CHOICE, None, "", "", date(2020, 1, 1), None, "1"
    )

    def changed(identity: str, *, on: date) -> object:
        return replace(profile(identity, on=on), reading_time_days=rule)

    for module in (loading, agreeing, arming):
        monkeypatch.setattr(module, "profile", changed)
    assert paths.reading_until(
        told.session, told.plan, changed(told.plan.profile, on=local_day(told.at)), on=local_day(told.at)
    ) == local_day(told.at) + timedelta(days)


def test_asking_to_talk_is_a_row_with_a_day_and_ends_with_contact(walk: Begun) -> None:
    told = walk().to(Standing.PARTICIPANT_REVIEW)
    talking.ask(told.session, told.plan, told.by("ida"), who="advocate", kind="participant_request")
    asked = told.session.exec(select(TalkRequest).where(TalkRequest.plan_id == told.plan.id)).one()
    assert asked.contact_by > local_day(told.at)
    talking.held(
        told.session, told.plan, told.by("sam"), request_id=asked.id, text="Met the advocate.", on=local_day(told.at)
    )
    assert open_talks(told.session, told.plan.id) == []
    with pytest.raises(Refusal, match="Choose who"):
        talking.ask(told.session, told.plan, told.by("ida"), who="", kind="participant_request")
    assert CLOCK.role not in ("participant", "guardian")


def test_who_left_is_not_asked_to_talk_and_somebody_else_is(walk: Begun) -> None:
    told = walk().to(Standing.PARTICIPANT_REVIEW)
    supervisors = sharing.second_reviewers(told.session, told.plan)
    assert told.accounts["grace"].id in supervisors
    for identity in supervisors:
        account = told.session.get_one(Account, identity)
        account.disabled_at = told.at
        told.session.add(account)
    told.session.flush()
    talking.ask(told.session, told.plan, told.by("ida"), who="advocate", kind="participant_request")
    assert "talk_requested" in told.heard("sam")
    assert "talk_requested" not in told.heard("grace")
