"""Record the meeting: who was there, what was noted, the words that were kept, and what somebody saw."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import NotRequired, TypedDict, Unpack
from uuid import UUID

from sqlmodel import Session

from engine import quotes
from engine.firing import Command, Effect, Outcome
from engine.ids import new_id
from engine.life_areas import LifeArea
from engine.meetings import Attendance, Meeting, MeetingPurpose, Observation, attendance_at
from engine.originals import Original, OriginalText
from engine.plans import Plan
from engine.quotes import Attribution, Method, Quote
from engine.refusals import Reason, Refusal, Stale
from engine.sayings import as_saying, say
from engine.words import exactly, steadily
from workflows.moving import local_day, note
from workflows.proving import require_own_voice
from workflows.writers import writer


@dataclass(frozen=True)
class Attendee:
    """Somebody who came, or was asked and did not."""

    name: str
    relation: str = ""
    present: bool = True
    invited_by_person: bool = False
    stayed_away_because: str = ""
    invited_by: str = ""
    not_wanted: bool = False
    account_id: UUID | None = None


@dataclass(frozen=True)
class MeetingForm:
    """What a meeting's page says."""

    held_on: date
    attendees: Sequence[Attendee] = ()
    place: str = ""
    chosen_by_person: bool = False
    interpreter: str = ""
    person_present: bool = True
    absence_reason: str = ""
    adjustments_offered: str = ""
    notes: str = ""
    purpose: MeetingPurpose = MeetingPurpose.PLANNING
    time_chosen_by_person: bool | None = None
    """None leaves it as it is, as do a beginning and an end that are not given."""
    started_at: datetime | None = None
    ended_at: datetime | None = None


def record_meeting(session: Session, plan: Plan, form: MeetingForm, command: Command) -> Meeting:
    """Write down a meeting: when, where, who came. The notes are kept exactly as given."""
    _check_meeting(form, command)
    meeting = Meeting(
        id=new_id(),
        person_id=plan.person_id,
        plan_id=plan.id,
        purpose=form.purpose.value,
        held_on=form.held_on,
        place=form.place,
        chosen_by_person=form.chosen_by_person,
        interpreter=form.interpreter,
        person_present=form.person_present,
        absence_reason=form.absence_reason,
        adjustments_offered=form.adjustments_offered,
        notes=form.notes,
        time_chosen_by_person=bool(form.time_chosen_by_person),
        started_at=form.started_at,
        ended_at=form.ended_at,
        written_by=writer(command),
        created_at=command.at,
    )

    def write(_seq: int) -> Effect:
        _require_own_voice(session, plan, form)
        session.add(meeting)
        session.flush()
        _write_attendance(session, meeting.id, form.attendees)
        return Effect(data={"meeting": meeting.id, "held_on": form.held_on, "present": form.person_present})

    outcome = note(session, plan, "meeting.recorded", command, write=write)
    return session.get_one(Meeting, UUID(str(outcome.event.data["meeting"])))


def change_meeting(
    session: Session,
    plan: Plan,
    meeting: Meeting,
    form: MeetingForm,
    command: Command,
    *,
    based_on: int | None = None,
) -> Outcome:
    """Complete or mend what was written about a meeting; its quotes are not touched by it.

    `based_on` is the version of the meeting the page showed. Raises Stale where somebody else changed it since.
    """
    _check_meeting(form, command)

    def write(_seq: int) -> Effect:
        _require_own_voice(session, plan, form)
        session.refresh(meeting)
        if based_on is not None and meeting.version != based_on:
            raise Stale(
                "This was not saved: somebody else changed this meeting after you opened the page. What you typed is "
                "kept here. Read what they wrote, then save again.",
                current=meeting.version,
            )
        for name in (
            "held_on",
            "place",
            "chosen_by_person",
            "interpreter",
            "person_present",
            "absence_reason",
            "adjustments_offered",
            "notes",
        ):
            setattr(meeting, name, getattr(form, name))
        for name in ("time_chosen_by_person", "started_at", "ended_at"):
            if getattr(form, name) is not None:
                setattr(meeting, name, getattr(form, name))
        meeting.version += 1
        session.add(meeting)
        session.flush()
        _write_attendance(session, meeting.id, form.attendees)
        return Effect(data={"meeting": meeting.id, "version": meeting.version})

    return note(session, plan, "meeting.changed", command, write=write)


class HowSaid(TypedDict):
    """Who expressed something, when and how: what every capture says beside the words themselves."""

    attribution: Attribution
    speaker: str
    method: Method
    said_on: date
    may_include: bool
    language: NotRequired[str]
    life_area: NotRequired[LifeArea | None]
    noted_at: NotRequired[datetime | None]
    interpreter: NotRequired[str]


