"""The person asks to talk, on any day: one more press says with whom, and somebody has a day by which to make contact."""

from datetime import date
from uuid import UUID

from sqlmodel import Session

from engine.firing import Command, Effect, Outcome
from engine.ids import new_id
from engine.permissions import Action
from engine.plans import Plan
from engine.refusals import NotFound, Reason, Refusal
from engine.rounds import Reply, Respondent, current_answers, open_round, replies_to
from engine.talks import TalkHeld, TalkRequest, open_talks
from engine.words import exactly
from workflows import happenings
from workflows.acting import step_of
from workflows.answer_tasks import TALK, due_on, talk_arming
from workflows.giving import how_given
from workflows.moving import local_day, note, staff_of, tell
from workflows.pressing import TALK_WITH
from workflows.proving import require_own_voice
from workflows.sharing import second_reviewers
from workflows.writers import writer


def ask(
    session: Session, plan: Plan, command: Command, *, who: str, kind: str, words: str = "", language: str = "en"
) -> Outcome:
    """A row and a day first, then a message. With the coordinator it may be about something; it opens a review if it can.

    Whoever wants somebody else says to nobody here what it is about: a supervisor finds the one they asked for.
    """
    if who not in TALK_WITH:
        raise Refusal(reasons=[Reason("who", "Choose who you want to talk to.", "who")])
    if who == "coordinator":
        on = local_day(command.at)
        happenings.report_trigger(session, plan, command, kind=kind, happened_on=on, text=words, language=language)
        command = step_of(command, "talk")
    how = how_given(session, command)

    def write(_seq: int) -> Effect:
        row = TalkRequest(
            id=new_id(),
            plan_id=plan.id,
            account_id=writer(command),
            who=who,
            contact_by=due_on(TALK, command.at),
            way=how.way,
            helped_by=how.helped_by,
            device=how.device,
            at=command.at,
        )
        session.add(row)
        session.flush()
        others = staff_of(plan) if who == "coordinator" else second_reviewers(session, plan) or staff_of(plan)
        told = tell("talk_requested", others, f"/plans/{plan.id}/round", due_on=row.contact_by)
        return Effect(data={"talk": row.id, "who": who}, arm=[talk_arming(plan, at=command.at)], tell=told)

    return note(session, plan, "talk.asked", command, write=write, needs=Action.ASK_FOR_REVIEW)


def held(session: Session, plan: Plan, command: Command, *, request_id: UUID, text: str, on: date) -> Outcome:
    """Contact was made: when, with whom, and what came of it."""
    if not text.strip():
        raise Refusal(reasons=[Reason("asked", "Write when and with whom they talked, and what came of it.", "text")])
    if on > local_day(command.at):
        raise Refusal(reasons=[Reason("future", "Write it down on the day it happened or after.", "on")])

    def write(_seq: int) -> Effect:
        require_own_voice(session, plan, {"text": text}, signed=True)
        waiting = open_talks(session, plan.id)
        if request_id not in {row.id for row in waiting}:
            raise NotFound
        row = TalkHeld(
            request_id=request_id,
            text=exactly(text),
            on=on,
            by=writer(command),
            by_name=command.actor.name,
            at=command.at,
        )
        session.add(row)
        session.flush()
        done = (TALK,) if len(waiting) == 1 and not _asked_in_answers(session, plan) else ()
        return Effect(data={"talk": request_id}, done=done)

    return note(session, plan, "talk.held", command, write=write, needs=Action.REPLY)


def _asked_in_answers(session: Session, plan: Plan) -> bool:
    current = open_round(session, plan.id)
    if current is None:
        return False
    given = [row for who in Respondent for row in current_answers(session, current.id, who).values()]
    asked = [row.id for row in given if row.reply == Reply.TALK]
    return any(row not in replies_to(session, asked) for row in asked)
