"""Begin a plan, record the meeting and what was said there, and start the draft."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import select as select_columns
from sqlmodel import Session, select

from engine import firing, kinds, quotes
from engine.accounts import Role
from engine.events import events
from engine.firing import Command, Effect, Outcome
from engine.ids import new_id
from engine.items import add_item
from engine.meetings import Attendance, Meeting, MeetingPurpose, Observation, attendance_at
from engine.people import Person
from engine.plans import Plan, PlanType, Standing, stream_of
from engine.quotes import Attribution, Method, Quote
from engine.refusals import Reason, Refusal, Stale
from engine.versions import Version, VersionKind, versions_of
from engine.words import exactly
from workflows import lifecycles
from workflows.lines import require_place, sections_by_key, write_item
from workflows.moving import local_day, move, note, watched
from workflows.profiles import profile
from workflows.writers import writer


@dataclass(frozen=True)
class Attendee:
    """Somebody who came, or was asked and did not."""

    name: str
    relation: str = ""
    present: bool = True
    invited_by_person: bool = False
    stayed_away_because: str = ""
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


@dataclass(frozen=True)
class Interim:
    """A plan begun without a meeting, with its reason and the day it ends."""

    reason: str
    until: date


@dataclass(frozen=True)
class Line:
    """A line of the notes that goes into the draft: which part, the words as they stand, and quotes shown with it."""

    section: str
    kind: str
    details: dict[str, object]
    quotes: Sequence[UUID] = ()


def begin_plan(
    session: Session, person: Person, plan_type: PlanType, profile_id: str, command: Command
) -> tuple[Plan, Outcome]:
    """Open a line of versions for a person. One of each type at a time."""
    rules = profile(profile_id, on=local_day(command.at))
    if plan_type not in rules.plan_types:
        raise Refusal(
            f"The rules “{rules.name}” are not made for this kind of plan. Choose rules that are, or the other kind of plan."
        )
    session.refresh(person, with_for_update=True)
    again = _begun_by(session, command)
    if again is None:
        _refuse_second(session, person, plan_type)
    plan = again or Plan(
        id=new_id(),
        person_id=person.id,
        plan_type=plan_type.value,
        profile=rules.id,
        standing=Standing.PLANNING_MEETING.value,
        coordinator_id=_leader(person, plan_type, command),
        team_id=person.team_id,
        created_at=command.at,
    )

    def write(within: Session) -> Effect:
        within.add(plan)
        within.flush()
        return Effect(data={"person": person.id, "plan_type": plan_type.value, "profile": [rules.id, rules.version]})

    outcome = firing.begin(
        session,
        command,
        lifecycles.ISP if plan_type is PlanType.ISP else lifecycles.TREATMENT_PLAN,
        stream=stream_of(plan.id),
        write=write,
        watched=watched(plan),
        kind="plan.begun",
    )
    return plan, outcome


def _leader(person: Person, plan_type: PlanType, command: Command) -> UUID | None:
    """A treatment plan is led by the clinician who begins it; every other plan by the person's coordinator."""
    if plan_type is PlanType.TREATMENT and command.actor.role == Role.CLINICIAN:
        return UUID(command.actor.account)
    return person.coordinator_id


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
        written_by=writer(command),
        created_at=command.at,
    )

    def write(_seq: int) -> Effect:
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
        meeting.version += 1
        session.add(meeting)
        for row in attendance_at(session, meeting.id):
            session.delete(row)
        session.flush()
        _write_attendance(session, meeting.id, form.attendees)
        return Effect(data={"meeting": meeting.id, "version": meeting.version})

    return note(session, plan, "meeting.changed", command, write=write)


