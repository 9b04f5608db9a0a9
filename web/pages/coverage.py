"""Whose words the outcomes rest on, plan by plan: with its whole beside each figure, and no figure where there is none."""

from dataclasses import dataclass
from datetime import date
from urllib.parse import urlencode
from uuid import UUID

from litestar import Response, get
from sqlmodel import Session

from engine.access import require
from engine.clock import now, today
from engine.coverage_lists import AT_MOST, CoverageRow, coverage_seen
from engine.database import reading, writing
from engine.deadline_lists import coordinators_of, teams_seen
from engine.firing import Command, Effect, record
from engine.ids import new_id, read_id
from engine.permissions import Action
from engine.refusals import NotFound, Refusal
from engine.visitors import Visitor
from web import plan_words
from web.answers import Answer, page
from web.asked import Asked, database_of, settings_of
from web.coverage_words import coverage_sentence
from web.csv_files import csv_file
from web.i18n import gettext as _
from web.i18n import ngettext
from web.identity import signed_in
from workflows.threads import Coverage

PAGE = 50
ALL, GAPS, NOTHING = "all", "gaps", "none"
DATE, LEAST, NAME = "date", "least", "name"
AT_ONCE = 25


@dataclass(frozen=True)
class Asking:
    """What the address asks for."""

    show: str = ALL
    sort: str = DATE
    team: UUID | None = None
    coordinator: UUID | None = None
    number: int = 1

    def address(self, path: str = "/coverage", /, **changed: object) -> str:
        """The same list with something changed; a change begins at its first page."""
        asked = {"show": self.show, "sort": self.sort, "team": self.team, "coordinator": self.coordinator, **changed}
        kept = {name: str(value) for name, value in asked.items() if value not in (None, ALL, DATE)}
        return f"{path}?{urlencode(kept)}" if kept else path


@get("/coverage", sync_to_thread=True)
def index(request: Asked) -> Answer:
    """A sentence first, then the list it is taken from."""
    visitor, on, asked = signed_in(request).visitor, today(settings_of(request).time_zone), _asking(request)
    with reading(database_of(request)) as session:
        require(session, visitor, Action.SEE_DEADLINES)
        rows, more = coverage_seen(session, visitor, on=on, coordinator=asked.coordinator, team=asked.team)
        shown = _shown(rows, asked)
        first = (asked.number - 1) * PAGE
        choices = [
            (_("Show"), _links(asked, "show", _shows(), asked.show)),
            (_("Sort by"), _links(asked, "sort", _sorts(), asked.sort)),
        ]
        if visitor.whole_agency:
            teams = [(str(key), name) for key, name in teams_seen(session, visitor, limit=AT_ONCE)]
            choices.append((_("Team"), _links(asked, "team", [("", _("All teams")), *teams], str(asked.team or ""))))
        team = asked.team if visitor.whole_agency else visitor.team_id
        if visitor.role in ("manager", "supervisor") and team is not None:
            staff = [(str(key), name) for key, name in coordinators_of(session, visitor, team)]
            options = [("", _("Everybody")), *staff]
            choices.append(
                (_("Service coordinator"), _links(asked, "coordinator", options, str(asked.coordinator or "")))
            )
        return page(
            request,
            "coverage/index.html",
            sentence=_sentence(rows),
            more=_too_many() if more else "",
            rows=[(row, _figure(row)) for row in shown[first : first + PAGE]],
            before=asked.address(page=asked.number - 1) if asked.number > 1 else None,
            following=asked.address(page=asked.number + 1) if len(shown) > first + PAGE else None,
            choices=choices,
            file=asked.address("/coverage.csv"),
        )


@get("/coverage.csv", sync_to_thread=True)
def export(request: Asked) -> Response[bytes]:
    """The list as it is shown, with every page of it. That it was taken is written down before it is sent."""
    visitor, on, asked = signed_in(request).visitor, today(settings_of(request).time_zone), _asking(request)
    with reading(database_of(request)) as session:
        rows = _every_row(session, visitor, asked, on=on)
    data = {"list": "coverage", "rows": len(rows), "show": asked.show}
    data |= {"team": asked.team, "coordinator": asked.coordinator}
    with writing(database_of(request)) as session:
        require(session, visitor, Action.EXPORT_CSV)
        command = Command(id=str(new_id()), actor=visitor.actor, at=now(), content={"list": "coverage"})
        record(session, command, "list.exported", stream="agency", write=lambda *_: Effect(data=data))
    name = _("Own words in the plans %(day)s.csv") % {"day": on.isoformat()}
    return csv_file(name, _heads(), [_cells(row) for row in rows])


