"""One line of a draft: saved as typed, moved, taken out, and the words shown with it."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from litestar import post
from litestar.params import FromPath
from sqlmodel import Session

from engine import access, kinds
from engine.clock import now, today
from engine.database import reading, writing
from engine.firing import Command
from engine.items import Item
from engine.permissions import Action
from engine.plans import Plan
from engine.quotes import quotes_of
from engine.refusals import NotFound, OutOfReach, Reason, Refusal
from engine.versions import Version
from web.answers import Answer, html, redirect, wants_part
from web.asked import Asked, database_of, form_of, frame_of, settings_of
from web.editor_view import LineShown, field_name, line_shown
from web.forms import Form
from web.i18n import gettext as _
from web.identity import signed_in
from web.pages.editor import again, id_in
from web.pages.meetings import errors_as_refusal
from web.rendering import render
from web.sent import command_of
from workflows import editing, setting_aside
from workflows.content import read_content
from workflows.editing import Saved
from workflows.proving import proof

Act = Callable[[Session, Plan, Item, Form, Command], str]


@post("/items/{item_id:uuid}", sync_to_thread=True)
def save(request: Asked, item_id: FromPath[UUID]) -> Answer:
    """The line as typed. Where somebody else was faster, their text stays and this one is kept aside; both are shown."""
    visitor, form, database = signed_in(request).visitor, form_of(request), database_of(request)
    on = today(settings_of(request).time_zone)
    plan_id: UUID | None = None
    try:
        with writing(database) as session:
            item = access.item_for(session, visitor, item_id, Action.EDIT_DRAFT, on=on)
            plan = _plan_of(session, item)
            plan_id = plan.id
            details, before = _typed(form, item)
            if form.errors:
                raise errors_as_refusal(form)
            saved = editing.save_line(
                session,
                plan,
                item,
                details=details,
                before=before,
                based_on=_based_on(form),
                command=_unnumbered(request),
            )
            line = _line(session, plan, item)
    except NotFound:
        return _rescued(request, item_id)
    except OutOfReach:
        raise  # the page's script sends the line again by itself after a while
    except Refusal as refusal:
        if plan_id is None:
            raise
        return _not_saved(request, item_id, plan_id, refusal)
    return _saved(request, plan_id, line, saved)


@post("/items/{item_id:uuid}/remove", sync_to_thread=True)
def remove(request: Asked, item_id: FromPath[UUID]) -> Answer:
    """Out of the draft, and kept aside."""
    return _act(request, item_id, _remove)


@post("/items/{item_id:uuid}/move", sync_to_thread=True)
def move(request: Asked, item_id: FromPath[UUID]) -> Answer:
    """One place up or down."""
    return _act(request, item_id, _move)


@post("/items/{item_id:uuid}/quotes", sync_to_thread=True)
def change_quotes(request: Asked, item_id: FromPath[UUID]) -> Answer:
    """Show captured words with the line, or leave them out."""
    return _act(request, item_id, _change_quotes)


def _saved(request: Asked, plan_id: UUID, line: LineShown, saved: Saved) -> Answer:
    conflicts = _conflicts(saved, line)
    if wants_part(request):
        state = _state(request, plan_id, line, conflicts=conflicts, typed=form_of(request))
        return html(state, status=409 if conflicts else 200)
    if not conflicts:
        return redirect(f"/plans/{plan_id}/edit#line-{line.item.id}")
    about = Refusal(" ".join(sentence for sentence, _now, _kept in conflicts), about=f"line-{line.item.id}")
    return again(request, plan_id, about, conflicts={line.item.id: conflicts}, form=None)


def _not_saved(request: Asked, item_id: UUID, plan_id: UUID, refusal: Refusal) -> Answer:
    """A day that does not exist, a text too long: the line with its sentence, and everything that was typed."""
    form = form_of(request)
    placed = Refusal(reasons=[_placed(reason, item_id) for reason in refusal.reasons])
    if not wants_part(request):
        return again(request, plan_id, placed, typed={item_id: form})
    with reading(database_of(request)) as session:
        item = session.get(Item, item_id)
        if item is None:
            raise refusal
        line = _line(session, _plan_of(session, item), item)
        form.errors.add_refusal(placed)
        return html(_state(request, plan_id, line, errors=form.errors, kept_from=form), status=422)


def _rescued(request: Asked, item_id: UUID) -> Answer:
    """The line was taken out while it was typed in: what was typed is kept aside. For strangers it is not there."""
    visitor, form = signed_in(request).visitor, form_of(request)
    on = today(settings_of(request).time_zone)
    with writing(database_of(request)) as session:
        plan = access.plan_for(session, visitor, id_in(form, "plan"), Action.EDIT_DRAFT, on=on)
        version = editing.draft_of(session, plan)
        details = {
            field: form.words(field_name(field, item_id)) or None
            for field in kinds.KINDS.get(form.text("kind"), kinds.Details).model_fields
            if field_name(field, item_id) in form.fields
        }
        setting_aside.keep_lost_line(
            session,
            version,
            lineage=id_in(form, "lineage"),
            kind=form.text("kind"),
            details={field: value for field, value in details.items() if value is not None},
            under=id_in(form, "under"),
            command=_unnumbered(request),
        )
        plan_id = plan.id
    if wants_part(request):
        return html(
            render("editor/state.html", frame_of(request), part="lost", plan_id=plan_id, item_id=item_id), status=409
        )
    return redirect(f"/plans/{plan_id}/edit#set-aside")


def _state(request: Asked, plan_id: UUID, line: LineShown, **more: Any) -> str:
    context = {
        "conflicts": [],
        "errors": {},
        "typed": None,
        "kept_from": None,
        "saved_at": now(),
        "advise": True,
        **more,
    }
    return render("editor/state.html", frame_of(request), part="state", plan_id=plan_id, line=line, **context)


def _act(request: Asked, item_id: UUID, act: Act) -> Answer:
    visitor, form = signed_in(request).visitor, form_of(request)
    on = today(settings_of(request).time_zone)
    plan_id: UUID | None = None
    try:
        with writing(database_of(request)) as session:
            try:
                item = access.item_for(session, visitor, item_id, Action.EDIT_DRAFT, on=on)
            except NotFound:
                return _gone(request, session, form)
            plan = _plan_of(session, item)
            plan_id = plan.id
            anchor = act(session, plan, item, form, command_of(request))
    except Refusal as refusal:
        if plan_id is None or isinstance(refusal, NotFound):
            raise
        return again(request, plan_id, refusal)
    return redirect(f"/plans/{plan_id}/edit#{anchor}")


def _gone(request: Asked, session: Session, form: Form) -> Answer:
    """The same form sent twice, such as taking out a line that is out: back to the draft of whoever may write it."""
    on = today(settings_of(request).time_zone)
    plan = access.plan_for(session, signed_in(request).visitor, id_in(form, "plan"), Action.EDIT_DRAFT, on=on)
    return redirect(f"/plans/{plan.id}/edit#set-aside")


def _remove(session: Session, plan: Plan, item: Item, _form: Form, command: Command) -> str:
    editing.remove_line(session, plan, item, command)
    return "set-aside"


def _move(session: Session, plan: Plan, item: Item, form: Form, _command: Command) -> str:
    typed = form.text("place")
    place = int(typed) if typed.isascii() and typed.isdigit() and len(typed) < 6 else -1
    editing.move_line(session, plan, item, up=form.text("to") == "up", from_place=place)
    return f"line-{item.id}"


def _change_quotes(session: Session, plan: Plan, item: Item, form: Form, command: Command) -> str:
    change = editing.leave_quote if form.text("do") == "leave" else editing.use_quote
    change(session, plan, item, id_in(form, "quote"), command)
    return f"line-{item.id}"


def _typed(form: Form, item: Item) -> tuple[dict[str, Any], dict[str, Any]]:
    """What the form says now, and what it said when the typing began; only fields the form has."""
    details: dict[str, Any] = {}
    before: dict[str, Any] = {}
    for field in kinds.typed_fields(item.kind):
        name = field_name(field, item.id)
        if name not in form.fields:
            continue
        details[field] = (
            form.words(name) if field in kinds.staff_fields(item.kind) else _value(form, item.kind, field, name)
        )
        if f"was-{name}" in form.fields:
            before[field] = form.words(f"was-{name}")
    return details, before


def _value(form: Form, kind: str, field: str, name: str) -> str | None:
    """A day as ISO, or a number as typed; their kind checks the number."""
    if kinds.KINDS[kind].model_fields[field].annotation is int:
        return form.line(name) or "1"
    found = form.day(name)
    return found.isoformat() if found else None


def _line(session: Session, plan: Plan, item: Item) -> LineShown:
    quotes = quotes_of(session, plan.person_id)
    content = read_content(session, plan, session.get_one(Version, item.version_id))
    known = {quote.id: quote for quote in quotes}
    return line_shown(item, content, known, content.under(item.parent_id), proof(session, plan, content))


def _conflicts(saved: Saved, line: LineShown) -> list[tuple[str, str, str]]:
    """For each field two people wrote in: a sentence, their text, and the text kept aside."""
    shown = {field.field: field for field in line.fields}
    return [
        (
            _("%(name)s changed “%(field)s” while you were writing, so their text stands and yours is set aside.")
            % {"name": saved.item.changed_by_name, "field": shown[row.field].title},
            shown[row.field].value,
            row.text,
        )
        for row in saved.conflicts
    ]


def _placed(reason: Reason, item_id: UUID) -> Reason:
    known = {field_name(field, item_id) for kind in kinds.KINDS.values() for field in kind.model_fields}
    name = reason.about if reason.about in known else field_name(reason.about or "", item_id)
    return Reason(reason.code, reason.text, name)


def _based_on(form: Form) -> int:
    typed = form.text("based_on")
    return int(typed) if typed.isascii() and typed.isdigit() and len(typed) < 9 else 0


def _unnumbered(request: Asked) -> Command:
    """Saving as you type writes no event, so it needs no number: the same text saved twice is the same text."""
    return Command(id="", actor=signed_in(request).actor, at=now())


def _plan_of(session: Session, item: Item) -> Plan:
    version = session.get_one(Version, item.version_id)
    return session.get_one(Plan, version.plan_id)
