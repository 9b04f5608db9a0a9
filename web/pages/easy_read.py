"""Easy Read lines of a draft: made by rules, written over and looked at with the text beside them."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from litestar import get, post
from litestar.params import FromPath
from sqlmodel import Session

from engine import access
from engine.clock import now, today
from engine.database import reading, writing
from engine.firing import Command
from engine.items import Item
from engine.openings import opened
from engine.own_pictures import names_of
from engine.permissions import Action
from engine.plans import Plan, Standing
from engine.refusals import NotFound, OutOfReach, Reason, Refusal
from engine.versions import Version
from web.answers import Answer, form_again, html, page, redirect, wants_part
from web.asked import Asked, database_of, form_of, frame_of, settings_of
from web.easy_read_view import Beside, beside, easy_read_page
from web.identity import signed_in
from web.rendering import render
from web.sent import command_fields, command_of
from web.symbols import symbol_for, symbols
from workflows.content import read_content
from workflows.easyread import writing as lines_of_plan


@get("/plans/{plan_id:uuid}/easy-read/{part:str}", sync_to_thread=True)
def show(request: Asked, plan_id: FromPath[UUID], part: FromPath[str]) -> Answer:
    """One part: the text, and its lines beside it."""
    visitor, on = signed_in(request).visitor, today(settings_of(request).time_zone)
    with reading(database_of(request)) as session:
        plan = access.plan_for(session, visitor, plan_id, Action.EDIT_DRAFT, on=on)
        if plan.standing != Standing.DRAFT:
            return redirect(f"/plans/{plan_id}")
        person_id, what = plan.person_id, f"version:{plan.working_version_id}"
        answer = _page(request, session, plan, part)
    opened(database_of(request), visitor, person_id, what, at=now())
    return answer


@post("/plans/{plan_id:uuid}/easy-read/{part:str}", sync_to_thread=True)
def make(request: Asked, plan_id: FromPath[UUID], part: FromPath[str]) -> Answer:
    """Lines by rules for what has none; with `anew` for everything in the part."""
    visitor, on = signed_in(request).visitor, today(settings_of(request).time_zone)
    with writing(database_of(request)) as session:
        plan = access.plan_for(session, visitor, plan_id, Action.EDIT_DRAFT, on=on)
        if plan.standing != Standing.DRAFT:
            raise Refusal("This version is not a draft any more, so its Easy Read lines stay as they were shown.")
        section = easy_read_page(session, plan, part).section
        anew = form_of(request).ticked("anew")
        language = session.get_one(Version, section.version_id).language
        lines_of_plan.make_lines(
            session, plan, section, command_of(request), suggest=lambda line: symbol_for(line, language), anew=anew
        )
    return redirect(f"/plans/{plan_id}/easy-read/{part}")


@post("/items/{item_id:uuid}/easy-read", sync_to_thread=True)
def save(request: Asked, item_id: FromPath[UUID]) -> Answer:
    """The lines as typed, one to a row."""
    form = form_of(request)
    plan_id: UUID | None = None
    part, conflict = "", ""
    try:
        with writing(database_of(request)) as session:
            item, plan = _item(session, request, item_id)
            plan_id, part = plan.id, _part_of(session, item)
            language = session.get_one(Version, item.version_id).language
            saved = lines_of_plan.save_lines(
                session,
                plan,
                item,
                text=form.words(f"lines-{item_id}"),
                was=form.words("was"),
                command=Command(id="", actor=signed_in(request).actor, at=now()),
                suggest=lambda line: symbol_for(line, language),
            )
            conflict = saved.conflict.text if saved.conflict else ""
            shown = _beside(session, plan, item)
    except (NotFound, OutOfReach):
        raise
    except Refusal as refusal:
        if plan_id is None:
            raise
        return _not_saved(request, item_id, plan_id, part, refusal)
    if wants_part(request):
        state = _state(request, plan_id, part, shown, was=form.words(f"lines-{item_id}"), conflict=conflict)
        return html(state, status=409 if conflict else 200)
    if not conflict:
        return redirect(f"/plans/{plan_id}/easy-read/{part}#line-{item_id}")
    faster = Refusal("Somebody else changed these lines while you were writing. Theirs stand, yours are set aside.")
    with reading(database_of(request)) as session:
        _item_row, plan = _item(session, request, item_id)
        form.errors.add_refusal(faster)
        return _again(request, session, plan, part)


@post("/items/{item_id:uuid}/easy-read/looked-at", sync_to_thread=True)
def look_again(request: Asked, item_id: FromPath[UUID]) -> Answer:
    """The lines still say what the text says."""
    return _act(
        request, item_id, lambda session, plan, item: lines_of_plan.look_again(session, plan, item, command_of(request))
    )


@post("/items/{item_id:uuid}/easy-read/symbols", sync_to_thread=True)
def choose_symbols(request: Asked, item_id: FromPath[UUID]) -> Answer:
    """Which picture stands above which line."""
    form = form_of(request)
    chosen = {
        int(name.removeprefix("picture-")): form.text(name)
        for name in form.fields
        if name.startswith("picture-") and name.removeprefix("picture-").isdigit() and len(name) < 12
    }

    def write(session: Session, plan: Plan, item: Item) -> None:
        """Only a picture of the set, or one of this very person's own that stands."""
        known = {"", *symbols(), *names_of(session, plan.person_id)}
        wanted = {place: key for place, key in chosen.items() if key in known}
        lines_of_plan.choose_symbols(session, plan, item, wanted)

    return _act(request, item_id, write)


