"""Who sees the cards of a person and the requests made with them: whoever may let the person in."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import select
from sqlmodel import Session, col

from engine.entry_cards import GOOD_FOR, EntryCard, EntryRequest
from engine.people import Person
from engine.permissions import Action
from engine.reach import reaches
from engine.refusals import NotFound
from engine.visitors import Visitor


def card_for(session: Session, visitor: Visitor, card_id: UUID, *, on: date) -> EntryCard:
    """A card. Raises NotFound alike for what is missing and what is not theirs."""
    query = select(EntryCard).join(Person, col(Person.id) == col(EntryCard.person_id))
    found = session.scalars(query.where(col(EntryCard.id) == card_id, reaches(visitor, Action.LET_IN, on=on))).first()
    if found is None:
        raise NotFound
    return found


def request_for(session: Session, visitor: Visitor, request_id: UUID, *, on: date) -> EntryRequest:
    """A request of somebody the visitor may let in. Raises NotFound."""
    query = select(EntryRequest).join(Person, col(Person.id) == col(EntryRequest.person_id))
    query = query.where(col(EntryRequest.id) == request_id, reaches(visitor, Action.LET_IN, on=on))
    found = session.scalars(query).first()
    if found is None:
        raise NotFound
    return found


def requests_seen(session: Session, visitor: Visitor, *, on: date, at: datetime) -> list[tuple[EntryRequest, Person]]:
    """Who waits to be let in by this visitor, the longest waiting first."""
    query = (
        select(EntryRequest, Person)
        .join(Person, col(Person.id) == col(EntryRequest.person_id))
        .where(
            col(EntryRequest.decided_at).is_(None),
            col(EntryRequest.asked_at) > at - GOOD_FOR,
            reaches(visitor, Action.LET_IN, on=on),
        )
        .order_by(col(EntryRequest.id))
    )
    return [(row, person) for row, person in session.execute(query)]
