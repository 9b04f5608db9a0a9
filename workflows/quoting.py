"""The person's words in a draft: shown with a line, left out, put in the place of a passage; and passages answered for."""

from uuid import UUID

from sqlmodel import Session

from engine import guard, kinds
from engine.firing import Command, Effect, Outcome
from engine.ids import new_id
from engine.items import Item, ItemQuote
from engine.plans import Plan
from engine.refusals import Reason, Refusal
from engine.versions import PassageMark
from engine.words import exactly, folded
from workflows.lines import draft_of, require_in, rewrite, touch
from workflows.linking import links_at, referred_to, require_usable
from workflows.moving import note
from workflows.writers import writer


def use_quote(session: Session, plan: Plan, item: Item, quote_id: UUID, command: Command) -> None:
    """Show a captured quote with a line: a reference, never a copy."""
    require_in(draft_of(session, plan), item)
    if item.kind == "section":
        raise Refusal("Words are shown with a line, not with a whole part of the plan. Add a line there first.")
    require_usable(session, plan, [quote_id])
    links = links_at(session, item)
    place = 1 + max((link.position for link in links if not link.inline), default=-1)
    link = next((link for link in links if link.quote_id == quote_id), None)
    if link is not None and not link.inline:
        return
    if link is None:
        link = ItemQuote(item_id=item.id, quote_id=quote_id, position=place)
    link.position, link.inline = place, False
    session.add(link)
    touch(session, item, command)


def leave_quote(session: Session, plan: Plan, item: Item, quote_id: UUID, command: Command) -> None:
    """Take a reference out of a line; the quote itself stays with the person's record, and so does one inside the text."""
    require_in(draft_of(session, plan), item)
    link = session.get(ItemQuote, (item.id, quote_id))
    if link is None or link.inline:
        return
    if quote_id in referred_to(item):
        link.inline, link.position = True, 1000
        session.add(link)
    else:
        session.delete(link)
    touch(session, item, command)


def link_passage(session: Session, plan: Plan, item: Item, passage: str, quote_id: UUID, command: Command) -> None:
    """Put a captured quote in the place of a passage in quotation marks: the words as they were said, by reference."""
    require_in(draft_of(session, plan), item)
    require_usable(session, plan, [quote_id])
    details, found = dict(item.details), False
    for field in kinds.staff_fields(item.kind):
        text = str(details.get(field) or "")
        for place in reversed(guard.passages(text)):
            if folded(place.text) == folded(passage):
                text, found = f"{text[: place.start]}[[quote:{quote_id}]]{text[place.end :]}", True
        details[field] = text
    if not found:
        raise Refusal("These words do not stand in this line any more. Open the draft again to see it as it is now.")
    rewrite(session, plan, item, details, command, already=[quote_id])


def answer_for_passage(
    session: Session, plan: Plan, command: Command, *, passage: str, kind: str, said_by: str = ""
) -> Outcome:
    """Say, under one's own name, what a passage in quotation marks is: a label, or somebody else's words by name."""
    if kind not in ("label", "other"):
        raise Refusal("Say whether these words are a title or label, or somebody else’s words.")
    if kind == "other" and not said_by.strip():
        raise Refusal(reasons=[Reason("who", "Write the name of who said it.", "said_by")])

    exactly(passage, about="passage")
    exactly(said_by, about="said_by")
    if len(said_by) > 200:
        raise Refusal(reasons=[Reason("long", "This name is longer than 200 characters. Shorten it.", "said_by")])

    def write(_seq: int) -> Effect:
        mark = PassageMark(
            id=new_id(),
            plan_id=plan.id,
            passage=passage,
            kind=kind,
            said_by=said_by,
            marked_by=writer(command),
            marked_by_name=command.actor.name,
            at=command.at,
        )
        session.add(mark)
        session.flush()
        return Effect(data={"mark": mark.id, "kind": kind})

    return note(session, plan, "draft.passage_answered_for", command, write=write)
