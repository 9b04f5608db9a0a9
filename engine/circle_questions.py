"""What a person asked about somebody around them. It is between them and the staff, and shows nowhere else."""

from datetime import datetime
from uuid import UUID

from sqlmodel import Field, Session, SQLModel, col, select

from engine.columns import key, points_to


class CircleQuestion(SQLModel, table=True):
    """One question. `words_quote_id` are the person's own words, kept private from the moment they were said."""

    __tablename__ = "circle_question"

    id: UUID = key()
    person_id: UUID = points_to("person.id")
    relation_id: UUID = points_to("relation.id", index=False)
    words_quote_id: UUID | None = points_to("quote.id", optional=True, index=False)
    way: str = Field(max_length=30)
    helped_by: str = Field(max_length=200)
    asked_at: datetime
    answered_at: datetime | None = None
    answered_by: UUID | None = points_to("account.id", optional=True, index=False)
    answered_by_name: str = Field(default="", max_length=200)
    what_was_done: str = ""


def questions_of(session: Session, person_id: UUID) -> list[CircleQuestion]:
    """Every question of a person, newest first."""
    query = select(CircleQuestion).where(CircleQuestion.person_id == person_id)
    return list(session.exec(query.order_by(col(CircleQuestion.id).desc())))
