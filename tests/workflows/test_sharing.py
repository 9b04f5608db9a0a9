"""Sharing: a version is frozen and never thaws; second review by somebody else; taking back keeps everything."""

from collections.abc import Callable

import pytest
from sqlalchemy import update
from sqlalchemy.exc import DatabaseError
from sqlmodel import Session, col, select

from engine.items import Item, items_of
from engine.outbox import Message, messages_to
from engine.plans import Standing
from engine.refusals import Refusal
from engine.rounds import answers_of, rounds_of
from engine.versions import VersionKind, fingerprint_of, versions_of
from tests.workflows.walk import Walk
from workflows import editing, sharing

Begun = Callable[..., Walk]


def test_the_shared_text_has_a_fingerprint_and_the_database_keeps_it(walk: Begun, session: Session) -> None:
    told = walk().to(Standing.PARTICIPANT_REVIEW)
    assert told.version.fingerprint == fingerprint_of(session, told.version)
    rewrite = update(Item).where(col(Item.id) == told.lines("risk")[0].id).values(kind="outcome")
    with pytest.raises(DatabaseError), session.begin_nested():
        session.execute(rewrite)


def test_the_writer_does_not_give_the_second_review(walk: Begun) -> None:
    told = walk().to(Standing.SECOND_REVIEW)
    assert told.refused("approve") == ["author"]
    assert told.refused("return_to_draft") == ["author"]
    assert told.fire("approve", "grace").state == Standing.PARTICIPANT_REVIEW


def test_taking_a_version_back_makes_nobody_less_its_author(walk: Begun) -> None:
    told = walk().to(Standing.PARTICIPANT_REVIEW)
    told.later(1)
    told.fire("recall", "grace")
    told.fire("request_second_review", "grace")
    assert told.refused("approve") == ["author"]
    assert told.refused("approve", "grace") == ["author"]


def test_a_returned_draft_keeps_its_reason_and_the_writer_is_told(walk: Begun, session: Session) -> None:
    told = walk().to(Standing.SECOND_REVIEW)
    told.fire("return_to_draft", "grace")
    assert [(row.kind, row.end, row.reason) for row in rounds_of(session, told.plan.id)] == [
        ("second review", "returned", "Because it has to be.")
    ]
    assert told.heard("sam")[0] == "returned"


def test_a_return_without_a_reason_is_refused(walk: Begun) -> None:
    told = walk().to(Standing.SECOND_REVIEW)
    with pytest.raises(Refusal, match="A reason is needed"):
        sharing.return_to_draft(told.session, told.plan, told.by("grace", reason="  "))


def test_recall_keeps_the_answers_begins_a_new_version_and_tells_the_person(walk: Begun, session: Session) -> None:
    told = walk().to(Standing.PARTICIPANT_REVIEW)
    first, asked = told.version, told.round()
    told.answer("ida", told.sections()[0])
    told.fire("recall")
    assert [(row.number, row.kind) for row in versions_of(session, told.plan.id)] == [
        (2, VersionKind.FIRST),
        (1, VersionKind.FIRST),
    ]
    assert len(answers_of(session, asked.id)) == 1
    assert asked.ended_at is not None
    assert first.frozen_at is not None
    assert told.heard("ida")[0] == "recalled"
    old, new = items_of(session, first.id), items_of(session, told.version.id)
    assert [row.lineage_id for row in old] == [row.lineage_id for row in new]


def test_the_reason_of_an_amendment_outlives_a_recall(walk: Begun) -> None:
    told = walk().to(Standing.SIGNED)
    told.fire("amend")
    told.save(told.at.date())
    told.fire("share")
    told.later(1)
    sharing.recall(told.session, told.plan, told.by("sam", reason="A typing mistake."))
    assert told.version.kind == VersionKind.AMENDMENT
    assert told.version.why == "Because it has to be."
    assert rounds_of(told.session, told.plan.id)[0].reason == "A typing mistake."


def test_the_person_sends_the_plan_back_and_the_writer_is_told(walk: Begun, session: Session) -> None:
    told = walk().to(Standing.SIGNING)
    told.fire("ask_for_changes", "ida")
    assert told.plan.standing == Standing.DRAFT
    assert told.heard("sam")[0] == "changes_asked"


def test_a_guardian_is_told_in_the_guardians_own_room(walk: Begun, session: Session) -> None:
    told = walk(guardian=True).to(Standing.PARTICIPANT_REVIEW)
    paths = {name: messages_to(session, told.accounts[name].id)[0].path for name in ("ida", "guardian")}
    assert paths == {"ida": "/my-plan", "guardian": "/my-plan"}


def test_a_message_holds_no_word_of_the_plan_and_no_name(walk: Begun, session: Session) -> None:
    told = walk().to(Standing.PARTICIPANT_REVIEW)
    for message in session.exec(select(Message).where(Message.stream == told.plan.stream)):
        assert "Ida" not in f"{message.path} {message.kind} {message.dedupe_key}"


def test_a_frozen_version_is_not_edited(walk: Begun) -> None:
    told = walk().to(Standing.PARTICIPANT_REVIEW)
    with pytest.raises(Refusal, match="not a draft any more"):
        editing.save_revision(told.session, told.plan, told.by("sam"))
