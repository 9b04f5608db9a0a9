"""The four ways to change the past, on every protected table: the database itself refuses each."""

import sqlite3
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy.exc import DBAPIError

from engine import schema, unchanging
from engine.database import Database, writing
from engine.refusals import Refusal
from engine.tables import metadata
from tests.engine import toy
from tests.engine.test_verification import Agency

SIDE_TABLES = ("companion_text", "model_text", "original_bytes", "original_text", "passage_decision", "shown_copy")
PROTECTED = [*(table for table, _ in unchanging.WHOLE), *SIDE_TABLES, "quote_text", "version", "item", "item_quote"]


@pytest.fixture
def database(database_url: str) -> Iterator[Database]:
    with toy.opened(database_url) as database:
        yield database


def filled(database: Database, table: str) -> None:
    """One row in the table, put there without its relatives: the guards look at the row alone."""
    if table in ("quote", "quote_text", "version", "item", "item_quote"):
        Agency(database)
        return
    if table == "event":
        toy.begun(database)
        return
    _without_relatives(database, table)


def _without_relatives(database: Database, table: str) -> None:
    row = {column.name: _some(column) for column in metadata.tables[table].c}
    if table.endswith("erasure"):
        row["second_by"] = "1" * 32
    names = ", ".join(f'"{name}"' for name in row)
    with database.lock, database.writer.connect() as connection:
        if database.is_sqlite:
            # The pragma does nothing inside a transaction, so this goes past SQLAlchemy, which always begins one.
            driver: Any = connection.connection.dbapi_connection
            driver.execute("PRAGMA foreign_keys=OFF")
            marks = ", ".join("?" for _ in row)
            driver.execute(f'INSERT INTO "{table}" ({names}) VALUES ({marks})', list(row.values()))
            driver.execute("PRAGMA foreign_keys=ON")
        else:
            marks = ", ".join(f"%({name})s" for name in row)
            connection.exec_driver_sql("SET LOCAL session_replication_role = replica")
            connection.exec_driver_sql(f'INSERT INTO "{table}" ({names}) VALUES ({marks})', row)
            connection.commit()


def _some(column: Any) -> Any:
    """Any value the column takes."""
    kind = str(column.type).upper()
    if "UUID" in kind or kind.startswith("CHAR(32)"):
        return "0" * 32
    if "DATETIME" in kind or "TIMESTAMP" in kind or "UTC" in type(column.type).__name__.upper():
        return "2026-03-02 00:00:00.000000"
    if "DATE" in kind:
        return "2026-03-02"
    if "INT" in kind:
        return 1
    if "BOOL" in kind:
        return True
    if "BLOB" in kind or "BYTEA" in kind or "BINARY" in kind:
        return b"x" * 32
    if "JSON" in kind:
        return "[]"
    return "x"


@pytest.mark.parametrize("table", PROTECTED)
def test_update_delete_and_replace_are_refused(database: Database, table: str) -> None:
    filled(database, table)
    columns = [column.name for column in metadata.tables[table].c]
    key = [column.name for column in metadata.tables[table].primary_key]
    same = f'UPDATE "{table}" SET "{columns[-1]}" = "{columns[-1]}"'
    _refused(database, same)
    if table != "quote_text":
        _refused(database, f'DELETE FROM "{table}"')
    names = ", ".join(f'"{name}"' for name in columns)
    if database.is_sqlite:
        _refused(database, f'INSERT OR REPLACE INTO "{table}" ({names}) SELECT {names} FROM "{table}"')
    else:
        again = f'INSERT INTO "{table}" ({names}) SELECT {names} FROM "{table}" ON CONFLICT ({", ".join(key)}) '
        _refused(database, again + f'DO UPDATE SET "{columns[-1]}" = excluded."{columns[-1]}"')
        _refused(database, f'TRUNCATE "{table}" CASCADE')


