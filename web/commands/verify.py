"""ownwords verify."""

import json
from pathlib import Path

import click

EPILOG = """\b
Examples:
  ./ownwords verify
  ./ownwords verify --write-checkpoint /mnt/safe/monday.checkpoint
  ./ownwords verify --checkpoint /mnt/safe/monday.checkpoint --json"""


@click.command(epilog=EPILOG)
@click.option(
    "--checkpoint",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    metavar="FILE",
    help="Compare with a checkpoint written before, to find a cut tail or an older copy.",
)
@click.option(
    "--write-checkpoint",
    "new",
    type=click.Path(dir_okay=False, path_type=Path),
    metavar="FILE",
    help="When all holds, sign the heads of all chains into FILE, to be kept outside the database.",
)
@click.option("--json", "as_json", is_flag=True, help="Print what was found as one JSON object.")
def command(checkpoint: Path | None, new: Path | None, *, as_json: bool) -> int:
    """Show whether anything in the history was changed.

    Follows every chain, replays every plan against its lifecycle, and compares versions, signatures and quotes with
    their digests. Words that were lawfully erased are named with date and authority; they are no damage. The
    exit code is 1 when something is not as it was written. Checkpoints need OWNWORDS_CHECKPOINT_KEY_FILE.
    """
    from engine.settings import settings
    from web.checkpoint_door import verified

    found = verified(settings(), checkpoint=checkpoint, new=new)
    if as_json:
        click.echo(json.dumps(found.as_json(), default=str))
    else:
        click.echo("\n".join(found.lines()))
    return 0 if found.good else 1
