"""Version: the text of a plan. A draft until frozen; then text and fingerprint never change."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlmodel import Field, Session, SQLModel, UniqueConstraint, col, select

from engine.canonical import canonical, digest
from engine.columns import key, points_to
from engine.easy_read import Easy, sealed_lines
from engine.events import seal
from engine.items import ItemQuote, items_of
from engine.quotes import Quote
from engine.shown_beside import bind, shown_by


class VersionKind(StrEnum):
    """How a version came about. A correction, an amendment and a new plan are three different things."""

    FIRST = "first"
    REVISION = "revision"
    AMENDMENT = "amendment"
    CORRECTION = "correction"
    NEW_PLAN = "new plan"


class Version(SQLModel, table=True):
    """Version 1, 2, 3 ... of a plan. `effective_on` is the day it is meant to take effect, part of what is signed."""

    __table_args__ = (UniqueConstraint("plan_id", "number"),)

    id: UUID = key()
    plan_id: UUID = points_to("plan.id")
    number: int
    kind: str = Field(max_length=12)
    based_on_id: UUID | None = None
    plan_type: str = Field(max_length=20)
    profile: str = Field(max_length=60)
    profile_version: str = Field(max_length=40)
    language: str = Field(default="en", max_length=20)
    effective_on: date | None = None
    interim_reason: str = ""
    interim_until: date | None = None
    why: str = ""
    created_by: UUID = points_to("account.id", index=False)
    created_by_name: str = Field(max_length=200)
    created_at: datetime
    frozen_at: datetime | None = None
    fingerprint: str | None = Field(default=None, max_length=64)
    edits: int = 0

    @property
    def short_fingerprint(self) -> str:
        """The first twelve characters, as printed in footers."""
        return (self.fingerprint or "")[:12]

    @property
    def short_code(self) -> str:
        """The same in groups of four, to be read aloud and compared with paper."""
        short = self.short_fingerprint.upper()
        return "-".join(short[place : place + 4] for place in range(0, len(short), 4))


class PassageMark(SQLModel, table=True):
    """Somebody answers for a passage in quotation marks no quote covers: a label, or another’s words by name.

    Bound to the exact passage: when the text changes, the mark no longer fits.
    """

    __tablename__ = "passage_mark"

    id: UUID = key()
    plan_id: UUID = points_to("plan.id")
    passage: str
    kind: str = Field(max_length=12)
    said_by: str = Field(default="", max_length=200)
    marked_by: UUID = points_to("account.id", index=False)
    marked_by_name: str = Field(max_length=200)
    at: datetime


class Waiver(SQLModel, table=True):
    """A check that a named person set aside for one version, with a reason."""

    id: UUID = key()
    version_id: UUID = points_to("version.id")
    check: str = Field(max_length=60)
    reason: str
    by: UUID = points_to("account.id", index=False)
    by_name: str = Field(max_length=200)
    at: datetime


def fingerprint_of(session: Session, version: Version) -> str:
    """SHA-256 over the version's staff text and the digests of its quotes, in order. Computed the same for ever.

    Covers the items (kind, lineage, details, order, nesting), what the plan is, its dates, its Easy Read lines, and the
    transcripts and translations it shows; not who typed when.
    """
    items = items_of(session, version.id)
    beside = shown_by(session, [version.id]).get(version.id, [])
    easy = sealed_lines(session, [version.id]).get(version.id, [])
    return fingerprint(version, items, quote_links(session, [item.id for item in items]), beside, easy)


def freeze(session: Session, version: Version, *, at: datetime) -> None:
    """Give the text its fingerprint; from here the database refuses every change to it, and the chain carries it."""
    links = quote_links(session, [item.id for item in items_of(session, version.id)])
    bind(session, version.id, [quote_id for found in links.values() for quote_id, _digest in found])
    version.fingerprint = fingerprint_of(session, version)
    version.frozen_at = at
    session.add(version)
    session.flush()
    seal(session, "version", version.id, bytes.fromhex(version.fingerprint))


def versions_of(session: Session, plan_id: UUID) -> list[Version]:
    """All versions of a plan, newest first."""
    query = select(Version).where(Version.plan_id == plan_id).order_by(col(Version.number).desc())
    return list(session.exec(query))


def fingerprint(
    version: Any,
    items: Sequence[Any],
    links: Mapping[UUID, Sequence[tuple[UUID, bytes]]],
    beside: Sequence[tuple[UUID, bytes]] = (),
    easy: Sequence[Easy] = (),
) -> str:
    """The fingerprint of a version whose items, in order, quotes, companions and lines were read already; rows will do.

    A version that shows no companion, or has no Easy Read lines, has the fingerprint it had before they were part of it.
    """
    lineage = {item.id: item.lineage_id for item in items}
    content = {
        "plan": version.plan_id,
        "number": version.number,
        "kind": version.kind,
        "plan_type": version.plan_type,
        "profile": [version.profile, version.profile_version],
        "language": version.language,
        "effective_on": version.effective_on,
        "interim": [version.interim_reason, version.interim_until],
        "items": [
            {
                "kind": item.kind,
                "lineage": item.lineage_id,
                "under": lineage.get(item.parent_id) if item.parent_id else None,
                "position": item.position,
                "details": item.details,
                "quotes": links.get(item.id, []),
            }
            for item in items
        ],
    }
    if beside:
        content["beside"] = list(beside)
    if easy:
        content["easy_read"] = list(easy)
    return digest(canonical(content)).hex()


def quote_links(session: Session, item_ids: Sequence[UUID]) -> dict[UUID, list[tuple[UUID, bytes]]]:
    """The quotes of each item, in order, with their digests."""
    if not item_ids:
        return {}
    query = (
        select(ItemQuote.item_id, Quote.id, Quote.digest)
        .join(Quote, col(Quote.id) == col(ItemQuote.quote_id))
        .where(col(ItemQuote.item_id).in_(item_ids))
        .order_by(col(ItemQuote.item_id), col(ItemQuote.position))
    )
    links: dict[UUID, list[tuple[UUID, bytes]]] = {}
    for item_id, quote_id, quote_digest in session.exec(query):
        links.setdefault(item_id, []).append((quote_id, quote_digest))
    return links
