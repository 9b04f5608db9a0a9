"""A caseload from a CSV file: looked at first, with every error by its line, and saved whole or not at all.

Columns: full_name (needed), preferred_name, also_called (names parted by ;), pronouns, born_on (2026-04-02 or 4/2/2026),
language, program, how_i_say_yes_and_no, team (its name), coordinator (a sign-in name). Without a team column everybody
goes to the team chosen on the page.
"""

from collections import Counter
from dataclasses import dataclass, replace
from datetime import date
from uuid import UUID

from sqlmodel import Session, col, select

from engine.access import require
from engine.accounts import Account
from engine.canonical import digest
from engine.dates.reading import read_day
from engine.firing import Command, Effect, record
from engine.people import Person, Team
from engine.permissions import Action
from engine.refusals import NotFound, Refusal
from engine.sayings import say
from engine.tables_of_text import TableRow, read_table
from workflows.acting import acting, step_of
from workflows.moving import local_day
from workflows.people import AGENCY, PersonForm, add_person, problems_with

COLUMNS = (
    "full_name",
    "preferred_name",
    "also_called",
    "pronouns",
    "born_on",
    "language",
    "program",
    "how_i_say_yes_and_no",
    "team",
    "coordinator",
)


@dataclass(frozen=True)
class RowError:
    """Why a line cannot become a person, and what to change in it."""

    line: int
    column: str
    text: str


@dataclass(frozen=True)
class Preview:
    """What the file would add, and everything that stands in its way. Nothing is saved yet."""

    people: tuple[tuple[int, PersonForm], ...]
    errors: tuple[RowError, ...]

    @property
    def ready(self) -> bool:
        """True when confirming would save everybody."""
        return bool(self.people) and not self.errors


def preview(session: Session, command: Command, data: bytes, *, team_id: UUID | None = None) -> Preview:
    """Read the file and check every line. Writes nothing. Raises Refusal when it is no table of people at all."""
    visitor = acting(session, command)
    require(session, visitor, Action.IMPORT_CASELOAD)
    rows = read_table(data, known=COLUMNS, required=("full_name",))
    if not rows:
        raise Refusal("The file names its columns, but has no row with a person below them.")
    reader = _Reader(session, on=local_day(command.at), team_id=team_id)
    for row in rows:
        reader.read(row)
    for team in {form.team_id for _, form in reader.people}:
        _refuse_foreign_team(session, command, team)
    return Preview(tuple(reader.people), tuple(sorted(reader.errors, key=lambda error: error.line)))


def import_caseload(session: Session, command: Command, data: bytes, *, team_id: UUID | None = None) -> int:
    """Add everybody in the file, in one transaction; returns how many. Refused whole where any line has an error."""
    require(session, acting(session, command), Action.IMPORT_CASELOAD)
    command = replace(command, content={**command.content, "file": digest(data)})

    def write(_session: Session, _seq: int) -> Effect:
        looked_at = preview(session, command, data, team_id=team_id)
        if not looked_at.ready:
            first = looked_at.errors[0]
            raise Refusal(
                say(
                    "Nobody was added: %(errors)s lines or cells need a change first. Line %(line)s: %(text)s",
                    errors=len(looked_at.errors),
                    line=first.line,
                    text=first.text,
                )
            )
        for line, form in looked_at.people:
            add_person(session, step_of(command, str(line)), form)
        return Effect(data={"people": len(looked_at.people), "file": digest(data)})

    outcome = record(session, command, "caseload.imported", stream=AGENCY, write=write)
    return int(outcome.event.data["people"])


class _Reader:
    """Turns lines into forms, looking up each team and coordinator once."""

    def __init__(self, session: Session, *, on: date, team_id: UUID | None) -> None:
        self.session, self.on, self.team_id = session, on, team_id
        self.teams = {name.casefold(): identity for identity, name in session.exec(select(Team.id, Team.name))}
        self.coordinators: dict[str, UUID | None] = {}
        self.seen: Counter[tuple[str, date | None]] = Counter()
        self.people: list[tuple[int, PersonForm]] = []
        self.errors: list[RowError] = []

    def read(self, row: TableRow) -> None:
        """One line: a form, or its errors."""
        before = len(self.errors)
        team, coordinator, born_on = self._team(row), self._coordinator(row), self._born_on(row)
        if team is None:
            return
        form = PersonForm(
            full_name=row.cells["full_name"].strip(),
            team_id=team,
            coordinator_id=coordinator,
            preferred_name=row.cells.get("preferred_name", "").strip(),
            also_called=tuple(part.strip() for part in row.cells.get("also_called", "").split(";") if part.strip()),
            pronouns=row.cells.get("pronouns", "").strip(),
            born_on=born_on,
            language=row.cells.get("language", "").strip() or "en",
            how_i_say_yes_and_no=row.cells.get("how_i_say_yes_and_no", ""),
            program=row.cells.get("program", "").strip(),
        )
        self._check(row, form)
        if len(self.errors) == before:
            self.people.append((row.line, form))

    def _check(self, row: TableRow, form: PersonForm) -> None:
        try:
            for reason in problems_with(self.session, form, on=self.on):
                self._error(row, _COLUMN_OF.get(reason.about or "", reason.about or "full_name"), reason.text)
        except Refusal as refused:
            reason = refused.reasons[0]
            self._error(row, reason.about or "full_name", reason.text)
            return
        who = (form.full_name, form.born_on)
        self.seen[who] += 1
        if self.seen[who] > 1:
            self._error(row, "full_name", f"“{form.full_name}” with this birth date stands in the file twice.")
        elif self._is_here(form):
            self._error(
                row, "full_name", f"“{form.full_name}” with this birth date is here already. Take the line out."
            )

    def _team(self, row: TableRow) -> UUID | None:
        name = row.cells.get("team", "").strip()
        found = self.teams.get(name.casefold()) if name else self.team_id
        if found is None:
            said = f"There is no team called “{name[:60]}”." if name else "No team is named."
            self._error(row, "team", f"{said} Write the name of a team, or make the team first.")
        return found

    def _coordinator(self, row: TableRow) -> UUID | None:
        name = row.cells.get("coordinator", "").strip().lower()
        if not name:
            return None
        if name not in self.coordinators:
            query = select(Account.id).where(Account.sign_in_name == name)
            self.coordinators[name] = self.session.exec(query).first()
        if self.coordinators[name] is None:
            self._error(
                row, "coordinator", f"There is no account with the sign-in name “{name[:60]}”. Make the account first."
            )
        return self.coordinators[name]

    def _born_on(self, row: TableRow) -> date | None:
        written = row.cells.get("born_on", "").strip()
        if not written:
            return None
        try:
            return read_day(written)
        except Refusal as refused:
            self._error(row, "born_on", refused.message)
            return None

    def _is_here(self, form: PersonForm) -> bool:
        same_day = col(Person.born_on).is_(None) if form.born_on is None else col(Person.born_on) == form.born_on
        query = select(Person.id).where(Person.full_name == form.full_name, same_day)
        return self.session.exec(query).first() is not None

    def _error(self, row: TableRow, column: str, text: str) -> None:
        self.errors.append(RowError(row.line, column, text))


_COLUMN_OF = {"team_id": "team", "coordinator_id": "coordinator"}


def _refuse_foreign_team(session: Session, command: Command, team_id: UUID) -> None:
    try:
        require(session, acting(session, command), Action.IMPORT_CASELOAD, team_id=team_id)
    except NotFound:
        raise Refusal("The file names a team that is not yours. Import people into your own team alone.") from None
