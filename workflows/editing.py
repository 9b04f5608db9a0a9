"""Write the draft: add, change, move and remove lines, link the person's words, answer for passages, set checks aside.

Saving as you type changes the line's row; the event is the saved revision. Nothing anybody typed is thrown away.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from sqlmodel import Session

from engine import kinds
from engine.easy_read import drop_lines, lines_of
from engine.firing import Command, Effect, Outcome
from engine.ids import new_id
from engine.items import Item, SetAside, items_of
from engine.plans import Plan
from engine.quotes import quotes_by_id
from engine.refusals import NotFound, Reason, Refusal
from engine.versions import Version, Waiver, fingerprint_of
from engine.words import exactly, folded
from workflows import setting_aside
from workflows.content import EASY_READ
from workflows.easyread.writing import FIELD as EASY_LINES
from workflows.easyread.writing import put
from workflows.lines import (
    draft_of,
    lock,
    require_in,
    require_place_under,
    rewrite,
    sections_by_key,
    write_item,
)
from workflows.linking import links_at, shown, usable, without_gone, words_of
from workflows.moving import note
from workflows.proving import require_own_voice
from workflows.quoting import answer_for_passage, capture_passage, leave_quote, link_passage, use_quote
from workflows.setting_aside import set_aside_texts
from workflows.writers import writer

__all__ = [
    "Saved",
    "add_line",
    "answer_for_passage",
    "capture_passage",
    "draft_of",
    "leave_quote",
    "link_passage",
    "move_line",
    "remove_line",
    "save_line",
    "save_revision",
    "sections_by_key",
    "set_aside_texts",
    "set_check_aside",
    "take_up",
    "use_quote",
]


@dataclass(frozen=True)
class Saved:
    """The line as it stands now, and, where somebody else was faster, both texts: theirs stays, yours is kept aside."""

    item: Item
    conflicts: tuple[SetAside, ...] = ()


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
    """A new line under a section, a goal or an objective. The same form sent twice adds one line."""
    version = draft_of(session, plan)
    require_in(version, parent)
    require_place_under(plan, kind, parent)
    added: list[Item] = []

    def write(_seq: int) -> Effect:
        added.append(
            write_item(
                session,
                plan,
                version,
                kind=kind,
                details=details,
                parent_id=parent.id,
                quotes=quotes,
                command=command,
            )
        )
        return Effect(data={"item": added[0].id, "lineage": added[0].lineage_id, "kind": kind})

    outcome = note(session, plan, "draft.line_added", command, write=write)
    if added:
        return added[0]
    first = session.get(Item, UUID(str(outcome.event.data["item"])))
    if first is None:
        raise Refusal("This line was added, and taken out again since. It is kept among the texts set aside.")
    return first


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

    Only what this writer changed is taken. Where somebody else changed the same field meanwhile, their text stays and
    this one is set aside, shown to both.
    """
    require_in(draft_of(session, plan), item)
    lock(session, item)
    now = shown(item.details, words_of(session, plan))
    was = {**now, **before}
    merged = dict(item.details)
    lost: list[str] = []
    for field, value in details.items():
        if _same(value, was.get(field)) or _same(value, item.details.get(field)) or _same(value, now.get(field)):
            continue
        if (
            item.version == based_on
            or _same(was.get(field), now.get(field))
            or _same(was.get(field), item.details.get(field))
        ):
            merged[field] = value
        else:
            lost.append(field)
    rewrite(session, plan, item, merged, command)
    aside = [
        setting_aside.keep_text(
            session,
            item,
            field,
            without_gone(session, plan, exactly(_text(details[field]))),
            _text(was.get(field)),
            command,
        )
        for field in lost
    ]
    return Saved(item, tuple(aside))


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
    """Take a line and what stands under it out of the draft; each is kept aside whole and can be taken up again."""
    require_in(draft_of(session, plan), item)
    if item.kind == "section":
        raise Refusal("A part of the plan cannot be removed. Leave it empty, or take out its lines.")
    rows = {row.id: row for row in items_of(session, item.version_id)}
    doomed = [item, *_below(list(rows.values()), item)]

    def write(_seq: int) -> Effect:
        for line in doomed:
            above = rows.get(line.parent_id) if line.parent_id else None
            setting_aside.keep_line(session, line, under=above.lineage_id if above else None, command=command)
        for line in reversed(doomed):
            for link in links_at(session, line):
                session.delete(link)
            drop_lines(session, line.version_id, line.lineage_id)
            session.flush()
            session.delete(line)
            session.flush()
        return Effect(data={"lineages": [line.lineage_id for line in doomed]})

    return note(session, plan, "draft.line_removed", command, write=write)


def take_up(session: Session, plan: Plan, row: SetAside, command: Command) -> Item:
    """Put a text that was set aside back in its place; what stands there now is set aside in its stead.

    A line that was taken out comes back whole, with what stood under it.
    """
    version = draft_of(session, plan)
    if row.version_id != version.id:
        raise NotFound
    rows = {item.lineage_id: item for item in items_of(session, version.id)}
    if row.taken_up_at is not None and row.lineage_id in rows:
        return rows[row.lineage_id]
    if row.line is None:
        return _text_back(session, plan, row, rows, command)
    return _line_back(session, plan, version, row, rows, command)


