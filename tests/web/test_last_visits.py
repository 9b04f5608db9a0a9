"""Looking at a page keeps a sign-in alive without a write to the disk while anybody waits."""

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import time_machine
from litestar import Litestar
from sqlmodel import select

from engine.accounts import Account, Role, WebSession
from engine.clock import now
from engine.database import Database, open_database, reading
from tests.web.browser import Browser
from tests.web.conftest import sign_in
from web.last_visits import LastVisits

MakeAccount = Callable[..., Account]


def test_whoever_keeps_looking_stays_signed_in(app: Litestar, account: MakeAccount) -> None:
    browser = sign_in(Browser(app), account("Ana Moreno", Role.COORDINATOR))
    begun = now()
    for minutes in (20, 40, 60):
        with time_machine.travel(begun + timedelta(minutes=minutes), tick=False):
            assert browser.visit("/").title == "Today"
    with time_machine.travel(begun + timedelta(minutes=95), tick=False):
        assert browser.visit("/").title == "The screen is locked"


def test_visits_are_written_down_together_and_later(app: Litestar, database: Database, account: MakeAccount) -> None:
    for name in ("Ana Moreno", "Ben Ito"):
        sign_in(Browser(app), account(name, Role.COORDINATOR))
    asked: list[tuple[float, Callable[[], None]]] = []
    visits = LastVisits(database, later=lambda seconds, work: asked.append((seconds, work)))
    before, later = seen(database), now() + timedelta(minutes=5)
    for digest in before:
        visits.note(digest, at=later)
    assert seen(database) == before
    assert [visits.of(digest, at) for digest, at in before.items()] == [later, later]
    ((_, work),) = asked
    work()
    assert set(seen(database).values()) == {later}


def test_a_visit_that_cannot_be_written_down_harms_nobody(tmp_path: Path) -> None:
    database = open_database(f"sqlite:///{tmp_path / 'without-tables.db'}")
    asked: list[Callable[[], None]] = []
    visits = LastVisits(database, later=lambda _seconds, work: asked.append(work))
    visits.note(b"nobody's", at=now())
    asked[0]()
    database.close()


def seen(database: Database) -> dict[bytes, object]:
    with reading(database) as session:
        return {row.token_digest: row.seen_at for row in session.exec(select(WebSession))}
