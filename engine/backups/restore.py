"""Puts a backup in place: only one that proves itself, never over records unless told to, and those stay aside."""

import os
import shutil
import sqlite3
from contextlib import closing
from datetime import datetime
from pathlib import Path

from sqlalchemy import inspect

from engine.backups import postgres
from engine.backups.backup import back_up, to_disk
from engine.backups.manifest import Manifest, Progress, check_copy, read_manifest
from engine.database import Database
from engine.refusals import Refusal
from engine.schema import known


def restore(
    database: Database, folder: Path, *, replace: bool, aside: Path, program: str, at: datetime, progress: Progress
) -> tuple[Manifest, Path | None]:
    """The manifest of what is now in place, and where the records before are (in `aside` on PostgreSQL)."""
    manifest = read_manifest(folder)
    kind = database.reader.dialect.name
    if manifest.database != kind:
        raise Refusal(
            f"This backup is of {_name(manifest.database)} and DATABASE_URL names {_name(kind)}. "
            f"Point DATABASE_URL at {_name(manifest.database)}."
        )
    if not known(manifest.tables_at):
        raise Refusal(
            f"This backup was made by a newer Ownwords ({manifest.program}, tables at {manifest.tables_at}). "
            "Nothing was changed. Restore it with that program."
        )
    copy = check_copy(manifest, folder, progress=progress)
    if kind == "sqlite":
        return manifest, _restore_sqlite(database, copy, replace=replace, at=at)
    kept = _restore_postgres(database, copy, replace=replace, aside=aside, program=program, at=at, progress=progress)
    return manifest, kept


def _name(kind: str) -> str:
    return "PostgreSQL" if kind == "postgresql" else "SQLite"


def _restore_sqlite(database: Database, copy: Path, *, replace: bool, at: datetime) -> Path | None:
    target = Path(database.reader.url.database or "")
    database.close()
    occupied = target.is_file() and target.stat().st_size > 0
    if occupied and not replace:
        raise _would_overwrite(str(target))
    if occupied:
        _refuse_while_in_use(target)
    target.parent.mkdir(parents=True, exist_ok=True)
    arriving = target.with_name(f".{target.name}-arriving-{os.getpid()}")
    try:
        shutil.copyfile(copy, arriving)
        arriving.chmod(0o600)
        to_disk(arriving)
        kept = _set_aside(target, at) if occupied else None
        arriving.replace(target)
        to_disk(target.parent)
    finally:
        for path in _with_logs(arriving):
            path.unlink(missing_ok=True)
    return kept


def _refuse_while_in_use(target: Path) -> None:
    """Every open connection to a SQLite file in WAL mode holds a shared lock, so asking for all of it finds them."""
    with closing(sqlite3.connect(target, timeout=0, isolation_level=None)) as connection:
        try:
            connection.execute("PRAGMA locking_mode=EXCLUSIVE")
            connection.execute("BEGIN IMMEDIATE")
            connection.execute("ROLLBACK")
            connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        except sqlite3.OperationalError as problem:
            if "locked" in str(problem) or "busy" in str(problem):
                raise _in_use() from None
        except sqlite3.DatabaseError:
            return  # A damaged file is set aside as it is; that may be why somebody restores.


def _set_aside(target: Path, at: datetime) -> Path:
    """A second name for the old file first, so that at no moment there is none."""
    kept = target.with_name(f"{target.stem}-replaced-{at:%Y%m%dT%H%M%SZ}{target.suffix}")
    for old, new in zip(_with_logs(target), _with_logs(kept), strict=True):
        if old.exists():
            os.link(old, new)
    for log in _with_logs(target)[1:]:
        log.unlink(missing_ok=True)
    return kept


def _with_logs(path: Path) -> list[Path]:
    return [path, Path(f"{path}-wal"), Path(f"{path}-shm")]


def _restore_postgres(
    database: Database, copy: Path, *, replace: bool, aside: Path, program: str, at: datetime, progress: Progress
) -> Path | None:
    with database.reader.connect() as connection:
        occupied = bool(inspect(connection).get_table_names())
    if occupied and not replace:
        raise _would_overwrite(f"the database {database.reader.url.database}")
    if occupied and postgres.others_connected(database):
        raise _in_use()
    if occupied:
        back_up(database, aside, program=program, at=at, progress=progress)
    database.close()
    postgres.load(database, copy)
    return aside if occupied else None


def _would_overwrite(what: str) -> Refusal:
    return Refusal(
        f"There are records in {what} already. Nothing was changed. To put the backup in their place, run the same "
        "command with --replace; the records before are then kept aside."
    )


def _in_use() -> Refusal:
    return Refusal(
        "The database is in use, so it cannot be replaced now. Nothing was changed. Stop every ownwords serve and "
        "worker that uses it, then run this again."
    )
