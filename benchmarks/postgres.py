"""A PostgreSQL to measure on: an empty database on the server of DATABASE_URL, or a server of our own for the run."""

import os
import pwd
import shutil
import subprocess
import tempfile
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import psycopg
from psycopg import conninfo, sql
from sqlalchemy import make_url
from sqlalchemy.exc import ArgumentError

from engine.refusals import Refusal

HOW_TO_INSTALL = "sudo apt-get install -y --no-install-recommends postgresql"
DEBIAN = Path("/usr/lib/postgresql")
# Durable as it comes: fsync and synchronous_commit stay on, since a commit is what is measured.
OPTIONS = ("listen_addresses=", "shared_buffers=128MB", "autovacuum=off")


@contextmanager
def empty_database(url: str) -> Iterator[str]:
    """The address of a database that is ours alone and gone afterwards. Raises Refusal with what is missing."""
    if _is_server(url):
        with _beside(url) as ours:
            yield ours
    else:
        with _own_server() as server, _beside(server) as ours:
            yield ours


def _is_server(url: str) -> bool:
    try:
        return bool(url) and make_url(url).get_backend_name() == "postgresql"
    except ArgumentError:
        return False


@contextmanager
def _beside(url: str) -> Iterator[str]:
    """A new database on the same server; the records that DATABASE_URL names are never touched."""
    name = f"ownwords_bench_{uuid.uuid4().hex[:12]}"
    target = conninfo.make_conninfo(_plain(url))
    try:
        _run(target, sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)))
    except psycopg.Error as problem:
        raise Refusal(
            f"The server of DATABASE_URL does not let this account make a database to measure on: "
            f"{str(problem).strip().splitlines()[0]}. Give the account CREATEDB, or unset DATABASE_URL."
        ) from None
    try:
        yield make_url(url).set(database=name).render_as_string(hide_password=False)
    finally:
        _run(target, sql.SQL("DROP DATABASE {} WITH (FORCE)").format(sql.Identifier(name)))


@contextmanager
def _own_server() -> Iterator[str]:
    programs = _programs()
    account = _unprivileged()
    as_account: dict[str, Any] = {"user": account.pw_uid, "group": account.pw_gid} if os.geteuid() == 0 else {}
    # A socket's path may hold about a hundred characters, so not a long folder.
    folder = Path(tempfile.mkdtemp(prefix="owbench-"))
    shutil.chown(folder, account.pw_uid, account.pw_gid)

    def call(program: str, *arguments: str) -> None:
        command = [str(programs / program), "-D", str(folder / "data"), *arguments]
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL, cwd="/", **as_account)

    try:
        call("initdb", "-U", "bench", "-A", "trust", "-E", "UTF8", "--locale=C")
        options = " ".join(f"-c {option}" for option in (*OPTIONS, f"unix_socket_directories={folder}"))
        call("pg_ctl", "start", "-w", "-s", "-l", str(folder / "log"), "-o", options)
        try:
            yield f"postgresql://bench@/postgres?host={folder}"
        finally:
            call("pg_ctl", "stop", "-s", "-m", "immediate")
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _programs() -> Path:
    """Where initdb and pg_ctl are, the newest version first. Raises Refusal with the command that installs them."""
    newest_first = sorted(
        DEBIAN.glob("[0-9]*/bin/initdb"), key=lambda path: int(path.parts[-3].partition(".")[0]), reverse=True
    )
    found = str(newest_first[0]) if newest_first else shutil.which("initdb")
    if not found:
        raise Refusal(f"PostgreSQL is not installed, so its figures are left out. Install it: {HOW_TO_INSTALL}")
    return Path(found).parent


def _unprivileged() -> pwd.struct_passwd:
    """PostgreSQL's programs refuse to run as root; then its own account runs them, or nobody."""
    if os.geteuid() != 0:
        return pwd.getpwuid(os.geteuid())
    names = {account.pw_name for account in pwd.getpwall()}
    return pwd.getpwnam("postgres" if "postgres" in names else "nobody")


def _plain(url: str) -> str:
    """An address as PostgreSQL itself knows it, without SQLAlchemy's driver."""
    return make_url(url).set(drivername="postgresql").render_as_string(hide_password=False)


def _run(target: str, command: sql.Composed) -> None:
    with psycopg.connect(target, autocommit=True) as connection:
        connection.execute(command)
