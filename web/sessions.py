"""Signed-in browsers. The browser holds a random token, we hold its digest; a new token at every sign-in."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256
from secrets import token_urlsafe
from uuid import UUID

from sqlalchemy import delete, or_, update
from sqlmodel import Session, col

from engine.accounts import Role, WebSession, roles_of
from engine.firing import Command
from engine.held_forms import let_go
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
    """A live session, whether its last visit should be written down again, and whether its screen is locked."""

    signed_in: SignedIn
    token_digest: bytes
    seen_is_old: bool
    locked: bool


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
    """Who holds this token, while the session is not too old and the account is open in that role.

    A session nobody used for a while is locked: it shows nothing until it is unlocked, and loses nothing.
    """
    row = session.get(WebSession, digest_of(token))
    if row is None or row.asleep_at is not None or at - row.began_at > timedelta(hours=settings.session_hours):
        return None
    sitting = session.get(Sitting, row.sitting_id) if row.sitting_id else None
    if sitting is not None and (sitting.ended_at is not None or not _handed_over_well(session, row, sitting)):
        return None
    visitor = visitor_for(session, row.account_id, row.role)
    if visitor is None:
        return None
    seen_at = visits.of(row.token_digest, row.seen_at)
    handed_over = sitting is not None and sitting.is_handed_over
    roles = (row.role,) if handed_over else tuple(role.role for role in roles_of(session, row.account_id))
    return Found(
        signed_in=SignedIn(visitor=visitor, roles=roles, csrf=row.csrf, sitting=sitting),
        token_digest=row.token_digest,
        seen_is_old=at - seen_at >= SEEN_EVERY,
        locked=row.locked_at is not None or at - seen_at > idle_for(sitting, settings),
    )


def idle_for(sitting: Sitting | None, settings: Settings) -> timedelta:
    """How long nobody may touch a page before its screen locks; shorter on a device that was handed over."""
    handed_over = sitting is not None and sitting.is_handed_over
    return timedelta(minutes=settings.hand_over_idle_minutes if handed_over else settings.session_idle_minutes)


def hand_over(session: Session, token: str, sitting: Sitting, *, back_to: str, at: datetime) -> str:
    """Put the staff session to sleep, and return the token of the person's session that takes its place."""
    asleep = session.get_one(WebSession, digest_of(token))
    asleep.asleep_at = at
    session.add(asleep)
    taken = token_urlsafe(32)
    session.add(
        WebSession(
            token_digest=digest_of(taken),
            account_id=sitting.account_id,
            role=Role.PARTICIPANT.value,
            csrf=token_urlsafe(32),
            began_at=at,
            seen_at=at,
            sitting_id=sitting.id,
            wakes=asleep.token_digest,
            wakes_at=back_to,
        )
    )
    session.flush()
    return taken


def give_back(session: Session, token: str, *, at: datetime) -> tuple[str, str]:
    """Wake the staff session that slept under this one, with a new token; and the page that was open in it.

    Call it only once the member of staff has proved who they are, as they do when they sign in.
    """
    row = session.get_one(WebSession, digest_of(token))
    assert row.wakes is not None
    asleep, back_to = session.get_one(WebSession, row.wakes), row.wakes_at
    fresh = token_urlsafe(32)
    let_go(session, row.token_digest)
    session.delete(row)
    session.delete(asleep)
    session.flush()
    session.add(
        WebSession(
            token_digest=digest_of(fresh),
            account_id=asleep.account_id,
            role=asleep.role,
            csrf=asleep.csrf,
            began_at=at,
            seen_at=at,
        )
    )
    session.flush()
    return fresh, back_to


def lock(session: Session, token: str, *, at: datetime) -> None:
    """Lock the screen now."""
    session.execute(update(WebSession).where(col(WebSession.token_digest) == digest_of(token)).values(locked_at=at))


def unlock(session: Session, token: str, *, at: datetime) -> None:
    """The screen shows again what it showed. Call it only once somebody has proved who they are."""
    row = session.get_one(WebSession, digest_of(token))
    row.locked_at, row.seen_at = None, at
    session.add(row)
    session.flush()


def end(session: Session, token: str, *, at: datetime) -> None:
    """Sign this browser out: its token is worth nothing from now on. A sitting ends, and so does who slept under it."""
    row = session.get(WebSession, digest_of(token))
    if row is None or row.asleep_at is not None:
        return
    sitting = session.get(Sitting, row.sitting_id) if row.sitting_id else None
    visitor = visitor_for(session, row.account_id, row.role)
    if sitting is not None and visitor is not None:
        command = Command(id=f"sitting:{new_id()}", actor=visitor.actor, at=at)
        sittings.end_sitting(session, command, sitting, end="signed out")
    let_go(session, row.token_digest)
    slept = col(WebSession.token_digest) == (row.wakes or row.token_digest)
    session.execute(delete(WebSession).where(or_(col(WebSession.token_digest) == row.token_digest, slept)))


def _sit_down(session: Session, account_id: UUID, role: str, way_in: WayIn, at: datetime) -> Sitting | None:
    visitor = visitor_for(session, account_id, role)
    if visitor is None:
        return None
    command = Command(id=f"sitting:{new_id()}", actor=visitor.actor, at=at)
    return sittings.begin_own(session, command, visitor, way_in=way_in)


def _handed_over_well(session: Session, row: WebSession, sitting: Sitting) -> bool:
    """Whoever handed the device over is still with us: once their account is closed, nothing of theirs stays open."""
    if not sitting.is_handed_over:
        return True
    asleep = session.get(WebSession, row.wakes) if row.wakes else None
    return asleep is not None and visitor_for(session, asleep.account_id, asleep.role) is not None


def digest_of(token: str) -> bytes:
    """What the database keeps of a token. The token is random, so a plain digest cannot be turned back."""
    return sha256(token.encode("utf-8", "surrogateescape")).digest()