def capture_quote(
    session: Session,
    plan: Plan,
    command: Command,
    *,
    text: str,
    attribution: Attribution,
    speaker: str,
    method: Method,
    said_on: date,
    may_include: bool,
    meeting: Meeting | None = None,
    place: str = "",
    language: str = "en",
) -> Quote:
    """Keep what somebody expressed, exactly, under the name of who wrote it down."""
    if not speaker.strip():
        raise Refusal(reasons=[Reason("who", "Write the name of who said it.", "speaker")])
    _check_line(speaker, "speaker", "The name")
    _check_line(place, "place", "The place")
    _check_line(language, "language", "The language", most=20)
    _check_day(said_on, "said_on", command, "Words are kept on the day they were said, or after.")
    kept: list[Quote] = []

    def write(_seq: int) -> Effect:
        quote = quotes.capture(
            session,
            person_id=plan.person_id,
            text=text,
            attribution=attribution,
            speaker=speaker,
            method=method,
            said_on=said_on,
            may_include=may_include,
            recorded_by=writer(command),
            recorded_by_name=command.actor.name,
            at=command.at,
            meeting_id=meeting.id if meeting else None,
            place=place or (meeting.place if meeting else ""),
            language=language,
        )
        kept.append(quote)
        return Effect(data={"quote": quote.id, "digest": quote.digest, "attribution": attribution.value})

    outcome = note(session, plan, "quote.captured", command, write=write)
    return kept[0] if kept else session.get_one(Quote, UUID(str(outcome.event.data["quote"])))


def record_observation(
    session: Session, plan: Plan, command: Command, *, text: str, seen_on: date, meeting: Meeting | None = None
) -> Observation:
    """What somebody saw or heard, under their own name."""
    exactly(text, about="observation")
    if not text.strip():
        raise Refusal(
            reasons=[Reason("empty", "There is nothing written yet. Write what you saw, then save.", "observation")]
        )
    _check_day(seen_on, "seen_on", command, "What was seen is written down on its day, or after.")
    observation = Observation(
        id=new_id(),
        person_id=plan.person_id,
        meeting_id=meeting.id if meeting else None,
        seen_on=seen_on,
        text=text,
        observer_id=writer(command),
        observer_name=command.actor.name,
        recorded_at=command.at,
    )

    def write(_seq: int) -> Effect:
        session.add(observation)
        session.flush()
        return Effect(data={"observation": observation.id})

    outcome = note(session, plan, "observation.recorded", command, write=write)
    return session.get_one(Observation, UUID(str(outcome.event.data["observation"])))


def hold_meeting(
    session: Session,
    plan: Plan,
    command: Command,
    *,
    lines: Sequence[Line] = (),
    interim: Interim | None = None,
) -> Outcome:
    """Start the draft: a version with its parts, and the chosen lines of the notes as they stand.

    Without a meeting only as an interim plan, with its reason and the day it ends.
    """
    if interim is not None and plan.standing == Standing.PLANNING_MEETING and plan.working_version_id is None:
        _check_interim(interim, command)
        _start_version(session, plan, command, kind=_first_kind(session, plan), interim=interim)

    def write(_facts: object, _seq: int) -> Effect:
        version = (
            session.get_one(Version, plan.working_version_id)
            if plan.working_version_id
            else _start_version(session, plan, command, kind=_first_kind(session, plan))
        )
        place_lines(session, plan, version, lines, command)
        return Effect(data={"version": version.id, "number": version.number, "lines": len(lines)})

    return move(session, plan, "hold_meeting", command, write=write)


def place_lines(session: Session, plan: Plan, version: Version, lines: Sequence[Line], command: Command) -> None:
    """Put lines under their parts, in order, each checked by its kind. Plan text is linked to equal quotes by editing."""
    sections = sections_by_key(session, version)
    for line in lines:
        require_place(plan, line.kind, line.section)
        write_item(
            session,
            plan,
            version,
            kind=line.kind,
            details=line.details,
            parent_id=sections[line.section].id,
            quotes=line.quotes,
            command=command,
        )


