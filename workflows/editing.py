"""Write the draft: add, change, move and remove lines, link the person's words, answer for passages, set checks aside.

Saving as you type changes the line's row; the event is the saved revision. Nothing anybody typed is thrown away.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from sqlmodel import Session, col, select

from engine import guard, kinds
from engine.firing import Command, Effect, Outcome
from engine.ids import new_id
from engine.items import Item, ItemQuote, SetAside, add_item, items_of
from engine.plans import Plan, Standing
from engine.quotes import Attribution, quotes_of
from engine.refusals import NotFound, Reason, Refusal
from engine.versions import PassageMark, Version, Waiver, fingerprint_of
from engine.words import exactly
from workflows.moving import account_id, note

NOT_A_DRAFT = (
    "This version is not a draft any more, so its text stays as it was shown. "
    "Take the plan back to the draft, or amend it, to change the text."
)


@dataclass(frozen=True)
class Saved:
    """The line as it stands now, and, where somebody else was faster, both texts: theirs stays, yours is kept aside."""

    item: Item
    conflicts: tuple[SetAside, ...] = ()


def draft_of(session: Session, plan: Plan) -> Version:
    """The version being written. Refuses when the plan is not in the draft or in second review's hands."""
    version = session.get(Version, plan.working_version_id) if plan.working_version_id else None
    if version is None or version.frozen_at is not None or plan.standing != Standing.DRAFT:
        raise Refusal(NOT_A_DRAFT)
    return version


def add_line(
    session: Session,
    plan: Plan,
    *,
    kind: str,
    parent: Item,
    details: Mapping[str, Any],
    command: Command,
    quotes: Sequence[UUID] = (),
) -> Item:
    """A new line under a section, a goal or an objective."""
    version = draft_of(session, plan)
    _refuse_wrong_place(plan, kind, parent)
    return write_item(
        session,
        plan,
        version,
        kind=kind,
        details=details,
        parent_id=parent.id,
        quotes=quotes,
        command=command,
    )


def save_line(
    session: Session,
    plan: Plan,
    item: Item,
    *,
    details: Mapping[str, Any],
    before: Mapping[str, Any],
    based_on: int,
    command: Command,
) -> Saved:
    """Save a line as typed. `before` is what the page showed when the typing began, `based_on` the line's version then.

    Where somebody else changed the same field meanwhile, their text stays and this one is set aside, shown to both.
    """
    draft_of(session, plan)
    wanted = _linked(session, plan, item.kind, details)
    conflicts: list[SetAside] = []
    if item.version != based_on:
        shown = _linked(session, plan, item.kind, before)
        wanted, conflicts = _merge(item, wanted, shown, command)
    _write(session, item, wanted, command)
    for lost in conflicts:
        session.add(lost)
    session.flush()
    return Saved(item, tuple(conflicts))


def save_revision(session: Session, plan: Plan, command: Command, *, effective_on: date | None = None) -> Outcome:
    """Say that a stretch of writing is done: one event with the digest of the text as it stands."""
    version = draft_of(session, plan)

    def write(_seq: int) -> Effect:
        version.edits += 1
        if effective_on is not None:
            version.effective_on = effective_on
        session.add(version)
        session.flush()
        return Effect(data={"version": version.id, "text": fingerprint_of(session, version), "edits": version.edits})

    return note(session, plan, "draft.saved", command, write=write)


def remove_line(session: Session, plan: Plan, item: Item, command: Command) -> Outcome:
    """Take a line and what stands under it out of the draft; its text is kept aside and can be taken up again."""
    draft_of(session, plan)
    if item.kind == "section":
        raise Refusal("A part of the plan cannot be removed. Leave it empty, or take out its lines.")
    doomed = [item, *_below(session, item)]

    def write(_seq: int) -> Effect:
        for line in reversed(doomed):
            _keep_aside(session, line, command)
            for link in session.exec(select(ItemQuote).where(ItemQuote.item_id == line.id)).all():
                session.delete(link)
            session.flush()
            session.delete(line)
            session.flush()
        return Effect(data={"lineages": [line.lineage_id for line in doomed]})

    return note(session, plan, "draft.line_removed", command, write=write)


