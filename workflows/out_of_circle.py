"""Signatures that were asked of somebody whose relation has ended or is suspended since: nobody waits for them any more."""

from datetime import date

from sqlmodel import Session

from engine.people import Relation
from engine.signatures import Slot


def is_out(session: Session, slot: Slot, *, on: date) -> bool:
    """Whether the slot belongs to a member of the circle who is in it no more. What they signed before stays signed."""
    relation = session.get(Relation, slot.relation_id) if slot.relation_id else None
    return relation is not None and not relation.holds_on(on)
