"""What happens between reviews: a trigger is reported, the person asks to talk, a session is held, the plan is closed."""

from dataclasses import replace
from datetime import date
from uuid import UUID

from sqlalchemy import delete
from sqlmodel import Session, col

from engine import quotes
from engine.accounts import Role
from engine.firing import Command, Effect, Outcome
from engine.ids import new_id
from engine.meeting_asks import UnsentMeetingAsk
from engine.permissions import Action
from engine.plans import Plan, ServiceSession, Trigger
from engine.quotes import Attribution, Method
from engine.refusals import Reason, Refusal
from engine.words import exactly
from workflows import sharing
from workflows.answer_tasks import KINDS
from workflows.arming import PATH, REVIEW, TAKE_EFFECT, review_armings
from workflows.facts import PlanFacts
from workflows.moving import (
    local_day,
    move,
    note,
    options_for,
    person_of,
    reason_of,
    tell_circle,
    tell_staff,
)
from workflows.profiles import profile
from workflows.profiles.words import TRIGGERS
from workflows.proving import require_own_voice
from workflows.reviewing import open_review
from workflows.writers import writer


def report_trigger(
    session: Session,
    plan: Plan,
    command: Command,
    *,
    kind: str,
    happened_on: date,
    text: str = "",
    language: str = "en",
) -> Outcome:
    """Something happened that may call for a review. The person's own request is kept in their words and opens one."""
    if kind not in TRIGGERS:
        raise Refusal(reasons=[Reason("kind", "Choose what happened from the list.", "kind")])
    if happened_on > local_day(command.at):
        raise Refusal(reasons=[Reason("future", "Report it on the day it happened or after.", "happened_on")])

    def write(_facts: PlanFacts, _seq: int) -> Effect:
        own = command.actor.role == Role.PARTICIPANT
        row = Trigger(
            id=new_id(),
            plan_id=plan.id,
            kind=kind,
            happened_on=happened_on,
            text="" if own else exactly(text),
            quote_id=_own_words(session, plan, command, text, language) if own and text else None,
            reported_by=writer(command),
            reported_role=command.actor.role,
            at=command.at,
        )
        session.add(row)
        session.flush()
        return Effect(data={"trigger": row.id, "kind": kind}, tell=tell_staff(plan, "trigger_reported"))

    outcome = move(session, plan, "report_trigger", command, write=write)
    if kind in ("participant_request", "guardian_request") and not outcome.repeated:
        _open_if_possible(session, plan, command, because=kind)
    return outcome


def record_session(session: Session, plan: Plan, command: Command, *, held_on: date) -> Outcome:
    """A session was held: a dated row, and the reviews that count sessions are computed again."""
    if held_on > local_day(command.at):
        raise Refusal(reasons=[Reason("future", "A session is recorded on its day or after.", "held_on")])

    def write(_seq: int) -> Effect:
        session.add(
            ServiceSession(
                id=new_id(), plan_id=plan.id, held_on=held_on, recorded_by=writer(command), recorded_at=command.at
            )
        )
        session.flush()
        rules = profile(plan.profile, on=local_day(command.at))
        armings = review_armings(session, plan, rules, at=command.at) if plan.in_force_version_id else []
        return Effect(data={"held_on": held_on}, cancel=(REVIEW,) if armings else (), arm=armings)

    return note(session, plan, "session.held", command, write=write, needs=Action.RECORD_SESSION)


def close(session: Session, plan: Plan, command: Command) -> Outcome:
    """End the plan, with the reason and what happens next for the person."""
    reason = reason_of(command)
    next_for_the_person = exactly(str(command.content.get("next_for_the_person") or ""), about="next_for_the_person")

    def write(_facts: PlanFacts, _seq: int) -> Effect:
        require_own_voice(session, plan, {"reason": reason, "next_for_the_person": next_for_the_person})
        ended = sharing.end_round(session, plan, command, end="closed", reason=reason, asks_again=False)
        session.execute(delete(UnsentMeetingAsk).where(col(UnsentMeetingAsk.plan_id) == plan.id))
        plan.closed_at = command.at
        plan.closed_because = reason
        plan.next_for_the_person = next_for_the_person
        session.add(plan)
        session.flush()
        return Effect(
            data={"round": ended},
            cancel=(REVIEW, TAKE_EFFECT, PATH, *KINDS.values()),
            tell=tell_circle(session, plan, "closed", on=local_day(command.at)),
        )

    return move(session, plan, "close", command, write=write)


def _open_if_possible(session: Session, plan: Plan, command: Command, *, because: str) -> None:
    """A request opens a review where the plan stands signed; elsewhere it joins the round that is open."""
    options = options_for(session, plan, command.actor, on=local_day(command.at))
    if any(option.verb == "open_review" and option.open for option in options):
        open_review(session, plan, replace(command, id=f"{command.id}:review", expected=None), because=because)


def _own_words(session: Session, plan: Plan, command: Command, text: str, language: str) -> UUID:
    return quotes.capture(
        session,
        person_id=plan.person_id,
        text=text,
        attribution=Attribution.PARTICIPANT,
        speaker=person_of(session, plan).full_name,
        method=Method.TYPED,
        said_on=local_day(command.at),
        may_include=False,
        recorded_by=writer(command),
        recorded_by_name=command.actor.name,
        at=command.at,
        language=language,
    ).id
