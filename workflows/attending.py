"""A meeting while it goes on: each fact about it, and each person at it, is saved by itself as it becomes known."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlmodel import Session

from engine.firing import Command, Effect, Outcome
from engine.ids import id_from, read_id
from engine.meetings import Attendance, Meeting
from engine.plans import Plan
from engine.refusals import Reason, Refusal
from engine.words import exactly
from workflows.moving import note
from workflows.proving import require_own_voice
from workflows.recording import Attendee, check_day, check_line

LINES = {"place": "The place", "interpreter": "The interpreter’s name"}
TEXTS = ("absence_reason", "adjustments_offered")


@dataclass(frozen=True)
class MeetingFacts:
    """What becomes known during a meeting. None leaves a fact as it is; a time is given with `ended` after `began`."""

    held_on: date | None = None
    place: str | None = None
    chosen_by_person: bool | None = None
    time_chosen_by_person: bool | None = None
    interpreter: str | None = None
    person_present: bool | None = None
    absence_reason: str | None = None
    adjustments_offered: str | None = None
    started_at: datetime | None = None
    ended_at: datetime | None = None

    @property
    def known(self) -> Mapping[str, Any]:
        """The facts that were given, by the name of their column."""
        return {name: value for name, value in vars(self).items() if value is not None}


def note_facts(session: Session, plan: Plan, meeting: Meeting, facts: MeetingFacts, command: Command) -> Outcome:
    """Write down what became known about a meeting, and leave everything else about it as it is."""
    _check(facts, command)
    given = {name: str(getattr(facts, name) or "") for name in (*LINES, *TEXTS)}
    require_own_voice(session, plan, given, names_only=tuple(LINES))

    def write(_seq: int) -> Effect:
        session.refresh(meeting)
        for name, value in facts.known.items():
            setattr(meeting, name, value)
        if meeting.started_at and meeting.ended_at and meeting.ended_at < meeting.started_at:
            raise Refusal(
                reasons=[Reason("order", "A meeting ends after it begins. Look at both times again.", "ended")]
            )
        _changed(session, meeting)
        return Effect(data={"meeting": meeting.id, "facts": sorted(facts.known), "version": meeting.version})

    return note(session, plan, "meeting.noted", command, write=write)


def attendance_id(meeting: Meeting, key: str) -> UUID:
    """The id of the row a page calls `key`: an id the page was given, or a name it made up while it had no connection."""
    return id_from(f"attendance {meeting.id} {key}")


def note_attendee(
    session: Session, plan: Plan, meeting: Meeting, command: Command, *, key: str, attendee: Attendee
) -> Attendance | None:
    """Write down one person who came, was asked, or was not wanted there. The same key again changes the same row.

    None where the same command was done before and its row was taken back since.
    """
    if not attendee.name.strip():
        raise Refusal(reasons=[Reason("who", "Write the name of who came, or who was asked.", "name")])
    check_line(attendee.name, "name", "The name")
    check_line(attendee.relation, "relation", "The relation", most=120)
    check_line(attendee.invited_by, "invited_by", "The name")
    exactly(attendee.stayed_away_because, about="why")
    given = {"name": attendee.name, "relation": attendee.relation, "invited_by": attendee.invited_by}
    require_own_voice(session, plan, {**given, "why": attendee.stayed_away_because}, names_only=tuple(given))

    def write(_seq: int) -> Effect:
        row = _row(session, meeting, key)
        if row is None:
            row = Attendance(id=attendance_id(meeting, key), meeting_id=meeting.id, name="")
        for name, value in vars(attendee).items():
            if name != "account_id" or value is not None:
                setattr(row, name, value)
        session.add(row)
        session.refresh(meeting)
        _changed(session, meeting)
        return Effect(data={"meeting": meeting.id, "attendance": row.id, "present": row.present})

    note(session, plan, "attendance.noted", command, write=write)
    return _row(session, meeting, key)


def remove_attendee(session: Session, plan: Plan, meeting: Meeting, command: Command, *, key: str) -> Outcome:
    """Take back a row that was written down by mistake. That it was there stays in the history."""

    def write(_seq: int) -> Effect:
        row = _row(session, meeting, key)
        if row is not None:
            session.delete(row)
        session.refresh(meeting)
        _changed(session, meeting)
        return Effect(data={"meeting": meeting.id, "attendance": row.id if row else None})

    return note(session, plan, "attendance.removed", command, write=write)


def _row(session: Session, meeting: Meeting, key: str) -> Attendance | None:
    """The row of this meeting that a page means; never one of another meeting."""
    for identity in (read_id(key), attendance_id(meeting, key)):
        row = session.get(Attendance, identity) if identity else None
        if row is not None and row.meeting_id == meeting.id:
            return row
    return None


def _changed(session: Session, meeting: Meeting) -> None:
    meeting.version += 1
    session.add(meeting)
    session.flush()


def _check(facts: MeetingFacts, command: Command) -> None:
    if not facts.known:
        raise Refusal("Nothing was saved: the form said nothing about the meeting. Open the page again.")
    if facts.held_on is not None:
        check_day(facts.held_on, "held_on", command, "A meeting is recorded on its day or after.")
    for name, what in LINES.items():
        check_line(getattr(facts, name) or "", name, what)
    for name in TEXTS:
        exactly(getattr(facts, name) or "", about=name)
