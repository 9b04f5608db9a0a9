"""“Who can see my plan”, through the person's own pages: by name and why, who looked, an end at once, a question."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from sqlmodel import Session, select

from engine import access
from engine.accounts import Account, AccountRole, Role
from engine.circle_questions import CircleQuestion
from engine.database import Database, reading, writing
from engine.deadlines import Deadline
from engine.ids import new_id
from engine.openings import opened
from engine.outbox import Message
from engine.people import Person, Relation
from engine.permissions import Action
from engine.plans import Plan
from engine.visitors import visitor_for
from engine.who_sees import who_sees
from tests.cast import NOW, TODAY, plan_of
from tests.web.browser import Browser

VisitAs = Callable[[str], Browser]


def person_named(session: Session, name: str) -> Person:
    return session.exec(select(Person).where(Person.full_name == name)).one()


def relation_of(session: Session, person: str, name: str) -> Relation:
    query = select(Relation).where(Relation.person_id == person_named(session, person).id, Relation.name == name)
    return session.exec(query).one()


def test_the_page_names_everybody_who_may_read_and_nobody_else(house: Database) -> None:
    """Tried against the permission table for every account of the agency in every role it holds."""
    with reading(house) as session:
        roles = session.exec(select(AccountRole)).all()
        for person in session.exec(select(Person)).all():
            named = {seer.account_id for seer in who_sees(session, person, on=TODAY)}
            may: set[object] = set()
            for row in roles:
                visitor = visitor_for(session, row.account_id, row.role)
                if visitor is None or visitor.role is Role.PARTICIPANT:
                    continue
                if access.may(session, visitor, Action.SEE_PLAN, on=TODAY, person_id=person.id):
                    may.add(row.account_id)
            assert named == may, person.full_name


def test_she_reads_who_can_see_her_plan_and_why(visit_as: VisitAs) -> None:
    rosa = visit_as("rosa")
    rosa.visit("/my-plan")
    page = rosa.click("Who can see my plan")
    assert "Sam Okoye" in page.text
    assert "They write the plan with you." in page.text
    assert "You chose them to help you." in page.text


def test_she_ends_what_a_supporter_sees_and_the_next_request_is_refused(visit_as: VisitAs, house: Database) -> None:
    with reading(house) as session:
        charlie = next(
            row
            for row in session.exec(
                select(Relation).where(Relation.person_id == person_named(session, "Rosa Delgado").id)
            )
            if row.kind != "guardian" and row.account_id and row.scope
        )
        plan = plan_of(session, "rosa").id
        name = session.get_one(Account, charlie.account_id).sign_in_name
    supporter, rosa = visit_as(name), visit_as("rosa")
    supporter.visit(f"/plans/{plan}")
    rosa.visit("/my-plan/circle")
    page = rosa.click(f"End what {charlie.name} can see")
    assert "closes within a minute" in page.text
    page = rosa.submit(f"/my-plan/circle/{charlie.id}/end")
    assert charlie.name not in page.text
    supporter.visit(f"/plans/{plan}", status=404)
    rosa.visit(f"/my-plan/circle/{charlie.id}/end", status=404)


def test_marcus_does_not_end_his_guardian_and_may_ask_about_her(visit_as: VisitAs, house: Database) -> None:
    with reading(house) as session:
        gail = relation_of(session, "Marcus Webb", "Gail Webb")
        plan = plan_of(session, "marcus")
        number, due = plan.stream, (plan.next_due_on, plan.next_due_what)
        version = session.get_one(Plan, plan.id).standing
    marcus = visit_as("marcus")
    page = marcus.visit("/my-plan/circle")
    assert "End what Gail Webb can see" not in page.links
    marcus.visit(f"/my-plan/circle/{gail.id}/end", status=404)
    marcus.visit("/my-plan/circle")
    page = marcus.click("Ask about Gail Webb")
    assert "is not told that you asked" in page.text
    words = "She shouts.  When I say no.\nDo not tell her."
    page = marcus.submit(f"/my-plan/circle/{gail.id}/ask", {"words": words})
    assert words in page.quotes
    assert "Your coordinator will talk with you alone." in page.text
    with reading(house) as session:
        question = session.exec(select(CircleQuestion)).one()
        told = session.exec(select(Message).where(Message.kind == "circle_question")).all()
        sam = session.exec(select(Account).where(Account.sign_in_name == "sam")).one()
        assert {row.recipient for row in told} == {sam.id}
        deadline = session.exec(select(Deadline).where(Deadline.kind == "circle_question")).one()
        assert deadline.stream != number
        again = session.get_one(Plan, plan.id)
        assert ((again.next_due_on, again.next_due_what), again.standing) == (due, version)
    staff = visit_as("sam")
    page = staff.visit(f"/people/{plan.person_id}/circle")
    assert words in page.quotes
    staff.submit(f"/circle-questions/{question.id}", {"done": "We talked on our own. He wants an advocate."})
    page = marcus.visit("/my-plan/circle")
    assert "He wants an advocate." in page.text
    with reading(house) as session:
        assert session.get_one(Deadline, deadline.id).state == "done"


@pytest.mark.parametrize("who", ["gail", "grace", "avery", "charlie"])
def test_nobody_but_the_person_has_these_pages_and_the_question_shows_nowhere(
    visit_as: VisitAs, house: Database, who: str
) -> None:
    with reading(house) as session:
        gail = relation_of(session, "Marcus Webb", "Gail Webb")
        plan = plan_of(session, "marcus")
    other = visit_as(who)
    for path in ("/my-plan/circle", "/my-plan/circle/looked", f"/my-plan/circle/{gail.id}/ask"):
        other.visit(path, status=404)
    marcus = visit_as("marcus")
    marcus.visit(f"/my-plan/circle/{gail.id}/ask")
    marcus.submit(f"/my-plan/circle/{gail.id}/ask", {"words": "Quetzal-word about her."})
    for path in ("/", "/messages", "/my-plan", f"/plans/{plan.id}", f"/people/{plan.person_id}", f"/plans/{plan.id}/history"):  # fmt: skip
        answer = other.client.get(path, headers={"accept": "text/html"})
        assert "Quetzal-word" not in answer.text
        assert who == "grace" or "question about the circle" not in answer.text.lower()


def test_who_looked_is_told_in_words_and_hidden_kinds_are_not(visit_as: VisitAs, house: Database) -> None:
    with reading(house) as session:
        marcus_id = person_named(session, "Marcus Webb").id
        accounts = {row.sign_in_name: row for row in session.exec(select(Account))}
        sam = visitor_for(session, accounts["sam"].id, Role.COORDINATOR)
        grace = visitor_for(session, accounts["grace"].id, Role.SUPERVISOR)
    assert sam is not None
    assert grace is not None
    opened(house, sam, marcus_id, f"plan:{new_id()}", at=NOW)
    opened(house, grace, marcus_id, f"safety:{new_id()}", at=NOW + timedelta(minutes=1))
    marcus = visit_as("marcus")
    marcus.visit("/my-plan/circle")
    page = marcus.click("Who looked, and when")
    assert "Sam Okoye (service coordinator) looked at your plan." in page.text
    assert "Grace" not in page.text
    assert "safety" not in page.html


def test_a_suspended_guardian_is_not_on_the_page_as_one_that_ended_is_not(visit_as: VisitAs, house: Database) -> None:
    with writing(house) as session:
        gail = session.get_one(Relation, relation_of(session, "Marcus Webb", "Gail Webb").id)
        gail.suspended_at = NOW
        session.add(gail)
    marcus = visit_as("marcus")
    suspended = marcus.visit("/my-plan/circle").text
    with writing(house) as session:
        row = session.get_one(Relation, gail.id)
        row.suspended_at, row.ends_on = None, TODAY - timedelta(days=1)
        session.add(row)
    assert marcus.visit("/my-plan/circle").text == suspended
    assert "Gail" not in suspended
