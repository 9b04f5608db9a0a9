"""What waits for an account today: second reviews, signatures, answers to look at, and work of one's own."""

from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import Select, and_, func, or_, select
from sqlalchemy.orm import aliased
from sqlmodel import Session, col

from engine.accounts import Role
from engine.caseloads import ONE_BY_ONE, called_by, plans_named
from engine.items import Item
from engine.meeting_asks import MeetingAsk, MeetingAskPerson, MeetingAskStep, Wish
from engine.people import Person
from engine.permissions import Action, Scope, scope_of
from engine.plans import Plan, Standing
from engine.reach import Condition, reaches
from engine.reminders import ReminderDone, ReminderTask, open_tasks
from engine.rounds import Answer, AnswerReply, Reply, Respondent, Round, RoundKind
from engine.signatures import Outcome, Signature, Slot
from engine.visitors import Visitor

AT_MOST = 20
"""Rows of one kind; whoever has more waiting begins with these."""


@dataclass(frozen=True)
class Waiting:
    """One plan that waits, and whose it is. `changes` and `talks` count the answers nobody has replied to."""

    plan_id: UUID
    called: str
    plan_type: str
    standing: str
    changes: int = 0
    talks: int = 0


def second_reviews_for(session: Session, visitor: Visitor, *, on: date, limit: int = AT_MOST) -> list[Waiting]:
    """Plans in second review that this visitor may read a second time: never what they wrote themselves."""
    scope = scope_of(visitor.role, Action.GIVE_SECOND_REVIEW)
    if scope is Scope.NONE:
        return []
    query = _plans().where(
        col(Plan.standing) == Standing.SECOND_REVIEW.value,
        reaches(visitor, Action.GIVE_SECOND_REVIEW, on=on, of_plan=True),
    )
    if visitor.role in ONE_BY_ONE:
        query = query.where(col(Plan.id).in_(plans_named(visitor, on)))
    elif scope is Scope.TEAM:
        query = query.where(col(Plan.team_id) == visitor.team_id)
    return _found(session, query, limit)


def signatures_for(session: Session, visitor: Visitor, *, on: date, limit: int = AT_MOST) -> list[Waiting]:
    """Plans in signing with a slot of this account that has no answer yet."""
    if scope_of(visitor.role, Action.SIGN) is Scope.NONE:
        return []
    first = aliased(Slot)
    earlier = and_(col(first.round_id) == col(Slot.round_id), col(first.place) < col(Slot.place))
    before = select(col(first.id)).where(earlier, ~_ended(first)).correlate(Slot).exists()
    mine = (
        select(col(Round.plan_id))
        .join(Slot, col(Slot.round_id) == col(Round.id))
        .where(
            col(Slot.account_id) == visitor.account_id,
            col(Round.kind) == RoundKind.SIGNING.value,
            col(Round.ended_at).is_(None),
            ~_ended(Slot),
            ~before,
        )
    )
    query = _plans().where(col(Plan.id).in_(mine), reaches(visitor, Action.SIGN, on=on, of_plan=True))
    return _found(session, query, limit)


def answers_for(session: Session, visitor: Visitor, *, on: date, limit: int = AT_MOST) -> list[Waiting]:
    """Plans the visitor leads where somebody asked for a change or a talk, and nobody has replied."""
    if scope_of(visitor.role, Action.REPLY) is Scope.NONE:
        return []
    later = aliased(Answer)
    overtaken = (
        select(col(later.id))
        .where(
            col(later.round_id) == col(Answer.round_id),
            col(later.section) == col(Answer.section),
            col(later.respondent) == col(Answer.respondent),
            col(later.id) > col(Answer.id),
        )
        .correlate(Answer)
        .exists()
    )
    replied = select(col(AnswerReply.id)).where(col(AnswerReply.answer_id) == col(Answer.id)).correlate(Answer).exists()
    # The plans first: a coordinator leads a few, and their open rounds are found by key.
    asked = (
        select(
            col(Plan.id),
            called_by(),
            col(Plan.plan_type),
            col(Plan.standing),
            func.count().filter(col(Answer.reply) == Reply.CHANGE.value),
            func.count().filter(col(Answer.reply) == Reply.TALK.value),
        )
        .join(Person, col(Person.id) == col(Plan.person_id))
        .join(Round, and_(col(Round.plan_id) == col(Plan.id), col(Round.ended_at).is_(None)))
        .join(Answer, col(Answer.round_id) == col(Round.id))
        .where(_leads(visitor, on), col(Answer.reply).in_([Reply.CHANGE.value, Reply.TALK.value]), ~overtaken, ~replied)
        .group_by(col(Plan.id), col(Person.preferred_name), col(Person.full_name), col(Plan.plan_type))
        .group_by(col(Plan.standing))
        .order_by(col(Plan.id))
        .limit(limit)
    )
    return [Waiting(*row) for row in session.execute(asked)]


