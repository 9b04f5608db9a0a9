"""Bringing a database up to date: what was in it is copied first, and two who start at once do not collide."""

import json
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from engine.backups import read_manifest
from engine.database import open_database
from engine.settings import Settings
from tests.web.commands.terminal import ownwords
from web import starting


def test_a_second_run_finds_nothing_to_do(tmp_path: Path) -> None:
    place = {"OWNWORDS_DATA_FOLDER": str(tmp_path)}
    assert json.loads(ownwords("migrate", "--json", **place).stdout)["applied"]
    assert json.loads(ownwords("migrate", "--json", **place).stdout)["applied"] == []


def test_two_who_start_at_once_both_find_it_current(database_url: str, tmp_path: Path) -> None:
    place = {"OWNWORDS_DATA_FOLDER": str(tmp_path), "DATABASE_URL": database_url}
    with ThreadPoolExecutor() as both:
        done = list(both.map(lambda _: ownwords("migrate", **place), range(2)))
    assert [each.returncode for each in done] == [0, 0], [each.stderr for each in done]


def test_records_are_copied_before_their_tables_change(
    sqlite_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    database = open_database(sqlite_url)
    assert starting.bring_up_to_date(database, Settings(data_folder=tmp_path)).copy is None
    # A later program brings a later migration; here its name is enough.
    monkeypatch.setattr(starting, "pending", lambda _: ["9999"])
    monkeypatch.setattr(starting, "migrate", lambda _: ["9999"])
    copy = starting.bring_up_to_date(database, Settings(data_folder=tmp_path)).copy
    assert copy is not None
    assert read_manifest(copy).rows["stream"] == 0
    database.close()


def test_the_guards_can_be_put_back(sqlite_url: str, tmp_path: Path) -> None:
    place = {"OWNWORDS_DATA_FOLDER": str(tmp_path), "DATABASE_URL": sqlite_url}
    ownwords("migrate", **place)
    path = sqlite_url.removeprefix("sqlite:///")
    drop = (
        f"import sqlite3; c = sqlite3.connect({path!r}); "
        "names = [n for (n,) in c.execute(\"select name from sqlite_master where type = 'trigger'\")]; "
        "c.execute(f'drop trigger \"{names[0]}\"')"
    )
    subprocess.run([sys.executable, "-c", drop], check=True)
    assert ownwords("doctor", **place).returncode == 1
    assert ownwords("migrate", "--repair-guards", **place).returncode == 0
    assert ownwords("doctor", **place).returncode == 0
