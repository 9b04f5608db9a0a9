"""The end of sending and of signing: who sees it, what happens next and by which day, and a number that a person answers."""

from dataclasses import dataclass
from datetime import date

from sqlmodel import Session

from engine.accounts import Account
from engine.agency_words import WHO_ANSWERS, words_for
from engine.deadlines import open_deadlines
from engine.signatures import ended, newest_by_slot, signatures_of, slots_of
from engine.who_sees import who_sees
from web.own_room import Room
from workflows.moving import OF_ANSWERS
from workflows.recipients import signed_version

MOST_NAMES = 8
"""Names on this page; all of them stand on “Who can see my plan”."""


@dataclass(frozen=True)
class WhatNow:
    """`coordinator` is empty where nobody leads the plan. `hears_by` is a day that is watched and still to come, or nothing."""

    sees: tuple[str, ...]
    more_see: int
    coordinator: str
    hears_by: date | None
    still_to_sign: tuple[str, ...]
    starts_on: date | None
    has_copy: bool
    call: str


def what_now(session: Session, room: Room, *, on: date) -> WhatNow:
    """For the person, and for a guardian, who is not shown the person's circle."""
    plan = room.plan
    led_by = session.get(Account, plan.coordinator_id) if plan.coordinator_id else None
    coordinator = led_by.name if led_by else ""
    names = [seer.name for seer in who_sees(session, room.person, on=on)] if room.is_own else []
    asked = [row.due_on for row in open_deadlines(session, plan.stream) if row.kind in OF_ANSWERS and row.due_on >= on]
    return WhatNow(
        sees=tuple(names[:MOST_NAMES]),
        more_see=max(0, len(names) - MOST_NAMES),
        coordinator=coordinator,
        hears_by=min(asked, default=None),
        still_to_sign=_still_to_sign(session, room),
        starts_on=room.version.effective_on if room.version else None,
        has_copy=signed_version(session, plan) is not None,
        call=words_for(session, WHO_ANSWERS),
    )


def _still_to_sign(session: Session, room: Room) -> tuple[str, ...]:
    if room.current is None or room.slot is None:
        return ()
    last = newest_by_slot(signatures_of(session, room.current.version_id))
    rows = [row for row in slots_of(session, room.current.id) if row.id != room.slot.id and not ended(last.get(row.id))]
    return tuple(dict.fromkeys(row.name for row in rows))
