"""Teams and people: who they are, in which team, with which coordinator."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlmodel import Session, col, select

from engine.access import person_for, require
from engine.accounts import Account, AccountRole, Role
from engine.firing import Command, Effect, Outcome, record
from engine.ids import new_id
from engine.people import Person, Team
from engine.permissions import Action
from engine.refusals import Reason, Refusal
from engine.sayings import say
from engine.words import exactly, steadily
from workflows.acting import acting, identity_for
from workflows.moving import local_day

AGENCY = "agency"
LONGEST_NAME = 200


@dataclass(frozen=True)
class PersonForm:
    """What the page of a person says. Names stay exactly as given, in any script."""

    full_name: str
    team_id: UUID
    coordinator_id: UUID | None = None
    preferred_name: str = ""
    also_called: Sequence[str] = ()
    pronouns: str = ""
    born_on: date | None = None
    language: str = "en"
    how_i_say_yes_and_no: str = ""
    program: str = ""


WORDS = ("full_name", "preferred_name", "pronouns", "language", "how_i_say_yes_and_no", "program")


def create_team(session: Session, command: Command, *, name: str) -> Team:
    """A new team. Its name is not in use yet."""
    require(session, acting(session, command), Action.MANAGE_TEAMS)

    def write(_session: Session, _seq: int) -> Effect:
        team = Team(id=new_id(), name=_free_team_name(session, name))
        session.add(team)
        session.flush()
        return Effect(data={"team": team.id})

    outcome = record(session, command, "team.created", stream=AGENCY, write=write)
    return session.get_one(Team, UUID(str(outcome.event.data["team"])))


def rename_team(session: Session, command: Command, team: Team, *, name: str) -> Outcome:
    """Another name for the same team."""
    require(session, acting(session, command), Action.MANAGE_TEAMS)

    def write(_session: Session, _seq: int) -> Effect:
        if name != team.name:
            team.name = _free_team_name(session, name)
            team.version += 1
            session.add(team)
            session.flush()
        return Effect(data={"team": team.id})

    return record(session, command, "team.renamed", stream=AGENCY, write=write)


def create_person(session: Session, command: Command, form: PersonForm) -> Person:
    """Add a person to a team. A service coordinator adds people to their own caseload."""
    visitor = acting(session, command)
    require(session, visitor, Action.ADD_PERSON, team_id=form.team_id)
    if visitor.role is Role.COORDINATOR and form.coordinator_id != visitor.account_id:
        raise Refusal(
            "You can add people to your own caseload. Ask your supervisor to add this person to somebody else’s.",
            about="coordinator_id",
        )
    return add_person(session, command, form)


def add_person(session: Session, command: Command, form: PersonForm) -> Person:
    """The row and its event, for verbs that have asked for permission themselves."""
    identity = identity_for(session, command, "person:")

    def write(_session: Session, _seq: int) -> Effect:
        _refuse(problems_with(session, form, on=local_day(command.at)))
        person = Person(
            id=identity,
            also_called=_other_names(form),
            born_on=form.born_on,
            team_id=form.team_id,
            coordinator_id=form.coordinator_id,
            created_at=command.at,
            **{name: getattr(form, name) for name in WORDS},
        )
        session.add(person)
        session.flush()
        return Effect(data={"team": form.team_id, "coordinator": form.coordinator_id})

    record(session, command, "person.added", stream=stream_of(identity), write=write)
    return session.get_one(Person, identity)


def change_person(session: Session, command: Command, person: Person, form: PersonForm) -> Outcome:
    """Mend who the person is. Team and coordinator change by handing over, never here."""
    person_for(session, acting(session, command), person.id, Action.EDIT_PERSON, on=local_day(command.at))

    def write(_session: Session, _seq: int) -> Effect:
        _refuse(problems_with(session, form, on=local_day(command.at)))
        given = {**{name: getattr(form, name) for name in WORDS}, "born_on": form.born_on}
        given["also_called"] = _other_names(form)
        changed = sorted(name for name, value in given.items() if getattr(person, name) != value)
        for name in changed:
            setattr(person, name, given[name])
        person.version += 1
        session.add(person)
        session.flush()
        return Effect(data={"changed": changed})

    return record(session, command, "person.changed", stream=stream_of(person.id), write=write)


def stream_of(person_id: UUID) -> str:
    """The chain of a person's events."""
    return f"person:{person_id}"


def holds_role(session: Session, account_id: UUID, *roles: Role) -> bool:
    """Whether an account is open and holds one of these roles."""
    query = (
        select(Account.id)
        .join(AccountRole, col(AccountRole.account_id) == col(Account.id))
        .where(
            Account.id == account_id,
            col(Account.disabled_at).is_(None),
            col(AccountRole.role).in_([role.value for role in roles]),
        )
    )
    return session.exec(query).first() is not None


def problems_with(session: Session, form: PersonForm, *, on: date) -> list[Reason]:
    reasons = [*_name_problems(form)]
    if form.born_on is not None and form.born_on > on:
        reasons.append(
            Reason(
                "future",
                say("The birth date %(born_on)s has not come yet. Check the year.", born_on=form.born_on),
                "born_on",
            )
        )
    if session.get(Team, form.team_id) is None:
        reasons.append(Reason("team", "There is no such team. Choose one from the list.", "team_id"))
    if form.coordinator_id is not None and not holds_role(
        session, form.coordinator_id, Role.COORDINATOR, Role.CLINICIAN
    ):
        reasons.append(
            Reason(
                "coordinator",
                "This account cannot coordinate: it is closed, or is neither a service coordinator’s nor a clinician’s.",
                "coordinator_id",
            )
        )
    return reasons


def _name_problems(form: PersonForm) -> list[Reason]:
    reasons = []
    if not form.full_name.strip():
        reasons.append(Reason("empty", "Write the person’s full name.", "full_name"))
    for name in WORDS:
        (steadily if name in ("full_name", "preferred_name") else exactly)(getattr(form, name), about=name)
    for other in form.also_called:
        steadily(other, about="also_called")
    if max(map(len, [form.full_name, form.preferred_name, *form.also_called])) > LONGEST_NAME:
        reasons.append(
            Reason("long", say("A name has at most %(most)s characters here.", most=LONGEST_NAME), "full_name")
        )
    if len(form.language) > 20 or len(form.pronouns) > 60 or len(form.program) > 120:
        reasons.append(
            Reason("long", "Language takes 20 characters at most, pronouns 60, and the program’s name 120.", "program")
        )
    return reasons


def _refuse(reasons: list[Reason]) -> None:
    if reasons:
        raise Refusal(reasons=reasons)


def _other_names(form: PersonForm) -> list[str]:
    return [name for name in form.also_called if name.strip()]


def _free_team_name(session: Session, typed: str) -> str:
    name = steadily(typed.strip(), about="name")
    if not name or len(name) > 120:
        raise Refusal(reasons=[Reason("name", "Write a name for the team, at most 120 characters.", "name")])
    if session.exec(select(Team.id).where(Team.name == name)).first() is not None:
        raise Refusal(
            reasons=[
                Reason("taken", say("There is a team called “%(name)s” already. Choose another.", name=name), "name")
            ]
        )
    return name
