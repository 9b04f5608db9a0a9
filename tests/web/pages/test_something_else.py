"""“I don’t feel safe” reaches who was named for it and is not named in it; to everybody else it does not exist."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from sqlmodel import select

from documents.notices import render
from engine.accounts import Account, WebSession
from engine.database import Database, reading, writing
from engine.deadlines import Deadline
from engine.events import Event
from engine.outbox import Message
from engine.safety import SafetyReport
from tests.cast import NOW, plan_of
from tests.web.browser import Browser
from tests.web.pages.test_handing_over import hand_over
from tests.web.pages.test_unsent_answers import OTHERS, doors, looked_round, rows, seen_by
from workflows import keeping_safe
from workflows.demo import PASSWORD
from workflows.monitoring import preview, sweep_due

VisitAs = Callable[[str], Browser]

SECRET = "he takes my money and shouts"


def account(house: Database, name: str) -> str:
    with reading(house) as session:
        return str(session.exec(select(Account.id).where(Account.sign_in_name == name)).one())


def name_to_read(visit_as: VisitAs, house: Database, *names: str) -> None:
    dana = visit_as("dana")
    for name in names:
        dana.visit("/safeguarding")
        dana.submit("/safeguarding", {"account": account(house, name), "named": "yes"})


def tell(rosa: Browser, **more: str | list[str]) -> str:
    page = rosa.visit("/my-plan/else")
    rosa.submit("/my-plan/else", {"step": "tell"})
    page = rosa.submit("/my-plan/else", {"words": SECRET, **more})
    assert page.title == "Something else"
    assert page.path == "/my-plan/else"
    return page.text


def told(house: Database) -> set[str]:
    with reading(house) as session:
        query = select(Account.sign_in_name).join(Message, Message.recipient == Account.id)
        return set(session.exec(query.where(Message.kind == "attention")))


def test_it_is_reached_from_every_page_of_the_room_by_a_plain_link(house: Database, visit_as: VisitAs) -> None:
    rosa = visit_as("rosa")
    with reading(house) as session:
        path = f"/my-plan/{plan_of(session, 'Rosa Delgado').id}"
    for page in ("/my-plan", "/my-plan/stop", "/my-plan/talk", f"{path}/parts/1", f"{path}/check", f"{path}/next"):
        assert rosa.visit(page).links["Something else"] == "/my-plan/else"
        assert "safe" not in rosa.visit("/my-plan/else").text.lower()
    gail = visit_as("gail")
    assert "Something else" not in gail.visit("/my-plan").text
    assert gail.client.get("/my-plan/else").status_code == 404


def test_who_was_named_gets_it_and_nobody_else_can_tell_that_it_exists(house: Database, visit_as: VisitAs) -> None:
    name_to_read(visit_as, house, "grace")
    addresses = doors(house)
    visitors = {name: visit_as(name) for name in OTHERS if name != "grace"}
    rosa = visit_as("rosa")
    rosa.visit("/my-plan")
    before, kept = looked_round(visitors, addresses), rows(house)
    assert "It is sent." in tell(rosa)
    assert keeping_safe.remind(house, at=NOW + timedelta(days=4)) == 1
    now = rows(house)
    assert now[:4] == kept[:4]
    assert told(house) == {"grace"}
    for name, visitor in visitors.items():
        changed = [path for path, text in seen_by(visitor, addresses).items() if text != before[name][path]]
        assert changed == [], f"{name} can tell from {changed}"
    with reading(house) as session:
        report = session.exec(select(SafetyReport)).one()
        assert [row.kind for row in session.exec(select(Event).where(Event.stream == f"safety:{report.id}"))] == [
            "safety.told",
            "safety.reminded",
        ]
    for name, visitor in visitors.items():
        assert visitor.client.get(f"/attention/{report.id}").status_code == 404, name
    grace = visit_as("grace")
    page = grace.visit(f"/attention/{report.id}")
    assert SECRET in page.text
    page = grace.submit(f"/attention/{report.id}", {"text": "Met her at the library, alone.", "closes": "yes"})
    assert "Met her at the library, alone." in page.text
    assert "Dealt with" in grace.visit("/attention").text


@pytest.mark.parametrize("how", ["picked", "written"])
def test_who_it_is_about_never_gets_it(house: Database, visit_as: VisitAs, how: str) -> None:
    name_to_read(visit_as, house, "grace", "noor")
    about = {"about": [account(house, "grace")]} if how == "picked" else {"about_words": "it is grace, from the office"}
    tell(visit_as("rosa"), **about)
    assert told(house) == {"noor"}
    with reading(house) as session:
        report = session.exec(select(SafetyReport)).one()
    assert visit_as("grace").client.get(f"/attention/{report.id}").status_code == 404
    assert "There is nothing here for you." in visit_as("grace").visit("/attention").text
    assert SECRET in visit_as("noor").visit(f"/attention/{report.id}").text


def test_with_nobody_named_it_goes_to_the_managers_of_the_whole_agency(house: Database, visit_as: VisitAs) -> None:
    tell(visit_as("rosa"))
    assert told(house) == {"dana"}


def test_the_message_says_nothing(house: Database, visit_as: VisitAs) -> None:
    tell(visit_as("rosa"))
    assert "There is something for you to read" in visit_as("dana").visit("/messages").text
    notice = render("attention", link="https://plans.example.org/attention", agency="River", due=None)
    assert not any(word in notice.subject + notice.body for word in ("safe", "Rosa", "money", "report", "hurt"))


def test_only_a_manager_names_readers_and_only_those_two_set_the_agencys_words(
    visit_as: VisitAs, house: Database
) -> None:
    for name in ("sam", "grace", "avery", "rosa", "gail", "leo"):
        assert visit_as(name).client.get("/safeguarding").status_code == 404, name
    avery = visit_as("avery")
    avery.visit("/agency-words")
    avery.submit("/agency-words", {"name": "who_sees", "who_sees": "River Team reads it. Harm is passed on."})
    with reading(house) as session:
        path = f"/my-plan/{plan_of(session, 'Rosa Delgado').id}"
    rosa = visit_as("rosa")
    rosa.visit(f"{path}/parts/4")
    rosa.submit(f"{path}/parts/4", {"answer": "yes"})
    assert "River Team reads it. Harm is passed on." in rosa.visit(f"{path}/check").text


def test_in_a_hand_over_nothing_of_it_is_left_on_the_device(house: Database, visit_as: VisitAs) -> None:
    name_to_read(visit_as, house, "grace")
    tablet = hand_over(visit_as("sam"), house, "rosa")
    tablet.submit("/my-plan/with-you", {"kind": "nobody"})
    tablet.visit("/my-plan/else")
    tablet.submit("/my-plan/else", {"step": "tell"})
    page = tablet.submit("/my-plan/else", {"words": SECRET, "about": [account(house, "sam")]})
    assert (page.title, page.path) == ("Something else", "/my-plan/else")
    again = tablet.client.get("/my-plan/else")
    assert again.headers["cache-control"] == "no-store"
    assert SECRET not in again.text
    assert "hurts you" not in again.text
    tablet.visit("/give-back")
    back = tablet.submit("/give-back", {"password": PASSWORD})
    assert SECRET not in back.text
    assert tablet.client.get("/my-plan/else", follow_redirects=False).status_code == 404
    assert "There is nothing here for you." in tablet.visit("/attention").text
    with reading(house) as session:
        report = session.exec(select(SafetyReport)).one()
        assert (report.way, report.device) == ("hand-over sitting", "coordinator’s")
        assert told(house) == {"grace"}


def alone(rosa: Browser) -> Browser:
    rosa.visit("/my-plan/with-you")
    rosa.submit("/my-plan/with-you", {"kind": "nobody"})
    return rosa


def read_again(browser: Browser) -> str:
    """What the page says to somebody who sends the press, whether it offers it or not."""
    browser.visit("/my-plan/else")
    return browser.submit("/my-plan/else", {"step": "again"}).text


def test_she_reads_again_what_she_told_when_she_is_alone_and_signed_in_herself(
    house: Database, visit_as: VisitAs
) -> None:
    name_to_read(visit_as, house, "grace")
    rosa = alone(visit_as("rosa"))
    tell(rosa)
    rosa.visit("/my-plan/else")
    page = rosa.submit("/my-plan/else", {"step": "again"})
    assert (page.title, page.path) == ("Something else", "/my-plan/else")
    assert SECRET in page.text
    assert "It is with the people who keep you safe." in page.text
    assert SECRET not in rosa.visit("/my-plan/else").text
    with reading(house) as session:
        report = session.exec(select(SafetyReport)).one()
        kinds = [row.kind for row in session.exec(select(Event).where(Event.stream == f"safety:{report.id}"))]
    assert kinds == ["safety.told", "safety.read_again"]
    grace = visit_as("grace")
    grace.visit(f"/attention/{report.id}")
    grace.submit(f"/attention/{report.id}", {"step": "take-up"})
    assert "Somebody took it up on March 20, 2026." in read_again(rosa)


def test_without_the_password_again_an_open_screen_shows_nothing_of_it(house: Database, visit_as: VisitAs) -> None:
    rosa = alone(visit_as("rosa"))
    tell(rosa)
    with writing(house) as session:
        for row in session.exec(select(WebSession)):
            row.confirmed_at = None
    rosa.visit("/my-plan/else")
    asked = rosa.submit("/my-plan/else", {"step": "again"})
    assert asked.title == "Confirm that it is you"
    assert SECRET not in asked.text
    assert SECRET in rosa.submit("/my-plan/else", {"step_up_password": PASSWORD}).text


@pytest.mark.parametrize("company", ["", "chosen", "staff"])
def test_with_somebody_beside_her_or_before_she_said_so_it_is_not_shown(
    house: Database, visit_as: VisitAs, company: str
) -> None:
    rosa = visit_as("rosa")
    tell(rosa)
    if company:
        rosa.visit("/my-plan/with-you")
        rosa.submit("/my-plan/with-you", {"kind": company})
    told = read_again(rosa)
    assert SECRET not in told
    assert "You can read again what you told: sign in yourself" in told


def test_on_a_device_that_was_handed_over_it_is_not_shown_and_says_the_same_with_nothing_told(
    house: Database, visit_as: VisitAs
) -> None:
    tablet = hand_over(visit_as("sam"), house, "rosa")
    tablet.submit("/my-plan/with-you", {"kind": "nobody"})
    before = read_again(tablet)
    tell(alone(visit_as("rosa")))
    assert read_again(tablet) == before
    assert SECRET not in before


def test_its_readers_are_reminded_every_morning_from_the_agencys_day_on_until_one_takes_it_up(
    house: Database, visit_as: VisitAs
) -> None:
    name_to_read(visit_as, house, "grace", "noor")
    tell(visit_as("rosa"), about=[account(house, "noor")])
    with reading(house) as session:
        report = session.exec(select(SafetyReport)).one()
    monday = NOW + timedelta(days=3)
    assert keeping_safe.take_up_by(report) == monday.date()
    assert keeping_safe.remind(house, at=monday.replace(hour=10)) == 0
    assert [keeping_safe.remind(house, at=monday.replace(hour=hour)) for hour in (11, 12, 20)] == [1, 0, 0]
    assert keeping_safe.remind(house, at=monday + timedelta(days=2)) == 1
    assert reminded(house) == ["grace", "grace"]
    grace = visit_as("grace")
    assert "Nobody has taken it up; by March 23, 2026 somebody does" in grace.visit("/attention").text
    page = grace.visit(f"/attention/{report.id}")
    assert "the agency’s own days, no rule sets them" in page.text
    grace.submit(f"/attention/{report.id}", {"step": "take-up"})
    assert "Taken up by Grace Osei" in grace.visit("/attention").text
    assert keeping_safe.remind(house, at=monday + timedelta(days=3)) == 0
    assert reminded(house) == ["grace", "grace"]


def test_no_sweep_deadline_or_preview_tells_that_something_waits(house: Database, visit_as: VisitAs) -> None:
    later = NOW + timedelta(days=5)
    sweep_due(house, at=later)
    before, coming = sweep_due(house, at=later), preview(house, on=later.date())
    with reading(house) as session:
        kept = [row.id for row in session.exec(select(Deadline).order_by(Deadline.id))]
    tell(visit_as("rosa"))
    assert sweep_due(house, at=later) == before
    assert preview(house, on=later.date()) == coming
    with reading(house) as session:
        assert [row.id for row in session.exec(select(Deadline).order_by(Deadline.id))] == kept
    assert reminded(house) == ["dana"]


def test_the_reminder_says_nothing() -> None:
    notice = render("attention_waits", link="https://plans.example.org/attention", agency="River", due=None)
    assert not any(word in notice.subject + notice.body for word in ("safe", "Rosa", "money", "report", "hurt"))


def reminded(house: Database) -> list[str]:
    with reading(house) as session:
        query = select(Account.sign_in_name).join(Message, Message.recipient == Account.id)
        return list(session.exec(query.where(Message.kind == "attention_waits")))
