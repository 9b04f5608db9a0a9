"""Work the agency gives itself a day for, in working days counted from when something was asked or seen."""

from datetime import date, datetime

from engine.dates import end_of_day, in_words, working_days, zone
from engine.deadlines import Arming
from engine.plans import Plan
from engine.settings import settings
from workflows.agency_days import agency_holidays
from workflows.moving import local_day

NO_RULE = "The agency’s own days for it; no rule sets them"
"""What stands where a date of a rule has its citation."""


def agency_arming(
    plan: Plan,
    kind: str,
    *,
    rule: str,
    anchor: str,
    began: str,
    sentence: str,
    days: int,
    repeat_days: int,
    at: datetime,
    reminders: tuple[int, ...] = (),
) -> Arming:
    """The day by which it is done. `began` says what the days are counted from, such as “Asked”."""
    day, (due, steps) = local_day(at), _counted(days, at)
    return Arming(
        kind=kind,
        profile=plan.profile,
        rule=rule,
        rule_version="agency",
        anchor=anchor,
        anchor_on=day,
        due_on=due,
        due_at=end_of_day(due, in_zone=zone(settings().time_zone)),
        zone=settings().time_zone,
        sentence=sentence,
        citation=NO_RULE,
        steps=(f"{began} on {in_words(day)}.", *steps),
        reminders=reminders,
        repeat_days=repeat_days,
    )


def done_by(days: int, at: datetime) -> date:
    """The day by which something is done that begins now and takes so many working days."""
    return _counted(days, at)[0]


def _counted(days: int, at: datetime) -> tuple[date, tuple[str, ...]]:
    found = working_days(local_day(at), days, calendar=agency_holidays())
    assert found.due is not None
    return found.due, found.steps
