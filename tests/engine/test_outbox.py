"""One cause, one message; one sender at a time; every end visible."""

from collections.abc import Iterator
from datetime import timedelta
from uuid import UUID, uuid4

import pytest
from sqlmodel import select

from engine import outbox
from engine.database import Database, reading, writing
from engine.outbox import LEASE, PAUSES, Message, Telling, messages_to, waiting_count
from tests.engine import toy

WHO = UUID(int=5)


@pytest.fixture
def database(database_url: str) -> Iterator[Database]:
    with toy.opened(database_url) as database:
        yield database


def post(database: Database, *, seq: int = 1, once: str | None = None) -> None:
    with writing(database) as session:
        outbox.post(session, Telling("review.due", WHO, "/plans/1", once=once), stream="plan:1", seq=seq, at=toy.AT)


def claimed(database: Database, *, minutes: float = 0) -> list[Message]:
    with writing(database) as session:
        return outbox.claim(session, at=toy.AT + timedelta(minutes=minutes))


def only(database: Database) -> Message:
    with reading(database) as session:
        return session.exec(select(Message)).one()


def test_one_cause_is_one_message_whoever_posts_it(database: Database) -> None:
    post(database, seq=1)
    post(database, seq=1)
    post(database, seq=2, once="deadline:1")
    post(database, seq=3, once="deadline:1")
    with reading(database) as session:
        assert len(messages_to(session, WHO)) == 2
        assert waiting_count(session, [WHO, uuid4()]) == 2


def test_a_claimed_message_is_nobody_elses_until_its_lease_ends(database: Database) -> None:
    post(database)
    (mine,) = claimed(database)
    assert claimed(database, minutes=1) == []
    (theirs,) = claimed(database, minutes=LEASE.total_seconds() / 60)
    with writing(database) as session:
        assert not outbox.store_words(session, mine, to="a@b", subject="s", body="b")
        assert outbox.store_words(session, theirs, to="a@b", subject="s", body="b")


def test_a_sender_that_stopped_while_handing_over_leaves_it_uncertain_and_never_sent_twice(database: Database) -> None:
    post(database)
    (mine,) = claimed(database)
    with writing(database) as session:
        assert outbox.store_words(session, mine, to="a@b", subject="s", body="b")
    assert claimed(database, minutes=3) == []
    assert only(database).state == "uncertain"


def test_a_slow_sender_that_comes_back_says_what_became_of_it(database: Database) -> None:
    post(database)
    (mine,) = claimed(database)
    with writing(database) as session:
        outbox.store_words(session, mine, to="a@b", subject="s", body="b")
    claimed(database, minutes=3)
    with writing(database) as session:
        outbox.sent(session, mine, at=toy.AT + timedelta(minutes=4))
    assert only(database).state == "sent"


def test_it_is_tried_again_after_growing_pauses_and_ends_as_failed(database: Database) -> None:
    post(database)
    minutes = 0.0
    for pause in (*PAUSES, None):
        (message,) = claimed(database, minutes=minutes)
        with writing(database) as session:
            outbox.failed(session, message, at=toy.AT + timedelta(minutes=minutes), error="refused")
        if pause is not None:
            assert claimed(database, minutes=minutes + pause - 0.1) == []
            minutes += pause
    ended = only(database)
    assert (ended.state, ended.attempts, ended.last_error) == ("failed", len(PAUSES) + 1, "refused")


def test_for_good_means_at_once(database: Database) -> None:
    post(database)
    (message,) = claimed(database)
    with writing(database) as session:
        outbox.failed(session, message, at=toy.AT, error="no such address", for_good=True)
    assert only(database).state == "failed"
