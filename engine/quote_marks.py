"""Marks on quotes: withdrawal, consent, privacy and reading back are added under a seal, so that none can go unnoticed."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlmodel import Session

from engine.canonical import canonical, digest
from engine.events import moment, seal
from engine.ids import new_id
from engine.quotes import QuoteMark, QuoteMarkKind


def add_mark(
    session: Session,
    quote_id: UUID,
    kind: QuoteMarkKind,
    *,
    by: UUID,
    by_name: str,
    at: datetime,
    reason: str = "",
    told_how: str = "",
    instead_id: UUID | None = None,
) -> QuoteMark:
    """Say something about a quote afterwards. The next event carries the digest of the mark."""
    mark = QuoteMark(
        id=new_id(),
        quote_id=quote_id,
        kind=kind.value,
        at=at,
        by=by,
        by_name=by_name,
        reason=reason,
        told_how=told_how,
        instead_id=instead_id,
    )
    session.add(mark)
    session.flush()
    seal(session, "quote_mark", mark.id, seal_of_mark(mark))
    return mark


def seal_of_mark(mark: Any) -> bytes:
    """The digest of all that a mark's row says but its reason, which is personal text; the event that made it carries it."""
    said = {name: getattr(mark, name) for name in QuoteMark.model_fields if name != "reason"}
    return digest(canonical({**said, "at": moment(mark.at)}))
