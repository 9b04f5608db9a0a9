"""Where a model helped with a version, part by part, for every page and paper that shows it."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlmodel import Session

from engine.items import Item, items_of
from engine.model_runs import ModelHelp, help_in
from engine.versions import Version


@dataclass(frozen=True)
class Helped:
    """A model's help with one part: which lines of it, which models, and who decided about what they suggested."""

    section: UUID
    lines: frozenset[UUID]
    models: tuple[str, ...]
    decided_by: tuple[str, ...]


def helped_parts(session: Session, version: Version, items: Sequence[Item] | None = None) -> dict[UUID, Helped]:
    """By the lineage of the part; a part that is not named was written without a model."""
    helped = help_in(session, version)
    if not helped:
        return {}
    rows = items if items is not None else items_of(session, version.id)
    by_id = {row.id: row for row in rows}
    found: dict[UUID, list[ModelHelp]] = {}
    for row in rows:
        top = row
        while top.parent_id is not None:
            top = by_id[top.parent_id]
        found.setdefault(top.lineage_id, []).extend(helped.get(row.lineage_id, []))
    return {
        section: Helped(
            section,
            frozenset(one.lineage_id for one in notes),
            tuple(dict.fromkeys(one.model for one in notes)),
            tuple(dict.fromkeys(one.by_name for one in notes)),
        )
        for section, notes in found.items()
        if notes
    }
