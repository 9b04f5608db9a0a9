"""ownwords serve."""

import click

EPILOG = """\b
Examples:
  ./ownwords serve
  ./ownwords serve --port 8080
  DATABASE_URL=postgresql://ownwords@db/ownwords ./ownwords serve --host 0.0.0.0"""


@click.command(epilog=EPILOG)
@click.option("--host", help="The address to listen on.  [default: OWNWORDS_HOST, or 127.0.0.1]")
@click.option("--port", type=click.IntRange(0, 65535), help="The port to listen on.  [default: OWNWORDS_PORT, or 8000]")
def command(host: str | None, port: int | None) -> None:
    """Serve the product to browsers until it is stopped with Ctrl-C.

    Pending migrations are applied first. Deadlines are swept and messages delivered by the same process.
    """
    from engine.settings import settings
    from web.serving import serve

    wanted = {name: value for name, value in (("host", host), ("port", port)) if value is not None}
    serve(settings().model_copy(update=wanted))
