"""How soon something that happened is answered: each trigger starts its own clock."""

from datetime import date

from engine.dates import FEDERAL, HolidayCalendar, starting
from workflows.profiles.due import Due, calendar_of
from workflows.profiles.model import Profile


def response_due(
    profile: Profile, trigger: str, *, happened_on: date, calendar: HolidayCalendar = FEDERAL
) -> Due | None:
    """The day by which this trigger is answered; of combined profiles, the earliest. None where no rule gives one."""
    if profile.parts:
        found = [response_due(part, trigger, happened_on=happened_on, calendar=calendar) for part in profile.parts]
        known = [due for due in found if due is not None]
        return min(known, key=lambda due: due.due or date.max, default=None)
    for rule in profile.respond_within:
        if rule.value.key == trigger:
            start = starting("the day it happened", happened_on)
            computation = rule.value.within.after(start, calendar=calendar_of(profile, calendar))
            return Due(
                profile=profile.id,
                rule=f"respond_within.{trigger}",
                rule_version=rule.version,
                anchor=trigger,
                anchor_on=happened_on,
                computation=computation,
                sentence=f"{rule.value.says.rstrip('.')}, {rule.foundation}.",
                citation=rule.citation,
                tag=rule.tag,
                reminders=profile.reminders.value.before,
                repeat_days=profile.reminders.value.repeat_days,
                opens=None,
                filing=computation,
            )
    return None
