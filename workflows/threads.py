"""The thread of an outcome or a goal: need, own words, support, who, how we will know, by when. What is missing is named.

Nothing here fills a gap. An outcome rests on the person's own words when words that they expressed, let into the plan and
still stand by are shown with it; what an interpreter gave as their meaning counts apart.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID

from engine.items import Item
from engine.quotes import Attribution, Spoken
from workflows.content import Content
from workflows.linking import usable

AIMS = ("outcome", "goal")
"""What a plan is for: outcomes in an ISP, goals in a treatment plan."""


class Gap(StrEnum):
    """What a thread can lack."""

    WORDS = "words"
    NEED = "need"
    SUPPORT = "support"
    WHO = "who"
    KNOW = "know"
    WHEN = "when"


@dataclass(frozen=True)
class Thread:
    """One outcome or goal with everything it hangs on."""

    item: Item
    own: tuple[Spoken, ...]
    interpreted: tuple[Spoken, ...]
    needs: tuple[Item, ...]
    supports: tuple[Item, ...]
    who: tuple[str, ...]
    know: tuple[str, ...]
    by_when: tuple[str, ...]

    @property
    def gaps(self) -> tuple[Gap, ...]:
        """What is missing, in the order of the thread. Words through an interpreter are words, and counted apart."""
        there = {
            Gap.NEED: self.needs,
            Gap.WORDS: self.own + self.interpreted,
            Gap.SUPPORT: self.supports,
            Gap.WHO: self.who,
            Gap.KNOW: self.know,
            Gap.WHEN: self.by_when,
        }
        return tuple(gap for gap, found in there.items() if not found)


@dataclass(frozen=True)
class Coverage:
    """Of so many outcomes or goals, how many rest on the person's own words, and how many more on their meaning."""

    aims: int
    own: int
    interpreted: int

    @property
    def without(self) -> int:
        """Those on which no words of the person stand."""
        return self.aims - self.own - self.interpreted


def threads(content: Content, quotes: Mapping[UUID, Spoken]) -> list[Thread]:
    """Every outcome or goal of a version, in the order of the plan."""
    by_lineage = {item.lineage_id: item for item in content.items}
    return [_thread(item, content, quotes, by_lineage) for item in content.items if item.kind in AIMS]


def coverage(content: Content, quotes: Mapping[UUID, Spoken]) -> Coverage:
    """The counts of a version as its quotes stand today."""
    return covered(threads(content, quotes))


def covered(found: Sequence[Thread]) -> Coverage:
    """The counts of threads that were read already."""
    own = sum(bool(thread.own) for thread in found)
    return Coverage(len(found), own, sum(bool(thread.interpreted) and not thread.own for thread in found))


def stands(quote: Spoken, attribution: Attribution) -> bool:
    """Whether these are the person's words, in the plan by their leave, and not taken back."""
    return quote.attribution == attribution and usable(quote)


def _thread(item: Item, content: Content, quotes: Mapping[UUID, Spoken], by_lineage: Mapping[UUID, Item]) -> Thread:
    here = [item, *_below(item, content)]
    words = [quotes[identity] for row in here for identity in content.quotes_at(row) if identity in quotes]
    supports = _tied(item, "supported_by", by_lineage) + [row for row in here if row.kind == "intervention"]
    known = [item.details.get("how_we_will_know"), *(row.details.get("measure") for row in here)]
    days = [item.details.get("by_when"), *(row.details.get("target_date") for row in here)]
    return Thread(
        item=item,
        own=_once(quote for quote in words if stands(quote, Attribution.PARTICIPANT)),
        interpreted=_once(quote for quote in words if stands(quote, Attribution.INTERPRETED)),
        needs=tuple(_tied(item, "from_needs", by_lineage)),
        supports=tuple(supports),
        who=_said(row.details.get("provider") or row.details.get("responsible") for row in supports),
        know=_said(known),
        by_when=_said(days),
    )


def _below(item: Item, content: Content) -> list[Item]:
    return [found for row in content.under(item.id) for found in (row, *_below(row, content))]


def _tied(item: Item, field: str, by_lineage: Mapping[UUID, Item]) -> list[Item]:
    """The lines a tie names; one that was taken out of the plan is no tie any more."""
    wanted = [UUID(str(lineage)) for lineage in item.details.get(field) or ()]
    return [by_lineage[lineage] for lineage in wanted if lineage in by_lineage]


def _once(quotes: object) -> tuple[Spoken, ...]:
    return tuple(dict.fromkeys(quotes))  # type: ignore[call-overload]


def _said(values: object) -> tuple[str, ...]:
    return tuple(dict.fromkeys(str(value) for value in values if str(value or "").strip()))  # type: ignore[attr-defined]
