"""Writes a backup while the program runs: first under another name, and under its own only when it is whole."""

import os
import shutil
import sqlite3
import threading
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import datetime
from pathlib import Path
from typing import Any

from sqlalchemy import create_engine

from engine.backups import postgres
from engine.backups.manifest import FORMAT, Manifest, Progress, contents, sha256_of
from engine.database import Database
from engine.refusals import Refusal

_FILES = {"sqlite": "ownwords.db", "postgresql": "ownwords.dump"}


def back_up(database: Database, folder: Path, *, program: str, at: datetime, progress: Progress) -> Manifest:
    """Copy all records as they stood at one moment. `folder` is new; `program` is the version that writes it."""
    kind = database.reader.dialect.name
    with _whole_or_not_at_all(folder) as unfinished:
        copy = unfinished / _FILES[kind]
        if kind == "sqlite":
            found = _copy_sqlite(database, copy, progress)
        else:
            found = postgres.dump(database, copy, progress)
        manifest = Manifest(
            format=FORMAT,
            made=at.isoformat(timespec="seconds"),
            program=program,
            database=kind,
            file=copy.name,
            bytes=copy.stat().st_size,
            sha256=sha256_of(copy, progress=progress),
            **found,
        )
        manifest.write(unfinished)
    return manifest


@contextmanager
def _whole_or_not_at_all(folder: Path) -> Iterator[Path]:
    if folder.exists():
        raise Refusal(f"{folder} is already there, and a backup is never written over another. Name a new folder.")
    folder.parent.mkdir(parents=True, exist_ok=True)
    unfinished = folder.with_name(f".{folder.name}-unfinished-{os.getpid()}")
    unfinished.mkdir(mode=0o700)
    try:
        yield unfinished
        for path in (*unfinished.iterdir(), unfinished):
            to_disk(path)
        unfinished.rename(folder)
        to_disk(folder.parent)
    finally:
        shutil.rmtree(unfinished, ignore_errors=True)


def to_disk(path: Path) -> None:
    """Wait until a file or folder would survive the power going."""
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _copy_sqlite(database: Database, copy: Path, progress: Progress) -> dict[str, Any]:
    source = database.reader.url.database or ""
    if not Path(source).is_file():
        raise Refusal(f"There is nothing to back up: {source} does not exist. ./ownwords migrate makes it.")
    # VACUUM INTO reads one moment of a database that others go on writing to, and leaves no log beside the copy.
    with closing(sqlite3.connect(source, timeout=30)) as connection, _watched(copy, Path(source), progress):
        connection.execute("VACUUM INTO ?", (str(copy),))
    with closing(sqlite3.connect(copy)) as connection:
        said = connection.execute("PRAGMA integrity_check(1)").fetchone()[0]
    if said != "ok":
        raise Refusal(f"The database is damaged ({said}), so no backup was made of it. Restore the newest good backup.")
    engine = create_engine(f"sqlite:///{copy}")
    try:
        with engine.connect() as connection_to_copy:
            return contents(connection_to_copy)
    finally:
        engine.dispose()


@contextmanager
def _watched(copy: Path, source: Path, progress: Progress) -> Iterator[None]:
    """Copying is one statement, so its progress is read from the size of what it writes."""
    done = threading.Event()

    def watch() -> None:
        while not done.wait(0.2):
            if copy.exists():
                progress(copy.stat().st_size, source.stat().st_size)

    watcher = threading.Thread(target=watch, daemon=True)
    watcher.start()
    try:
        yield
    finally:
        done.set()
        watcher.join()
