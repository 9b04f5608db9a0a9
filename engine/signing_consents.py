"""Whether somebody wants to sign on a screen: asked once, kept with the words that were shown, taken back on any day.

ESIGN and UETA ask for it where a consumer signs electronically. Nothing else hangs on it: paper is open before and after.
"""

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlmodel import Field, Session, SQLModel, col, select

from engine.canonical import canonical, digest
from engine.columns import key, points_to
from engine.events import moment

WORDS_VERSION = 1
"""The version of what is said before somebody agrees. Other words are another version, and it is asked again."""


class SigningConsent(SQLModel, table=True):
    """“I want to sign on a screen”, or “from now on on paper”. Immutable; the newest of an account counts.

    `words` is all that was shown, line by line, in `language`. The way, the device and who helped are the sitting's.
    """

    __tablename__ = "signing_consent"

    id: UUID = key()
    account_id: UUID = points_to("account.id")
    given: bool
    words_version: int
    words: str
    language: str = Field(max_length=20)
    way: str = Field(max_length=30)
    helped_by: str = Field(max_length=200)
    device: str = Field(max_length=20)
    sitting_id: UUID | None = points_to("sitting.id", optional=True, index=False)
    at: datetime


def newest_consent(session: Session, account_id: UUID) -> SigningConsent | None:
    """What this account said last, whichever words it was shown."""
    query = select(SigningConsent).where(SigningConsent.account_id == account_id)
    return session.exec(query.order_by(col(SigningConsent.id).desc())).first()


def signs_on_screen(session: Session, account_id: UUID) -> bool:
    """Whether this account agreed to the words as they are today, and did not take it back."""
    row = newest_consent(session, account_id)
    return row is not None and row.given and row.words_version == WORDS_VERSION


def sign_on_paper(session: Session, account_ids: Sequence[UUID]) -> dict[UUID, datetime]:
    """Which of these accounts said that they sign on paper from now on, and when."""
    query = select(SigningConsent).where(col(SigningConsent.account_id).in_(list(account_ids)))
    newest = {row.account_id: row for row in session.exec(query.order_by(col(SigningConsent.id)))}
    return {account: row.at for account, row in newest.items() if not row.given}


def seal_of_consent(row: Any) -> bytes:
    """The digest of all that the row says; its event carries it."""
    said = {name: getattr(row, name) for name in SigningConsent.model_fields}
    return digest(canonical({**said, "at": moment(row.at)}))
