"""The way into an empty house: a one-time address for the first administrator, printed where the program was started."""

import click

from engine.clock import now
from engine.database import Database, reading, writing
from engine.settings import Settings
from workflows.accounts import first_administrator_link, has_administrator


def welcome(database: Database, chosen: Settings) -> None:
    """Print the address while there is no administrator. Each start makes a new one, and the old one ends."""
    with reading(database) as session:
        if has_administrator(session):
            return
    with writing(database) as session:
        token = first_administrator_link(session, at=now())
    if token is not None:
        click.echo("Nobody can sign in yet. Make the first administrator’s account at this address, within 72 hours:")
        click.echo(f"  {chosen.address}/set-up/{token}")
