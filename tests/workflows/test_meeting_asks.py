"""Meetings that are asked for and reminders, on both databases: who has the work, once, and who learns of nothing."""

from datetime import timedelta

import pytest
from sqlalchemy.exc import DatabaseError
from sqlmodel import select

from engine.accounts import Account
from engine.database import Database, reading, writing
from engine.events import events
from engine.meeting_asks import MeetingAskStep, asks_read_by
from engine.outbox import Message
from engine.refusals import NotFound, Refusal
from engine.reminders import How, ReminderTask, open_tasks
from engine.waiting import meetings_asked_for, reminders_for
from tests.cast import NOW, TODAY, command_in, plan_of, visitor_in
from workflows import meeting_asks, reminders
from workflows.meeting_asks import Somebody
from workflows.monitoring import sweep_due


def sam_of(house: Database) -> Somebody:
    with reading(house) as session:
        account = session.exec(select(Account).where(Account.sign_in_name == "sam")).one()
        return Somebody(f"a-{account.id}", account.name, account.id)


@pytest.mark.parametrize(("away", "who"), [(False, "sam"), (True, "grace")])
def test_one_of_them_has_it_on_their_start_page(any_house: Database, away: bool, who: str) -> None:
    sam = sam_of(any_house)
    with writing(any_house) as session:
        plan = plan_of(session, "rosa")
        meeting_asks.choose(session, plan, command_in(any_house, "rosa"), place="home", travel="ride")
        meeting_asks.ask(session, plan, command_in(any_house, "rosa"), come=[], away=[sam] if away else [])
    with reading(any_house) as session:
        plan = plan_of(session, "rosa")
        has = {
            name: [row.plan_id for row in meetings_asked_for(session, visitor_in(any_house, name), on=TODAY)]
            for name in ("sam", "grace", "lena", "bev", "leo")
        }
        assert has == {name: [plan.id] if name == who else [] for name in has}
        reads = [name for name in has if asks_read_by(session, visitor_in(any_house, name), plan, on=TODAY)]
        assert reads == (["grace"] if away else ["sam", "grace"])


def test_the_same_press_twice_is_one_meeting_and_it_never_changes(any_house: Database) -> None:
    command = command_in(any_house, "rosa")
    for _press in range(2):
        with writing(any_house) as session:
            meeting_asks.ask(session, plan_of(session, "rosa"), command, come=[], away=[])
    with writing(any_house) as session:
        plan = plan_of(session, "rosa")
        (row,) = asks_read_by(session, visitor_in(any_house, "sam"), plan, on=TODAY)
        meeting_asks.withdraw(session, plan, command_in(any_house, "rosa"), row)
        with pytest.raises(Refusal, match="This is over"):
            meeting_asks.answer(session, plan, command_in(any_house, "sam"), row, text="Too late")
    for change in ("UPDATE meeting_ask SET place = 'here'", "DELETE FROM meeting_ask_step"):
        with pytest.raises(DatabaseError, match="Ownwords keeps meeting_ask"), writing(any_house) as session:
            session.connection().exec_driver_sql(change)
    with reading(any_house) as session:
        assert [step.became for step in session.exec(select(MeetingAskStep))] == ["withdrawn"]
        kinds = select(events.c.kind).where(events.c.kind.like("meeting.ask%"))
        assert sorted(session.scalars(kinds)) == ["meeting.ask_withdrawn", "meeting.asked"]


@pytest.mark.parametrize("who", ["sam", "leo", "bev", "dana"])
def test_nobody_asks_in_the_name_of_somebody_else(house: Database, who: str) -> None:
    with writing(house) as session, pytest.raises(NotFound):
        meeting_asks.ask(session, plan_of(session, "rosa"), command_in(house, who), come=[], away=[])


def test_a_call_is_wanted_once_however_often_the_clock_looks(any_house: Database) -> None:
    with writing(any_house) as session:
        reminders.choose(session, command_in(any_house, "rosa"), how=How.CALL, every_days=2)
    for day in (2, 2, 3, 4):
        sweep_due(any_house, at=NOW + timedelta(days=day))
    with reading(any_house) as session:
        plan = plan_of(session, "rosa")
        assert len(session.exec(select(ReminderTask)).all()) == 1
        assert len(open_tasks(session, plan.id)) == 1
        assert [row.plan_id for row in reminders_for(session, visitor_in(any_house, "sam"), on=TODAY)] == [plan.id]
        wanted = session.exec(select(Message).where(Message.kind == reminders.REMIND)).all()
        assert {row.recipient for row in wanted} == {plan.coordinator_id}
