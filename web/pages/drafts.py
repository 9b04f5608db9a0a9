"""Start the draft: choose which lines of the notes it begins with, or begin an interim plan without a meeting."""

from contextlib import suppress
from datetime import date
from typing import Any
from uuid import UUID

from litestar import get, post
from litestar.params import FromPath
from sqlmodel import Session

from engine import access, firing
from engine.clock import now, today
from engine.database import reading, writing
from engine.firing import Command
from engine.ids import id_from
from engine.meetings import Meeting
from engine.openings import opened
from engine.people import Person
from engine.permissions import Action
from engine.plans import Plan, Standing
from engine.refusals import Reason, Refusal, Stale
from engine.visitors import Visitor
from web.answers import Answer, form_again, page, redirect
from web.asked import Asked, database_of, form_of, settings_of
from web.draft_lines import Offer, Proposed, details_of, offer, place_options, read_where
from web.forms import Form
from web.i18n import gettext as _
from web.identity import signed_in
from web.note_texts import TYPED_KEY
from web.pages.meetings import errors_as_refusal
from web.sent import command_of
from workflows import editing, noting, planning
from workflows.acting import step_of
from workflows.loading import latest_meeting
from workflows.moving import options_for
from workflows.planning import Interim, Line


@get("/plans/{plan_id:uuid}/draft", sync_to_thread=True)
def new(request: Asked, plan_id: FromPath[UUID]) -> Answer:
    """What the notes offer, by part of the plan."""
    visitor, on = signed_in(request).visitor, today(settings_of(request).time_zone)
    with reading(database_of(request)) as session:
        plan = access.plan_for(session, visitor, plan_id, Action.EDIT_DRAFT, on=on)
        if plan.standing != Standing.PLANNING_MEETING:
            return redirect(f"/plans/{plan_id}/edit")
        person_id = plan.person_id
        context = _shown(session, visitor, plan, on=on)
        answer = page(request, "drafts/new.html", form=None, errors={}, since=[], **context)
    opened(database_of(request), visitor, person_id, f"plan:{plan_id}", at=now())
    return answer


@post("/plans/{plan_id:uuid}/draft", sync_to_thread=True)
def create(request: Asked, plan_id: FromPath[UUID]) -> Answer:
    """The draft begins with the chosen lines, each as it stands in the notes."""
    visitor, form, database = signed_in(request).visitor, form_of(request), database_of(request)
    on = today(settings_of(request).time_zone)
    try:
        with writing(database) as session:
            plan = access.plan_for(session, visitor, plan_id, Action.EDIT_DRAFT, on=on)
            if form.errors:
                raise errors_as_refusal(form)
            command = command_of(request)
            if form.text("how") == "interim":
                planning.hold_meeting(session, plan, command, interim=_interim(form))
            else:
                _begin(session, plan, form, command)
    except Refusal as refusal:
        with reading(database) as session:
            plan = access.plan_for(session, visitor, plan_id, Action.EDIT_DRAFT, on=on)
            context = _shown(session, visitor, plan, on=on)
            form.errors.add_refusal(refusal)
            since = list(refusal.since) if isinstance(refusal, Stale) else []
            return form_again(request, "drafts/new.html", form=form, errors=form.errors, since=since, **context)
    return redirect(f"/plans/{plan_id}/edit")


def _shown(session: Session, visitor: Visitor, plan: Plan, *, on: date) -> dict[str, Any]:
    person = session.get_one(Person, plan.person_id)
    meeting = latest_meeting(session, plan)
    if meeting is not None and meeting.id not in access.meetings_seen(session, visitor, plan.person_id, on=on):
        meeting = None
    option = next(
        (found for found in options_for(session, plan, visitor.actor, on=on) if found.verb == "hold_meeting"), None
    )
    return {
        "plan": plan,
        "person": person,
        "meeting": meeting,
        "offer": offer(session, plan.plan_type, meeting, person) if meeting else None,
        "places": place_options(plan.plan_type),
        "reasons": option.reasons if option else (),
        "expected": firing.peek(session, plan.stream).seq,
    }


def _interim(form: Form) -> Interim:
    until = form.day("interim_until", missing=_("Write the day on which the interim plan ends."))
    if form.errors or until is None:
        raise errors_as_refusal(form)
    return Interim(reason=form.words("interim_reason"), until=until)


def _begin(session: Session, plan: Plan, form: Form, command: Command) -> None:
    """The draft with the chosen lines; where each stood in its note is kept beside it."""
    meeting, chosen = _chosen(session, plan, form)
    lines = [_line(row, form.text(f"where-{row.key}"), id_from(f"{command.id} {row.key}")) for row in chosen]
    outcome = planning.hold_meeting(session, plan, command, lines=lines)
    if meeting is None or outcome.repeated:
        return
    places = {
        line.lineage: (_note_of(session, plan, meeting, row, command), row.start, row.end)
        for row, line in zip(chosen, lines, strict=True)
        if row.quote is None and line.lineage is not None
    }
    noting.point_lines(session, plan, command, places)
    for number, label in enumerate(dict.fromkeys(label for row in chosen for label in row.labels)):
        _answer_for(session, plan, step_of(command, f"label {number}"), label)


def _answer_for(session: Session, plan: Plan, command: Command, label: str) -> None:
    """What was called no quotation in the note is answered for in the plan too, where a label may say it."""
    with suppress(Refusal):
        editing.answer_for_passage(session, plan, command, passage=label, kind="label")


def _note_of(session: Session, plan: Plan, meeting: Meeting, row: Proposed, command: Command) -> UUID:
    """The kept note a fact stands in; typed notes are kept now, as they stand."""
    if row.note == TYPED_KEY:
        return noting.typed_note(session, plan, meeting, command).id
    return UUID(row.note)


def _chosen(session: Session, plan: Plan, form: Form) -> tuple[Meeting | None, list[Proposed]]:
    meeting = latest_meeting(session, plan)
    if meeting is None:
        return None, []
    if form.text("meeting") != f"{meeting.id}.{meeting.version}":
        raise Refusal(
            _(
                "The draft was not started: the meeting’s notes changed after you opened the page. Choose the lines once more."
            )
        )
    offered = offer(session, plan.plan_type, meeting, session.get_one(Person, plan.person_id))
    return meeting, [_row(offered, key) for key in dict.fromkeys(form.all("take"))]


def _row(offered: Offer, key: str) -> Proposed:
    row = offered.line(key)
    if row is None:
        raise Refusal(_("The draft was not started: one of the lines is no line of these notes. Open the page again."))
    return row


def _line(row: Proposed, where: str, lineage: UUID) -> Line:
    if not where:
        raise Refusal(reasons=[Reason("where", _where(row), f"where-{row.key}")])
    section, kind = read_where(where)
    if row.quote is not None:
        return Line(section, kind, {}, [row.quote.id])
    return Line(section, kind, details_of(kind, row.text), lineage=lineage)


def _where(row: Proposed) -> str:
    said = row.text or (row.quote.text if row.quote else "") or ""
    return _("Choose a part of the plan for: %(line)s") % {"line": said[:60]}
