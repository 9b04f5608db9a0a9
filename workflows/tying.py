"""Tie an outcome or a goal to the needs it grew out of and the supports that serve it, by the lines' lineage."""

from uuid import UUID

from sqlmodel import Session

from engine import kinds
from engine.firing import Command
from engine.items import Item, items_of
from engine.plans import Plan
from engine.refusals import Refusal
from workflows.lines import draft_of, lock, require_in, touch

CAN_BE_TIED = {"from_needs": ("need", "problem"), "supported_by": ("service",)}
"""Which kinds of line each tie may name."""


def tie(session: Session, plan: Plan, item: Item, field: str, lineage: UUID, command: Command) -> None:
    """Add one line to a tie. Tying it twice changes nothing."""
    _change(session, plan, item, field, command, add=lineage)


def untie(session: Session, plan: Plan, item: Item, field: str, lineage: UUID, command: Command) -> None:
    """Take one line out of a tie; the line itself stays."""
    _change(session, plan, item, field, command, take=lineage)


def _change(
    session: Session,
    plan: Plan,
    item: Item,
    field: str,
    command: Command,
    *,
    add: UUID | None = None,
    take: UUID | None = None,
) -> None:
    version = draft_of(session, plan)
    require_in(version, item)
    if field not in kinds.KINDS[item.kind].ties:
        raise Refusal(
            "This line cannot be tied to another one like that. Open the plan again and choose from the list."
        )
    lock(session, item)
    rows = {row.lineage_id: row for row in items_of(session, version.id)}
    if add is not None and (add not in rows or rows[add].kind not in CAN_BE_TIED[field]):
        raise Refusal("The line that was chosen is not in this draft any more. Choose another one.")
    before = [str(lineage) for lineage in item.details.get(field) or ()]
    after = [lineage for lineage in before if lineage != str(take)]
    if add is not None and str(add) not in after:
        after.append(str(add))
    if after != before:
        item.details = kinds.checked(item.kind, {**item.details, field: after})
        touch(session, item, command)
