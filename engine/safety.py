"""SafetyReport: “I don’t feel safe”, told to the people whose work is to keep people safe, and to nobody it is about.

It stands apart from every plan: a table and a chain of its own, no deadline, no line in a history, no opening in the list
of who opened the record. Who may read it is asked here and nowhere else.
"""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from sqlmodel import Field, Session, SQLModel, col, select

from engine.accounts import Account, Role
from engine.columns import json_value, key, points_to
from engine.people import Relation
from engine.refusals import NotFound
from engine.staff import holding
from engine.visitors import Visitor


class SafeguardingChoice(SQLModel, table=True):
    """A manager named somebody to read reports, or took them off. The newest of an account counts."""

    __tablename__ = "safeguarding_choice"

    id: UUID = key()
    account_id: UUID = points_to("account.id")
    named: bool
    by: UUID = points_to("account.id", index=False)
    by_name: str = Field(max_length=200)
    at: datetime


class SafetyReport(SQLModel, table=True):
    """What the person told, exactly. `about` holds ids of accounts they picked, `about_words` whom they named."""

    __tablename__ = "safety_report"

    id: UUID = key()
    person_id: UUID = points_to("person.id")
    told_by: UUID = points_to("account.id", index=False)
    words: str
    about: list[str] = json_value()
    about_words: str = ""
    language: str = Field(default="en", max_length=20)
    way: str = Field(default="own session", max_length=30)
    helped_by: str = Field(default="", max_length=200)
    device: str = Field(default="", max_length=20)
    at: datetime


class SafetyStep(SQLModel, table=True):
    """What a reader did about it, under their own name; the first of a report says that somebody has taken it up."""

    __tablename__ = "safety_step"

    id: UUID = key()
    report_id: UUID = points_to("safety_report.id")
    text: str
    closes: bool = False
    takes_up: bool = Field(default=False, sa_column_kwargs={"server_default": "0"})
    by: UUID = points_to("account.id", index=False)
    by_name: str = Field(max_length=200)
    at: datetime


def named_to_read(session: Session) -> list[Account]:
    """The open accounts a manager named, by name."""
    newest = {
        row.account_id: row.named
        for row in session.exec(select(SafeguardingChoice).order_by(col(SafeguardingChoice.id)))
    }
    ids = [account for account, named in newest.items() if named]
    query = select(Account).where(col(Account.id).in_(ids), col(Account.disabled_at).is_(None))
    return list(session.exec(query.order_by(col(Account.name))))


def readers_for(session: Session, person_id: UUID, *, about: Sequence[str], about_words: str) -> list[Account]:
    """Who gets a report: those who were named for it, else managers of the whole agency; never who it is about.

    Nor whoever is in the person's circle. A name that is written in the report counts as soon as one part of it fits.
    """
    circle = set(session.exec(select(col(Relation.account_id)).where(Relation.person_id == person_id)))
    own = set(session.exec(select(col(Account.id)).where(Account.person_id == person_id)))

    def fits(account: Account) -> bool:
        if str(account.id) in about or account.id in circle or account.id in own:
            return False
        written = {part.strip(".,;:!?’'\"()").casefold() for part in about_words.split()}
        return not written & {part.casefold() for part in account.name.split() if len(part) > 1}

    managers = holding(session, Role.MANAGER, whole_agency=True)
    return [row for row in named_to_read(session) if fits(row)] or [row for row in managers if fits(row)]


def reads(session: Session, account_id: UUID, report: SafetyReport) -> bool:
    """Whether this account is among its readers today."""
    found = readers_for(session, report.person_id, about=report.about, about_words=report.about_words)
    return any(row.id == account_id for row in found)


def report_for(session: Session, visitor: Visitor, report_id: UUID) -> SafetyReport:
    """The report, for its readers. Raises NotFound for everybody else, and for what is not there."""
    report = session.get(SafetyReport, report_id)
    if report is None or not _is_staff(visitor) or not reads(session, visitor.account_id, report):
        raise NotFound
    return report


def reports_for(session: Session, visitor: Visitor) -> list[SafetyReport]:
    """The reports this visitor reads, newest first."""
    if not _is_staff(visitor):
        return []
    rows = session.exec(select(SafetyReport).order_by(col(SafetyReport.id).desc()))
    return [row for row in rows if reads(session, visitor.account_id, row)]


def steps_of(session: Session, report_id: UUID) -> list[SafetyStep]:
    """What was done, in order."""
    return list(session.exec(select(SafetyStep).where(SafetyStep.report_id == report_id).order_by(col(SafetyStep.id))))


def not_taken_up(session: Session) -> list[SafetyReport]:
    """Reports about which nobody has written anything, oldest first. For the clock alone."""
    begun = select(SafetyStep.id).where(col(SafetyStep.report_id) == col(SafetyReport.id)).exists()
    return list(session.exec(select(SafetyReport).where(~begun).order_by(col(SafetyReport.id))))


def told_by(session: Session, person_id: UUID) -> list[SafetyReport]:
    """What the person told, newest first. For their own eyes; the door makes sure that they are alone with it."""
    query = select(SafetyReport).where(SafetyReport.person_id == person_id)
    return list(session.exec(query.order_by(col(SafetyReport.id).desc())))


def stream_of(report_id: UUID) -> str:
    """A report's own chain."""
    return f"safety:{report_id}"


def _is_staff(visitor: Visitor) -> bool:
    return visitor.role not in (Role.PARTICIPANT, Role.GUARDIAN, Role.SUPPORTER, Role.PROVIDER)
