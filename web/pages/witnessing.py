"""A witness who wrote no part of the plan writes down, under their own name, what they saw or heard the person express."""

from uuid import UUID

from litestar import get, post
from litestar.params import FromPath
from sqlmodel import Session, select

from engine import access
from engine.clock import today
from engine.database import reading
from engine.ids import read_id
from engine.people import Person
from engine.permissions import Action
from engine.refusals import NotFound
from engine.rounds import Round, RoundKind, WitnessedExpression, open_round
from engine.versions import Version
from web.answers import Answer, form_again, page
from web.asked import Asked, database_of, form_of, settings_of
from web.doing import act
from web.forms import Form
from web.identity import signed_in
from web.plan_view import version_view
from web.sent import command_fields, command_of
from web.standings import plan_title
from workflows import answering
from workflows.profiles import Satisfies, profile


@get("/plans/{plan_id:uuid}/witness", sync_to_thread=True)
def show(request: Asked, plan_id: FromPath[UUID]) -> Answer:
    """The shared text part by part, with how the person says yes and no, and never with their answers."""
    with reading(database_of(request)) as session:
        return _page(session, request, plan_id, Form())


@post("/plans/{plan_id:uuid}/witness", sync_to_thread=True)
def create(request: Asked, plan_id: FromPath[UUID]) -> Answer:
    """Kept as observed by this witness. It is not counted as the person's yes."""
    form, on = form_of(request), today(settings_of(request).time_zone)

    def write(session: Session) -> None:
        plan = access.plan_for(session, signed_in(request).visitor, plan_id, Action.WITNESS, on=on)
        section = read_id(form.text("section"))
        if section is None:
            raise NotFound
        answering.witness(session, plan, command_of(request), section=section, seen=form.words("seen"))

    return act(
        request,
        write,
        again=lambda session, typed: _page(session, request, plan_id, typed),
        then=f"/plans/{plan_id}/witness",
    )


def _page(session: Session, request: Asked, plan_id: UUID, form: Form) -> Answer:
    visitor, on = signed_in(request), today(settings_of(request).time_zone)
    plan = access.plan_for(session, visitor.visitor, plan_id, Action.WITNESS, on=on)
    current = open_round(session, plan.id)
    if current is None or current.kind != RoundKind.PARTICIPANT_REVIEW:
        raise NotFound
    rules = profile(plan.profile, on=on)
    made = form_again if form.errors else page
    return made(
        request,
        "rounds/witness.html",
        plan=plan,
        person=session.get_one(Person, plan.person_id),
        title=plan_title(plan),
        sections=version_view(session, plan, session.get_one(Version, current.version_id)),
        seen=_mine(session, current, visitor.account_id),
        opens_gate=rules.witnessed_passes(Satisfies.GATE),
        fills_slot=rules.witnessed_passes(Satisfies.SIGNATURE),
        command=command_fields,
        form=form,
        errors=form.errors,
    )


def _mine(session: Session, current: Round, account_id: UUID) -> list[WitnessedExpression]:
    query = select(WitnessedExpression).where(
        WitnessedExpression.round_id == current.id, WitnessedExpression.witness_id == account_id
    )
    return list(session.exec(query))
