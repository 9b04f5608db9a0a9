"""The one way from an account to a record. What is missing and what is not yours are one answer, at one cost.

Every function takes the visitor, the record's id, the action and the agency's day, and returns the record or raises
NotFound. Call it again inside the transaction that writes: a permission read before it may be gone.
"""

from datetime import date
from typing import Any, TypeVar
from uuid import UUID

from sqlalchemy import Select, and_, or_, select, true
from sqlmodel import Session, col

from engine.accounts import Role
from engine.deadlines import Deadline
from engine.easy_read import EasyLine
from engine.erasure_asks import ErasureAsk
from engine.items import Item, ItemQuote
from engine.meetings import Meeting, Observation
from engine.model_runs import ModelRun, Suggestion
from engine.originals import Original, OriginalKind
from engine.outbox import Message
from engine.own_pictures import OwnPicture, OwnPictureEnd, symbol_of
from engine.people import Assignment, Person, Relation
from engine.permissions import Action, Scope, scope_of
from engine.plans import Plan, Trigger
from engine.presses import SeenBy
from engine.quotes import OUT_OF_PLANS, Quote, QuoteMark, QuoteMarkKind
from engine.reach import Condition, reaches, reads_private_words, still_holds_role
from engine.refusals import NotFound
from engine.reviews import Review
from engine.rounds import Answer, Round, RoundKind
from engine.signatures import Signature, Slot
from engine.versions import Version
from engine.visitors import Visitor, visitor_for, visitor_of
from engine.why_not import may, why_not

__all__ = [
    "Visitor",
    "answer_for",
    "assignment_for",
    "deadline_for",
    "erasure_ask_for",
    "erasure_asks_seen",
    "item_for",
    "may",
    "meeting_for",
    "meetings_seen",
    "message_for",
    "note_for",
    "observation_for",
    "own_picture_for",
    "person_for",
    "plan_for",
    "quote_for",
    "quotes_seen",
    "relation_for",
    "require",
    "review_for",
    "round_for",
    "shown_picture_for",
    "shown_quote_for",
    "signature_for",
    "slot_for",
    "trigger_for",
    "version_for",
    "versions_seen",
    "visitor_for",
    "visitor_of",
    "why_not",
]

Row = TypeVar("Row")

MOST_ASKS = 200
"""Asks on one page; older ones stand on their person's page."""


def person_for(
    session: Session, visitor: Visitor, person_id: UUID, action: Action = Action.SEE_PERSON, *, on: date
) -> Person:
    """The person, for this action."""
    return _one(session, select(Person).where(col(Person.id) == person_id, reaches(visitor, action, on=on)))


def plan_for(session: Session, visitor: Visitor, plan_id: UUID, action: Action = Action.SEE_PLAN, *, on: date) -> Plan:
    """The plan. Its text is reached through version_for: who sees the plan does not yet see a draft."""
    return _one(session, _of_plan(select(Plan), visitor, action, on).where(col(Plan.id) == plan_id))


def version_for(
    session: Session, visitor: Visitor, version_id: UUID, action: Action = Action.SEE_PLAN, *, on: date
) -> Version:
    """A version that was shared; a draft only for those who may see drafts."""
    query = select(Version).join(Plan, col(Plan.id) == col(Version.plan_id))
    query = _of_plan(query, visitor, action, on).where(col(Version.id) == version_id)
    return _one(session, query.where(_text_is_open(visitor, on)))


def versions_seen(session: Session, visitor: Visitor, plan_id: UUID, *, on: date) -> list[Version]:
    """The versions of a plan this visitor may read, newest first."""
    query = select(Version).join(Plan, col(Plan.id) == col(Version.plan_id))
    query = _of_plan(query, visitor, Action.SEE_PLAN, on).where(col(Version.plan_id) == plan_id)
    return list(session.scalars(query.where(_text_is_open(visitor, on)).order_by(col(Version.number).desc())))


