"""A backup proves itself, and restoring one never loses anything."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from engine.backups import back_up, read_manifest, restore
from engine.backups.manifest import NAME
from engine.clock import now
from engine.database import Database, open_database, reading, writing
from engine.refusals import Refusal
from engine.schema import migrate
from engine.upkeep import beat, last_beat


def silent(_done: int, _total: int) -> None:
    """Nobody watches the tests."""


@pytest.fixture
def database(database_url: str) -> Iterator[Database]:
    database = open_database(database_url)
    migrate(database)
    with writing(database) as session:
        beat(session, "before", at=now())
    yield database
    database.close()


def saved(database: Database, folder: Path) -> Path:
    back_up(database, folder, program="1.2.3", at=now(), progress=silent)
    return folder


def put_back(database: Database, folder: Path, *, replace: bool = True) -> Path | None:
    aside = folder.with_name("aside")
    return restore(database, folder, replace=replace, aside=aside, program="1.2.3", at=now(), progress=silent)[1]


def test_what_was_saved_comes_back_and_what_came_after_is_kept_aside(database: Database, tmp_path: Path) -> None:
    folder = saved(database, tmp_path / "monday")
    with writing(database) as session:
        beat(session, "after", at=now())
    kept = put_back(database, folder)
    assert kept is not None
    assert kept.exists()
    restored = open_database(database.url)
    with reading(restored) as session:
        assert last_beat(session, "before") is not None
        assert last_beat(session, "after") is None
    restored.close()


def test_the_manifest_says_what_is_inside(database: Database, tmp_path: Path) -> None:
    manifest = read_manifest(saved(database, tmp_path / "monday"))
    assert manifest.rows["heartbeat"] == 1
    assert manifest.program == "1.2.3"
    assert manifest.tables_at


def test_records_in_place_are_not_overwritten_unasked(database: Database, tmp_path: Path) -> None:
    folder = saved(database, tmp_path / "monday")
    with pytest.raises(Refusal, match="--replace"):
        put_back(database, folder, replace=False)


def test_a_backup_is_never_written_over_another(database: Database, tmp_path: Path) -> None:
    folder = saved(database, tmp_path / "monday")
    with pytest.raises(Refusal, match="already there"):
        saved(database, folder)


@pytest.mark.parametrize("harm", ["cut", "changed", "lost", "manifest", "newer", "elsewhere"])
def test_a_backup_that_does_not_prove_itself_is_refused(database: Database, tmp_path: Path, harm: str) -> None:
    folder = saved(database, tmp_path / "monday")
    manifest = json.loads((folder / NAME).read_text())
    copy = folder / manifest["file"]
    data = bytearray(copy.read_bytes())
    if harm == "cut":
        copy.write_bytes(data[:-1])
    elif harm == "changed":
        data[len(data) // 2] ^= 1
        copy.write_bytes(data)
    elif harm == "lost":
        copy.unlink()
    elif harm == "manifest":
        (folder / NAME).write_text('{"format": 1,')
    elif harm == "newer":
        (folder / NAME).write_text(json.dumps(manifest | {"tables_at": "9999"}))
    else:
        (tmp_path / "other").write_bytes(data)
        (folder / NAME).write_text(json.dumps(manifest | {"file": "../other"}))
    with writing(database) as session:
        beat(session, "after", at=now())
    with pytest.raises(Refusal):
        put_back(database, folder)
    with reading(database) as session:
        assert last_beat(session, "after") is not None


def test_a_database_in_use_is_not_replaced(database: Database, tmp_path: Path) -> None:
    folder = saved(database, tmp_path / "monday")
    visitor = open_database(database.url)
    with reading(visitor) as session:
        last_beat(session, "before")
    with pytest.raises(Refusal, match="in use"):
        put_back(database, folder)
    visitor.close()


def test_a_failed_backup_leaves_nothing_behind(tmp_path: Path) -> None:
    nowhere = open_database(f"sqlite:///{tmp_path / 'missing.db'}")
    with pytest.raises(Refusal, match="nothing to back up"):
        saved(nowhere, tmp_path / "backups" / "monday")
    assert list((tmp_path / "backups").iterdir()) == []


def test_a_damaged_database_is_set_aside_as_it_is(sqlite_url: str, tmp_path: Path) -> None:
    database = open_database(sqlite_url)
    migrate(database)
    folder = saved(database, tmp_path / "monday")
    database.close()
    path = Path(str(database.reader.url.database))
    path.write_bytes(b"not a database at all" * 500)
    kept = put_back(database, folder)
    assert kept is not None
    assert kept.read_bytes().startswith(b"not a database")
    restored = open_database(sqlite_url)
    with reading(restored) as session:
        assert last_beat(session, "before") is None
    restored.close()
