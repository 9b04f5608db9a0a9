"""A profile, typed: every value with the rule it comes from, its dates, its source and how well it is founded."""

from dataclasses import dataclass
from datetime import date
from typing import Generic, TypeVar

from engine.dates import FEDERAL, Anchor, Computation, HolidayCalendar, calendar_days, counted, months, working_days
from workflows.profiles.words import (
    AnchorName,
    Capacity,
    CopyOf,
    CopyTo,
    Element,
    Method,
    Modifiable,
    OnLapse,
    OnObjection,
    OnRefusal,
    OnSilence,
    PlanRequired,
    RetentionAnchor,
    Satisfies,
    ScheduleKind,
    StartRule,
    Tag,
    Unit,
    When,
)

ATTEMPTS = 3
"""Where a profile says nothing: Medicaid’s own answers ask for three before somebody counts as out of reach."""

COUNTS_AS = {
    Method.TYPED_NAME: Method.ELECTRONIC,
    Method.DRAWN: Method.ELECTRONIC,
    Method.CHOSEN_MARK: Method.ELECTRONIC,
    Method.VOICE: Method.ELECTRONIC,
    Method.WET_UPLOADED: Method.WET_ON_FILE,
}
"""“Sound, symbol or process”: the federal ESIGN act’s electronic signature. A scan of a paper is that paper."""

T_co = TypeVar("T_co", covariant=True)


@dataclass(frozen=True)
class Source:
    """Where a rule stands, or what was read about it."""

    key: str
    title: str
    address: str = ""


@dataclass(frozen=True)
class Rule(Generic[T_co]):
    """One value in effect from one day to another. `version` changes whenever what the rule says changes."""

    name: str
    value: T_co
    tag: Tag
    source: Source | None
    cite: str
    note: str
    effective_from: date
    effective_until: date | None
    version: str

    def in_effect(self, on: date) -> bool:
        return self.effective_from <= on and (self.effective_until is None or on <= self.effective_until)

    @property
    def citation(self) -> str:
        """42 CFR 441.301(c)(3): the place within the source, else the source; empty for a choice of the profile."""
        return self.cite or (self.source.title if self.source else "")

    @property
    def foundation(self) -> str:
        """The citation with how well it is founded. Print this, never the citation alone."""
        return ", ".join(part for part in (self.citation, self.tag.words) if part)


@dataclass(frozen=True)
class Period:
    amount: int
    unit: Unit

    def after(self, anchor: Anchor, *, calendar: HolidayCalendar = FEDERAL) -> Computation:
        return self._moved(anchor, self.amount, calendar)

    def before(self, anchor: Anchor, *, calendar: HolidayCalendar = FEDERAL) -> Computation:
        return self._moved(anchor, -self.amount, calendar)

    @property
    def words(self) -> str:
        """10 working days."""
        return counted(self.amount, self.unit.value.removesuffix("s").replace("_", " "))

    def _moved(self, anchor: Anchor, amount: int, calendar: HolidayCalendar) -> Computation:
        if self.unit is Unit.WORKING_DAYS:
            return working_days(anchor, amount, calendar=calendar)
        if self.unit is Unit.CALENDAR_DAYS:
            return calendar_days(anchor, amount)
        return months(anchor, amount * (12 if self.unit is Unit.YEARS else 1))


@dataclass(frozen=True)
class Signer:
    """Who signs. `fallback` signs in their own name where the first cannot; never in the person's.

    `order` is their turn: everybody of an earlier turn has answered before theirs opens; equal turns sign side by side.
    """

    capacity: Capacity
    when: When
    fallback: Capacity | None = None
    order: int = 1


@dataclass(frozen=True)
class Silence:
    """What no answer leads to. `wait` is how long, where the action has a time; None where it blocks."""

    action: OnSilence
    wait: Period | None = None


@dataclass(frozen=True)
class Objection:
    """What a guardian's no leads to. `wait` is how long after the notice, or until a yes said aloud is there in writing.

    `attempts` are the tries to reach them that are written down first, the notice among them. A no is never deemed a yes:
    being deemed approved is a path of silence.
    """

    action: OnObjection
    wait: Period | None = None
    attempts: int = 1


@dataclass(frozen=True)
class Reminders:
    """`before` are days before the due day, largest first; `repeat_days` nags once it is late, 0 never."""

    before: tuple[int, ...]
    repeat_days: int


@dataclass(frozen=True)
class Retention:
    keep: Period
    anchor: RetentionAnchor


