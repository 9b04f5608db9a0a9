"""MeetingAsk: the person, or a guardian beside them, asks for a meeting, as the one who invites.

What was asked never changes; what became of it stands beside it. Who should stay away is between who asked and the
person's coordinator: see `reads_ask` and `reads_who_stays_away`.
"""

from datetime import date, datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlmodel import Field, Session, SQLModel, col, select

from engine.access import may, reads_private
from engine.accounts import Role
from engine.columns import json_value, key, points_to
from engine.permissions import Action
from engine.plans import Plan
from engine.visitors import Visitor


class Wish(StrEnum):
    """Whether somebody is asked to come, or to stay away."""

    COME = "come"
    STAY_AWAY = "stay away"


class Became(StrEnum):
    """What became of what was asked."""

    ANSWERED = "answered"
    WITHDRAWN = "withdrawn"
    HELD = "held"


class MeetingAsk(SQLModel, table=True):
    """One meeting that was asked for. `asked_as` is participant or guardian; empty choices were left open.

    `answer_by` is the day that was promised for an answer.
    """

    __tablename__ = "meeting_ask"

    id: UUID = key()
    plan_id: UUID = points_to("plan.id")
    person_id: UUID = points_to("person.id")
    account_id: UUID = points_to("account.id", index=False)
    by_name: str = Field(max_length=200)
    asked_as: str = Field(max_length=12)
    place: str = Field(default="", max_length=20)
    time_of_day: str = Field(default="", max_length=20)
    interpreter: str = Field(default="", max_length=20)
    travel: str = Field(default="", max_length=20)
    answer_by: date
    way: str = Field(default="own session", max_length=30)
    helped_by: str = Field(default="", max_length=200)
    device: str = Field(default="", max_length=20)
    at: datetime


class MeetingAskPerson(SQLModel, table=True):
    """Somebody who should come or stay away, under the name the person saw. Without account and relation: in own words."""

    __tablename__ = "meeting_ask_person"

    id: UUID = key()
    ask_id: UUID = points_to("meeting_ask.id")
    wish: str = Field(max_length=12)
    name: str = Field(max_length=200)
    account_id: UUID | None = points_to("account.id", optional=True, index=False)
    relation_id: UUID | None = points_to("relation.id", optional=True, index=False)


class MeetingAskWords(SQLModel, table=True):
    """Own words about a meeting that was asked for; private from the start."""

    __tablename__ = "meeting_ask_words"

    quote_id: UUID = Field(foreign_key="quote.id", primary_key=True)
    ask_id: UUID = points_to("meeting_ask.id")


class MeetingAskStep(SQLModel, table=True):
    """An answer with or without a day, that it was taken back, or the meeting that was held."""

    __tablename__ = "meeting_ask_step"

    id: UUID = key()
    ask_id: UUID = points_to("meeting_ask.id")
    became: str = Field(max_length=12)
    text: str = ""
    meets_on: date | None = None
    meets_at: str = Field(default="", max_length=80)
    meeting_id: UUID | None = points_to("meeting.id", optional=True, index=False)
    by: UUID = points_to("account.id", index=False)
    by_name: str = Field(max_length=200)
    at: datetime


class UnsentMeetingAsk(SQLModel, table=True):
    """What somebody chose so far and did not send: theirs alone, changed as they like, and gone once it is sent."""

    __tablename__ = "unsent_meeting_ask"

    account_id: UUID = Field(foreign_key="account.id", primary_key=True)
    plan_id: UUID = Field(foreign_key="plan.id", primary_key=True)
    chosen: dict[str, Any] = json_value()
    at: datetime


def asks_by(session: Session, plan_id: UUID, account_id: UUID) -> list[MeetingAsk]:
    """What somebody asked for, the newest first."""
    query = select(MeetingAsk).where(MeetingAsk.plan_id == plan_id, MeetingAsk.account_id == account_id)
    return list(session.exec(query.order_by(col(MeetingAsk.id).desc())))


def steps_of(session: Session, ask_id: UUID) -> list[MeetingAskStep]:
    """What became of it, the oldest first."""
    query = select(MeetingAskStep).where(MeetingAskStep.ask_id == ask_id).order_by(col(MeetingAskStep.id))
    return list(session.exec(query))


def people_of(session: Session, ask_id: UUID, wish: Wish) -> list[MeetingAskPerson]:
    """Who should come, or who should stay away."""
    query = select(MeetingAskPerson).where(MeetingAskPerson.ask_id == ask_id, MeetingAskPerson.wish == wish)
    return list(session.exec(query.order_by(col(MeetingAskPerson.id))))


def words_of(session: Session, ask_id: UUID) -> list[UUID]:
    """The quotes that go with it."""
    query = select(col(MeetingAskWords.quote_id)).where(MeetingAskWords.ask_id == ask_id)
    return list(session.exec(query.order_by(col(MeetingAskWords.quote_id))))


def open_asks(session: Session, plan_id: UUID) -> list[MeetingAsk]:
    """What was neither held nor taken back, the oldest first."""
    query = select(MeetingAsk).where(MeetingAsk.plan_id == plan_id, col(MeetingAsk.id).not_in(_over()))
    return list(session.exec(query.order_by(col(MeetingAsk.id))))


def waits_for_answer(session: Session, ask_id: UUID) -> bool:
    """Whether nobody has said anything to it yet."""
    return not steps_of(session, ask_id)


def asks_read_by(session: Session, visitor: Visitor, plan: Plan, *, on: date) -> list[MeetingAsk]:
    """The open asks of a plan that this member of staff may know of."""
    return [ask for ask in open_asks(session, plan.id) if reads_ask(session, visitor, plan, ask, on=on)]


def reads_ask(session: Session, visitor: Visitor, plan: Plan, ask: MeetingAsk, *, on: date) -> bool:
    """Whoever answers what the person asks, except who should stay away: they do not learn that it was asked."""
    answers = may(session, visitor, Action.REPLY, on=on, plan_id=plan.id)
    return answers and visitor.account_id not in kept_away(session, ask.id)


def reads_who_stays_away(session: Session, visitor: Visitor, plan: Plan, ask: MeetingAsk) -> bool:
    """The coordinator to whom it was said; where that is who should stay away, whoever answers in their place.

    Asked after `reads_ask`.
    """
    away = kept_away(session, ask.id)
    if plan.coordinator_id is None or plan.coordinator_id in away:
        return visitor.role is Role.SUPERVISOR and visitor.account_id not in away
    return reads_private(session, visitor, plan.person_id) and visitor.account_id not in away


def kept_away(session: Session, ask_id: UUID) -> set[UUID]:
    """The accounts of those who should stay away."""
    return {row.account_id for row in people_of(session, ask_id, Wish.STAY_AWAY) if row.account_id}


def unsent_ask(session: Session, plan_id: UUID, account_id: UUID) -> UnsentMeetingAsk | None:
    """What was chosen and not sent. For their own room alone."""
    return session.get(UnsentMeetingAsk, (account_id, plan_id))


def _over() -> Any:
    ends = [Became.WITHDRAWN.value, Became.HELD.value]
    return select(col(MeetingAskStep.ask_id)).where(col(MeetingAskStep.became).in_(ends))
