"""A signed list of all chain heads, kept outside the database: a cut tail or a restored older file shows against it.

The file has one line for each chain, so that it is written and read as a stream, and ends with an HMAC-SHA256 over all
lines before. The key is a file of its own; whoever can only write to the database cannot make a list that fits.
"""

import hmac
import json
import os
import secrets
from collections.abc import Iterator
from dataclasses import asdict, dataclass, field
from datetime import datetime
from itertools import islice
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, select, tuple_

from engine.chains import Finding, one_moment
from engine.database import Database
from engine.events import events, moment, streams
from engine.refusals import Refusal

TITLE = "ownwords checkpoint 1"
BATCH = 400


@dataclass(frozen=True)
class Checkpoint:
    """What was written."""

    file: str
    made_at: str
    chains: int
    events: int


@dataclass
class Comparison:
    """A checkpoint held against a database. `findings` names every chain that no longer contains what it had."""

    file: str
    made_at: str
    chains: int = 0
    findings: list[Finding] = field(default_factory=list)

    @property
    def ok(self) -> bool:
        """True when every chain still contains what it contained when the checkpoint was made."""
        return not self.findings

    @property
    def sentence(self) -> str:
        """The whole in a sentence."""
        if self.ok:
            return f"All {self.chains:,} chains still contain what they held on {self.made_at[:10]}."
        more = f" {len(self.findings) - 1:,} more chains differ." if len(self.findings) > 1 else ""
        return f"This is not the history of {self.made_at[:10]} continued: {self.findings[0].sentence}{more}"

    def as_json(self) -> dict[str, Any]:
        """For `--json`."""
        return {"ok": self.ok, "sentence": self.sentence, **asdict(self)}


def write_checkpoint(database: Database, file: Path, *, key_file: Path, at: datetime) -> Checkpoint:
    """Sign all heads into `file`, whole or not at all. The key is made, for its owner's eyes only, when there is none."""
    key = _key(key_file, make=True)
    partial = file.with_name(f".{file.name}.{secrets.token_hex(4)}")
    file.parent.mkdir(parents=True, exist_ok=True)
    chains = count = 0
    try:
        with one_moment(database) as connection, partial.open("wb") as out:
            signer = hmac.new(key, digestmod="sha256")
            for line, seq in _lines(connection, at):
                signer.update(line)
                out.write(line)
                chains, count = chains + (seq > 0), count + seq
            out.write(f"{signer.hexdigest()}\n".encode())
            out.flush()
            os.fsync(out.fileno())
        partial.replace(file)
    finally:
        partial.unlink(missing_ok=True)
    return Checkpoint(str(file), moment(at), chains, count)


def compare(database: Database, file: Path, *, key_file: Path) -> Comparison:
    """Hold a checkpoint against the database. Raises Refusal when the file is not one of ours, as it was signed."""
    title = _verified(file, _key(key_file, make=False))
    comparison = Comparison(str(file), title["made_at"])
    with one_moment(database) as connection:
        heads = _heads_in(file)
        while some := list(islice(heads, BATCH)):
            comparison.chains += len(some)
            comparison.findings += _differing(connection, some)
    return comparison


def _lines(connection: Connection, at: datetime) -> Iterator[tuple[bytes, int]]:
    yield _line([TITLE, moment(at)]), 0
    query = select(streams.c.key, streams.c.seq, streams.c.head).order_by(streams.c.key)
    for key, seq, head in connection.execute(query.execution_options(yield_per=2_000)):
        yield _line([key, seq, bytes(head).hex()]), seq


def _line(parts: list[Any]) -> bytes:
    return json.dumps(parts, ensure_ascii=True, separators=(",", ":")).encode() + b"\n"


def _verified(file: Path, key: bytes) -> dict[str, str]:
    """The title line, once the signature over everything before the last line fits."""
    signer, last, title = hmac.new(key, digestmod="sha256"), b"", b""
    try:
        with file.open("rb") as lines:
            for line in lines:
                title = title or line
                signer.update(last)
                last = line
    except OSError:
        raise Refusal(f"There is no checkpoint to read at {file}. Check the name, or write one first.") from None
    if not hmac.compare_digest(last.strip(), signer.hexdigest().encode()):
        raise Refusal(
            f"The checkpoint {file} cannot be trusted: its signature does not fit. Either the file was changed or cut, or "
            "it was signed with another key. Use the key file of the day it was written, or an older checkpoint."
        )
    said = json.loads(title)
    if said[0] != TITLE:
        raise Refusal(
            f"{file} is not a checkpoint this program can read. It was written by another version of Ownwords."
        )
    return {"made_at": said[1]}


def _heads_in(file: Path) -> Iterator[tuple[str, int, bytes]]:
    with file.open("rb") as lines:
        next(lines)
        line = next(lines)
        for following in lines:
            key, seq, head = json.loads(line)
            yield key, seq, bytes.fromhex(head)
            line = following


def _differing(connection: Connection, some: list[tuple[str, int, bytes]]) -> Iterator[Finding]:
    asked = [(key, seq) for key, seq, _ in some]
    query = select(events.c.stream, events.c.hash).where(tuple_(events.c.stream, events.c.seq).in_(asked))
    found = {key: bytes(chained) for key, chained in connection.execute(query)}
    known = select(streams.c.key, streams.c.seq).where(streams.c.key.in_([key for key, _ in asked]))
    now: dict[str, int] = {key: seq for key, seq in connection.execute(known)}  # noqa: C416 - dict() of rows has no type
    for key, seq, head in some:
        if key not in now and key not in found:
            yield Finding("gone", f"{key} is gone; it had {seq} events.", key)
        elif key not in found:
            yield Finding("cut", f"{key} had {seq} events and has only {now.get(key, 0)} now.", key, seq)
        elif found[key] != head:
            yield Finding("rewritten", f"{key} was rewritten at or before event {seq}.", key, seq)


def _key(file: Path, *, make: bool) -> bytes:
    if not file.exists():
        if not make:
            raise Refusal(
                f"The key file {file} is not here. Without the key no checkpoint can be trusted; restore the file."
            )
        file.parent.mkdir(parents=True, exist_ok=True)
        with os.fdopen(os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as out:
            out.write(secrets.token_hex(32) + "\n")
    try:
        key = bytes.fromhex(file.read_text(encoding="ascii").strip())
    except (OSError, ValueError):
        key = b""
    if len(key) < 32:
        raise Refusal(f"The key file {file} does not hold a key: it should be one line of 64 hexadecimal digits.")
    return key
