"""Correct fields that the rules list as immaterial: a new version, printed as a correction with who and when."""

from collections.abc import Sequence
from dataclasses import replace
from uuid import UUID

from litestar import get, post
from litestar.params import FromPath
from sqlmodel import Session

from engine import kinds
from engine.clock import today
from engine.database import reading
from engine.firing import peek
from engine.items import Item, items_of
from engine.permissions import Action
from engine.plans import Plan
from web.answers import Answer, form_again, page
from web.asked import Asked, database_of, form_of, settings_of
from web.doing import act
from web.forms import Form
from web.pages.plans import find_plan
from web.sent import command_fields, command_of
from web.spoken import spoken
from web.standings import plan_title
from workflows import amending
from workflows.profiles import profile


@get("/plans/{plan_id:uuid}/correction", sync_to_thread=True)
def show(request: Asked, plan_id: FromPath[UUID]) -> Answer:
    """Every field that may be corrected, as it stands in force."""
    with reading(database_of(request)) as session:
        return _page(session, request, plan_id, form=Form(), errors={})


@post("/plans/{plan_id:uuid}/correction", sync_to_thread=True)
def create(request: Asked, plan_id: FromPath[UUID]) -> Answer:
    """Save the fields that differ, all at once."""
    form, on = form_of(request), today(settings_of(request).time_zone)

    def write(session: Session) -> None:
        plan, _person = find_plan(session, request, plan_id, Action.CORRECT, on=on)
        command = command_of(request)
        told = replace(command, content={**command.content, "reason": form.words("reason")})
        amending.correct(session, plan, told, changes=_changes(session, plan, form, on=on))

    return act(
        request,
        write,
        again=lambda session, typed: _page(session, request, plan_id, form=typed, errors=typed.errors),
        then=f"/plans/{plan_id}",
    )


def _page(session: Session, request: Asked, plan_id: UUID, *, form: Form, errors: object) -> Answer:
    on = today(settings_of(request).time_zone)
    plan, person = find_plan(session, request, plan_id, Action.CORRECT, on=on)
    answer = form_again if errors else page
    return answer(
        request,
        "corrections/show.html",
        plan=plan,
        person=person,
        title=plan_title(plan),
        fields=[
            (
                f"{item.lineage_id}.{name}",
                f"{spoken(kinds.label_of(item.kind))}, {spoken(kinds.title_of(item.kind, name)).lower()}",
                str(item.details.get(name) or ""),
                _lead(item),
            )
            for item, name in _correctable(session, plan, on=on)
        ],
        command=command_fields(peek(session, plan.stream).seq),
        form=form if errors else None,
        errors=errors,
    )


def _correctable(session: Session, plan: Plan, *, on: object) -> Sequence[tuple[Item, str]]:
    if plan.in_force_version_id is None:
        return []
    allowed = profile(plan.profile, on=on).immaterial_fields.value  # type: ignore[arg-type]
    return [
        (item, name)
        for item in items_of(session, plan.in_force_version_id)
        for name in item.details
        if f"{item.kind}.{name}" in allowed
    ]


def _changes(session: Session, plan: Plan, form: Form, *, on: object) -> dict[UUID, dict[str, str]]:
    changes: dict[UUID, dict[str, str]] = {}
    for item, name in _correctable(session, plan, on=on):
        field = f"{item.lineage_id}.{name}"
        if field in form.fields and form.line(field) != str(item.details.get(name) or ""):
            changes.setdefault(item.lineage_id, {})[name] = form.line(field)
    return changes


def _lead(item: Item) -> str:
    texts = (str(item.details.get(name) or "") for name in kinds.staff_fields(item.kind))
    return next((text for text in texts if text), "")[:80]
