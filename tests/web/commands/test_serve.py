"""The server as a process: it says where it is once it is there, and stops when told."""

import signal
import socket
from http.client import HTTPConnection
from pathlib import Path

from tests.web.commands.terminal import ownwords, served


def status_of(address: str, path: str) -> int:
    visit = HTTPConnection(address, timeout=30)
    visit.request("GET", path)
    status = visit.getresponse().status
    visit.close()
    return status


def test_it_answers_where_it_says_and_stops_when_told(database_url: str, tmp_path: Path) -> None:
    with served("serve", DATABASE_URL=database_url, OWNWORDS_DATA_FOLDER=str(tmp_path)) as (process, address, said):
        assert said[0].startswith("Applied ")
        assert status_of(address, "/sign-in") == 200
        process.send_signal(signal.SIGINT)
        assert process.wait(timeout=20) == 0


def test_the_demo_tells_its_story_once(database_url: str, tmp_path: Path) -> None:
    place = {"DATABASE_URL": database_url, "OWNWORDS_DATA_FOLDER": str(tmp_path)}
    with served("demo", **place) as (process, address, said):
        assert "The demo’s story is told. Everybody in it is invented." in said
        assert status_of(address, "/sign-in") == 200
        process.terminate()
        process.wait(timeout=20)
    with served("demo", **place) as (process, address, said):
        assert said == []
        assert process.stdout is not None
        assert any(line.startswith("  charlie ") for line in process.stdout)


def test_the_demo_has_a_database_of_its_own(tmp_path: Path) -> None:
    with served("demo", OWNWORDS_DATA_FOLDER=str(tmp_path)):
        assert (tmp_path / "demo.db").exists()
        assert not (tmp_path / "ownwords.db").exists()


def test_a_port_in_use_gets_a_sentence(tmp_path: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        done = ownwords("serve", "--port", str(taken.getsockname()[1]), OWNWORDS_DATA_FOLDER=str(tmp_path))
    assert done.returncode == 1
    assert "choose another with --port" in done.stderr
    assert "Traceback" not in done.stderr
