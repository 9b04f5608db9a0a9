"""One member of a circle, for staff: the authority and its papers, an agreement on support, and whether access is suspended."""

from datetime import date
from uuid import UUID

from litestar import get, post
from litestar.params import FromPath
from sqlmodel import Session

from engine import access
from engine.authorities import SUPPORT_AREAS
from engine.clock import now, today
from engine.database import reading
from engine.openings import opened
from engine.people import Person, Relation, RelationKind
from engine.permissions import Action
from engine.staff import accounts_by_id
from engine.support_agreements import agreements_of
from engine.suspensions import CITATION, steps_of
from web.answers import Answer, form_again, page
from web.asked import Asked, database_of, form_of, settings_of
from web.doing import act
from web.forms import Form
from web.identity import signed_in
from web.plan_words import support_words
from web.sent import command_fields, command_of
from web.stepping_up import require_step_up
from workflows import guardians, supporting, suspending
from workflows.supporting import AgreementForm

GATE = Action.ASK_SUSPENSION
"""Who may ask for a suspension sees what stands behind a relation; the administrator, who keeps the list, does not."""


@get("/relations/{relation_id:uuid}", sync_to_thread=True)
def show(request: Asked, relation_id: FromPath[UUID]) -> Answer:
    """Everything about one member of the circle."""
    with reading(database_of(request)) as session:
        person_id = _find(session, request, relation_id, GATE).person_id
        answer = _page(session, request, relation_id, Form())
    opened(database_of(request), signed_in(request).visitor, person_id, f"circle:{person_id}", at=now())
    return answer


@post("/relations/{relation_id:uuid}/suspension", sync_to_thread=True)
def ask(request: Asked, relation_id: FromPath[UUID]) -> Answer:
    """One asks, with a reason."""
    if (first := _shown_that_it_is_them(request, relation_id, Action.ASK_SUSPENSION)) is not None:
        return first

    def write(session: Session) -> None:
        relation = _find(session, request, relation_id, Action.ASK_SUSPENSION)
        suspending.ask_suspension(session, command_of(request), relation, reason=form_of(request).words("reason"))

    return _do(request, relation_id, write)


@post("/relations/{relation_id:uuid}/suspension/decided", sync_to_thread=True)
def decide(request: Asked, relation_id: FromPath[UUID]) -> Answer:
    """Another confirms, or says no with a reason."""
    form = form_of(request)
    if (first := _shown_that_it_is_them(request, relation_id, Action.CONFIRM_SUSPENSION)) is not None:
        return first

    def write(session: Session) -> None:
        relation = _find(session, request, relation_id, Action.CONFIRM_SUSPENSION)
        suspending.decide_suspension(
            session,
            command_of(request),
            relation,
            confirm=form.text("decision") == "confirm",
            reason=form.words("why_not"),
        )

    return _do(request, relation_id, write)


@post("/relations/{relation_id:uuid}/agreement", sync_to_thread=True)
def agreement(request: Asked, relation_id: FromPath[UUID]) -> Answer:
    """What the person and a supporter agreed on."""
    form = form_of(request)

    def write(session: Session) -> None:
        _find(session, request, relation_id, GATE)
        relation = _find(session, request, relation_id, Action.MANAGE_SUPPORTERS)
        said = AgreementForm(
            areas=form.all("areas"),
            may_access_information=form.ticked("access"),
            made_on=form.day("made_on"),
            ends_on=form.day("ends_on"),
            witnesses=form.text("witnesses").splitlines(),
            notary=form.line("notary"),
            papers=form.line("papers"),
        )
        supporting.record_agreement(session, command_of(request), relation, said)

    return _do(request, relation_id, write)


@post("/relations/{relation_id:uuid}/report", sync_to_thread=True)
def report(request: Asked, relation_id: FromPath[UUID]) -> Answer:
    """The report to the court was made, and when the next one is due."""
    form = form_of(request)

    def write(session: Session) -> None:
        _find(session, request, relation_id, GATE)
        relation = _find(session, request, relation_id, Action.MANAGE_GUARDIANS)
        guardians.note_report(session, command_of(request), relation, next_on=form.day("next_on"))

    return _do(request, relation_id, write)


def _shown_that_it_is_them(request: Asked, relation_id: UUID, action: Action) -> Answer | None:
    """Only whoever may do it is asked to show that it is them."""
    with reading(database_of(request)) as session:
        _find(session, request, relation_id, action)
    return require_step_up(request)


def _do(request: Asked, relation_id: UUID, write: object) -> Answer:
    return act(
        request,
        write,  # type: ignore[arg-type]
        again=lambda session, typed: _page(session, request, relation_id, typed),
        then=f"/relations/{relation_id}",
    )


def _find(session: Session, request: Asked, relation_id: UUID, action: Action) -> Relation:
    return access.relation_for(session, signed_in(request).visitor, relation_id, action, on=_today(request))


def _page(session: Session, request: Asked, relation_id: UUID, form: Form) -> Answer:
    visitor, on = signed_in(request).visitor, _today(request)
    relation = _find(session, request, relation_id, GATE)
    steps = steps_of(session, relation.person_id).get(relation.id, [])
    waiting = steps[-1] if steps and steps[-1].waits else None
    confirms = access.may(session, visitor, Action.CONFIRM_SUSPENSION, on=on, person_id=relation.person_id)
    named = [relation.account_id, relation.entered_by, relation.papers_seen_by]
    answer = form_again if form.errors else page
    return answer(
        request,
        "relations/show.html",
        person=session.get_one(Person, relation.person_id),
        row=relation,
        is_guardian=relation.kind == RelationKind.GUARDIAN,
        accounts=accounts_by_id(session, [identity for identity in named if identity]),
        paid=guardians.is_paid(session, relation, on=on),
        counts=relation.may_decide_on(on),
        holds=relation.holds_on(on),
        agreement=agreements_of(session, relation.person_id).get(relation.id),
        areas=[(area, support_words(area)) for area in SUPPORT_AREAS],
        steps=steps,
        waiting=waiting,
        may_decide=waiting is not None and confirms and waiting.by != visitor.account_id,
        citation=CITATION,
        command=command_fields,
        today=on,
        form=form if form.errors else None,
        errors=form.errors,
    )


def _today(request: Asked) -> date:
    return today(settings_of(request).time_zone)
