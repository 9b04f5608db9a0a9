"""Starting the draft: the chosen lines of the notes, and nothing nobody answers for."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from litestar import Litestar

from engine.accounts import Account
from engine.clock import today
from engine.database import Database, reading, writing
from engine.items import Item, items_of
from engine.meetings import Meeting
from engine.people import Person
from engine.plans import Plan, PlanType
from engine.versions import Version
from tests.web.browser import Browser
from tests.web.pages.writing import NOTES, Desk, command_for, desk, visiting
from workflows import planning

MakeAccount = Callable[..., Account]


@pytest.fixture
def there(database: Database, account: MakeAccount) -> Desk:
    return desk(database, account)


@pytest.fixture
def browser(app: Litestar, there: Desk) -> Browser:
    return visiting(app, there.coordinator)


def lines(database: Database, there: Desk) -> list[Item]:
    with reading(database) as session:
        plan = session.get_one(Plan, there.plan)
        assert plan.working_version_id is not None
        found = [item for item in items_of(session, plan.working_version_id) if item.kind != "section"]
        session.expunge_all()
        return found


def test_the_draft_holds_the_chosen_lines_as_they_stand_in_the_notes(
    browser: Browser, database: Database, there: Desk
) -> None:
    browser.visit(f"/meetings/{there.meeting}")
    browser.submit(f"/meetings/{there.meeting}/quotes", {"keep": "participant", "agreed": "yes"})
    page = browser.visit(f"/plans/{there.plan}/draft")
    assert page.quotes == ["I want my own front door with MY key."]
    assert "2 quotations in the notes have nobody’s name yet" in page.text
    assert "I could do the dogs" not in page.text
    page = browser.submit(f"/plans/{there.plan}/draft")
    assert page.title == "Write the draft"
    assert page.quotes == ["I want my own front door with MY key."]
    texts = [str(item.details.get("text") or item.details.get("notes") or "") for item in lines(database, there)]
    assert all(text in NOTES for text in texts)
    assert "I could do the dogs" not in "".join(texts)


def test_words_without_an_agreement_are_not_offered(browser: Browser, there: Desk) -> None:
    browser.visit(f"/meetings/{there.meeting}")
    browser.submit(f"/meetings/{there.meeting}/quotes", {"keep": "participant"})
    assert browser.visit(f"/plans/{there.plan}/draft").quotes == []


def test_a_line_goes_to_the_part_that_was_chosen_and_needs_one(
    browser: Browser, database: Database, there: Desk
) -> None:
    page = browser.visit(f"/plans/{there.plan}/draft")
    taken = page.form(f"/plans/{there.plan}/draft")["take"][0]
    page = browser.submit(f"/plans/{there.plan}/draft", {"take": taken, f"where-{taken}": "risks/risk"})
    assert [item.kind for item in lines(database, there)] == ["risk"]


def test_a_forged_or_unplaced_line_starts_nothing_and_keeps_the_choice(
    browser: Browser, database: Database, there: Desk
) -> None:
    page = browser.visit(f"/plans/{there.plan}/draft")
    taken = page.form(f"/plans/{there.plan}/draft")["take"][0]
    for wrong in (
        {"take": "fact-0-5"},
        {"take": taken, f"where-{taken}": ""},
        {"take": taken, f"where-{taken}": "risks/need"},
        {"meeting": "x"},
    ):
        page = browser.submit(f"/plans/{there.plan}/draft", wrong, status=422)
    with reading(database) as session:
        assert session.get_one(Plan, there.plan).standing == "planning meeting"


def test_a_stale_page_is_told_what_happened_since(app: Litestar, browser: Browser, there: Desk) -> None:
    browser.visit(f"/plans/{there.plan}/draft")
    other = visiting(app, there.coordinator)
    other.visit(f"/meetings/{there.meeting}")
    other.submit(f"/meetings/{there.meeting}/quotes", {"keep": "participant"})
    page = browser.submit(f"/plans/{there.plan}/draft", status=422)
    assert "the plan changed after you opened the page" in page.text


def test_without_a_meeting_an_interim_plan_says_why_and_until_when(
    app: Litestar, database: Database, there: Desk
) -> None:
    with writing(database) as session:
        person = session.get_one(Person, there.person)
        command = command_for(there.coordinator)
        plan, _outcome = planning.begin_plan(session, person, PlanType.TREATMENT, "generic_outpatient", command)
        plan_id = plan.id
    browser = visiting(app, there.coordinator)
    action = f"/plans/{plan_id}/draft"
    page = browser.visit(action)
    assert "Record the meeting" in page.links
    page = browser.submit(action, {"interim_reason": " ", "interim_until": ""}, status=422)
    assert "Write the day on which the interim plan ends." in page.text
    until = (today("America/New_York") + timedelta(days=30)).isoformat()
    page = browser.submit(action, {"interim_reason": "", "interim_until": until}, status=422)
    assert "Write why the plan begins without a meeting." in page.text
    page = browser.submit(action, {"interim_reason": "Moved in yesterday.", "interim_until": until})
    assert "Moved in yesterday." in page.text
    with reading(database) as session:
        version = session.get_one(Version, session.get_one(Plan, plan_id).working_version_id)
        assert version.interim_until is not None


def test_a_meeting_without_anybody_there_says_what_stands_in_the_way(
    browser: Browser, database: Database, there: Desk
) -> None:
    with writing(database) as session:
        meeting = session.get_one(Meeting, there.meeting)
        meeting.person_present = False
        session.add(meeting)
    page = browser.visit(f"/plans/{there.plan}/draft")
    assert "Dee was not there." in page.text
    assert "Dee was not there." in browser.submit(f"/plans/{there.plan}/draft", status=422).text
