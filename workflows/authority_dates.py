"""The dates of an authority: before it runs out, and before the court wants its report, the coordinator is told."""

from datetime import date, datetime
from uuid import UUID

from sqlmodel import Session, col, select

from engine.dates import end_of_day, zone
from engine.deadlines import Arming, open_deadlines
from engine.firing import Command, Effect
from engine.people import Relation, RelationKind, circle_of
from engine.plans import Plan
from engine.settings import settings
from workflows.acting import step_of
from workflows.moving import local_day, note
from workflows.profiles import Profile, profile
from workflows.profiles.words import Tag

AUTHORITY = "authority"
"""The kind of deadline; the sweep has a handler for it."""


def watch_authority(session: Session, command: Command, person_id: UUID) -> None:
    """Look again at the dates of everybody with authority, on each open plan of the person."""
    query = select(Plan).where(Plan.person_id == person_id, col(Plan.closed_at).is_(None)).order_by(col(Plan.id))
    for plan in session.exec(query).all():

        def write(_seq: int, plan: Plan = plan) -> Effect:
            return Effect(cancel=(AUTHORITY,), arm=authority_armings(session, plan, at=command.at))

        note(session, plan, "authority.dates", step_of(command, f"authority {plan.id}"), write=write)


def authority_armings(session: Session, plan: Plan, *, at: datetime) -> list[Arming]:
    """The last day of each verified authority that has one, and the day of the next report to the court."""
    on = local_day(at)
    rules = profile(plan.profile, on=on)
    found = []
    for row in circle_of(session, plan.person_id):
        if row.kind == RelationKind.GUARDIAN and row.verified and row.holds_on(on):
            found += _armings(row, rules)
    return found


def dates_open(session: Session, person_id: UUID) -> set[UUID]:
    """The relations of which a date is still open on some plan."""
    plans = session.exec(select(Plan).where(Plan.person_id == person_id)).all()
    rows = [row for plan in plans for row in open_deadlines(session, plan.stream) if row.kind == AUTHORITY]
    return {UUID(row.anchor.removeprefix("relation:")) for row in rows}


def _armings(row: Relation, rules: Profile) -> list[Arming]:
    found = []
    if row.ends_on is not None:
        said = f"The authority of {row.name} ends. Ask for new papers, or go on with the person alone."
        found.append(_arming("authority_ends", row, row.ends_on, said, rules))
    if row.report_due_on is not None:
        said = f"{row.name} owes the court a report. Ask whether it was made; an authority can end without it."
        found.append(_arming("authority_report", row, row.report_due_on, said, rules))
    return found


def _arming(rule: str, row: Relation, day: date, sentence: str, rules: Profile) -> Arming:
    return Arming(
        kind=AUTHORITY,
        profile=rules.id,
        rule=rule,
        rule_version=rules.reminders.version,
        anchor=f"relation:{row.id}",
        anchor_on=day,
        due_on=day,
        due_at=end_of_day(day, in_zone=zone(settings().time_zone)),
        zone=settings().time_zone,
        sentence=sentence,
        citation=row.court,
        tag=Tag.READ.value,
        steps=(f"The day stands in the papers: {day.isoformat()}.",),
        reminders=rules.reminders.value.before,
    )
