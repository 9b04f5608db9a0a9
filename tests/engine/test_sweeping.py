"""The sweep: once each, whatever fails, however late, and however many sweep."""

import threading
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from uuid import uuid4

import pytest
from sqlalchemy import func
from sqlmodel import Session, col, select

from engine.database import Database, reading, writing
from engine.deadlines import Deadline, DeadlineState, open_deadlines
from engine.events import Event, history, peek
from engine.firing import Command, Effect, Outcome
from engine.outbox import Message
from engine.sweeping import PAUSES, Due, preview, sweep, try_again
from engine.upkeep import Heartbeat, once
from tests.engine import toy

MANAGER = uuid4()
DUE_ON = date(2027, 3, 2)
DUE_AT = datetime(2027, 3, 3, 5, 0, tzinfo=UTC)


@pytest.fixture
def database(database_url: str) -> Iterator[Database]:
    with toy.opened(database_url) as database:
        yield database


def tell(_session: Session, due: Due, _at: datetime) -> Effect:
    return Effect(tell=[toy.telling(MANAGER, f"review.{due.occasion}")])


def armed(database: Database, **more: object) -> toy.Plan:
    return toy.begun(
        database, effect=Effect(arm=[toy.arming(DUE_ON, **{"reminders": (30, 7), "repeat_days": 7, **more})])
    )


def swept(database: Database, at: datetime, handler: object = tell):  # type: ignore[no-untyped-def]
    return sweep(database, {"review": handler}, at=at, clock=toy.CLOCK)  # type: ignore[dict-item]


def told(database: Database) -> list[str]:
    with reading(database) as session:
        return list(session.exec(select(Message.kind).order_by(col(Message.created_at), col(Message.dedupe_key))))


def only(database: Database) -> Deadline:
    with reading(database) as session:
        return session.exec(select(Deadline)).one()


def test_nothing_happens_before_the_first_reminder_and_a_sign_of_life_is_left(database: Database) -> None:
    armed(database)
    quiet = swept(database, datetime(2027, 1, 31, 11, 59, tzinfo=UTC))
    assert (quiet.reminded, quiet.fell_due, told(database)) == (0, 0, [])
    with reading(database) as session:
        assert session.exec(select(Heartbeat.job)).all() == ["sweep"]


def test_a_year_of_daily_sweeps_raises_each_step_once(database: Database) -> None:
    plan = armed(database)
    day = datetime(2027, 1, 1, 12, 30, tzinfo=UTC)
    for _ in range(90):
        swept(database, day)
        swept(database, day)
        day += timedelta(days=1)
    assert told(database) == ["review.soon"] * 2 + ["review.due"] + ["review.late"] * 4
    with reading(database) as session:
        assert [event.kind for event in history(session, plan.stream)] == ["plan.begun", "deadline.fell_due"]


def test_a_reminder_does_not_make_an_open_form_stale(database: Database) -> None:
    plan = armed(database)
    swept(database, datetime(2027, 2, 1, 12, tzinfo=UTC))
    with reading(database) as session:
        assert peek(session, plan.stream).seq == 1
    assert told(database) == ["review.soon"]


def test_down_for_months_each_deadline_fires_once_with_the_due_time_and_no_storm(database: Database) -> None:
    plans = [armed(database) for _ in range(5)]
    late = datetime(2027, 6, 20, 12, tzinfo=UTC)
    assert swept(database, late).fell_due == 5
    assert told(database) == ["review.due"] * 5
    assert swept(database, late + timedelta(hours=1)).reminded == 0
    with reading(database) as session:
        for plan in plans:
            fell = history(session, plan.stream)[-1]
            assert fell.at == DUE_AT
            assert b'"noticed_at":"2027-06-20T12:00:00.000000+00:00"' in fell.body


def test_reminders_missed_are_one_reminder(database: Database) -> None:
    armed(database)
    swept(database, datetime(2027, 2, 28, 12, tzinfo=UTC))
    assert told(database) == ["review.soon"]


def test_falling_due_makes_the_move_the_definition_names(database: Database) -> None:
    plan = armed(database)

    def fall(session: Session, due: Due, at: datetime) -> Outcome:
        asked = Command(due.command_id("fall_due"), toy.CLOCK, at)
        return toy.moved(session, plan, "fall_due", asked, write=lambda *_: Effect(done=["review"]))

    swept(database, DUE_AT, fall)
    with reading(database) as session:
        assert peek(session, plan.stream).state == "signing"
        assert [event.kind for event in history(session, plan.stream)][1:] == ["deadline.fell_due", "plan.fall_due"]
        assert open_deadlines(session, plan.stream) == []


def test_a_handler_that_arms_the_next_date_is_left_alone(database: Database) -> None:
    armed(database)
    swept(database, DUE_AT, lambda *_: Effect(arm=[toy.arming(date(2028, 3, 2))]))
    deadline = only(database)
    assert (deadline.state, deadline.due_on, deadline.step) == ("waiting", date(2028, 3, 2), 0)


