"""A screen that locks hides everything and loses nothing."""

from collections.abc import Callable
from datetime import datetime, timedelta, tzinfo

import pytest
from sqlmodel import select

from engine import clock
from engine.accounts import Account
from engine.database import Database, reading, writing
from engine.held_forms import HeldForm, forget_held, hold
from engine.quotes import QuoteText
from engine.rounds import answers_of, open_round
from tests.cast import NOW, plan_of
from tests.web.browser import Browser
from tests.web.pages.test_handing_over import hand_over
from workflows.accounts import end_sessions
from workflows.demo import PASSWORD

Visit = Callable[[str], Browser]


@pytest.fixture
def later(monkeypatch: pytest.MonkeyPatch) -> Callable[[int], None]:
    """`later(6)`: six minutes on."""

    def go(minutes: int) -> None:
        class Later(datetime):
            @classmethod
            def now(cls, tz: tzinfo | None = None) -> datetime:  # type: ignore[override]
                return (NOW + timedelta(minutes=minutes)).astimezone(tz)

        monkeypatch.setattr(clock, "datetime", Later)

    return go


def test_a_staff_screen_locks_and_opens_at_the_same_address(visit_as: Visit, later: Callable[[int], None]) -> None:
    sam = visit_as("sam")
    sam.visit("/people")
    later(31)
    locked = sam.visit("/people")
    assert locked.title == "The screen is locked"
    assert "Rosa" not in locked.text
    sam.submit("/locked", {"password": "not it"}, status=422)
    assert sam.submit("/locked", {"password": PASSWORD}).path == "/people"


def test_a_handed_over_screen_locks_after_five_minutes_and_the_coordinator_opens_it(
    visit_as: Visit, house: Database, later: Callable[[int], None]
) -> None:
    rosas = hand_over(visit_as("sam"), house, "rosa")
    rosas.submit("/my-plan/with-you", {"kind": "nobody"})
    later(4)
    assert rosas.visit("/my-plan").title == "This is your plan"
    later(10)
    locked = rosas.visit("/my-plan")
    assert locked.title == "The screen is locked"
    assert "Sam" in locked.text
    assert "Rosa" not in locked.text
    assert rosas.submit("/locked", {"password": PASSWORD}).path == "/my-plan"


def test_an_answer_pressed_on_a_locked_screen_is_kept_and_sent_on(
    visit_as: Visit, house: Database, later: Callable[[int], None]
) -> None:
    with reading(house) as session:
        plan = plan_of(session, "rosa")
        current = open_round(session, plan.id)
        assert current is not None
        before = len(answers_of(session, current.id))
    rosas = hand_over(visit_as("sam"), house, "rosa")
    part = f"/my-plan/{plan.id}/talk"
    rosas.visit("/my-plan/talk")
    later(6)
    said = "Wait for me.\r\nI am slow, “really”."
    locked = rosas.submit(part, {"words": said, "who": "coordinator"})
    assert locked.title == "The screen is locked"
    held = rosas.submit("/locked", {"password": PASSWORD})
    assert held.title == "You sent something while the screen was locked"
    with writing(house) as session:
        assert forget_held(session, at=NOW + timedelta(minutes=7)) == 0
    done = rosas.submit(part)
    assert done.path == part
    assert rosas.visit("/held").title != held.title, "it is not offered a second time"
    with writing(house) as session:
        assert forget_held(session, at=NOW + timedelta(minutes=7)) == 1
        assert session.exec(select(HeldForm)).all() == []
    with reading(house) as session:
        assert len(answers_of(session, current.id)) == before
        texts = [row.text for row in session.exec(select(QuoteText))]
    assert "Wait for me.\nI am slow, “really”." in texts


def test_a_form_sent_to_a_locked_screen_by_htmx_stays_on_its_page(
    visit_as: Visit, later: Callable[[int], None]
) -> None:
    sam = visit_as("sam")
    later(31)
    token = sam.page.form("/sign-out")["csrf_token"][0]  # type: ignore[union-attr]
    headers = {"hx-request": "true", "origin": "http://testserver.local"}
    answer = sam.client.post("/device-keys", data={"csrf_token": token}, headers=headers)
    assert answer.status_code == 401
    assert "stays on this page" in answer.text
    assert sam.client.get("/people", headers=headers).status_code == 204


def test_the_press_that_locks_leads_back_to_the_same_page(visit_as: Visit) -> None:
    sam = visit_as("sam")
    sam.visit("/people")
    assert sam.submit("/lock").title == "The screen is locked"
    assert sam.submit("/locked", {"password": PASSWORD}).path == "/people"


def test_somebody_locks_the_screen_in_one_press(visit_as: Visit) -> None:
    sam = visit_as("sam")
    token = sam.page.form("/sign-out")["csrf_token"][0]  # type: ignore[union-attr]
    sam.client.post("/lock", data={"csrf_token": token}, headers={"origin": "http://testserver.local"})
    assert sam.visit("/people").title == "The screen is locked"


def test_what_a_locked_screen_kept_goes_with_the_sessions_that_somebody_else_ends(
    visit_as: Visit, house: Database, later: Callable[[int], None]
) -> None:
    rosa = visit_as("rosa")
    with reading(house) as session:
        plan = plan_of(session, "rosa").id
        account = session.exec(select(Account.id).where(Account.sign_in_name == "rosa")).one()
    rosa.visit("/my-plan/talk")
    later(31)
    rosa.submit(f"/my-plan/{plan}/talk", {"words": "half typed", "who": "coordinator"})
    with reading(house) as session:
        assert len(session.exec(select(HeldForm)).all()) == 1
    with writing(house) as session:
        end_sessions(session, account)
    with reading(house) as session:
        assert session.exec(select(HeldForm)).all() == []


def test_a_form_that_no_session_can_send_on_is_forgotten(house: Database) -> None:
    with writing(house) as session:
        hold(session, b"x" * 32, "/my-plan", {"words": ["half typed"]}, at=NOW)
    with writing(house) as session:
        assert forget_held(session, at=NOW) == 1
        assert session.exec(select(HeldForm)).all() == []


def test_every_page_of_the_room_hides_with_one_press_and_comes_back_only_after_unlocking(
    visit_as: Visit, house: Database
) -> None:
    rosa = visit_as("rosa")
    with reading(house) as session:
        base = f"/my-plan/{plan_of(session, 'rosa').id}"
    for path in ("/my-plan", "/my-plan/talk", "/my-plan/else", f"{base}/parts/2", f"{base}/meeting/away", "/messages"):
        page = rosa.visit(path)
        assert page.form("/lock")["next"] == [path], path
        locked = rosa.submit("/lock")
        assert locked.title == "The screen is locked"
        assert "Rosa" not in locked.title + locked.text.replace("Your password, Rosa Delgado", "")
        assert rosa.visit(path).title == "The screen is locked"
        back = rosa.submit("/locked", {"password": PASSWORD})
        assert back.path == path


def test_in_a_hand_over_only_the_coordinator_brings_a_hidden_page_back(visit_as: Visit, house: Database) -> None:
    rosas = hand_over(visit_as("sam"), house, "rosa")
    rosas.submit("/my-plan/with-you", {"kind": "nobody"})
    rosas.visit("/my-plan/talk")
    assert rosas.submit("/lock").title == "The screen is locked"
    assert rosas.submit("/locked", {"password": PASSWORD}).path == "/my-plan/talk"
