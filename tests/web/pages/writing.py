"""A team with one coordinator, and Dee whose plan is being written: what the tests of the writing pages start from."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime
from uuid import UUID, uuid4

from litestar import Litestar

from engine.accounts import Account, Role, actor_for
from engine.database import Database, writing
from engine.firing import Command
from engine.people import Person, Team
from engine.plans import Plan, PlanType
from tests.web.browser import Browser
from tests.web.conftest import sign_in
from workflows import planning, recording
from workflows.planning import Line
from workflows.recording import Attendee, MeetingForm

AT = datetime(2026, 3, 11, 15, tzinfo=UTC)
ON = date(2026, 3, 11)

NOTES = (
    "here: Dee, mom (Barb), LT\n"
    "LT asked what a good life looks like. Dee: “I want my own front door with MY key.”\n"
    "Barb: “She can't be alone at night.”\n"
    "good at: knows every bus driver. Cooks “the good kind” of pancakes.\n"
    "Dee wants a paid job w/ animals. “I could do the dogs at the shelter.”\n"
)


@dataclass(frozen=True)
class Desk:
    """Who and what there is, by id."""

    coordinator: Account
    person: UUID
    plan: UUID
    meeting: UUID


def desk(database: Database, account: Callable[..., Account], *, notes: str = NOTES, name: str = "L Torres") -> Desk:
    """A coordinator with Dee’s ISP and its planning meeting."""
    with writing(database) as session:
        team = Team(name=f"Team of {name}")
        session.add(team)
        session.flush()
        team_id = team.id
    coordinator = account(name, Role.COORDINATOR, team_id=team_id)
    with writing(database) as session:
        person = Person(
            full_name="Denise Kowalczyk",
            preferred_name="Dee",
            also_called=["Dee"],
            team_id=team_id,
            coordinator_id=coordinator.id,
            created_at=AT,
        )
        session.add(person)
        session.flush()
        plan, _outcome = planning.begin_plan(session, person, PlanType.ISP, "federal_hcbs", command_for(coordinator))
        form = MeetingForm(held_on=ON, place="kitchen", attendees=[Attendee("Dee"), Attendee("Barb")], notes=notes)
        meeting = recording.record_meeting(session, plan, form, command_for(coordinator))
        return Desk(coordinator, person.id, plan.id, meeting.id)


def begun(database: Database, found: Desk, *lines: Line) -> Desk:
    """The meeting held, and the draft begun with these lines."""
    with writing(database) as session:
        plan = session.get_one(Plan, found.plan)
        planning.hold_meeting(session, plan, command_for(found.coordinator), lines=lines)
    return found


def visiting(app: Litestar, account: Account) -> Browser:
    """A browser in which this account is signed in."""
    return sign_in(Browser(app), account)


def stranger(database: Database, account: Callable[..., Account]) -> Account:
    """A coordinator of another team, who works with nobody here."""
    with writing(database) as session:
        team = Team(name="Hill")
        session.add(team)
        session.flush()
        team_id = team.id
    return account("Sam Hill", Role.COORDINATOR, team_id=team_id)


def command_for(account: Account) -> Command:
    """A fresh command of a coordinator."""
    return Command(id=str(uuid4()), actor=actor_for(account, Role.COORDINATOR), at=AT)
