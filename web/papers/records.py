"""Captured quotations with all that is known of each, as the exports take them."""

from collections.abc import Sequence
from uuid import UUID

from sqlmodel import Session, col, select

from documents.quote_records import QuoteCompanion, QuoteErased, QuoteInOriginal, QuoteMarked, QuoteRecord
from engine.accounts import Account
from engine.companions import Beside
from engine.people import Person
from engine.quotes import Erasure, Quote, QuoteMark, Spoken, quotes_by_id


def quote_records(session: Session, ids: Sequence[UUID]) -> list[QuoteRecord]:
    """In the order of `ids`; an id that is no quote's is left out. The door has made sure that its reader may read each."""
    rows = {row.id: row for row in session.exec(select(Quote).where(col(Quote.id).in_(list(ids))))}
    spoken = quotes_by_id(session, ids, private_too=True)
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
                life_area=quote.life_area,
                noted_at=quote.noted_at,
                adds_to=str(quote.adds_to) if quote.adds_to else "",
                original=_original(spoken[identity]),
                beside=tuple(_companion(one) for one in spoken[identity].beside),
                marks=marks.get(identity, ()),
                erased=QuoteErased(at=gone.at, authority=gone.authority) if gone else None,
            )
        )
    return found


def _original(quote: Spoken) -> QuoteInOriginal | None:
    if quote.original_id is None:
        return None
    start, end = quote.original_start, quote.original_end
    return QuoteInOriginal(id=str(quote.original_id), kind=quote.original_kind, start=start, end=end)


def _companion(one: Beside) -> QuoteCompanion:
    return QuoteCompanion(
        kind=one.kind,
        language=one.language,
        text=one.text,
        made_by=one.made_by,
        recorded_by=one.recorded_by_name,
        recorded_at=one.recorded_at,
        reviewed_by=one.reviewed_by,
    )


def _marks(session: Session, ids: Sequence[UUID]) -> dict[UUID, tuple[QuoteMarked, ...]]:
    query = select(QuoteMark, col(Account.name)).join(Account, col(Account.id) == col(QuoteMark.by), isouter=True)
    rows = session.exec(query.where(col(QuoteMark.quote_id).in_(list(ids))).order_by(col(QuoteMark.id)))
    found: dict[UUID, tuple[QuoteMarked, ...]] = {}
    for mark, name in rows:
        made = QuoteMarked(
            kind=mark.kind,
            at=mark.at,
            by=mark.by_name or name or "",
            reason=mark.reason,
            told_how=mark.told_how,
            instead=str(mark.instead_id) if mark.instead_id else "",
        )
        found[mark.quote_id] = (*found.get(mark.quote_id, ()), made)
    return found
