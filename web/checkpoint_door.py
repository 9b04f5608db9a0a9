"""The history as the terminal asks about it: verified, held against a checkpoint, and signed into a new one."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import workflows.lifecycles  # noqa: F401  the definitions that histories are replayed against
from engine.checkpoints import Checkpoint, Comparison, compare, write_checkpoint
from engine.clock import now
from engine.database import open_database
from engine.refusals import Refusal
from engine.schema import require_tables
from engine.settings import Settings
from engine.verification import Report, verify
from web.progress import Progress


@dataclass(frozen=True)
class Found:
    """What verifying brought to light, and what was written because all held."""

    report: Report
    compared: Comparison | None = None
    written: Checkpoint | None = None

    @property
    def good(self) -> bool:
        """True when nothing was changed, cut or put back."""
        return self.report.ok and (self.compared is None or self.compared.ok)

    def lines(self) -> Iterator[str]:
        """The whole first, then each thing that was found."""
        yield self.report.sentence
        yield from (f"  {finding.sentence}" for finding in self.report.findings[1:])
        yield from (f"  {erased.sentence}" for erased in self.report.erased)
        if self.compared:
            yield self.compared.sentence
            yield from (f"  {finding.sentence}" for finding in self.compared.findings[1:])
        if self.written:
            yield f"The heads of {self.written.chains:,} chains are signed in {self.written.file}."

    def as_json(self) -> dict[str, Any]:
        """For `--json`."""
        compared = self.compared.as_json() if self.compared else None
        written = self.written.file if self.written else None
        return self.report.as_json() | {"ok": self.good, "checkpoint": compared, "written": written}


def verified(settings: Settings, *, checkpoint: Path | None = None, new: Path | None = None) -> Found:
    """Check everything. A new checkpoint is written only of a history that holds."""
    key = _key_file(settings) if checkpoint or new else None
    if new and new.exists():
        raise Refusal(f"{new} is already there, and a checkpoint is never written over another. Name a new file.")
    database = open_database(settings.url)
    try:
        require_tables(database)
        with Progress("Following the chains") as progress:
            report = verify(database, progress=progress)
        found = Found(report, compare(database, checkpoint, key_file=key) if checkpoint and key else None)
        if new and key and found.good:
            return Found(report, found.compared, write_checkpoint(database, new, key_file=key, at=now()))
        return found
    finally:
        database.close()


def _key_file(settings: Settings) -> Path:
    if settings.checkpoint_key_file is None:
        raise Refusal(
            "A checkpoint cannot be signed or read: OWNWORDS_CHECKPOINT_KEY_FILE names no key. Set it to a file outside "
            "the data folder; it is made when it is not there."
        )
    return settings.checkpoint_key_file
