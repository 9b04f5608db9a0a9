"""Each kind of record by its own door: open to those it belongs to, one answer to everybody else."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

import pytest
from sqlmodel import Session

from engine import access
from engine.accounts import Account, Role, actor_for
from engine.database import Database, open_database, writing
from engine.events import append, head_of
from engine.meetings import Meeting, Observation
from engine.outbox import Message
from engine.people import Person
from engine.permissions import Action
from engine.plans import Plan, Trigger
from engine.quotes import Attribution, Method, Quote, QuoteMark, QuoteMarkKind, capture
from engine.refusals import NotFound
from engine.reviews import Review
from engine.rounds import Answer, Round
from engine.schema import migrate
from engine.signatures import Signature, Slot
from engine.visitors import Visitor
from tests.engine.house import AT, ON, House, some_id


@pytest.fixture
def database(database_url: str) -> Iterator[Database]:
    database = open_database(database_url)
    migrate(database)
    yield database
    database.close()


@pytest.fixture
def session(database: Database) -> Iterator[Session]:
    with writing(database) as session:
        yield session


@dataclass
class Cast:
    """Rosa's plan in its signing round with one of every record, and everybody who might ask for them."""

    house: House
    rosa: Person
    plan: Plan
    coordinator: Visitor
    own: Visitor
    guardian: Visitor
    supporter: Visitor
    supervisor: Visitor
    manager: Visitor
    provider: Visitor
    stranger: Visitor
    administrator: Visitor
    records: dict[str, UUID]


@pytest.fixture
def cast(session: Session) -> Cast:
    house = House(session)
    ana = house.account(Role.COORDINATOR, team=house.team)
    rosa = house.person(coordinator=ana)
    own, mother, friend = house.account(Role.PARTICIPANT, person=rosa), house.account(Role.GUARDIAN), None
    friend = house.account(Role.SUPPORTER)
    aide = house.account(Role.PROVIDER)
    relation = house.guardian(rosa, mother)
    house.supporter(rosa, friend)
    assignment = house.assigned(rosa, aide, "provider")
    plan = house.plan(rosa, coordinator=ana, standing="signing")
    version = house.version(plan, by=ana, frozen=True)
    meeting = house.add(Meeting(person_id=rosa.id, held_on=ON, written_by=ana.id, created_at=AT))
    seen = house.add(
        Observation(
            person_id=rosa.id, seen_on=ON, text="Smiled.", observer_id=ana.id, observer_name="Ana", recorded_at=AT
        )
    )
    second = house.add(Round(plan_id=plan.id, version_id=version.id, kind="second review", opened_at=AT, ended_at=AT))
    signing = house.add(Round(plan_id=plan.id, version_id=version.id, kind="signing", opened_at=AT))
    answer = house.add(
        Answer(round_id=signing.id, section=version.id, respondent="participant", account_id=own.id, reply="yes", at=AT)
    )
    slot = house.add(
        Slot(
            round_id=signing.id, version_id=version.id, capacity="participant", name="R", account_id=own.id, asked_at=AT
        )
    )
    signature = house.add(
        Signature(
            slot_id=slot.id,
            version_id=version.id,
            fingerprint="0" * 64,
            rendition="plan",
            language="en",
            account_id=own.id,
            printed_name="R",
            capacity="participant",
            outcome="signed",
            method="electronic",
            meaning="I agree.",
            signed_on=ON,
            recorded_at=AT,
            recorded_by=own.id,
        )
    )
    review = house.add(Review(plan_id=plan.id, version_id=version.id, opened_at=AT, opened_because="deadline"))
    trigger = house.add(
        Trigger(plan_id=plan.id, kind="moved", happened_on=ON, reported_by=ana.id, reported_role="coordinator", at=AT)
    )
    records = {
        "person": rosa.id,
        "plan": plan.id,
        "version": version.id,
        "meeting": meeting.id,
        "observation": seen.id,
        "quote": _quote(house, rosa, ana).id,
        "second review": second.id,
        "round": signing.id,
        "answer": answer.id,
        "slot": slot.id,
        "signature": signature.id,
        "review": review.id,
        "trigger": trigger.id,
        "relation": relation.id,
        "assignment": assignment.id,
    }
    return Cast(
        house=house,
        rosa=rosa,
        plan=plan,
        coordinator=house.visitor(ana, Role.COORDINATOR),
        own=house.visitor(own, Role.PARTICIPANT),
        guardian=house.visitor(mother, Role.GUARDIAN),
        supporter=house.visitor(friend, Role.SUPPORTER),
        supervisor=house.visitor(house.account(Role.SUPERVISOR, team=house.team), Role.SUPERVISOR),
        manager=house.visitor(house.account(Role.MANAGER, team=house.team), Role.MANAGER),
        provider=house.visitor(aide, Role.PROVIDER),
        stranger=house.visitor(house.account(Role.SUPERVISOR, team=house.other_team), Role.SUPERVISOR),
        administrator=house.visitor(house.account(Role.ADMINISTRATOR), Role.ADMINISTRATOR),
        records=records,
    )


