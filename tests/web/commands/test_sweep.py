"""The sweep and the worker from the terminal."""

import json
import signal
import subprocess
import sys
from pathlib import Path

from engine.database import Database
from tests.web.commands.terminal import ROOT, environment_of, ownwords


def test_another_day_is_only_shown(house: Database) -> None:
    shown = json.loads(ownwords("sweep", "--on", "2029-01-01", "--json", DATABASE_URL=house.url).stdout)
    assert shown["applied"] is False
    assert shown["due"]
    refused = ownwords("sweep", "--on", "2029-01-01", "--apply", DATABASE_URL=house.url)
    assert refused.returncode == 1
    assert "real plans" in refused.stderr


def test_today_is_done(house: Database) -> None:
    assert json.loads(ownwords("sweep", "--json", DATABASE_URL=house.url).stdout)["applied"] is True


def test_a_day_that_does_not_exist_is_a_wrong_call(tmp_path: Path) -> None:
    assert ownwords("sweep", "--on", "2027-02-29", OWNWORDS_DATA_FOLDER=str(tmp_path)).returncode == 2


def test_a_database_without_tables_gets_a_sentence(tmp_path: Path) -> None:
    done = ownwords("sweep", OWNWORDS_DATA_FOLDER=str(tmp_path))
    assert done.returncode == 1
    assert "./ownwords migrate" in done.stderr


def test_a_worker_works_until_it_is_told_to_stop(house: Database) -> None:
    process = subprocess.Popen(
        [sys.executable, str(ROOT / "ownwords"), "worker"],
        env=environment_of(DATABASE_URL=house.url, PYTHONUNBUFFERED="1"),
        stdout=subprocess.PIPE,
        text=True,
    )
    assert process.stdout is not None
    try:
        assert "are watched" in process.stdout.readline()
        process.send_signal(signal.SIGTERM)
        assert process.wait(timeout=30) == 0
    finally:
        process.kill()
        process.communicate()
