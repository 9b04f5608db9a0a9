"""What an answer asks of the people who write the plan, each with a day: make a change, make contact, talk it through."""

from collections.abc import Sequence
from datetime import date, datetime

from engine.deadlines import Arming
from engine.plans import Plan
from engine.rounds import Answer, Reply, Round
from engine.settings import settings
from workflows.agency_tasks import agency_arming, done_by
from workflows.moving import OF_ANSWERS

CHANGE, TALK, UNSURE = OF_ANSWERS
"""The kinds of deadline that answers arm; one of a kind at a time for a round."""

KINDS = {Reply.CHANGE.value: CHANGE, Reply.TALK.value: TALK, Reply.DONT_KNOW.value: UNSURE}

_SENTENCES = {
    CHANGE: "A change that was asked for is answered and shown back.",
    TALK: "Who asked to talk is talked with.",
    UNSURE: "What somebody was not sure of is talked through, in easier words.",
}


def days_for(kind: str) -> int:
    """Working days the agency gives itself."""
    return settings().talk_days if kind == TALK else settings().change_days


def tasks_for(plan: Plan, current: Round, sent: Sequence[Answer], *, at: datetime) -> list[Arming]:
    """One date for each kind of work that these answers ask for, counted from the day they were sent."""
    kinds = {KINDS[row.reply] for row in sent if row.reply in KINDS}
    return [_arming(plan, f"round:{current.id}", kind, at=at) for kind in (CHANGE, TALK, UNSURE) if kind in kinds]


def talk_arming(plan: Plan, *, at: datetime) -> Arming:
    """The day by which somebody makes contact with who asked to talk outside a round."""
    return _arming(plan, "asked to talk", TALK, at=at)


def due_on(kind: str, at: datetime) -> date:
    """The day by which work of this kind is done, when it is asked for now."""
    return done_by(days_for(kind), at)


def _arming(plan: Plan, anchor: str, kind: str, *, at: datetime) -> Arming:
    return agency_arming(
        plan,
        kind,
        rule=kind,
        anchor=anchor,
        began="Answered",
        sentence=_SENTENCES[kind],
        days=days_for(kind),
        reminders=(1,),
        repeat_days=1 if kind == TALK else 3,
        at=at,
    )
