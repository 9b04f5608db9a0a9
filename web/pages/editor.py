"""Write the draft: every line its own form, saved as typed where there is script, and with its button where there is none."""

from collections.abc import Callable
from datetime import date
from typing import Any
from uuid import UUID

from litestar import get, post
from litestar.params import FromPath
from sqlmodel import Session

from engine import access
from engine.clock import now, today
from engine.database import reading, writing
from engine.firing import Command
from engine.ids import read_id
from engine.items import Item, SetAside
from engine.openings import opened
from engine.permissions import Action
from engine.plans import Plan, Standing
from engine.quotes import Method
from engine.refusals import NotFound, Reason, Refusal
from engine.versions import Version
from engine.visitors import Visitor
from web.answers import Answer, form_again, page, redirect
from web.asked import Asked, database_of, form_of, settings_of
from web.editor_view import ANCHORS, editor
from web.forms import Form
from web.i18n import gettext as _
from web.identity import signed_in
from web.pages.meetings import errors_as_refusal
from web.sent import command_of
from workflows import editing

Act = Callable[[Session, Plan, Form, Command], str]
"""Does one thing to a draft and says where on the page it is to be seen."""


@get("/plans/{plan_id:uuid}/edit", sync_to_thread=True)
def show(request: Asked, plan_id: FromPath[UUID]) -> Answer:
    """The draft, or the way to where the plan stands."""
    visitor, on = signed_in(request).visitor, today(settings_of(request).time_zone)
    with reading(database_of(request)) as session:
        plan = access.plan_for(session, visitor, plan_id, Action.EDIT_DRAFT, on=on)
        if plan.standing == Standing.PLANNING_MEETING:
            return redirect(f"/plans/{plan_id}/draft")
        if plan.standing != Standing.DRAFT:
            return redirect(f"/plans/{plan_id}")
        person_id, what = plan.person_id, f"version:{plan.working_version_id}"
        answer = page(request, "editor/show.html", **shown(session, visitor, plan, on=on))
    opened(database_of(request), visitor, person_id, what, at=now())
    return answer


@post("/plans/{plan_id:uuid}/items", sync_to_thread=True)
def add(request: Asked, plan_id: FromPath[UUID]) -> Answer:
    """A new, empty line."""
    return _act(request, plan_id, _add)


@post("/plans/{plan_id:uuid}/words", sync_to_thread=True)
def use_words(request: Asked, plan_id: FromPath[UUID]) -> Answer:
    """Captured words, shown with a line that is there or with a new one."""
    return _act(request, plan_id, _use_words)


@post("/plans/{plan_id:uuid}/passages", sync_to_thread=True)
def answer_for(request: Asked, plan_id: FromPath[UUID]) -> Answer:
    """What a passage is that the guard found: words that were said, another’s, or a title, under the name of who says so."""
    return _act(request, plan_id, _answer_for)


@post("/plans/{plan_id:uuid}/checks", sync_to_thread=True)
def set_check_aside(request: Asked, plan_id: FromPath[UUID]) -> Answer:
    """A check that does not hold here, with its reason."""
    return _act(request, plan_id, _set_check_aside, action=Action.WAIVE)


@post("/plans/{plan_id:uuid}/set-aside/{row_id:uuid}", sync_to_thread=True)
def take_up(request: Asked, plan_id: FromPath[UUID], row_id: FromPath[UUID]) -> Answer:
    """A text that was set aside goes back to its place."""

    def act(session: Session, plan: Plan, _form: Form, command: Command) -> str:
        row = session.get(SetAside, row_id)
        if row is None or row.version_id != plan.working_version_id:
            raise NotFound
        return f"line-{editing.take_up(session, plan, row, command).id}"

    return _act(request, plan_id, act)


@post("/plans/{plan_id:uuid}/revisions", sync_to_thread=True)
def save_revision(request: Asked, plan_id: FromPath[UUID]) -> Answer:
    """A stretch of writing is done; the plan says from which day it is meant to apply."""
    return _act(request, plan_id, _save_revision)


def shown(session: Session, visitor: Visitor, plan: Plan, *, on: date) -> dict[str, Any]:
    """What the editor's page shows when nothing went wrong."""
    version = session.get_one(Version, plan.working_version_id)
    return {
        "editor": editor(session, plan, version, visitor.actor, on=on),
        "may_waive": access.may(session, visitor, Action.WAIVE, on=on, plan_id=plan.id),
        "anchors": ANCHORS,
        "errors": {},
        "form": None,
        "typed": {},
        "conflicts": {},
    }


