"""Who is around a person: guardians with their papers, supporters, and the staff who work with them."""

from datetime import date
from uuid import UUID

from litestar import get, post
from litestar.params import FromPath
from sqlmodel import Session

from engine import access, caseloads
from engine.circle_questions import CircleQuestion, questions_of
from engine.clock import now, today
from engine.database import reading
from engine.ids import read_id
from engine.openings import opened
from engine.people import Assignment, Person, Relation, Team, all_assignments_of, circle_of
from engine.permissions import Action
from engine.quotes import quotes_by_id
from engine.refusals import NotFound
from engine.staff import accounts_by_id, own_account_of
from web.administering import saved
from web.answers import Answer, form_again, page, redirect
from web.asked import Asked, database_of, form_of, settings_of
from web.identity import signed_in
from web.plan_words import part_words
from web.sent import command_of
from workflows import asking, circle, guardians, staffing
from workflows.authority_dates import dates_open

GATE = Action.MANAGE_GUARDIANS
"""Who may write guardians into a circle sees the circle’s page; the person’s own way to choose supporters is elsewhere."""


@get("/circles", sync_to_thread=True)
def index(request: Asked) -> Answer:
    """People by name whose circle the visitor keeps."""
    visitor, on = signed_in(request).visitor, _today(request)
    named = request.query_params.get("named", "").strip()[:100]
    after = _place(request.query_params.get("after", ""))
    with reading(database_of(request)) as session:
        access.require(session, visitor, GATE)
        rows = caseloads.people_seen(session, visitor, GATE, on=on, named=named, after=after, limit=caseloads.PAGE + 1)
    last = rows[caseloads.PAGE - 1] if len(rows) > caseloads.PAGE else None
    return page(
        request,
        "circles/index.html",
        rows=rows[: caseloads.PAGE],
        named=named,
        next=f"{last.id}.{last.full_name}" if last else "",
    )


@get("/people/{person_id:uuid}/circle", sync_to_thread=True)
def show(request: Asked, person_id: FromPath[UUID]) -> Answer:
    """Everybody around the person, each with dates; nothing of what the person said."""
    visitor = signed_in(request).visitor
    with reading(database_of(request)) as session:
        answer = circle_page(session, request, person_id)
    opened(database_of(request), visitor, person_id, f"circle:{person_id}", at=now())
    return answer


@post("/relations/{relation_id:uuid}/papers", sync_to_thread=True)
def papers(request: Asked, relation_id: FromPath[UUID]) -> Answer:
    """The visitor held the guardian's papers in their hands today, and somebody else wrote them in."""
    on = _today(request)
    visitor = signed_in(request).visitor

    def write(session: Session) -> object:
        relation = access.relation_for(session, visitor, relation_id, Action.CHECK_PAPERS, on=on)
        return guardians.note_papers_seen(session, command_of(request), relation, seen_on=on)

    with reading(database_of(request)) as session:
        person_id = access.relation_for(session, visitor, relation_id, Action.CHECK_PAPERS, on=on).person_id
    return _answer(request, person_id, saved(request, write))


@post("/relations/{relation_id:uuid}/end", sync_to_thread=True)
def end_relation(request: Asked, relation_id: FromPath[UUID]) -> Answer:
    """The relation ends now."""
    on, visitor = _today(request), signed_in(request).visitor

    def find(session: Session) -> Relation:
        return access.relation_for(session, visitor, relation_id, GATE, on=on)

    with reading(database_of(request)) as session:
        person_id = find(session).person_id
    ended = saved(request, lambda session: circle.end_relation(session, command_of(request), find(session)))
    return _answer(request, person_id, ended)


@post("/assignments/{assignment_id:uuid}/end", sync_to_thread=True)
def end_assignment(request: Asked, assignment_id: FromPath[UUID]) -> Answer:
    """Somebody no longer works with the person, from now on."""
    on, visitor = _today(request), signed_in(request).visitor

    def find(session: Session) -> Assignment:
        return access.assignment_for(session, visitor, assignment_id, Action.ASSIGN, on=on)

    with reading(database_of(request)) as session:
        person_id = find(session).person_id
    ended = saved(request, lambda session: staffing.end_assignment(session, command_of(request), find(session)))
    return _answer(request, person_id, ended)


