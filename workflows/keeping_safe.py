"""“I don’t feel safe”: told by the person, read by who was named for it, and what was done, all apart from any plan."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from uuid import UUID

from sqlmodel import Session, col, select

from engine.access import require
from engine.accounts import CLOCK, Account, AccountRole, Role
from engine.agency_words import NAMES, AgencyWords
from engine.database import Database, reading, writing
from engine.dates import zone
from engine.deadlines import Watched
from engine.events import events
from engine.firing import Command, Effect, Outcome, record
from engine.ids import new_id
from engine.outbox import Telling
from engine.people import Assignment, Person, Relation
from engine.permissions import Action
from engine.refusals import NotFound, Reason, Refusal
from engine.reminding import MORNING
from engine.safety import (
    SafeguardingChoice,
    SafetyReport,
    SafetyStep,
    named_to_read,
    not_taken_up,
    readers_for,
    report_for,
    steps_of,
    stream_of,
)
from engine.settings import settings
from engine.words import exactly
from workflows.acting import acting, identity_for
from workflows.agency_tasks import done_by
from workflows.giving import how_given
from workflows.people import AGENCY
from workflows.writers import writer

MAY_READ = (Role.SUPERVISOR, Role.MANAGER, Role.CLINICIAN, Role.COORDINATOR)
"""Roles of accounts that can be named to read reports."""


def tell(
    session: Session, command: Command, *, words: str, about: Sequence[str], about_words: str, language: str
) -> Outcome:
    """The person tells it themselves. Who it is about does not get it; the others learn that there is something to read."""
    visitor = acting(session, command)
    if visitor.role is not Role.PARTICIPANT or visitor.person_id is None:
        raise NotFound
    person_id = visitor.person_id
    exactly(words, about="words")
    exactly(about_words, about="about_words")
    if not words.strip():
        raise Refusal(reasons=[Reason("empty", "Write a few words about what is wrong, or call.", "words")])
    identity = identity_for(session, command, "safety:")
    how = how_given(session, command)

    def write(_session: Session, _seq: int) -> Effect:
        report = SafetyReport(
            id=identity,
            person_id=person_id,
            told_by=writer(command),
            words=words,
            about=list(about),
            about_words=about_words,
            language=language,
            way=how.way,
            helped_by=how.helped_by,
            device=how.device,
            at=command.at,
        )
        session.add(report)
        session.flush()
        readers = readers_for(session, person_id, about=about, about_words=about_words)
        told = [Telling("attention", row.id, f"/attention/{identity}") for row in readers]
        return Effect(data={"report": identity, "readers": [row.id for row in readers]}, tell=told)

    watched = Watched(stream=stream_of(identity), subject=identity)
    return record(session, command, "safety.told", stream=stream_of(identity), write=write, watched=watched)


def note_opened(session: Session, command: Command, report_id: UUID) -> Outcome:
    """A reader opened it: in the report's own chain, and in no other list."""
    report_for(session, acting(session, command), report_id)
    return record(session, command, "safety.opened", stream=stream_of(report_id), write=lambda *_: Effect())


def take_up(session: Session, command: Command, report_id: UUID) -> Outcome:
    """One press of a reader: “I take this up”. From then on nobody is reminded of it."""
    report_for(session, acting(session, command), report_id)
    return _step(session, command, report_id, text="", closes=False, takes_up=True)


def note_done(session: Session, command: Command, report_id: UUID, *, text: str, closes: bool) -> Outcome:
    """What a reader did about it."""
    report_for(session, acting(session, command), report_id)
    if not exactly(text, about="text").strip():
        raise Refusal(reasons=[Reason("empty", "Write what you did, or what you will do and when.", "text")])
    return _step(session, command, report_id, text=text, closes=closes, takes_up=not steps_of(session, report_id))


def note_read_again(session: Session, command: Command, report: SafetyReport) -> None:
    """It was read again from the person's own account: kept in the report's chain, for its readers."""
    visitor = acting(session, command)
    if visitor.role is not Role.PARTICIPANT or visitor.person_id != report.person_id:
        raise NotFound
    record(session, command, "safety.read_again", stream=stream_of(report.id), write=lambda *_: Effect())


def take_up_by(report: SafetyReport) -> date:
    """The day by which somebody takes it up: the agency's own working days, no rule's."""
    return done_by(settings().safety_days, report.at)


def remind(database: Database, *, at: datetime) -> int:
    """From that day on, every morning until somebody takes it up, its readers hear that something waits for them.

    No deadline stands behind it: a list, a count or a preview of deadlines could tell. Each reminder is one event of the
    report's own chain, so that it is raised once, on however many machines.
    """
    with reading(database) as session:
        waiting = [(row.id, name) for row in not_taken_up(session) if (name := _reminder(row, at))]
        done = set(session.scalars(select(events.c.command_id).where(events.c.command_id.in_([n for _, n in waiting]))))
    raised = 0
    for report_id, name in waiting:
        if name not in done:
            with writing(database) as session:
                raised += _remind_one(session, report_id, name, at=at)
    return raised


