"""A due date from a profile and the facts, with the sentence, the citation and the tag that explain it."""

from dataclasses import dataclass
from datetime import date

from engine.dates import (
    FEDERAL,
    Computation,
    HolidayCalendar,
    calendar_days,
    earlier_of,
    in_words,
    later_of,
    listed,
    nth_day,
    nth_session,
    plus_days,
    starting,
    unknown,
    window_before,
)
from engine.refusals import Refusal
from workflows.profiles.model import Part, Period, Profile, Rule, Schedule
from workflows.profiles.pack import schedules
from workflows.profiles.words import AnchorName, ScheduleKind, Tag


@dataclass(frozen=True)
class Facts:
    """What has happened so far, and nothing else; None is “not yet”. `sessions` holds one day per session held."""

    effective_date: date | None = None
    meeting_date: date | None = None
    signature_date: date | None = None
    last_review_date: date | None = None
    service_start: date | None = None
    assessment_date: date | None = None
    plan_end: date | None = None
    sessions: tuple[date, ...] = ()
    calendar: HolidayCalendar = FEDERAL

    def day(self, anchor: AnchorName) -> date | None:
        found: date | None = getattr(self, anchor.value)
        return found


@dataclass(frozen=True)
class Due:
    """What a deadline row keeps, so that it explains itself without the profile.

    `opens` is the first day on which it may be done in time; None where any day will do. `filed_by` is the second
    date: the paperwork's.
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
    filed_by: date | None

    @property
    def due(self) -> date | None:
        return self.computation.due

    @property
    def steps(self) -> tuple[str, ...]:
        return self.computation.steps


def due_from(profile: Profile, kind: str, facts: Facts) -> Due:
    """The date of one schedule, by its key, such as “review” or “draft_due”."""
    rules = {rule.value.key: rule for rule in schedules(profile)}
    if kind not in rules:
        raise Refusal(
            f"The rule profile “{profile.name}” sets no date for “{kind}”. It sets dates for {listed(sorted(rules))}."
        )
    return _due(profile, rules[kind], facts)


def reviews_due(profile: Profile, facts: Facts) -> tuple[Due, ...]:
    """Every review the profile asks for, the earliest known date first, the unknown last."""
    found = [_due(profile, rule, facts) for rule in profile.review_schedule]
    return tuple(sorted(found, key=lambda due: (due.due is None, due.due or date.max)))


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


def _due(profile: Profile, rule: Rule[Schedule], facts: Facts) -> Due:
    schedule = rule.value
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
        filed_by=_filed_by(profile, computation, facts),
    )


def _anchor(schedule: Schedule, facts: Facts) -> tuple[AnchorName, Computation]:
    """The first of the schedule's anchors that has happened; while none has, the last one is waited for."""
    for name in schedule.anchors:
        if facts.day(name) is not None:
            return name, starting(name.words, facts.day(name))
    return schedule.anchors[-1], unknown(schedule.anchors[-1].words)


def _count(part: Part, start: Computation, facts: Facts) -> Computation:
    if part.kind is ScheduleKind.SESSION_COUNT:
        return nth_session(facts.sessions, part.amount, after=start)
    if part.kind is ScheduleKind.NTH_DAY:
        return nth_day(start, part.amount)
    return Period(part.amount, part.unit).after(start, calendar=facts.calendar)


def _opens(profile: Profile, schedule: Schedule, due: date | None) -> date | None:
    if due is None:
        return None
    if schedule.kind is ScheduleKind.WINDOW:
        return plus_days(due, (schedule.closes or 0) - (schedule.opens or 0))
    early = profile.early_review_allowed_days.value
    return None if early is None else plus_days(due, -early)


def _filed_by(profile: Profile, computation: Computation, facts: Facts) -> date | None:
    grace = profile.documentation_grace_days.value
    return grace.after(computation, calendar=facts.calendar).due if grace.amount else computation.due


def _sentence(rule: Rule[Schedule], computation: Computation) -> str:
    """Reviewed at least every 12 months, 42 CFR 441.301(c)(3), read in the source."""
    sentence = f"{rule.value.says.rstrip('.')}, {rule.foundation}."
    if computation.due is None:
        sentence += f" The date is not known yet: it waits for {listed(list(computation.waiting_for))}"
        if computation.not_before is not None:
            sentence += f", and cannot fall before {in_words(computation.not_before)}"
        sentence += "."
    return sentence
