"""LeftOut: why words that may stand in a plan do not. Each answer is a row of its own; the newest for a quote counts."""

from collections.abc import Mapping
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from sqlmodel import Field, Session, SQLModel, col, select

from engine.columns import key, points_to


class Why(StrEnum):
    """Why words stand nowhere in a plan; `open` takes an earlier answer back."""

    PRIVATE = "private"
    DUPLICATE = "duplicate"
    OTHER = "other"
    OPEN = "open"


class LeftOut(SQLModel, table=True):
    """Somebody answers, under their name, for words that this plan does not use."""

    __tablename__ = "left_out"

    id: UUID = key()
    plan_id: UUID = points_to("plan.id")
    quote_id: UUID = points_to("quote.id")
    why: str = Field(max_length=12)
    reason: str = ""
    same_as: UUID | None = points_to("quote.id", optional=True, index=False)
    """For `duplicate`: the other capture of the same remark. Both stay captures of their own."""
    by: UUID = points_to("account.id", index=False)
    by_name: str = Field(max_length=200)
    at: datetime


def left_out_of(session: Session, plan_id: UUID) -> Mapping[UUID, LeftOut]:
    """The answers that stand for a plan, by quote."""
    rows = session.exec(select(LeftOut).where(LeftOut.plan_id == plan_id).order_by(col(LeftOut.id)))
    newest = {row.quote_id: row for row in rows}
    return {quote_id: row for quote_id, row in newest.items() if row.why != Why.OPEN}
