"""ownwords demo."""

import click

EPILOG = """\b
Examples:
  ./ownwords demo
  ./ownwords demo --port 8080
  DATABASE_URL=postgresql://ownwords@localhost/demo ./ownwords demo"""


@click.command(epilog=EPILOG)
@click.option("--port", type=click.IntRange(0, 65535), help="The port to listen on.  [default: OWNWORDS_PORT, or 8000]")
def command(port: int | None) -> None:
    """Live through a plan with invented people.

    Makes a database of its own, var/demo.db, tells the story of a year into it when it is new, serves it at
    127.0.0.1, and prints how to sign in as each of the cast. Delete the file to begin again.
    """
    from engine.settings import settings
    from web.demo_house import serve_demo

    chosen = settings().model_copy(update={"host": "127.0.0.1", "demo": True, "base_url": ""})
    if not chosen.database_url:
        chosen.database_url = f"sqlite:///{chosen.data_folder / 'demo.db'}"
    if port is not None:
        chosen.port = port
    serve_demo(chosen)
