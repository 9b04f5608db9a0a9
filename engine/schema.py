"""Brings a database to the tables this program knows, and refuses to run on one that is not what it should be."""

from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import text

from engine import unchanging
from engine.database import Database
from engine.refusals import Refusal

_MIGRATIONS = Path(__file__).parent / "migrations"


def migrate(database: Database) -> list[str]:
    """Apply what is pending, in one transaction, and return the names of what was applied."""
    waiting = pending(database)
    if waiting:
        with database.lock, database.writer.begin() as connection:
            if not database.is_sqlite:  # Two nodes may start at once; the second finds the work done.
                connection.execute(text("SELECT pg_advisory_xact_lock(728651)"))
            config = _config()
            config.attributes["connection"] = connection
            command.upgrade(config, "head")
    return waiting


def pending(database: Database) -> list[str]:
    """Migrations this database has not had, oldest first. Refuses a database that is newer than the program."""
    scripts = ScriptDirectory.from_config(_config())
    at = current(database)
    known = [script.revision for script in scripts.walk_revisions()]
    if at is not None and at not in known:
        raise Refusal(
            f"This database was made by a newer Ownwords (its tables are at {at}). Nothing was changed. "
            "Run the newer program, or restore a backup made before the upgrade."
        )
    waiting = known if at is None else known[: known.index(at)]
    return list(reversed(waiting))


def current(database: Database) -> str | None:
    """The newest migration this database has had, or None when it has no tables yet."""
    with database.reader.connect() as connection:
        return MigrationContext.configure(connection).get_current_revision()


def require_current(database: Database) -> None:
    """Refuses a database with pending migrations or without its guards; the sentence says what to do."""
    require_tables(database)
    with database.reader.connect() as connection:
        gone = unchanging.missing(connection)
    if gone:
        raise Refusal(
            f"The database does not protect its history: {', '.join(gone[:3])} and {max(0, len(gone) - 3)} more guards are "
            "missing. Run ./ownwords verify to see whether anything was changed, then ./ownwords migrate --repair-guards."
        )


def require_tables(database: Database) -> None:
    """Refuses a database with pending migrations, and lets one without its guards be looked at."""
    if waiting := pending(database):
        raise Refusal(
            f"The database is not ready: {len(waiting)} migration(s) are pending. Run ./ownwords migrate, then try again."
        )


def repair_guards(database: Database) -> None:
    """Install the guards again."""
    with database.lock, database.writer.begin() as connection:
        unchanging.install(connection)


def _config() -> Config:
    config = Config()
    config.set_main_option("script_location", str(_MIGRATIONS))
    config.set_main_option("path_separator", "os")
    return config


def known(revision: str | None) -> bool:
    """True when this program has the migration that made such tables; None stands for an empty database."""
    return revision is None or revision in {
        script.revision for script in ScriptDirectory.from_config(_config()).walk_revisions()
    }
