"""A bar for whoever waits longer than two seconds at a terminal, and for nobody else."""

import io
import time

import pytest

from web import progress
from web.progress import Progress, Waiting


class Screen(io.StringIO):
    def isatty(self) -> bool:
        return True


def test_a_quick_task_shows_nothing() -> None:
    screen = Screen()
    with Progress("Copying", screen=screen) as bar:
        bar(1, 2)
    assert screen.getvalue() == ""


def test_a_long_task_shows_how_far_it_is_and_cleans_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(progress, "PATIENCE", 0.0)
    screen = Screen()
    with Progress("Copying", screen=screen) as bar:
        bar(1, 2)
    assert "Copying [###############               ]  50%" in screen.getvalue()
    assert screen.getvalue().endswith("\r\033[K")


def test_a_log_file_is_spared(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(progress, "PATIENCE", 0.0)
    log = io.StringIO()
    Progress("Copying", screen=log)(1, 2)
    assert log.getvalue() == ""


def test_a_long_step_shows_the_seconds_that_pass(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(progress, "PATIENCE", 0.0)
    screen = Screen()
    with Waiting("Reading", screen=screen):
        time.sleep(0.6)
    assert "Reading: 0 s" in screen.getvalue()
    assert screen.getvalue().endswith("\r\033[K")
