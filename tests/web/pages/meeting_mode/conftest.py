"""The coordinator at the table, in a real browser."""

from collections.abc import Callable, Iterator

import pytest
from litestar import Litestar

from engine.accounts import Account
from engine.database import Database
from tests.web.chromium import Chromium, Visit, chromium, serving, visiting
from tests.web.pages.meeting_mode.table import TABLET, sign_in
from tests.web.pages.writing import Desk, desk

MakeAccount = Callable[..., Account]


@pytest.fixture(scope="module")
def window() -> Iterator[Chromium]:
    with chromium() as browser:
        yield browser


@pytest.fixture
def there(database: Database, account: MakeAccount) -> Desk:
    return desk(database, account, notes="")


@pytest.fixture
def visit(app: Litestar, window: Chromium, there: Desk) -> Iterator[Visit]:
    """The coordinator at the table."""
    with serving(app) as address, visiting(window, address, size=TABLET) as visit:
        sign_in(visit.page, address, there.coordinator)
        visit.open(f"/meetings/{there.meeting}/mode")
        yield visit