def item_for(session: Session, visitor: Visitor, item_id: UUID, action: Action = Action.SEE_PLAN, *, on: date) -> Item:
    """A line of a version the visitor may read."""
    query = select(Item).join(Version, col(Version.id) == col(Item.version_id))
    query = _of_plan(query.join(Plan, col(Plan.id) == col(Version.plan_id)), visitor, action, on)
    return _one(session, query.where(col(Item.id) == item_id, _text_is_open(visitor, on)))


def meeting_for(
    session: Session, visitor: Visitor, meeting_id: UUID, action: Action = Action.SEE_MEETING, *, on: date
) -> Meeting:
    """A meeting with its notes. One at which words were said that the person keeps private is their coordinator’s alone."""
    query = _of_person(select(Meeting), Meeting, visitor, action, on)
    return _one(session, query.where(col(Meeting.id) == meeting_id, _notes_are_open(visitor)))


def meetings_seen(session: Session, visitor: Visitor, person_id: UUID, *, on: date) -> list[UUID]:
    """The ids of a person's meetings whose notes this visitor may read."""
    query = _of_person(select(col(Meeting.id)), Meeting, visitor, Action.SEE_MEETING, on)
    return list(session.scalars(query.where(col(Meeting.person_id) == person_id, _notes_are_open(visitor))))


def note_for(
    session: Session, visitor: Visitor, original_id: UUID, action: Action = Action.SEE_MEETING, *, on: date
) -> Original:
    """A note that is kept with a meeting. Clips and pictures are reached through their quote."""
    query = _of_person(select(Original), Original, visitor, action, on)
    return _one(
        session,
        query.where(
            col(Original.id) == original_id,
            col(Original.kind) == OriginalKind.NOTE.value,
            col(Original.meeting_id).is_not(None),
        ),
    )


def erasure_ask_for(session: Session, visitor: Visitor, ask_id: UUID, *, on: date) -> ErasureAsk:
    """What somebody asked to have erased, for whoever may ask or confirm. It holds no words."""
    query = _of_person(select(ErasureAsk), ErasureAsk, visitor, Action.ERASE_QUOTE, on)
    return _one(session, query.where(col(ErasureAsk.id) == ask_id))


def erasure_asks_seen(session: Session, visitor: Visitor, *, on: date) -> list[ErasureAsk]:
    """The asks about people of whom the visitor may ask or confirm erasures, newest first."""
    query = _of_person(select(ErasureAsk), ErasureAsk, visitor, Action.ERASE_QUOTE, on)
    return list(session.scalars(query.order_by(col(ErasureAsk.id).desc()).limit(MOST_ASKS)))


def observation_for(
    session: Session, visitor: Visitor, observation_id: UUID, action: Action = Action.SEE_MEETING, *, on: date
) -> Observation:
    """What somebody saw."""
    query = _of_person(select(Observation), Observation, visitor, action, on)
    return _one(session, query.where(col(Observation.id) == observation_id))


def reads_private(session: Session, visitor: Visitor, person_id: UUID) -> bool:
    """Whether the visitor is the person, or the coordinator to whom they say what is for nobody else."""
    query = select(col(Person.id)).where(col(Person.id) == person_id, reads_private_words(visitor))
    return session.scalar(query) is not None


def reads_answer(session: Session, visitor: Visitor, person_id: UUID, seen_by: str) -> bool:
    """Whether the visitor, who may see the round, is among those for whom this answer was meant."""
    if seen_by == SeenBy.TEAM:
        return visitor.role not in (Role.GUARDIAN, Role.SUPPORTER, Role.PROVIDER)
    if seen_by == SeenBy.SUPERVISOR:
        return visitor.role in (Role.SUPERVISOR, Role.PARTICIPANT)
    return reads_private(session, visitor, person_id)


def quote_for(
    session: Session, visitor: Visitor, quote_id: UUID, action: Action = Action.SEE_WORDS, *, on: date
) -> Quote:
    """A quote. Guardian and supporter see only what the person lets into the plan and has not withdrawn.

    What the person keeps private is found by them and their coordinator alone.
    """
    query = _of_person(select(Quote), Quote, visitor, action, on)
    return _one(session, query.where(col(Quote.id) == quote_id, _words_are_open(visitor)))


