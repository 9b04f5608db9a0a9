"""Reads every chain from its first event to its head, in big batches on the driver's own cursor, and checks each link.

The hash is taken over the stored bytes; the bytes are compared with the columns; the steps are replayed. It knows no
records: an event that carries seals of some is handed on.
"""

import json
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import sha256
from typing import Any

from sqlalchemy import Connection, select

from engine.database import Database
from engine.events import BEFORE_THE_FIRST, streams
from engine.registry import Registry
from engine.replay import Replay

BATCH = 2_000

Row = tuple[Any, ...]
_COLUMNS = "stream, seq, at, kind, actor, role, command_id, command_digest, body, prev, hash"


@dataclass(frozen=True)
class Finding:
    """Something that is not as it was written, in a sentence. `what` is a short code; `stream` and `seq` say where."""

    what: str
    sentence: str
    stream: str | None = None
    seq: int | None = None


@dataclass
class Walked:
    """What was read on the way."""

    events: int = 0
    chains: int = 0


Seals = Callable[[Mapping[str, Any]], None]
"""Takes what an event says, where its data carries seals."""


@contextmanager
def one_moment(database: Database) -> Iterator[Connection]:
    """A connection that sees one moment of the database throughout, while others go on writing."""
    engine = database.reader
    if not database.is_sqlite:
        engine = engine.execution_options(isolation_level="REPEATABLE READ")
    with engine.connect() as connection:
        if not database.is_sqlite:
            connection.exec_driver_sql("SET LOCAL TIME ZONE 'UTC'")
        yield connection
        connection.rollback()


def size(connection: Connection) -> int:
    """About how many events there are to check: what the heads say."""
    return int(connection.exec_driver_sql("SELECT coalesce(sum(seq), 0) FROM stream").scalar_one())


def hashes_only(connection: Connection) -> int:
    """Follow every chain by its hashes alone; returns how many events hold. Raises ValueError at the first that does not."""
    stream, head, count = None, BEFORE_THE_FIRST, 0
    for batch in _batches(connection, "stream, seq, body, hash"):
        for of, seq, body, chained in batch:
            if of != stream:
                stream, head = of, BEFORE_THE_FIRST
            head = sha256(head + body).digest()
            if head != chained:
                raise ValueError(f"Event {seq} of {of} does not hold.")
        count += len(batch)
    return count


def check(
    connection: Connection,
    known: Registry,
    *,
    walked: Walked,
    seals: Seals = lambda _: None,
    progress: Callable[[int], None] = lambda _: None,
) -> Iterator[Finding]:
    """Every chain's first fault. The rest of a broken chain is not judged: it follows from what is broken."""
    spell = _from_text if connection.dialect.name == "sqlite" else _from_moment
    chain: _Chain | None = None
    for batch in _batches(connection, _COLUMNS):
        ended: list[_Chain] = []
        for row in batch:
            if chain is None or row[0] != chain.key:
                if chain is not None:
                    ended.append(chain)
                chain = _Chain(row[0], known, spell, seals)
            if chain.finding is None:
                chain.link(row)
        yield from _against_heads(connection, ended)
        walked.events += len(batch)
        walked.chains += len(ended)
        progress(walked.events)
    if chain is not None:
        walked.chains += 1
        yield from _against_heads(connection, [chain])
    yield from _without_events(connection)