def _refused(database: Database, sql: str) -> None:
    with pytest.raises(DBAPIError, match="Ownwords keeps"), database.lock, database.writer.begin() as connection:
        connection.exec_driver_sql(sql)


def test_words_are_let_go_only_for_an_erasure(database: Database) -> None:
    agency = Agency(database)
    _refused(database, "DELETE FROM quote_text")
    agency.erase()
    with database.lock, database.writer.begin() as connection:
        assert connection.exec_driver_sql("SELECT count(*) FROM quote_text").scalar_one() == 0
    text = "INSERT INTO quote_text (quote_id, text, salt) SELECT id, 'Other words', digest FROM quote"
    _refused(database, text)


def test_an_sqlite_shell_that_replaces_by_any_unique_key_is_refused(sqlite_url: str) -> None:
    """Another program's connection has recursive triggers off: a replacing write would not fire the DELETE guard."""
    with toy.opened(sqlite_url) as database:
        Agency(database)
        with database.lock:
            connection = sqlite3.connect(Path(sqlite_url.removeprefix("sqlite:///")), isolation_level=None)
            for sql in (
                "INSERT OR REPLACE INTO event SELECT 'plan:other', 1, at, kind, actor, role, command_id, "
                "command_digest, body, prev, hash FROM event",
                "INSERT OR REPLACE INTO version SELECT * FROM version",
            ):
                with pytest.raises(sqlite3.IntegrityError, match="Ownwords keeps"):
                    connection.execute(sql)
            columns = [row[1] for row in connection.execute("PRAGMA table_info(version)")]
            values = ", ".join(
                {"id": "'" + "2" * 32 + "'", "number": "2", "frozen_at": "NULL"}.get(c, c) for c in columns
            )
            connection.execute(f"INSERT INTO version SELECT {values} FROM version")
            with pytest.raises(sqlite3.IntegrityError, match="Ownwords keeps"):
                connection.execute("UPDATE OR REPLACE version SET number = 1 WHERE number = 2")
            connection.close()


def test_a_draft_can_still_be_written(database: Database) -> None:
    agency = Agency(database)
    with writing(database) as session:
        copy = "INSERT INTO version ({0}) SELECT {1} FROM version"
        columns = [column.name for column in metadata.tables["version"].c]
        other = "'" + "2" * 32 + "'"
        values = [
            {"id": other if database.is_sqlite else f"{other}::uuid", "number": "2", "frozen_at": "NULL"}.get(c, c)
            for c in columns
        ]
        session.connection().exec_driver_sql(copy.format(", ".join(columns), ", ".join(values)))
        session.connection().exec_driver_sql("UPDATE version SET why = 'mended' WHERE number = 2")
        session.connection().exec_driver_sql("DELETE FROM version WHERE number = 2")
    assert agency.plan is not None


@pytest.mark.parametrize("harm", ["dropped", "hollow", "off"])
def test_start_up_refuses_a_database_whose_guards_do_not_guard(database: Database, harm: str) -> None:
    on = "" if database.is_sqlite else " ON event"
    with database.lock, database.writer.begin() as connection:
        if harm == "dropped" or (harm == "off" and database.is_sqlite):
            connection.exec_driver_sql(f"DROP TRIGGER keep_event_update{on}")
        elif harm == "off":
            connection.exec_driver_sql("ALTER TABLE event DISABLE TRIGGER keep_event_update")
        elif database.is_sqlite:
            connection.exec_driver_sql("DROP TRIGGER keep_event_update")
            connection.exec_driver_sql("CREATE TRIGGER keep_event_update BEFORE UPDATE ON event BEGIN SELECT 1; END")
        else:
            connection.exec_driver_sql(
                "CREATE OR REPLACE FUNCTION keep_refuse() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN NEW; END $$"
            )
    with pytest.raises(Refusal, match="does not protect its history"):
        schema.require_current(database)
    schema.repair_guards(database)
    schema.require_current(database)
