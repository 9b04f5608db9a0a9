"""Runs the browser's door: one process, many threads, until somebody stops it."""

import socket
from contextlib import suppress

import click
import uvicorn

from engine.clock import now
from engine.database import open_database
from engine.definitions import meet
from engine.refusals import Refusal
from engine.registry import lifecycles
from engine.schema import require_current
from engine.settings import Settings, settings
from web.app import create_app
from web.starting import bring_up_to_date


def serve(*, host: str | None = None, port: int | None = None) -> None:
    """Returns when it is told to stop, after the answers under way are sent."""
    wanted = {name: value for name, value in (("host", host), ("port", port)) if value is not None}
    chosen = settings().model_copy(update=wanted)
    database = open_database(chosen.url)
    try:
        brought = bring_up_to_date(database, chosen)
        require_current(database)
        meet(database, lifecycles.all(), at=now())
        for name in brought.applied:
            click.echo(f"Applied {name}.")
        with _listening(chosen) as door:
            chosen = chosen.model_copy(update={"port": door.getsockname()[1]})
            app = create_app(chosen, database=database)
            config = uvicorn.Config(app, log_level="warning", access_log=False, timeout_graceful_shutdown=10)
            click.echo(f"Ownwords is at {chosen.address} (Ctrl-C stops it).")
            with suppress(KeyboardInterrupt):
                uvicorn.Server(config).run(sockets=[door])
    finally:
        database.close()
    click.echo("Stopped.")


def _listening(chosen: Settings) -> socket.socket:
    """The port is taken before the address is announced, so that what is announced is true."""
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
