"""A person's circle in words they read: who can see the plan and why, and who looked at what on which day.

Only kinds of records that are named here are told; whatever else somebody opened, such as a report about safety, is not.
"""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from sqlmodel import Session

from engine.accounts import Role
from engine.clock import day_of
from engine.ids import read_id
from engine.openings import openings_of
from engine.staff import accounts_by_id
from engine.who_sees import Why
from web.i18n import gettext as _
from workflows.attempts import WHAT as TRIED

PAGE = 40
"""Lines of “who looked” on one page."""


@dataclass(frozen=True)
class Look:
    """Somebody looked at something, at least once on a day. Of a try to answer or sign for somebody, `what` is empty."""

    name: str
    who: str
    what: str
    on: date
    at: datetime


def why_words(why: str) -> str:
    """Why somebody can see the plan, as the person reads it."""
    return {
        Why.GUARDIAN.value: _("Your guardian. Papers say so. They answer beside you, not over you."),
        Why.SUPPORTER.value: _("You chose them to help you. They can read your plan. They decide nothing."),
        Why.COORDINATOR.value: _("Your coordinator. They write the plan with you."),
        Why.CLINICIAN.value: _("They treat you, and write their part of the plan."),
        Why.PROVIDER.value: _("They give you a service that is in your plan."),
        Why.REVIEWER.value: _("They read the plan a second time, so that nothing is forgotten."),
        Why.COVERS.value: _("They help when your coordinator is away."),
        Why.SUPERVISOR.value: _("They look after the work of your coordinator."),
        Why.MANAGER.value: _("They lead the team, and see that dates are kept."),
    }[why]


def looks(session: Session, person_id: UUID, *, time_zone: str, before: int | None) -> tuple[list[Look], int | None]:
    """Who looked, newest first, once for each person, thing and day; and where the next page goes on."""
    rows = openings_of(session, person_id, before=before, limit=PAGE)
    accounts = accounts_by_id(session, [account for row in rows if (account := read_id(row.account))])
    found: dict[tuple[str, str, date], Look] = {}
    for row in rows:
        what, account = what_words(row.what), read_id(row.account)
        if (
            not (what or row.what == TRIED)
            or row.role == Role.PARTICIPANT
            or account is None
            or account not in accounts
        ):
            continue
        day = day_of(row.at, time_zone)
        look = Look(accounts[account].name, _role(row.role), what, day, row.at)
        found.setdefault((row.account, what, day), look)
    return list(found.values()), rows[-1].seq if len(rows) == PAGE else None


def what_words(what: str) -> str:
    """What was looked at; empty for what is not told."""
    kind = what.split(":", 1)[0].split(" ", 1)[0]
    return {
        "plan": _("your plan"),
        "version": _("your plan"),
        "document": _("your plan, as a paper"),
        "person": _("the page about you"),
        "words": _("a file with your words"),
        "quote": _("your words"),
        "original": _("something you gave"),
        "meeting": _("notes of a meeting"),
        "note": _("notes of a meeting"),
        "deadline": _("the dates of your plan"),
        "circle": _("who is around you"),
    }.get(kind, "")


def _role(role: str) -> str:
    return {
        Role.GUARDIAN.value: _("guardian"),
        Role.SUPPORTER.value: _("helps you"),
        Role.COORDINATOR.value: _("service coordinator"),
        Role.CLINICIAN.value: _("clinician"),
        Role.SUPERVISOR.value: _("looks after the work of your team"),
        Role.MANAGER.value: _("leads the team"),
        Role.PROVIDER.value: _("gives you a service"),
        Role.ADMINISTRATOR.value: _("keeps the lists of this program"),
        Role.AUDITOR.value: _("checks that rules are kept"),
    }.get(role, role)
