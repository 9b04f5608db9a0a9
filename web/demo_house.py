"""Which database is a demo, and how one becomes it: only a database in which nobody is yet."""

from datetime import date, datetime, timedelta

import click
from sqlmodel import select

from engine.accounts import Account
from engine.clock import day_of, now
from engine.database import Database, reading, writing
from engine.refusals import Refusal
from engine.settings import Settings
from web.demo_mark import is_demo, mark_as_demo
from web.progress import Progress
from web.serving import serve
from workflows.demo import CAST, PASSWORD, load

LATER = 14
"""Days ahead that the example of a later day shows: a review of the story comes due within them."""


def serve_demo(chosen: Settings) -> None:
    """Serve it, with the story told and the cast introduced."""

    def prepare(database: Database) -> None:
        if tell_the_story(database, chosen, at=now()):
            click.echo("The demo’s story is told. Everybody in it is invented.")

    def greet() -> None:
        introduce_the_cast()
        show_the_calendar(chosen, on=day_of(now(), chosen.time_zone))

    serve(chosen, prepare=prepare, greet=greet)


def introduce_the_cast() -> None:
    """How to sign in as each of them."""
    click.echo(f"\nSign in as one of these; the password of each is: {PASSWORD}\n")
    for member in CAST:
        click.echo(f"  {member.sign_in:<8} {member.name}, {member.about}")


def show_the_calendar(settings: Settings, *, on: date) -> None:
    """How to let a later day come. The address is shown where it holds no password: for a file."""
    where = settings.url if settings.url.startswith("sqlite") else "..."
    click.echo("\nTo let a later day come, in a second terminal:\n")
    click.echo(f"  DATABASE_URL={where} ./ownwords sweep --on {on + timedelta(days=LATER)} --apply")


def tell_the_story(database: Database, settings: Settings, *, at: datetime) -> bool:
    """Load the demo where it is not loaded yet; True when it was now. Refuses a database with other people in it."""
    with reading(database) as session:
        somebody = session.exec(select(Account)).first() is not None
        marked = is_demo(session)
    if somebody and marked:
        return False
    if somebody:
        raise Refusal(
            "The demo was not started: there are people in this database already, and they are not the demo's. "
            "Leave DATABASE_URL out, or name an empty database."
        )
    today = day_of(at, settings.time_zone)
    if not marked:
        # First the mark, then the story: stopped between the two, the next start tells the story.
        with writing(database) as session:
            mark_as_demo(session, today=today, at=at)
    with Progress("Telling the demo’s story") as progress:
        load(database, today=today, progress=progress)
    return True
