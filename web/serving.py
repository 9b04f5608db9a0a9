"""Runs the browser's door: one process, many threads, until somebody stops it."""

import socket
from collections.abc import Callable

import click
import uvicorn

from engine.clock import now
from engine.database import Database, open_database
from engine.definitions import meet
from engine.refusals import Refusal
from engine.registry import lifecycles
from engine.schema import require_current
from engine.settings import Settings
from web.app import create_app
from web.first_run import welcome
from web.frugal import share_freed_memory
from web.schedule import start_clock, stop_clock
from web.starting import bring_up_to_date

Preparation = Callable[[Database], None]


def serve(chosen: Settings, *, prepare: Preparation | None = None, greet: Callable[[], None] | None = None) -> None:
    """Returns when it is told to stop, after the answers under way are sent."""
    share_freed_memory()
    with _door(chosen) as door:
        database = open_database(chosen.url)
        try:
            for name in bring_up_to_date(database, chosen).applied:
                click.echo(f"Applied {name}.")
            require_current(database)
            meet(database, lifecycles.all(), at=now())
            if prepare:
                prepare(database)
            _answer(door, database, chosen.model_copy(update={"port": door.getsockname()[1]}), greet)
        finally:
            database.close()
    click.echo("Stopped.")


def _answer(door: socket.socket, database: Database, chosen: Settings, greet: Callable[[], None] | None) -> None:
    app = create_app(chosen, database=database)
    config = uvicorn.Config(app, log_level="warning", access_log=False, timeout_graceful_shutdown=10)
    click.echo(f"Ownwords is at {chosen.address} (Ctrl-C stops it).")
    welcome(database, chosen)
    if greet:
        greet()
    clock = start_clock(database, chosen)
    try:
        uvicorn.Server(config).run(sockets=[door])
    except KeyboardInterrupt:
        pass
    finally:
        stop_clock(clock)


def _door(chosen: Settings) -> socket.socket:
    """The port is taken before anything else is done, so that one in use costs nothing; who calls early waits."""
    family = socket.AF_INET6 if ":" in chosen.host else socket.AF_INET
    door = socket.socket(family, socket.SOCK_STREAM)
    door.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        door.bind((chosen.host, chosen.port))
        door.listen(2048)
    except OSError as problem:
        door.close()
        raise Refusal(
            f"Ownwords cannot listen on {chosen.host} port {chosen.port}: {(problem.strerror or str(problem)).lower()}. "
            "Stop what uses it, or choose another with --port."
        ) from None
    return door
