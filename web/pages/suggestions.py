"""What a model suggests for a plan: the list of runs, the prompts to choose from, and the decision about each suggestion."""

from uuid import UUID

from litestar import get, post
from litestar.params import FromPath
from sqlmodel import Session

from engine import access
from engine.clock import now, today
from engine.database import reading
from engine.model_runs import ModelRun, runs_of
from engine.openings import opened
from engine.permissions import Action
from engine.plans import Plan, Standing
from web.answers import Answer, page
from web.asked import Asked, database_of, form_of, settings_of
from web.doing import act
from web.forms import Form
from web.identity import signed_in
from web.pages.model_runs import run_page
from web.pages.plans import find_plan
from web.sent import command_of
from web.standings import plan_title
from web.suggestion_view import state_words
from workflows.suggesting import deciding
from workflows.suggesting.prompts import prompt, prompts


@get("/plans/{plan_id:uuid}/suggestions", sync_to_thread=True)
def index(request: Asked, plan_id: FromPath[UUID]) -> Answer:
    """What can be asked, and what was asked before."""
    settings = settings_of(request)
    on = today(settings.time_zone)
    with reading(database_of(request)) as session:
        plan, person = find_plan(session, request, plan_id, Action.ASK_MODEL, on=on)
        person_id = person.id
        runs = runs_of(session, plan.id)
        answer = page(
            request,
            "suggestions/index.html",
            plan=plan,
            person=person,
            title=plan_title(plan),
            settings=settings,
            offered=[row for row in prompts().values() if plan.plan_type in row.plan_types],
            runs=[(row, prompt(row.prompt).name, state_words(row)) for row in runs],
            too_early=plan.standing == Standing.PLANNING_MEETING,
            closed=plan.standing == Standing.CLOSED,
        )
    opened(database_of(request), signed_in(request).visitor, person_id, f"plan:{plan_id}", at=now())
    return answer


@post("/suggestions/{suggestion_id:uuid}", sync_to_thread=True)
def decide(request: Asked, suggestion_id: FromPath[UUID]) -> Answer:
    """Accept, change or reject one suggestion, with a reason."""
    visitor, form = signed_in(request).visitor, form_of(request)
    on = today(settings_of(request).time_zone)
    with reading(database_of(request)) as session:
        run_id = access.suggestion_for(session, visitor, suggestion_id, Action.EDIT_DRAFT, on=on).run_id

    def write(session: Session) -> None:
        row = access.suggestion_for(session, visitor, suggestion_id, Action.EDIT_DRAFT, on=on)
        decision = form.text("decision")
        wording = {name: form.words(f"{name}-{row.id}") for name in row.fields if f"{name}-{row.id}" in form.fields}
        deciding.decide(
            session,
            session.get_one(Plan, row.plan_id),
            row,
            decision,
            command_of(request),
            reason=form.words("reason"),
            wording=wording,
        )

    def again(session: Session, typed: Form) -> Answer:
        return run_page(session, request, session.get_one(ModelRun, run_id), form=typed, about=suggestion_id)

    return act(request, write, again=again, then=f"/model-runs/{run_id}#s-{suggestion_id}")