def shown_quote_for(session: Session, visitor: Visitor, quote_id: UUID, *, on: date) -> Quote:
    """A quote, for whoever may see the person's words, or reads a shared plan in which it stands."""
    try:
        return quote_for(session, visitor, quote_id, on=on)
    except NotFound:
        query = select(Quote).join(ItemQuote, col(ItemQuote.quote_id) == col(Quote.id))
        query = query.join(Item, col(Item.id) == col(ItemQuote.item_id))
        query = query.join(Version, col(Version.id) == col(Item.version_id))
        query = _of_plan(query.join(Plan, col(Plan.id) == col(Version.plan_id)), visitor, Action.SEE_PLAN, on)
        shared = col(Version.frozen_at).is_not(None)
        return _one(session, query.where(col(Quote.id) == quote_id, shared, _not_private(visitor)))


def own_picture_for(
    session: Session, visitor: Visitor, picture_id: UUID, action: Action = Action.SEE_WORDS, *, on: date
) -> OwnPicture:
    """A picture of a person's own that was not taken back, for whoever may see their words."""
    query = _of_person(select(OwnPicture), OwnPicture, visitor, action, on)
    return _one(session, query.where(col(OwnPicture.id) == picture_id, _picture_stands()))


def shown_picture_for(session: Session, visitor: Visitor, picture_id: UUID, *, on: date) -> OwnPicture:
    """The same, also for whoever reads a shared plan of that person in which it stands beside a line."""
    try:
        return own_picture_for(session, visitor, picture_id, on=on)
    except NotFound:
        query = select(OwnPicture).join(Plan, col(Plan.person_id) == col(OwnPicture.person_id))
        query = _of_plan(query.join(Version, col(Version.plan_id) == col(Plan.id)), visitor, Action.SEE_PLAN, on)
        query = query.join(EasyLine, col(EasyLine.version_id) == col(Version.id))
        beside = and_(col(EasyLine.symbol) == symbol_of(picture_id), col(Version.frozen_at).is_not(None))
        return _one(session, query.where(col(OwnPicture.id) == picture_id, beside, _picture_stands()))


def quotes_seen(session: Session, visitor: Visitor, person_id: UUID, *, on: date) -> list[UUID]:
    """The ids of a person's quotes this visitor may read, in the order they were captured."""
    query = _of_person(select(col(Quote.id)), Quote, visitor, Action.SEE_WORDS, on)
    query = query.where(col(Quote.person_id) == person_id, _words_are_open(visitor)).order_by(col(Quote.id))
    return list(session.scalars(query))


def run_for(
    session: Session, visitor: Visitor, run_id: UUID, action: Action = Action.SEE_DRAFT, *, on: date
) -> ModelRun:
    """What a model was asked about a plan."""
    query = select(ModelRun).join(Plan, col(Plan.id) == col(ModelRun.plan_id))
    return _one(session, _of_plan(query, visitor, action, on).where(col(ModelRun.id) == run_id))


def suggestion_for(
    session: Session, visitor: Visitor, suggestion_id: UUID, action: Action = Action.EDIT_DRAFT, *, on: date
) -> Suggestion:
    """What a model suggested."""
    query = select(Suggestion).join(Plan, col(Plan.id) == col(Suggestion.plan_id))
    return _one(session, _of_plan(query, visitor, action, on).where(col(Suggestion.id) == suggestion_id))


def round_for(
    session: Session, visitor: Visitor, round_id: UUID, action: Action = Action.SEE_PLAN, *, on: date
) -> Round:
    """An attempt at review or signing; a second review only for those who may see drafts."""
    query = select(Round).join(Plan, col(Plan.id) == col(Round.plan_id))
    query = _of_plan(query, visitor, action, on).where(col(Round.id) == round_id)
    return _one(session, query.where(_round_is_open(visitor, on)))


