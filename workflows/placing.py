"""Which of the person's words have no place in a plan yet."""

from collections.abc import Iterable, Sequence
from uuid import UUID

from sqlmodel import Session, col, select

from engine.items import Item, ItemQuote
from engine.left_out import left_out_of
from engine.meetings import Meeting
from engine.plans import Plan
from engine.quotes import Attribution, Spoken
from engine.versions import Version
from workflows.content import Content
from workflows.linking import usable

ASKED_FOR = (Attribution.PARTICIPANT, Attribution.INTERPRETED)
"""Whose words ask for a place: the person's. Other people's may be placed, and nobody has to say why they are not."""


def without_place(session: Session, plan: Plan, content: Content, quotes: Sequence[Spoken]) -> list[Spoken]:
    """The person's words that may stand in this plan, stand nowhere in its draft, and that nobody has answered for.

    Words that stood in an earlier version of the plan had their place; what became of the line is the review's to say.
    """
    used = set(used_in(content))
    asked = [quote for quote in quotes if usable(quote) and quote.attribution in ASKED_FOR and quote.id not in used]
    if not asked:
        return []
    elsewhere = _said_for_other_plans(session, plan, asked)
    answered = left_out_of(session, plan.id).keys() | _stood_before(session, plan, [quote.id for quote in asked])
    return [quote for quote in asked if quote.id not in answered and quote.id not in elsewhere]


def used_in(content: Content) -> Iterable[UUID]:
    """Every quote that a version's text refers to."""
    return (quote for links in (content.links, content.inline) for ids in links.values() for quote in ids)


def _said_for_other_plans(session: Session, plan: Plan, quotes: Sequence[Spoken]) -> set[UUID]:
    meetings = {quote.meeting_id for quote in quotes if quote.meeting_id}
    query = select(col(Meeting.id)).where(
        col(Meeting.id).in_(meetings), col(Meeting.plan_id).is_not(None), col(Meeting.plan_id) != plan.id
    )
    other = set(session.exec(query)) if meetings else set()
    return {quote.id for quote in quotes if quote.meeting_id in other}


def _stood_before(session: Session, plan: Plan, ids: Sequence[UUID]) -> set[UUID]:
    query = select(col(ItemQuote.quote_id)).join(Item, col(Item.id) == col(ItemQuote.item_id))
    query = query.join(Version, col(Version.id) == col(Item.version_id))
    query = query.where(Version.plan_id == plan.id, col(Version.frozen_at).is_not(None))
    return set(session.exec(query.where(col(ItemQuote.quote_id).in_(list(ids)))))
