"""Another day is shown and not done, except where everybody is invented."""

from datetime import timedelta
from pathlib import Path

import pytest
from sqlmodel import func, select

from engine.database import Database, reading, writing
from engine.events import Event
from engine.refusals import Refusal
from engine.settings import Settings
from tests.cast import NOW, TODAY
from web.clockwork import look_ahead, sweep_now, sweep_on
from web.demo_mark import mark_as_demo


def events_in(database: Database) -> int:
    with reading(database) as session:
        return session.exec(select(func.count()).select_from(Event)).one()


def test_looking_ahead_writes_nothing_and_says_why_each_date_is(any_house: Database) -> None:
    before = events_in(any_house)
    coming = look_ahead(any_house, on=TODAY + timedelta(days=400))
    assert coming
    assert all(each.sentence and each.citation for each in coming)
    assert events_in(any_house) == before


def test_a_second_sweep_of_the_same_moment_changes_nothing(any_house: Database) -> None:
    sweep_now(any_house, at=NOW)
    before = events_in(any_house)
    assert sweep_now(any_house, at=NOW).fell_due == 0
    assert events_in(any_house) == before


def test_a_later_day_comes_in_a_demo_alone(house: Database, tmp_path: Path) -> None:
    settings, later = Settings(data_folder=tmp_path), TODAY + timedelta(days=400)
    with pytest.raises(Refusal, match="real plans"):
        sweep_on(house, settings, on=later, at=NOW)
    with writing(house) as session:
        mark_as_demo(session, today=TODAY, at=NOW)
    assert sweep_on(house, settings, on=later, at=NOW).fell_due > 0
    with pytest.raises(Refusal, match="that day is past"):
        sweep_on(house, settings, on=TODAY - timedelta(days=1), at=NOW)
