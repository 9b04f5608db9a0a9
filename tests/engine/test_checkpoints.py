"""What a chain cannot show by itself, the signed list outside the database does."""

import json
import stat
from collections.abc import Iterator
from pathlib import Path

import pytest

from engine.checkpoints import compare, write_checkpoint
from engine.database import Database, writing
from engine.refusals import Refusal
from engine.verification import verify
from tests.engine import toy
from tests.engine.test_verification import relink, tamper


@pytest.fixture
def database(database_url: str) -> Iterator[Database]:
    with toy.opened(database_url) as database:
        toy.registered()
        yield database


@pytest.fixture
def plans(database: Database) -> list[toy.Plan]:
    made = [toy.begun(database) for _ in range(3)]
    for plan in made:
        for verb in ("send", "note"):
            with writing(database) as session:
                toy.moved(session, plan, verb, toy.command())
    return made


@pytest.fixture
def files(tmp_path: Path, database: Database, plans: list[toy.Plan]) -> tuple[Path, Path]:
    file, key = tmp_path / "away" / "checkpoint", tmp_path / "keys" / "key"
    written = write_checkpoint(database, file, key_file=key, at=toy.AT)
    assert (written.chains, written.events) == (3, 9)
    return file, key


def test_a_history_that_only_went_on_agrees(
    database: Database, plans: list[toy.Plan], files: tuple[Path, Path]
) -> None:
    toy.begun(database)
    with writing(database) as session:
        toy.moved(session, plans[0], "note", toy.command())
    comparison = compare(database, files[0], key_file=files[1])
    assert comparison.ok, comparison.sentence
    assert comparison.chains == 3
    assert comparison.as_json()["findings"] == []


def test_the_key_is_for_its_owner_alone_and_is_used_again(database: Database, files: tuple[Path, Path]) -> None:
    file, key = files
    assert stat.S_IMODE(key.stat().st_mode) == 0o600
    before = key.read_text()
    write_checkpoint(database, file, key_file=key, at=toy.AT)
    assert key.read_text() == before


def test_a_cut_tail_that_verify_cannot_see_is_named(
    database: Database, plans: list[toy.Plan], files: tuple[Path, Path]
) -> None:
    stream = plans[1].stream
    tamper(
        database,
        f"DELETE FROM event WHERE stream = '{stream}' AND seq = 3",
        f"UPDATE stream SET seq = 2, head = (SELECT hash FROM event WHERE stream = '{stream}' AND seq = 2) "
        f"WHERE key = '{stream}'",
    )
    assert verify(database).ok
    comparison = compare(database, files[0], key_file=files[1])
    assert [(found.what, found.stream) for found in comparison.findings] == [("cut", stream)]
    assert f"{stream} had 3 events and has only 2 now." in comparison.sentence


def test_a_rewritten_chain_that_verify_cannot_see_is_named(
    database: Database, plans: list[toy.Plan], files: tuple[Path, Path]
) -> None:
    relink(database, plans[2].stream, {3: {"note": "another story"}})
    assert verify(database).ok
    comparison = compare(database, files[0], key_file=files[1])
    assert [(found.what, found.stream) for found in comparison.findings] == [("rewritten", plans[2].stream)]


def test_a_whole_chain_taken_away_is_named(database: Database, plans: list[toy.Plan], files: tuple[Path, Path]) -> None:
    stream = plans[0].stream
    tamper(database, f"DELETE FROM event WHERE stream = '{stream}'", f"DELETE FROM stream WHERE key = '{stream}'")
    assert verify(database).ok
    assert [found.what for found in compare(database, files[0], key_file=files[1]).findings] == ["gone"]


def test_a_restored_older_file_shows_even_after_work_went_on(tmp_path: Path) -> None:
    with toy.opened(f"sqlite:///{tmp_path / 'now.db'}") as database:
        plan = toy.begun(database)
        with database.lock, database.writer.connect() as connection:
            driver = connection.connection.dbapi_connection
            driver.execute(f"VACUUM INTO '{tmp_path / 'old.db'}'")  # type: ignore[union-attr]
        with writing(database) as session:
            toy.moved(session, plan, "send", toy.command())
        write_checkpoint(database, tmp_path / "c", key_file=tmp_path / "k", at=toy.AT)
    with toy.opened(f"sqlite:///{tmp_path / 'old.db'}") as database:
        assert [one.what for one in compare(database, tmp_path / "c", key_file=tmp_path / "k").findings] == ["cut"]
        with writing(database) as session:
            toy.moved(session, plan, "note", toy.command())
        assert [one.what for one in compare(database, tmp_path / "c", key_file=tmp_path / "k").findings] == [
            "rewritten"
        ]


def test_a_changed_cut_or_foreign_list_is_not_trusted(
    database: Database, files: tuple[Path, Path], tmp_path: Path
) -> None:
    file, key = files
    whole = file.read_bytes()
    lines = whole.splitlines(keepends=True)
    stream, seq, head = json.loads(lines[1])
    forged = json.dumps([stream, seq - 1, head], separators=(",", ":")).encode() + b"\n"
    for other in (b"", whole[:-1] + b"0", b"".join(lines[:-2] + lines[-1:]), b"".join([lines[0], forged, *lines[2:]])):
        file.write_bytes(other)
        with pytest.raises(Refusal, match="cannot be trusted"):
            compare(database, file, key_file=key)
    file.write_bytes(whole)
    other_key = tmp_path / "other"
    write_checkpoint(database, tmp_path / "elsewhere", key_file=other_key, at=toy.AT)
    with pytest.raises(Refusal, match="another key"):
        compare(database, file, key_file=other_key)


def test_missing_files_are_told_apart(database: Database, files: tuple[Path, Path], tmp_path: Path) -> None:
    with pytest.raises(Refusal, match="no checkpoint to read"):
        compare(database, tmp_path / "none", key_file=files[1])
    with pytest.raises(Refusal, match=r"key file .* is not here"):
        compare(database, files[0], key_file=tmp_path / "none")
    (tmp_path / "short").write_text("abc")
    with pytest.raises(Refusal, match="does not hold a key"):
        compare(database, files[0], key_file=tmp_path / "short")
