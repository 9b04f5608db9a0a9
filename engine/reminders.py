"""How somebody is reminded that their plan waits for them: what they chose, and what staff have to do for it."""

from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

from sqlmodel import Field, Session, SQLModel, col, select

from engine.columns import key, points_to


class How(StrEnum):
    """The ways there are. Nobody is reminded who did not choose one."""

    HERE = "here"
    MAIL = "mail"
    CALL = "call"
    LETTER = "letter"
    NONE = "none"


BY_STAFF = frozenset({How.CALL, How.LETTER})
"""Ways that a member of staff has to go."""


class ReminderChoice(SQLModel, table=True):
    """The newest of an account counts. `every_days` is 0 where one reminder is enough."""

    __tablename__ = "reminder_choice"

    id: UUID = key()
    account_id: UUID = points_to("account.id")
    how: str = Field(max_length=8)
    every_days: int
    at: datetime


class ReminderTask(SQLModel, table=True):
    """Somebody wants to be called or written to. Whoever does it says nothing of the plan to anybody else."""

    __tablename__ = "reminder_task"

    id: UUID = key()
    plan_id: UUID = points_to("plan.id")
    account_id: UUID = points_to("account.id", index=False)
    how: str = Field(max_length=8)
    at: datetime


class ReminderDone(SQLModel, table=True):
    """That they were called, or that the letter went."""

    __tablename__ = "reminder_done"

    task_id: UUID = Field(foreign_key="reminder_task.id", primary_key=True)
    on: date
    by: UUID = points_to("account.id", index=False)
    by_name: str = Field(max_length=200)
    at: datetime


def choice_of(session: Session, account_id: UUID) -> ReminderChoice | None:
    """How somebody wants to be reminded; None while they were not asked."""
    query = select(ReminderChoice).where(ReminderChoice.account_id == account_id)
    return session.exec(query.order_by(col(ReminderChoice.id).desc()).limit(1)).first()


def open_tasks(session: Session, plan_id: UUID) -> list[ReminderTask]:
    """Calls and letters that nobody made yet, while they are still wanted; the oldest first."""
    done = select(col(ReminderDone.task_id))
    query = select(ReminderTask).where(ReminderTask.plan_id == plan_id, col(ReminderTask.id).not_in(done))
    rows = session.exec(query.order_by(col(ReminderTask.id)))
    return [row for row in rows if (now := choice_of(session, row.account_id)) is not None and now.how == row.how]
