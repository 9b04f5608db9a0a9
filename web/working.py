"""Runs the clock's door alone, until somebody stops it."""

import signal
import threading

import click

from engine.clock import now
from engine.database import open_database
from engine.definitions import meet
from engine.registry import lifecycles
from engine.schema import require_current
from engine.settings import Settings
from web.logs import keep_logs
from web.schedule import start_clock, stop_clock


def work(chosen: Settings) -> None:
    """Returns when it is told to stop, after the tick under way is done."""
    keep_logs()
    stop = threading.Event()
    for each in (signal.SIGINT, signal.SIGTERM):
        signal.signal(each, lambda *_: stop.set())
    database = open_database(chosen.url)
    try:
        require_current(database)
        meet(database, lifecycles.all(), at=now())
        clock = start_clock(database, chosen)
        click.echo("Deadlines and messages are watched (Ctrl-C stops it).")
        stop.wait()
        stop_clock(clock)
    finally:
        database.close()
    click.echo("Stopped.")
