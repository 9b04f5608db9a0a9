"""What a guardian's or a supporter's account may reach now, as one digest: when it changes, pages that are open say so."""

from datetime import date
from hashlib import sha256

from sqlalchemy import select
from sqlmodel import Session, col

from engine.accounts import Role
from engine.people import Person, Relation
from engine.permissions import Action
from engine.reach import reaches
from engine.visitors import Visitor

_OPENS = (Action.SEE_PLAN, Action.SEE_WORDS, Action.ANSWER_AS_GUARDIAN)


def access_mark(session: Session, visitor: Visitor, *, on: date) -> str:
    """Empty for everybody who reaches people by their work. Ended, suspended and never begun are one and the same mark."""
    if visitor.role not in (Role.GUARDIAN, Role.SUPPORTER):
        return ""
    related = select(col(Relation.person_id)).where(col(Relation.account_id) == visitor.account_id)
    query = select(col(Person.id), *(reaches(visitor, action, on=on) for action in _OPENS)).where(
        col(Person.id).in_(related)
    )
    rows = sorted((str(person), *map(bool, opens)) for person, *opens in session.execute(query))
    open_now = [row for row in rows if any(row[1:])]
    return sha256(repr((str(visitor.account_id), open_now)).encode()).hexdigest()[:32]
