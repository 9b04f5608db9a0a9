"""One house, one server and one Chromium for all the looking of a file: pages are looked at, and what is changed is told first."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from engine.database import open_database
from engine.settings import Settings
from tests.web.chromium import Chromium, chromium, serving
from tests.web.proof.lived_in import Proving, slow_clock
from web.app import create_app


@pytest.fixture(scope="module")
def proving(told_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Proving]:
    """The demo, served, on its own day."""
    folder = tmp_path_factory.mktemp("proving")
    shutil.copyfile(told_file, folder / "house.db")
    house = open_database(f"sqlite:///{folder / 'house.db'}")
    with pytest.MonkeyPatch.context() as patch:
        slow_clock(patch)
        app = create_app(
            Settings(data_folder=folder, DATABASE_URL=house.url, demo=True, model_by_hand=True), database=house
        )
        with serving(app) as address:
            yield Proving(app, house, address)
    house.close()


@pytest.fixture(scope="module")
def window() -> Iterator[Chromium]:
    with chromium() as browser:
        yield browser
