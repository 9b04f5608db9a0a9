"""PostgreSQL's own programs do the copying; we hold them to one moment and check what they made."""

import os
import shutil
import subprocess
from pathlib import Path
from typing import Any

from sqlalchemy import text

from engine.backups.manifest import Progress, contents
from engine.database import Database
from engine.refusals import Refusal


def dump(database: Database, copy: Path, progress: Progress) -> dict[str, Any]:
    """Write one dump and describe the same moment."""
    pg_dump = _program("pg_dump")
    with database.reader.connect().execution_options(isolation_level="REPEATABLE READ") as connection:
        moment = connection.execute(text("SELECT pg_export_snapshot()")).scalar_one()
        found = contents(connection)
        progress(0, 1)
        _run([pg_dump, "--format=custom", "--no-owner", f"--snapshot={moment}", f"--file={copy}"], database)
    return found


def load(database: Database, copy: Path) -> None:
    """Put a dump in place of what is there, in one transaction: all of it or nothing."""
    command = [_program("pg_restore"), "--clean", "--if-exists", "--no-owner", "--single-transaction", str(copy)]
    _run(command, database)


def others_connected(database: Database) -> int:
    """How many sessions besides ours use this database."""
    database.reader.dispose()
    with database.reader.connect() as connection:
        query = "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()"
        return int(connection.execute(text(query)).scalar_one())


def _program(name: str) -> str:
    newest_first = sorted(Path("/usr/lib/postgresql").glob(f"*/bin/{name}"), key=_version, reverse=True)
    found = str(newest_first[0]) if newest_first else shutil.which(name)
    if not found:
        raise Refusal(
            f"{name} is not on this machine, and a PostgreSQL database is copied with it. "
            "Install it with: sudo apt-get install postgresql-client"
        )
    return found


def _version(path: Path) -> int:
    folder = path.parent.parent.name
    return int(folder) if folder.isdigit() else 0


def _run(command: list[str], database: Database) -> None:
    url = database.writer.url
    # The password travels in the environment: an argument could be read by everybody on the machine.
    environment = {**os.environ, **({"PGPASSWORD": str(url.password)} if url.password else {})}
    address = url.set(drivername="postgresql", password=None).render_as_string(hide_password=False)
    done = subprocess.run(  # noqa: S603
        [*command, f"--dbname={address}"], env=environment, capture_output=True, text=True, check=False
    )
    if done.returncode:
        said = (done.stderr.strip().splitlines() or ["it gave no reason"])[0]
        raise Refusal(f"{Path(command[0]).name} could not do its work: {said}. Nothing was changed.")
