"""The server as a process: it says where it is once it is there, and stops when told."""

import os
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from http.client import HTTPConnection
from pathlib import Path

import pytest

from tests.web.commands.terminal import ROOT, ownwords


@pytest.fixture
def serving(database_url: str, tmp_path: Path) -> Iterator[tuple["subprocess.Popen[str]", str]]:
    """A server on a free port with an empty database, and the address it said."""
    clean = {name: value for name, value in os.environ.items() if not name.startswith("OWNWORDS_")}
    own = {"OWNWORDS_PYTHON": sys.executable, "DATABASE_URL": database_url, "OWNWORDS_DATA_FOLDER": str(tmp_path)}
    process = subprocess.Popen(
        [sys.executable, str(ROOT / "ownwords"), "serve", "--port", "0"],
        env={**clean, **own, "PYTHONUNBUFFERED": "1"},
        stdout=subprocess.PIPE,
        text=True,
    )
    assert process.stdout is not None
    line = next(line for line in process.stdout if "Ownwords is at" in line)
    yield process, line.split("http://")[1].split(" ")[0]
    process.kill()
    process.communicate()


def test_it_answers_where_it_says_and_stops_when_told(serving: tuple["subprocess.Popen[str]", str]) -> None:
    process, address = serving
    visit = HTTPConnection(address, timeout=20)
    visit.request("GET", "/")
    assert visit.getresponse().status < 500
    visit.close()
    process.send_signal(signal.SIGINT)
    assert process.wait(timeout=20) == 0


def test_a_port_in_use_gets_a_sentence(tmp_path: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        done = ownwords("serve", "--port", str(taken.getsockname()[1]), OWNWORDS_DATA_FOLDER=str(tmp_path))
    assert done.returncode == 1
    assert "choose another with --port" in done.stderr
    assert "Traceback" not in done.stderr
