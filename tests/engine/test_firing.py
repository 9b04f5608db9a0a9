"""One move is one transaction: all of it or none, once, in order, and never against what the page said."""

import threading
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from typing import Any
from uuid import uuid4

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import func
from sqlalchemy.exc import SQLAlchemyError
from sqlmodel import Session, select

from engine.database import Database, open_database, reading, writing
from engine.deadlines import Deadline, open_deadlines
from engine.events import Event, history, peek
from engine.firing import Command, Effect, begin, lifecycles, options, record
from engine.outbox import Message
from engine.refusals import Refusal, Stale
from engine.upkeep import Heartbeat
from tests.engine import toy
from tests.engine.toy import Facts


@pytest.fixture
def database(database_url: str) -> Iterator[Database]:
    with toy.opened(database_url) as database:
        toy.registered()
        yield database


def rows(database: Database) -> tuple[int, ...]:
    """How many events, deadlines, messages and rows of a verb there are."""
    with reading(database) as session:
        return tuple(
            session.exec(select(func.count()).select_from(table)).one()
            for table in (Event, Deadline, Message, Heartbeat)
        )


def full(session: Session, _facts: Any, seq: int) -> Effect:
    """An effect of every kind, and a row of the verb's own."""
    session.add(Heartbeat(job=f"verb {seq}", at=toy.AT))
    return Effect(data={"note": seq}, arm=[toy.arming(date(2027, 3, 2))], tell=[toy.telling(uuid4())])


def test_a_move_writes_state_event_deadline_message_and_its_own_rows_together(database: Database) -> None:
    plan = toy.begun(database)
    with writing(database) as session:
        outcome = toy.moved(session, plan, "send", toy.command(expected=1), write=full)
    assert (outcome.state, outcome.version, outcome.repeated) == ("review", 2, False)
    assert rows(database) == (2, 1, 1, 1)
    with reading(database) as session:
        head, event = peek(session, plan.stream), history(session, plan.stream)[-1]
        assert (head.state, head.seq, head.head) == ("review", 2, event.hash)
        assert (event.kind, event.actor, event.role) == ("plan.send", toy.WRITER.account, "writer")
        assert b'"guards":["has_words"]' in event.body
        assert b'"from":"draft"' in event.body


def test_a_refusal_gives_every_reason_and_writes_nothing(database: Database) -> None:
    plan = toy.begun(database)
    before = rows(database)
    with pytest.raises(Refusal) as refused, writing(database) as session:
        toy.moved(session, plan, "send", toy.command(toy.NOBODY), facts=Facts(words=""), write=full)
    assert [reason.code for reason in refused.value.reasons] == ["role", "words-missing"]
    assert rows(database) == before


def test_an_effect_that_fails_leaves_everything_as_it_was(database: Database) -> None:
    plan = toy.begun(database)
    before = rows(database)

    def fails(session: Session, facts: Any, seq: int) -> Effect:
        full(session, facts, seq)
        session.flush()
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError), writing(database) as session:
        toy.moved(session, plan, "send", toy.command(), write=fails)
    assert rows(database) == before
    with reading(database) as session:
        assert peek(session, plan.stream).state == "draft"


def test_a_move_that_stays_where_it_is_is_recorded_too(database: Database) -> None:
    plan = toy.begun(database)
    with writing(database) as session:
        assert toy.moved(session, plan, "note", toy.command()).state == "draft"
    with reading(database) as session:
        assert [event.kind for event in history(session, plan.stream)] == ["plan.begun", "plan.note"]


def test_the_same_command_gives_its_first_answer_again(database: Database) -> None:
    plan = toy.begun(database)
    asked = toy.command(expected=1, note="Hello.")
    answers = []
    for _ in range(3):
        with writing(database) as session:
            answers.append(toy.moved(session, plan, "send", asked, write=full))
    assert [answer.repeated for answer in answers] == [False, True, True]
    assert {(answer.event.seq, answer.state, answer.event.hash, answer.event.at) for answer in answers} == {
        (2, "review", answers[0].event.hash, toy.AT)
    }
    assert rows(database) == (2, 1, 1, 1)


