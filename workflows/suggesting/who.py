"""Who the record knows: the person, their circle, staff, everybody at their meetings, and everybody else of the agency."""

import re
from uuid import UUID

from sqlmodel import Session, col, select

from engine.accounts import Account
from engine.meetings import Attendance, Meeting
from engine.people import Person, Relation, all_assignments_of, circle_of
from engine.plans import Plan
from engine.quotes import Quote
from workflows.deidentifying.folding import fold
from workflows.deidentifying.known import Known, Name, NameKind, together

_SELF = {"self", "me", "the person", "participant"}


def who_is_known(session: Session, plan: Plan, *, also: tuple[str, ...] = (), not_names: tuple[str, ...] = ()) -> Known:
    """Names, days and places that a text about this plan might hold. `also` are names somebody added by hand."""
    person = session.get_one(Person, plan.person_id)
    meetings = list(session.exec(select(Meeting).where(Meeting.person_id == person.id)))
    own = Name(NameKind.PERSON, person.called, (person.full_name, person.preferred_name, *person.also_called))
    names = together(
        [own],
        [_relation(row) for row in circle_of(session, person.id)],
        _staff(session, plan, person, meetings),
        _met(session, person, meetings),
        [Name(NameKind.OTHER, name, (name,)) for name in also],
        _everybody_else(session, person),
    )
    places = {meeting.place.strip() for meeting in meetings} | {
        place.strip() for place in session.exec(select(col(Quote.place)).where(Quote.person_id == person.id))
    }
    days = (person.born_on,) if person.born_on else ()
    return Known(
        names=names,
        days=days,
        places=tuple(sorted(place for place in places if _tells_where(place))),
        not_names=frozenset(fold(word) for name in not_names for word in name.split()),
    )


def _relation(row: Relation) -> Name:
    return Name(NameKind.CIRCLE, row.name, (row.name,), role=row.kind)


def _staff(session: Session, plan: Plan, person: Person, meetings: list[Meeting]) -> list[Name]:
    parts: dict[UUID, str] = {row.account_id: row.part for row in all_assignments_of(session, person.id)}
    for identity in (plan.coordinator_id, person.coordinator_id):
        if identity is not None:
            parts[identity] = "service coordinator"
    for meeting in meetings:
        parts.setdefault(meeting.written_by, "staff")
    accounts = session.exec(select(Account).where(col(Account.id).in_(list(parts)))).all()
    return [Name(NameKind.STAFF, row.name, (row.name,), role=parts[row.id]) for row in accounts]


def _met(session: Session, person: Person, meetings: list[Meeting]) -> list[Name]:
    """Everybody at the meetings, interpreters, and whoever was quoted or wrote something down."""
    own = {fold(name) for name in (person.full_name, person.preferred_name, *person.also_called)}
    ids = [meeting.id for meeting in meetings]
    there = session.exec(select(Attendance).where(col(Attendance.meeting_id).in_(ids))).all()
    found = [Name(NameKind.OTHER, row.name, (row.name,), role=row.relation[:60]) for row in there]
    found += [Name(NameKind.OTHER, row.interpreter, (row.interpreter,), role="interpreter") for row in meetings]
    quotes = session.exec(select(Quote).where(Quote.person_id == person.id))
    for quote in quotes:
        found += [Name(NameKind.OTHER, name, (name,)) for name in (quote.speaker, quote.recorded_by_name)]
    return [
        name
        for name in found
        if name.shown.strip() and fold(name.shown) not in own and name.shown.casefold() not in _SELF
    ]


def _everybody_else(session: Session, person: Person) -> list[Name]:
    """Other people and staff of the agency, by their whole names and what they are called."""
    people = session.exec(select(Person).where(Person.id != person.id))
    found = [
        Name(
            NameKind.OTHER,
            row.called,
            tuple(name for name in (row.full_name, row.preferred_name, *row.also_called) if name),
            close=False,
        )
        for row in people
    ]
    accounts = session.exec(select(Account).where(col(Account.person_id).is_(None)))
    return [*found, *(Name(NameKind.OTHER, row.name, (row.name,), close=False) for row in accounts)]


def _tells_where(place: str) -> bool:
    """A place with a number or a name in it; “at home” tells nobody anything."""
    return bool(re.search(r"\d", place) or re.search(r"(?<=\s)[A-Z][a-z]{2,}|^[A-Z][a-z]+\s[A-Z][a-z]+", place))
