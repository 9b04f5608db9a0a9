"""Signed-in browsers. The browser holds a random token, we hold its digest; a new token at every sign-in."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256
from secrets import token_urlsafe
from uuid import UUID

from sqlalchemy import delete
from sqlmodel import Session, col

from engine.accounts import WebSession, roles_of
from engine.firing import Command
from engine.ids import new_id
from engine.settings import Settings
from engine.sittings import Sitting, WayIn
from engine.visitors import visitor_for
from web.last_visits import LastVisits
from web.signed_in import SignedIn
from workflows import sittings

SEEN_EVERY = timedelta(minutes=1)
"""How exactly the last visit is known. Writing it on every page would make every page a write."""


@dataclass(frozen=True)
class Found:
    """A live session, and whether its last visit should be written down again."""

    signed_in: SignedIn
    token_digest: bytes
    seen_is_old: bool


def begin(session: Session, account_id: UUID, *, role: str, at: datetime, way_in: WayIn = WayIn.PASSWORD) -> str:
    """Sign an account in and return the token for its cookie. Whatever token the browser held before is worth nothing.

    Of the person, and of a guardian, it begins a sitting.
    """
    token = token_urlsafe(32)
    sitting = _sit_down(session, account_id, role, way_in, at)
    session.add(
        WebSession(
            token_digest=digest_of(token),
            account_id=account_id,
            role=role,
            csrf=token_urlsafe(32),
            began_at=at,
            seen_at=at,
            sitting_id=sitting.id if sitting else None,
        )
    )
    session.flush()
    return token


def find(session: Session, token: str, *, at: datetime, settings: Settings, visits: LastVisits) -> Found | None:
    """Who holds this token, while the session is neither idle nor too old and the account is open in that role."""
    row = session.get(WebSession, digest_of(token))
    if row is None or row.asleep_at is not None:
        return None
    seen_at = visits.of(row.token_digest, row.seen_at)
    if at - seen_at > timedelta(minutes=settings.session_idle_minutes):
        return None
    if at - row.began_at > timedelta(hours=settings.session_hours):
        return None
    visitor = visitor_for(session, row.account_id, row.role)
    if visitor is None:
        return None
    roles = tuple(role.role for role in roles_of(session, row.account_id))
    return Found(
        signed_in=SignedIn(visitor=visitor, roles=roles, csrf=row.csrf, sitting=_sitting(session, row)),
        token_digest=row.token_digest,
        seen_is_old=at - seen_at >= SEEN_EVERY,
    )


def end(session: Session, token: str) -> None:
    """Sign this browser out; its token is worth nothing from now on."""
    session.execute(delete(WebSession).where(col(WebSession.token_digest) == digest_of(token)))


def _sit_down(session: Session, account_id: UUID, role: str, way_in: WayIn, at: datetime) -> Sitting | None:
    visitor = visitor_for(session, account_id, role)
    if visitor is None:
        return None
    command = Command(id=f"sitting:{new_id()}", actor=visitor.actor, at=at)
    return sittings.begin_own(session, command, visitor, way_in=way_in)


def _sitting(session: Session, row: WebSession) -> Sitting | None:
    return session.get(Sitting, row.sitting_id) if row.sitting_id else None


def digest_of(token: str) -> bytes:
    """What the database keeps of a token. The token is random, so a plain digest cannot be turned back."""
    return sha256(token.encode("utf-8", "surrogateescape")).digest()
