"""Place the person's words in the draft: by one press or by dragging, from a list beside the plan; and say why some are not."""

from collections.abc import Callable
from typing import Any
from urllib.parse import parse_qsl
from uuid import UUID

from litestar import get, post
from litestar.params import FromPath
from sqlmodel import Session

from engine import access
from engine.clock import now, today
from engine.database import reading, writing
from engine.firing import Command
from engine.ids import read_id
from engine.items import Item, items_of
from engine.left_out import Why
from engine.openings import opened
from engine.permissions import Action
from engine.plans import Plan, Standing
from engine.refusals import NotFound, Reason, Refusal
from web.answers import Answer, form_again, page, redirect
from web.asked import Asked, database_of, form_of, settings_of
from web.coverage_words import coverage_sentence
from web.forms import Form
from web.i18n import gettext as _
from web.identity import signed_in
from web.pages.editor import id_in, item_in
from web.placing_view import EVERY, WAITING, Asking, placing
from web.sent import command_of
from workflows import editing, leaving_out, tying
from workflows.lines import draft_of
from workflows.linking import links_at

Act = Callable[[Session, Plan, Form, Command], UUID | None]
"""Does one thing; gives the quote that the page goes back to."""


@get("/plans/{plan_id:uuid}/placing", sync_to_thread=True)
def show(request: Asked, plan_id: FromPath[UUID]) -> Answer:
    """The words beside the plan, and the thread of each outcome."""
    visitor, on = signed_in(request).visitor, today(settings_of(request).time_zone)
    with reading(database_of(request)) as session:
        plan = access.plan_for(session, visitor, plan_id, Action.EDIT_DRAFT, on=on)
        if plan.standing != Standing.DRAFT:
            return redirect(f"/plans/{plan_id}")
        person_id = plan.person_id
        answer = page(request, "placing/show.html", **_context(request, session, plan))
    opened(database_of(request), visitor, person_id, f"plan:{plan_id}", at=now())
    return answer


@post("/plans/{plan_id:uuid}/placing", sync_to_thread=True)
def place(request: Asked, plan_id: FromPath[UUID]) -> Answer:
    """Show words with a line, or with a new one: a reference, never a copy. Or take them out of it again."""
    return _act(request, plan_id, _take_out if form_of(request).text("do") == "take-out" else _place)


@post("/plans/{plan_id:uuid}/placing/left-out", sync_to_thread=True)
def leave_out(request: Asked, plan_id: FromPath[UUID]) -> Answer:
    """Why words stand nowhere in the plan; or they wait for a place again."""
    return _act(request, plan_id, _ask_again if form_of(request).text("do") == "undo" else _leave_out)


@post("/plans/{plan_id:uuid}/placing/ties", sync_to_thread=True)
def tie(request: Asked, plan_id: FromPath[UUID]) -> Answer:
    """Which need an outcome grew out of, and which support serves it."""
    return _act(request, plan_id, _tie)


def _act(request: Asked, plan_id: UUID, act: Act) -> Answer:
    visitor, form = signed_in(request).visitor, form_of(request)
    on = today(settings_of(request).time_zone)
    try:
        with writing(database_of(request)) as session:
            plan = access.plan_for(session, visitor, plan_id, Action.EDIT_DRAFT, on=on)
            act(session, plan, form, command_of(request))
    except NotFound:
        raise
    except Refusal as refusal:
        with reading(database_of(request)) as session:
            plan = access.plan_for(session, visitor, plan_id, Action.EDIT_DRAFT, on=on)
            if plan.standing != Standing.DRAFT or plan.working_version_id is None:
                raise
            form.errors.add_refusal(refusal)
            context = {**_context(request, session, plan), "form": form, "errors": form.errors}
            return form_again(request, "placing/show.html", **context)
    back = form.text("back")
    return redirect(_asking(request, back).address(plan_id))


def _place(session: Session, plan: Plan, form: Form, command: Command) -> UUID:
    quote_id, where = id_in(form, "quote"), form.text("where") or form.text("line")
    if not where:
        raise Refusal(reasons=[Reason("where", _("Choose the line these words are shown with."), f"line-{quote_id}")])
    if not where.startswith("new/"):
        editing.use_quote(session, plan, item_in(session, plan, where), quote_id, command)
        return quote_id
    _new, _slash, place = where.partition("/")
    parent, _slash, kind = place.partition("/")
    section = item_in(session, plan, parent)
    editing.add_line(session, plan, kind=kind, parent=section, details={}, command=command, quotes=[quote_id])
    return quote_id


def _take_out(session: Session, plan: Plan, form: Form, command: Command) -> UUID:
    """Undo: the reference goes, and with it a line that holds nothing else."""
    item, quote_id = item_in(session, plan, form.text("item")), id_in(form, "quote")
    editing.leave_quote(session, plan, item, quote_id, command)
    if item.kind != "section" and not _holds_anything(session, item):
        editing.remove_line(session, plan, item, command)
    return quote_id


def _holds_anything(session: Session, item: Item) -> bool:
    session.flush()
    below = [row for row in items_of(session, item.version_id) if row.parent_id == item.id]
    return bool(
        below or links_at(session, item) or any(str(value or "").strip("[] ") for value in item.details.values())
    )


def _leave_out(session: Session, plan: Plan, form: Form, command: Command) -> UUID:
    quote_id, why = id_in(form, "quote"), form.text("why")
    if why not in (Why.PRIVATE, Why.DUPLICATE, Why.OTHER):
        raise Refusal(reasons=[Reason("why", _("Choose why these words are left out."), f"why-{quote_id}")])
    try:
        leaving_out.leave_out(
            session,
            plan,
            quote_id,
            command,
            why=Why(why),
            reason=form.words("reason"),
            same_as=read_id(form.text("same_as")),
        )
    except NotFound:
        raise
    except Refusal as refusal:
        placed = [Reason(row.code, row.text, f"{row.about or 'why'}-{quote_id}") for row in refusal.reasons]
        raise Refusal(reasons=placed) from None
    return quote_id


def _ask_again(session: Session, plan: Plan, form: Form, command: Command) -> UUID:
    quote_id = id_in(form, "quote")
    leaving_out.ask_again(session, plan, quote_id, command)
    return quote_id


def _tie(session: Session, plan: Plan, form: Form, command: Command) -> None:
    item, other = item_in(session, plan, form.text("item")), item_in(session, plan, form.text("other"))
    change = tying.untie if form.text("do") == "untie" else tying.tie
    change(session, plan, item, form.text("field"), other.lineage_id, command)


def _context(request: Asked, session: Session, plan: Plan) -> dict[str, Any]:
    version = draft_of(session, plan)
    found = placing(session, plan, version, _asking(request, ""))
    return {
        "placing": found,
        "plan": plan,
        "person": found.person,
        "coverage": coverage_sentence(found.coverage, found.person.called, plan_type=plan.plan_type),
        "form": None,
        "errors": {},
    }


def _asking(request: Asked, back: str) -> Asking:
    """The filters of the address, or, after a press, those of the page it was pressed on."""
    given = dict(parse_qsl(back)) if back else dict(request.query_params)
    show = given.get("show", WAITING)
    return Asking(
        show=show if show in (WAITING, EVERY) else WAITING,
        area=given.get("area", "")[:20],
        meeting=given.get("meeting", "")[:36],
        speaker=given.get("speaker", "")[:200],
        side="plan" if given.get("side") == "plan" else "words",
    )
