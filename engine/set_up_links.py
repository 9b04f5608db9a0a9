"""One-time links to choose a password: random, expiring, kept only as a digest. Opening one changes nothing."""

from datetime import datetime, timedelta
from hashlib import sha256
from secrets import token_urlsafe
from typing import cast
from uuid import UUID

from sqlalchemy import Table, update
from sqlmodel import Session, col, select

from engine.accounts import SetUpLink
from engine.refusals import Refusal

GOOD_FOR = timedelta(hours=72)

_links = cast("Table", SetUpLink.__table__)  # type: ignore[attr-defined]


def make_link(session: Session, *, at: datetime, account_id: UUID | None = None) -> str:
    """A new token for an account, or for the first administrator. Earlier ones that were not used end now."""
    end_links(session, account_id, at=at)
    token = token_urlsafe(32)
    session.add(SetUpLink(token_digest=_digest(token), account_id=account_id, expires_at=at + GOOD_FOR))
    session.flush()
    return token


def end_links(session: Session, account_id: UUID | None, *, at: datetime) -> None:
    """Unused links of an account (or of the first administrator) open nothing from now on."""
    whose = _links.c.account_id.is_(None) if account_id is None else _links.c.account_id == account_id
    session.execute(update(_links).where(whose, _links.c.used_at.is_(None)).values(used_at=at))


def link_for(session: Session, token: str, *, at: datetime) -> SetUpLink:
    """The link while it is good. Raises Refusal otherwise, with one answer for every cause."""
    query = select(SetUpLink).where(
        SetUpLink.token_digest == _digest(token), col(SetUpLink.used_at).is_(None), col(SetUpLink.expires_at) > at
    )
    found = session.exec(query).first()
    if found is None:
        raise _spent()
    return found


def spend(session: Session, token: str, *, at: datetime) -> UUID | None:
    """Use the link up, and say whose it is (None: the first administrator's). Of two at once, one is refused."""
    account_id = link_for(session, token, at=at).account_id
    used = session.execute(
        update(_links)
        .where(_links.c.token_digest == _digest(token), _links.c.used_at.is_(None), _links.c.expires_at > at)
        .values(used_at=at)
    )
    if used.rowcount != 1:  # type: ignore[attr-defined]
        raise _spent()
    return account_id


def _spent() -> Refusal:
    return Refusal(
        "This link cannot be used: it was used already, has run out after 72 hours, or was replaced by a newer one. "
        "Ask whoever runs Ownwords for your agency to send you a new one."
    )


def _digest(token: str) -> bytes:
    return sha256(token.encode("utf-8", "surrogatepass")).digest()