def _begun_by(session: Session, command: Command) -> Plan | None:
    """The plan this very command began, where its form was sent twice."""
    query = select_columns(events.c.stream).where(events.c.command_id == command.id, events.c.kind == "plan.begun")
    stream = session.scalar(query)
    return session.get(Plan, UUID(stream.removeprefix("plan:"))) if stream else None


def _refuse_second(session: Session, person: Person, plan_type: PlanType) -> None:
    query = select(Plan).where(
        Plan.person_id == person.id, Plan.plan_type == plan_type.value, Plan.standing != Standing.CLOSED.value
    )
    if session.exec(query).first() is not None:
        raise Refusal(
            reasons=[
                Reason(
                    "open-plan",
                    f"{person.called} has an open plan of this kind already. Open it from the person’s page; "
                    "a new one can begin when it is closed.",
                    "plan_type",
                )
            ]
        )


def _check_meeting(form: MeetingForm, command: Command) -> None:
    exactly(form.notes, about="notes")
    _check_day(form.held_on, "held_on", command, "A meeting is recorded on its day or after.")
    _check_line(form.place, "place", "The place")
    _check_line(form.interpreter, "interpreter", "The interpreter’s name")
    exactly(form.absence_reason, about="absence_reason")
    exactly(form.adjustments_offered, about="adjustments_offered")
    for attendee in form.attendees:
        _check_line(attendee.name, "attendees", "A name")
        _check_line(attendee.relation, "attendees", "A relation", most=120)
        exactly(attendee.stayed_away_because, about="attendees")


def _check_line(text: str, about: str, what: str, *, most: int = 200) -> None:
    exactly(text, about=about)
    if len(text) > most:
        raise Refusal(reasons=[Reason("long", f"{what} is longer than {most} characters. Shorten it.", about)])


def _check_day(day: date, about: str, command: Command, sentence: str) -> None:
    if day > local_day(command.at):
        raise Refusal(reasons=[Reason("future", f"{sentence} This day has not come yet.", about)])


def _check_interim(interim: Interim, command: Command) -> None:
    reasons = []
    if not exactly(interim.reason, about="interim_reason").strip():
        reasons.append(
            Reason("asked", "Write why the plan begins without a meeting. It is printed with it.", "interim_reason")
        )
    if interim.until <= local_day(command.at):
        reasons.append(Reason("past", "An interim plan ends on a day that is still to come.", "interim_until"))
    if reasons:
        raise Refusal(reasons=reasons)


def _start_version(
    session: Session, plan: Plan, command: Command, *, kind: VersionKind, interim: Interim | None = None
) -> Version:
    rules = profile(plan.profile, on=local_day(command.at))
    version = Version(
        id=new_id(),
        plan_id=plan.id,
        number=len(versions_of(session, plan.id)) + 1,
        kind=kind.value,
        plan_type=plan.plan_type,
        profile=rules.id,
        profile_version=rules.version,
        interim_reason=interim.reason if interim else "",
        interim_until=interim.until if interim else None,
        created_by=writer(command),
        created_by_name=command.actor.name,
        created_at=command.at,
    )
    session.add(version)
    session.flush()
    for place, shape in enumerate(kinds.SECTIONS[plan.plan_type]):
        add_item(
            session,
            version_id=version.id,
            kind="section",
            details={"key": shape.key},
            position=place,
            by=writer(command),
            by_name=command.actor.name,
            at=command.at,
        )
    plan.working_version_id = version.id
    session.add(plan)
    session.flush()
    return version


def _first_kind(session: Session, plan: Plan) -> VersionKind:
    return VersionKind.NEW_PLAN if versions_of(session, plan.id) else VersionKind.FIRST


def _write_attendance(session: Session, meeting_id: UUID, attendees: Sequence[Attendee]) -> None:
    for person in attendees:
        session.add(
            Attendance(
                meeting_id=meeting_id,
                name=person.name,
                relation=person.relation,
                account_id=person.account_id,
                present=person.present,
                invited_by_person=person.invited_by_person,
                stayed_away_because=person.stayed_away_because,
            )
        )
        session.flush()
