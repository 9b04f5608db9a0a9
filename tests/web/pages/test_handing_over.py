"""A device handed over to the person, through the door."""

import json
from collections.abc import Callable

import pytest
from litestar import Litestar
from sqlmodel import select

from engine.accounts import Account, WebSession
from engine.database import Database, reading
from engine.events import history
from engine.people import Relation
from engine.sittings import Sitting, SittingKind
from tests.cast import plan_of
from tests.web.browser import Browser
from workflows.demo import PASSWORD

Visit = Callable[[str], Browser]


@pytest.fixture
def at_rosas(visit_as: Visit, house: Database) -> Browser:
    """Sam’s tablet on Rosa’s kitchen table, handed over."""
    return hand_over(visit_as("sam"), house, "rosa")


def hand_over(browser: Browser, house: Database, who: str) -> Browser:
    with reading(house) as session:
        plan = plan_of(session, who).id
    browser.visit(f"/plans/{plan}")
    browser.submit(f"/plans/{plan}/hand-over")
    return browser


def test_one_press_opens_the_persons_room_and_asks_who_is_with_them(at_rosas: Browser, house: Database) -> None:
    assert at_rosas.page is not None
    assert at_rosas.page.title == "Is anyone helping you?"
    at_rosas.submit("/my-plan/with-you", {"kind": "nobody"})
    assert at_rosas.page.title == "This is your plan"
    assert "Give the device back to Sam" in at_rosas.page.text
    with reading(house) as session:
        sitting = session.exec(select(Sitting).where(Sitting.kind == SittingKind.HAND_OVER)).one()
    assert sitting.alone
    assert sitting.handed_over_by_name
    assert sitting.device == "coordinator’s"


def test_no_staff_address_opens_until_the_coordinators_password_is_given(at_rosas: Browser, house: Database) -> None:
    with reading(house) as session:
        plan = plan_of(session, "rosa").id
    for path in ("/", "/people", f"/plans/{plan}", f"/plans/{plan}/history", "/messages", "/sign-in", "/deadlines"):
        assert at_rosas.visit(path).path.startswith("/my-plan"), path
    at_rosas.visit("/give-back")
    at_rosas.submit("/give-back", {"password": "not it"}, status=422)
    back = at_rosas.submit("/give-back", {"password": PASSWORD})
    assert back.path == f"/plans/{plan}"
    assert "Sam" in back.text
    with reading(house) as session:
        sitting = session.exec(select(Sitting).where(Sitting.kind == SittingKind.HAND_OVER)).one()
        kinds = [event.kind for event in history(session, f"person:{sitting.person_id}")]
    assert sitting.ended_at is not None
    assert kinds[-2:] == ["sitting.began", "sitting.ended"]
    assert at_rosas.visit("/people").path == "/people"


def test_the_old_token_opens_nothing_while_the_device_is_handed_over(
    demo: Litestar, visit_as: Visit, house: Database
) -> None:
    sam = visit_as("sam")
    token = sam.client.cookies.get("ownwords") or ""
    hand_over(sam, house, "rosa")
    thief = Browser(demo)
    thief.client.cookies.set("ownwords", token)
    assert thief.visit("/people").title == "Sign in"
    sam.visit("/give-back")
    sam.submit("/give-back", {"password": PASSWORD})
    assert thief.visit("/people").title == "Sign in"


def test_an_account_without_a_password_is_made_for_a_person_who_has_none(visit_as: Visit, house: Database) -> None:
    with reading(house) as session:
        plan = plan_of(session, "Tom Baptiste")
        accounts = session.exec(select(Account).where(Account.person_id == plan.person_id)).all()
    assert not accounts
    browser = hand_over(visit_as("sam"), house, "Tom Baptiste")
    assert browser.page is not None
    assert browser.page.title == "Is anyone helping you?"
    with reading(house) as session:
        account = session.exec(select(Account).where(Account.person_id == plan.person_id)).one()
    assert account.password_hash is None


def test_what_the_person_answers_names_the_sitting_in_the_plans_history(at_rosas: Browser, house: Database) -> None:
    with reading(house) as session:
        plan = plan_of(session, "rosa")
    at_rosas.visit(f"/my-plan/{plan.id}/talk")
    at_rosas.visit("/my-plan/talk")
    at_rosas.submit(f"/my-plan/{plan.id}/talk", {"words": "I want to talk", "who": "coordinator"})
    with reading(house) as session:
        newest = history(session, plan.stream)[-1]
    assert b'"hand-over sitting"' in newest.body
    at_rosas.visit("/give-back")
    at_rosas.submit("/give-back", {"password": PASSWORD})
    told = at_rosas.visit(f"/plans/{plan.id}/history").text
    assert "Rosa Delgadohand-over sitting" in told
    assert "Handed over by Sam Okoye, on their device" in told


def test_the_person_ends_what_a_supporter_sees_at_once_and_the_event_names_the_sitting(
    at_rosas: Browser, visit_as: Visit, house: Database
) -> None:
    """Some people only ever come in this way, and an end must not wait until they sign in by themselves."""
    with reading(house) as session:
        plan = plan_of(session, "rosa")
        leo = session.exec(select(Relation).where(Relation.person_id == plan.person_id, Relation.name == "Leo Delgado"))
        end = f"/my-plan/circle/{leo.one().id}/end"
    his = visit_as("leo")
    his.visit(f"/people-you-support/{plan.id}/1")
    at_rosas.submit("/my-plan/with-you", {"kind": "nobody"})
    at_rosas.visit(end)
    assert "Leo Delgado" not in at_rosas.submit(end).text
    his.visit(f"/people-you-support/{plan.id}/1", status=404)
    with reading(house) as session:
        sitting = session.exec(select(Sitting).where(Sitting.kind == SittingKind.HAND_OVER)).one()
        newest = json.loads(history(session, f"person:{plan.person_id}")[-1].body)
    assert (newest["kind"], newest["data"]["sitting"]) == ("supporter.ended", [str(sitting.id), "hand-over sitting"])


def test_when_the_coordinators_account_is_closed_nothing_of_theirs_stays_open(
    at_rosas: Browser, house: Database
) -> None:
    from engine.clock import now
    from engine.database import writing

    with writing(house) as session:
        sam = session.exec(select(Account).where(Account.sign_in_name == "sam")).one()
        sam.disabled_at = now()
        session.add(sam)
    assert at_rosas.visit("/my-plan").title == "Sign in"


def test_signing_out_ends_the_sitting_and_the_session_that_slept(at_rosas: Browser, house: Database) -> None:
    with reading(house) as session:
        before = len(session.exec(select(WebSession)).all())
    at_rosas.client.post(
        "/sign-out",
        data={"csrf_token": at_rosas.page.form("/my-plan/with-you")["csrf_token"][0]},  # type: ignore[union-attr]
        headers={"origin": "http://testserver.local"},
    )
    with reading(house) as session:
        assert len(session.exec(select(WebSession)).all()) == before - 2
        sitting = session.exec(select(Sitting).where(Sitting.kind == SittingKind.HAND_OVER)).one()
    assert sitting.end == "signed out"
