"""A line of a draft as a row: found in its draft, checked by its kind and place, linked, written, and locked while it is."""

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from sqlalchemy.exc import InvalidRequestError
from sqlmodel import Session, select

from engine import kinds
from engine.firing import Command
from engine.items import Item, add_item, items_of
from engine.plans import Plan, Standing
from engine.refusals import NotFound, Refusal
from engine.sayings import say
from engine.versions import Version
from workflows.linking import link_inline, linked, links_at, referred_to, require_usable
from workflows.writers import writer

NOT_A_DRAFT = say(
    "This version is not a draft any more, so its text stays as it was shown. "
    "Take the plan back to the draft, or amend it, to change the text."
)


def draft_of(session: Session, plan: Plan) -> Version:
    """The version being written. Refuses when the plan is not in the draft or in second review's hands."""
    version = session.get(Version, plan.working_version_id) if plan.working_version_id else None
    if version is None or version.frozen_at is not None or plan.standing != Standing.DRAFT:
        raise Refusal(NOT_A_DRAFT)
    return version


def require_in(version: Version, item: Item) -> None:
    """A line of another version is not a line of this draft."""
    if item.version_id != version.id:
        raise Refusal(NOT_A_DRAFT)


def sections_by_key(session: Session, version: Version) -> dict[str, Item]:
    """The version's parts by their key."""
    return {str(item.details["key"]): item for item in items_of(session, version.id) if item.kind == "section"}


def write_item(
    session: Session,
    plan: Plan,
    version: Version,
    *,
    kind: str,
    details: Mapping[str, Any],
    parent_id: UUID,
    quotes: Sequence[UUID],
    command: Command,
    lineage_id: UUID | None = None,
) -> Item:
    """A checked new line at the end of its parent, its staff text linked to equal quotes."""
    require_usable(session, plan, quotes)
    wanted = linked(session, plan, kind, details)
    siblings = session.exec(select(Item).where(Item.version_id == version.id, Item.parent_id == parent_id)).all()
    item = add_item(
        session,
        version_id=version.id,
        kind=kind,
        details=wanted.details,
        position=len(siblings),
        by=writer(command),
        by_name=command.actor.name,
        at=command.at,
        parent_id=parent_id,
        lineage_id=lineage_id,
        quotes=quotes,
    )
    link_inline(session, item, [used for used in wanted.used if used not in quotes])
    return item


def require_place(plan: Plan, kind: str, section_key: str) -> None:
    """Raises Refusal where this kind of line does not belong in this part of the plan."""
    shape = next((shape for shape in kinds.SECTIONS[plan.plan_type] if shape.key == section_key), None)
    if shape is None or kind not in shape.kinds:
        raise Refusal(_WRONG_PLACE)


_WRONG_PLACE = say("This kind of line does not belong there. Open the plan again and add it from its own part.")


def require_place_under(plan: Plan, kind: str, parent: Item) -> None:
    """Raises Refusal where this kind of line does not belong under this section, goal or objective."""
    if parent.kind == "section":
        allowed = kinds.shape_of(plan.plan_type, str(parent.details["key"])).kinds
    else:
        allowed = kinds.CHILDREN.get(parent.kind, ())
    if kind not in allowed:
        raise Refusal(_WRONG_PLACE)


def rewrite(
    session: Session,
    plan: Plan,
    item: Item,
    details: Mapping[str, Any],
    command: Command,
    *,
    already: Sequence[UUID] = (),
) -> None:
    """Only fields that differ are linked anew: what nobody touched stays as it is stored."""
    wanted = linked(session, plan, item.kind, details, already=[*referred_to(item), *already])
    merged = {
        field: value if details.get(field) != item.details.get(field) else item.details.get(field)
        for field, value in wanted.details.items()
    }
    if merged == item.details:
        return
    item.details = merged
    allowed = set(wanted.used) | set(referred_to(item)) & {link.quote_id for link in links_at(session, item)}
    link_inline(session, item, [used for used in dict.fromkeys(referred_to(item)) if used in allowed])
    touch(session, item, command)


def lock(session: Session, item: Item) -> None:
    """The line as it stands at this moment, and nobody else's to change until the end of the transaction."""
    session.flush()
    try:
        session.refresh(item, with_for_update=True)
    except InvalidRequestError:
        raise NotFound from None


def touch(session: Session, item: Item, command: Command) -> None:
    """A new version of the line, under the name of who changed it."""
    item.version += 1
    item.changed_at = command.at
    item.changed_by = writer(command)
    item.changed_by_name = command.actor.name
    session.add(item)
    session.flush()