def test_acting_ends_the_reminders_at_once_and_arming_again_starts_them(database: Database) -> None:
    plan = armed(database)
    swept(database, DUE_AT)
    with writing(database) as session:
        toy.moved(session, plan, "note", toy.command(), write=lambda *_: Effect(done=["review"]))
    swept(database, DUE_AT + timedelta(days=30))
    assert told(database) == ["review.due"]
    with writing(database) as session:
        again = Effect(arm=[toy.arming(DUE_ON, repeat_days=7)])
        toy.moved(session, plan, "note", toy.command(), write=lambda *_: again)
    swept(database, DUE_AT + timedelta(days=31))
    assert told(database) == ["review.due", "review.due"]


def test_a_failing_handler_pushes_back_that_deadline_alone_until_it_is_stuck_and_shows(database: Database) -> None:
    bad, good = armed(database), armed(database)

    def fails(session: Session, due: Due, at: datetime) -> Effect:
        if due.stream == bad.stream:
            session.add(Heartbeat(job="half done", at=at))
            session.flush()
            raise ValueError("I want a garden.")
        return tell(session, due, at)

    at = DUE_AT
    first = swept(database, at, fails)
    assert (first.failed, first.fell_due) == (1, 1)
    assert swept(database, at, fails).failed == 0
    for _ in range(len(PAUSES)):
        at += timedelta(hours=12)
        swept(database, at, fails)
    with reading(database) as session:
        (deadline,) = open_deadlines(session, bad.stream)
        assert (deadline.state, deadline.attempts, deadline.last_error) == ("stuck", len(PAUSES) + 1, "ValueError")
        assert peek(session, bad.stream).seq == 1
        assert peek(session, good.stream).seq == 2
        assert session.get(Heartbeat, "half done") is None
    at += timedelta(days=1)
    with writing(database) as session:
        assert try_again(session, deadline.id, at=at)
        assert not try_again(session, deadline.id, at=at)
    assert swept(database, at).fell_due == 1


def test_a_kind_nobody_deals_with_is_not_lost(database: Database) -> None:
    armed(database)
    assert sweep(database, {}, at=DUE_AT, clock=toy.CLOCK).failed == 1
    assert only(database).state == DeadlineState.WAITING


def test_a_deadline_moved_while_the_sweep_looks_is_not_fired(database: Database) -> None:
    plans = [armed(database), armed(database)]

    def moves_the_other(session: Session, due: Due, at: datetime) -> Effect:
        (other,) = [plan for plan in plans if plan.stream != due.stream]
        later = Effect(arm=[toy.arming(date(2029, 1, 1))])
        toy.moved(session, other, "note", toy.command(), write=lambda *_: later)
        return tell(session, due, at)

    result = swept(database, DUE_AT, moves_the_other)
    assert (result.fell_due, result.moved) == (1, 1)


def test_the_preview_names_what_a_sweep_would_do_and_writes_nothing(database: Database) -> None:
    armed(database)
    with reading(database) as session:
        assert preview(session, on=date(2027, 1, 30)) == []
        assert [due.occasion for due in preview(session, on=date(2027, 1, 31))] == ["soon"]
        assert [due.occasion for due in preview(session, on=DUE_ON)] == ["due"]
        before = session.exec(select(func.count()).select_from(Event)).one()
    assert told(database) == []
    with reading(database) as session:
        assert session.exec(select(func.count()).select_from(Event)).one() == before
    assert only(database).step == 0


def test_four_sweepers_at_once_raise_everything_once(database: Database) -> None:
    plans = [armed(database) for _ in range(25)]
    errors: list[BaseException] = []

    def run() -> None:
        try:
            for hour in range(3):
                swept(database, DUE_AT + timedelta(hours=hour))
        except BaseException as error:
            errors.append(error)

    threads = [threading.Thread(target=run) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert errors == []
    assert told(database) == ["review.due"] * len(plans)
    with reading(database) as session:
        fell = session.exec(select(func.count()).select_from(Event).where(Event.kind == "deadline.fell_due")).one()
    assert fell == len(plans)


def test_sweeping_while_people_work_locks_nobody_out(database: Database) -> None:
    plans = [armed(database) for _ in range(10)]
    errors: list[BaseException] = []

    def works() -> None:
        try:
            for plan in plans:
                with writing(database) as session:
                    toy.moved(session, plan, "note", toy.command(), write=lambda *_: Effect(cancel=["other"]))
        except BaseException as error:
            errors.append(error)

    def sweeps() -> None:
        try:
            for turn in range(5):
                swept(database, DUE_AT + timedelta(days=7 * turn + 1))
        except BaseException as error:
            errors.append(error)

    threads = [threading.Thread(target=work) for work in (works, sweeps, works, sweeps)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert errors == []
    assert sorted(set(told(database))) == ["review.due", "review.late"]


def test_a_job_of_the_day_is_done_once_whoever_asks(database: Database) -> None:
    day = date(2026, 11, 1)
    with writing(database) as session:
        assert once(session, "digest", day, at=toy.AT)
    with writing(database) as session:
        assert not once(session, "digest", day, at=toy.AT)
        assert once(session, "digest", day + timedelta(days=1), at=toy.AT)
