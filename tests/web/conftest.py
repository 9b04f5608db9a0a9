"""An application over a new database, and visitors for it."""

import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta, tzinfo
from pathlib import Path

import pytest
from litestar import Litestar

from engine import clock
from engine.accounts import Account, AccountRole, Role
from engine.database import Database, open_database, writing
from engine.ids import new_id
from engine.passwords import password_hash
from engine.schema import migrate
from engine.settings import Settings
from tests.cast import NOW
from tests.web.browser import Browser
from web.app import create_app
from workflows.demo import PASSWORD as CAST_PASSWORD

PASSWORD = "four quiet green chairs"


@pytest.fixture(scope="session")
def hashed() -> str:
    """The digest of `PASSWORD`, made once: argon2 is slow on purpose."""
    return password_hash(PASSWORD)


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    """The defaults, in a folder of this test's own."""
    return Settings(data_folder=tmp_path, DATABASE_URL=f"sqlite:///{tmp_path / 'ownwords.db'}")


@pytest.fixture
def database(settings: Settings) -> Iterator[Database]:
    """A new database with all its tables."""
    made = open_database(settings.url)
    migrate(made)
    yield made
    made.close()


@pytest.fixture
def app(settings: Settings, database: Database) -> Litestar:
    """The whole product over the new database."""
    return create_app(settings, database=database)


@pytest.fixture
def browser(app: Litestar) -> Browser:
    """A visitor who is not signed in."""
    return Browser(app)


@pytest.fixture
def account(database: Database, hashed: str) -> Callable[..., Account]:
    """Makes accounts that can sign in with `PASSWORD`."""

    def make(name: str, *roles: Role, **more: object) -> Account:
        row = Account(
            id=new_id(),
            sign_in_name=name.lower().replace(" ", "."),
            name=name,
            password_hash=hashed,
            created_at=datetime(2026, 1, 5, 9, tzinfo=UTC),
            **more,
        )
        with writing(database) as session:
            session.add(row)
            session.flush()
            session.add_all([AccountRole(account_id=row.id, role=role) for role in roles])
        return row

    return make


def sign_in(browser: Browser, account: Account) -> Browser:
    """Through the door, as anybody would."""
    browser.visit("/sign-in")
    browser.submit("/sign-in", {"sign_in_name": account.sign_in_name, "password": PASSWORD})
    return browser


@pytest.fixture
def demo(house: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Litestar:
    """The whole product over the demo, on the demo's own day (tests/cast.py)."""
    begun = time.monotonic()

    class OnTheDay(datetime):
        @classmethod
        def now(cls, tz: tzinfo | None = None) -> datetime:  # type: ignore[override]
            return (NOW + timedelta(seconds=time.monotonic() - begun)).astimezone(tz)

    monkeypatch.setattr(clock, "datetime", OnTheDay)
    return create_app(Settings(data_folder=tmp_path, DATABASE_URL=house.url, demo=True), database=house)


@pytest.fixture
def visit_as(demo: Litestar) -> Callable[[str], Browser]:
    """`visit_as("sam")`: somebody of the cast, signed in to the demo through the door."""

    def signed_in(name: str) -> Browser:
        browser = Browser(demo)
        browser.visit("/sign-in")
        browser.submit("/sign-in", {"sign_in_name": name, "password": CAST_PASSWORD})
        return browser

    return signed_in
