"""What somebody who works from a plan is given of it: the lines that name them, and nothing of the rest."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from documents.paper import ItemPaper, PlanPaper

_ONLY = "This copy holds the parts that name {}, and no others."


@dataclass(frozen=True)
class Own:
    """The lines that name somebody, by lineage, and the name they are signed with."""

    name: str
    parts: frozenset[str]

    def alone(self, paper: PlanPaper) -> PlanPaper:
        """Their lines with what stands under them, as the pages show them to a provider; and their own signature.

        Without what is about other people’s parts: who met, who answered, what was decided, who else signed.
        """
        sections = [replace(one, items=tuple(self._kept(one.items))) for one in paper.sections]
        return replace(
            paper,
            facts=(),
            meeting=None,
            review_decisions=(),
            corrections=(),
            sections=tuple(replace(one, quotes=(), answers=(), observations=()) for one in sections if one.items),
            signatures=tuple(one for one in paper.signatures if one.printed_name == self.name),
            band=" ".join(filter(None, (paper.band, _ONLY.format(self.name)))),
        )

    def _kept(self, items: Iterable[ItemPaper]) -> Iterable[ItemPaper]:
        for item in items:
            if item.lineage in self.parts:
                yield item
            else:
                yield from self._kept(item.children)
