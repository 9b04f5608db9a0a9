"""How many outcomes of each plan rest on the person's own words: for lists, over versions that were shared, and bounded.

At most `AT_MOST` plans are looked at (docs/decisions/0008-bounded-counts.md); which of them stand first is the list's own
order by date. A plan of which nothing was shared yet, or whose text names no outcome, has no figure rather than a zero.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import or_, select
from sqlmodel import Session, col

from engine.caseloads import PlanRow, caseload
from engine.items import Item, ItemQuote
from engine.plans import Plan
from engine.quotes import Attribution, Spoken, quotes_by_id
from engine.versions import Version
from engine.visitors import Visitor

AT_MOST = 1_000
BATCH = 200
AIMS = ("outcome", "goal")
_BELOW = ("objective", "intervention", "progress_measure")


@dataclass(frozen=True)
class Figures:
    """Of so many outcomes or goals, how many rest on own words, and how many more on an interpreter's."""

    aims: int
    own: int
    interpreted: int


@dataclass(frozen=True)
class CoverageRow:
    """One plan; `figures` is None where there is nothing to count."""

    plan: PlanRow
    figures: Figures | None

    @property
    def share(self) -> float | None:
        """The part of its outcomes that rest on own words."""
        return self.figures.own / self.figures.aims if self.figures else None


def coverage_seen(
    session: Session,
    visitor: Visitor,
    *,
    on: date,
    coordinator: UUID | None = None,
    team: UUID | None = None,
) -> tuple[list[CoverageRow], bool]:
    """The open plans a visitor works with, the soonest date first, and whether there are more than were looked at."""
    plans = caseload(session, visitor, on=on, coordinator=coordinator, team=team, limit=AT_MOST + 1)
    looked_at = plans[:AT_MOST]
    versions = _shared(session, [row.id for row in looked_at])
    counted: dict[UUID, Figures] = {}
    ids = list(versions.values())
    for start in range(0, len(ids), BATCH):
        counted |= figures_of(session, ids[start : start + BATCH])
    rows = [CoverageRow(row, counted.get(versions[row.id]) if row.id in versions else None) for row in looked_at]
    return rows, len(plans) > AT_MOST


def figures_of(session: Session, version_ids: Sequence[UUID]) -> dict[UUID, Figures]:
    """The figures of versions as their quotes stand today; a version without outcomes is left out."""
    query = select(col(Item.id), col(Item.version_id), col(Item.parent_id), col(Item.kind)).where(
        col(Item.version_id).in_(list(version_ids)), col(Item.kind).in_([*AIMS, *_BELOW])
    )
    items = session.execute(query).all()
    parents = {row.id: row.parent_id for row in items}
    aims = {row.id: row.version_id for row in items if row.kind in AIMS}
    words = _words(session, [row.id for row in items], parents, aims)
    found: dict[UUID, list[set[str]]] = {}
    for aim, version in aims.items():
        found.setdefault(version, []).append(words.get(aim, set()))
    return {version: _figures(kinds) for version, kinds in found.items()}


def _figures(kinds: Sequence[set[str]]) -> Figures:
    own = sum(Attribution.PARTICIPANT in found for found in kinds)
    meant = sum(Attribution.INTERPRETED in found and Attribution.PARTICIPANT not in found for found in kinds)
    return Figures(len(kinds), own, meant)


def _words(
    session: Session, items: Sequence[UUID], parents: Mapping[UUID, UUID | None], aims: Mapping[UUID, UUID]
) -> dict[UUID, set[str]]:
    """Whose words stand with each outcome, or below a goal: only words that still stand."""
    links = session.execute(
        select(col(ItemQuote.item_id), col(ItemQuote.quote_id)).where(col(ItemQuote.item_id).in_(list(items)))
    ).all()
    quotes = quotes_by_id(session, list({row.quote_id for row in links}))
    found: dict[UUID, set[str]] = {}
    for item, quote in links:
        at: UUID | None = item
        while at is not None and at not in aims:
            at = parents.get(at)
        if at is not None and _stands(quotes.get(quote)):
            found.setdefault(at, set()).add(quotes[quote].attribution)
    return found


def _stands(quote: Spoken | None) -> bool:
    return quote is not None and quote.may_include and quote.usable


def _shared(session: Session, plan_ids: Sequence[UUID]) -> dict[UUID, UUID]:
    """The version each plan is judged by: in force, or else the one that was shared and waits. Never a draft."""
    found: dict[UUID, UUID] = {}
    for start in range(0, len(plan_ids), BATCH):
        query = (
            select(col(Plan.id), col(Version.id), col(Plan.in_force_version_id))
            .join(
                Version,
                or_(col(Version.id) == col(Plan.in_force_version_id), col(Version.id) == col(Plan.working_version_id)),
            )
            .where(col(Plan.id).in_(list(plan_ids[start : start + BATCH])), col(Version.frozen_at).is_not(None))
        )
        for plan, version, in_force in session.execute(query):
            if version == in_force or plan not in found:
                found[plan] = version
    return found
