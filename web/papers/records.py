"""Captured quotations with all that is known of each, as the exports take them."""

from collections.abc import Sequence
from uuid import UUID

from sqlmodel import Session, col, select

from documents.quote_records import QuoteErased, QuoteMarked, QuoteRecord
from engine.accounts import Account
from engine.people import Person
from engine.quotes import Erasure, Quote, QuoteMark, quotes_by_id


def quote_records(session: Session, ids: Sequence[UUID]) -> list[QuoteRecord]:
    """In the order of `ids`; an id that is no quote's is left out."""
    rows = {row.id: row for row in session.exec(select(Quote).where(col(Quote.id).in_(list(ids))))}
    spoken = quotes_by_id(session, ids)
    marks = _marks(session, ids)
    erased = {row.quote_id: row for row in session.exec(select(Erasure).where(col(Erasure.quote_id).in_(list(ids))))}
    whose = {quote.person_id for quote in rows.values()}
    names = {row.id: row.full_name for row in session.exec(select(Person).where(col(Person.id).in_(whose)))}
    found = []
    for identity in dict.fromkeys(ids):
        if (quote := rows.get(identity)) is None:
            continue
        gone = erased.get(identity)
        found.append(
            QuoteRecord(
                id=str(identity),
                person=names[quote.person_id],
                text=spoken[identity].text,
                attribution=quote.attribution,
                speaker=quote.speaker,
                method=quote.method,
                said_on=quote.said_on,
                place=quote.place,
                language=quote.language,
                recorded_by=quote.recorded_by_name,
                recorded_at=quote.recorded_at,
                may_include=spoken[identity].may_include,
                length=quote.length,
                sealed=quote.digest.hex(),
                marks=marks.get(identity, ()),
                erased=QuoteErased(at=gone.at, authority=gone.authority) if gone else None,
            )
        )
    return found


def _marks(session: Session, ids: Sequence[UUID]) -> dict[UUID, tuple[QuoteMarked, ...]]:
    query = select(QuoteMark, col(Account.name)).join(Account, col(Account.id) == col(QuoteMark.by), isouter=True)
    rows = session.exec(query.where(col(QuoteMark.quote_id).in_(list(ids))).order_by(col(QuoteMark.id)))
    found: dict[UUID, tuple[QuoteMarked, ...]] = {}
    for mark, name in rows:
        made = QuoteMarked(kind=mark.kind, at=mark.at, by=name or "", reason=mark.reason)
        found[mark.quote_id] = (*found.get(mark.quote_id, ()), made)
    return found
