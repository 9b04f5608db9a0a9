"""The agency's own sentences in the person's room: who reads what is sent, and whom to call. The newest of a name counts."""

from datetime import datetime
from uuid import UUID

from sqlmodel import Field, Session, SQLModel, col, select

from engine.columns import key, points_to

WHO_SEES, WHO_TO_CALL, WHO_ANSWERS = "who_sees", "who_to_call", "who_answers"
"""What is said before sending, whom to call when something is wrong, and a number that a person answers."""

NAMES = (WHO_SEES, WHO_TO_CALL, WHO_ANSWERS)


class AgencyWords(SQLModel, table=True):
    """One sentence as somebody set it. An empty text goes back to the words this program comes with."""

    __tablename__ = "agency_words"

    id: UUID = key()
    name: str = Field(max_length=30, index=True)
    text: str
    by: UUID = points_to("account.id", index=False)
    by_name: str = Field(max_length=200)
    at: datetime


def words_for(session: Session, name: str) -> str:
    """The agency's own text; empty where the shipped one holds."""
    query = select(AgencyWords).where(AgencyWords.name == name).order_by(col(AgencyWords.id).desc()).limit(1)
    newest = session.exec(query).first()
    return newest.text if newest else ""


def every_wording(session: Session, name: str) -> list[AgencyWords]:
    """What it said before, newest first."""
    return list(session.exec(select(AgencyWords).where(AgencyWords.name == name).order_by(col(AgencyWords.id).desc())))
