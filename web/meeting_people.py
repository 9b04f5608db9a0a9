"""Whom somebody can ask to a meeting by name: the person’s circle and the staff who work with them."""

from datetime import date

from sqlmodel import Session, col, select

from engine.accounts import Account, Role
from engine.people import Person, circle_of
from engine.plans import Plan
from engine.who_sees import Why, who_sees
from web.circle_in_words import why_words
from web.i18n import gettext as _
from web.plan_words import relation_words
from web.signed_in import SignedIn
from workflows.meeting_asks import Somebody

_ABOVE = (Why.SUPERVISOR, Why.MANAGER)


def people_to_ask(
    session: Session, visitor: SignedIn, plan: Plan, person: Person, *, on: date
) -> list[tuple[Somebody, str]]:
    """Each with who they are to the person. A guardian is shown the person and the coordinator: the circle is not theirs."""
    if visitor.role != Role.PARTICIPANT:
        return [(Somebody("person", person.called), _("whose plan it is")), *_coordinator(session, plan)]
    found: list[tuple[Somebody, str]] = []
    for row in circle_of(session, person.id):
        if row.holds_on(on):
            found.append((Somebody(f"r-{row.id}", row.name, row.account_id, row.id), relation_words(row.kind)))
    known = {one.account_id for one, _who in found} | {visitor.account_id}
    for seer in who_sees(session, person, on=on):
        if seer.account_id not in known and seer.why not in _ABOVE:
            known.add(seer.account_id)
            found.append((Somebody(f"a-{seer.account_id}", seer.name, seer.account_id), _first(why_words(seer.why))))
    return found


def _coordinator(session: Session, plan: Plan) -> list[tuple[Somebody, str]]:
    account = session.exec(select(Account).where(col(Account.id) == plan.coordinator_id)).first()
    return [(Somebody(f"a-{account.id}", account.name, account.id), _("the coordinator"))] if account else []


def _first(words: str) -> str:
    return words.split(". ")[0].rstrip(".")
