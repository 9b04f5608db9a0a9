"""Who is close to a person and means them harm: what they try, and that nothing they get tells them anything."""

import re
from collections.abc import Callable
from datetime import timedelta

import pytest
from sqlalchemy import event
from sqlmodel import select

from engine.accounts import Account
from engine.circle_questions import CircleQuestion
from engine.database import Database, reading, writing
from engine.events import events
from engine.outbox import Message
from engine.people import Person, Relation
from engine.rounds import Answer
from engine.suspensions import SuspensionStep
from tests.cast import NOW, TODAY, plan_of
from tests.web.browser import Browser

VisitAs = Callable[[str], Browser]
EVERYWHERE = ("/", "/my-plan", "/my-plan/stop", "/my-plan/talk", "/messages", "/people", "/still-open")


def gail_of(house: Database) -> Relation:
    with reading(house) as session:
        marcus = session.exec(select(Person).where(Person.full_name == "Marcus Webb")).one()
        return session.exec(select(Relation).where(Relation.person_id == marcus.id, Relation.kind == "guardian")).one()


def set_relation(house: Database, **values: object) -> None:
    with writing(house) as session:
        row = session.get_one(Relation, gail_of(house).id)
        for name, value in values.items():
            setattr(row, name, value)
        session.add(row)


def suspend(visit_as: VisitAs, house: Database) -> None:
    """Through the pages: her coordinator asks, a manager confirms."""
    relation = gail_of(house).id
    sam, dana = visit_as("sam"), visit_as("dana")
    sam.visit(f"/relations/{relation}")
    sam.submit(f"/relations/{relation}/suspension", {"reason": "He is afraid of her, and there are bruises."})
    dana.visit(f"/relations/{relation}")
    dana.submit(f"/relations/{relation}/suspension/decided", {"decision": "confirm"})


def plainly(browser: Browser, path: str) -> tuple[int, str]:
    """An answer without what differs at every visit: tokens, numbers of forms, names of files."""
    answer = browser.client.get(path, headers={"accept": "text/html"}, follow_redirects=False)
    text = re.sub(
        r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}|[\w-]{43}|[0-9a-f]{32}", "", answer.text
    )
    return answer.status_code, text


def addresses(house: Database) -> list[str]:
    with reading(house) as session:
        plan = plan_of(session, "marcus")
    more = [
        f"/plans/{plan.id}",
        f"/people/{plan.person_id}",
        f"/plans/{plan.id}/history",
        f"/plans/{plan.id}/signatures",
    ]
    more += [f"/my-plan/{plan.id}/read/1", f"/my-plan/{plan.id}/signature", f"/my-plan/{plan.id}/talk"]
    more += [f"/versions/{plan.working_version_id}", f"/versions/{plan.working_version_id}/document"]
    return [*EVERYWHERE, *more, f"/relations/{gail_of(house).id}", "/my-plan/circle"]


def test_a_suspended_guardian_gets_byte_for_byte_what_an_ended_one_gets(visit_as: VisitAs, house: Database) -> None:
    gail = visit_as("gail")
    seen = {path: plainly(gail, path) for path in addresses(house)}
    suspend(visit_as, house)
    suspended = {path: plainly(gail, path) for path in addresses(house)}
    assert suspended != seen
    set_relation(house, suspended_at=None, ends_on=TODAY - timedelta(days=1))
    ended = {path: plainly(gail, path) for path in addresses(house)}
    assert suspended == ended
    assert not [path for path, (_status, text) in suspended.items() if "suspend" in text.lower() or "Marcus" in text]


def test_nobody_writes_to_her_and_nothing_she_can_open_holds_the_event(visit_as: VisitAs, house: Database) -> None:
    with reading(house) as session:
        gail = session.exec(select(Account).where(Account.sign_in_name == "gail")).one()
        before = len(session.exec(select(Message).where(Message.recipient == gail.id)).all())
        plan = plan_of(session, "marcus")
        number = session.execute(select(events.c.seq).where(events.c.stream == plan.stream)).scalars().all()  # type: ignore[call-overload]
    suspend(visit_as, house)
    with reading(house) as session:
        assert len(session.exec(select(Message).where(Message.recipient == gail.id)).all()) == before
        after = session.execute(select(events.c.seq).where(events.c.stream == plan.stream)).scalars().all()  # type: ignore[call-overload]
        assert after == number, "No form of hers goes stale by it, so its number does not tell either."
        steps = session.exec(select(SuspensionStep).where(SuspensionStep.relation_id == gail_of(house).id)).all()
        assert [row.step for row in steps] == ["asked", "confirmed"]
        bodies = b"".join(bytes(row) for row in session.execute(select(events.c.body)).scalars())  # type: ignore[call-overload]
        assert b"bruises" not in bodies


@pytest.mark.parametrize("path", ["/my-plan", "/still-open", "/people"])
def test_the_time_an_answer_takes_tells_nothing(visit_as: VisitAs, house: Database, path: str) -> None:
    """The same questions to the database, in the same order: there is nothing whose time could differ."""
    gail = visit_as("gail")
    suspend(visit_as, house)
    suspended = _asked_of(house, gail, path)
    set_relation(house, suspended_at=None, ends_on=TODAY - timedelta(days=1))
    assert _asked_of(house, gail, path) == suspended
    assert suspended


