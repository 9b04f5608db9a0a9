"""“I don’t know” and “I want to talk” say who comes, how and by when; and they work while no mail can be sent."""

from collections.abc import Callable

import pytest
from sqlmodel import select

from engine.accounts import Account
from engine.database import Database, reading, writing
from engine.deadlines import open_deadlines
from engine.meeting_asks import UnsentMeetingAsk
from engine.outbox import Message
from engine.settings import Settings
from engine.talks import open_talks
from tests.cast import NOW, command_in, plan_of
from tests.web.browser import Browser
from web.delivering import deliver
from workflows import happenings
from workflows.answer_tasks import TALK

VisitAs = Callable[[str], Browser]


def room(house: Database) -> str:
    with reading(house) as session:
        return f"/my-plan/{plan_of(session, 'rosa').id}"


def test_who_wants_to_know_more_reads_who_tells_it_how_and_within_how_many_days(
    house: Database, visit_as: VisitAs
) -> None:
    rosa, base = visit_as("rosa"), room(house)
    rosa.visit(f"{base}/parts/4")
    rosa.submit(f"{base}/parts/4", {"answer": "dont_know"})
    page = rosa.submit(f"{base}/parts/4/after", {"next": "more"})
    assert page.title == "Somebody tells you more"
    assert "they call you or come to see you within 5 working days" in page.text
    rosa.visit(f"{base}/check")
    rosa.submit(f"{base}/send")
    assert "They will call you or come to see you by March 27, 2026." in rosa.visit(f"{base}/parts/4/more").text


def test_who_trusts_somebody_reads_that_nobody_was_told(house: Database, visit_as: VisitAs) -> None:
    rosa, base = visit_as("rosa"), room(house)
    rosa.visit(f"{base}/parts/4")
    rosa.submit(f"{base}/parts/4", {"answer": "dont_know"})
    assert "We have told nobody." in rosa.submit(f"{base}/parts/4/after", {"next": "trusted"}).text


@pytest.mark.parametrize("who", ["coordinator", "advocate"])
def test_a_talk_is_a_row_and_a_day_while_the_mail_server_is_down(house: Database, visit_as: VisitAs, who: str) -> None:
    with writing(house) as session:
        for account in session.exec(select(Account)):
            account.email = f"{account.sign_in_name}@example.org"
            session.add(account)
    rosa = visit_as("rosa")
    rosa.visit("/my-plan/talk")
    page = rosa.submit(f"{room(house)}/talk", {"who": who})
    assert "They will call you or come to see you by March 24, 2026." in page.text
    deliver(house, Settings(smtp_host="127.0.0.1", smtp_port=1, smtp_tls="none"), at=NOW)
    with reading(house) as session:
        plan = plan_of(session, "rosa")
        assert [row.who for row in open_talks(session, plan.id)] == [who]
        assert TALK in {row.kind for row in open_deadlines(session, plan.stream)}
        rows = session.exec(select(Message).where(Message.kind == "talk_requested")).all()
        assert rows
        assert "sent" not in {row.state for row in rows}


def test_what_was_chosen_for_a_meeting_and_not_sent_goes_when_the_plan_ends(house: Database, visit_as: VisitAs) -> None:
    walter = visit_as("walter")
    with reading(house) as session:
        plan_id = plan_of(session, "walter").id
    walter.visit(f"/my-plan/{plan_id}/meeting/place")
    walter.submit(f"/my-plan/{plan_id}/meeting/place", {"press": "home"})
    with writing(house) as session:
        assert len(session.exec(select(UnsentMeetingAsk)).all()) == 1
        command = command_in(house, "sam", reason="He moved.", next_for_the_person="The new agency calls him.")
        happenings.close(session, plan_of(session, "walter"), command)
        assert session.exec(select(UnsentMeetingAsk)).all() == []
