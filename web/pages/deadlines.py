"""The manager's list: every open date by age, each with the sentence that explains it, and the same list as CSV."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from urllib.parse import urlencode
from uuid import UUID

from litestar import Response, get
from litestar.params import FromPath
from sqlmodel import Session

from engine.access import deadline_for, require
from engine.accounts import Account
from engine.clock import now, today
from engine.database import reading, writing
from engine.deadline_lists import (
    DeadlineRow,
    coordinators_of,
    counts_seen,
    deadlines_seen,
    reminders_of,
    teams_seen,
)
from engine.deadlines import Deadline
from engine.firing import Command, Effect, record
from engine.ids import new_id, read_id
from engine.openings import opened
from engine.people import Person, Team
from engine.permissions import Action
from engine.plans import Plan
from engine.refusals import NotFound, Refusal
from engine.visitors import Visitor
from web import deadline_words as words
from web.answers import Answer, page
from web.asked import Asked, database_of, settings_of
from web.csv_files import csv_file
from web.delivering import words_of
from web.forms import read_day
from web.i18n import gettext as _
from web.identity import signed_in
from web.standings import plan_title, standing_words
from workflows.profiles import profile

SOON = 30
"""Days that count as soon in this list."""

ALL, LATE, NEAR = "all", "late", "soon"

AT_ONCE = 25
"""Teams that fit on the page as links; more are chosen on a page of their own."""

MOST_ROWS = 20_000
"""Rows in one CSV file. A longer list is narrowed first: a file that was silently cut would be worse than none."""


@dataclass(frozen=True)
class Asking:
    """What the address asks for. `after` is the last row already shown."""

    show: str
    team: UUID | None
    coordinator: UUID | None
    after: tuple[date, UUID] | None = None

    def address(self, path: str = "/deadlines", **changed: object) -> str:
        """The same list with something changed; a change begins at its first page."""
        asked = {"show": self.show, "team": self.team, "coordinator": self.coordinator, **changed}
        kept = {name: str(value) for name, value in asked.items() if value is not None and value != ALL}
        return f"{path}?{urlencode(kept)}" if kept else path


@get("/deadlines", sync_to_thread=True)
def index(request: Asked) -> Answer:
    """One list, the oldest first; a sentence before it says how many are late and how many are near."""
    visitor, on, asked = signed_in(request).visitor, _today(request), _asking(request)
    with reading(database_of(request)) as session:
        require(session, visitor, Action.SEE_DEADLINES)
        rows = _rows(session, visitor, asked, on=on, limit=51)
        counts = counts_seen(
            session, visitor, on=on, coordinator=asked.coordinator, team=asked.team, within=timedelta(days=SOON)
        )
        last = rows[49].place if len(rows) > 50 else None
        return page(
            request,
            "deadlines/index.html",
            sentence=words.counts_sentence(counts, days=SOON),
            rows=[(row, _shown(row, on=on), words.nearness(row.due_on, on=on, soon_within=SOON)) for row in rows[:50]],
            heads=_heads(),
            more=asked.address(after=f"{last[0].isoformat()}.{last[1]}") if last else None,
            begun=asked.address() if asked.after else None,
            file=asked.address("/deadlines.csv"),
            choices=_choices(session, visitor, asked),
            narrowed=asked.show != ALL or asked.team is not None or asked.coordinator is not None,
        )


@get("/deadlines/teams", sync_to_thread=True)
def teams(request: Asked) -> Answer:
    """Every team whose dates may be looked at, where there are too many for the list's own page."""
    visitor = signed_in(request).visitor
    with reading(database_of(request)) as session:
        require(session, visitor, Action.SEE_DEADLINES)
        return page(request, "deadlines/teams.html", teams=teams_seen(session, visitor))


@get("/deadlines.csv", sync_to_thread=True)
def export(request: Asked) -> Response[bytes]:
    """The list as it is shown, with every page of it. That it was taken is written down before it is sent."""
    visitor, on, asked = signed_in(request).visitor, _today(request), _asking(request)
    with reading(database_of(request)) as session:
        require(session, visitor, Action.EXPORT_CSV)
        rows = list(_every_row(session, visitor, asked, on=on))
    at = now()
    data = {"list": "deadlines", "rows": len(rows), "show": asked.show}
    data |= {"team": asked.team, "coordinator": asked.coordinator}
    with writing(database_of(request)) as session:
        require(session, visitor, Action.EXPORT_CSV)
        command = Command(id=str(new_id()), actor=visitor.actor, at=at, content={"list": "deadlines"})
        record(session, command, "list.exported", stream="agency", write=lambda *_: Effect(data=data))
    name = _("Deadlines %(day)s.csv") % {"day": on.isoformat()}
    return csv_file(name, _heads(), [_shown(row, on=on) for row in rows])


@get("/deadlines/{deadline_id:uuid}", sync_to_thread=True)
def show(request: Asked, deadline_id: FromPath[UUID]) -> Answer:
    """One date, cross-examined: its rule, its anchor, its arithmetic, its reminders, and what would move it."""
    visitor, on = signed_in(request).visitor, _today(request)
    with reading(database_of(request)) as session:
        deadline = deadline_for(session, visitor, deadline_id, on=on)
        person_id = session.get_one(Plan, deadline.subject).person_id
    opened(database_of(request), visitor, person_id, f"deadline:{deadline_id}", at=now())
    with reading(database_of(request)) as session:
        deadline = deadline_for(session, visitor, deadline_id, on=on)
        plan = session.get_one(Plan, deadline.subject)
        coordinator = session.get(Account, deadline.owner) if deadline.owner else None
        return page(
            request,
            "deadlines/show.html",
            deadline=deadline,
            plan=plan,
            person=session.get_one(Person, plan.person_id),
            title=plan_title(plan),
            standing=standing_words(plan.standing),
            what=words.what_is_due(deadline.kind),
            rules=profile(deadline.profile, on=on).name,
            foundation=words.foundation(deadline.citation, deadline.tag),
            anchor=words.anchor_words(deadline.anchor),
            state=words.state_words(deadline.state),
            moves=words.what_moves_it(deadline),
            coordinator=coordinator.name if coordinator else "",
            reminders=_reminders(session, request, deadline),
            ended=deadline.state in ("done", "cancelled"),
            soon=SOON,
            today=on,
        )