@pytest.mark.parametrize("what", ["content", "verb", "actor", "stream"])
def test_the_same_id_with_anything_else_is_refused(database: Database, what: str) -> None:
    plan, other = toy.begun(database), toy.begun(database)
    asked = toy.command(note="Hello.")
    with writing(database) as session:
        toy.moved(session, plan, "note", asked)
    again = {
        "content": replace(asked, content={"note": "Other."}),
        "actor": replace(asked, actor=toy.READER),
    }.get(what, asked)
    with pytest.raises(Refusal) as refused, writing(database) as session:
        toy.moved(session, other if what == "stream" else plan, "send" if what == "verb" else "note", again)
    assert [reason.code for reason in refused.value.reasons] == ["command-reused"]


def test_a_refused_command_is_decided_afresh(database: Database) -> None:
    plan = toy.begun(database)
    asked = toy.command()
    with pytest.raises(Refusal), writing(database) as session:
        toy.moved(session, plan, "send", asked, facts=Facts(words=""))
    with writing(database) as session:
        assert not toy.moved(session, plan, "send", asked).repeated


def test_a_stale_form_is_told_what_happened_since_even_when_the_state_came_back(database: Database) -> None:
    plan = toy.begun(database)
    for verb, actor in (("send", toy.WRITER), ("return", toy.READER)):
        with writing(database) as session:
            toy.moved(session, plan, verb, toy.command(actor, reason="Mend it."))
    with pytest.raises(Stale) as stale, writing(database) as session:
        toy.moved(session, plan, "send", toy.command(expected=1))
    assert (stale.value.current, stale.value.since) == (3, ("plan.send", "plan.return"))
    with writing(database) as session:
        assert toy.moved(session, plan, "send", toy.command(expected=3)).state == "review"