def move_line(session: Session, plan: Plan, item: Item, *, up: bool) -> None:
    """Swap a line with its neighbour of the same parent."""
    draft_of(session, plan)
    siblings = [row for row in items_of(session, item.version_id) if row.parent_id == item.parent_id]
    place = next(index for index, row in enumerate(siblings) if row.id == item.id)
    other = place - 1 if up else place + 1
    if 0 <= other < len(siblings):
        siblings[place], siblings[other] = siblings[other], siblings[place]
        for position, row in enumerate(siblings):
            row.position = position
            session.add(row)
        session.flush()


def use_quote(session: Session, plan: Plan, item: Item, quote_id: UUID, command: Command) -> None:
    """Show a captured quote with a line: a reference, never a copy."""
    draft_of(session, plan)
    quote = next((row for row in quotes_of(session, plan.person_id) if row.id == quote_id), None)
    if quote is None:
        raise NotFound()
    if not quote.may_include or quote.withdrawn:
        raise Refusal(
            reasons=[
                Reason(
                    "consent",
                    "These words may not be put in the plan: the person did not agree to it. Ask them, "
                    "or leave the words out.",
                    "quote",
                )
            ]
        )
    if session.get(ItemQuote, (item.id, quote_id)) is None:
        used = session.exec(select(ItemQuote).where(ItemQuote.item_id == item.id)).all()
        session.add(ItemQuote(item_id=item.id, quote_id=quote_id, position=len(used)))
        _touch(session, item, command)


def leave_quote(session: Session, plan: Plan, item: Item, quote_id: UUID, command: Command) -> None:
    """Take a reference out of a line; the quote itself stays with the person's record."""
    draft_of(session, plan)
    link = session.get(ItemQuote, (item.id, quote_id))
    if link is not None and not link.inline:
        session.delete(link)
        _touch(session, item, command)


def answer_for_passage(
    session: Session, plan: Plan, command: Command, *, passage: str, kind: str, said_by: str = ""
) -> Outcome:
    """Say, under one's own name, what a passage in quotation marks is: a label, or somebody else's words by name."""
    if kind not in ("label", "other"):
        raise Refusal("Say whether these words are a title or label, or somebody else’s words.")
    if kind == "other" and not said_by.strip():
        raise Refusal(reasons=[Reason("who", "Write the name of who said it.", "said_by")])

    def write(_seq: int) -> Effect:
        mark = PassageMark(
            id=new_id(),
            plan_id=plan.id,
            passage=passage,
            kind=kind,
            said_by=said_by,
            marked_by=_writer(command),
            marked_by_name=command.actor.name,
            at=command.at,
        )
        session.add(mark)
        session.flush()
        return Effect(data={"mark": mark.id, "kind": kind})

    return note(session, plan, "draft.passage_answered_for", command, write=write)


def set_check_aside(session: Session, plan: Plan, command: Command, *, check: str, reason: str) -> Outcome:
    """Waive a check for this version, with a reason and a name; it is printed."""
    version = draft_of(session, plan)
    if not (check == "no-own-words" or check.startswith("unfinished:")):
        raise Refusal("This check cannot be set aside. What it asks for has to be there before the plan is shared.")
    if not reason.strip():
        raise Refusal(reasons=[Reason("asked", "A reason is needed: it stays with the plan.", "reason")])

    def write(_seq: int) -> Effect:
        waiver = Waiver(
            id=new_id(),
            version_id=version.id,
            check=check,
            reason=exactly(reason, about="reason"),
            by=_writer(command),
            by_name=command.actor.name,
            at=command.at,
        )
        session.add(waiver)
        session.flush()
        return Effect(data={"check": check, "waiver": waiver.id})

    return note(session, plan, "draft.check_set_aside", command, write=write)


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
) -> Item:
    """A checked new line at the end of its parent, its staff text linked to equal quotes."""
    wanted = _linked(session, plan, kind, details)
    siblings = session.exec(select(Item).where(Item.version_id == version.id, Item.parent_id == parent_id)).all()
    item = add_item(
        session,
        version_id=version.id,
        kind=kind,
        details=wanted.details,
        position=len(siblings),
        by=_writer(command),
        by_name=command.actor.name,
        at=command.at,
        parent_id=parent_id,
        quotes=quotes,
    )
    _link_inline(session, item, wanted.used)
    return item