def _every_row(session: Session, visitor: Visitor, asked: Asking, *, on: date) -> list[CoverageRow]:
    """Raises Refusal where the list is longer than what is looked at: a file that was silently cut would be worse."""
    require(session, visitor, Action.EXPORT_CSV)
    rows, more = coverage_seen(session, visitor, on=on, coordinator=asked.coordinator, team=asked.team)
    if more:
        raise Refusal(
            _("No file was made: there are more than %(most)s plans. Choose a team, then take its list as CSV.")
            % {"most": f"{AT_MOST:,}"}
        )
    return _shown(rows, asked)


def _heads() -> list[str]:
    return [
        _("Person"),
        _("Plan"),
        _("Outcomes or goals"),
        _("On own words"),
        _("Through an interpreter"),
        _("In a sentence"),
        _("Service coordinator"),
    ]


def _cells(row: CoverageRow) -> list[str]:
    """Figures as numbers of their own for a spreadsheet, and empty, never zero, where there is nothing to count."""
    plan, figures = row.plan, row.figures
    called = plan.called if plan.called == plan.full_name else f"{plan.called} ({plan.full_name})"
    numbers = ["", "", ""] if figures is None else [str(figures.aims), str(figures.own), str(figures.interpreted)]
    sentence = (
        _("no data yet")
        if figures is None
        else coverage_sentence(
            Coverage(figures.aims, figures.own, figures.interpreted), plan.called, plan_type=plan.plan_type
        )
    )
    return [called, plan_words.plan_type_words(plan.plan_type), *numbers, sentence, plan.coordinator]


def _shown(rows: list[CoverageRow], asked: Asking) -> list[CoverageRow]:
    return _sorted([row for row in rows if _fits(row, asked.show)], asked.sort)


def _sentence(rows: list[CoverageRow]) -> str:
    counted = [row for row in rows if row.figures is not None]
    without = len(rows) - len(counted)
    if not counted:
        return _("No plan here has outcomes that were shared yet, so there is nothing to count.")
    whole = sum(1 for row in counted if row.share == 1)
    said = ngettext(
        "In %(whole)s of %(num)s plan every outcome rests on the person’s own words.",
        "In %(whole)s of %(num)s plans every outcome rests on the person’s own words.",
        len(counted),
    ) % {"whole": whole, "num": f"{len(counted):,}"}
    if without:
        rest = ngettext("%(num)s plan has no data yet.", "%(num)s plans have no data yet.", without)
        said = f"{said} {rest % {'num': f'{without:,}'}}"
    return said


def _too_many() -> str:
    return _("There are more than %(most)s plans. Only those with the soonest dates are looked at: choose a team.") % {
        "most": f"{AT_MOST:,}"
    }


def _figure(row: CoverageRow) -> tuple[str, str]:
    """The figure with its whole, and what rests on an interpreter's words apart."""
    if row.figures is None:
        return _("no data yet"), ""
    own = _("%(own)s of %(all)s") % {"own": row.figures.own, "all": row.figures.aims}
    return own, str(row.figures.interpreted) if row.figures.interpreted else ""


def _fits(row: CoverageRow, show: str) -> bool:
    if show == GAPS:
        return row.figures is not None and row.figures.own < row.figures.aims
    return row.figures is None if show == NOTHING else True


def _sorted(rows: list[CoverageRow], by: str) -> list[CoverageRow]:
    if by == LEAST:
        return sorted(rows, key=lambda row: (row.share is None, row.share or 0.0, row.plan.called.casefold()))
    return sorted(rows, key=lambda row: row.plan.called.casefold()) if by == NAME else rows


def _shows() -> list[tuple[str, str]]:
    return [(ALL, _("All plans")), (GAPS, _("An outcome without own words")), (NOTHING, _("No data yet"))]


def _sorts() -> list[tuple[str, str]]:
    return [(DATE, _("Next date")), (LEAST, _("Fewest own words first")), (NAME, _("Name"))]


def _links(asked: Asking, name: str, options: list[tuple[str, str]], chosen: str) -> list[tuple[str, str, bool]]:
    return [(words, asked.address(**{name: key or None}), key == chosen) for key, words in options]


def _asking(request: Asked) -> Asking:
    """Raises NotFound for an address nobody of ours made."""
    query = request.query_params
    show, sort, number = query.get("show", ALL), query.get("sort", DATE), query.get("page", "1")
    if show not in (ALL, GAPS, NOTHING) or sort not in (DATE, LEAST, NAME):
        raise NotFound
    if not (number.isascii() and number.isdigit() and 1 <= int(number[:6]) <= AT_MOST):
        raise NotFound
    return Asking(show, sort, _id(query.get("team", "")), _id(query.get("coordinator", "")), int(number))


def _id(text: str) -> UUID | None:
    found = read_id(text) if text else None
    if text and found is None:
        raise NotFound
    return found
