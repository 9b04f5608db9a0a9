"""The round trip as the terminal asks for it: lines in from a file or a pipe, lines out as soon as a batch is through."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import BinaryIO

import click

from engine.clock import now
from web.progress import Progress
from web.roundtrip.report import Totals
from web.roundtrip.run import roundtrip

STDIN = Path("-")

ALL_KEPT, SOMETHING_CHANGED, NOT_ALL_LINES = 0, 1, 2


def walk(source: Path) -> int:
    """Exit code: 0 all kept or refused by rule, 1 something came back different, 2 some lines could not be read."""
    totals = Totals()
    with _opened(source) as (file, size), Progress("Walking every path") as progress:
        for outcome in roundtrip(file, totals, at=now(), note=partial(click.echo, err=True)):
            # The lines are ASCII; straight to the pipe, so that no terminal's encoding has a say.
            sys.stdout.buffer.write(outcome.as_line().encode("ascii") + b"\n")
            if size:
                progress(file.tell(), size)
        sys.stdout.buffer.flush()
    click.echo(totals.sentence + ".", err=True)
    if totals.changed:
        return SOMETHING_CHANGED
    return NOT_ALL_LINES if totals.unreadable else ALL_KEPT


@contextmanager
def _opened(source: Path) -> Iterator[tuple[BinaryIO, int]]:
    if source == STDIN:
        yield sys.stdin.buffer, 0
        return
    with source.open("rb") as file:
        yield file, source.stat().st_size