def _quote(house: House, rosa: Person, by: Account, *, may_include: bool = True) -> Quote:
    quote = capture(
        house.session,
        person_id=rosa.id,
        text="I want to cook on Fridays.",
        attribution=Attribution.PARTICIPANT,
        speaker="Rosa",
        method=Method.SPOKEN,
        said_on=ON,
        may_include=may_include,
        recorded_by=by.id,
        recorded_by_name=by.name,
        at=AT,
    )
    head = head_of(house.session, f"person:{rosa.id}")
    append(house.session, head, kind="quote.captured", actor=actor_for(by, Role.COORDINATOR), at=AT, data={})
    return quote


Find = Callable[..., Any]
STAFF = {"coordinator", "supervisor"}
EVERYBODY = STAFF | {"own", "guardian", "supporter", "manager", "provider"}
DOORS: list[tuple[str, Find, set[str]]] = [
    ("person", access.person_for, EVERYBODY),
    ("plan", access.plan_for, EVERYBODY),
    ("version", access.version_for, EVERYBODY),
    ("meeting", access.meeting_for, STAFF | {"own"}),
    ("observation", access.observation_for, STAFF | {"own"}),
    ("quote", access.quote_for, STAFF | {"own", "guardian", "supporter"}),
    ("second review", access.round_for, STAFF),
    ("round", access.round_for, EVERYBODY),
    ("answer", access.answer_for, EVERYBODY),
    ("slot", access.slot_for, {"own"}),
    ("signature", access.signature_for, EVERYBODY),
    ("review", access.review_for, EVERYBODY),
    ("trigger", access.trigger_for, STAFF | {"own", "manager"}),
    ("relation", access.relation_for, EVERYBODY),
    ("assignment", access.assignment_for, EVERYBODY),
]


def test_each_door_opens_to_those_it_belongs_to_and_to_nobody_else(cast: Cast) -> None:
    wrong = []
    for name, find, expected in DOORS:
        opened = set()
        for who in EVERYBODY | {"stranger", "administrator"}:
            try:
                found = find(cast.house.session, getattr(cast, who), cast.records[name], on=ON)
            except NotFound:
                continue
            assert found.id == cast.records[name]
            opened.add(who)
        if opened != expected:
            wrong.append((name, opened ^ expected))
    assert wrong == []


def test_missing_and_forbidden_are_the_same_words_and_the_same_query(cast: Cast, database: Database) -> None:
    from sqlalchemy import event

    asked: list[str] = []
    event.listen(database.writer, "before_cursor_execute", lambda *call: asked.append(call[2]))
    for name, find, _ in DOORS:
        answers, statements = [], []
        for identity in (cast.records[name], some_id()):
            asked.clear()
            with pytest.raises(NotFound) as refused:
                find(cast.house.session, cast.stranger, identity, on=ON)
            answers.append(str(refused.value))
            statements.append(list(asked))
        assert answers[0] == answers[1]
        assert statements[0] == statements[1]


