"""One run: make its text ready, read it, send it or carry it to one's own tool, watch it, and bring an answer in."""

from typing import Any
from uuid import UUID

from litestar import get, post
from litestar.params import FromPath
from sqlmodel import Session

from engine import access
from engine.clock import now, today
from engine.database import reading, writing
from engine.model_runs import ModelRun, runs_of
from engine.openings import opened
from engine.permissions import Action
from engine.plans import Standing
from engine.refusals import NotFound, Refusal
from web.answers import Answer, form_again, page, redirect, wants_part
from web.asked import Asked, database_of, form_of, settings_of
from web.doing import act, refuse_what_is_wrong
from web.forms import Errors, Form
from web.i18n import gettext as _
from web.identity import signed_in
from web.pages.plans import find_plan
from web.sent import command_of
from web.standings import plan_title
from web.suggestion_view import decision_words, run_shown, state_words
from workflows.suggesting import calling, preparing
from workflows.suggesting.prompts import prompt


@get("/plans/{plan_id:uuid}/prompts/{key:str}", sync_to_thread=True)
def new(request: Asked, plan_id: FromPath[UUID], key: FromPath[str]) -> Answer:
    """What this prompt is for, and what it needs to be told."""
    with reading(database_of(request)) as session:
        return _new(session, request, plan_id, key, form=None)


@post("/plans/{plan_id:uuid}/prompts/{key:str}", sync_to_thread=True)
def create(request: Asked, plan_id: FromPath[UUID], key: FromPath[str]) -> Answer:
    """Make the text ready. Nothing is sent."""
    form, on = form_of(request), today(settings_of(request).time_zone)
    try:
        refuse_what_is_wrong(form)
        with writing(database_of(request)) as session:
            plan, _person = find_plan(session, request, plan_id, Action.ASK_MODEL, on=on)
            _require_a_model(request)
            run = preparing.prepare(
                session,
                plan,
                prompt(key).key,
                {parameter.key: form.words(parameter.key) for parameter in prompt(key).parameters},
                command_of(request),
                reads_words=form.text("words") == "read",
                also=_listed(form.text("also")),
                not_names=_listed(form.text("not_names")),
            )
            run_id = run.id
    except NotFound:
        raise
    except Refusal as refusal:
        form.errors.add_refusal(refusal)
        with reading(database_of(request)) as session:
            return _new(session, request, plan_id, key, form=form)
    return redirect(f"/model-runs/{run_id}")


@get("/model-runs/{run_id:uuid}", sync_to_thread=True)
def show(request: Asked, run_id: FromPath[UUID]) -> Answer:
    """The text, the answer and every suggestion."""
    visitor, on = signed_in(request).visitor, today(settings_of(request).time_zone)
    with reading(database_of(request)) as session:
        run = access.run_for(session, visitor, run_id, Action.ASK_MODEL, on=on)
        person_id, plan_id = run.person_id, run.plan_id
        answer = run_page(session, request, run)
    opened(database_of(request), visitor, person_id, f"plan:{plan_id}", at=now())
    return answer


@post("/model-runs/{run_id:uuid}/send", sync_to_thread=True)
def send(request: Asked, run_id: FromPath[UUID]) -> Answer:
    """Let the model be asked, in the background."""
    settings = settings_of(request)

    def write(session: Session, run: ModelRun, form: Form) -> None:
        if not settings.asks_a_model:
            raise Refusal(
                _("Nothing was sent: no model is set up here. Carry the text to your own tool, or go on without.")
            )
        preparing.send(session, run, command_of(request), looked=form.ticked("looked"), model=settings.model_name)

    return _act(request, run_id, write)


@post("/model-runs/{run_id:uuid}/answer", sync_to_thread=True)
def paste(request: Asked, run_id: FromPath[UUID]) -> Answer:
    """An answer from a tool of the agency's own."""

    def write(session: Session, run: ModelRun, form: Form) -> None:
        if not settings_of(request).model_by_hand:
            raise Refusal(
                _("Nothing was taken: answers from other tools are turned off here. An administrator can allow them.")
            )
        calling.paste(
            session,
            run,
            command_of(request),
            answer=form.words("answer"),
            model=form.line("model"),
            looked=form.ticked("looked"),
        )

    return _act(request, run_id, write)


def run_page(
    session: Session, request: Asked, run: ModelRun, *, form: Form | None = None, about: UUID | None = None
) -> Answer:
    """The page of a run; with a form, once more with what was typed. `about` is the suggestion the form was for."""
    settings = settings_of(request)
    shown = run_shown(session, run)
    errors: Any = form.errors if form else {}
    context: dict[str, Any] = {
        "shown": shown,
        "run": run,
        "plan": shown.plan,
        "person": shown.person,
        "title": plan_title(shown.plan),
        "settings": settings,
        "state": state_words(run),
        "decision_words": decision_words,
        "first_send": not any(row.sent_at for row in runs_of(session, run.plan_id)),
        "is_draft": shown.plan.standing == Standing.DRAFT,
        "form": form,
        "errors": errors,
        "about": about,
        "in_part": wants_part(request),
    }
    if form is not None and errors:
        return form_again(request, "suggestions/run.html", **context)
    return page(request, "suggestions/run.html", part="progress", **context)


def _act(request: Asked, run_id: UUID, write: Any) -> Answer:
    visitor, form = signed_in(request).visitor, form_of(request)
    on = today(settings_of(request).time_zone)

    def within(session: Session) -> None:
        write(session, access.run_for(session, visitor, run_id, Action.ASK_MODEL, on=on), form)

    def again(session: Session, typed: Form) -> Answer:
        run = access.run_for(session, visitor, run_id, Action.ASK_MODEL, on=on)
        return run_page(session, request, run, form=typed)

    return act(request, within, again=again, then=f"/model-runs/{run_id}")


def _new(session: Session, request: Asked, plan_id: UUID, key: str, *, form: Form | None) -> Answer:
    on = today(settings_of(request).time_zone)
    plan, person = find_plan(session, request, plan_id, Action.ASK_MODEL, on=on)
    asked = prompt(key)
    if plan.plan_type not in asked.plan_types:
        raise NotFound
    errors: Any = form.errors if form else Errors()
    answer = form_again if errors else page
    return answer(
        request,
        "suggestions/new.html",
        plan=plan,
        person=person,
        title=plan_title(plan),
        prompt=asked,
        settings=settings_of(request),
        form=form,
        errors=errors,
    )


def _require_a_model(request: Asked) -> None:
    if not settings_of(request).model_is_used:
        raise Refusal(
            _("No model is used here, so no text was made ready. The draft can be written from the notes without one.")
        )


def _listed(typed: str) -> tuple[str, ...]:
    """Names from a field: one on each line, or with commas between them."""
    names = [" ".join(name.split()) for line in typed.splitlines() for name in line.split(",")]
    return tuple(dict.fromkeys(name[:200] for name in names if name))[:50]