def capture_quote(
    session: Session,
    plan: Plan,
    command: Command,
    *,
    text: str,
    meeting: Meeting | None = None,
    place: str = "",
    original: Original | None = None,
    original_place: tuple[int, int] | None = None,
    adds_to: UUID | None = None,
    because: Mapping[str, object] | None = None,
    keep: Callable[[], Original] | None = None,
    **said: Unpack[HowSaid],
) -> Quote:
    """Keep what somebody expressed, exactly, under the name of who wrote it down.

    `original_place` is where the words stand in the original's text, in code points; they must be exactly those.
    `because` is what else the event says of how it came to be kept: never personal text. `keep` keeps the file that is
    the quotation itself, in the same transaction.
    """
    if not said["speaker"].strip():
        raise Refusal(reasons=[Reason("who", "Write the name of who said it.", "speaker")])
    check_line(said["speaker"], "speaker", "The name")
    check_line(place, "place", "The place")
    check_line(said.get("language", ""), "language", "The language", most=20)
    check_line(said.get("interpreter", ""), "interpreter", "The interpreter’s name")
    check_day(said["said_on"], "said_on", command, "Words are kept on the day they were said, or after.")
    if original is not None and original_place is not None:
        _check_place(session, plan, original, original_place, text)
    kept: list[Quote] = []

    def write(_seq: int) -> Effect:
        file = keep() if keep else original
        quote = quotes.capture(
            session,
            person_id=plan.person_id,
            text=text,
            recorded_by=writer(command),
            recorded_by_name=command.actor.name,
            at=command.at,
            meeting_id=meeting.id if meeting else None,
            place=place or (meeting.place if meeting else ""),
            original_id=file.id if file else None,
            original_place=original_place,
            adds_to=adds_to,
            **said,
        )
        kept.append(quote)
        data: dict[str, object] = {"quote": quote.id, "digest": quote.digest, "attribution": said["attribution"].value}
        if file is not None:
            data |= {"original": file.id}
        if original_place is not None:
            data |= {"place": list(original_place)}
        if keep and file is not None:
            data |= {"original_digest": file.digest}
        data |= because or {}
        return Effect(data=data)

    outcome = note(session, plan, "quote.captured", command, write=write)
    return kept[0] if kept else session.get_one(Quote, UUID(str(outcome.event.data["quote"])))


def record_observation(
    session: Session,
    plan: Plan,
    command: Command,
    *,
    text: str,
    seen_on: date,
    meeting: Meeting | None = None,
    life_area: LifeArea | None = None,
    noted_at: datetime | None = None,
) -> Observation:
    """What somebody saw or heard, under their own name."""
    exactly(text, about="observation")
    if not text.strip():
        raise Refusal(
            reasons=[Reason("empty", "There is nothing written yet. Write what you saw, then save.", "observation")]
        )
    check_day(seen_on, "seen_on", command, "What was seen is written down on its day, or after.")
    observation = Observation(
        id=new_id(),
        person_id=plan.person_id,
        meeting_id=meeting.id if meeting else None,
        seen_on=seen_on,
        text=text,
        observer_id=writer(command),
        observer_name=command.actor.name,
        recorded_at=command.at,
        life_area=life_area or "",
        noted_at=noted_at,
    )

    def write(_seq: int) -> Effect:
        session.add(observation)
        session.flush()
        return Effect(data={"observation": observation.id})

    outcome = note(session, plan, "observation.recorded", command, write=write)
    return session.get_one(Observation, UUID(str(outcome.event.data["observation"])))


def _check_place(session: Session, plan: Plan, original: Original, place: tuple[int, int], text: str) -> None:
    read = session.get(OriginalText, original.id)
    if original.person_id != plan.person_id or read is None or read.text[place[0] : place[1]] != text:
        raise Refusal("These words were not kept: they do not stand at that place in the note. Open the note again.")


def _check_meeting(form: MeetingForm, command: Command) -> None:
    exactly(form.notes, about="notes")
    check_day(form.held_on, "held_on", command, "A meeting is recorded on its day or after.")
    check_line(form.place, "place", "The place")
    check_line(form.interpreter, "interpreter", "The interpreter’s name")
    exactly(form.absence_reason, about="absence_reason")
    exactly(form.adjustments_offered, about="adjustments_offered")
    for attendee in form.attendees:
        check_line(attendee.name, "attendees", "A name")
        check_line(attendee.relation, "attendees", "A relation", most=120)
        check_line(attendee.invited_by, "attendees", "A name")
        exactly(attendee.stayed_away_because, about="attendees")


def _require_own_voice(session: Session, plan: Plan, form: MeetingForm) -> None:
    """What is printed of a meeting gives words to nobody. The notes are the source, and stay as they are."""
    named = {
        "place": form.place,
        "interpreter": form.interpreter,
        "attendees": "\n".join(f"{one.name}\n{one.relation}\n{one.invited_by}" for one in form.attendees),
    }
    told = {
        "absence_reason": form.absence_reason,
        "adjustments_offered": form.adjustments_offered,
        "stayed_away": "\n".join(one.stayed_away_because for one in form.attendees),
    }
    require_own_voice(session, plan, {**named, **told}, names_only=tuple(named))


def check_line(text: str, about: str, what: str, *, most: int = 200) -> None:
    steadily(text, about=about, what=as_saying(what))
    if len(text) > most:
        raise Refusal(
            reasons=[
                Reason(
                    "long",
                    say("%(what)s is longer than %(most)s characters. Shorten it.", what=as_saying(what), most=most),
                    about,
                )
            ]
        )


def check_day(day: date, about: str, command: Command, sentence: str) -> None:
    if day > local_day(command.at):
        raise Refusal(
            reasons=[
                Reason("future", say("%(sentence)s This day has not come yet.", sentence=as_saying(sentence)), about)
            ]
        )


def _write_attendance(session: Session, meeting_id: UUID, attendees: Sequence[Attendee]) -> None:
    """A form names people; whoever has a row keeps it, with what the form did not ask. Whom the person did not want
    there and who did not come is not on the form, and stays."""
    left = attendance_at(session, meeting_id)
    for person in attendees:
        row = next((row for row in left if row.name == person.name), None)
        if row is None:
            row = Attendance(meeting_id=meeting_id, name=person.name)
        else:
            left.remove(row)
        row.relation = person.relation
        row.present = person.present
        row.invited_by_person = person.invited_by_person
        row.stayed_away_because = person.stayed_away_because
        row.invited_by = person.invited_by or row.invited_by
        row.not_wanted = person.not_wanted or row.not_wanted
        row.account_id = person.account_id or row.account_id
        session.add(row)
        session.flush()
    for row in left:
        if row.present or not row.not_wanted:
            session.delete(row)
    session.flush()