@dataclass(frozen=True)
class _Wanted:
    details: dict[str, Any]
    used: tuple[UUID, ...]


def _linked(session: Session, plan: Plan, kind: str, details: Mapping[str, Any]) -> _Wanted:
    """Checked details with each passage that equals a captured quote of the person turned into a reference."""
    checked = kinds.checked(kind, details)
    words = {
        quote.id: quote.text
        for quote in quotes_of(session, plan.person_id)
        if quote.text is not None
        and quote.attribution == Attribution.PARTICIPANT
        and quote.may_include
        and not quote.withdrawn
    }
    used: list[UUID] = []
    for field in kinds.staff_fields(kind):
        checked[field], found = guard.linked(str(checked[field]), words)
        used += [identity for identity in found if identity not in used]
    return _Wanted(checked, tuple(used))


def _merge(item: Item, wanted: _Wanted, shown: _Wanted, command: Command) -> tuple[_Wanted, list[SetAside]]:
    """Field by field: only what this writer changed is taken, and only where nobody else changed it too."""
    merged = dict(item.details)
    lost: list[SetAside] = []
    for field, value in wanted.details.items():
        if value == shown.details.get(field) or value == item.details.get(field):
            continue
        if item.details.get(field) == shown.details.get(field):
            merged[field] = value
        else:
            lost.append(_aside(item, field, str(value if value is not None else ""), command))
    used = tuple(identity for value in merged.values() for identity in guard.references(str(value)))
    return _Wanted(merged, used), lost


def _write(session: Session, item: Item, wanted: _Wanted, command: Command) -> None:
    if wanted.details == item.details:
        return
    item.details = wanted.details
    _link_inline(session, item, wanted.used)
    _touch(session, item, command)


def _touch(session: Session, item: Item, command: Command) -> None:
    item.version += 1
    item.changed_at = command.at
    item.changed_by = _writer(command)
    item.changed_by_name = command.actor.name
    session.add(item)
    session.flush()


def _link_inline(session: Session, item: Item, used: Sequence[UUID]) -> None:
    """The quotes inside the staff text, beside those shown on their own."""
    links = {link.quote_id: link for link in session.exec(select(ItemQuote).where(ItemQuote.item_id == item.id)).all()}
    for quote_id, link in links.items():
        if link.inline and quote_id not in used:
            session.delete(link)
    for place, quote_id in enumerate(used):
        if quote_id not in links:
            session.add(ItemQuote(item_id=item.id, quote_id=quote_id, position=1000 + place, inline=True))
    session.flush()


def _refuse_wrong_place(plan: Plan, kind: str, parent: Item) -> None:
    if parent.kind == "section":
        allowed = kinds.shape_of(plan.plan_type, str(parent.details["key"])).kinds
    else:
        allowed = kinds.CHILDREN.get(parent.kind, ())
    if kind not in allowed:
        raise Refusal("This kind of line does not belong there. Open the plan again and add it from its own part.")


def _below(session: Session, item: Item) -> list[Item]:
    rows = items_of(session, item.version_id)
    inside = {item.id}
    found = []
    for row in rows:
        if row.parent_id in inside:
            inside.add(row.id)
            found.append(row)
    return found


def _keep_aside(session: Session, item: Item, command: Command) -> None:
    for field in kinds.staff_fields(item.kind):
        text = str(item.details.get(field) or "")
        if text.strip():
            session.add(_aside(item, field, text, command))


def _aside(item: Item, field: str, text: str, command: Command) -> SetAside:
    return SetAside(
        version_id=item.version_id,
        lineage_id=item.lineage_id,
        field=field,
        text=text,
        by=_writer(command),
        by_name=command.actor.name,
        at=command.at,
    )


def _writer(command: Command) -> UUID:
    identity = account_id(command.actor)
    if identity is None:
        raise Refusal("The clock does not write plans. Sign in to do this.")
    return identity


def set_aside_texts(session: Session, version_id: UUID) -> list[SetAside]:
    """Texts that lost to another's or were taken out, newest first, those not taken up again."""
    query = select(SetAside).where(SetAside.version_id == version_id, col(SetAside.taken_up_at).is_(None))
    return list(session.exec(query.order_by(col(SetAside.id).desc())))
