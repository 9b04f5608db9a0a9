"""The serving process is killed, or its disk fills, in the middle of writing: what was acknowledged is there, whole."""

import os
import random
import resource
import shutil
import signal
import socket
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from uuid import uuid4

import pytest
from sqlmodel import select

from engine.accounts import Account
from engine.clock import now
from engine.database import Database, open_database, reading, writing
from engine.events import events
from engine.plans import Trigger
from tests.attacks.attacker import everything_verifies
from tests.cast import plan_of
from web import sessions

ROOT = Path(__file__).parents[2]
KILLS = 3


@dataclass
class Load:
    """Forms sent one after the other by several people, and which of them were acknowledged."""

    address: str
    token: str
    csrf: str
    plan: str
    sent: dict[str, str] = field(default_factory=dict)
    acknowledged: set[str] = field(default_factory=set)
    refused: list[tuple[int, str]] = field(default_factory=list)
    stop: threading.Event = field(default_factory=threading.Event)

    def send_one(self, *, words: str = "") -> None:
        command = str(uuid4())
        words = words or f"words of {command}"
        self.sent[command] = words
        fields = {"csrf_token": self.csrf, "command": command, "words": words, "who": "coordinator"}
        body = urllib.parse.urlencode(fields).encode()
        request = urllib.request.Request(
            f"{self.address}/my-plan/{self.plan}/talk",
            data=body,
            headers={"origin": self.address, "sec-fetch-site": "same-origin", "cookie": f"ownwords={self.token}"},
        )
        try:
            _opener.open(request, timeout=30)
        except urllib.error.HTTPError as answer:
            if answer.code == 303:
                self.acknowledged.add(command)
            else:
                self.refused.append((answer.code, answer.read().decode()))
        except OSError:
            return  # nobody answered, so nothing was promised

    def keep_sending(self) -> None:
        while not self.stop.is_set():
            self.send_one()


class _NoRedirects(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *_: object) -> None:
        return None


_opener = urllib.request.build_opener(_NoRedirects, urllib.request.ProxyHandler({}))


@contextmanager
def serving(url: str, folder: Path) -> Iterator[tuple[subprocess.Popen[bytes], str]]:
    """The product as it is served, in a process of its own that can be killed."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    surroundings = {**os.environ, "DATABASE_URL": url, "OWNWORDS_DATA_FOLDER": str(folder), "PYTHONPATH": str(ROOT)}
    command = [
        sys.executable,
        "-c",
        "import sys; from web.cli import main; sys.exit(main())",
        "serve",
        "--port",
        str(port),
    ]
    with (folder / "serve.log").open("ab") as log:
        process = subprocess.Popen(command, cwd=ROOT, env=surroundings, stdout=log, stderr=log)
    address = f"http://127.0.0.1:{port}"
    try:
        until = time.monotonic() + 60
        while True:
            try:
                _opener.open(f"{address}/health/ready", timeout=5)
                break
            except OSError:
                assert process.poll() is None, (folder / "serve.log").read_text()
                assert time.monotonic() < until, "the server did not come up"
                time.sleep(0.05)
        yield process, address
    finally:
        process.kill()
        process.wait()


def rosas_load(database: Database, address: str) -> Load:
    """Rosa is signed in; her plan is the one she asks to talk about."""
    with writing(database) as session:
        account = session.exec(select(Account).where(Account.sign_in_name == "rosa")).one()
        token = sessions.begin(session, account.id, role="participant", at=now())
    with reading(database) as session:
        row = session.get_one(sessions.WebSession, sessions.digest_of(token))
        return Load(address, token, row.csrf, str(plan_of(session, "rosa").id))


def what_is_there(url: str) -> tuple[set[str], list[Trigger]]:
    database = open_database(url)
    try:
        everything_verifies(database)
        with reading(database) as session:
            if database.is_sqlite:
                assert session.connection().exec_driver_sql("PRAGMA integrity_check").scalar_one() == "ok"
            commands = {row for (row,) in session.connection().execute(select(events.c.command_id)) if row}
            return commands, list(session.exec(select(Trigger).where(Trigger.kind == "participant_request")))
    finally:
        database.close()


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
def url(request: pytest.FixtureRequest) -> str:
    house: Database = request.getfixturevalue(f"{request.param}_house")
    house.close()
    return house.url


def test_killed_at_any_moment_nothing_acknowledged_is_lost_and_nothing_is_half_there(url: str, tmp_path: Path) -> None:
    dice = random.Random(2026)
    acknowledged: set[str] = set()
    tried: set[str] = set()
    already = len(what_is_there(url)[1])
    for _ in range(KILLS if url.startswith("sqlite") else 2):
        with serving(url, tmp_path) as (process, address):
            database = open_database(url)
            load = rosas_load(database, address)
            database.close()
            threads = [threading.Thread(target=load.keep_sending) for _ in range(4)]
            for thread in threads:
                thread.start()
            until = time.monotonic() + 30
            while len(load.acknowledged) < 3 and time.monotonic() < until:
                time.sleep(0.01)
            time.sleep(dice.random() * 0.7)
            os.kill(process.pid, signal.SIGKILL)
            load.stop.set()
            for thread in threads:
                thread.join()
        acknowledged |= load.acknowledged
        tried |= load.sent.keys()
        there, asked = what_is_there(url)
        assert not load.refused
        assert acknowledged <= there
        # Every event of such a form has its row, and every row its event: all or nothing.
        assert len(asked) == already + len(there & tried)
    assert len(acknowledged) > 5
    assert len(tried) > len(acknowledged)
    log = (tmp_path / "serve.log").read_text()
    assert "words of" not in log


def test_a_disk_that_fills_refuses_in_a_sentence_and_goes_on_when_there_is_room(
    told_file: Path, tmp_path: Path
) -> None:
    file = tmp_path / "full.db"
    shutil.copyfile(told_file, file)
    url = f"sqlite:///{file}"
    with serving(url, tmp_path) as (process, address):
        database = open_database(url)
        load = rosas_load(database, address)
        database.close()
        load.send_one()
        assert len(load.acknowledged) == 1
        before, after = resource.prlimit(process.pid, resource.RLIMIT_FSIZE), Path(f"{file}-wal").stat().st_size
        resource.prlimit(process.pid, resource.RLIMIT_FSIZE, (after + 1, before[1]))
        load.send_one(words="the kitten is ill " * 20_000)
        assert [code for code, _page in load.refused] == [503]
        assert "This was not saved" in load.refused[0][1] or "It is not certain" in load.refused[0][1]
        assert "the kitten is ill" in load.refused[0][1]
        resource.prlimit(process.pid, resource.RLIMIT_FSIZE, before)
        load.send_one()
        assert len(load.acknowledged) == 2
    there, _triggers = what_is_there(url)
    assert load.acknowledged <= there
    log = (tmp_path / "serve.log").read_text()
    assert "kitten" not in log