def again(request: Asked, plan_id: UUID, refusal: Refusal, **more: Any) -> Answer:
    """The editor once more with what was typed, or the refusal alone where the draft is not open any more."""
    visitor, form = signed_in(request).visitor, form_of(request)
    on = today(settings_of(request).time_zone)
    with reading(database_of(request)) as session:
        plan = access.plan_for(session, visitor, plan_id, Action.EDIT_DRAFT, on=on)
        if plan.standing != Standing.DRAFT:
            raise refusal
        context = shown(session, visitor, plan, on=on)
        form.errors.add_refusal(refusal)
        return form_again(request, "editor/show.html", **{**context, "errors": form.errors, "form": form, **more})


def _act(request: Asked, plan_id: UUID, act: Act, *, action: Action = Action.EDIT_DRAFT) -> Answer:
    visitor, form = signed_in(request).visitor, form_of(request)
    on = today(settings_of(request).time_zone)
    try:
        with writing(database_of(request)) as session:
            plan = access.plan_for(session, visitor, plan_id, action, on=on)
            if form.errors:
                raise errors_as_refusal(form)
            anchor = act(session, plan, form, command_of(request))
    except NotFound:
        raise
    except Refusal as refusal:
        return again(request, plan_id, refusal)
    return redirect(f"/plans/{plan_id}/edit#{anchor}")


def _add(session: Session, plan: Plan, form: Form, command: Command) -> str:
    parent = item_in(session, plan, form.text("parent"))
    kind = form.text("kind")
    return f"line-{editing.add_line(session, plan, kind=kind, parent=parent, details={}, command=command).id}"


def _use_words(session: Session, plan: Plan, form: Form, command: Command) -> str:
    quote_id, where = id_in(form, "quote"), form.text("where")
    if not where:
        raise Refusal(reasons=[Reason("where", _("Choose the line these words are shown with."), f"where-{quote_id}")])
    if not where.startswith("new/"):
        item = item_in(session, plan, where)
        editing.use_quote(session, plan, item, quote_id, command)
        return f"line-{item.id}"
    _new, _slash, place = where.partition("/")
    parent, _slash, kind = place.partition("/")
    section = item_in(session, plan, parent)
    line = editing.add_line(session, plan, kind=kind, parent=section, details={}, command=command, quotes=[quote_id])
    return f"line-{line.id}"


def _answer_for(session: Session, plan: Plan, form: Form, command: Command) -> str:
    passage, answer = form.words("passage"), form.text("answer")
    if answer == "link":
        if not form.text("quote"):
            raise Refusal(reasons=[Reason("quote", _("Choose the words that were said."), "asking")])
        item = item_in(session, plan, form.text("item"))
        editing.link_passage(session, plan, item, passage, id_in(form, "quote"), command)
    elif answer == "other":
        said_by = form.line("said_by")
        if not said_by:
            raise Refusal(reasons=[Reason("who", _("Write the name of who said it."), "asking")])
        editing.answer_for_passage(session, plan, command, passage=passage, kind="other", said_by=said_by)
    elif answer == "capture":
        _capture(session, plan, form, command, passage)
    else:
        editing.answer_for_passage(session, plan, command, passage=passage, kind=answer)
    return "asking"


def _capture(session: Session, plan: Plan, form: Form, command: Command, passage: str) -> None:
    """Only somebody who was there can write down what was said."""
    said_on = form.day("said_on", missing=_("Write the day on which it was said."))
    method = form.text("method")
    if not form.ticked("there"):
        form.errors.add(
            "asking", _("Only somebody who was there can write down what was said. Ask them, or say it another way.")
        )
    if method not in set(Method):
        form.errors.add("asking", _("Choose how the words were expressed."))
    if form.errors or said_on is None:
        raise errors_as_refusal(form)
    editing.capture_passage(
        session,
        plan,
        item_in(session, plan, form.text("item")),
        passage,
        command,
        text=form.words("words"),
        method=Method(method),
        said_on=said_on,
        may_include=form.ticked("agreed"),
    )


def _set_check_aside(session: Session, plan: Plan, form: Form, command: Command) -> str:
    check, reason = form.text("check"), form.words("reason")
    if not reason.strip():
        raise Refusal(reasons=[Reason("asked", _("A reason is needed: it stays with the plan."), f"reason-{check}")])
    editing.set_check_aside(session, plan, command, check=check, reason=reason)
    return "checks"


def _save_revision(session: Session, plan: Plan, form: Form, command: Command) -> str:
    effective_on = form.day("effective_on")
    if form.errors:
        raise errors_as_refusal(form)
    editing.save_revision(session, plan, command, effective_on=effective_on)
    return "revision"


def item_in(session: Session, plan: Plan, typed: str) -> Item:
    """A line of this very draft. What is of another plan is not found."""
    item_id = read_id(typed)
    item = session.get(Item, item_id) if item_id else None
    if item is None or item.version_id != plan.working_version_id:
        raise NotFound
    return item


def id_in(form: Form, name: str) -> UUID:
    """A record's id out of a form."""
    found = read_id(form.text(name))
    if found is None:
        raise NotFound
    return found