def move_line(session: Session, plan: Plan, item: Item, *, up: bool, from_place: int | None = None) -> None:
    """Swap a line with its neighbour of the same parent.

    `from_place` is where the page showed it, counted from 0: a form sent twice, or from a stale page, moves nothing.
    """
    require_in(draft_of(session, plan), item)
    siblings = [row for row in items_of(session, item.version_id) if row.parent_id == item.parent_id]
    place = next(index for index, row in enumerate(siblings) if row.id == item.id)
    if from_place is not None and from_place != place:
        return
    other = place - 1 if up else place + 1
    if 0 <= other < len(siblings):
        siblings[place], siblings[other] = siblings[other], siblings[place]
        for position, row in enumerate(siblings):
            row.position = position
            session.add(row)
        session.flush()


def set_check_aside(session: Session, plan: Plan, command: Command, *, check: str, reason: str) -> Outcome:
    """Waive a check for this version, with a reason and a name; it is printed."""
    version = draft_of(session, plan)
    if not (check in ("no-own-words", EASY_READ) or check.startswith("unfinished:")):
        raise Refusal("This check cannot be set aside. What it asks for has to be there before the plan is shared.")
    if not reason.strip():
        raise Refusal(reasons=[Reason("asked", "A reason is needed: it stays with the plan.", "reason")])
    require_own_voice(session, plan, {"reason": reason})

    def write(_seq: int) -> Effect:
        waiver = Waiver(
            id=new_id(),
            version_id=version.id,
            check=check,
            reason=exactly(reason, about="reason"),
            by=writer(command),
            by_name=command.actor.name,
            at=command.at,
        )
        session.add(waiver)
        session.flush()
        return Effect(data={"check": check, "waiver": waiver.id})

    return note(session, plan, "draft.check_set_aside", command, write=write)


def _text_back(session: Session, plan: Plan, row: SetAside, rows: Mapping[UUID, Item], command: Command) -> Item:
    item = rows.get(row.lineage_id)
    if item is None:
        raise Refusal(
            "The line this text belongs to was taken out. Take up the line again first; this text stays here until then."
        )
    if row.field == EASY_LINES:
        return _lines_back(session, item, row, command)
    lock(session, item)
    stands = _text(shown(item.details, words_of(session, plan)).get(row.field))
    row.taken_up_at = command.at
    session.add(row)
    if stands.strip() and not _same(stands, row.text):
        setting_aside.keep_text(session, item, row.field, stands, stands, command)
    rewrite(
        session,
        plan,
        item,
        {**item.details, row.field: row.text or None if _is_day(item, row.field) else row.text},
        command,
    )
    return item


def _lines_back(session: Session, item: Item, row: SetAside, command: Command) -> Item:
    lines = lines_of(session, item.version_id).get(item.lineage_id, [])
    stands = "\n".join(line.text for line in lines)
    row.taken_up_at = command.at
    session.add(row)
    if stands and stands != row.text:
        setting_aside.keep_text(session, item, row.field, stands, stands, command)
    put(session, item, [text for text in row.text.split("\n") if text.strip()], lines, command, lambda _line: "")
    return item


def _line_back(
    session: Session, plan: Plan, version: Version, row: SetAside, rows: Mapping[UUID, Item], command: Command
) -> Item:
    known = dict(rows)
    for lost in (row, *setting_aside.taken_out_with(session, row)):
        line = lost.line or {}
        parent = known.get(UUID(str(line["under"]))) if line.get("under") else None
        if parent is None:
            raise Refusal("What this line stood under was taken out too. Take that up again first, then this line.")
        # A line that stands there again meanwhile is left alone: what is taken up stands beside it.
        lineage = None if lost.lineage_id in known else lost.lineage_id
        back = write_item(
            session,
            plan,
            version,
            kind=str(line["kind"]),
            details=line["details"],
            parent_id=parent.id,
            quotes=_still_usable(session, line["quotes"]),
            command=command,
            lineage_id=lineage,
        )
        known[lost.lineage_id] = back
        lost.taken_up_at = command.at
        session.add(lost)
    session.flush()
    return known[row.lineage_id]


def _still_usable(session: Session, ids: Sequence[str]) -> list[UUID]:
    """Words taken back in the meantime do not come back with the line."""
    found = quotes_by_id(session, [UUID(identity) for identity in ids])
    return [identity for identity in map(UUID, ids) if identity in found and usable(found[identity])]


def _same(one: Any, other: Any) -> bool:
    """Equal once line breaks are folded: a browser sends every break of a text as CR LF."""
    return one == other or folded(_text(one)) == folded(_text(other))


def _text(value: Any) -> str:
    return "" if value is None else str(value)


def _is_day(item: Item, field: str) -> bool:
    return field not in kinds.staff_fields(item.kind)


def _below(rows: Sequence[Item], item: Item) -> list[Item]:
    inside = {item.id}
    found = []
    for row in rows:
        if row.parent_id in inside:
            inside.add(row.id)
            found.append(row)
    return found
