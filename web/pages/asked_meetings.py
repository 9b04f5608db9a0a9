"""Meetings that the person, or a guardian beside them, asked for: read, and answered with a day or in words.

Who should stay away is shown to the coordinator alone; whoever should stay away finds nothing here.
"""

from datetime import date
from typing import Any
from uuid import UUID

from litestar import get, post
from litestar.params import FromPath
from sqlmodel import Session

from engine.access import reads_private
from engine.clock import now
from engine.database import reading
from engine.meeting_asks import (
    MeetingAsk,
    Wish,
    asks_read_by,
    people_of,
    reads_ask,
    reads_who_stays_away,
    steps_of,
    words_of,
)
from engine.openings import opened
from engine.people import Person
from engine.permissions import Action
from engine.plans import Plan
from engine.quotes import quotes_by_id
from engine.refusals import NotFound
from engine.visitors import Visitor
from web.answerable import today_of
from web.answers import Answer, form_again, page
from web.asked import Asked, database_of, form_of, frame_of
from web.asked_meeting_words import asked_lines
from web.doing import act
from web.forms import Form
from web.frame import speaking_as
from web.i18n import gettext as _
from web.identity import signed_in
from web.pages.plans import find_plan
from web.sent import command_fields, command_of
from web.standings import plan_title
from workflows import meeting_asks


@get("/plans/{plan_id:uuid}/asked-meetings", sync_to_thread=True)
def index(request: Asked, plan_id: FromPath[UUID]) -> Answer:
    """What was asked for and is open, the oldest first."""
    with reading(database_of(request)) as session:
        answer = _page(session, request, plan_id, Form())
        person_id = session.get_one(Plan, plan_id).person_id
    opened(database_of(request), signed_in(request).visitor, person_id, f"plan:{plan_id}", at=now())
    return answer


@post("/plans/{plan_id:uuid}/asked-meetings/{ask_id:uuid}", sync_to_thread=True)
def answer(request: Asked, plan_id: FromPath[UUID], ask_id: FromPath[UUID]) -> Answer:
    """Tell them the day, or what happens instead."""
    form = form_of(request)

    def write(session: Session) -> None:
        plan, _person = find_plan(session, request, plan_id, Action.REPLY, on=today_of(request))
        row = meeting_asks.ask_for(session, plan, ask_id)
        if not reads_ask(session, signed_in(request).visitor, plan, row, on=today_of(request)):
            raise NotFound
        meeting_asks.answer(
            session,
            plan,
            command_of(request),
            row,
            text=form.words("text"),
            meets_on=form.day("meets_on"),
            meets_at=form.line("meets_at"),
        )

    return act(
        request,
        write,
        again=lambda session, typed: _page(session, request, plan_id, typed, answering=ask_id),
        then=f"/plans/{plan_id}/asked-meetings",
    )


def asked_about(session: Session, visitor: Visitor, plan: Plan, asked: str, *, on: date) -> MeetingAsk | None:
    """The open ask that a meeting is written down for; None for what is not there, or not theirs to know of."""
    return next((row for row in asks_read_by(session, visitor, plan, on=on) if str(row.id) == asked), None)


def begun_from(session: Session, row: MeetingAsk, person: Person) -> tuple[dict[str, str], list[dict[str, str]]]:
    """What is known of the meeting already: fields of its form, and who should come. Never who should stay away."""
    step = next((step for step in reversed(steps_of(session, row.id)) if step.meets_on), None)
    place = {
        "home": _("%(name)s’s home") % {"name": person.called},
        "here": _("our office"),
        "distance": _("by phone or video"),
    }
    interpreter = {"language": _("for their language"), "sign": _("sign language")}
    fields = {
        "held_on": step.meets_on.isoformat() if step and step.meets_on else "",
        "place": place.get(row.place, ""),
        "chosen_by_person": "yes" if row.asked_as == "participant" and (row.place or row.time_of_day) else "",
        "interpreter": interpreter.get(row.interpreter, ""),
        "person_present": "yes",
        "asked": str(row.id),
    }
    invited = "yes" if row.asked_as == "participant" else ""
    people = [
        {"name": one.name, "relation": "", "came": "yes", "invited": invited, "why": ""}
        for one in people_of(session, row.id, Wish.COME)
    ]
    return {name: value for name, value in fields.items() if value}, people


def _page(session: Session, request: Asked, plan_id: UUID, form: Form, *, answering: UUID | None = None) -> Answer:
    visitor, on = signed_in(request).visitor, today_of(request)
    plan, person = find_plan(session, request, plan_id, Action.REPLY, on=on)
    made = form_again if form.errors else page
    with speaking_as(frame_of(request)):
        asks = [_told(session, visitor, plan, row) for row in asks_read_by(session, visitor, plan, on=on)]
    return made(
        request,
        "rounds/asked_meetings.html",
        plan=plan,
        person=person,
        title=plan_title(plan),
        asks=asks,
        answering=answering,
        command=command_fields,
        form=form,
        errors=form.errors,
    )


def _told(session: Session, visitor: Visitor, plan: Plan, row: MeetingAsk) -> dict[str, Any]:
    private_too = reads_private(session, visitor, plan.person_id)
    words = quotes_by_id(session, words_of(session, row.id), private_too=private_too)
    return {
        "row": row,
        "come": people_of(session, row.id, Wish.COME),
        "away": people_of(session, row.id, Wish.STAY_AWAY) if reads_who_stays_away(session, visitor, plan, row) else [],
        "lines": asked_lines(row),
        "steps": steps_of(session, row.id),
        "words": list(words.values()),
    }
