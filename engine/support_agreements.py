"""Supported decision-making: what the person and a supporter agreed on. A supporter helps, and never decides or signs."""

from datetime import date, datetime
from uuid import UUID

from sqlmodel import Field, Session, SQLModel, col, select

from engine.columns import json_value, key, points_to


class SupportAgreement(SQLModel, table=True):
    """One agreement with one supporter (SDM-01, SDM-02). Never changed: a newer one of the same supporter takes its place.

    `witnesses` are names, or `notary` is one; which of them a state asks for differs. `papers` says where it is kept.
    """

    __tablename__ = "support_agreement"

    id: UUID = key()
    person_id: UUID = points_to("person.id")
    relation_id: UUID = points_to("relation.id")
    areas: list[str] = json_value()
    may_access_information: bool
    made_on: date
    ends_on: date | None = None
    witnesses: list[str] = json_value()
    notary: str = Field(max_length=200)
    papers: str = Field(max_length=500)
    recorded_by: UUID = points_to("account.id", index=False)
    recorded_by_name: str = Field(max_length=200)
    at: datetime

    def holds_on(self, day: date) -> bool:
        """Whether the agreement is in its dates on a day."""
        return self.made_on <= day and (self.ends_on is None or day <= self.ends_on)


def agreements_of(session: Session, person_id: UUID) -> dict[UUID, SupportAgreement]:
    """The newest agreement with each supporter of a person."""
    query = select(SupportAgreement).where(SupportAgreement.person_id == person_id).order_by(col(SupportAgreement.id))
    return {row.relation_id: row for row in session.exec(query)}
