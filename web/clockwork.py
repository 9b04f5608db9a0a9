"""What the terminal asks of the clock: sweep now, look at another day, and play a later day in a demo."""

from datetime import date, datetime

from engine.clock import day_of
from engine.database import Database, reading
from engine.dates import end_of_day, zone
from engine.refusals import Refusal
from engine.settings import Settings
from engine.sweeping import Swept
from web.demo_mark import is_demo
from web.progress import Waiting
from workflows.monitoring import Coming, preview, sweep_due


def sweep_now(database: Database, *, at: datetime) -> Swept:
    """Deal with everything due at this moment."""
    with Waiting("Dealing with what is due"):
        return sweep_due(database, at=at)


def look_ahead(database: Database, *, on: date) -> list[Coming]:
    """What a sweep at the end of a day would deal with. Writes nothing."""
    with Waiting("Looking at what will be due"):
        return preview(database, on=on)


def sweep_on(database: Database, settings: Settings, *, on: date, at: datetime) -> Swept:
    """Let a later day come, where nobody's real plan can be moved by it."""
    with reading(database) as session:
        demo = is_demo(session)
    if not demo:
        raise Refusal(
            f"The sweep of {on} was not done: that is not today, and this database holds people's real plans. "
            "Leave out --apply to see what would be due then."
        )
    if on < day_of(at, settings.time_zone):
        raise Refusal(
            f"The sweep of {on} was not done: that day is past. What was due then is due now: leave out --on."
        )
    return sweep_now(database, at=end_of_day(on, in_zone=zone(settings.time_zone)))
