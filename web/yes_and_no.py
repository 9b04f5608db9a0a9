"""“How I say yes and no”, for whoever helps: unless the person keeps it to themselves."""

from sqlmodel import Session, col, select

from engine.accounts import Account
from engine.people import Person
from engine.reading import ReadingPreference


def is_hidden(session: Session, person: Person) -> bool:
    """Whether the person does not want it shown to whoever helps."""
    query = (
        select(col(ReadingPreference.hides_yes_and_no))
        .join(Account, col(Account.id) == col(ReadingPreference.account_id))
        .where(Account.person_id == person.id)
    )
    return any(session.scalars(query))


def yes_and_no_for_helpers(session: Session, person: Person) -> str:
    """What is kept about it, or nothing."""
    return "" if is_hidden(session, person) else person.how_i_say_yes_and_no
