"""ownwords verify."""

import json
from pathlib import Path

import click

EPILOG = """\b
Examples:
  ./ownwords verify
  ./ownwords verify --write-checkpoint /mnt/safe/monday.checkpoint
  ./ownwords verify --checkpoint /mnt/safe/monday.checkpoint --json
  ./ownwords verify plan.docx
  ./ownwords verify --roundtrip texts.jsonl > answers.jsonl"""


@click.command(epilog=EPILOG)
@click.argument(
    "paper", required=False, type=click.Path(exists=True, dir_okay=False, path_type=Path), metavar="[PAPER]"
)
@click.option("--alone", is_flag=True, help="Prove PAPER by what is in it, without looking at the records.")
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
@click.option(
    "--roundtrip",
    type=click.Path(exists=True, dir_okay=False, allow_dash=True, path_type=Path),
    metavar="FILE.jsonl",
    help="Send each text of FILE, or of - for what is piped in, through every path and back.",
)
@click.option("--json", "as_json", is_flag=True, help="Print what was found as one JSON object.")
def command(
    paper: Path | None,
    checkpoint: Path | None,
    new: Path | None,
    roundtrip: Path | None,
    *,
    alone: bool,
    as_json: bool,
) -> int:
    """Show whether anything in the history was changed, or in a PAPER that was made here.

    Follows every chain, replays every plan against its lifecycle, and compares versions, signatures and quotes with
    their digests. Words that were lawfully erased are named with date and authority; they are no damage. The
    exit code is 1 when something is not as it was written. Checkpoints need OWNWORDS_CHECKPOINT_KEY_FILE.

    With PAPER, a Word file, the answer is one of: intact; changed at this quotation, which is named; saved again by
    another program, proof gone. It is compared with the records where there are any, else with the exact texts it carries.

    With --roundtrip no records are touched: each line of FILE, an object with “id” and “text”, is captured in a
    scratch database and read back through the database, HTML, Word, JSON, CSV and a restored backup. One line is
    printed for each: kept or refused, why, and the SHA-256 of what came back. The exit code is 1 when something
    came back different, and 2 when a line could not be read.
    """
    if roundtrip:
        if paper or alone or checkpoint or new or as_json:
            raise click.UsageError("--roundtrip goes alone: it looks at no records and always answers in JSON lines.")
        from web.roundtrip.door import walk

        return walk(roundtrip)
    if paper:
        if checkpoint or new:
            raise click.UsageError("A checkpoint is of the records. Name the Word file in a call of its own.")
        from web.paper_door import answer_about

        return answer_about(paper, alone=alone, as_json=as_json)
    if alone:
        raise click.UsageError("--alone says how to prove a Word file. Name the file as well.")
    from engine.settings import settings
    from web.checkpoint_door import verified

    found = verified(settings(), checkpoint=checkpoint, new=new)
    if as_json:
        click.echo(json.dumps(found.as_json(), default=str))
    else:
        click.echo("\n".join(found.lines()))
    return 0 if found.good else 1