def _remind_one(session: Session, report_id: UUID, name: str, *, at: datetime) -> int:
    report = session.get_one(SafetyReport, report_id)
    if steps_of(session, report_id):
        return 0
    readers = readers_for(session, report.person_id, about=report.about, about_words=report.about_words)
    told = [Telling("attention_waits", row.id, f"/attention/{report_id}") for row in readers]

    def write(_session: Session, _seq: int) -> Effect:
        return Effect(data={"report": report_id, "readers": [row.id for row in readers]}, tell=told)

    watched = Watched(stream=stream_of(report_id), subject=report_id)
    command = Command(id=name, actor=CLOCK, at=at)
    outcome = record(session, command, "safety.reminded", stream=stream_of(report_id), write=write, watched=watched)
    return 0 if outcome.repeated else 1


def _reminder(report: SafetyReport, at: datetime) -> str:
    """The id of the newest reminder that is due by now; empty before the first morning."""
    here = at.astimezone(zone(settings().time_zone))
    morning = here.date() if here.time() >= MORNING else here.date() - timedelta(days=1)
    return f"{stream_of(report.id)}:waits:{morning}" if morning >= take_up_by(report) else ""


def _step(session: Session, command: Command, report_id: UUID, *, text: str, closes: bool, takes_up: bool) -> Outcome:
    def write(_session: Session, _seq: int) -> Effect:
        step = SafetyStep(
            id=new_id(),
            report_id=report_id,
            text=text,
            closes=closes,
            takes_up=takes_up,
            by=writer(command),
            by_name=command.actor.name,
            at=command.at,
        )
        session.add(step)
        session.flush()
        return Effect(data={"step": step.id, "closes": closes, "takes_up": takes_up})

    return record(session, command, "safety.done", stream=stream_of(report_id), write=write)


def name_reader(session: Session, command: Command, account_id: UUID, *, named: bool) -> Outcome:
    """A manager names who reads such reports, or takes them off. Nobody without a reading role can be named."""
    require(session, acting(session, command), Action.NAME_SAFEGUARDING)
    if account_id not in {row.id for row in who_can_read(session)}:
        raise NotFound

    def write(_session: Session, _seq: int) -> Effect:
        row = SafeguardingChoice(
            id=new_id(),
            account_id=account_id,
            named=named,
            by=writer(command),
            by_name=command.actor.name,
            at=command.at,
        )
        session.add(row)
        session.flush()
        return Effect(data={"account": account_id, "named": named})

    return record(session, command, "safeguarding.named", stream=AGENCY, write=write)


def set_words(session: Session, command: Command, *, name: str, text: str) -> Outcome:
    """The agency's own sentence in the person's room; empty goes back to the one this program comes with."""
    require(session, acting(session, command), Action.SET_AGENCY_WORDS)
    if name not in NAMES:
        raise NotFound
    if len(exactly(text, about=name)) > 400:
        raise Refusal(reasons=[Reason("long", "Say it in at most 400 characters, in short sentences.", name)])

    def write(_session: Session, _seq: int) -> Effect:
        row = AgencyWords(
            id=new_id(), name=name, text=text, by=writer(command), by_name=command.actor.name, at=command.at
        )
        session.add(row)
        session.flush()
        return Effect(data={"words": row.id, "name": name})

    return record(session, command, "agency.words_set", stream=AGENCY, write=write)


def who_can_read(session: Session) -> list[Account]:
    """The open accounts that can be named, by name."""
    holding = select(col(AccountRole.account_id)).where(col(AccountRole.role).in_([role.value for role in MAY_READ]))
    query = select(Account).where(col(Account.id).in_(holding), col(Account.disabled_at).is_(None))
    return list(session.exec(query.order_by(col(Account.name))))


def people_around(session: Session, person: Person) -> list[tuple[str, str]]:
    """Ids and names the person can pick as who it is about: everybody who could otherwise get it or be near it."""
    relations = session.exec(select(Relation).where(Relation.person_id == person.id))
    assignments = session.exec(select(Assignment).where(Assignment.person_id == person.id))
    near = [person.coordinator_id, *(row.account_id for row in relations), *(row.account_id for row in assignments)]
    ids = {account for account in near if account is not None} | {row.id for row in named_to_read(session)}
    rows = session.exec(select(Account).where(col(Account.id).in_(ids)).order_by(col(Account.name)))
    return [(str(row.id), row.name) for row in rows]
