"""Item: one line of a plan's text, in a tree. Its details are validated by its kind; its lineage survives revisions."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, TypeVar
from uuid import UUID

from sqlalchemy import JSON, Index
from sqlmodel import Field, Session, SQLModel, col, select

from engine.columns import json_value, key, points_to
from engine.ids import new_id


class Item(SQLModel, table=True):
    """`details` is checked by engine.kinds; it is replaced whole. `lineage_id` is the same through every version."""

    __table_args__ = (Index("ix_item_version", "version_id", "position"),)

    id: UUID = key()
    version_id: UUID = Field(foreign_key="version.id")
    parent_id: UUID | None = Field(default=None, foreign_key="item.id")
    lineage_id: UUID = Field(index=True)
    kind: str = Field(max_length=30)
    position: int
    details: dict[str, Any] = json_value()
    changed_at: datetime
    changed_by: UUID = points_to("account.id", index=False)
    changed_by_name: str = Field(max_length=200)
    version: int = 1


class ItemQuote(SQLModel, table=True):
    """A reference from an item to a quote, in order: never a copy. `inline` ones stand inside the staff text."""

    __tablename__ = "item_quote"

    item_id: UUID = Field(foreign_key="item.id", primary_key=True)
    quote_id: UUID = Field(foreign_key="quote.id", primary_key=True, index=True)
    position: int
    inline: bool = False


AnyItem = TypeVar("AnyItem", bound=Any)
"""An item, or a row with an item's columns."""


class SetAside(SQLModel, table=True):
    """Text that lost to another's, or was taken out: nothing anybody typed is thrown away.

    `line` is set where a whole line was taken out: its kind, details and quotes, and the lineage it stood under.
    """

    __tablename__ = "set_aside"

    id: UUID = key()
    version_id: UUID = points_to("version.id")
    lineage_id: UUID
    field: str = Field(max_length=60)
    text: str
    by: UUID = points_to("account.id", index=False)
    by_name: str = Field(max_length=200)
    at: datetime
    taken_up_at: datetime | None = None
    line: dict[str, Any] | None = Field(default=None, sa_type=JSON(none_as_null=True))


def items_of(session: Session, version_id: UUID) -> list[Item]:
    """Every item of a version, parents before their children, siblings in order."""
    query = select(Item).where(Item.version_id == version_id)
    return in_order(list(session.exec(query.order_by(col(Item.position), col(Item.id)))))


def in_order(rows: Sequence[AnyItem]) -> list[AnyItem]:
    """Parents before their children; the rows of one version come sorted by position and id."""
    children: dict[UUID | None, list[AnyItem]] = {}
    for row in rows:
        children.setdefault(row.parent_id, []).append(row)
    ordered: list[AnyItem] = []
    waiting = list(reversed(children.get(None, [])))
    while waiting:
        item = waiting.pop()
        ordered.append(item)
        waiting.extend(reversed(children.get(item.id, [])))
    return ordered


def links_of(session: Session, item_ids: Sequence[UUID], *, inline: bool = False) -> dict[UUID, list[UUID]]:
    """The quotes each item shows on their own, in order; with `inline`, those inside its staff text."""
    links: dict[UUID, list[UUID]] = {}
    if not item_ids:
        return links
    query = (
        select(ItemQuote)
        .where(col(ItemQuote.item_id).in_(list(item_ids)), ItemQuote.inline == inline)
        .order_by(col(ItemQuote.position))
    )
    for link in session.exec(query):
        links.setdefault(link.item_id, []).append(link.quote_id)
    return links


def add_item(
    session: Session,
    *,
    version_id: UUID,
    kind: str,
    details: Mapping[str, Any],
    position: int,
    by: UUID,
    by_name: str,
    at: datetime,
    parent_id: UUID | None = None,
    lineage_id: UUID | None = None,
    quotes: Sequence[UUID] = (),
) -> Item:
    """A new item; without a lineage it begins one. Details are taken as checked already."""
    item = Item(
        id=new_id(),
        version_id=version_id,
        parent_id=parent_id,
        lineage_id=lineage_id or new_id(),
        kind=kind,
        position=position,
        details=dict(details),
        changed_at=at,
        changed_by=by,
        changed_by_name=by_name,
    )
    session.add(item)
    session.flush()
    for place, quote_id in enumerate(quotes):
        session.add(ItemQuote(item_id=item.id, quote_id=quote_id, position=place))
    session.flush()
    return item


def copy_items(session: Session, *, from_version: UUID, to_version: UUID) -> None:
    """Carry a version's items into another with their lineage and quotes; who wrote each line stays with it."""
    items = items_of(session, from_version)
    new_ids = {item.id: new_id() for item in items}
    for item in items:
        session.add(
            Item(
                id=new_ids[item.id],
                version_id=to_version,
                parent_id=new_ids.get(item.parent_id) if item.parent_id else None,
                lineage_id=item.lineage_id,
                kind=item.kind,
                position=item.position,
                details=dict(item.details),
                changed_at=item.changed_at,
                changed_by=item.changed_by,
                changed_by_name=item.changed_by_name,
            )
        )
        session.flush()
    for link in session.exec(select(ItemQuote).where(col(ItemQuote.item_id).in_(list(new_ids)))).all():
        session.add(
            ItemQuote(item_id=new_ids[link.item_id], quote_id=link.quote_id, position=link.position, inline=link.inline)
        )
    session.flush()
