"""ownwords worker."""

import click

EPILOG = """\b
Example:
  DATABASE_URL=postgresql://ownwords@db/ownwords ./ownwords worker"""


@click.command(epilog=EPILOG)
def command() -> None:
    """Let time pass: sweep deadlines, deliver messages, ask a model what waits, until it is stopped.

    serve does the same beside its pages. A worker of its own keeps reminders going on a machine without pages;
    any number of both may run, and each reminder is raised once.
    """
    from engine.settings import settings
    from web.working import work

    work(settings())
