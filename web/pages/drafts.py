"""Start the draft: choose which lines of the notes it begins with, or begin an interim plan without a meeting."""

from datetime import date
from typing import Any
from uuid import UUID

from litestar import get, post
from litestar.params import FromPath
from sqlmodel import Session

from engine import access, firing
from engine.clock import now, today
from engine.database import reading, writing
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
from web.pages.meetings import errors_as_refusal
from web.sent import command_of
from workflows import planning
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
                planning.hold_meeting(session, plan, command, lines=_lines(session, plan, form))
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


def _lines(session: Session, plan: Plan, form: Form) -> list[Line]:
    meeting = latest_meeting(session, plan)
    if meeting is None:
        return []
    if form.text("meeting") != f"{meeting.id}.{meeting.version}":
        raise Refusal(
            _(
                "The draft was not started: the meeting’s notes changed after you opened the page. Choose the lines once more."
            )
        )
    offered = offer(session, plan.plan_type, meeting, session.get_one(Person, plan.person_id))
    return [_line(offered, key, form.text(f"where-{key}")) for key in form.all("take")]


def _line(offered: Offer, key: str, where: str) -> Line:
    row = offered.line(key)
    if row is None:
        raise Refusal(_("The draft was not started: one of the lines is no line of these notes. Open the page again."))
    if not where:
        raise Refusal(reasons=[Reason("where", _where(row), f"where-{key}")])
    section, kind = read_where(where)
    if row.quote is not None:
        return Line(section, kind, {}, [row.quote.id])
    return Line(section, kind, details_of(kind, row.text))


def _where(row: Proposed) -> str:
    said = row.text or (row.quote.text if row.quote else "") or ""
    return _("Choose a part of the plan for: %(line)s") % {"line": said[:60]}
