"""Begin a plan, and start the draft from its meeting or, for a time, without one."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import select as select_columns
from sqlmodel import Session, select

from engine import firing, kinds
from engine.accounts import Role
from engine.events import events
from engine.firing import Command, Effect, Outcome
from engine.ids import new_id
from engine.items import add_item
from engine.people import Person
from engine.plans import Plan, PlanType, Standing, stream_of
from engine.refusals import Reason, Refusal
from engine.sayings import say
from engine.versions import Version, VersionKind, versions_of
from engine.words import exactly
from workflows import lifecycles
from workflows.authority_dates import authority_armings
from workflows.lines import require_place, sections_by_key, write_item
from workflows.moving import local_day, move, watched
from workflows.profiles import profile
from workflows.proving import require_own_voice
from workflows.writers import writer


@dataclass(frozen=True)
class Interim:
    """A plan begun without a meeting, with its reason and the day it ends."""

    reason: str
    until: date


@dataclass(frozen=True)
class Line:
    """A line of the notes that goes into the draft: which part, the words as they stand, and quotes shown with it.

    A `lineage` given here is the line's own, so that its place in the notes can be kept beside it.
    """

    section: str
    kind: str
    details: dict[str, object]
    quotes: Sequence[UUID] = ()
    lineage: UUID | None = None


def begin_plan(
    session: Session, person: Person, plan_type: PlanType, profile_id: str, command: Command
) -> tuple[Plan, Outcome]:
    """Open a line of versions for a person. One of each type at a time."""
    rules = profile(profile_id, on=local_day(command.at))
    if plan_type not in rules.plan_types:
        raise Refusal(
            say(
                "The rules “%(name)s” are not made for this kind of plan. Choose rules that are, or the "
                "other kind of plan.",
                name=rules.name,
            )
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
        return Effect(
            data={"person": person.id, "plan_type": plan_type.value, "profile": [rules.id, rules.version]},
            arm=authority_armings(within, plan, at=command.at),
        )

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
        require_own_voice(session, plan, {"interim_reason": interim.reason})
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
            lineage_id=line.lineage,
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
                    say(
                        "%(person)s has an open plan of this kind already. Open it from the person’s page; a new one "
                        "can begin when it is closed.",
                        person=person.called,
                    ),
                    "plan_type",
                )
            ]
        )


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
