"""Which dates are watched after a move: the rules' reviews, the effective day, and the end of a silence."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta

from sqlmodel import Session, col, select

from engine.dates import end_of_day, start_of_day, zone
from engine.deadlines import Arming
from engine.meetings import Meeting, MeetingPurpose
from engine.plans import Plan, sessions_of
from engine.reviews import Review
from engine.rounds import RoundKind
from engine.settings import settings
from engine.signatures import signatures_of
from engine.versions import Version, VersionKind
from workflows import paths
from workflows.agency_days import agency_holidays
from workflows.moving import local_day
from workflows.profiles import Due, Facts, Profile, profile, reviews_due

REVIEW, TAKE_EFFECT, PATH = "review", "take_effect", "path"
"""The kinds of deadline this program arms; the sweep has a handler for each."""


def review_armings(session: Session, plan: Plan, rules: Profile, *, at: datetime) -> list[Arming]:
    """The reviews the profile asks for, each with its own row; one whose date is not known yet is not armed."""
    return [_arming(due, REVIEW, at=at) for due in reviews_due(rules, facts_for_dates(session, plan)) if due.due]


def take_effect_arming(version: Version, rules: Profile, *, at: datetime) -> list[Arming]:
    """The effective day, from its first moment."""
    if version.effective_on is None:
        return []
    due_at = start_of_day(version.effective_on, in_zone=zone(settings().time_zone))
    return [
        Arming(
            kind=TAKE_EFFECT,
            profile=rules.id,
            rule="effective_on",
            rule_version=rules.version,
            anchor="effective_date",
            anchor_on=version.effective_on,
            due_on=version.effective_on,
            due_at=due_at,
            zone=settings().time_zone,
            sentence="The plan takes effect on the day that was signed.",
            look_at=max(at, due_at),
            repeat_days=1,
            steps=(f"Effective day written in version {version.number}: {version.effective_on.isoformat()}.",),
        )
    ]


def path_arming(opens_on: date, sentence: str, rules: Profile, *, round_kind: str, at: datetime) -> Arming:
    """The day on which the profile's path around a silence opens, from its first moment."""
    due_at = start_of_day(opens_on, in_zone=zone(settings().time_zone))
    return Arming(
        kind=PATH,
        profile=rules.id,
        rule="on_silence",
        rule_version=rules.on_silence.version,
        anchor=round_kind,
        anchor_on=None,
        due_on=opens_on,
        due_at=due_at,
        zone=settings().time_zone,
        sentence=sentence,
        citation=rules.on_silence.citation,
        tag=rules.on_silence.tag.value,
        look_at=max(at, due_at),
    )


def watch_path(session: Session, plan: Plan, round_kind: str, *, at: datetime) -> list[Arming]:
    """The day on which the profile’s way around a silence in this round opens, if it has one."""
    on = local_day(at)
    rules = profile(plan.profile, on=on)
    find = paths.signing_path if round_kind == RoundKind.SIGNING else paths.review_path
    path = find(session, plan, rules, on=on)
    if path.ran or path.opens_on is None:
        return []
    return [path_arming(path.opens_on, path.sentence, rules, round_kind=round_kind, at=at)]


def facts_for_dates(session: Session, plan: Plan) -> Facts:
    """The anchors that are known of a plan."""
    meeting = session.exec(
        select(col(Meeting.held_on))
        .where(Meeting.plan_id == plan.id, Meeting.purpose == MeetingPurpose.PLANNING)
        .order_by(col(Meeting.held_on).desc())
    ).first()
    reviewed = session.exec(
        select(col(Review.held_on))
        .where(Review.plan_id == plan.id, col(Review.completed_at).is_not(None))
        .order_by(col(Review.held_on).desc())
    ).first()
    signed = _last_signature(session, plan)
    since = anchor_day(session, plan)
    return Facts(
        effective_date=since,
        meeting_date=meeting,
        signature_date=signed,
        last_review_date=reviewed if _counts(reviewed, since) else None,
        service_start=since,
        sessions=tuple(sessions_of(session, plan.id)),
        calendar=agency_holidays(),
    )


def anchor_day(session: Session, plan: Plan) -> date | None:
    """The day the reviews are counted from: an amendment or a correction does not move it."""
    version = session.get(Version, plan.in_force_version_id) if plan.in_force_version_id else None
    while version is not None and version.kind in (VersionKind.AMENDMENT, VersionKind.CORRECTION):
        version = session.get(Version, version.based_on_id) if version.based_on_id else None
    return version.effective_on if version else None


def _counts(reviewed: date | None, since: date | None) -> bool:
    """A review of an earlier version is no anchor for the one in force now."""
    return reviewed is not None and (since is None or reviewed >= since)


def _last_signature(session: Session, plan: Plan) -> date | None:
    """A correction carries the signatures of the version it corrects."""
    version = session.get(Version, plan.in_force_version_id) if plan.in_force_version_id else None
    while version is not None and version.kind == VersionKind.CORRECTION and version.based_on_id:
        version = session.get(Version, version.based_on_id)
    days: Sequence[date] = [row.signed_on for row in signatures_of(session, version.id)] if version else []
    return max(days, default=None)


def _arming(due: Due, kind: str, *, at: datetime) -> Arming:
    if due.due is None:
        raise ValueError(f"The date of {due.rule} is not known yet and cannot be watched.")
    place = zone(settings().time_zone)
    due_at = end_of_day(due.due, in_zone=place)
    reminders = [start_of_day(due.due - timedelta(days=days), in_zone=place) for days in due.reminders]
    return Arming(
        kind=kind,
        profile=due.profile,
        rule=due.rule,
        rule_version=due.rule_version,
        anchor=due.anchor,
        anchor_on=due.anchor_on,
        due_on=due.due,
        due_at=due_at,
        zone=settings().time_zone,
        sentence=due.sentence,
        citation=due.citation,
        tag=due.tag.value,
        steps=due.steps,
        reminders=due.reminders,
        repeat_days=due.repeat_days,
        look_at=min([moment for moment in reminders if moment >= at] or [max(at, due_at)]),
    )
