"""ownwords sweep."""

import json
from dataclasses import asdict
from datetime import date, datetime

import click

EPILOG = """\b
Examples:
  ./ownwords sweep
  ./ownwords sweep --on 2027-03-01
  ./ownwords sweep --on 2027-03-01 --json"""


@click.command(epilog=EPILOG)
@click.option(
    "--on", "day", type=click.DateTime(["%Y-%m-%d"]), metavar="DATE", help="The day to look at, as 2027-03-01."
)
@click.option("--apply", "apply", is_flag=True, help="Do it on a later day as well; in a demo database alone.")
@click.option("--json", "as_json", is_flag=True, help="Print what came of it as one JSON object.")
def command(day: datetime | None, *, apply: bool, as_json: bool) -> int:
    """Deal with every deadline that has something due.

    Reminders are raised, reviews open on their day, and signed plans take effect. serve does this by itself
    twice a minute; doing it again changes nothing. Another day than today is only shown, not done.
    """
    from engine.clock import now, today
    from engine.database import open_database
    from engine.schema import require_current
    from engine.settings import settings
    from web.clockwork import look_ahead, sweep_now, sweep_on

    on = day.date() if day else None
    database = open_database(settings().url)
    try:
        require_current(database)
        if on is None or on == today(settings().time_zone):
            return _tell_swept(sweep_now(database, at=now()), on, as_json=as_json)
        if apply:
            return _tell_swept(sweep_on(database, settings(), on=on, at=now()), on, as_json=as_json)
        coming = look_ahead(database, on=on)
    finally:
        database.close()
    if as_json:
        click.echo(json.dumps({"on": str(on), "applied": False, "due": [asdict(each) for each in coming]}, default=str))
        return 0
    for each in coming:
        click.echo(f"{each.due_on}  {each.occasion:<4}  plan {each.plan}\n    {each.sentence} ({each.citation})")
    click.echo(f"{len(coming)} due by the end of {on}. Nothing was done.")
    return 0


def _tell_swept(swept: object, on: date | None, *, as_json: bool) -> int:
    from engine.sweeping import Swept

    assert isinstance(swept, Swept)
    done = {"on": str(on) if on else None, "applied": True} | asdict(swept)
    click.echo(json.dumps(done) if as_json else f"{swept.sentence}.")
    return 1 if swept.failed else 0
