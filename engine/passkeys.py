"""Passkeys: keys that a device keeps for an account, and the questions they answer. We hold the public half alone.

A question (a challenge) is asked of one browser for one purpose, is good for five minutes, and is taken away by whoever
answers it, whether the answer is right or not.
"""

from datetime import datetime, timedelta
from enum import StrEnum
from secrets import token_bytes
from uuid import UUID

from sqlalchemy import LargeBinary, delete, func
from sqlmodel import Field, Session, SQLModel, col, select

from engine.columns import key, points_to

GOOD_FOR = timedelta(minutes=5)
MOST = 10
"""Passkeys of one account. Nobody has more devices at hand, and every one of them opens the account."""

ASKED_PER_ADDRESS = 200
"""Questions to one network address while they are good: many people sit behind one, and no flood may fill the table."""


class Purpose(StrEnum):
    """What an answer opens. A question asked for one of them is worth nothing for another."""

    SIGN_IN = "sign in"
    AGAIN = "again"
    NEW = "new"


class Passkey(SQLModel, table=True):
    """One device's key. `name` is what its owner calls it; `sign_count` is what the device last said of itself."""

    id: UUID = key()
    account_id: UUID = points_to("account.id")
    credential_id: bytes = Field(sa_type=LargeBinary(1023), unique=True)
    public_key: bytes = Field(sa_type=LargeBinary(2048))
    sign_count: int
    name: str = Field(max_length=80)
    made_at: datetime
    used_at: datetime | None = None


class LostPasskeys(SQLModel, table=True):
    """An administrator took every passkey of an account away: why, how many there were, and who it was."""

    __tablename__ = "lost_passkeys"

    id: UUID = key()
    account_id: UUID = points_to("account.id")
    reason: str
    how_many: int
    by: UUID = points_to("account.id", index=False)
    by_name: str = Field(max_length=200)
    at: datetime


class PasskeyChallenge(SQLModel, table=True):
    """One question. `asked_of` is the digest of the browser's token: of its session, or of the cookie it was handed."""

    __tablename__ = "passkey_challenge"

    challenge: bytes = Field(primary_key=True, sa_type=LargeBinary(32))
    asked_of: bytes = Field(sa_type=LargeBinary(32))
    purpose: str = Field(max_length=20)
    address: str = Field(max_length=60, index=True)
    at: datetime = Field(index=True)


class TooManyQuestions(Exception):
    """One network address asked for more than anybody needs."""


def ask(session: Session, purpose: Purpose, *, asked_of: bytes, address: str, at: datetime) -> bytes:
    """A new question. Raises TooManyQuestions."""
    session.execute(delete(PasskeyChallenge).where(col(PasskeyChallenge.at) < at - GOOD_FOR))
    open_ones = select(func.count()).select_from(PasskeyChallenge).where(PasskeyChallenge.address == address)
    if session.exec(open_ones).one() >= ASKED_PER_ADDRESS:
        raise TooManyQuestions
    challenge = token_bytes(32)
    session.add(PasskeyChallenge(challenge=challenge, asked_of=asked_of, purpose=purpose, address=address, at=at))
    session.flush()
    return challenge


def take(session: Session, challenge: bytes, purpose: Purpose, *, asked_of: bytes, at: datetime) -> bool:
    """Whether this question is open here for this purpose. It is not, from now on: of two answers at once, one counts."""
    taken = session.execute(
        delete(PasskeyChallenge).where(
            col(PasskeyChallenge.challenge) == challenge,
            col(PasskeyChallenge.asked_of) == asked_of,
            col(PasskeyChallenge.purpose) == purpose.value,
            col(PasskeyChallenge.at) >= at - GOOD_FOR,
        )
    )
    return bool(taken.rowcount == 1)  # type: ignore[attr-defined]


def passkeys_of(session: Session, account_id: UUID) -> list[Passkey]:
    """An account's passkeys, oldest first."""
    query = select(Passkey).where(Passkey.account_id == account_id).order_by(col(Passkey.id))
    return list(session.exec(query))


def passkey_with(session: Session, credential_id: bytes) -> Passkey | None:
    """Whose key a device presents; locked, so that of two uses at once the second sees what the first wrote."""
    return session.exec(select(Passkey).where(Passkey.credential_id == credential_id).with_for_update()).first()


def lost_passkeys_of(session: Session, account_id: UUID) -> list[LostPasskeys]:
    """When an administrator took an account's passkeys away, newest first."""
    query = select(LostPasskeys).where(LostPasskeys.account_id == account_id)
    return list(session.exec(query.order_by(col(LostPasskeys.id).desc())))


def forget_passkeys_of(session: Session, account_id: UUID) -> int:
    """No device opens the account any more; returns how many did."""
    gone = session.execute(delete(Passkey).where(col(Passkey.account_id) == account_id))
    return int(gone.rowcount)  # type: ignore[attr-defined]
