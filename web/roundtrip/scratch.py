"""A database of its own for each batch, in a folder that is gone afterwards: one invented person, one coordinator."""

import shutil
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from uuid import UUID, uuid4

from sqlmodel import Session

from engine.accounts import Account, AccountRole, Role, actor_for
from engine.backups.backup import back_up
from engine.backups.restore import restore
from engine.database import Database, fold_log, open_database, reading, writing
from engine.firing import Command
from engine.lifecycle import Actor
from engine.people import Person, Team
from engine.plans import Plan, PlanType
from engine.quotes import Attribution, Method, Spoken, quotes_by_id
from engine.refusals import Refusal
from engine.schema import migrate
from web import __version__
from workflows.moving import local_day
from workflows.planning import begin_plan
from workflows.recording import capture_quote

SPEAKER, COORDINATOR = "Robin Example", "Casey Example"


@dataclass(frozen=True)
class Scratch:
    """The open database of one batch."""

    database: Database
    folder: Path
    plan_id: UUID
    actor: Actor
    at: datetime

    def capture(self, texts: Sequence[str]) -> list[UUID | Refusal]:
        """Each text through the product's own capture: the id it is kept under, or why it was refused."""
        with writing(self.database) as session:
            plan = session.get_one(Plan, self.plan_id)
            return [self._captured(session, plan, text) for text in texts]

    def _captured(self, session: Session, plan: Plan, text: str) -> UUID | Refusal:
        command = Command(id=str(uuid4()), actor=self.actor, at=self.at, content={})
        try:
            with session.begin_nested():
                return capture_quote(
                    session,
                    plan,
                    command,
                    text=text,
                    attribution=Attribution.PARTICIPANT,
                    speaker=SPEAKER,
                    method=Method.TYPED,
                    said_on=local_day(self.at),
                    may_include=True,
                ).id
        except Refusal as refusal:
            return refusal

    def read(self, ids: Sequence[UUID]) -> dict[UUID, Spoken]:
        """The captured quotations as every page and paper reads them."""
        with reading(self.database) as session:
            return quotes_by_id(session, ids)

    def restored(self, ids: Sequence[UUID]) -> dict[UUID, Spoken]:
        """The same from a database that was put back from a backup of this one."""
        copy, back = self.folder / "backup", self.folder / "restored.db"
        back_up(self.database, copy, program=__version__, at=self.at, progress=_silent)
        other = open_database(f"sqlite:///{back}")
        try:
            restore(other, copy, replace=False, aside=copy, program=__version__, at=self.at, progress=_silent)
            with reading(other) as session:
                return quotes_by_id(session, ids)
        finally:
            other.close()


def prepare(folder: Path, *, at: datetime) -> tuple[Path, UUID, Actor]:
    """The file every batch begins from: the product's tables, one person and their plan."""
    file = folder / "empty.db"
    database = open_database(f"sqlite:///{file}")
    try:
        migrate(database)
        with writing(database) as session:
            team = Team(name="Example")
            session.add(team)
            session.flush()
            account = Account(sign_in_name="casey", name=COORDINATOR, team_id=team.id, created_at=at)
            session.add(account)
            session.flush()
            session.add(AccountRole(account_id=account.id, role=Role.COORDINATOR))
            person = Person(
                full_name=SPEAKER, also_called=[], team_id=team.id, coordinator_id=account.id, created_at=at
            )
            session.add(person)
            session.flush()
            actor = actor_for(account, Role.COORDINATOR)
            begun = Command(id=str(uuid4()), actor=actor, at=at)
            plan, _outcome = begin_plan(session, person, PlanType.ISP, "federal_hcbs", begun)
            plan_id = plan.id
        fold_log(database)
    finally:
        database.close()
    return file, plan_id, actor


@contextmanager
def scratch(prepared: tuple[Path, UUID, Actor], folder: Path, *, at: datetime) -> Iterator[Scratch]:
    """A new copy of the prepared database, gone with its folder at the end."""
    file, plan_id, actor = prepared
    folder.mkdir()
    shutil.copyfile(file, folder / "scratch.db")
    database = open_database(f"sqlite:///{folder / 'scratch.db'}")
    try:
        yield Scratch(database, folder, plan_id, actor, at)
    finally:
        database.close()
        shutil.rmtree(folder, ignore_errors=True)


def _silent(_done: int, _total: int) -> None:
    """A batch is quick; the progress of the whole is shown elsewhere."""
