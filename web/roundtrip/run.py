"""Every line of a file through every path, a batch at a time, so that a file of any length fits in a small memory."""

import tempfile
from collections.abc import Callable, Iterator, Mapping
from datetime import datetime
from hashlib import blake2b
from pathlib import Path
from typing import BinaryIO
from uuid import UUID

from engine.database import reading
from engine.refusals import Refusal
from web.papers.records import quote_records
from web.roundtrip import paths
from web.roundtrip.lines import Line, read_lines
from web.roundtrip.report import Outcome, Texts, Totals, compared
from web.roundtrip.scratch import Scratch, prepare, scratch

MOST_LINES, MOST_CHARACTERS = 1_000, 1_000_000
"""Of one batch, whichever is reached first."""


def roundtrip(file: BinaryIO, totals: Totals, *, at: datetime, note: Callable[[str], None]) -> Iterator[Outcome]:
    """One outcome for each line, in the order of the file. `note` is told what is odd and harms nothing."""
    with tempfile.TemporaryDirectory(prefix="ownwords-roundtrip-") as name:
        folder = Path(name)
        prepared = prepare(folder, at=at)
        for number, batch in enumerate(_batches(_noting_twins(read_lines(file), note))):
            with scratch(prepared, folder / f"batch-{number}", at=at) as place:
                for outcome, line in zip(_walked(place, batch), batch, strict=True):
                    totals.count(outcome)
                    totals.unreadable += line.fault is not None
                    yield outcome


def _noting_twins(lines: Iterator[Line], note: Callable[[str], None]) -> Iterator[Line]:
    """An id that stands twice is walked twice. Eight bytes of each are remembered, not the id."""
    seen: set[bytes] = set()
    for line in lines:
        if line.id is not None:
            mark = blake2b(f"{type(line.id).__name__}:{line.id}".encode("utf-8", "surrogatepass"), digest_size=8)
            if mark.digest() in seen:
                note(f"The id of line {line.number} stood before; both lines are walked.")
            seen.add(mark.digest())
        yield line


def _batches(lines: Iterator[Line]) -> Iterator[list[Line]]:
    batch: list[Line] = []
    size = 0
    for line in lines:
        batch.append(line)
        size += len(line.text or "")
        if len(batch) == MOST_LINES or size >= MOST_CHARACTERS:
            yield batch
            batch, size = [], 0
    if batch:
        yield batch


def _walked(place: Scratch, batch: list[Line]) -> Iterator[Outcome]:
    texts = [line.text for line in batch if line.text is not None]
    answers = iter(place.capture(texts))
    kept = [next(answers) if line.text is not None else line.fault for line in batch]
    came_back = _came_back(place, [one for one in kept if isinstance(one, UUID)])
    for line, one in zip(batch, kept, strict=True):
        if isinstance(one, UUID):
            yield compared(line.id, line.text or "", came_back[one])
        else:
            yield Outcome(line.id, "refused", one.message if isinstance(one, Refusal) else one)


def _came_back(place: Scratch, ids: list[UUID]) -> dict[UUID, Texts]:
    spoken = place.read(ids)
    with reading(place.database) as session:
        records = quote_records(session, ids)
    walked: dict[str, Mapping[str, str | None]] = {
        "database": {str(identity): quote.text for identity, quote in spoken.items()},
        "html": paths.through_html(spoken),
        "word": paths.through_word(spoken, at=place.at),
        "json": paths.through_json(records),
        "csv": paths.through_csv(records),
        "backup": {str(identity): quote.text for identity, quote in place.restored(ids).items()},
    }
    return {identity: {path: found.get(str(identity)) for path, found in walked.items()} for identity in ids}
