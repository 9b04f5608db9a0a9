"""What the clock does with a deadline: remind, open the review, put a plan in force, complete by the profile's path."""

import logging
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from sqlmodel import Session

from engine import sweeping
from engine.accounts import CLOCK
from engine.database import Database, reading
from engine.firing import Command, Effect
from engine.outbox import Telling
from engine.plans import Plan
from engine.reminding import Occasion
from engine.sweeping import Due, Handler, Swept
from workflows import keeping_safe, reviewing, signing, taking_effect
from workflows.answer_tasks import CHANGE, TALK, UNSURE
from workflows.arming import PATH, REVIEW, TAKE_EFFECT
from workflows.asking import QUESTION
from workflows.authority_dates import AUTHORITY
from workflows.disagreeing import DISAGREEMENT
from workflows.meeting_asks import MEETING, who_waits_for
from workflows.moving import local_day, options_for, staff_of, tell, tell_staff
from workflows.reminders import REMIND, remind_people, who_reminds
from workflows.sharing import second_reviewers

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Coming:
    """A deadline that a sweep would deal with, for a preview."""

    kind: str
    plan: str
    due_on: date
    occasion: str
    sentence: str
    citation: str


def sweep_due(database: Database, *, at: datetime) -> Swept:
    """Deal with every deadline that has something due at this moment."""
    swept = sweeping.sweep(database, HANDLERS, at=at, clock=CLOCK)
    # What is not in Swept: no count, no heartbeat and no terminal tells that there is something to be reminded of.
    for remind in (keeping_safe.remind, remind_people):
        try:
            remind(database, at=at)
        except Exception as error:
            log.warning("Something that waits could not be told again: %s", type(error).__name__)
    return swept


def preview(database: Database, *, on: date) -> list[Coming]:
    """What a sweep at the end of this day would deal with. Writes nothing."""
    with reading(database) as session:
        return [
            Coming(due.kind, str(due.subject), due.due_on, due.occasion.value, due.sentence, due.citation)
            for due in sweeping.preview(session, on=on)
        ]


def review_comes(session: Session, due: Due, at: datetime) -> Effect:
    """Remind before; on the day open the review where the plan stands signed; remind again while nobody acts.

    Falling due never moves a plan that is being revised, and never completes anything.
    """
    plan = session.get_one(Plan, due.subject)
    if due.occasion is Occasion.SOON:
        return Effect(tell=tell_staff(plan, "review_due_soon", due_on=due.due_on))
    if due.occasion is Occasion.DUE and _open_to_clock(session, plan, "open_review", at):
        command = Command(id=due.command_id("open_review"), actor=CLOCK, at=at)
        reviewing.open_review(session, plan, command, because="its day came")
    return Effect(tell=_late(session, plan, due))


def effective_day_comes(session: Session, due: Due, at: datetime) -> Effect | None:
    """Put the signed version in force. While its start rule is not met, say so to the staff and look again tomorrow."""
    plan = session.get_one(Plan, due.subject)
    if _open_to_clock(session, plan, "take_effect", at):
        command = Command(id=due.command_id("take_effect"), actor=CLOCK, at=at)
        taking_effect.take_effect(session, plan, command)
        return None
    return Effect(tell=tell_staff(plan, "not_in_force", due_on=due.due_on))


def silence_ends(session: Session, due: Due, at: datetime) -> Effect | None:
    """The profile's way around a silence is open: complete the signing, or tell the coordinator that they may go on."""
    plan = session.get_one(Plan, due.subject)
    if _open_to_clock(session, plan, "complete", at):
        signing.complete(session, plan, Command(id=due.command_id("complete"), actor=CLOCK, at=at))
        return None
    return Effect(done=(PATH,), tell=tell_staff(plan, "path_open"))


