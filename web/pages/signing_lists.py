"""Who still has to sign, over a caseload or a team: asked, opened, answered, signed, days waiting, and what comes next."""

from dataclasses import dataclass
from datetime import date
from urllib.parse import urlencode
from uuid import UUID

from litestar import Response, get
from sqlmodel import Session, col, select

from engine.access import require
from engine.clock import now, today
from engine.database import reading, writing
from engine.deadline_lists import coordinators_of, teams_seen
from engine.firing import Command, Effect, record
from engine.ids import new_id, read_id
from engine.people import Person
from engine.permissions import Action
from engine.plans import Plan
from engine.reach import reaches
from engine.refusals import NotFound
from engine.visitors import Visitor
from web import plan_words
from web.answers import Answer, page
from web.asked import Asked, database_of, settings_of
from web.csv_files import csv_file
from web.i18n import gettext as _
from web.i18n import ngettext
from web.identity import signed_in
from web.signature_words import capacity_words
from web.signing_stage import stage_words
from workflows.signing_funnel import OPEN, FunnelRow, PlanFunnel, funnels

AT_MOST = 500
LONG = 14
ALL, WAITING, LATE, NO = "all", "waiting", "late", "no"


@dataclass(frozen=True)
class Asking:
    """What the address asks for."""

    show: str = WAITING
    team: UUID | None = None
    coordinator: UUID | None = None

    def address(self, path: str = "/signing", /, **changed: object) -> str:
        """The same list with something changed."""
        asked = {"show": self.show, "team": self.team, "coordinator": self.coordinator, **changed}
        kept = {name: str(value) for name, value in asked.items() if value not in (None, "", WAITING)}
        return f"{path}?{urlencode(kept)}" if kept else path


@get("/signing", sync_to_thread=True)
def index(request: Asked) -> Answer:
    """A sentence first, then who is asked and what comes next."""
    visitor, on, asked = signed_in(request).visitor, today(settings_of(request).time_zone), _asking(request)
    with reading(database_of(request)) as session:
        require(session, visitor, Action.SEE_SIGNING)
        found = _found(session, visitor, asked, on=on)
        return page(
            request,
            "signing_lists/index.html",
            sentence=_sentence(found),
            rows=[(funnel, row, stage_words(row.stage)) for funnel, row in _shown(found, asked)],
            choices=_choices(session, visitor, asked),
            file=asked.address("/signing.csv"),
            most=AT_MOST if len(found) >= AT_MOST else 0,
        )


@get("/signing.csv", sync_to_thread=True)
def export(request: Asked) -> Response[bytes]:
    """The list as it is shown. That it was taken is written down before it is sent."""
    visitor, on, asked = signed_in(request).visitor, today(settings_of(request).time_zone), _asking(request)
    with reading(database_of(request)) as session:
        require(session, visitor, Action.SEE_SIGNING)
        require(session, visitor, Action.EXPORT_CSV)
        rows = [_cells(funnel, row) for funnel, row in _shown(_found(session, visitor, asked, on=on), asked)]
    data = {"list": "signing", "rows": len(rows), "show": asked.show}
    data |= {"team": asked.team, "coordinator": asked.coordinator}
    with writing(database_of(request)) as session:
        command = Command(id=str(new_id()), actor=visitor.actor, at=now(), content={"list": "signing"})
        record(session, command, "list.exported", stream="agency", write=lambda *_: Effect(data=data))
    return csv_file(_("Signing %(day)s.csv") % {"day": on.isoformat()}, _heads(), rows)


def _found(session: Session, visitor: Visitor, asked: Asking, *, on: date) -> list[PlanFunnel]:
    query = (
        select(Plan)
        .join(Person, col(Person.id) == col(Plan.person_id))
        .where(col(Plan.standing).in_(OPEN), reaches(visitor, Action.SEE_SIGNING, on=on, of_plan=True))
        .order_by(col(Plan.id))
        .limit(AT_MOST)
    )
    if asked.team is not None:
        query = query.where(col(Plan.team_id) == asked.team)
    if asked.coordinator is not None:
        query = query.where(col(Plan.coordinator_id) == asked.coordinator)
    return funnels(session, list(session.exec(query)), on=on)


