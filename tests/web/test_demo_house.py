"""Only a database in which nobody is yet becomes a demo."""

from datetime import date
from pathlib import Path

import pytest
from sqlmodel import func, select

from engine.accounts import Account
from engine.database import Database, open_database, reading
from engine.refusals import Refusal
from engine.schema import migrate
from engine.settings import Settings
from tests.cast import NOW
from web.demo_house import show_the_calendar, tell_the_story
from web.demo_mark import is_demo


def test_a_database_with_other_people_stays_what_it_is(house: Database, tmp_path: Path) -> None:
    with pytest.raises(Refusal, match="not the demo's"):
        tell_the_story(house, Settings(data_folder=tmp_path), at=NOW)
    with reading(house) as session:
        assert not is_demo(session)


def test_a_demo_that_was_stopped_before_its_story_tells_it_now(
    sqlite_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    database = open_database(sqlite_url)
    migrate(database)
    with monkeypatch.context() as interrupted:
        interrupted.setattr("web.demo_house.load", stopped)
        with pytest.raises(KeyboardInterrupt):
            tell_the_story(database, Settings(data_folder=tmp_path), at=NOW)
    assert tell_the_story(database, Settings(data_folder=tmp_path), at=NOW)
    assert not tell_the_story(database, Settings(data_folder=tmp_path), at=NOW)
    with reading(database) as session:
        assert is_demo(session)
        assert session.exec(select(func.count()).select_from(Account)).one() > 10
    database.close()


def test_the_demo_says_how_to_let_a_later_day_come(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    url = f"sqlite:///{tmp_path / 'demo.db'}"
    show_the_calendar(Settings(data_folder=tmp_path, DATABASE_URL=url), on=date(2026, 3, 20))
    assert f"DATABASE_URL={url} ./ownwords sweep --on 2026-04-03 --apply" in capsys.readouterr().out


def test_the_demo_never_prints_an_address_with_a_password(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    url = "postgresql://somebody:secret@localhost/demo"
    show_the_calendar(Settings(data_folder=tmp_path, DATABASE_URL=url), on=date(2026, 3, 20))
    assert "secret" not in capsys.readouterr().out


def stopped(*_: object, **__: object) -> None:
    raise KeyboardInterrupt