def _reminders(session: Session, request: Asked, deadline: Deadline) -> list[tuple[datetime, str, str]]:
    """When, to whom, and in which words somebody was reminded."""
    told = []
    for message in reminders_of(session, deadline):
        account = session.get(Account, message.recipient)
        told.append(
            (message.created_at, account.name if account else "", words_of(message, settings_of(request)).subject)
        )
    return told


def _rows(session: Session, visitor: Visitor, asked: Asking, *, on: date, limit: int) -> list[DeadlineRow]:
    since = on if asked.show == NEAR else None
    until = {LATE: on - timedelta(days=1), NEAR: on + timedelta(days=SOON)}.get(asked.show)
    return deadlines_seen(
        session,
        visitor,
        on=on,
        after=asked.after,
        coordinator=asked.coordinator,
        team=asked.team,
        since=since,
        until=until,
        limit=limit,
    )


def _every_row(session: Session, visitor: Visitor, asked: Asking, *, on: date) -> Iterator[DeadlineRow]:
    found, place = 0, None
    while True:
        part = Asking(asked.show, asked.team, asked.coordinator, place)
        rows = _rows(session, visitor, part, on=on, limit=1_000)
        yield from rows
        found += len(rows)
        if len(rows) < 1_000:
            return
        if found >= MOST_ROWS:
            raise Refusal(
                _(
                    "No file was made: this list has more than %(most)s rows. "
                    "Choose a team, or only what is late, then take it as CSV."
                )
                % {"most": f"{MOST_ROWS:,}"}
            )
        place = rows[-1].place


def _heads() -> list[str]:
    return [_("Person"), _("Plan"), _("What is due"), _("Due"), _("Days"), _("Service coordinator"), _("Why this date")]


def _shown(row: DeadlineRow, *, on: date) -> list[str]:
    """The cells of a row, the same on the page and in the file; the page writes the date out."""
    return [
        row.called if row.called == row.full_name else f"{row.called} ({row.full_name})",
        words.plan_type_words(row.plan_type),
        words.what_is_due(row.kind),
        row.due_on.isoformat(),
        words.days_words(row.due_on, on=on),
        row.coordinator,
        _whole_sentence(row),
    ]


def _whole_sentence(row: DeadlineRow) -> str:
    """The stored sentence; where it leaves them out, with its citation and how well that is founded."""
    said = words.foundation(row.citation, row.tag)
    return row.sentence if not said or said in row.sentence else f"{row.sentence} {said[0].upper()}{said[1:]}."


def _choices(session: Session, visitor: Visitor, asked: Asking) -> list[tuple[str, list[tuple[str, str, bool]]]]:
    """Ways to narrow the list: a name for each, and links with the one that is chosen."""
    shows = [(ALL, _("All")), (LATE, _("Late")), (NEAR, _("In the next %(days)s days") % {"days": SOON})]
    found = [(_("Show"), [(label, asked.address(show=key), asked.show == key) for key, label in shows])]
    if visitor.whole_agency:
        found.append((_("Team"), _team_choices(session, visitor, asked)))
    team = asked.team if visitor.whole_agency else visitor.team_id
    if visitor.role in ("manager", "supervisor") and team is not None:
        everybody = [(_("Everybody"), asked.address(coordinator=None), asked.coordinator is None)]
        each = [
            (name, asked.address(coordinator=identity), asked.coordinator == identity)
            for identity, name in coordinators_of(session, visitor, team)
        ]
        found.append((_("Service coordinator"), everybody + each))
    return found


def _team_choices(session: Session, visitor: Visitor, asked: Asking) -> list[tuple[str, str, bool]]:
    every = [(_("All teams"), asked.address(team=None, coordinator=None), asked.team is None)]
    some = teams_seen(session, visitor, limit=AT_ONCE + 1)
    if len(some) > AT_ONCE:
        chosen = session.get(Team, asked.team) if asked.team else None
        here = [(chosen.name, asked.address(), True)] if chosen else []
        return [*every, *here, (_("Choose a team"), "/deadlines/teams", False)]
    return every + [
        (name, asked.address(team=identity, coordinator=None), asked.team == identity) for identity, name in some
    ]


def _asking(request: Asked) -> Asking:
    """Raises NotFound for an address nobody of ours made, rather than showing another list than was asked for."""
    query = request.query_params
    show = query.get("show", ALL)
    if show not in (ALL, LATE, NEAR):
        raise NotFound
    return Asking(show, _id(query.get("team", "")), _id(query.get("coordinator", "")), _place(query.get("after", "")))


def _id(text: str) -> UUID | None:
    if not text:
        return None
    found = read_id(text)
    if found is None:
        raise NotFound
    return found


def _place(text: str) -> tuple[date, UUID] | None:
    if not text:
        return None
    day, _dot, identity = text.partition(".")
    found, last = read_day(day), _id(identity)
    if found is None or last is None:
        raise NotFound
    return found, last


def _today(request: Asked) -> date:
    return today(settings_of(request).time_zone)
