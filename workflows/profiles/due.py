"""A due date from a profile and the facts, with the sentence, the citation and the tag that explain it."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

from engine.dates import (
    FEDERAL,
    Computation,
    HolidayCalendar,
    Timing,
    Window,
    calendar_days,
    documented_by,
    earlier_of,
    holiday_calendar,
    in_words,
    later_of,
    listed,
    nth_day,
    nth_service_day,
    nth_session,
    plus_days,
    starting,
    unknown,
    window_before,
)
from engine.refusals import Refusal
from workflows.profiles.model import Part, Period, Profile, Rule, Schedule
from workflows.profiles.optional import AGENCY
from workflows.profiles.pack import schedules
from workflows.profiles.words import AnchorName, ScheduleKind, Tag, Unit


@dataclass(frozen=True)
class Facts:
    """What has happened so far, and nothing else; None is “not yet”. `sessions` holds one day per session held.

    `service_days` are the days on which service was given. `also` names the schedules that hold for this person among
    those that do not hold for everybody. `calendar` is the agency's.
    """

    effective_date: date | None = None
    meeting_date: date | None = None
    signature_date: date | None = None
    last_review_date: date | None = None
    service_start: date | None = None
    assessment_date: date | None = None
    plan_end: date | None = None
    admission_date: date | None = None
    enrollment_date: date | None = None
    eligibility_date: date | None = None
    request_date: date | None = None
    finalized_date: date | None = None
    person_signature_date: date | None = None
    provider_signature_date: date | None = None
    last_full_review_date: date | None = None
    last_visit_date: date | None = None
    last_home_visit_date: date | None = None
    complaint_date: date | None = None
    sessions: tuple[date, ...] = ()
    service_days: tuple[date, ...] = ()
    also: tuple[str, ...] = ()
    calendar: HolidayCalendar = FEDERAL

    def day(self, anchor: AnchorName) -> date | None:
        found: date | None = getattr(self, anchor.value)
        return found


@dataclass(frozen=True)
class Due:
    """What a deadline row keeps, so that it explains itself without the profile.

    `opens` is the first day on which it may be done in time; None where any day will do. `filing` is the second
    clock, the paperwork's, with its own last step.
    """

    profile: str
    rule: str
    rule_version: str
    anchor: str
    anchor_on: date | None
    computation: Computation
    sentence: str
    citation: str
    tag: Tag
    reminders: tuple[int, ...]
    repeat_days: int
    opens: date | None
    filing: Computation

    @property
    def due(self) -> date | None:
        return self.computation.due

    @property
    def steps(self) -> tuple[str, ...]:
        return self.computation.steps

    @property
    def filed_by(self) -> date | None:
        """The day by which the paperwork is in; the due day itself where it has no time of its own."""
        return self.filing.due

    def timing(self, done_on: date) -> Timing | None:
        """Too early, in time or too late: both ends are findings. None while the date is not known."""
        return None if self.due is None else Window(self.opens or date.min, self.due).timing(done_on)


def due_from(profile: Profile, kind: str, facts: Facts) -> Due:
    """The date of one schedule, by its key, such as “review” or “draft_due”; of combined profiles, the earliest."""
    if profile.parts:
        return _earliest(profile, kind, facts)
    rules = {rule.value.key: rule for rule in schedules(profile)}
    if kind not in rules:
        raise Refusal(
            f"The rule profile “{profile.name}” sets no date for “{kind}”. It sets dates for {listed(sorted(rules))}."
        )
    return _due(profile, rules[kind], facts)


def reviews_due(profile: Profile, facts: Facts) -> tuple[Due, ...]:
    """Every review the profile asks for, the earliest known date first, the unknown last.

    Combined profiles keep a row each, under their own names, however close their dates are.
    """
    found = [due for part in profile.parts for due in reviews_due(part, facts)]
    found += [_due(profile, rule, facts) for rule in profile.review_schedule if holds(rule, facts)]
    return _in_order(found)


def dates_due(profile: Profile, facts: Facts) -> tuple[Due, ...]:
    """Every date the profile sets: its reviews, and what is due besides, in the same order."""
    found = [due for part in profile.parts for due in dates_due(part, facts)]
    if not profile.parts:
        found += [_due(profile, rule, facts) for rule in schedules(profile) if holds(rule, facts)]
    return _in_order(found)


def holds(rule: Rule[Schedule], facts: Facts) -> bool:
    """A schedule that is not for everybody holds only for whom it was chosen."""
    return rule.value.only_for is None or rule.value.key in facts.also


def compute(schedule: Schedule, facts: Facts) -> Computation:
    """The date alone. A window's date is its last day."""
    name, start = _anchor(schedule, facts)
    if schedule.kind is ScheduleKind.WINDOW:
        window = window_before(start, opens=schedule.opens or 0, closes=schedule.closes or 0)
        return Computation(window.closes, window.steps, window.waiting_for)
    if schedule.then_every is not None and name is AnchorName.LAST_REVIEW_DATE:
        return calendar_days(start, schedule.then_every)
    counted = [_count(part, start, facts) for part in schedule.parts]
    if schedule.kind is ScheduleKind.LATER_OF:
        return later_of(*counted)
    if schedule.kind is ScheduleKind.EARLIER_OF:
        return earlier_of(*counted)
    return counted[0]