@post("/circle-questions/{question_id:uuid}", sync_to_thread=True)
def answer_question(request: Asked, question_id: FromPath[UUID]) -> Answer:
    """What was done about a question of the person, under one's own name."""
    on, visitor = _today(request), signed_in(request).visitor

    def find(session: Session) -> CircleQuestion:
        question = session.get(CircleQuestion, question_id)
        if question is None:
            raise NotFound
        for action in (Action.ASK_SUSPENSION, GATE):
            access.person_for(session, visitor, question.person_id, action, on=on)
        return question

    with reading(database_of(request)) as session:
        person_id = find(session).person_id
    done = form_of(request).words("done")
    kept = saved(
        request, lambda session: asking.answer_question(session, command_of(request), find(session), what_was_done=done)
    )
    return _answer(request, person_id, kept)


def circle_page(session: Session, request: Asked, person_id: UUID) -> Answer:
    """The page, with what stood in the way of the form that was sent from it."""
    visitor, on, form = signed_in(request).visitor, _today(request), form_of(request)
    person = access.person_for(session, visitor, person_id, GATE, on=on)

    def may(action: Action) -> bool:
        return access.may(session, visitor, action, on=on, person_id=person_id)

    relations = circle_of(session, person_id)
    assignments = all_assignments_of(session, person_id)
    named = [person.coordinator_id, *(row.account_id for row in relations), *(row.account_id for row in assignments)]
    asked = questions_of(session, person_id) if may(Action.ASK_SUSPENSION) else []
    private_too = access.reads_private(session, visitor, person_id)
    words = quotes_by_id(session, [row.words_quote_id for row in asked if row.words_quote_id], private_too=private_too)
    accounts = accounts_by_id(session, [identity for identity in named if identity is not None])
    answer = form_again if form.errors else page
    return answer(
        request,
        "circles/show.html",
        person=person,
        team=session.get_one(Team, person.team_id),
        coordinator=accounts.get(person.coordinator_id) if person.coordinator_id else None,
        guardians=[
            (row, accounts.get(row.account_id or row.id), guardians.is_paid(session, row, on=on))
            for row in relations
            if row.kind == "guardian"
        ],
        supporters=[(row, accounts.get(row.account_id or row.id)) for row in relations if row.kind != "guardian"],
        staff=[(row, accounts.get(row.account_id), part_words(row.part)) for row in assignments],
        own_account=own_account_of(session, person_id),
        may_make_account=visitor.role == "administrator",
        may_see_person=may(Action.SEE_PERSON),
        may_check_papers=may(Action.CHECK_PAPERS),
        may_ask_suspension=may(Action.ASK_SUSPENSION),
        me=visitor.account_id,
        questions=[
            (
                row,
                next((one for one in relations if one.id == row.relation_id), None),
                words.get(row.words_quote_id or row.id),
            )
            for row in asked
        ],
        ran_out=dates_open(session, person_id),
        may_assign=may(Action.ASSIGN),
        today=on,
        errors=form.errors,
    )


def person_in_circle(session: Session, request: Asked, person_id: UUID, action: Action) -> Person:
    """The person, when the visitor both keeps their circle and may do this."""
    visitor, on = signed_in(request).visitor, _today(request)
    access.person_for(session, visitor, person_id, GATE, on=on)
    return access.person_for(session, visitor, person_id, action, on=on)


def _answer(request: Asked, person_id: UUID, done: object) -> Answer:
    if done is None:
        with reading(database_of(request)) as session:
            return circle_page(session, request, person_id)
    return redirect(f"/people/{person_id}/circle")


def _place(text: str) -> tuple[str, UUID] | None:
    identity, _dot, name = text.partition(".")
    found = read_id(identity)
    return (name, found) if found else None


def _today(request: Asked) -> date:
    return today(settings_of(request).time_zone)
