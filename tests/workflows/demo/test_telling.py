"""The demo: told once, all of it, on any day and on both databases."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlmodel import Session, col, select

from engine.accounts import Account, Role
from engine.database import Database, open_database, reading
from engine.deadlines import Deadline, open_deadlines
from engine.events import events
from engine.people import Person
from engine.plans import Plan, PlanType, Standing
from engine.quotes import Attribution, Method, quotes_of
from engine.refusals import Refusal
from engine.reviews import reviews_of
from engine.rounds import Reply, Respondent, Round, Silence, current_answers, open_round, rounds_of
from engine.schema import migrate
from engine.signatures import Outcome, Signature
from engine.versions import Version, VersionKind
from engine.visitors import Visitor
from tests.cast import NOW, TODAY, plan_of
from workflows.demo import CAST, PASSWORD, load
from workflows.demo.telling import CHAPTERS


def test_one_plan_stands_in_each_of_the_eight_standings(any_house: Database) -> None:
    with reading(any_house) as session:
        assert set(session.exec(select(Plan.standing))) == {standing.value for standing in Standing}


def test_both_kinds_of_plan_are_there_and_an_aging_waiver(house: Database) -> None:
    with reading(house) as session:
        assert set(session.exec(select(Plan.plan_type))) == {kind.value for kind in PlanType}
        assert "Aging waiver" in set(session.exec(select(Person.program)))


def test_one_review_is_overdue_and_one_is_coming(house: Database) -> None:
    with reading(house) as session:
        assert plan_of(session, "delia").next_due_on == TODAY - timedelta(days=23)
        assert plan_of(session, "walter").next_due_on == TODAY - timedelta(days=9)
        assert plan_of(session, "elena").next_due_on == TODAY + timedelta(days=12)
        assert plan_of(session, "jordan").next_due_on == TODAY + timedelta(days=10)


def test_the_refusal_to_sign_keeps_her_words_and_its_open_door(house: Database) -> None:
    with reading(house) as session:
        declined = session.exec(select(Signature).where(Signature.outcome == Outcome.DECLINED)).one()
        words = {quote.id: quote.text for quote in quotes_of(session, plan_of(session, "cilla").person_id)}
        assert declined.words_quote_id is not None
        assert words[declined.words_quote_id] == (
            "It says Mondays to Fridays. I will sign when it says no Tuesday. Not before."
        )
        assert declined.offered_again_on == TODAY + timedelta(days=9)


def test_the_guardian_disagrees_beside_him_and_his_yes_stays_his(house: Database) -> None:
    with reading(house) as session:
        plan = plan_of(session, "marcus")
        review = next(found for found in rounds_of(session, plan.id) if found.kind == "participant review")
        his = current_answers(session, review.id, Respondent.PARTICIPANT)
        hers = current_answers(session, review.id, Respondent.GUARDIAN)
        disagreed = [section for section, answer in hers.items() if answer.reply == Reply.CHANGE]
        assert [his[section].reply for section in disagreed] == [Reply.YES]
        objection = session.exec(select(Signature).where(Signature.outcome == Outcome.SIGNED_WITH_OBJECTION)).one()
        assert objection.capacity == "guardian"


def test_the_device_speaks_and_spanish_stays_spanish(house: Database) -> None:
    with reading(house) as session:
        device = quotes_of(session, plan_of(session, "marcus").person_id)
        assert "I want to live with Devon. Two rooms. One dog." in {
            quote.text for quote in device if quote.method == Method.AAC
        }
        spanish = quotes_of(session, plan_of(session, "elena").person_id)
        assert "No me gusta que me hablen despacito. No soy bebé." in {
            quote.text for quote in spanish if quote.language == "es"
        }


def test_no_words_of_others_were_captured_as_the_persons(house: Database) -> None:
    others = ("after dark", "no idea what rent", "hard hat", "nobody said going", "Saturday market", "eye doctor")
    with reading(house) as session:
        people = list(session.exec(select(Person.id)))
        own = [
            quote.text or ""
            for person in people
            for quote in quotes_of(session, person)
            if quote.attribution == Attribution.PARTICIPANT
        ]
    assert len(own) > 30
    assert not [text for text in own if any(piece in text for piece in others)]


def test_recalled_returned_amended_corrected_and_out_of_reach_all_happened(house: Database) -> None:
    with reading(house) as session:
        ends = set(session.exec(select(Round.end)))
        assert {"recalled", "returned", "agreed", "complete"} <= ends
        kinds = set(session.exec(select(Version.kind)))
        assert {VersionKind.FIRST, VersionKind.REVISION, VersionKind.AMENDMENT, VersionKind.CORRECTION} <= kinds
        assert {silence.kind for silence in session.exec(select(Silence))} == {"unreachable"}


def test_an_amendment_did_not_restart_the_review_clock(house: Database) -> None:
    with reading(house) as session:
        plan = plan_of(session, "elena")
        review = [deadline for deadline in open_deadlines(session, plan.stream) if deadline.kind == "review"]
        assert [deadline.due_on for deadline in review] == [TODAY + timedelta(days=12)]


def test_nothing_in_the_story_lies_in_the_future(house: Database) -> None:
    with reading(house) as session:
        assert session.exec(select(events.c.at).order_by(events.c.at.desc())).first() < NOW  # type: ignore[call-overload]
        assert all(deadline.armed_seq for deadline in session.exec(select(Deadline)))


def test_everybody_in_the_cast_can_sign_in_and_charlie_is_in_nobodys_circle(
    house: Database, visitor: Callable[[str], Visitor]
) -> None:
    with reading(house) as session:
        names = set(session.exec(select(col(Account.sign_in_name))))
    assert names == {member.sign_in for member in CAST}
    assert {member.role for member in CAST} == set(Role)
    assert visitor("charlie").role is Role.SUPPORTER
    assert visitor("dana").whole_agency
    assert len(PASSWORD) >= 12


def test_the_progress_counts_up_to_the_end(sqlite_url: str) -> None:
    database = open_database(sqlite_url)
    migrate(database)
    seen: list[tuple[int, int]] = []
    load(database, today=TODAY, progress=lambda done, all_of_it: seen.append((done, all_of_it)))
    assert [done for done, _ in seen] == sorted(done for done, _ in seen)
    assert seen[-1] == (CHAPTERS, CHAPTERS)
    database.close()


def test_a_database_with_people_in_it_is_left_as_it_is(any_house: Database) -> None:
    with reading(any_house) as session:
        before = _count(session)
    with pytest.raises(Refusal, match="already has people in it"):
        load(any_house, today=TODAY)
    with reading(any_house) as session:
        assert _count(session) == before


@settings(max_examples=4)
@given(st.sampled_from([date(2026, 1, 1), date(2028, 2, 29), date(2027, 3, 1), date(2026, 11, 1), date(2026, 12, 31)]))
def test_it_can_be_told_on_any_day(tmp_path_factory: pytest.TempPathFactory, today: date) -> None:
    database = open_database(f"sqlite:///{tmp_path_factory.mktemp('any') / 'demo.db'}")
    migrate(database)
    load(database, today=today)
    with reading(database) as session:
        assert set(session.exec(select(Plan.standing))) == {standing.value for standing in Standing}
        assert plan_of(session, "delia").next_due_on == today - timedelta(days=23)
        assert open_round(session, plan_of(session, "rosa").id) is not None
        assert reviews_of(session, plan_of(session, "walter").id)[0].completed_at is None
    database.close()


def _count(session: Session) -> int:
    return len(session.execute(select(events.c.seq)).all())
