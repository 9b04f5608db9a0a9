"""The person's answers as staff see them: what was said, what is done about it, what a witness saw, and silence."""

from collections.abc import Callable
from uuid import UUID

from litestar import get, post
from litestar.params import FromPath
from sqlmodel import Session, select

from engine import access
from engine.clock import today
from engine.database import reading
from engine.firing import Outcome
from engine.ids import read_id
from engine.meeting_asks import asks_read_by
from engine.people import Person
from engine.permissions import Action
from engine.plans import Plan
from engine.presses import parts_answered
from engine.quotes import Spoken, quotes_by_id
from engine.refusals import NotFound
from engine.reminders import open_tasks
from engine.rounds import (
    Answer as Given,
)
from engine.rounds import (
    Respondent,
    Round,
    RoundKind,
    Silence,
    WitnessedExpression,
    current_answers,
    open_round,
    replies_to,
    rounds_of,
    told_of_what_is_next,
    words_of_answers,
)
from engine.talks import open_talks
from engine.versions import Version
from engine.visitors import Visitor
from web.answers import Answer, form_again, page
from web.asked import Asked, database_of, form_of, settings_of
from web.doing import act
from web.forms import Form
from web.i18n import gettext as _
from web.identity import signed_in
from web.pages.plans import find_plan
from web.plan_view import version_view
from web.sent import command_fields, command_of
from web.shown_again import said_yes_before
from web.standings import plan_title
from web.stepping_up import require_step_up
from workflows import answering, disagreements, reminders, talking
from workflows.loading import authors_of

REPLIES = {"yes": "yes", "change": "change", "don’t know": "unsure", "talk": "talk"}


@get("/plans/{plan_id:uuid}/round", sync_to_thread=True)
def show(request: Asked, plan_id: FromPath[UUID]) -> Answer:
    """Part by part: the person's answer, the guardian's beside it, and what has been done about them."""
    with reading(database_of(request)) as session:
        return _page(session, request, plan_id, form=Form(), errors={})


@post("/plans/{plan_id:uuid}/round/replies", sync_to_thread=True)
def reply(request: Asked, plan_id: FromPath[UUID]) -> Answer:
    """Write what was done about an answer; it is shown back to who gave it."""
    form = form_of(request)
    day = form.day("on", missing=_("Choose the day.")) or today(settings_of(request).time_zone)

    def write(session: Session, plan: Plan) -> Outcome:
        return answering.reply_to(
            session, plan, command_of(request), answer_id=_id(form, "answer"), text=form.words("text"), on=day
        )

    return _do(request, plan_id, Action.REPLY, write)


@post("/plans/{plan_id:uuid}/round/talks", sync_to_thread=True)
def talked(request: Asked, plan_id: FromPath[UUID]) -> Answer:
    """Contact was made with somebody who asked to talk."""
    form = form_of(request)
    day = form.day("on", missing=_("Choose the day.")) or today(settings_of(request).time_zone)

    def write(session: Session, plan: Plan) -> Outcome:
        return talking.held(
            session, plan, command_of(request), request_id=_id(form, "talk"), text=form.words("text"), on=day
        )

    return _do(request, plan_id, Action.REPLY, write)


@post("/plans/{plan_id:uuid}/round/witnessed", sync_to_thread=True)
def witnessed(request: Asked, plan_id: FromPath[UUID]) -> Answer:
    """What somebody who wrote no part of the plan saw the person express. Never counted as their yes."""
    form = form_of(request)
    on = today(settings_of(request).time_zone)
    with reading(database_of(request)) as session:
        find_plan(session, request, plan_id, Action.SEE_DRAFT, on=on)
        plan, _person = find_plan(session, request, plan_id, Action.WITNESS, on=on)
        wrote_it = signed_in(request).account_id in authors_of(session, plan)
    # Whoever wrote the plan is refused below, so they are not asked to show anything first.
    if not wrote_it and (first := require_step_up(request)) is not None:
        return first

    def write(session: Session, plan: Plan) -> Outcome:
        return answering.witness(
            session, plan, command_of(request), section=_id(form, "section"), seen=form.words("seen")
        )

    return _do(request, plan_id, Action.WITNESS, write)


@post("/plans/{plan_id:uuid}/round/reminders", sync_to_thread=True)
def reminded(request: Asked, plan_id: FromPath[UUID]) -> Answer:
    """They were called, or the letter went."""
    form, on = form_of(request), today(settings_of(request).time_zone)

    def write(session: Session, plan: Plan) -> Outcome:
        return reminders.done(session, plan, command_of(request), task_id=_id(form, "task"), on=form.day("on") or on)

    return _do(request, plan_id, Action.REPLY, write)


