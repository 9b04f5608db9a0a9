"""A private PostgreSQL for the tests: on a socket in a folder of its own, gone when the tests are."""

import fcntl
import json
import os
import pwd
import shutil
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

import psycopg
from psycopg import sql

from tests.programs import POSTGRES

KEEPER = Path(__file__).with_name("keeper.py")
# Nothing in it outlives the run, so nothing needs to reach the disk.
OPTIONS = (
    "fsync=off",
    "synchronous_commit=off",
    "full_page_writes=off",
    "max_connections=200",
    "shared_buffers=64MB",
    "listen_addresses=",
)


@dataclass(frozen=True)
class Server:
    """A running PostgreSQL, reached through the socket in its folder."""

    folder: str
    user: str

    def url(self, name: str = "postgres") -> str:
        """The address of one database as DATABASE_URL takes it."""
        return f"postgresql://{self.user}@/{name}?host={self.folder}"

    def create(self, name: str, *, template: str = "template1") -> None:
        """Make a database: an empty one, or a copy of one that nobody is connected to."""
        copy = sql.SQL("CREATE DATABASE {} TEMPLATE {}")
        self._run(copy.format(sql.Identifier(name), sql.Identifier(template)))

    def drop(self, name: str) -> None:
        """Remove a database, whoever is still connected."""
        self._run(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name)))

    def _run(self, command: sql.Composed) -> None:
        with psycopg.connect(self.url(), autocommit=True) as connection:
            connection.execute(command)


def shared_server(folder: Path) -> Server:
    """The first worker of this run starts it, each worker registers, and the keeper waits for all of them."""
    notes = folder / "postgres.json"
    with (folder / "postgres.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not notes.exists():
            server = _start()
            notes.write_text(json.dumps([server.folder, server.user]))
        server = Server(*json.loads(notes.read_text()))
        with (Path(server.folder) / "workers").open("a") as workers:
            workers.write(f"{os.getpid()}\n")
    return server


def _start() -> Server:
    initdb = POSTGRES.path()
    assert initdb is not None, POSTGRES.how_to_install
    # A socket's path may hold about a hundred characters, so not pytest's own long folder.
    folder = Path(tempfile.mkdtemp(prefix="owpg-"))
    account = _unprivileged()
    shutil.chown(folder, account.pw_uid, account.pw_gid)
    data = folder / "data"
    init = [str(initdb), "-D", str(data), "-U", "tests", "-A", "trust", "-E", "UTF8", "--locale=C", "-N"]
    subprocess.run(init, check=True, stdout=subprocess.DEVNULL, cwd="/", **_as(account))
    _run_server(initdb.with_name("pg_ctl"), folder, account)
    (folder / "workers").touch()
    subprocess.Popen(
        [sys.executable, str(KEEPER), str(folder)],
        cwd="/",
        start_new_session=True,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    ).returncode = 0  # It outlives this process on purpose, so nobody here waits for it.
    return Server(str(folder), "tests")


def _run_server(pg_ctl: Path, folder: Path, account: pwd.struct_passwd) -> None:
    options = " ".join(f"-c {option}" for option in (*OPTIONS, f"unix_socket_directories={folder}"))
    command = [str(pg_ctl), "start", "-w", "-s", "-D", str(folder / "data"), "-l", str(folder / "log")]
    command += ["-o", options]
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL, cwd="/", **_as(account))


def _unprivileged() -> pwd.struct_passwd:
    """PostgreSQL's programs refuse to run as root; then its own account runs them, or nobody."""
    if os.geteuid() != 0:
        return pwd.getpwuid(os.geteuid())
    names = {account.pw_name for account in pwd.getpwall()}
    return pwd.getpwnam("postgres" if "postgres" in names else "nobody")


def _as(account: pwd.struct_passwd) -> dict[str, object]:
    if os.geteuid() != 0:
        return {}
    return {"user": account.pw_uid, "group": account.pw_gid, "extra_groups": []}
