"""Asking for a meeting: page by page with one press each, who should stay away, and what became of it."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from sqlalchemy.exc import DatabaseError
from sqlmodel import Session, select

from engine.accounts import Account
from engine.database import Database, reading, writing
from engine.deadlines import Deadline
from engine.events import events
from engine.meeting_asks import MeetingAsk, MeetingAskPerson, MeetingAskStep, UnsentMeetingAsk, Wish
from engine.meetings import Meeting, attendance_at
from engine.outbox import Message
from engine.people import Relation
from engine.quotes import Quote
from tests.cast import NOW, TODAY, plan_of
from tests.web.browser import Browser, Opened
from workflows.meeting_asks import MEETING
from workflows.monitoring import sweep_due

VisitAs = Callable[[str], Browser]


def room_of(house: Database, who: str = "rosa") -> str:
    with reading(house) as session:
        return f"/my-plan/{plan_of(session, who).id}"


def staff_page(house: Database, who: str = "rosa") -> str:
    with reading(house) as session:
        return f"/plans/{plan_of(session, who).id}/asked-meetings"


def key_of(session: Session, name: str, *, who: str = "rosa") -> str:
    """What a page sends for somebody of the circle, or of the staff."""
    plan = plan_of(session, who)
    row = session.exec(select(Relation).where(Relation.person_id == plan.person_id, Relation.name == name)).first()
    return f"r-{row.id}" if row else f"a-{session.exec(select(Account).where(Account.name == name)).one().id}"


def press_name(browser: Browser, base: str, step: str, key: str) -> Opened:
    """Leaf through the names until this one is there, and press it."""
    page = browser.visit(f"{base}/meeting/{step}")
    for _turn in range(10):
        if any(button.get("value") == key for button in page.tree.iter("button")):
            return browser.submit(f"{base}/meeting/{step}", {"press": key})
        page = browser.click("Go on")
    raise AssertionError(f"{key} stands on no page of {step}.")


def ask(browser: Browser, base: str, *, come: list[str] | None = None, away: list[str] | None = None) -> Opened:
    if away is None:
        away = []
    if come is None:
        come = []
    for key in come:
        press_name(browser, base, "come", key)
    for key in away:
        press_name(browser, base, "away", key)
    browser.visit(f"{base}/meeting/place")
    browser.submit(f"{base}/meeting/place", {"press": "home"})
    browser.submit(f"{base}/meeting/time_of_day", {"press": "morning"})
    browser.submit(f"{base}/meeting/interpreter", {"press": "none"})
    page = browser.submit(f"{base}/meeting/travel", {"press": "ride"})
    assert page.title == "Is this the meeting you want?"
    return browser.submit(f"{base}/meeting")


def test_every_page_is_one_question_with_at_most_five_presses(house: Database, visit_as: VisitAs) -> None:
    rosa, base = visit_as("rosa"), room_of(house)
    rosa.visit("/my-plan/talk")
    rosa.click("I want a meeting")
    page = rosa.click("I want a meeting")
    titles = []
    for _turn in range(20):
        titles.append(page.title)
        main = next(page.tree.iter("main"))
        presses = [one for one in main.iter() if "big-button" in (one.get("class") or "")]
        assert 1 <= len(presses) <= 5, (page.title, len(presses))
        if page.title == "Is this the meeting you want?":
            break
        if "Skip this" in page.links:
            page = rosa.click("Skip this")
        elif "Go on" in page.links:
            page = rosa.click("Go on")
        else:
            page = rosa.submit(f"{base}/meeting/else")
    assert list(dict.fromkeys(titles)) == [
        "Who should come?",
        "Should somebody else come?",
        "Is there somebody who should not come?",
        "Where do you want to meet?",
        "When is a good time?",
        "Do you want an interpreter?",
        "Do you need help to get there?",
        "Is this the meeting you want?",
    ]


def test_what_she_asked_is_kept_and_her_coordinator_has_a_day(house: Database, visit_as: VisitAs) -> None:
    rosa, base = visit_as("rosa"), room_of(house)
    with reading(house) as session:
        leo, sam = key_of(session, "Leo Delgado"), key_of(session, "Sam Okoye")
    press_name(rosa, base, "come", sam)
    page = press_name(rosa, base, "come", leo)
    assert 'aria-pressed="true"' in page.html
    rosa.visit(f"{base}/meeting/else")
    rosa.submit(f"{base}/meeting/else", {"else": "my cousin from the bakery"})
    page = ask(rosa, base)
    assert "It is written down. You get an answer by" in page.text
    assert "my cousin from the bakery" in page.text
    with reading(house) as session:
        row = session.exec(select(MeetingAsk)).one()
        assert (row.asked_as, row.place, row.time_of_day, row.interpreter, row.travel) == (
            "participant", "home", "morning", "none", "ride",
        )  # fmt: skip
        names = [one.name for one in session.exec(select(MeetingAskPerson).order_by(MeetingAskPerson.id))]
        assert sorted(names) == ["Leo Delgado", "Sam Okoye", "my cousin from the bakery"]
        deadline = session.exec(select(Deadline).where(Deadline.kind == MEETING)).one()
        assert deadline.due_on == row.answer_by
        assert deadline.owner == plan_of(session, "rosa").coordinator_id
        assert session.exec(select(UnsentMeetingAsk)).all() == []
        kinds = [one.kind for one in session.execute(select(events.c.kind).where(events.c.kind == "meeting.asked"))]
        assert kinds == ["meeting.asked"]
    sam_ = visit_as("sam")
    assert "Asked for a meeting" in sam_.visit("/").text
    page = sam_.visit(staff_page(house))
    assert "Leo Delgado" in page.text
    assert "at the person’s home" in page.text
    assert "they need a ride" in page.text


@pytest.mark.parametrize("change", ["UPDATE meeting_ask SET place = 'here'", "DELETE FROM meeting_ask_person"])
def test_the_database_refuses_to_change_what_was_asked(house: Database, visit_as: VisitAs, change: str) -> None:
    with reading(house) as session:
        sam = key_of(session, "Sam Okoye")
    ask(visit_as("rosa"), room_of(house), come=[sam])
    with pytest.raises(DatabaseError, match="Ownwords keeps meeting_ask"), writing(house) as session:
        session.connection().exec_driver_sql(change)


def test_nothing_is_known_before_she_sends_it(house: Database, visit_as: VisitAs) -> None:
    rosa, base = visit_as("rosa"), room_of(house)
    with reading(house) as session:
        leo = key_of(session, "Leo Delgado")
    press_name(rosa, base, "come", leo)
    sam = visit_as("sam")
    assert "Nobody asks for a meeting now." in sam.visit(staff_page(house)).text
    assert "Asked for a meeting" not in sam.visit("/").text
    assert "Go on where you stopped" in rosa.visit(f"{base}/meeting").text


def test_who_should_stay_away_is_told_to_the_coordinator_alone(house: Database, visit_as: VisitAs) -> None:
    rosa, base = visit_as("rosa"), room_of(house)
    with reading(house) as session:
        leo = key_of(session, "Leo Delgado")
    page = ask(rosa, base, away=[leo])
    assert "Who should not come: Leo Delgado" in page.text
    assert "Who should not come" in visit_as("sam").visit(staff_page(house)).text
    supervisor = visit_as("grace")
    page = supervisor.visit(staff_page(house))
    assert "Rosa asks for a meeting" in page.text
    assert "Who should not come" not in page.text
    assert "Leo Delgado" not in page.text


def test_a_coordinator_who_should_stay_away_learns_of_nothing(house: Database, visit_as: VisitAs) -> None:
    rosa, base = visit_as("rosa"), room_of(house)
    with reading(house) as session:
        sam = key_of(session, "Sam Okoye")
    ask(rosa, base, away=[sam])
    coordinator = visit_as("sam")
    for address in (
        "/",
        "/deadlines",
        staff_page(house),
        "/messages",
        staff_page(house).replace("asked-meetings", "round"),
    ):
        page = coordinator.visit(address)
        assert "sked for a meeting" not in page.text, address
        assert "Rosa asks for" not in page.text, address
    supervisor = visit_as("grace")
    assert "Asked for a meeting" in supervisor.visit("/").text
    assert "Who should not come" in supervisor.visit(staff_page(house)).text
    with reading(house) as session:
        told = [row.recipient for row in session.exec(select(Message).where(Message.kind == MEETING))]
        assert told
        assert plan_of(session, "rosa").coordinator_id not in told
    sweep_due(house, at=NOW + timedelta(days=10))
    with reading(house) as session:
        told = [row.recipient for row in session.exec(select(Message).where(Message.kind == MEETING))]
        assert len(told) >= 2
        assert plan_of(session, "rosa").coordinator_id not in told


def test_nobody_is_asked_to_come_and_to_stay_away(house: Database, visit_as: VisitAs) -> None:
    rosa, base = visit_as("rosa"), room_of(house)
    with reading(house) as session:
        leo = key_of(session, "Leo Delgado")
    ask(rosa, base, come=[leo], away=[leo])
    with reading(house) as session:
        assert [row.wish for row in session.exec(select(MeetingAskPerson))] == [Wish.STAY_AWAY]


def test_who_sits_beside_her_does_not_see_whom_she_named_when_she_was_alone(house: Database, visit_as: VisitAs) -> None:
    rosa, base = visit_as("rosa"), room_of(house)
    with reading(house) as session:
        leo = key_of(session, "Leo Delgado")
    press_name(rosa, base, "away", leo)
    rosa.visit("/my-plan/with-you")
    rosa.submit("/my-plan/with-you", {"kind": "chosen", "name": "Leo Delgado"})
    page = rosa.visit(f"{base}/meeting/away")
    assert "This page is for when you are alone." in page.text
    assert "Leo Delgado" not in page.text
    assert "should not come" not in rosa.visit(f"{base}/meeting/check").text
    rosa.submit(f"{base}/meeting")
    assert "should not come" not in rosa.visit(f"{base}/meeting").text
    with reading(house) as session:
        assert [row.wish for row in session.exec(select(MeetingAskPerson))] == [Wish.STAY_AWAY]


def test_she_sees_the_day_and_the_meeting_is_written_down_from_it(house: Database, visit_as: VisitAs) -> None:
    rosa, base = visit_as("rosa"), room_of(house)
    with reading(house) as session:
        leo = key_of(session, "Leo Delgado")
    ask(rosa, base, come=[leo])
    sam, page = visit_as("sam"), staff_page(house)
    with reading(house) as session:
        row = session.exec(select(MeetingAsk)).one()
    sam.visit(page)
    refused = sam.submit(f"{page}/{row.id}", {"meets_on": (TODAY - timedelta(days=1)).isoformat()}, status=422)
    assert "lies ahead" in refused.text
    sam.submit(f"{page}/{row.id}", {"meets_on": TODAY.isoformat(), "meets_at": "at 2 pm, at her home", "text": ""})
    with reading(house) as session:
        assert session.exec(select(Deadline).where(Deadline.kind == MEETING)).one().state == "done"
    told = rosa.visit(f"{base}/meeting").text
    assert "The meeting is on March 20, 2026." in told
    assert "at 2 pm, at her home" in told
    assert "There is an answer about the meeting you asked for" in rosa.visit("/messages").text
    sam.visit(page)
    form = sam.visit(f"{page.replace('asked-meetings', 'meetings/new')}?asked={row.id}")
    fields = form.form(page.replace("asked-meetings", "meetings/new"))
    assert fields["name-1"] == ["Leo Delgado"]
    assert fields["invited-1"] == ["yes"]
    assert fields["held_on"] == [TODAY.isoformat()]
    sam.submit(page.replace("asked-meetings", "meetings/new"))
    with reading(house) as session:
        steps = [step.became for step in session.exec(select(MeetingAskStep).order_by(MeetingAskStep.id))]
        assert steps == ["answered", "held"]
        meeting = session.exec(select(Meeting).order_by(Meeting.id.desc())).first()
        assert meeting
        assert meeting.chosen_by_person
        assert [one.name for one in attendance_at(session, meeting.id)] == ["Leo Delgado"]
    assert "You met on March 20, 2026." in rosa.visit(f"{base}/meeting").text


def test_she_says_more_in_her_words_and_takes_it_all_back(house: Database, visit_as: VisitAs) -> None:
    rosa, base = visit_as("rosa"), room_of(house)
    ask(rosa, base)
    with reading(house) as session:
        row = session.exec(select(MeetingAsk)).one()
    rosa.click("Say more about it")
    page = rosa.submit(f"{base}/asked/{row.id}/words", {"words": "about the bus,\nnot the money"})
    assert page.quotes == ["about the bus,\nnot the money"]
    assert visit_as("sam").visit(staff_page(house)).quotes == ["about the bus,\nnot the money"]
    assert visit_as("grace").visit(staff_page(house)).quotes == []
    rosa.visit(f"{base}/meeting")
    page = rosa.submit(f"{base}/asked/{row.id}/taken-back")
    assert "You took this back on" in page.text
    assert "Nobody asks for a meeting now." in visit_as("sam").visit(staff_page(house)).text
    with reading(house) as session:
        assert session.exec(select(Deadline).where(Deadline.kind == MEETING)).one().state == "done"
        assert session.exec(select(Quote).where(Quote.said_on == TODAY)).first() is not None


def test_a_guardian_asks_in_their_own_right_and_sees_nothing_of_his(house: Database, visit_as: VisitAs) -> None:
    marcus, base = visit_as("marcus"), room_of(house, "marcus")
    with reading(house) as session:
        gail = key_of(session, "Gail Webb", who="marcus")
    ask(marcus, base, away=[gail])
    guardian = visit_as("gail")
    page = guardian.visit(f"{base}/meeting")
    assert page.title == "Ask for a meeting"
    assert "should not come" not in page.text
    guardian.visit(f"{base}/meeting/away", status=404)
    page = guardian.visit(f"{base}/meeting/come")
    names = [button.get("value") for button in page.tree.iter("button") if button.get("name") == "press"]
    assert len(names) == 2
    assert names[0] == "person"
    guardian.submit(f"{base}/meeting/come", {"press": "person"})
    guardian.visit(f"{base}/meeting/check")
    guardian.submit(f"{base}/meeting")
    page = visit_as("sam").visit(staff_page(house, "marcus"))
    assert "Gail Webb, the guardian, asks for a meeting" in page.text
    with reading(house) as session:
        rows = session.exec(select(MeetingAsk).order_by(MeetingAsk.id)).all()
        assert [row.asked_as for row in rows] == ["participant", "guardian"]
    marcus.visit(f"{base}/asked/{rows[1].id}", status=404)
    guardian.visit(f"{base}/asked/{rows[0].id}", status=404)


@pytest.mark.parametrize("who", ["sam", "leo", "dana", "priya"])
def test_nobody_asks_for_her(house: Database, visit_as: VisitAs, who: str) -> None:
    visit_as(who).visit(f"{room_of(house)}/meeting", status=404)
