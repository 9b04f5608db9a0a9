"""A card or letter of the person’s own that only asks: somebody who coordinates their plan lets them in, or does not.

A card holds a random word; its digest is all that stays here. Asking with it makes a request with a number, which stands on
both screens; it is good for a quarter of an hour. A card that nobody made is asked with in exactly the same way.
"""

from datetime import datetime, timedelta
from hashlib import sha256
from secrets import randbelow, token_urlsafe
from uuid import UUID

from sqlalchemy import ColumnElement, LargeBinary, delete, func
from sqlmodel import Field, Session, SQLModel, col, select

from engine.columns import key, points_to
from engine.ids import new_id
from engine.refusals import Refusal

GOOD_FOR = timedelta(minutes=15)
KEPT = timedelta(days=30)
"""Who asked and was let in stands in the person’s history; the rows themselves are of no use later."""

ASKED_PER_CARD = 5
ASKED_PER_ADDRESS = 20
"""Requests within `GOOD_FOR`."""


class EntryCard(SQLModel, table=True):
    """One card or letter. It opens nothing by itself."""

    __tablename__ = "entry_card"

    id: UUID = key()
    person_id: UUID = points_to("person.id")
    token_digest: bytes = Field(sa_type=LargeBinary(32), unique=True)
    made_at: datetime
    made_by: UUID = points_to("account.id", index=False)
    made_by_name: str = Field(max_length=200)
    ended_at: datetime | None = None
    ended_by: UUID | None = points_to("account.id", optional=True, index=False)


class EntryRequest(SQLModel, table=True):
    """Somebody asks to be let in. Without a person where the card was nobody’s; then nobody sees it and it runs out."""

    __tablename__ = "entry_request"

    id: UUID = key()
    card_id: UUID | None = points_to("entry_card.id", optional=True, index=False)
    person_id: UUID | None = points_to("person.id", optional=True)
    card_digest: bytes = Field(sa_type=LargeBinary(32), index=True)
    browser_digest: bytes = Field(sa_type=LargeBinary(32), unique=True)
    address: str = Field(max_length=60, index=True)
    number: str = Field(max_length=4)
    asked_at: datetime
    decided_at: datetime | None = None
    decided_by: UUID | None = points_to("account.id", optional=True, index=False)
    decided_by_name: str = Field(default="", max_length=200)
    let_in: bool = False
    used_at: datetime | None = None

    def waits_at(self, at: datetime) -> bool:
        """Whether it still waits for an answer."""
        return self.decided_at is None and at < self.asked_at + GOOD_FOR

    def opens_at(self, at: datetime) -> bool:
        """Whether the browser that asked may come in now."""
        return self.let_in and self.used_at is None and at < self.asked_at + GOOD_FOR


def new_word() -> str:
    """What stands on a card."""
    return token_urlsafe(16)


def digest_of(word: str) -> bytes:
    """What is kept of it."""
    return sha256(word.encode("utf-8", "surrogatepass")).digest()


def cards_of(session: Session, person_id: UUID) -> list[EntryCard]:
    """The person's cards, newest first."""
    query = select(EntryCard).where(EntryCard.person_id == person_id).order_by(col(EntryCard.id).desc())
    return list(session.exec(query))


def ask(session: Session, word: str, *, address: str, at: datetime) -> str:
    """Ask with a card, and return the word the waiting browser keeps. Raises Refusal when there were too many."""
    digest = digest_of(word)
    session.execute(delete(EntryRequest).where(col(EntryRequest.asked_at) < at - KEPT))
    of_card = _asked(session, col(EntryRequest.card_digest) == digest, at=at)
    of_address = _asked(session, col(EntryRequest.address) == address[:60], at=at)
    if of_card >= ASKED_PER_CARD or of_address >= ASKED_PER_ADDRESS:
        raise Refusal("It was asked too often from here just now. Wait 15 minutes, or call your coordinator.")
    card = session.exec(select(EntryCard).where(EntryCard.token_digest == digest)).first()
    good = card if card is not None and card.ended_at is None else None
    kept = token_urlsafe(32)
    session.add(
        EntryRequest(
            id=new_id(),
            card_id=good.id if good else None,
            person_id=good.person_id if good else None,
            card_digest=digest,
            browser_digest=digest_of(kept),
            address=address[:60],
            number=str(10 + randbelow(90)),
            asked_at=at,
        )
    )
    session.flush()
    return kept


def request_of(session: Session, kept: str) -> EntryRequest | None:
    """The request of the browser that keeps this word."""
    return session.exec(select(EntryRequest).where(EntryRequest.browser_digest == digest_of(kept))).first()


def _asked(session: Session, where: ColumnElement[bool], *, at: datetime) -> int:
    query = select(func.count()).where(where, col(EntryRequest.asked_at) > at - GOOD_FOR)
    return session.exec(query.select_from(EntryRequest)).one()
