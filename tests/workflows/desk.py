"""One plan of one person, and two people who may write it: what the tests of writing start from."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime
from uuid import UUID, uuid4

from sqlmodel import Session, select

from engine.accounts import Account, AccountRole, Role, actor_for
from engine.database import Database, writing
from engine.firing import Command
from engine.items import Item, items_of
from engine.meetings import Meeting
from engine.people import Person, Team
from engine.plans import Plan, PlanType
from engine.quotes import Attribution, Method, Quote
from workflows import editing, planning, recording
from workflows.planning import Line
from workflows.recording import Attendee, MeetingForm

AT = datetime(2026, 3, 11, 15, tzinfo=UTC)
ON = date(2026, 3, 11)


@dataclass
class Desk:
    """An open transaction, the plan in it, and short ways to act on it."""

    session: Session
    plan: Plan
    person: Person
    ana: Account
    ben: Account

    def command(self, who: str = "ana", **content: object) -> Command:
        """A fresh command."""
        account = self.ana if who == "ana" else self.ben
        return Command(id=str(uuid4()), actor=actor_for(account, Role.COORDINATOR), at=AT, content=content)

    def meeting(self, notes: str = "x", **more: object) -> Meeting:
        """A planning meeting today, with somebody there."""
        form = MeetingForm(held_on=ON, attendees=[Attendee("Dee")], notes=notes, **more)  # type: ignore[arg-type]
        return recording.record_meeting(self.session, self.plan, form, self.command())

    def said(
        self,
        text: str,
        *,
        attribution: Attribution = Attribution.PARTICIPANT,
        speaker: str = "Dee",
        agreed: bool = True,
    ) -> Quote:
        """Words captured on the day."""
        return recording.capture_quote(
            self.session,
            self.plan,
            self.command(),
            text=text,
            attribution=attribution,
            speaker=speaker,
            method=Method.SPOKEN,
            said_on=ON,
            may_include=agreed,
        )

    def draft(self, *lines: Line) -> None:
        """The meeting held, and the draft begun with these lines."""
        self.meeting()
        planning.hold_meeting(self.session, self.plan, self.command(), lines=lines)

    def items(self, kind: str) -> list[Item]:
        """The lines of a kind in the draft."""
        assert self.plan.working_version_id is not None
        return [item for item in items_of(self.session, self.plan.working_version_id) if item.kind == kind]

    def part(self, key: str) -> Item:
        """A part of the plan."""
        return next(item for item in self.items("section") if item.details["key"] == key)

    def save(self, item: Item, text: str, *, before: str, based_on: int, who: str = "ana") -> editing.Saved:
        """Type a text over another."""
        return editing.save_line(
            self.session,
            self.plan,
            item,
            details={"text": text},
            before={"text": before},
            based_on=based_on,
            command=self.command(who),
        )


@contextmanager
def at_desk(database: Database) -> Iterator[Desk]:
    """A new person with an ISP, in one transaction."""
    with writing(database) as session:
        yield desk_in(session)


def desk_in(session: Session) -> Desk:
    """The same, in a transaction that is open."""
    team = Team(name=f"North {uuid4()}")
    session.add(team)
    session.flush()
    ana, ben = _coordinator(session, team.id, "Ana Moreno"), _coordinator(session, team.id, "Ben Osei")
    person = Person(
        full_name="Denise Kowalczyk",
        preferred_name="Dee",
        also_called=["Dee"],
        team_id=team.id,
        coordinator_id=ana.id,
        created_at=AT,
    )
    session.add(person)
    session.flush()
    start = Command(id=str(uuid4()), actor=actor_for(ana, Role.COORDINATOR), at=AT)
    plan, _outcome = planning.begin_plan(session, person, PlanType.ISP, "federal_hcbs", start)
    return Desk(session, plan, person, ana, ben)


def desk_again(session: Session) -> Desk:
    """The same desk in a later transaction; there is one plan in the database."""
    plan = session.exec(select(Plan)).one()
    person = session.get_one(Person, plan.person_id)
    ana, ben = session.exec(select(Account).order_by(Account.name)).all()  # type: ignore[arg-type]
    return Desk(session, plan, person, ana, ben)


def _coordinator(session: Session, team: UUID, name: str) -> Account:
    account = Account(sign_in_name=f"{name} {uuid4()}", name=name, team_id=team, created_at=AT)
    session.add(account)
    session.flush()
    session.add(AccountRole(account_id=account.id, role=Role.COORDINATOR))
    session.flush()
    return account
