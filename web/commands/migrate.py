"""ownwords migrate."""

import json

import click

EPILOG = """\b
Examples:
  ./ownwords migrate
  ./ownwords migrate --repair-guards"""


@click.command(epilog=EPILOG)
@click.option("--repair-guards", is_flag=True, help="Install missing guards of the history again. Run verify first.")
@click.option("--json", "as_json", is_flag=True, help="Print what was applied as one JSON object.")
def command(*, repair_guards: bool, as_json: bool) -> None:
    """Bring the database to the tables this program knows.

    It happens in one transaction: all of it or nothing. A SQLite database that holds records is copied to
    var/backups first. serve does the same when it starts.
    """
    from engine.database import open_database
    from engine.schema import repair_guards as repair
    from engine.settings import settings
    from web.starting import bring_up_to_date

    database = open_database(settings().url)
    try:
        done = bring_up_to_date(database, settings())
        if repair_guards:
            repair(database)
    finally:
        database.close()
    copy = str(done.copy) if done.copy else None
    if as_json:
        click.echo(json.dumps({"applied": done.applied, "copy": copy, "guards_repaired": repair_guards}))
        return
    for name in done.applied:
        click.echo(f"Applied {name}.")
    click.echo("The database is current." if not copy else f"The database is current. It was copied first: {copy}")
    if repair_guards:
        click.echo("The guards of the history are in place.")