def test_fifty_at_once_have_one_winner(database: Database) -> None:
    plan = toy.begun(database)
    won, told, errors = [], [], []

    def click(number: int) -> None:
        try:
            with writing(database) as session:
                won.append(toy.moved(session, plan, "send", toy.command(expected=1, click=number)))
        except Stale as stale:
            told.append(stale.current)
        except BaseException as error:
            errors.append(error)

    threads = [threading.Thread(target=click, args=(number,)) for number in range(50)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert errors == []
    assert (len(won), told) == (1, [2] * 49)


def test_one_click_sent_twenty_times_at_once_is_one_event(database: Database) -> None:
    plan = toy.begun(database)
    asked, answers, errors = toy.command(expected=1), [], []

    def click() -> None:
        try:
            with writing(database) as session:
                answers.append(toy.moved(session, plan, "send", asked).repeated)
        except BaseException as error:
            errors.append(error)

    threads = [threading.Thread(target=click) for _ in range(20)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert errors == []
    assert sorted(answers) == [False] + [True] * 19


def test_a_stream_begun_twice_at_once_is_begun_once(database: Database) -> None:
    plan, done, refused, errors = toy.Plan(), [], [], []

    def start() -> None:
        try:
            with writing(database) as session:
                done.append(
                    begin(
                        session,
                        toy.command(),
                        toy.registered(),
                        stream=plan.stream,
                        write=lambda _: Effect(),
                        watched=plan.watched,
                        kind="plan.begun",
                    )
                )
        except Refusal as refusal:
            refused.append(refusal)
        except BaseException as error:
            errors.append(error)

    threads = [threading.Thread(target=start) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert (errors, len(done), len(refused)) == ([], 1, 7)


def test_arming_again_moves_the_open_deadline_and_ending_it_makes_room_for_another(database: Database) -> None:
    plan = toy.begun(database)
    for due_on, done in ((date(2027, 1, 1), ()), (date(2027, 2, 1), ()), (date(2028, 2, 1), ("review",))):
        effect = Effect(arm=[toy.arming(due_on)], done=done)
        with writing(database) as session:
            toy.moved(session, plan, "note", toy.command(), write=lambda *_, effect=effect: effect)
    with reading(database) as session:
        assert [(one.due_on, one.armed_seq) for one in open_deadlines(session, plan.stream)] == [(date(2028, 2, 1), 4)]
        every = session.exec(select(Deadline).where(Deadline.stream == plan.stream).order_by(Deadline.armed_seq))  # type: ignore[arg-type]
        assert [(one.state, one.due_on, one.ended_seq) for one in every] == [
            ("done", date(2027, 2, 1), 4),
            ("waiting", date(2028, 2, 1), None),
        ]


def test_what_is_only_recorded_cannot_pose_as_a_step(database: Database) -> None:
    plan = toy.begun(database)
    with pytest.raises(ValueError, match="cannot carry verb"), writing(database) as session:
        record(session, toy.command(), "note", stream=plan.stream, write=lambda *_: Effect(data={"verb": "send"}))


def test_deadlines_without_an_owner_are_refused_not_forgotten(database: Database) -> None:
    with pytest.raises(ValueError, match="give `watched`"), writing(database) as session:
        record(
            session, toy.command(), "note", stream="agency", write=lambda *_: Effect(arm=[toy.arming(date(2027, 1, 1))])
        )


def test_an_error_of_the_database_never_shows_the_words(database: Database) -> None:
    plan = toy.begun(database)
    words = "I want a garden."
    asked = Command("x" * 30, toy.WRITER, toy.AT, {"words": words})
    with pytest.raises(SQLAlchemyError) as failed, writing(database) as session:
        toy.moved(
            session,
            plan,
            "note",
            asked,
            write=lambda *_: Effect(tell=[replace(toy.telling(uuid4()), path=None)]),  # type: ignore[arg-type]
        )
    assert words not in str(failed.value)
    assert rows(database)[0] == 1


def test_a_second_write_inside_a_write_says_so_instead_of_waiting_for_itself(sqlite_url: str) -> None:
    with (
        toy.opened(sqlite_url) as database,
        writing(database),
        pytest.raises(RuntimeError, match="wait for itself"),
        writing(database),
    ):
        pass


@given(
    path=st.lists(st.sampled_from(["send", "return", "approve", "note", "finish", "close", "fall_due"]), max_size=6),
    actor=st.sampled_from([toy.WRITER, toy.READER, toy.NOBODY, toy.CLOCK]),
    facts=st.builds(
        Facts,
        words=st.sampled_from(["", "yes"]),
        signed=st.booleans(),
        approved_by=st.sampled_from(["", toy.READER.account]),
    ),
)
@settings(max_examples=60)
def test_options_and_firing_never_disagree_and_options_write_nothing(
    tmp_path_factory: pytest.TempPathFactory, path: list[str], actor: Any, facts: Facts
) -> None:
    database = _shared(tmp_path_factory)
    plan = toy.begun(database)
    roles = {
        "send": toy.WRITER,
        "return": toy.READER,
        "approve": toy.READER,
        "close": toy.WRITER,
        "fall_due": toy.CLOCK,
    }
    for verb in path:
        try:
            with writing(database) as session:
                toy.moved(session, plan, verb, toy.command(roles.get(verb, toy.WRITER), reason="So."))
        except Refusal:
            continue
    with reading(database) as session:
        before = peek(session, plan.stream)
        offered = options(session, actor, stream=plan.stream, facts=facts)
        assert options(session, actor, stream=plan.stream, facts=facts) == offered
        assert peek(session, plan.stream) == before
    open_moves = {option.verb for option in offered if option.open}
    assert {option.verb for option in offered} == set(lifecycles.get("toy", 1).verbs(before.state or ""))
    for option in offered:
        fired, reasons = _tried(database, plan, option.verb, actor, facts)
        assert fired == (option.verb in open_moves)
        assert reasons == (() if fired else option.reasons)


def _tried(database: Database, plan: toy.Plan, verb: str, actor: Any, facts: Facts) -> tuple[bool, Any]:
    """Fire for real, then take it back, so that each option is tried from the same place."""

    class Undo(Exception):
        pass

    try:
        with writing(database) as session:
            toy.moved(session, plan, verb, toy.command(actor, reason="So."), facts=facts)
            raise Undo
    except Undo:
        return True, ()
    except Refusal as refusal:
        return False, refusal.reasons


_databases: dict[str, Database] = {}


def _shared(factory: pytest.TempPathFactory) -> Database:
    if "one" not in _databases:
        with toy.opened(f"sqlite:///{factory.mktemp('options') / 'o.db'}") as made:
            url = made.url
        toy.registered()
        _databases["one"] = open_database(url)
    return _databases["one"]