def _asked_of(house: Database, browser: Browser, path: str) -> list[str]:
    """Statements of the second visit; the first may still write down when somebody was last seen."""
    browser.client.get(path)
    said: list[str] = []

    def note(_connection: object, _cursor: object, statement: str, *_more: object) -> None:
        said.append(statement)

    event.listen(house.reader, "before_cursor_execute", note)
    try:
        browser.client.get(path)
    finally:
        event.remove(house.reader, "before_cursor_execute", note)
    return said


def test_a_suspended_guardian_neither_answers_nor_signs_nor_declines(visit_as: VisitAs, house: Database) -> None:
    with reading(house) as session:
        plan = plan_of(session, "marcus")
    gail = visit_as("gail")
    page = gail.visit("/my-plan")
    token = re.search(r'name="csrf_token" value="([^"]+)"', page.html)
    assert token
    suspend(visit_as, house)
    form = {
        "csrf_token": token.group(1),
        "command": "01a21236-9b08-7000-800d-2013c48870a6",
        "answer": "yes",
        "words": "x",
    }
    for path in (f"/my-plan/{plan.id}/parts/1", f"/my-plan/{plan.id}/changes", f"/my-plan/{plan.id}/talk"):
        answer = gail.client.post(
            path, data=form, headers={"origin": "http://testserver.local", "sec-fetch-site": "same-origin"}
        )
        assert answer.status_code == 404, path


def test_her_open_page_asks_and_learns_that_it_is_closed_within_a_minute(visit_as: VisitAs, house: Database) -> None:
    """The page asks twice a minute; the answer is a mark that is the same for every reason."""
    gail = visit_as("gail")
    mark = gail.client.get("/still-open").json()["mark"]
    page = gail.visit("/my-plan")
    assert f'data-mark="{mark}"' in page.html
    suspend(visit_as, house)
    suspended = gail.client.get("/still-open").json()["mark"]
    assert suspended != mark
    set_relation(house, suspended_at=None, ends_on=TODAY - timedelta(days=1))
    assert gail.client.get("/still-open").json()["mark"] == suspended


def test_a_supporter_removed_at_midnight_is_refused_at_the_next_request(visit_as: VisitAs, house: Database) -> None:
    with reading(house) as session:
        plan = plan_of(session, "rosa")
        leo = session.exec(
            select(Relation).where(Relation.person_id == plan.person_id, Relation.name == "Leo Delgado")
        ).one()
    supporter, rosa = visit_as("leo"), visit_as("rosa")
    supporter.visit(f"/plans/{plan.id}")
    mark = supporter.client.get("/still-open").json()["mark"]
    rosa.visit(f"/my-plan/circle/{leo.id}/end")
    rosa.submit(f"/my-plan/circle/{leo.id}/end")
    assert supporter.client.get(f"/plans/{plan.id}").status_code == 404
    assert supporter.client.get("/still-open").json()["mark"] != mark


@pytest.mark.parametrize(
    "papers",
    [
        {"papers_seen_on": None, "papers_seen_by": None},
        {"ends_on": TODAY - timedelta(days=1)},
        {"starts_on": TODAY + timedelta(days=1)},
        {"scope": ["finance"]},
        {"suspended_at": NOW},
        "verified by who wrote them in",
    ],
    ids=str,
)
def test_papers_that_do_not_count_open_answer_and_sign_nothing(
    visit_as: VisitAs, house: Database, papers: dict[str, object] | str
) -> None:
    with reading(house) as session:
        plan = plan_of(session, "marcus")
        answers = len(session.exec(select(Answer)).all())
    values = {"papers_seen_by": gail_of(house).entered_by} if isinstance(papers, str) else papers
    set_relation(house, **values)
    gail = visit_as("gail")
    for path in (f"/my-plan/{plan.id}/read/1", f"/my-plan/{plan.id}/signature", f"/plans/{plan.id}"):
        assert gail.client.get(path, follow_redirects=False).status_code in (303, 404), path
    assert "Marcus" not in gail.visit("/my-plan").text
    with reading(house) as session:
        assert len(session.exec(select(Answer)).all()) == answers


def test_a_guardian_cannot_read_that_the_person_asked_about_her(visit_as: VisitAs, house: Database) -> None:
    relation = gail_of(house).id
    gail = visit_as("gail")
    before = {path: plainly(gail, path) for path in addresses(house)}
    marcus = visit_as("marcus")
    marcus.visit(f"/my-plan/circle/{relation}/ask")
    marcus.submit(f"/my-plan/circle/{relation}/ask", {"words": "She takes my money."})
    with reading(house) as session:
        assert session.exec(select(CircleQuestion)).one().words_quote_id is not None
    assert {path: plainly(gail, path) for path in addresses(house)} == before


def test_the_suspended_signature_is_no_longer_waited_for(visit_as: VisitAs, house: Database) -> None:
    """What she signed before stays; a slot she has not filled does not hold the plan up, and nobody says why."""
    with reading(house) as session:
        plan = plan_of(session, "marcus")
    suspend(visit_as, house)
    page = visit_as("sam").visit(f"/plans/{plan.id}")
    assert "suspend" not in page.text.lower()
