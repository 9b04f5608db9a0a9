"""The person asks about somebody around them, and staff write down what was done. Nobody of the circle learns of it.

Nothing of it touches the plan: no event in its history, no date on its row, no number that a form could go stale by.
"""

from datetime import datetime
from uuid import UUID

from sqlmodel import Session, col, select

from engine import quotes
from engine.access import person_for, relation_for
from engine.circle_questions import CircleQuestion
from engine.deadlines import Arming, Watched
from engine.firing import Command, Effect, Outcome, record
from engine.ids import new_id
from engine.people import Person, Relation
from engine.permissions import Action
from engine.plans import Plan
from engine.quote_marks import add_mark
from engine.quotes import Attribution, Method, QuoteMarkKind
from engine.refusals import Reason, Refusal
from engine.sayings import say
from engine.settings import settings
from engine.sittings import sitting_of
from engine.words import exactly
from workflows.acting import acting
from workflows.agency_tasks import agency_arming
from workflows.confirming import confirmers
from workflows.moving import local_day, tell
from workflows.people import stream_of
from workflows.writers import writer

QUESTION = "circle_question"
"""The kind of deadline; the sweep has a handler for it."""


def ask_about(
    session: Session, command: Command, relation: Relation, *, words: str, language: str = "en"
) -> CircleQuestion:
    """Ask about somebody in one's circle. It goes to the coordinator, and where there is none to their supervisors."""
    visitor = acting(session, command)
    relation_for(session, visitor, relation.id, Action.ASK_ABOUT_CIRCLE, on=local_day(command.at))
    person = session.get_one(Person, relation.person_id)
    plan = _a_plan(session, person)

    def write(_session: Session, _seq: int) -> Effect:
        sitting = sitting_of(session, command.actor)
        row = CircleQuestion(
            id=new_id(),
            person_id=person.id,
            relation_id=relation.id,
            words_quote_id=_kept(session, command, person, words, language),
            way=sitting.way if sitting else "own session",
            helped_by=sitting.helped_by if sitting else "",
            asked_at=command.at,
        )
        session.add(row)
        session.flush()
        reached = [person.coordinator_id] if person.coordinator_id else confirmers(session, person, but=person.id)
        told = [account for account in reached if account != relation.account_id]
        return Effect(
            data={"question": row.id, "quote": row.words_quote_id},
            arm=[_arming(plan, command.at)] if plan else [],
            tell=tell(QUESTION, told, _page(person)),
        )

    outcome = record(
        session, command, "circle.asked", stream=stream_of(person.id), write=write, watched=_watched(person, plan)
    )
    return session.get_one(CircleQuestion, UUID(str(outcome.event.data["question"])))


def answer_question(session: Session, command: Command, question: CircleQuestion, *, what_was_done: str) -> Outcome:
    """Write down what was done, under one's own name. The person reads it on their page."""
    visitor = acting(session, command)
    person = person_for(session, visitor, question.person_id, Action.ASK_SUSPENSION, on=local_day(command.at))

    def write(_session: Session, _seq: int) -> Effect:
        session.refresh(question)
        if not what_was_done.strip():
            raise Refusal(reasons=[Reason("done", "Write what was done, so that the person can read it.", "done")])
        if question.answered_at is not None:
            raise Refusal(
                say(
                    "%(answered_by_name)s has written down what was done already. It stays.",
                    answered_by_name=question.answered_by_name,
                )
            )
        question.answered_at, question.answered_by = command.at, visitor.account_id
        question.answered_by_name = visitor.name
        question.what_was_done = exactly(what_was_done, about="done")
        session.add(question)
        session.flush()
        return Effect(data={"question": question.id}, done=() if _others_wait(session, question) else (QUESTION,))

    return record(
        session,
        command,
        "circle.answered",
        stream=stream_of(person.id),
        write=write,
        watched=_watched(person, _a_plan(session, person)),
    )


def _kept(session: Session, command: Command, person: Person, words: str, language: str) -> UUID | None:
    """The person's words, private from the start."""
    if not words:
        return None
    quote = quotes.capture(
        session,
        person_id=person.id,
        text=words,
        attribution=Attribution.PARTICIPANT,
        speaker=person.full_name,
        method=Method.TYPED,
        said_on=local_day(command.at),
        may_include=False,
        recorded_by=writer(command),
        recorded_by_name=command.actor.name,
        at=command.at,
        language=language,
    )
    add_mark(session, quote.id, QuoteMarkKind.PRIVATE, by=writer(command), by_name=command.actor.name, at=command.at)
    return quote.id


def _others_wait(session: Session, question: CircleQuestion) -> bool:
    query = select(CircleQuestion.id).where(
        CircleQuestion.person_id == question.person_id,
        CircleQuestion.id != question.id,
        col(CircleQuestion.answered_at).is_(None),
    )
    return session.exec(query).first() is not None


def _a_plan(session: Session, person: Person) -> Plan | None:
    """Lists of dates are drawn by plan, so the task hangs on one of the person's; it is not on the plan's own stream."""
    query = select(Plan).where(Plan.person_id == person.id, col(Plan.closed_at).is_(None)).order_by(col(Plan.id))
    return session.exec(query).first()


def _watched(person: Person, plan: Plan | None) -> Watched:
    return Watched(
        stream=stream_of(person.id),
        subject=plan.id if plan else person.id,
        owner=person.coordinator_id,
        team=person.team_id,
    )


def _arming(plan: Plan, at: datetime) -> Arming:
    return agency_arming(
        plan,
        QUESTION,
        rule=QUESTION,
        anchor="person",
        began="Asked",
        sentence="The person has a question about somebody around them. Talk with the person alone.",
        days=settings().talk_days,
        repeat_days=1,
        at=at,
    )


def _page(person: Person) -> str:
    return f"/people/{person.id}/circle"
