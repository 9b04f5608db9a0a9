"""ownwords test."""

import click

EPILOG = """\b
Examples:
  ./ownwords test
  ./ownwords test tests/engine -k chain
  ./ownwords test -x --lf"""


@click.command(epilog=EPILOG, context_settings={"ignore_unknown_options": True})
@click.argument("arguments", nargs=-1, type=click.UNPROCESSED)
def command(arguments: tuple[str, ...]) -> int:
    """Run every check and test there is.

    First lint, types and import contracts, then the tests: those in a browser in one process, all others in
    parallel. With ARGUMENTS only pytest runs, and gets them. Tests whose program is not installed are skipped by
    name, with the command that installs it; with OWNWORDS_REQUIRE_ALL=1 they fail instead.
    """
    from web.rehearsal import rehearse

    return rehearse(arguments)
