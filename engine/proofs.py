"""The records' own proof: frozen versions against their fingerprints, quotes against their digests, erasures by name."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property
from typing import Any, cast
from uuid import UUID

from sqlalchemy import Table, select
from sqlmodel import Session, col

from engine.canonical import salted_digest
from engine.chains import Finding
from engine.easy_read import sealed_lines
from engine.events import moment
from engine.items import Item, in_order
from engine.quotes import Erasure, Quote, QuoteText, seal_of, seal_of_erasure
from engine.shown_beside import shown_by
from engine.signatures import Signature, seal_of_signature
from engine.versions import Version, fingerprint, quote_links

BATCH = 200


@dataclass(frozen=True)
class Erased:
    """A quote or a file whose characters were taken lawfully. Not damage: the sentence says so."""

    quote: str
    on: str
    authority: str
    what: str = "The words of quote"

    @property
    def sentence(self) -> str:
        """As `verify` prints it."""
        verb = "were" if self.what == "The words of quote" else "was"
        return f"{self.what} {self.quote} {verb} erased on {self.on} under {self.authority}."


@dataclass
class Sealed:
    """What the chains vouch for, gathered while they were read. Only the last seal of a record counts.

    `notes` holds the note that a decision was about, and `moments` when an erasure was: what their events say of them.
    """

    versions: dict[UUID, bytes] = field(default_factory=dict)
    quotes: dict[UUID, bytes] = field(default_factory=dict)
    marks: dict[UUID, bytes] = field(default_factory=dict)
    erasures: dict[UUID, bytes] = field(default_factory=dict)
    originals: dict[UUID, bytes] = field(default_factory=dict)
    original_texts: dict[UUID, bytes] = field(default_factory=dict)
    shown_copies: dict[UUID, bytes] = field(default_factory=dict)
    original_erasures: dict[UUID, bytes] = field(default_factory=dict)
    passage_decisions: dict[UUID, bytes] = field(default_factory=dict)
    companions: dict[UUID, bytes] = field(default_factory=dict)
    answers: dict[UUID, bytes] = field(default_factory=dict)
    signatures: dict[UUID, bytes] = field(default_factory=dict)
    consents: dict[UUID, bytes] = field(default_factory=dict)
    pictures: dict[UUID, bytes] = field(default_factory=dict)
    notes: dict[UUID, UUID] = field(default_factory=dict)
    moments: dict[UUID, str] = field(default_factory=dict)

    def take(self, event: Mapping[str, Any]) -> None:
        """What one event vouches for."""
        data = event["data"]
        for what, identity, sealed in data["seals"]:
            record = UUID(identity)
            self._kinds[what][record] = bytes.fromhex(sealed)
            if what == "passage_decision":
                self.notes[record] = UUID(data["original"])
            elif what in ("erasure", "original_erasure"):
                self.moments[record] = event["at"]

    def fault_of_erasure(self, erased: UUID, at: datetime, given: bytes | None, seal: bytes) -> str | None:
        """What is wrong with the row of an erasure, whose seal is `given` in the history, `seal` by what it says now."""
        if given is None:
            return "no event says that it was erased"
        if seal != given or moment(at) != self.moments[erased]:
            return "its erasure no longer says by what right, why, by whom and when it was erased"
        return None

    @cached_property
    def _kinds(self) -> dict[str, dict[UUID, bytes]]:
        return {
            "version": self.versions,
            "quote": self.quotes,
            "quote_mark": self.marks,
            "erasure": self.erasures,
            "original": self.originals,
            "original_text": self.original_texts,
            "shown_copy": self.shown_copies,
            "original_erasure": self.original_erasures,
            "passage_decision": self.passage_decisions,
            "companion": self.companions,
            "answer": self.answers,
            "signature": self.signatures,
            "signing_consent": self.consents,
            "own_picture": self.pictures,
        }


@dataclass
class Proved:
    """What was looked at."""

    versions: int = 0
    quotes: int = 0
    originals: int = 0
    companions: int = 0
    erased: list[Erased] = field(default_factory=list)


def check_versions(session: Session, sealed: Sealed, proved: Proved) -> Iterator[Finding]:
    """Frozen versions: the text gives its fingerprint, and the chain carries the same one."""
    waiting = dict(sealed.versions)
    for batch in _batches(session, select(*_every(_versions)).where(col(Version.frozen_at).is_not(None)), Version):
        items = _items_of(session, [version.id for version in batch])
        links = quote_links(session, [item.id for rows in items.values() for item in rows])
        beside = shown_by(session, [version.id for version in batch])
        easy = sealed_lines(session, [version.id for version in batch])
        for version in batch:
            proved.versions += 1
            given = waiting.pop(version.id, None)
            text = in_order(items.get(version.id, []))
            shown = beside.get(version.id, ())
            if fingerprint(version, text, links, shown, easy.get(version.id, ())) != version.fingerprint:
                yield _about_version(version, "its text no longer gives the fingerprint that was signed")
            elif given is None:
                yield _about_version(version, "no event says that it was frozen")
            elif given.hex() != version.fingerprint:
                yield _about_version(version, "its fingerprint is not the one in the history")
    for identity in waiting:
        yield Finding("version", f"Version {identity}, which the history knows as frozen, is gone or no longer frozen.")


def check_signatures(session: Session, sealed: Sealed) -> Iterator[Finding]:
    """Every signature is bound to the fingerprint of the version it names, and says what the history says it said.

    Signatures given before their rows were sealed are known by their fingerprint alone.
    """
    query = (
        select(col(Signature.id), col(Version.id))
        .join(Version, col(Version.id) == col(Signature.version_id))
        .where(col(Signature.fingerprint) != col(Version.fingerprint))
        .order_by(col(Signature.id))
    )
    for signature, version in session.execute(query):
        yield Finding("signature", f"Signature {signature} is not bound to the text of version {version}.")
    yield from check_rows(session, Signature, sealed.signatures, seal_of_signature, name="Signature {}")


def check_quotes(session: Session, sealed: Sealed, proved: Proved) -> Iterator[Finding]:
    """Every quote: its row as the chain sealed it, its characters as its digest says, or a lawful erasure."""
    waiting = dict(sealed.quotes)
    erasures = {row.quote_id: row for row in session.execute(select(*_every(_erasures)))}
    query = select(*_every(_quotes), *_every(_texts)[1:]).join(
        QuoteText, col(QuoteText.quote_id) == col(Quote.id), isouter=True
    )
    for batch in _batches(session, query, Quote):
        for quote in batch:
            proved.quotes += 1
            if fault := _fault_of(quote, waiting.pop(quote.id, None), erasures.get(quote.id), sealed):
                yield Finding("quote", f"Quote {quote.id}: {fault}.")
            elif quote.text is None:
                erasure = erasures[quote.id]
                proved.erased.append(Erased(str(quote.id), erasure.at.date().isoformat(), erasure.authority))
    for identity in waiting:
        yield Finding("quote", f"Quote {identity}, which the history knows, is gone.")


def check_rows(
    session: Session,
    table: Any,
    sealed: Mapping[UUID, bytes],
    seal_of_row: Callable[[Any], bytes],
    *,
    name: str,
    may_be_gone: Callable[[UUID], bool] = lambda _: False,
) -> Iterator[Finding]:
    """Every row of a table that an event vouches for is there and says what it said. `name` calls it, with its id as {}."""
    for identity, given in sealed.items():
        row = session.get(table, identity)
        if row is None:
            if not may_be_gone(identity):
                yield Finding(table.__tablename__, f"{name.format(identity)}, which the history knows, is gone.")
        elif seal_of_row(row) != given:
            yield Finding(table.__tablename__, f"{name.format(identity)} no longer says what it said.")
        session.expunge_all()


def _fault_of(quote: Any, given: bytes | None, erasure: Any, sealed: Sealed) -> str | None:
    if given is None:
        return "no event says that it was captured"
    if seal_of(quote) != given:
        return "its row no longer says what it said when it was captured"
    if erasure is not None:
        given_then = sealed.erasures.get(quote.id)
        if fault := sealed.fault_of_erasure(quote.id, erasure.at, given_then, seal_of_erasure(erasure)):
            return fault
    if quote.text is None:
        return None if erasure is not None else "its words are gone, and nobody erased them lawfully"
    if erasure is not None:
        return "it was erased, but its words are still here"
    if salted_digest(quote.text, quote.salt) != quote.digest:
        return "its words are not the ones that were captured"
    return None


def _items_of(session: Session, versions: list[UUID]) -> dict[UUID, list[Any]]:
    query = select(*_every(_items)).where(col(Item.version_id).in_(versions))
    found: dict[UUID, list[Any]] = {}
    for row in session.execute(query.order_by(col(Item.version_id), col(Item.position), col(Item.id))):
        found.setdefault(row.version_id, []).append(row)
    return found


def _batches(session: Session, query: Any, table: Any) -> Iterator[list[Any]]:
    """Rows by key, a few at a time, so that a large agency fits in a small memory."""
    query = query.order_by(table.id).limit(BATCH)
    batch = list(session.execute(query))
    while batch:
        yield batch
        batch = list(session.execute(query.where(table.id > batch[-1].id)))


def _every(table: Table) -> list[Any]:
    return list(table.c)


def _about_version(version: Any, fault: str) -> Finding:
    return Finding("version", f"Version {version.number} ({version.id}) of plan {version.plan_id}: {fault}.")


_versions = cast("Table", Version.__table__)  # type: ignore[attr-defined]
_items = cast("Table", Item.__table__)  # type: ignore[attr-defined]
_quotes = cast("Table", Quote.__table__)  # type: ignore[attr-defined]
_texts = cast("Table", QuoteText.__table__)  # type: ignore[attr-defined]
_erasures = cast("Table", Erasure.__table__)  # type: ignore[attr-defined]