def _shown(found: list[PlanFunnel], asked: Asking) -> list[tuple[PlanFunnel, FunnelRow]]:
    """Whoever waits longest first."""
    rows = [(funnel, row) for funnel in found for row in funnel.rows if _fits(row, asked.show)]
    return sorted(rows, key=lambda pair: (-pair[1].waiting_days, pair[0].person.full_name, pair[1].name))


def _fits(row: FunnelRow, show: str) -> bool:
    return {
        ALL: True,
        WAITING: bool(row.step.words),
        LATE: bool(row.step.words) and row.waiting_days > LONG,
        NO: row.stage in ("declined", "refused"),
    }[show]


def _sentence(found: list[PlanFunnel]) -> str:
    rows = [row for funnel in found for row in funnel.rows]
    signed = sum(1 for row in rows if not row.step.words)
    opened = sum(1 for row in rows if row.stage != "issued")
    plans = ngettext("%(num)s plan is with its signers", "%(num)s plans are with their signers", len(found)) % {
        "num": len(found)
    }
    return _("%(plans)s: %(asked)s people are asked, %(opened)s have opened it or answered, %(signed)s are done.") % {
        "plans": plans,
        "asked": len(rows),
        "opened": opened,
        "signed": signed,
    }


def _heads() -> list[str]:
    return [
        _("Person"),
        _("Plan"),
        _("Service coordinator"),
        _("Signer"),
        _("As"),
        _("Asked on"),
        _("Opened on"),
        _("Parts answered"),
        _("How far"),
        _("Days waiting"),
        _("Next step"),
        _("By which rule"),
    ]


def _cells(funnel: PlanFunnel, row: FunnelRow) -> list[str]:
    return [
        funnel.person.full_name,
        plan_words.plan_type_words(funnel.plan.plan_type),
        funnel.coordinator,
        row.name,
        capacity_words(row.capacity),
        row.issued_at.date().isoformat(),
        row.opened_at.date().isoformat() if row.opened_at else "",
        "" if row.answered is None else f"{row.answered} of {row.parts}",
        stage_words(row.stage),
        str(row.waiting_days),
        row.step.words,
        row.step.citation,
    ]


def _choices(session: Session, visitor: Visitor, asked: Asking) -> list[tuple[str, list[tuple[str, str, bool]]]]:
    shows = [(WAITING, _("Still to do")), (LATE, _("Longer than two weeks")), (NO, _("Said no")), (ALL, _("Everybody"))]
    choices = [(_("Show"), _links(asked, "show", shows, asked.show))]
    if visitor.whole_agency:
        teams = [("", _("All teams")), *((str(key), name) for key, name in teams_seen(session, visitor, limit=25))]
        choices.append((_("Team"), _links(asked, "team", teams, str(asked.team or ""))))
    team = asked.team if visitor.whole_agency else visitor.team_id
    if visitor.role in ("manager", "supervisor") and team is not None:
        staff = [("", _("Everybody")), *((str(k), name) for k, name in coordinators_of(session, visitor, team))]
        choices.append((_("Service coordinator"), _links(asked, "coordinator", staff, str(asked.coordinator or ""))))
    return choices


def _links(asked: Asking, name: str, options: list[tuple[str, str]], chosen: str) -> list[tuple[str, str, bool]]:
    return [(words, asked.address(**{name: key}), key == chosen) for key, words in options]


def _asking(request: Asked) -> Asking:
    said = request.query_params
    show = said.get("show", WAITING)
    if show not in (ALL, WAITING, LATE, NO):
        raise NotFound
    return Asking(show, _key(said.get("team", "")), _key(said.get("coordinator", "")))


def _key(said: str) -> UUID | None:
    if not said:
        return None
    found = read_id(said)
    if found is None:
        raise NotFound
    return found
