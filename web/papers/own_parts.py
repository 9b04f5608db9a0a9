"""What somebody who works from a plan is given of it: the lines that name them, and nothing of the rest."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from uuid import UUID

from documents.paper import PlanPaper, SectionPaper
from engine.items import Item
from workflows.content import Content

_ONLY = "This copy holds the parts that name {}, and no others."


@dataclass(frozen=True)
class Own:
    """The lines that name somebody, by lineage, and the name they are signed with."""

    name: str
    parts: frozenset[UUID]

    def narrowed(self, content: Content) -> Content:
        """Their lines with what stands under them, and above each the line it belongs to, without anybody's words."""
        kept = {item.id for item in content.items if self._is_theirs(item, content)}
        above = {line.id for item in content.items if item.id in kept for line in _above(item, content)}
        return replace(
            content,
            items=tuple(item for item in content.items if item.id in kept | above),
            links={item: quotes for item, quotes in content.links.items() if item in kept},
            inline={item: quotes for item, quotes in content.inline.items() if item in kept},
        )

    def alone(self, paper: PlanPaper) -> PlanPaper:
        """The paper without what is about other people's parts: who met, who answered, what was decided, who else signed."""
        return replace(
            paper,
            facts=(),
            meeting=None,
            review_decisions=(),
            corrections=(),
            sections=tuple(replace(one, answers=(), observations=()) for one in paper.sections if _filled(one)),
            signatures=tuple(one for one in paper.signatures if one.printed_name == self.name),
            band=" ".join(filter(None, (paper.band, _ONLY.format(self.name)))),
        )

    def _is_theirs(self, item: Item, content: Content) -> bool:
        return any(line.lineage_id in self.parts for line in (item, *_above(item, content)))


def _above(item: Item, content: Content) -> Sequence[Item]:
    by_id = {other.id: other for other in content.items}
    found = []
    while item.parent_id is not None:
        item = by_id[item.parent_id]
        found.append(item)
    return found


def _filled(section: SectionPaper) -> bool:
    return bool(section.items)