def answer_for(
    session: Session, visitor: Visitor, answer_id: UUID, action: Action = Action.SEE_PLAN, *, on: date
) -> Answer:
    """An answer that was given in a round."""
    query = select(Answer).join(Round, col(Round.id) == col(Answer.round_id))
    query = _of_plan(query.join(Plan, col(Plan.id) == col(Round.plan_id)), visitor, action, on)
    return _one(session, query.where(col(Answer.id) == answer_id, _round_is_open(visitor, on)))


def slot_for(session: Session, visitor: Visitor, slot_id: UUID, action: Action = Action.SIGN, *, on: date) -> Slot:
    """A signature that is asked for. To sign it, it must be the visitor's own."""
    query = select(Slot).join(Round, col(Round.id) == col(Slot.round_id))
    query = _of_plan(query.join(Plan, col(Plan.id) == col(Round.plan_id)), visitor, action, on)
    mine = col(Slot.account_id) == visitor.account_id if action is Action.SIGN else true()
    return _one(session, query.where(col(Slot.id) == slot_id, mine))


def signature_for(
    session: Session, visitor: Visitor, signature_id: UUID, action: Action = Action.SEE_PLAN, *, on: date
) -> Signature:
    """What became of a slot."""
    query = select(Signature).join(Version, col(Version.id) == col(Signature.version_id))
    query = _of_plan(query.join(Plan, col(Plan.id) == col(Version.plan_id)), visitor, action, on)
    return _one(session, query.where(col(Signature.id) == signature_id))


def review_for(
    session: Session, visitor: Visitor, review_id: UUID, action: Action = Action.SEE_PLAN, *, on: date
) -> Review:
    """A periodic review."""
    query = select(Review).join(Plan, col(Plan.id) == col(Review.plan_id))
    return _one(session, _of_plan(query, visitor, action, on).where(col(Review.id) == review_id))


def deadline_for(
    session: Session, visitor: Visitor, deadline_id: UUID, action: Action = Action.SEE_DEADLINES, *, on: date
) -> Deadline:
    """A date that is or was watched on a plan."""
    query = select(Deadline).join(Plan, col(Plan.id) == col(Deadline.subject))
    return _one(session, _of_plan(query, visitor, action, on).where(col(Deadline.id) == deadline_id))


def trigger_for(
    session: Session, visitor: Visitor, trigger_id: UUID, action: Action = Action.SEE_HISTORY, *, on: date
) -> Trigger:
    """Something that was reported about a plan."""
    query = select(Trigger).join(Plan, col(Plan.id) == col(Trigger.plan_id))
    return _one(session, _of_plan(query, visitor, action, on).where(col(Trigger.id) == trigger_id))


def relation_for(
    session: Session, visitor: Visitor, relation_id: UUID, action: Action = Action.SEE_PERSON, *, on: date
) -> Relation:
    """A member of the person's circle."""
    query = _of_person(select(Relation), Relation, visitor, action, on)
    return _one(session, query.where(col(Relation.id) == relation_id))


def assignment_for(
    session: Session, visitor: Visitor, assignment_id: UUID, action: Action = Action.SEE_PERSON, *, on: date
) -> Assignment:
    """Somebody who works with the person."""
    query = _of_person(select(Assignment), Assignment, visitor, action, on)
    return _one(session, query.where(col(Assignment.id) == assignment_id))


def message_for(session: Session, visitor: Visitor, message_id: UUID) -> Message:
    """A message to this very account."""
    mine = col(Message.recipient) == visitor.account_id
    return _one(session, select(Message).where(col(Message.id) == message_id, mine, still_holds_role(visitor)))