def answer_waits(session: Session, due: Due, _at: datetime) -> Effect:
    """Somebody asked for a change, a talk or easier words: the coordinator is reminded, and then their supervisors."""
    plan = session.get_one(Plan, due.subject)
    path, kind = f"/plans/{plan.id}/round", "answer_waits"
    told = tell(kind, staff_of(plan), path, due_on=due.due_on)
    if due.occasion is Occasion.LATE or (due.kind == TALK and due.occasion is Occasion.DUE):
        told += tell(kind, second_reviewers(session, plan), path, due_on=due.due_on)
    return Effect(tell=told)


def authority_ends(session: Session, due: Due, _at: datetime) -> Effect:
    """Tell the coordinator before an authority runs out; on its day their supervisors as well.

    The date stays open until somebody ends the authority, has new papers verified, or writes down the report.
    """
    plan = session.get_one(Plan, due.subject)
    told = tell_staff(plan, "authority_ends", due_on=due.due_on)
    if due.occasion is Occasion.SOON:
        return Effect(tell=told)
    told += tell("authority_ends", second_reviewers(session, plan), f"/plans/{plan.id}", due_on=due.due_on)
    return Effect(tell=told)


def question_waits(session: Session, due: Due, _at: datetime) -> Effect:
    """The person asked about somebody around them, and nothing is written down yet: coordinator and supervisors hear it."""
    plan = session.get_one(Plan, due.subject)
    path = f"/people/{plan.person_id}/circle"
    told = tell("circle_question", [*staff_of(plan), *second_reviewers(session, plan)], path, due_on=due.due_on)
    return Effect(tell=told)


def meeting_waits(session: Session, due: Due, _at: datetime) -> Effect:
    """Somebody asked for a meeting and was told nothing yet: whoever answers it is reminded, and nobody else."""
    plan = session.get_one(Plan, due.subject)
    told = tell(MEETING, who_waits_for(session, plan), f"/plans/{plan.id}/asked-meetings", due_on=due.due_on)
    return Effect(tell=told)


def reminder_waits(session: Session, due: Due, _at: datetime) -> Effect:
    """The person wanted a call or a letter, and nobody wrote down that it was made."""
    plan = session.get_one(Plan, due.subject)
    told = tell(REMIND, who_reminds(session, plan), f"/plans/{plan.id}/round", due_on=due.due_on)
    return Effect(tell=told)


def disagreement_waits(session: Session, due: Due, _at: datetime) -> Effect:
    """Two answers differ and nobody has talked with both, or what was agreed aloud has not come in writing."""
    plan = session.get_one(Plan, due.subject)
    path = f"/plans/{plan.id}/disagreement"
    told = tell("disagreement", staff_of(plan), path, due_on=due.due_on)
    if due.occasion is Occasion.LATE:
        told += tell("disagreement", second_reviewers(session, plan), path, due_on=due.due_on)
    return Effect(tell=told)


HANDLERS: Mapping[str, Handler] = {
    REVIEW: review_comes,
    TAKE_EFFECT: effective_day_comes,
    PATH: silence_ends,
    **dict.fromkeys((CHANGE, TALK, UNSURE), answer_waits),
    AUTHORITY: authority_ends,
    QUESTION: question_waits,
    MEETING: meeting_waits,
    REMIND: reminder_waits,
    DISAGREEMENT: disagreement_waits,
}
"""Every kind of deadline this program arms."""


def _open_to_clock(session: Session, plan: Plan, verb: str, at: datetime) -> bool:
    options = options_for(session, plan, CLOCK, on=local_day(at))
    return any(option.verb == verb and option.open for option in options)


def _late(session: Session, plan: Plan, due: Due) -> list[Telling]:
    """The coordinator, and once it is late also the supervisors of the team."""
    told = tell_staff(plan, "review_overdue", due_on=due.due_on)
    if due.occasion is Occasion.LATE:
        told += tell("review_overdue", second_reviewers(session, plan), f"/plans/{plan.id}", due_on=due.due_on)
    return told
