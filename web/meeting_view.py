"""What the page of a meeting in progress shows: its choices, who is at it, and what was kept, newest first."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlmodel import Session, col, select

from engine.device_keys import hours_allowed
from engine.ids import new_id
from engine.life_areas import LifeArea
from engine.meetings import Attendance, Meeting, Observation, attendance_at
from engine.people import Person, circle_of
from engine.quotes import Quote, QuoteMark, QuoteMarkKind, Spoken, quotes_by_id
from engine.visitors import Visitor
from web.forms import Form
from web.i18n import gettext as _
from web.languages_said import language_options
from web.plan_words import method_options, relation_words

GESTURE = "gesture"
"""Beside the methods of a quote: what somebody saw, which is an observation."""

SAME_MINUTE = 60
"""Seconds between a device's clock and ours that say nothing."""


@dataclass(frozen=True)
class KeptEntry:
    """One thing that was kept from the meeting. `mine` says that this visitor wrote it down."""

    id: UUID
    at: datetime
    words: Spoken | None = None
    seen: Observation | None = None
    mine: bool = False
    received_at: datetime | None = None
    instead: UUID | None = None


@dataclass(frozen=True)
class Choice:
    """Somebody at the table, as a big button. `key` names the row."""

    key: str
    row: Attendance


def mode_context(session: Session, visitor: Visitor, meeting: Meeting, *, on: date, zone: str) -> dict[str, Any]:
    """Everything the page shows but the form that was sent."""
    person = session.get_one(Person, meeting.person_id)
    rows = attendance_at(session, meeting.id)
    return {
        "meeting": meeting,
        "person": person,
        "author": visitor,
        "kept": kept_entries(session, visitor, meeting),
        "people": [row for row in rows if not _is_about(visitor, row)],
        "speakers": [row for row in rows if row.present and row.name not in (person.called, person.full_name)],
        "suggested": _suggested(session, visitor, person, rows, on=on),
        "new_key": new_id(),
        "ways": [*method_options(), (GESTURE, _("A gesture or look I saw"))],
        "areas": area_options(),
        "languages_said": language_options(person.language),
        "times": {"started": clock_time(meeting.started_at, zone), "ended": clock_time(meeting.ended_at, zone)},
        "keeping_hours": hours_allowed(session),
        "form": None,
        "errors": {},
        "fresh": Form(),
    }


def kept_entries(session: Session, visitor: Visitor, meeting: Meeting) -> list[KeptEntry]:
    """Quotes and observations of a meeting, the newest first."""
    quotes = list(session.exec(select(Quote).where(Quote.meeting_id == meeting.id)))
    seen = list(session.exec(select(Observation).where(Observation.meeting_id == meeting.id)))
    entries = [*_said(session, visitor, quotes), *(_seen(visitor, row) for row in seen)]
    return sorted(entries, key=lambda entry: (entry.at, entry.id), reverse=True)


def kept_entry(session: Session, visitor: Visitor, row: Quote | Observation) -> KeptEntry:
    """One of them."""
    return _seen(visitor, row) if isinstance(row, Observation) else _said(session, visitor, [row])[0]


def area_options() -> list[tuple[str, str]]:
    """The parts of a life, in words."""
    words = {
        "home": _("Home"),
        "daily_life": _("Daily life"),
        "work_learning": _("Work and learning"),
        "people": _("People"),
        "community": _("Out and about"),
        "health": _("Health"),
        "safety": _("Safety"),
        "money": _("Money"),
        "faith_culture": _("Faith and culture"),
        "rights": _("Rights"),
    }
    return [(area.value, words[area.value]) for area in LifeArea]


def clock_time(at: datetime | None, zone: str) -> str:
    """The time of day as a time field takes it; empty where there is none."""
    return at.astimezone(ZoneInfo(zone)).strftime("%H:%M") if at else ""


def _said(session: Session, visitor: Visitor, quotes: Sequence[Quote]) -> list[KeptEntry]:
    words = quotes_by_id(session, [quote.id for quote in quotes], private_too=True)
    mistyped = select(QuoteMark).where(
        col(QuoteMark.quote_id).in_(list(words)), QuoteMark.kind == QuoteMarkKind.MISTYPED.value
    )
    instead = {mark.quote_id: mark.instead_id for mark in session.exec(mistyped)}
    return [
        KeptEntry(
            id=quote.id,
            at=quote.noted_at or quote.recorded_at,
            words=words[quote.id],
            mine=quote.recorded_by == visitor.account_id,
            received_at=_later(quote.noted_at, quote.recorded_at),
            instead=instead.get(quote.id),
        )
        for quote in quotes
    ]


def _seen(visitor: Visitor, row: Observation) -> KeptEntry:
    return KeptEntry(
        id=row.id,
        at=row.noted_at or row.recorded_at,
        seen=row,
        mine=row.observer_id == visitor.account_id,
        received_at=_later(row.noted_at, row.recorded_at),
    )


def _later(noted_at: datetime | None, recorded_at: datetime) -> datetime | None:
    """When it reached us, where that was later than it was written down."""
    if noted_at is None or (recorded_at - noted_at).total_seconds() < SAME_MINUTE:
        return None
    return recorded_at


def _is_about(visitor: Visitor, row: Attendance) -> bool:
    """Whoever was not wanted does not read it here."""
    return row.not_wanted and (row.account_id == visitor.account_id or row.name == visitor.name)


def _suggested(
    session: Session, visitor: Visitor, person: Person, rows: Sequence[Attendance], *, on: date
) -> list[tuple[str, str]]:
    """Name and relation of those who may be here and are not written down yet: the person, the writer, the circle."""
    circle = [(row.name, relation_words(row.kind)) for row in circle_of(session, person.id) if row.holds_on(on)]
    there = {row.name for row in rows}
    people = dict([(person.called, ""), (visitor.name, _("writes this down")), *circle])
    if person.full_name in there:
        people.pop(person.called, None)
    return [(name, relation) for name, relation in people.items() if name not in there]
