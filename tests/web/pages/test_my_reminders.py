"""Reminders: nobody is reminded who did not choose it; each way is gone as it was chosen; one press stops them."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from sqlalchemy.exc import DatabaseError
from sqlmodel import Session, col, select

from engine.accounts import Account
from engine.database import Database, reading, writing
from engine.deadlines import Deadline
from engine.outbox import Message
from engine.reminders import ReminderTask
from engine.settings import Settings
from tests.cast import NOW, plan_of
from tests.web.browser import Browser
from web.delivering import words_of
from workflows.monitoring import sweep_due
from workflows.reminders import REMIND, REMINDER

VisitAs = Callable[[str], Browser]


def choose(rosa: Browser, how: str, often: str = "") -> str:
    rosa.visit("/my-plan/reminders")
    page = rosa.submit("/my-plan/reminders", {"how": how})
    if often:
        page = rosa.submit("/my-plan/reminders/often", {"often": often})
    return page.text


def told(session: Session, kind: str = REMINDER) -> list[Message]:
    return list(session.exec(select(Message).where(Message.kind == kind).order_by(col(Message.created_at))))


def mornings(house: Database, days: int) -> None:
    for day in range(1, days + 1):
        sweep_due(house, at=NOW + timedelta(days=day))


def test_nobody_is_reminded_who_did_not_choose_it(house: Database) -> None:
    mornings(house, 15)
    with reading(house) as session:
        assert told(session) == []


def test_one_press_says_how_and_one_how_often_and_then_they_come(house: Database, visit_as: VisitAs) -> None:
    text = choose(visit_as("rosa"), "here", "2")
    assert "You are reminded every two days while something waits for you." in text
    mornings(house, 5)
    sweep_due(house, at=NOW + timedelta(days=5))
    with reading(house) as session:
        rows = told(session)
        rosa = session.exec(select(Account).where(Account.sign_in_name == "rosa")).one()
        assert [row.recipient for row in rows] == [rosa.id, rosa.id]
        assert {row.state for row in rows} == {"here"}, "What she wants to read here is not mailed."


def test_a_reminder_says_nothing_of_the_plan(house: Database, visit_as: VisitAs, settings: Settings) -> None:
    choose(visit_as("rosa"), "here", "2")
    mornings(house, 2)
    with reading(house) as session:
        words = words_of(told(session)[0], settings)
    for name in ("Rosa", "Delgado", "Sam", "bus", "ISP"):
        assert name not in words.subject + words.body
    assert words.subject == "Something here waits for you"


def test_she_stops_them_where_the_message_is(house: Database, visit_as: VisitAs) -> None:
    rosa = visit_as("rosa")
    choose(rosa, "here", "2")
    mornings(house, 2)
    page = rosa.visit("/messages")
    assert "Stop reminding me" in page.text
    page = rosa.submit("/my-plan/reminders", {"how": "none"})
    assert "Nobody reminds you now." in page.text
    mornings(house, 12)
    with reading(house) as session:
        assert len(told(session)) == 1


def test_one_is_enough_means_one(house: Database, visit_as: VisitAs) -> None:
    choose(visit_as("rosa"), "here", "0")
    mornings(house, 30)
    with reading(house) as session:
        assert len(told(session)) == 1


@pytest.mark.parametrize(
    ("how", "words", "done"),
    [("call", "wants to be called", "I called"), ("letter", "wants a letter", "The letter went")],
)
def test_a_call_and_a_letter_are_somebodys_work_with_a_day(
    house: Database, visit_as: VisitAs, how: str, words: str, done: str
) -> None:
    choose(visit_as("rosa"), how, "7")
    mornings(house, 15)
    with reading(house) as session:
        task = session.exec(select(ReminderTask)).one()
        deadline = session.exec(select(Deadline).where(Deadline.kind == REMIND)).one()
        assert deadline.owner == plan_of(session, "rosa").coordinator_id
        assert told(session) == []
        path = f"/plans/{plan_of(session, 'rosa').id}/round"
    sam = visit_as("sam")
    assert "Wants to be reminded by a call or a letter" in sam.visit("/").text
    page = sam.visit(path)
    assert f"Rosa {words}" in page.text
    assert done in page.text
    forms = [form for form in page.tree.iter("form") if form.get("action") == f"{path}/reminders"]
    assert len(forms) == 1
    page = sam.submit(f"{path}/reminders")
    assert words not in page.text
    with reading(house) as session:
        assert session.exec(select(Deadline).where(Deadline.kind == REMIND)).one().state == "done"
    with pytest.raises(DatabaseError, match="Ownwords keeps reminder_task"), writing(house) as session:
        session.connection().exec_driver_sql("DELETE FROM reminder_task")
    assert task.how == how


def test_stopping_takes_the_call_from_who_had_to_make_it(house: Database, visit_as: VisitAs) -> None:
    rosa = visit_as("rosa")
    choose(rosa, "call", "7")
    mornings(house, 8)
    choose(rosa, "none")
    assert "wants to be called" not in visit_as("sam").visit(path_of(house)).text
    with reading(house) as session:
        assert session.exec(select(Deadline).where(Deadline.kind == REMIND)).one().state == "cancelled"


def test_who_has_answered_or_signed_is_not_reminded(house: Database, visit_as: VisitAs) -> None:
    choose(visit_as("marcus"), "here", "2")
    mornings(house, 6)
    with reading(house) as session:
        assert told(session) == []


def test_mail_is_offered_only_where_there_is_an_address_and_a_server(house: Database, visit_as: VisitAs) -> None:
    page = visit_as("rosa").visit("/my-plan/reminders")
    assert "An e-mail" not in page.text
    presses = [one for one in page.tree.iter("button") if one.get("name") == "how"]
    assert len(presses) == 4


@pytest.mark.parametrize("who", ["gail", "leo", "sam"])
def test_it_is_the_persons_own_page(visit_as: VisitAs, who: str) -> None:
    visit_as(who).visit("/my-plan/reminders", status=404)


def path_of(house: Database) -> str:
    with reading(house) as session:
        return f"/plans/{plan_of(session, 'rosa').id}/round"