def meetings_asked_for(session: Session, visitor: Visitor, *, on: date, limit: int = AT_MOST) -> list[Waiting]:
    """Plans about which somebody asked for a meeting and has no answer: the coordinator's, and where they should stay
    away, or there is none, a supervisor's. Whoever should stay away has no such line."""
    if scope_of(visitor.role, Action.REPLY) is Scope.NONE:
        return []
    answered = select(col(MeetingAskStep.id)).where(col(MeetingAskStep.ask_id) == col(MeetingAsk.id))
    answered_at_all = answered.correlate(MeetingAsk).exists()
    without = or_(col(Plan.coordinator_id).is_(None), _stays_away(col(Plan.coordinator_id)))
    if visitor.role == Role.SUPERVISOR:
        theirs = and_(without, col(Plan.team_id) == visitor.team_id)
    else:
        theirs = col(Plan.coordinator_id) == visitor.account_id
    query = (
        _plans()
        .join(MeetingAsk, col(MeetingAsk.plan_id) == col(Plan.id))
        .where(theirs, ~answered_at_all, ~_stays_away(visitor.account_id))
        .where(reaches(visitor, Action.REPLY, on=on, of_plan=True))
        .distinct()
    )
    rows = session.execute(query.order_by(col(Plan.id)).limit(limit))
    return [Waiting(*row) for row in rows]


def reminders_for(session: Session, visitor: Visitor, *, on: date, limit: int = AT_MOST) -> list[Waiting]:
    """Plans the visitor leads whose person wants to be called or to get a letter."""
    if scope_of(visitor.role, Action.REPLY) is Scope.NONE:
        return []
    done = select(col(ReminderDone.task_id)).where(col(ReminderDone.task_id) == col(ReminderTask.id))
    wanted = select(col(ReminderTask.plan_id)).where(~done.correlate(ReminderTask).exists())
    query = _plans().where(_leads(visitor, on), col(Plan.id).in_(wanted))
    return [row for row in _found(session, query, limit) if open_tasks(session, row.plan_id)]


def work_of(session: Session, visitor: Visitor, *standings: Standing, on: date, limit: int = AT_MOST) -> list[Waiting]:
    """Plans the visitor leads that stand where their own work is next, the soonest date first."""
    if scope_of(visitor.role, Action.REPLY) is Scope.NONE:
        return []
    query = _plans().where(_leads(visitor, on), col(Plan.standing).in_([standing.value for standing in standings]))
    return _found(session, query, limit)


def answered_for(session: Session, visitor: Visitor, *, on: date, limit: int = AT_MOST) -> list[Waiting]:
    """Plans the visitor leads whose person has answered every part; whether they may go on is for the gates to say."""
    if scope_of(visitor.role, Action.SHARE) is Scope.NONE:
        return []
    said = (
        select(col(Answer.id))
        .where(
            col(Answer.round_id) == col(Round.id),
            col(Answer.section) == col(Item.lineage_id),
            col(Answer.respondent) == Respondent.PARTICIPANT.value,
        )
        .correlate(Round, Item)
        .exists()
    )
    open_part = (
        select(col(Item.id))
        .where(col(Item.version_id) == col(Round.version_id), col(Item.kind) == "section", ~said)
        .correlate(Round)
        .exists()
    )
    return _with_open_round(session, visitor, Standing.PARTICIPANT_REVIEW, ~open_part, on=on, limit=limit)


def signed_for(session: Session, visitor: Visitor, *, on: date, limit: int = AT_MOST) -> list[Waiting]:
    """Plans the visitor leads where everybody who was asked to sign has answered."""
    if scope_of(visitor.role, Action.COMPLETE) is Scope.NONE:
        return []
    missing = select(col(Slot.id)).where(col(Slot.round_id) == col(Round.id), ~_ended(Slot)).correlate(Round).exists()
    return _with_open_round(session, visitor, Standing.SIGNING, ~missing, on=on, limit=limit)


def _stays_away(account: Any) -> Condition:
    named = select(col(MeetingAskPerson.id)).where(
        col(MeetingAskPerson.ask_id) == col(MeetingAsk.id),
        col(MeetingAskPerson.wish) == Wish.STAY_AWAY.value,
        col(MeetingAskPerson.account_id) == account,
    )
    return named.correlate(MeetingAsk, Plan).exists()


def _ended(slot: Any) -> Condition:
    """The same as `engine.signatures.ended`: the last word about a slot is not one that leaves it open."""
    said, later = aliased(Signature), aliased(Signature)
    newer = and_(col(later.slot_id) == col(said.slot_id), col(later.id) > col(said.id))
    last = ~select(col(later.id)).where(newer).correlate(said).exists()
    leaves_open = (Outcome.WITHDRAWN.value, Outcome.SAID_YES.value)
    ends = and_(col(said.slot_id) == col(slot.id), col(said.outcome).not_in(leaves_open), last)
    return select(col(said.id)).where(ends).correlate(slot).exists()


def _with_open_round(
    session: Session, visitor: Visitor, standing: Standing, condition: Condition, *, on: date, limit: int
) -> list[Waiting]:
    opened = and_(col(Round.plan_id) == col(Plan.id), col(Round.ended_at).is_(None))
    query = _plans().join(Round, opened).where(_leads(visitor, on), col(Plan.standing) == standing.value, condition)
    return _found(session, query, limit)


def _plans() -> Select[Any]:
    return select(col(Plan.id), called_by(), col(Plan.plan_type), col(Plan.standing)).join(
        Person, col(Person.id) == col(Plan.person_id)
    )


def _leads(visitor: Visitor, on: date) -> Condition:
    return and_(col(Plan.coordinator_id) == visitor.account_id, reaches(visitor, Action.REPLY, on=on, of_plan=True))


def _found(session: Session, query: Select[Any], limit: int) -> list[Waiting]:
    rows = session.execute(query.order_by(col(Plan.next_due_on), col(Plan.id)).limit(limit))
    return [Waiting(*row) for row in rows]
