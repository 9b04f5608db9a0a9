"""ownwords deliver."""

import json
from dataclasses import asdict

import click

EPILOG = """\b
Examples:
  ./ownwords deliver
  OWNWORDS_SMTP_HOST=mail.example.org ./ownwords deliver --json"""


@click.command(epilog=EPILOG)
@click.option("--json", "as_json", is_flag=True, help="Print what became of the messages as one JSON object.")
def command(*, as_json: bool) -> int:
    """Send the messages that wait in the outbox.

    Each ends as sent, waiting to be tried again, failed, or uncertain when the mail server broke off in the
    middle. Without a mail server nothing is sent, and messages are read in the product. The exit code is 1 when
    a message failed or its end is uncertain.
    """
    from engine.clock import now
    from engine.database import open_database
    from engine.refusals import Refusal
    from engine.schema import require_current
    from engine.settings import settings
    from web.delivering import deliver
    from web.progress import Waiting

    if not settings().smtp_host:
        raise Refusal("No mail is sent: OWNWORDS_SMTP_HOST names no mail server. Messages can be read in the product.")
    database = open_database(settings().url)
    try:
        require_current(database)
        with Waiting("Sending what waits"):
            report = deliver(database, settings(), at=now(), clock=now)
    finally:
        database.close()
    click.echo(json.dumps(asdict(report)) if as_json else report.sentence)
    return 1 if report.failed or report.uncertain else 0