@dataclass(frozen=True)
class Copy:
    """Whom a copy is for, and how much of the plan is in it."""

    to: CopyTo
    what: CopyOf


@dataclass(frozen=True)
class Restrictions:
    """Which conditions a limit on rights may touch, and how long it may stand before it is looked at again.

    `modifiable` is None where no rule gives a list, `review_within` where none gives a number: each limit then carries
    its own day. `committee` is true
    where a committee has to approve beside the person's consent.
    """

    modifiable: tuple[Modifiable, ...] | None
    review_within: Period | None = None
    committee: bool = False


@dataclass(frozen=True)
class Response:
    """How soon something that happened is answered. `key` is the trigger."""

    key: str
    says: str
    within: Period


@dataclass(frozen=True)
class Part:
    """One way of counting: an interval forward or back, the nth session, the nth day of service or the nth day."""

    kind: ScheduleKind
    amount: int
    unit: Unit = Unit.CALENDAR_DAYS


@dataclass(frozen=True)
class Schedule:
    """When something is due. `anchors` in order: the first that has happened is counted from.

    `says` opens the sentence beside the date. A window has `opens` and `closes`, calendar days before its anchor.
    `then_every` takes over, in calendar days, once there was a last review. `grace` is this schedule's own time for
    the paperwork, in place of the profile's. `only_for` says for whom it holds, where it is not for everybody.
    """

    key: str
    says: str
    kind: ScheduleKind
    anchors: tuple[AnchorName, ...]
    parts: tuple[Part, ...] = ()
    opens: int | None = None
    closes: int | None = None
    then_every: int | None = None
    grace: Period | None = None
    only_for: str | None = None


@dataclass(frozen=True)
class Profile:
    """The rules in effect on one day. `version` names exactly these values; store it with what was decided by them.

    One that combines several has them in `parts`: each keeps its own dates. `conflicts` tells, a sentence each, where
    their rules differ in kind and which of them is followed.
    """

    id: str
    name: str
    summary: str
    plan_types: tuple[str, ...]
    version: str
    meeting_notice_days: Rule[Period]
    second_review_required: Rule[bool]
    required_sections: Rule[tuple[str, ...]]
    required_signers: Rule[tuple[Signer, ...]]
    signature_methods_allowed: Rule[tuple[Method, ...]]
    service_start_rule: Rule[StartRule]
    on_silence: Rule[Silence]
    on_refusal: Rule[OnRefusal]
    on_guardian_objection: Rule[Objection]
    on_lapse: Rule[OnLapse]
    witnessed_expression_satisfies: Rule[tuple[Satisfies, ...]]
    documentation_grace_days: Rule[Period]
    early_review_allowed_days: Rule[int | None]
    reminders: Rule[Reminders]
    immaterial_fields: Rule[tuple[str, ...]]
    retention: Rule[Retention]
    review_schedule: tuple[Rule[Schedule], ...]
    initial_plan_due: Rule[Schedule] | None = None
    draft_due: Rule[Schedule] | None = None
    final_due: Rule[Schedule] | None = None
    distribution_due: Rule[Schedule] | None = None
    change_triggers: Rule[tuple[str, ...]] | None = None
    reading_time_days: Rule[Period] | None = None
    attempts_before_unreachable: Rule[int] | None = None
    waived_signers: Rule[tuple[Capacity, ...]] | None = None
    plan_required: Rule[PlanRequired] | None = None
    required_elements: Rule[tuple[Element, ...]] | None = None
    holiday_calendar: Rule[str] | None = None
    distribution_rule: Rule[tuple[Copy, ...]] | None = None
    restriction_rules: Rule[Restrictions] | None = None
    other_dates: tuple[Rule[Schedule], ...] = ()
    respond_within: tuple[Rule[Response], ...] = ()
    group: str = ""
    parts: tuple["Profile", ...] = ()
    conflicts: tuple[str, ...] = ()

    @property
    def attempts_needed(self) -> int:
        """How many tries to reach somebody are written down before they count as out of reach."""
        return self.attempts_before_unreachable.value if self.attempts_before_unreachable else ATTEMPTS

    def method_fills(self, method: Method) -> bool:
        """Whether a signature given in this way fills a slot. A typed name, drawing, mark or voice is an electronic one."""
        allowed = self.signature_methods_allowed.value
        return method in allowed or (COUNTS_AS.get(method) in allowed)

    def witnessed_passes(self, what: Satisfies) -> bool:
        """May a witnessed expression open this gate or fill this signature slot? It is never the person's yes."""
        return what in self.witnessed_expression_satisfies.value