def require(session: Session, visitor: Visitor, action: Action, *, team_id: UUID | None = None) -> None:
    """For what is not about one person yet: adding one to a team, importing, accounts, verifying. Raises NotFound."""
    scope = scope_of(visitor.role, action)
    reach = (
        scope is Scope.AGENCY
        or visitor.whole_agency
        or (scope is Scope.TEAM and team_id is not None and team_id == visitor.team_id)
        or (scope in (Scope.OWN, Scope.CASELOAD, Scope.ASSIGNED) and team_id is None)
        or (scope is Scope.TEAM and team_id is None and visitor.team_id is not None)
    )
    holds = session.scalar(select(still_holds_role(visitor)))
    if scope is Scope.NONE or not reach or not holds:
        raise NotFound


def _one(session: Session, query: Select[Row]) -> Row:
    row = session.scalars(query.limit(1)).first()
    if row is None:
        raise NotFound
    return row


def _of_person(query: Select[Row], record: Any, visitor: Visitor, action: Action, on: date) -> Select[Row]:
    return query.join(Person, col(Person.id) == record.person_id).where(reaches(visitor, action, on=on))


def _of_plan(query: Select[Row], visitor: Visitor, action: Action, on: date) -> Select[Row]:
    return query.join(Person, col(Person.id) == col(Plan.person_id)).where(
        reaches(visitor, action, on=on, of_plan=True)
    )


def _text_is_open(visitor: Visitor, on: date) -> Condition:
    return or_(col(Version.frozen_at).is_not(None), reaches(visitor, Action.SEE_DRAFT, on=on, of_plan=True))


def _round_is_open(visitor: Visitor, on: date) -> Condition:
    return or_(
        col(Round.kind) != RoundKind.SECOND_REVIEW.value,
        reaches(visitor, Action.SEE_DRAFT, on=on, of_plan=True),
    )


def _words_are_open(visitor: Visitor) -> Condition:
    if visitor.role not in (Role.GUARDIAN, Role.SUPPORTER):
        return _not_private(visitor)
    newest = _newest_mark(QuoteMarkKind.INCLUDE, QuoteMarkKind.LEAVE_OUT)
    consents = or_(
        newest == QuoteMarkKind.INCLUDE.value,
        and_(newest.is_(None), col(Quote.may_include).is_(True)),
    )
    return and_(~_taken_back(), consents, _not_private(visitor))


def _taken_back() -> Condition:
    back = [kind.value for kind in OUT_OF_PLANS]
    return (
        select(col(QuoteMark.id))
        .where(col(QuoteMark.quote_id) == col(Quote.id), col(QuoteMark.kind).in_(back))
        .correlate(Quote)
        .exists()
    )


def _not_private(visitor: Visitor) -> Condition:
    """Words that are not private, or whose person or coordinator the visitor is. The query has joined Person."""
    newest = _newest_mark(QuoteMarkKind.PRIVATE, QuoteMarkKind.NOT_PRIVATE)
    return or_(newest.is_(None), newest != QuoteMarkKind.PRIVATE.value, reads_private_words(visitor))


def _notes_are_open(visitor: Visitor) -> Condition:
    """Notes of a meeting hold the words that were said there, private ones as well."""
    newest = _newest_mark(QuoteMarkKind.PRIVATE, QuoteMarkKind.NOT_PRIVATE)
    private = (
        select(col(Quote.id))
        .where(col(Quote.meeting_id) == col(Meeting.id), newest == QuoteMarkKind.PRIVATE.value)
        .correlate(Meeting)
        .exists()
    )
    return or_(~private, reads_private_words(visitor))


def _picture_stands() -> Condition:
    return ~select(col(OwnPictureEnd.picture_id)).where(col(OwnPictureEnd.picture_id) == col(OwnPicture.id)).exists()


def _newest_mark(*kinds: QuoteMarkKind) -> Any:
    """The newest mark of these kinds on the quote of the query around it."""
    return (
        select(col(QuoteMark.kind))
        .where(col(QuoteMark.quote_id) == col(Quote.id), col(QuoteMark.kind).in_([kind.value for kind in kinds]))
        .order_by(col(QuoteMark.id).desc())
        .limit(1)
        .correlate(Quote)
        .scalar_subquery()
    )
