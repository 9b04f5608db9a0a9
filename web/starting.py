"""What has to be true before a door opens: a database with current tables and its guards."""

from dataclasses import dataclass
from pathlib import Path

from engine.backups import back_up
from engine.clock import now
from engine.database import Database
from engine.schema import current, migrate, pending
from engine.settings import Settings
from web import __version__
from web.progress import Progress


@dataclass(frozen=True)
class Brought:
    """The migrations that were applied, and the copy made before them, if there was anything to copy."""

    applied: list[str]
    copy: Path | None = None


def bring_up_to_date(database: Database, settings: Settings) -> Brought:
    """Apply what is pending; records in SQLite are copied first, because one file is easily brought back."""
    if not pending(database):
        return Brought([])
    copy = _copy(database, settings) if database.is_sqlite and current(database) else None
    return Brought(migrate(database), copy)


def _copy(database: Database, settings: Settings) -> Path:
    at = now()
    folder = settings.data_folder.absolute() / "backups" / f"before-migration-{at:%Y%m%dT%H%M%SZ}"
    with Progress("Copying the records before their tables change") as progress:
        back_up(database, folder, program=__version__, at=at, progress=progress)
    return folder