def test_a_quote_is_shown_to_the_circle_as_the_person_lets_it(cast: Cast) -> None:
    session, by = cast.house.session, cast.house.account(Role.COORDINATOR)
    kept_in, kept_out, changed, withdrawn = (
        _quote(cast.house, cast.rosa, by, may_include=may).id for may in (True, False, False, True)
    )
    for identity, kinds in (
        (changed, [QuoteMarkKind.LEAVE_OUT, QuoteMarkKind.INCLUDE]),
        (withdrawn, [QuoteMarkKind.WITHDRAWN]),
    ):
        for kind in kinds:
            session.add(QuoteMark(quote_id=identity, kind=kind.value, at=AT, by=by.id))
            session.flush()
    first = cast.records["quote"]
    for visitor in (cast.guardian, cast.supporter):
        assert access.quotes_seen(session, visitor, cast.rosa.id, on=ON) == [first, kept_in, changed]
        for identity in (kept_out, withdrawn):
            with pytest.raises(NotFound):
                access.quote_for(session, visitor, identity, on=ON)
    for visitor in (cast.own, cast.coordinator):
        assert len(access.quotes_seen(session, visitor, cast.rosa.id, on=ON)) == 5
    for visitor in (cast.manager, cast.provider, cast.stranger, cast.administrator):
        assert access.quotes_seen(session, visitor, cast.rosa.id, on=ON) == []


def test_nobody_signs_in_somebody_elses_slot(cast: Cast) -> None:
    for who in ("coordinator", "guardian", "supervisor", "provider"):
        visitor = getattr(cast, who)
        with pytest.raises(NotFound):
            access.slot_for(cast.house.session, visitor, cast.records["slot"], Action.SIGN, on=ON)
        found = access.slot_for(cast.house.session, visitor, cast.records["slot"], Action.SEE_PLAN, on=ON)
        assert found.id == cast.records["slot"]


def test_a_message_is_for_its_account_alone_whatever_the_role(cast: Cast) -> None:
    message = cast.house.add(
        Message(
            dedupe_key="1",
            stream=cast.plan.stream,
            cause_seq=1,
            kind="shared",
            recipient=cast.own.account_id,
            path="/my-plan",
            next_at=AT,
            created_at=AT,
        )
    )
    assert access.message_for(cast.house.session, cast.own, message.id) == message
    for visitor in (cast.coordinator, cast.guardian, cast.administrator):
        with pytest.raises(NotFound):
            access.message_for(cast.house.session, visitor, message.id)


def test_a_day_in_the_future_or_the_past_decides_by_its_own_dates(cast: Cast) -> None:
    aide = cast.house.account(Role.PROVIDER)
    cast.house.assigned(cast.rosa, aide, "provider", starts=date(2026, 5, 1), ends=date(2026, 5, 31))
    visitor = cast.house.visitor(aide, Role.PROVIDER)
    days = [date(2026, 4, 30), date(2026, 5, 1), date(2026, 5, 31), date(2026, 6, 1)]
    opened = [access.may(cast.house.session, visitor, Action.SEE_PLAN, on=day, plan_id=cast.plan.id) for day in days]
    assert opened == [False, True, True, False]


def test_require_is_for_what_is_not_about_one_person(cast: Cast) -> None:
    session, house = cast.house.session, cast.house
    access.require(session, cast.administrator, Action.MANAGE_ACCOUNTS)
    access.require(session, cast.manager, Action.IMPORT_CASELOAD, team_id=house.team.id)
    for visitor, action, team in (
        (cast.manager, Action.IMPORT_CASELOAD, house.other_team.id),
        (cast.manager, Action.MANAGE_ACCOUNTS, None),
        (cast.coordinator, Action.VERIFY, None),
        (cast.own, Action.ADD_PERSON, house.team.id),
    ):
        with pytest.raises(NotFound):
            access.require(session, visitor, action, team_id=team)
