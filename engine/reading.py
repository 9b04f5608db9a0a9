"""How somebody likes to read: asked once, remembered with their account, and changed whenever they like."""

from datetime import datetime
from enum import StrEnum
from uuid import UUID

from sqlalchemy import false
from sqlmodel import Field, Session, SQLModel


class Size(StrEnum):
    """How large the letters are."""

    NORMAL = "normal"
    LARGE = "large"
    LARGEST = "largest"


class Symbols(StrEnum):
    """How many lines have a picture above them."""

    NONE = "none"
    SOME = "some"
    EVERY = "every"


class ReadingPreference(SQLModel, table=True):
    """One account's way of reading. It holds in a hand-over as well: the account there is the person's own."""

    __tablename__ = "reading_preference"

    account_id: UUID = Field(foreign_key="account.id", primary_key=True)
    size: str = Field(default=Size.NORMAL.value, max_length=10)
    fewer_words: bool = False
    symbols: str = Field(default=Symbols.NONE.value, max_length=10)
    read_to_me: bool = False
    dark: bool = False
    hides_yes_and_no: bool = Field(default=False, sa_column_kwargs={"server_default": false()})
    """Whether “How I say yes and no” is kept from whoever helps."""
    changed_at: datetime


def preference_of(session: Session, account_id: UUID) -> ReadingPreference | None:
    """What was chosen; None where nobody was asked yet."""
    return session.get(ReadingPreference, account_id)