class _Chain:
    """One stream on the way from its first event to its last."""

    __slots__ = ("_head", "_replay", "_seals", "_spell", "finding", "key", "seq")

    def __init__(self, key: str, known: Registry, spell: Callable[[Any], str], seals: Seals) -> None:
        self.key, self.seq, self._head = key, 0, BEFORE_THE_FIRST
        self._replay, self._spell, self._seals = Replay(known), spell, seals
        self.finding: Finding | None = None

    def link(self, row: Row) -> None:
        """Hold one event against the one before it."""
        _, seq, at, kind, actor, role, command_id, command_digest, body, prev, chained = row
        if seq != self.seq + 1:
            self._fault("gap", f"Event {self.seq + 1} of {self.key} is missing.", self.seq + 1)
            return
        self.seq = seq
        try:
            if prev != self._head or sha256(self._head + body).digest() != chained:
                self._changed(seq, "its bytes or its hash no longer follow from the event before")
                return
            self._head = chained
            said = _decode(body.decode())
            if (
                said["kind"] != kind
                or said["at"] != self._spell(at)
                or said["actor"] != actor
                or said["role"] != role
                or said["command_id"] != command_id
                or said["seq"] != seq
                or said["stream"] != self.key
                or said["command_digest"] != (None if command_digest is None else command_digest.hex())
            ):
                self._changed(seq, "its columns no longer say what its bytes say")
                return
            data = said["data"]
            if "lifecycle" in data and (fault := self._replay.step(role, data)):
                self._fault("step", f"Event {seq} of {self.key} is an impossible step: {fault}.", seq)
            if "seals" in data:
                self._seals(said)
        except (TypeError, ValueError, KeyError, AttributeError):
            self._changed(seq, "its bytes can no longer be read")

    def against_head(self, row: Row | None) -> Finding | None:
        """Hold the chain's end against the stream's row."""
        if self.finding is not None:
            return self.finding
        if row is None:
            return Finding("head", f"The head of {self.key} is gone, though its events are here.", self.key)
        _, seq, head, state, lifecycle, definition = row
        if seq != self.seq:
            return Finding("cut", f"{self.key} ends at event {self.seq}, but had {seq}.", self.key, self.seq)
        if bytes(head) != self._head:
            return Finding("head", f"The head of {self.key} is not the hash of its last event.", self.key, seq)
        if state != self._replay.state or (lifecycle, definition) != self._replay.definition:
            said = f"{state or 'no state'} ({lifecycle} version {definition})"
            came = f"{self._replay.state or 'no state'} ({' version '.join(map(str, self._replay.definition))})"
            return Finding("state", f"{self.key} stands in {said}, but its history leads to {came}.", self.key, seq)
        return None

    def _changed(self, seq: int, how: str) -> None:
        self._fault("changed", f"Event {seq} of {self.key} was changed after it was written: {how}.", seq)

    def _fault(self, what: str, sentence: str, seq: int) -> None:
        self.finding = Finding(what, sentence, self.key, seq)


def _against_heads(connection: Connection, ended: list[_Chain]) -> Iterator[Finding]:
    for start in range(0, len(ended), 500):
        some = ended[start : start + 500]
        query = select(
            streams.c.key, streams.c.seq, streams.c.head, streams.c.state, streams.c.lifecycle, streams.c.definition
        ).where(streams.c.key.in_([chain.key for chain in some]))
        heads = {row[0]: tuple(row) for row in connection.execute(query)}
        for chain in some:
            if finding := chain.against_head(heads.get(chain.key)):
                yield finding


def _without_events(connection: Connection) -> Iterator[Finding]:
    lost = connection.exec_driver_sql(
        "SELECT key, seq FROM stream WHERE NOT EXISTS (SELECT 1 FROM event WHERE event.stream = stream.key) ORDER BY key"
    )
    for key, seq in lost:
        yield Finding("cut", f"All {seq} events of {key} are gone.", key, 1)


def _batches(connection: Connection, columns: str) -> Iterator[list[Row]]:
    """Straight from the driver: a million rows pass here, and each thing done to a row is done a million times."""
    connection.exec_driver_sql("SELECT 1")
    driver: Any = connection.connection.dbapi_connection
    if connection.dialect.name == "sqlite":
        cursor = driver.cursor()
    else:
        cursor = driver.cursor(name="chains", binary=True)
    try:
        cursor.execute(f"SELECT {columns} FROM event ORDER BY stream, seq")
        while batch := cursor.fetchmany(BATCH):
            yield batch
    finally:
        cursor.close()


def _from_text(at: str) -> str:
    """SQLite keeps a moment as text, in UTC, to the microsecond."""
    return f"{at[:10]}T{at[11:]}+00:00"


def _from_moment(at: datetime) -> str:
    return at.astimezone(UTC).isoformat(timespec="microseconds")


_decode = json.JSONDecoder().decode