def _in_order(found: Iterable[Due]) -> tuple[Due, ...]:
    return tuple(sorted(found, key=lambda due: (due.due is None, due.due or date.max)))


def _earliest(profile: Profile, kind: str, facts: Facts) -> Due:
    asking = [part for part in profile.parts if kind in {rule.value.key for rule in schedules(part)}]
    if not asking:
        known = sorted({rule.value.key for part in profile.parts for rule in schedules(part)})
        raise Refusal(
            f"The rule profile “{profile.name}” sets no date for “{kind}”. It sets dates for {listed(known)}."
        )
    return _in_order(due_from(part, kind, facts) for part in asking)[0]


def _due(profile: Profile, rule: Rule[Schedule], facts: Facts) -> Due:
    schedule = rule.value
    facts = replace(facts, calendar=calendar_of(profile, facts.calendar))
    computation = compute(schedule, facts)
    name, _ = _anchor(schedule, facts)
    return Due(
        profile=profile.id,
        rule=schedule.key,
        rule_version=rule.version,
        anchor=name.value,
        anchor_on=facts.day(name),
        computation=computation,
        sentence=_sentence(rule, computation),
        citation=rule.citation,
        tag=rule.tag,
        reminders=profile.reminders.value.before,
        repeat_days=profile.reminders.value.repeat_days,
        opens=_opens(profile, schedule, computation.due),
        filing=_filing(schedule.grace or profile.documentation_grace_days.value, computation, facts),
    )


def calendar_of(profile: Profile, agency: HolidayCalendar) -> HolidayCalendar:
    """The holidays the profile's working days go around: the agency's own, unless its rules name others."""
    rule = profile.holiday_calendar
    return agency if rule is None or rule.value == AGENCY else holiday_calendar(rule.value)


def _anchor(schedule: Schedule, facts: Facts) -> tuple[AnchorName, Computation]:
    """The first of the schedule's anchors that has happened; while none has, the last one is waited for."""
    for name in schedule.anchors:
        if facts.day(name) is not None:
            return name, starting(name.words, facts.day(name))
    return schedule.anchors[-1], unknown(schedule.anchors[-1].words)


def _count(part: Part, start: Computation, facts: Facts) -> Computation:
    if part.kind is ScheduleKind.SESSION_COUNT:
        return nth_session(facts.sessions, part.amount, after=start)
    if part.kind is ScheduleKind.SERVICE_DAY_COUNT:
        return nth_service_day(facts.service_days, part.amount, since=start)
    if part.kind is ScheduleKind.NTH_DAY:
        return nth_day(start, part.amount)
    period = Period(part.amount, part.unit)
    move = period.before if part.kind is ScheduleKind.BEFORE else period.after
    return move(start, calendar=facts.calendar)


def _opens(profile: Profile, schedule: Schedule, due: date | None) -> date | None:
    if due is None:
        return None
    if schedule.kind is ScheduleKind.WINDOW:
        return plus_days(due, (schedule.closes or 0) - (schedule.opens or 0))
    early = profile.early_review_allowed_days.value
    return None if early is None else plus_days(due, -early)


def _filing(grace: Period, computation: Computation, facts: Facts) -> Computation:
    """Counted from the due day, never from the day it was done; unknown as long as that is."""
    if not grace.amount or computation.due is None:
        return computation
    if grace.unit is Unit.CALENDAR_DAYS:
        return documented_by(computation, grace.amount)
    return grace.after(computation, calendar=facts.calendar)


def _sentence(rule: Rule[Schedule], computation: Computation) -> str:
    """Reviewed at least every 12 months, 42 CFR 441.301(c)(3), read in the source."""
    sentence = f"{rule.value.says.rstrip('.')}, {rule.foundation}."
    if computation.due is None:
        sentence += f" The date is not known yet: it waits for {listed(list(computation.waiting_for))}"
        if computation.not_before is not None:
            sentence += f", and cannot fall before {in_words(computation.not_before)}"
        sentence += "."
    return sentence
