"""Which lines of a plan name somebody who works from it: theirs to see, to sign for and to acknowledge."""

import re
from collections.abc import Iterable, Sequence
from uuid import UUID

from sqlmodel import Session

from engine.items import Item, items_of

NAMING = ("provider", "responsible", "owner", "by_whom")
"""Fields that say who does what a line promises."""

_SHORTEST = 3


def parts_naming(items: Iterable[Item], name: str) -> list[UUID]:
    """The lines in which this account's name, or the agency in it, is written as who does it. By lineage, in order."""
    wanted = _names_in(name)
    return [
        item.lineage_id for item in items if any(_same(str(item.details.get(field) or ""), wanted) for field in NAMING)
    ]


def parts_of(session: Session, version_id: UUID, name: str) -> list[UUID]:
    """The same for a version of a plan."""
    return parts_naming(items_of(session, version_id), name)


def _names_in(name: str) -> set[str]:
    """“Bev Tran, Lakeside Supports” is called so, and works for Lakeside Supports."""
    pieces = [name, *name.split(",")]
    return {_plain(piece) for piece in pieces} - {""}


def _same(written: str, wanted: set[str]) -> bool:
    """Whole names only: a word that two agencies share opens neither's lines to the other."""
    found = {_plain(piece) for piece in (written, *re.split(r"[,;/]| and | & ", written))}
    return any(len(piece) >= _SHORTEST and piece in wanted for piece in found)


def _plain(text: str) -> str:
    return " ".join(text.casefold().split()).strip(" .")


def in_parts(lineage: UUID, parts: Sequence[str]) -> bool:
    """Whether a line is one of those a slot names."""
    return str(lineage) in parts
