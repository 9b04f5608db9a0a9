"""Opens the file and the records for `verify plan.docx`."""

import json
from pathlib import Path

import click
from sqlalchemy import make_url

from documents.proving import MOST_BYTES
from engine.database import Database, open_database
from engine.refusals import Refusal
from engine.schema import require_tables
from engine.settings import Settings, settings
from web.proving import check_paper


def answer_about(paper: Path, *, alone: bool, as_json: bool) -> int:
    """Print the answer. Exit code: 0 intact, 1 changed, saved again, or no plan of ours."""
    chosen = settings()
    if paper.stat().st_size > MOST_BYTES:
        raise Refusal(f"{paper} is larger than {MOST_BYTES // 1024 // 1024} MB, so it is no plan that was made here.")
    database = None if alone else _records(chosen)
    try:
        found = check_paper(paper.read_bytes(), database, chosen)
    finally:
        if database is not None:
            database.close()
    click.echo(json.dumps(found.as_json()) if as_json else "\n".join(found.lines()))
    return 0 if found.good else 1


def _records(chosen: Settings) -> Database | None:
    """The database, or None where there is no file of it: looking at a paper makes none."""
    url = make_url(chosen.url)
    if url.get_backend_name() == "sqlite" and not Path(url.database or "").is_file():
        return None
    database = open_database(chosen.url)
    try:
        require_tables(database)
    except BaseException:
        database.close()
        raise
    return database
