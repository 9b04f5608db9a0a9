"""ownwords backup."""

import json
from dataclasses import asdict
from pathlib import Path

import click

EPILOG = """\b
Examples:
  ./ownwords backup
  ./ownwords backup /mnt/safe/monday --json"""


@click.command(epilog=EPILOG)
@click.argument("folder", required=False, type=click.Path(path_type=Path))
@click.option("--json", "as_json", is_flag=True, help="Print the manifest as one JSON object.")
def command(folder: Path | None, *, as_json: bool) -> None:
    """Copy all records to a new FOLDER while the program runs.

    The folder appears only when the copy is whole and checked. Beside the copy stands a manifest: size,
    SHA-256, rows in each table, and a digest over the head of every history chain. Without FOLDER it is made in
    var/backups. A backup holds personal records: keep it as you keep the database.
    """
    from engine.backups import back_up
    from engine.clock import now
    from engine.database import open_database
    from engine.settings import settings
    from web import __version__
    from web.progress import Progress

    at = now()
    target = folder or settings().data_folder / "backups" / f"ownwords-{at:%Y%m%dT%H%M%SZ}"
    database = open_database(settings().url)
    try:
        with Progress("Copying the records") as progress:
            manifest = back_up(database, target.absolute(), program=__version__, at=at, progress=progress)
    finally:
        database.close()
    if as_json:
        click.echo(json.dumps({"folder": str(target)} | asdict(manifest)))
    else:
        rows = sum(manifest.rows.values())
        click.echo(f"{target} holds {rows:,} rows of {len(manifest.rows)} tables, {manifest.bytes:,} bytes, checked.")
