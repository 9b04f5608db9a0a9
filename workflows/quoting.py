"""The person's words in a draft: shown with a line, left out, put in the place of a passage; and passages answered for."""

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from sqlmodel import Session

from engine import guard
from engine.firing import Command, Effect, Outcome
from engine.ids import new_id
from engine.items import Item, ItemQuote
from engine.people import Person
from engine.plans import Plan
from engine.quotes import Attribution, Method, Quote
from engine.refusals import Reason, Refusal
from engine.sayings import say
from engine.versions import PassageMark, Version
from engine.words import exactly, folded
from workflows.content import read_content
from workflows.lines import draft_of, require_in, rewrite, touch
from workflows.linking import links_at, referred_to, require_usable
from workflows.moving import note
from workflows.proving import Open, names_of, open_in, open_passages, proof
from workflows.recording import capture_quote
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
    """Put a captured quote in the place of a passage that the guard found: the words as they were said, by reference."""
    version = draft_of(session, plan)
    require_in(version, item)
    require_usable(session, plan, [quote_id])
    found = [one for one in _open_in(session, plan, version, item) if folded(one.finding.passage) == folded(passage)]
    details = dict(item.details)
    for one in reversed(_apart(found)):
        text = str(details[one.field])
        details[one.field] = f"{text[: one.finding.start]}{guard.reference(quote_id)}{text[one.finding.end :]}"
    if not found:
        raise Refusal("These words do not stand in this line any more. Open the draft again to see it as it is now.")
    rewrite(session, plan, item, details, command, already=[quote_id])


def capture_passage(
    session: Session,
    plan: Plan,
    item: Item,
    passage: str,
    command: Command,
    *,
    text: str,
    method: Method,
    said_on: date,
    may_include: bool,
) -> Quote:
    """Capture what the person said, by somebody who was there and says so, and put it in the place of a passage.

    The words are written down anew: nothing is taken over from the plan's text.
    """
    person = session.get_one(Person, plan.person_id)
    quote = capture_quote(
        session,
        plan,
        command,
        text=text,
        attribution=Attribution.PARTICIPANT,
        speaker=person.called,
        method=method,
        said_on=said_on,
        may_include=may_include,
        language=person.language,
    )
    link_passage(session, plan, item, passage, quote.id, command)
    return quote


def answer_for_passage(
    session: Session, plan: Plan, command: Command, *, passage: str, kind: str, said_by: str = ""
) -> Outcome:
    """Say, under one's own name, what a passage in quotation marks is: a label, or somebody else's words by name.

    Refuses for a passage of the draft that only a link, a capture or other words can answer.
    """
    if kind not in (guard.LABEL, guard.OTHER):
        raise Refusal("Say whether these words are a title or label, or somebody else’s words.")
    if kind == guard.OTHER and not said_by.strip():
        raise Refusal(reasons=[Reason("who", "Write the name of who said it.", "said_by")])

    exactly(passage, about="passage")
    exactly(said_by, about="said_by")
    if len(said_by) > 200:
        raise Refusal(reasons=[Reason("long", "This name is longer than 200 characters. Shorten it.", "said_by")])
    _require_answerable(session, plan, passage, kind, said_by)

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


def _open_in(session: Session, plan: Plan, version: Version, item: Item) -> list[Open]:
    content = read_content(session, plan, version)
    return open_in(item, content, proof(session, plan, content))


def _apart(found: Sequence[Open]) -> list[Open]:
    """In order of their fields and places, without those that overlap one before."""
    kept: list[Open] = []
    for one in sorted(found, key=lambda one: (one.field, one.finding.start)):
        if not kept or kept[-1].field != one.field or kept[-1].finding.end <= one.finding.start:
            kept.append(one)
    return kept


def _require_answerable(session: Session, plan: Plan, passage: str, kind: str, said_by: str) -> None:
    person = session.get_one(Person, plan.person_id)
    if kind == guard.OTHER and guard.names_of(names_of(person)).is_one(said_by):
        raise Refusal(
            reasons=[
                Reason(
                    "own",
                    say(
                        "%(person)s is whose plan it is, so these words are not somebody else’s. Link them to what "
                        "was captured, or capture them now.",
                        person=person.called,
                    ),
                    "said_by",
                )
            ]
        )
    version = session.get(Version, plan.working_version_id) if plan.working_version_id else None
    if version is None or version.frozen_at is not None:
        return
    wanted = guard.Remedy.LABEL if kind == guard.LABEL else guard.Remedy.ATTRIBUTE
    content = read_content(session, plan, version)
    for one in open_passages(session, plan, version, content):
        if folded(one.finding.passage) == folded(passage) and wanted not in one.finding.remedies:
            raise Refusal(reasons=[Reason("not-answerable", one.finding.sentence, "asking")])
