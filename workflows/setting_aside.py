"""What lost to another's text, or was taken out of a draft: kept, shown, and taken up again on demand."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from sqlmodel import Session, col, select

from engine import kinds
from engine.firing import Command
from engine.items import Item, SetAside
from engine.refusals import NotFound
from engine.versions import Version
from workflows.linking import links_at
from workflows.writers import writer

LOST = "typed"
"""Marks a line that was typed in after another took it out."""


def set_aside_texts(session: Session, version_id: UUID) -> list[SetAside]:
    """Texts that lost to another's or were taken out, newest first, those not taken up again."""
    query = select(SetAside).where(SetAside.version_id == version_id, col(SetAside.taken_up_at).is_(None))
    return list(session.exec(query.order_by(col(SetAside.id).desc())))


def keep_text(session: Session, item: Item, field: str, text: str, before: str, command: Command) -> SetAside:
    """Keep one field's text. Typing that goes on in the same place replaces what was kept of it a moment ago."""
    waiting = [
        row
        for row in set_aside_texts(session, item.version_id)
        if row.lineage_id == item.lineage_id and row.field == field and row.by == writer(command) and row.line is None
    ]
    found = next((row for row in waiting if row.text in (text, before)), None)
    if found is None:
        found = _row(item, command, field=field, text=text)
    found.text, found.at = text, command.at
    session.add(found)
    session.flush()
    return found


def keep_line(session: Session, item: Item, *, under: UUID | None, command: Command) -> SetAside:
    """Keep a whole line, with everything it needs to be put back."""
    links = sorted(links_at(session, item), key=lambda link: link.position)
    row = _row(item, command, field="", text=_text_of(item))
    row.line = {
        "kind": item.kind,
        "details": item.details,
        "under": str(under) if under else None,
        "quotes": [str(link.quote_id) for link in links if not link.inline],
    }
    session.add(row)
    session.flush()
    return row


def keep_lost_line(
    session: Session,
    version: Version,
    *,
    lineage: UUID,
    kind: str,
    details: Mapping[str, Any],
    under: UUID,
    command: Command,
) -> SetAside:
    """What somebody typed into a line that another took out meanwhile. Its newest typing is kept, once a writer."""
    if kind not in kinds.KINDS or kind == "section":
        raise NotFound
    fields = kinds.checked(kind, details)
    waiting = set_aside_texts(session, version.id)
    row = next((row for row in waiting if row.lineage_id == lineage and row.by == writer(command) and row.line), None)
    if row is None or row.taken_up_at is not None or row.field != LOST:
        row = SetAside(
            version_id=version.id,
            lineage_id=lineage,
            field=LOST,
            text="",
            by=writer(command),
            by_name=command.actor.name,
            at=command.at,
        )
    row.text = "\n".join(str(fields[field]) for field in kinds.staff_fields(kind) if str(fields[field]).strip())
    row.line = {"kind": kind, "details": fields, "under": str(under), "quotes": []}
    row.at = command.at
    session.add(row)
    session.flush()
    return row


def taken_out_with(session: Session, row: SetAside) -> list[SetAside]:
    """The lines that stood under a line when it was taken out, parents before children, without the line itself."""
    others = [
        other
        for other in reversed(set_aside_texts(session, row.version_id))
        if other.line is not None and other.at == row.at and other.id != row.id
    ]
    inside: list[SetAside] = []
    known = {str(row.lineage_id)}
    while found := [other for other in others if other not in inside and (other.line or {}).get("under") in known]:
        inside += found
        known |= {str(other.lineage_id) for other in found}
    return inside


def _row(item: Item, command: Command, *, field: str, text: str) -> SetAside:
    return SetAside(
        version_id=item.version_id,
        lineage_id=item.lineage_id,
        field=field,
        text=text,
        by=writer(command),
        by_name=command.actor.name,
        at=command.at,
    )


def _text_of(item: Item) -> str:
    return "\n".join(text for field in kinds.staff_fields(item.kind) if (text := _said(item, field)))


def _said(item: Item, field: str) -> str:
    value: Any = item.details.get(field)
    return str(value).strip() if value is not None else ""
