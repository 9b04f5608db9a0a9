"""What an administrator does first in a house where nobody is yet: a team, accounts, people, a phone number. Gone once it is done."""

from dataclasses import dataclass

from sqlalchemy import exists, select
from sqlmodel import Session, col

from engine.accounts import AccountRole, Role
from engine.agency_words import WHO_ANSWERS, words_for
from engine.people import Person, Team
from engine.visitors import Visitor
from web.i18n import gettext as _


@dataclass(frozen=True)
class FirstStep:
    """One thing to make, why, and whether it is there."""

    words: str
    why: str
    href: str
    done: bool


def first_steps(session: Session, visitor: Visitor) -> list[FirstStep]:
    """The steps while any of them is open; nothing for everybody else and afterwards."""
    if visitor.role is not Role.ADMINISTRATOR:
        return []
    coordinators = exists().where(col(AccountRole.role) == Role.COORDINATOR.value)
    teams, accounts, people = session.execute(
        select(exists(select(col(Team.id))), coordinators, exists(select(col(Person.id))))
    ).one()
    steps = [
        *_first_three(bool(teams), bool(accounts), bool(people)),
        FirstStep(
            _("Write down a phone number that a person answers"),
            _("It stands where people have sent their answers or signed. Until then no number stands there."),
            "/agency-words",
            bool(words_for(session, WHO_ANSWERS)),
        ),
    ]
    return steps if not all(step.done for step in steps) else []


def _first_three(teams: bool, accounts: bool, people: bool) -> list[FirstStep]:
    return [
        FirstStep(_("Make a team"), _("Service coordinators, people and plans belong to one."), "/teams", teams),
        FirstStep(
            _("Make an account for a service coordinator"),
            _("You get a link to hand over; they choose their own password with it."),
            "/accounts/new",
            accounts,
        ),
        FirstStep(
            _("Bring in the people"),
            _("One by one, or a whole caseload from a CSV file."),
            "/import",
            people,
        ),
    ]
