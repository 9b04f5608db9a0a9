"""Copies as pages show them: each with its receipt, whether another version counts since, and who still holds an old one."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlmodel import Session, col, select

from engine.copies import CopyGiven, CopyReceipt, Rendition, copies_of, receipts_of
from engine.plans import Plan
from engine.versions import Version
from web.copy_words import rendition_words, way_words
from web.signature_words import capacity_words
from workflows.recipients import Recipient, recipients, signed_version


@dataclass(frozen=True)
class CopyView:
    """One copy. `counts_now` is the number of the version in force where that is a later one, else nothing."""

    row: CopyGiven
    number: int
    counts_now: int | None
    receipt: CopyReceipt | None

    @property
    def form(self) -> str:
        return rendition_words(self.row.rendition)

    @property
    def is_word(self) -> bool:
        """Whether it is a Word file; a recording is made anew in the room of whoever took it."""
        return self.row.rendition != Rendition.AUDIO

    @property
    def way(self) -> str:
        return way_words(self.row.way)

    @property
    def as_whom(self) -> str:
        return capacity_words(self.row.capacity)

    @property
    def superseded(self) -> bool:
        """Whether another version counts since."""
        return self.counts_now is not None


@dataclass(frozen=True)
class Holder:
    """Somebody who should have a copy, and the newest they were given."""

    recipient: Recipient
    newest: CopyView | None
    has_current: bool

    @property
    def as_whom(self) -> str:
        return capacity_words(self.recipient.capacity)


def copy_views(session: Session, plan: Plan) -> list[CopyView]:
    """Every copy of a plan, the newest first."""
    rows = copies_of(session, plan.id)
    numbers = _numbers(session, {row.version_id for row in rows})
    receipts = receipts_of(session, [row.id for row in rows])
    in_force = session.get(Version, plan.in_force_version_id) if plan.in_force_version_id else None
    return [
        CopyView(row, numbers[row.version_id], _later(in_force, numbers[row.version_id]), receipts.get(row.id))
        for row in rows
    ]


def holders(session: Session, plan: Plan, views: list[CopyView], *, on: date) -> list[Holder]:
    """Those who should have a copy of the signed version, and what they hold. Empty while nothing is signed."""
    version = signed_version(session, plan)
    if version is None:
        return []
    found = []
    for one in recipients(session, plan, version, on=on):
        theirs = [view for view in views if _is_theirs(view.row, one)]
        current = any(view.row.version_id == version.id for view in theirs)
        found.append(Holder(one, theirs[0] if theirs else None, current))
    return found


def old_copies_held(views: list[CopyView]) -> list[CopyView]:
    """The newest copy of everybody whose newest is of a version that no longer counts, still in the circle or not."""
    newest: dict[str, CopyView] = {}
    for view in views:
        newest.setdefault(str(view.row.account_id or view.row.recipient), view)
    return [view for view in newest.values() if view.superseded]


def _is_theirs(row: CopyGiven, one: Recipient) -> bool:
    if one.account_id is not None and row.account_id is not None:
        return row.account_id == one.account_id
    return row.recipient == one.name


def _numbers(session: Session, ids: set[UUID]) -> dict[UUID, int]:
    rows = session.exec(select(col(Version.id), col(Version.number)).where(col(Version.id).in_(list(ids))))
    return {identity: number for identity, number in rows}  # noqa: C416 - dict() of rows has no type


def _later(in_force: Version | None, number: int) -> int | None:
    return in_force.number if in_force is not None and in_force.number > number else None
