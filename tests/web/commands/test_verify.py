"""Anybody can show whether the history was changed, with one command."""

import json
import sqlite3
from contextlib import closing
from pathlib import Path

from engine.database import Database, writing
from engine.upkeep import beat
from tests.cast import NOW
from tests.web.commands.terminal import ownwords


def test_a_history_as_it_was_written_holds(any_house: Database) -> None:
    done = ownwords("verify", "--json", DATABASE_URL=any_house.url)
    found = json.loads(done.stdout)
    assert (done.returncode, found["ok"], found["findings"]) == (0, True, [])
    assert found["events"] > 100


def test_one_changed_event_is_named(house: Database) -> None:
    file = house.url.removeprefix("sqlite:///")
    house.close()
    with closing(sqlite3.connect(file)) as connection:
        names = [name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'")]
        for name in names:
            connection.execute(f'DROP TRIGGER "{name}"')
        connection.execute("UPDATE event SET kind = 'signed' WHERE seq = 2")
        connection.commit()
    done = ownwords("verify", DATABASE_URL=house.url)
    assert done.returncode == 1
    assert "guard" in done.stdout
    assert "Traceback" not in done.stderr


def test_a_checkpoint_finds_a_history_that_was_cut(house: Database, tmp_path: Path) -> None:
    place = {"DATABASE_URL": house.url, "OWNWORDS_CHECKPOINT_KEY_FILE": str(tmp_path / "key")}
    signed = tmp_path / "monday"
    assert ownwords("verify", "--write-checkpoint", str(signed), **place).returncode == 0
    assert ownwords("verify", "--write-checkpoint", str(signed), **place).returncode == 1
    with writing(house) as session:
        beat(session, "anything", at=NOW)
    assert ownwords("verify", "--checkpoint", str(signed), **place).returncode == 0
    empty = {**place, "DATABASE_URL": f"sqlite:///{tmp_path / 'other.db'}"}
    assert ownwords("migrate", **empty).returncode == 0
    cut = ownwords("verify", "--checkpoint", str(signed), **empty)
    assert cut.returncode == 1
    assert "not the history" in cut.stdout


def test_without_a_key_nothing_is_signed(house: Database, tmp_path: Path) -> None:
    done = ownwords("verify", "--write-checkpoint", str(tmp_path / "monday"), DATABASE_URL=house.url)
    assert done.returncode == 1
    assert "OWNWORDS_CHECKPOINT_KEY_FILE" in done.stderr