def _act(request: Asked, item_id: UUID, act: Callable[[Session, Plan, Item], Any]) -> Answer:
    with writing(database_of(request)) as session:
        item, plan = _item(session, request, item_id)
        part = _part_of(session, item)
        act(session, plan, item)
        plan_id = plan.id
    return redirect(f"/plans/{plan_id}/easy-read/{part}#line-{item_id}")


def _item(session: Session, request: Asked, item_id: UUID) -> tuple[Item, Plan]:
    on = today(settings_of(request).time_zone)
    item = access.item_for(session, signed_in(request).visitor, item_id, Action.EDIT_DRAFT, on=on)
    return item, session.get_one(Plan, session.get_one(Version, item.version_id).plan_id)


def _part_of(session: Session, item: Item) -> str:
    while item.parent_id is not None:
        item = session.get_one(Item, item.parent_id)
    return str(item.details["key"])


def _beside(session: Session, plan: Plan, item: Item) -> Beside:
    return beside(session, plan, item, read_content(session, plan, session.get_one(Version, item.version_id)))


def _page(request: Asked, session: Session, plan: Plan, part: str) -> Answer:
    return page(request, "editor/easy_read.html", **_context(session, plan, part), errors={}, form=None)


def _again(request: Asked, session: Session, plan: Plan, part: str) -> Answer:
    form = form_of(request)
    return form_again(request, "editor/easy_read.html", **_context(session, plan, part), errors=form.errors, form=form)


def _context(session: Session, plan: Plan, part: str) -> dict[str, Any]:
    return {"view": easy_read_page(session, plan, part), "command": command_fields}


def _not_saved(request: Asked, item_id: UUID, plan_id: UUID, part: str, refusal: Refusal) -> Answer:
    form = form_of(request)
    with reading(database_of(request)) as session:
        item, plan = _item(session, request, item_id)
        if plan.standing != Standing.DRAFT:
            raise refusal
        if wants_part(request):
            sentences = [reason.text for reason in refusal.reasons]
            state = _state(request, plan_id, part, _beside(session, plan, item), was=form.words("was"), wrong=sentences)
            return html(state, status=422)
        name = f"lines-{item_id}"
        form.errors.add_refusal(Refusal(reasons=[Reason(row.code, row.text, name) for row in refusal.reasons]))
        return _again(request, session, plan, part)


def _state(request: Asked, plan_id: UUID, part: str, shown: Beside, *, was: str, **more: Any) -> str:
    return render(
        "editor/easy_read_state.html",
        frame_of(request),
        part="state",
        plan_id=plan_id,
        key=part,
        beside=shown,
        **{"was": was, "conflict": "", "wrong": [], **more},
    )
