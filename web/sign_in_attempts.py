"""Tries to sign in, counted per account and per network address. A try is counted before its password is looked at."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256
from uuid import UUID

from sqlalchemy import ColumnElement, delete, func
from sqlmodel import Session, col, select

from engine.accounts import Account, SignInAttempt, roles_of
from engine.ids import new_id
from web.i18n import gettext as _

WINDOW = timedelta(minutes=15)
KEPT = timedelta(days=1)
"""Names' digests and addresses are of no use after the window, so they do not pile up."""

TRIES_PER_ACCOUNT = 10
TRIES_PER_ADDRESS = 60


class TooManyTries(Exception):
    """The message can be shown; it is the same whether or not there is such an account."""


@dataclass(frozen=True)
class Candidate:
    """What is needed to judge a try; all empty where there is no such open account."""

    account_id: UUID | None = None
    password_hash: str | None = None
    roles: tuple[str, ...] = ()


def note_attempt(session: Session, *, name: str, address: str, at: datetime) -> UUID:
    """Count a try as failed until it is known better. Raises TooManyTries."""
    digest, since = _digest(name), at - WINDOW
    _in_turn(session, digest, sha256(address.encode()).digest())
    session.execute(delete(SignInAttempt).where(col(SignInAttempt.at) < at - KEPT))
    of_account = _failed(session, col(SignInAttempt.name_digest) == digest, since=since)
    of_address = _failed(session, col(SignInAttempt.address) == address, since=since)
    if of_account >= TRIES_PER_ACCOUNT or of_address >= TRIES_PER_ADDRESS:
        raise TooManyTries(
            _(
                "Nobody can sign in with this name from here just now: there were too many tries. "
                "Wait 15 minutes, or ask the person who runs Ownwords for your agency."
            )
        )
    attempt = SignInAttempt(id=new_id(), name_digest=digest, address=address, at=at, succeeded=False)
    session.add(attempt)
    session.flush()
    return attempt.id


def note_success(session: Session, attempt_id: UUID) -> None:
    """The try was good after all, and counts no longer."""
    attempt = session.get(SignInAttempt, attempt_id)
    if attempt is not None:
        attempt.succeeded = True
        session.add(attempt)


def candidate_named(session: Session, name: str) -> Candidate:
    """Who a sign-in name belongs to. Small and capital letters are the same, as are spaces around it."""
    typed = name.strip()
    query = select(Account).where(col(Account.sign_in_name).in_([typed, typed.lower()]))
    account = session.exec(query).first()
    if account is None or account.disabled_at is not None:
        return Candidate()
    roles = tuple(role.role for role in roles_of(session, account.id))
    return Candidate(account_id=account.id, password_hash=account.password_hash, roles=roles)


def _in_turn(session: Session, *digests: bytes) -> None:
    """Tries on one name, or from one address, are counted one after the other, or a hundred at once would all be first.

    SQLite's writers take turns anyway.
    """
    if session.get_bind().dialect.name == "postgresql":
        for key in sorted(int.from_bytes(digest[:8], "big", signed=True) for digest in digests):
            session.execute(select(func.pg_advisory_xact_lock(key)))


def _failed(session: Session, where: ColumnElement[bool], *, since: datetime) -> int:
    query = select(func.count()).where(where, col(SignInAttempt.at) > since, col(SignInAttempt.succeeded).is_(False))
    return session.exec(query.select_from(SignInAttempt)).one()


def _digest(name: str) -> bytes:
    return sha256(name.strip().lower().encode()).digest()
