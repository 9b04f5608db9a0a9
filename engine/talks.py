"""TalkRequest: the person asked to talk, about no part of a plan, with whom, and by which day somebody makes contact."""

from datetime import date, datetime
from uuid import UUID

from sqlmodel import Field, Session, SQLModel, col, select

from engine.columns import key, points_to


class TalkRequest(SQLModel, table=True):
    """`who`: coordinator, someone else, advocate, independent. A row first; messages come after it."""

    __tablename__ = "talk_request"

    id: UUID = key()
    plan_id: UUID = points_to("plan.id")
    account_id: UUID = points_to("account.id", index=False)
    who: str = Field(max_length=20)
    contact_by: date
    way: str = Field(default="own session", max_length=30)
    helped_by: str = Field(default="", max_length=200)
    device: str = Field(default="", max_length=20)
    at: datetime


class TalkHeld(SQLModel, table=True):
    """That contact was made: when, and what came of it."""

    __tablename__ = "talk_held"

    request_id: UUID = Field(foreign_key="talk_request.id", primary_key=True)
    text: str
    on: date
    by: UUID = points_to("account.id", index=False)
    by_name: str = Field(max_length=200)
    at: datetime


def open_talks(session: Session, plan_id: UUID) -> list[TalkRequest]:
    """What was asked and has no contact yet, the oldest first."""
    held = select(col(TalkHeld.request_id))
    query = select(TalkRequest).where(TalkRequest.plan_id == plan_id, col(TalkRequest.id).not_in(held))
    return list(session.exec(query.order_by(col(TalkRequest.id))))


def newest_talk(session: Session, plan_id: UUID, account_id: UUID) -> TalkRequest | None:
    """What somebody asked for last."""
    query = select(TalkRequest).where(TalkRequest.plan_id == plan_id, TalkRequest.account_id == account_id)
    return session.exec(query.order_by(col(TalkRequest.id).desc()).limit(1)).first()
