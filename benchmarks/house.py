"""A real `serve` process over a laid database, and browsers that are signed in to it already."""

import http.client
import os
import re
import subprocess
import sys
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeVar
from urllib.parse import urlencode
from uuid import UUID

from sqlalchemy import delete
from sqlmodel import Session

from engine.accounts import WebSession
from engine.clock import now
from engine.database import open_database, writing
from web import sessions

ROOT = Path(__file__).resolve().parents[1]
PATIENCE_SECONDS = 60

Kept = TypeVar("Kept")


class NotAnswered(Exception):
    """A page that was to be measured did not come."""


@dataclass
class House:
    """A serving process. `ready_ms` is the time from its start to its first answer."""

    process: "subprocess.Popen[str]"
    host: str = ""
    port: int = 0
    ready_ms: float = 0.0
    browsers: "list[Browser]" = field(default_factory=list)

    def browser(self) -> "Browser":
        """One kept-open connection, as a browser or a proxy has it."""
        self.browsers.append(Browser(http.client.HTTPConnection(self.host, self.port, timeout=PATIENCE_SECONDS)))
        return self.browsers[-1]

    @property
    def memory_mb(self) -> float:
        """What the process holds now, in MB of a million bytes."""
        return self._status("VmRSS")

    @property
    def peak_mb(self) -> float:
        """The most it ever held."""
        return self._status("VmHWM")

    def _status(self, name: str) -> float:
        status = Path(f"/proc/{self.process.pid}/status")
        if not status.exists():  # Other systems tell what is held now, and nothing of the peak.
            told = subprocess.run(["ps", "-o", "rss=", "-p", str(self.process.pid)], capture_output=True, check=True)
            return int(told.stdout) * 1024 / 1e6
        found = re.search(rf"{name}:\s+(\d+) kB", status.read_text())
        return int(found[1]) * 1024 / 1e6 if found else 0.0


@dataclass(frozen=True)
class Browser:
    """Asks for pages over one connection."""

    connection: http.client.HTTPConnection

    def get(self, path: str, token: str = "") -> tuple[float, bytes]:
        """Milliseconds until the last byte was here, and the page. Raises NotAnswered for anything but a page."""
        headers = {"Cookie": f"ownwords={token}"} if token else {}
        began = time.perf_counter()
        self.connection.request("GET", path, headers=headers)
        answer = self.connection.getresponse()
        page = answer.read()
        spent = (time.perf_counter() - began) * 1000
        if answer.status != 200:
            raise NotAnswered(f"{path} was answered with {answer.status}.")
        return spent, page

    def send(self, path: str, form: dict[str, str]) -> int:
        """The status of the answer to a form."""
        headers = {
            "Origin": f"http://{self.connection.host}:{self.connection.port}",
            "Content-Type": "application/x-www-form-urlencoded",
        }
        self.connection.request("POST", path, body=urlencode(form), headers=headers)
        answer = self.connection.getresponse()
        answer.read()
        return answer.status


@contextmanager
def serving(file: Path, *, data_folder: Path) -> Iterator[House]:
    """`./ownwords serve` on a free port of the loopback address, stopped at the end."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("OWNWORDS_", "DATABASE_URL"))}
    environment = kept | {
        "DATABASE_URL": f"sqlite:///{file}",
        "OWNWORDS_DATA_FOLDER": str(data_folder),
        "OWNWORDS_SESSION_IDLE_MINUTES": "600",
        "OWNWORDS_PYTHON": sys.executable,
        "PYTHONUNBUFFERED": "1",
    }
    began = time.perf_counter()
    process = subprocess.Popen(
        [sys.executable, str(ROOT / "ownwords"), "serve", "--port", "0"],
        cwd=ROOT,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    )
    house = House(process)
    try:
        house.host, house.port = _address(process)
        house.browser().get("/sign-in")
        house.ready_ms = (time.perf_counter() - began) * 1000
        yield house
    finally:
        for browser in house.browsers:
            browser.connection.close()
        process.terminate()
        process.communicate(timeout=PATIENCE_SECONDS)


def sign_in(file: Path, accounts: Iterable[tuple[UUID, str]]) -> dict[UUID, str]:
    """Tokens for accounts in a role, made as sign-in makes them, without the cost of a password."""

    def begin_all(session: Session) -> dict[UUID, str]:
        session.execute(delete(WebSession))
        return {account: sessions.begin(session, account, role=role, at=now()) for account, role in set(accounts)}

    return in_database(file, begin_all)


def in_database(file: Path, work: Callable[[Session], Kept]) -> Kept:
    """Do something in one transaction beside the serving process."""
    database = open_database(f"sqlite:///{file}")
    try:
        with writing(database) as session:
            return work(session)
    finally:
        database.close()


def _address(process: "subprocess.Popen[str]") -> tuple[str, int]:
    assert process.stdout is not None
    for line in process.stdout:
        if found := re.search(r"http://([\d.]+):(\d+)", line):
            return found[1], int(found[2])
    raise NotAnswered("The serving process stopped before it said where it is.")
