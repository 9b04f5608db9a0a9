"""What every test may use: both databases, and a network that ends at this machine."""

import os
import socket
import uuid
from collections.abc import Generator, Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from tests.cast import any_house as any_house
from tests.cast import command as command
from tests.cast import house as house
from tests.cast import postgres_house as postgres_house
from tests.cast import sqlite_house as sqlite_house
from tests.cast import told_file as told_file
from tests.cast import told_template as told_template
from tests.cast import visitor as visitor
from tests.programs import CHROMIUM, OFFICE, POSTGRES, VOICE, Program
from tests.server import Server, shared_server

NEEDS: dict[str, Program] = {"browser": CHROMIUM, "word": OFFICE, "postgres": POSTGRES, "voice": VOICE}

settings.register_profile("house", deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
settings.register_profile("ci", settings.get_profile("house"), derandomize=True, max_examples=60)
settings.load_profile("ci" if os.environ.get("CI") else "house")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """A test whose program is not installed is skipped by name, with the command that installs it."""
    if os.environ.get("OWNWORDS_REQUIRE_ALL"):
        return
    missing = {marker: program for marker, program in NEEDS.items() if not program.found()}
    for item in items:
        for marker, program in missing.items():
            if item.get_closest_marker(marker):
                item.add_marker(pytest.mark.skip(reason=program.how_to_install))


def pytest_runtest_setup(item: pytest.Item) -> None:
    """Where everything is required, a missing program fails its tests instead of hiding them."""
    for marker, program in NEEDS.items():
        if item.get_closest_marker(marker) and not program.found():
            pytest.fail(program.how_to_install, pytrace=False)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Where everything is required, such a test may not skip itself either."""
    report = yield
    if os.environ.get("OWNWORDS_REQUIRE_ALL") and report.skipped and any(map(item.get_closest_marker, NEEDS)):
        report.outcome = "failed"
        report.longrepr = f"This test skipped itself, and here everything has to run: {report.longrepr}"
    return report


@pytest.fixture(autouse=True)
def _network_ends_at_this_machine(monkeypatch: pytest.MonkeyPatch) -> None:
    connect = socket.socket.connect

    def local_only(self: socket.socket, address: object) -> None:
        host = address[0] if isinstance(address, tuple) else ""
        if self.family in (socket.AF_INET, socket.AF_INET6) and host not in ("127.0.0.1", "::1", "localhost"):
            raise AssertionError(f"A test tried to reach {host!r}; tests stay on this machine.")
        connect(self, address)  # type: ignore[arg-type]

    monkeypatch.setattr(socket.socket, "connect", local_only)


@pytest.fixture(scope="session")
def postgres_server(tmp_path_factory: pytest.TempPathFactory) -> Server:
    """One private PostgreSQL for the whole run, shared by every worker; it stops after the last of them."""
    base = tmp_path_factory.getbasetemp()
    shared = base.parent if os.environ.get("PYTEST_XDIST_WORKER") else base
    return shared_server(shared)


@pytest.fixture
def sqlite_url(tmp_path: Path) -> str:
    """A new SQLite file of this test's own; nothing is in it yet."""
    return f"sqlite:///{tmp_path / 'ownwords.db'}"


@pytest.fixture
def postgres_url(postgres_server: Server) -> Iterator[str]:
    """A new PostgreSQL database of this test's own; nothing is in it yet."""
    name = f"t{uuid.uuid4().hex}"
    postgres_server.create(name)
    yield postgres_server.url(name)
    postgres_server.drop(name)


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
def database_url(request: pytest.FixtureRequest) -> str:
    """A new, empty database: each test that takes this runs once on SQLite and once on PostgreSQL."""
    return str(request.getfixturevalue(f"{request.param}_url"))


def pytest_addoption(parser: pytest.Parser) -> None:
    """For tests/web/proof/transcripts.py."""
    parser.addoption("--write-transcripts", action="store_true", help="write what screen readers are given anew")
