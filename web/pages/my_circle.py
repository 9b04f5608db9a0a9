"""“Who can see my plan”: everybody by name and why, who looked and when, ending a supporter's access, asking about somebody.

Only the person has these pages. A guardian's room beside theirs has none like them.
"""

from datetime import date
from uuid import UUID

from litestar import get, post
from litestar.params import FromPath
from sqlmodel import Session

from engine import access
from engine.accounts import Role
from engine.circle_questions import questions_of
from engine.clock import today
from engine.database import reading
from engine.people import Person, Relation, RelationKind, circle_of
from engine.permissions import Action
from engine.quotes import quotes_by_id
from engine.refusals import NotFound
from engine.visitors import Visitor
from engine.who_sees import who_sees
from web.answers import Answer, form_again, page
from web.asked import Asked, database_of, form_of, settings_of
from web.circle_in_words import looks, why_words
from web.doing import act
from web.forms import Form
from web.identity import signed_in
from web.sent import command_fields, command_of
from workflows import asking, circle


@get("/my-plan/circle", sync_to_thread=True)
def index(request: Asked) -> Answer:
    """Everybody who can read the plan, by name and why; and who was chosen to help but reads nothing.

    What the person asked about somebody is shown while nobody sits with them.
    """
    visitor, on = _the_person(request), _today(request)
    with reading(database_of(request)) as session:
        person = _own(session, visitor, on)
        seers = who_sees(session, person, on=on)
        reading_now = {seer.relation.id for seer in seers if seer.relation}
        others = [
            row
            for row in circle_of(session, person.id)
            if row.kind != RelationKind.GUARDIAN and row.holds_on(on) and row.id not in reading_now
        ]
        sitting = signed_in(request).sitting
        alone = sitting is None or not sitting.helped_by
        questions = questions_of(session, person.id) if alone else []
        words = quotes_by_id(session, [row.words_quote_id for row in questions if row.words_quote_id], private_too=True)
        return page(
            request,
            "my_circle/index.html",
            person=person,
            seers=[seer for seer in seers if seer.account_id != visitor.account_id],
            others=others,
            questions=[(row, words.get(row.words_quote_id) if row.words_quote_id else None) for row in questions],
            why_words=why_words,
        )


@get("/my-plan/circle/looked", sync_to_thread=True)
def looked(request: Asked) -> Answer:
    """Who looked at what, and when."""
    visitor, on = _the_person(request), _today(request)
    said = request.query_params.get("before", "")
    before = int(said) if said.isascii() and said.isdigit() and len(said) < 12 else None
    with reading(database_of(request)) as session:
        person = _own(session, visitor, on)
        access.person_for(session, visitor, person.id, Action.SEE_OPENINGS, on=on)
        found, more = looks(session, person.id, time_zone=settings_of(request).time_zone, before=before)
        return page(request, "my_circle/looked.html", person=person, looks=found, more=more)


@get("/my-plan/circle/{relation_id:uuid}/end", sync_to_thread=True)
def ask_end(request: Asked, relation_id: FromPath[UUID]) -> Answer:
    """What happens when somebody’s access ends, before it does."""
    with reading(database_of(request)) as session:
        return _end_page(session, request, relation_id, Form())


@post("/my-plan/circle/{relation_id:uuid}/end", sync_to_thread=True)
def end(request: Asked, relation_id: FromPath[UUID]) -> Answer:
    """It ends now: the next thing they open is refused."""

    def write(session: Session) -> None:
        circle.end_relation(session, command_of(request), _supporter(session, request, relation_id))

    return act(
        request,
        write,
        again=lambda session, form: _end_page(session, request, relation_id, form),
        then="/my-plan/circle",
    )


@get("/my-plan/circle/{relation_id:uuid}/ask", sync_to_thread=True)
def ask(request: Asked, relation_id: FromPath[UUID]) -> Answer:
    """Ask about somebody: who reads it, and who does not."""
    with reading(database_of(request)) as session:
        return _ask_page(session, request, relation_id, Form())


@post("/my-plan/circle/{relation_id:uuid}/ask", sync_to_thread=True)
def send(request: Asked, relation_id: FromPath[UUID]) -> Answer:
    """It is on its way to the coordinator, and to nobody else."""

    def write(session: Session) -> None:
        relation = _relation(session, request, relation_id, Action.ASK_ABOUT_CIRCLE)
        words, language = form_of(request).words("words"), signed_in(request).visitor.language
        asking.ask_about(session, command_of(request), relation, words=words, language=language)

    return act(
        request,
        write,
        again=lambda session, form: _ask_page(session, request, relation_id, form),
        then="/my-plan/circle",
    )


def _end_page(session: Session, request: Asked, relation_id: UUID, form: Form) -> Answer:
    relation = _supporter(session, request, relation_id)
    return _one(session, request, "my_circle/end.html", relation, form)


def _ask_page(session: Session, request: Asked, relation_id: UUID, form: Form) -> Answer:
    relation = _relation(session, request, relation_id, Action.ASK_ABOUT_CIRCLE)
    return _one(session, request, "my_circle/ask.html", relation, form)


def _one(session: Session, request: Asked, template: str, relation: Relation, form: Form) -> Answer:
    made = form_again if form.errors else page
    return made(
        request,
        template,
        person=session.get_one(Person, relation.person_id),
        row=relation,
        command=command_fields,
        form=form,
        errors=form.errors,
    )


def _supporter(session: Session, request: Asked, relation_id: UUID) -> Relation:
    """A guardian’s access is not the person’s to end; asking about it is."""
    relation = _relation(session, request, relation_id, Action.MANAGE_SUPPORTERS)
    if relation.kind == RelationKind.GUARDIAN:
        raise NotFound
    return relation


def _relation(session: Session, request: Asked, relation_id: UUID, action: Action) -> Relation:
    """Somebody who is in the circle now. Whoever was, is not, whatever the reason."""
    visitor, on = _the_person(request), _today(request)
    relation = access.relation_for(session, visitor, relation_id, action, on=on)
    if not relation.holds_on(on):
        raise NotFound
    return relation


def _own(session: Session, visitor: Visitor, on: date) -> Person:
    if visitor.person_id is None:
        raise NotFound
    return access.person_for(session, visitor, visitor.person_id, on=on)


def _the_person(request: Asked) -> Visitor:
    visitor = signed_in(request).visitor
    if visitor.role is not Role.PARTICIPANT or visitor.person_id is None:
        raise NotFound
    return visitor


def _today(request: Asked) -> date:
    return today(settings_of(request).time_zone)
