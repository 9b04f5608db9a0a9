"""ownwords restore."""

import json
from pathlib import Path

import click

EPILOG = """\b
Examples:
  ./ownwords restore var/backups/ownwords-20270301T120000Z
  ./ownwords restore /mnt/safe/monday --replace"""


@click.command(epilog=EPILOG)
@click.argument("folder", type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.option("--replace", is_flag=True, help="Take the place of the records that are there; they are kept aside.")
@click.option("--json", "as_json", is_flag=True, help="Print what was done as one JSON object.")
def command(folder: Path, *, replace: bool, as_json: bool) -> None:
    """Put the records of the backup in FOLDER in place.

    A backup that is cut, damaged or newer than this program is refused, and nothing is changed. Stop every
    serve and worker first: a database in use is not replaced.
    """
    from engine.backups import restore
    from engine.clock import now
    from engine.database import open_database
    from engine.settings import settings
    from web import __version__
    from web.progress import Progress

    at = now()
    aside = settings().data_folder / "backups" / f"replaced-{at:%Y%m%dT%H%M%SZ}"
    database = open_database(settings().url)
    try:
        with Progress("Putting the records back") as progress:
            manifest, kept = restore(
                database, folder.absolute(), replace=replace, aside=aside, program=__version__, at=at, progress=progress
            )
    finally:
        database.close()
    if as_json:
        done = {"made": manifest.made, "rows": sum(manifest.rows.values()), "aside": str(kept) if kept else None}
        click.echo(json.dumps(done))
        return
    click.echo(f"The records are as they were on {manifest.made}: {sum(manifest.rows.values()):,} rows.")
    if kept:
        click.echo(f"The records before are kept in {kept}.")
    click.echo("Next: ./ownwords doctor")
