"""EasyLine: a line of a plan again, one idea a line, tied to the staff text it was made from.

The tie is a digest of the item's details: a change of the staff text leaves its lines out of date until somebody looks at
them again. The lines are part of a version: copied to the next one, frozen with it, and in its fingerprint.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Index, LargeBinary
from sqlmodel import Field, Session, SQLModel, col, select

from engine.canonical import canonical, digest
from engine.columns import key
from engine.ids import new_id
from engine.items import Item

BY_RULES = "rules"
"""`made_by` of a line that nobody has written over."""


class EasyLine(SQLModel, table=True):
    """One line. `of_text` is the digest of the item's details it was made from, or last looked at beside.

    `made_by` is `rules` or a name; `looked_by` names who saw it beside the original, and is empty before that.
    """

    __tablename__ = "easy_line"
    __table_args__ = (Index("ix_easy_line_version", "version_id", "lineage_id", "position"),)

    id: UUID = key()
    version_id: UUID = Field(foreign_key="version.id")
    lineage_id: UUID
    position: int
    text: str
    symbol: str = Field(default="", max_length=60)
    made_by: str = Field(max_length=200)
    looked_by: str = Field(default="", max_length=200)
    of_text: bytes = Field(sa_type=LargeBinary(32))
    made_at: datetime


Easy = tuple[UUID, int, str, str, str, str, bytes]
"""A line as the fingerprint takes it: lineage, position, text, symbol, who made it, who looked, of which text."""


@dataclass(frozen=True)
class Draft:
    """A line before it is kept."""

    text: str
    symbol: str
    made_by: str


def digest_of(details: Mapping[str, Any]) -> bytes:
    """What ties lines to the staff text of an item: SHA-256 of its details."""
    return digest(canonical(details))


def lines_of(session: Session, version_id: UUID) -> dict[UUID, list[EasyLine]]:
    """The lines of a version by the lineage of their item, in order."""
    query = select(EasyLine).where(EasyLine.version_id == version_id)
    found: dict[UUID, list[EasyLine]] = {}
    for line in session.exec(query.order_by(col(EasyLine.lineage_id), col(EasyLine.position))):
        found.setdefault(line.lineage_id, []).append(line)
    return found


def sealed_lines(session: Session, version_ids: Sequence[UUID]) -> dict[UUID, list[Easy]]:
    """The lines of several versions as their fingerprints take them, in one order."""
    query = select(EasyLine).where(col(EasyLine.version_id).in_(list(version_ids)))
    found: dict[UUID, list[Easy]] = {}
    for row in session.exec(query.order_by(col(EasyLine.lineage_id), col(EasyLine.position), col(EasyLine.id))):
        found.setdefault(row.version_id, []).append(
            (row.lineage_id, row.position, row.text, row.symbol, row.made_by, row.looked_by, row.of_text)
        )
    return found


def out_of_date(item: Item, lines: Sequence[EasyLine]) -> bool:
    """Whether the staff text changed since its lines were made or looked at. Without lines nothing is out of date."""
    now = digest_of(item.details)
    return any(line.of_text != now for line in lines)


def replace_lines(
    session: Session, item: Item, drafts: Sequence[Draft], *, looked_by: str, at: datetime
) -> list[EasyLine]:
    """The lines of an item from now on, tied to its text as it stands."""
    drop_lines(session, item.version_id, item.lineage_id)
    now = digest_of(item.details)
    rows = [
        EasyLine(
            id=new_id(),
            version_id=item.version_id,
            lineage_id=item.lineage_id,
            position=place,
            text=draft.text,
            symbol=draft.symbol,
            made_by=draft.made_by,
            looked_by=looked_by,
            of_text=now,
            made_at=at,
        )
        for place, draft in enumerate(drafts)
    ]
    session.add_all(rows)
    session.flush()
    return rows


def drop_lines(session: Session, version_id: UUID, lineage_id: UUID) -> None:
    """Take an item's lines away, as when the item itself is taken out."""
    query = select(EasyLine).where(EasyLine.version_id == version_id, EasyLine.lineage_id == lineage_id)
    for row in session.exec(query).all():
        session.delete(row)
    session.flush()


def copy_lines(session: Session, *, from_version: UUID, to_version: UUID) -> None:
    """Carry the lines into another version; who made and looked at each, and of which text, stays with it."""
    for row in session.exec(select(EasyLine).where(EasyLine.version_id == from_version)).all():
        session.add(EasyLine(**row.model_dump(exclude={"id", "version_id"}), id=new_id(), version_id=to_version))
    session.flush()
