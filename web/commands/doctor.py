"""ownwords doctor."""

import json
from dataclasses import asdict

import click

EPILOG = """\b
Examples:
  ./ownwords doctor
  DATABASE_URL=postgresql://ownwords@db/ownwords ./ownwords doctor --json"""

MARKS = {"good": "ok      ", "note": "note    ", "problem": "PROBLEM "}


@click.command(epilog=EPILOG)
@click.option("--json", "as_json", is_flag=True, help="Print every finding as one JSON object.")
def command(*, as_json: bool) -> int:
    """Look for everything that would keep the program from working.

    Settings, data folder, database, pending migrations, time zone, holidays and mail are looked at in one go,
    and each problem comes with its fix. The exit code is 1 when there is a problem. Nothing is changed.
    """
    from web.checkup import look_over

    found = look_over()
    problems = sum(finding.result == "problem" for finding in found)
    if as_json:
        click.echo(json.dumps({"problems": problems, "findings": [asdict(finding) for finding in found]}))
        return 1 if problems else 0
    for finding in found:
        click.echo(f"{MARKS[finding.result]}{finding.about}: {finding.said}.")
        if finding.fix:
            click.echo(f"        {finding.fix}")
    click.echo("" if not problems else f"\n{problems} to mend.", nl=bool(problems))
    return 1 if problems else 0