@post("/plans/{plan_id:uuid}/round/silence", sync_to_thread=True)
def silence(request: Asked, plan_id: FromPath[UUID]) -> Answer:
    """They said no to answering, or could not be reached: with the reason, the day and the name of who writes it."""
    form, on = form_of(request), today(settings_of(request).time_zone)
    happened = form.day("on") or on

    def write(session: Session, plan: Plan) -> Outcome:
        return answering.record_silence(
            session,
            plan,
            command_of(request),
            kind=form.text("kind"),
            who=session.get_one(Person, plan.person_id).full_name,
            reason=form.words("reason"),
            on=happened,
            explained=form.words("explained"),
            offered_again_on=form.day("offered_again_on"),
            words=form.words("words"),
        )

    return _do(request, plan_id, Action.RECORD_SILENCE, write)


def _do(request: Asked, plan_id: UUID, action: Action, write: Callable[[Session, Plan], Outcome]) -> Answer:
    def found_and_written(session: Session) -> None:
        plan, _person = find_plan(session, request, plan_id, action, on=today(settings_of(request).time_zone))
        write(session, plan)

    return act(
        request,
        found_and_written,
        again=lambda session, typed: _page(session, request, plan_id, form=typed, errors=typed.errors),
        then=f"/plans/{plan_id}/round",
    )


def _page(session: Session, request: Asked, plan_id: UUID, *, form: Form, errors: dict[str, str] | object) -> Answer:
    on = today(settings_of(request).time_zone)
    plan, person = find_plan(session, request, plan_id, Action.SEE_DRAFT, on=on)
    current = open_round(session, plan.id)
    if current is None or current.kind != RoundKind.PARTICIPANT_REVIEW:
        current = next((row for row in rounds_of(session, plan.id) if row.kind == RoundKind.PARTICIPANT_REVIEW), None)
    answer = form_again if errors else page
    return answer(
        request,
        "rounds/show.html",
        plan=plan,
        person=person,
        title=plan_title(plan),
        current=current,
        parts=_parts(session, plan, current, signed_in(request).visitor) if current else [],
        answered=parts_answered(session, current.id) if current else 0,
        of_what_is_next=_of_what_is_next(session, plan, current, signed_in(request).visitor) if current else [],
        talks=open_talks(session, plan.id),
        to_remind=open_tasks(session, plan.id),
        meetings=asks_read_by(session, signed_in(request).visitor, plan, on=on),
        differs=current is not None and disagreements.any_in(session, current),
        silences=_silences(session, current) if current else [],
        command=command_fields,
        form=form,
        errors=errors,
        today=on,
    )


def _parts(session: Session, plan: Plan, current: Round, visitor: Visitor) -> list[dict[str, object]]:
    version = session.get_one(Version, current.version_id)
    own = current_answers(session, current.id, Respondent.PARTICIPANT)
    guardian = current_answers(session, current.id, Respondent.GUARDIAN)
    seen = session.exec(select(WitnessedExpression).where(WitnessedExpression.round_id == current.id)).all()
    sections = version_view(session, plan, version)
    again = said_yes_before(session, plan, current, Respondent.PARTICIPANT, sections)
    return [
        {
            "section": section,
            "own": _given(session, plan, own.get(section.lineage_id), visitor),
            "guardian": _given(session, plan, guardian.get(section.lineage_id), visitor),
            "again": again.get(section.lineage_id),
            "seen": [row for row in seen if row.section == section.lineage_id],
        }
        for section in sections
    ]


def _given(session: Session, plan: Plan, answer: Given | None, visitor: Visitor) -> dict[str, object] | None:
    """An answer with its words, for whom it was meant; anybody else learns that there is one, and no more."""
    if answer is None:
        return None
    if not access.reads_answer(session, visitor, plan.person_id, answer.seen_by):
        return {"row": None, "seen_by": answer.seen_by}
    ids = words_of_answers(session, [answer])[answer.id]
    private_too = access.reads_private(session, visitor, plan.person_id)
    words = quotes_by_id(session, ids, private_too=private_too)
    return {
        "row": answer,
        "seen_by": answer.seen_by,
        "icon": REPLIES[answer.reply],
        "words": [words[quote] for quote in ids if quote in words],
        "replies": replies_to(session, [answer.id]).get(answer.id, []),
    }


def _of_what_is_next(session: Session, plan: Plan, current: Round, visitor: Visitor) -> list[Spoken]:
    rows = told_of_what_is_next(session, current.id)
    private_too = access.reads_private(session, visitor, plan.person_id)
    words = quotes_by_id(session, [row.quote_id for row in rows], private_too=private_too)
    return [words[row.quote_id] for row in rows if row.quote_id in words]


def _silences(session: Session, current: Round) -> list[Silence]:
    return list(session.exec(select(Silence).where(Silence.round_id == current.id)))


def _id(form: Form, name: str) -> UUID:
    found = read_id(form.text(name))
    if found is None:
        raise NotFound()
    return found
