"""ownwords bench."""

from pathlib import Path

import click

EPILOG = """\b
Examples:
  ./ownwords bench --quick
  ./ownwords bench --only pages --only memory
  ./ownwords bench --json > figures.json"""


@click.command(epilog=EPILOG)
@click.option("--only", multiple=True, metavar="NAME", help="Only this benchmark; can be given again.")
@click.option("--quick", is_flag=True, help="Shorter rounds, and 100,000 plans where else a million are laid.")
@click.option("--results", type=click.Path(file_okay=False, path_type=Path), help="Where the figures are kept.")
@click.option("--json", "as_json", is_flag=True, help="Print the figures as one JSON object.")
def command(only: tuple[str, ...], *, quick: bool, results: Path | None, as_json: bool) -> None:
    """Measure how fast and how right everything is, each figure beside its budget, and keep them in benchmarks/results.

    Names: draft, words, documents, moves, moves-postgres, verify, pages, memory. Laying a million plans takes some minutes
    and 3 GB in var/bench, once; the files stay for the next run. PostgreSQL is measured in a database of its own on
    the server of DATABASE_URL, else on a server of its own where PostgreSQL's programs are installed. Figures are
    reported, not judged: the exit code is 0 when it ran.
    """
    from engine.settings import settings
    from web.measuring import measure

    measure(settings(), only=only, quick=quick, results=results, as_json=as_json)
