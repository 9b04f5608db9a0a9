"""Reminders to the person: only who chose them is reminded, in the way they chose, and they stop with one press.

A reminder says that something waits and never what. A call or a letter is somebody's work with a day.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from sqlmodel import Session, col, select

from engine.accounts import CLOCK, Account, Role, roles_of
from engine.canonical import digest
from engine.clock import day_of
from engine.database import Database, reading, writing
from engine.deadlines import Arming, Watched
from engine.firing import Command, Effect, Outcome, record
from engine.ids import new_id
from engine.items import items_of
from engine.outbox import Telling
from engine.permissions import Action
from engine.plans import Plan, Standing
from engine.refusals import NotFound, Reason, Refusal
from engine.reminders import BY_STAFF, How, ReminderChoice, ReminderDone, ReminderTask, choice_of, open_tasks
from engine.rounds import Respondent, Round, RoundKind, current_answers
from engine.settings import settings
from engine.signatures import ended, newest_by_slot, signatures_of, slots_of
from workflows.acting import acting
from workflows.agency_tasks import agency_arming
from workflows.moving import local_day, refuse_others, staff_of, tell
from workflows.people import stream_of
from workflows.sharing import second_reviewers
from workflows.writers import writer

REMIND = "reminder_by_staff"
"""The kind of deadline; the sweep has a handler for it."""

REMINDER = "plan_waits"
"""The kind of message."""

EVERY = (2, 7, 14, 0)
"""Days between two reminders; 0 for one alone."""
AT_FIRST = 7
"""Days until somebody says how often."""


@dataclass(frozen=True)
class Remembered:
    """One reminder that is due: `turn` counts them since the round began or the choice was made."""

    plan_id: UUID
    round_id: UUID
    choice: ReminderChoice
    turn: int

    @property
    def command_id(self) -> str:
        """The same each time, so that one reminder is raised once, whatever crashes and on however many machines."""
        return digest(f"remind {self.round_id} {self.choice.id} {self.turn}".encode()).hex()


def choose(session: Session, command: Command, *, how: How | None = None, every_days: int | None = None) -> Outcome:
    """The person says how, and how often. What is not said stays as it was; calls and letters that wait are let go."""
    visitor = acting(session, command)
    if visitor.role is not Role.PARTICIPANT or visitor.person_id is None:
        raise NotFound
    before = choice_of(session, visitor.account_id)
    if every_days is not None and every_days not in EVERY:
        raise NotFound
    chosen = how or (How(before.how) if before else None)
    if chosen is None:
        raise Refusal(reasons=[Reason("how", "Choose first how you want to be reminded.", "how")])
    person_id = visitor.person_id

    def write(_session: Session, _seq: int) -> Effect:
        often = every_days if every_days is not None else before.every_days if before else AT_FIRST
        row = ReminderChoice(
            id=new_id(), account_id=visitor.account_id, how=chosen.value, every_days=often, at=command.at
        )
        session.add(row)
        session.flush()
        return Effect(data={"choice": row.id}, cancel=(REMIND,))

    watched = Watched(stream=stream_of(person_id), subject=person_id)
    return record(session, command, "reminders.chosen", stream=stream_of(person_id), write=write, watched=watched)


def remind_people(database: Database, *, at: datetime) -> int:
    """Raise every reminder that is due; each in a transaction of its own. Returns how many were raised now."""
    with reading(database) as session:
        waiting = list(_due(session, at))
    return sum(_remind(database, one, at) for one in waiting)


def done(session: Session, plan: Plan, command: Command, *, task_id: UUID, on: date) -> Outcome:
    """They were called, or the letter went."""
    if on > local_day(command.at):
        raise Refusal(reasons=[Reason("future", "Write it down on the day it happened or after.", "on")])
    refuse_others(session, plan, command, Action.REPLY)

    def write(_session: Session, _seq: int) -> Effect:
        waiting = open_tasks(session, plan.id)
        if task_id not in {row.id for row in waiting}:
            raise NotFound
        session.add(ReminderDone(task_id=task_id, on=on, by=writer(command), by_name=command.actor.name, at=command.at))
        session.flush()
        return Effect(data={"task": task_id}, done=(REMIND,) if len(waiting) == 1 else ())

    return record(
        session, command, "reminder.made", stream=stream_of(plan.person_id), write=write, watched=_watched(plan)
    )


def who_reminds(session: Session, plan: Plan) -> list[UUID]:
    """The coordinator, and where there is none their supervisors."""
    return staff_of(plan) or second_reviewers(session, plan)


def _due(session: Session, at: datetime) -> Iterator[Remembered]:
    today = day_of(at, settings().time_zone)
    query = (
        select(Round, Plan, Account)
        .join(Plan, col(Plan.id) == col(Round.plan_id))
        .join(Account, col(Account.person_id) == col(Plan.person_id))
        .where(
            col(Round.ended_at).is_(None),
            col(Round.kind).in_([RoundKind.PARTICIPANT_REVIEW.value, RoundKind.SIGNING.value]),
            col(Account.disabled_at).is_(None),
        )
        .order_by(col(Round.id))
    )
    for current, plan, account in session.exec(query):
        choice = choice_of(session, account.id)
        if choice is None or choice.how == How.NONE or not _waits_for(session, current, account):
            continue
        since = max(local_day(current.opened_at), local_day(choice.at))
        turn = (today - since).days // (choice.every_days or AT_FIRST)
        if turn >= 1:
            yield Remembered(plan.id, current.id, choice, turn if choice.every_days else 1)


def _waits_for(session: Session, current: Round, account: Account) -> bool:
    """Whether this round asks something of the person that they have not done."""
    if Role.PARTICIPANT.value not in {row.role for row in roles_of(session, account.id)}:
        return False
    if current.kind == RoundKind.PARTICIPANT_REVIEW:
        parts = [item for item in items_of(session, current.version_id) if item.kind == "section"]
        return len(current_answers(session, current.id, Respondent.PARTICIPANT)) < len(parts)
    last = newest_by_slot(signatures_of(session, current.version_id))
    slots = slots_of(session, current.id)
    mine = next((slot for slot in slots if slot.account_id == account.id), None)
    if mine is None or ended(last.get(mine.id)):
        return False
    return all(ended(last.get(slot.id)) for slot in slots if slot.place < mine.place)


def _remind(database: Database, due: Remembered, at: datetime) -> bool:
    command = Command(id=due.command_id, actor=CLOCK, at=at)
    with writing(database) as session:
        plan = session.get_one(Plan, due.plan_id)
        if plan.standing not in (Standing.PARTICIPANT_REVIEW, Standing.SIGNING):
            return False
        choice = session.merge(due.choice, load=True)

        def write(_session: Session, _seq: int) -> Effect:
            if choice.how in BY_STAFF:
                return _given_to_staff(session, plan, choice, at)
            told = Telling(REMINDER, choice.account_id, "/my-plan", here_only=choice.how == How.HERE)
            return Effect(data={"choice": choice.id}, tell=[told])

        outcome = record(
            session,
            command,
            "person.reminded",
            stream=stream_of(plan.person_id),
            write=write,
            watched=_watched(plan),
        )
        return not outcome.repeated


def _given_to_staff(session: Session, plan: Plan, choice: ReminderChoice, at: datetime) -> Effect:
    """One call or letter at a time: while one waits, another would say nothing new."""
    if open_tasks(session, plan.id):
        return Effect(data={"choice": choice.id})
    row = ReminderTask(id=new_id(), plan_id=plan.id, account_id=choice.account_id, how=choice.how, at=at)
    session.add(row)
    session.flush()
    told = tell(REMIND, who_reminds(session, plan), f"/plans/{plan.id}/round")
    return Effect(data={"choice": choice.id, "task": row.id}, arm=[_arming(plan, row, at)], tell=told)


def _watched(plan: Plan) -> Watched:
    return Watched(stream=stream_of(plan.person_id), subject=plan.id, owner=plan.coordinator_id, team=plan.team_id)


def _arming(plan: Plan, row: ReminderTask, at: datetime) -> Arming:
    return agency_arming(
        plan,
        REMIND,
        rule=REMIND,
        anchor="reminder",
        began="Wanted",
        sentence="The person wants to be called about their plan."
        if row.how == How.CALL
        else "The person wants a letter about their plan.",
        days=settings().talk_days,
        repeat_days=1,
        at=at,
    )
