"""A meeting that the person asks for: chosen page by page, sent, answered with a day, held, or taken back.

Nothing of it touches the plan: it is on the person's own chain, and nobody who should stay away learns of it.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from sqlmodel import Session

from engine import quotes
from engine.access import plan_for
from engine.deadlines import Arming, Watched
from engine.firing import Command, Effect, Outcome, record
from engine.ids import new_id
from engine.meeting_asks import (
    Became,
    MeetingAsk,
    MeetingAskPerson,
    MeetingAskStep,
    MeetingAskWords,
    UnsentMeetingAsk,
    Wish,
    kept_away,
    open_asks,
    reads_ask,
    unsent_ask,
    waits_for_answer,
    words_of,
)
from engine.meetings import Meeting
from engine.originals import Original
from engine.people import Person
from engine.permissions import Action
from engine.plans import Plan
from engine.quote_marks import add_mark
from engine.quotes import Attribution, QuoteMarkKind
from engine.refusals import NotFound, Reason, Refusal
from engine.rounds import Respondent
from engine.sayings import say
from engine.settings import settings
from engine.words import exactly
from workflows.acting import acting
from workflows.agency_tasks import agency_arming, done_by
from workflows.confirming import confirmers
from workflows.giving import how_given, respondent_of
from workflows.keeping_files import keep_file, with_file
from workflows.moving import local_day, staff_of, tell
from workflows.people import stream_of
from workflows.pressing import OwnWay
from workflows.proving import require_own_voice
from workflows.recording import check_line
from workflows.sharing import second_reviewers
from workflows.writers import writer

MEETING = "meeting_asked"
"""The kind of deadline; the sweep has a handler for it."""

CHOICES: Mapping[str, tuple[str, ...]] = {
    "place": ("home", "here", "elsewhere", "distance", "any"),
    "time_of_day": ("morning", "afternoon", "evening", "weekend", "any"),
    "interpreter": ("none", "language", "sign", "ask me"),
    "travel": ("none", "ride", "company", "no steps", "ask me"),
}
"""What can be pressed on each page; a page that was skipped leaves it open."""

MOST_PEOPLE = 40
MOST_WORDS = 12


@dataclass(frozen=True)
class Somebody:
    """One person who can be asked to come or to stay away. `key` is what a page sends back."""

    key: str
    name: str
    account_id: UUID | None = None
    relation_id: UUID | None = None


def choose(session: Session, plan: Plan, command: Command, **chosen: Any) -> None:
    """Keep what was chosen on one page; theirs alone, and changed as often as they like."""
    _refuse_others(session, plan, command)
    for name, value in chosen.items():
        if name in CHOICES and value not in ("", *CHOICES[name]):
            raise NotFound
        if name == "else":
            check_line(value, "else", "The name")
    row = unsent_ask(session, plan.id, writer(command)) or UnsentMeetingAsk(
        account_id=writer(command), plan_id=plan.id, chosen={}, at=command.at
    )
    row.chosen, row.at = {**row.chosen, **chosen}, command.at
    session.add(row)
    session.flush()


def ask(
    session: Session, plan: Plan, command: Command, *, come: Sequence[Somebody], away: Sequence[Somebody]
) -> MeetingAsk:
    """Send what was chosen: a row and a day first, then a message to whoever answers it."""
    person = _refuse_others(session, plan, command)
    me, how = writer(command), how_given(session, command)
    asked_as = respondent_of(command, plan.id, "meeting")
    stays_away = {one.account_id for one in away if one.account_id}
    watched = _watched(plan, person, stays_away)

    def write(_session: Session, _seq: int) -> Effect:
        draft = unsent_ask(session, plan.id, me)
        chosen = draft.chosen if draft else {}
        if len(come) + len(away) > MOST_PEOPLE:
            raise Refusal(say("A meeting has at most %(most)s people here. Ask for fewer.", most=MOST_PEOPLE))
        row = MeetingAsk(
            id=new_id(),
            plan_id=plan.id,
            person_id=plan.person_id,
            account_id=me,
            by_name=command.actor.name,
            asked_as=asked_as.value,
            answer_by=done_by(settings().talk_days, command.at),
            way=how.way,
            helped_by=how.helped_by,
            device=how.device,
            at=command.at,
            **{name: str(chosen.get(name, "")) for name in CHOICES},
        )
        session.add(row)
        session.flush()
        _add_people(session, row.id, Wish.COME, come)
        _add_people(session, row.id, Wish.STAY_AWAY, away)
        if draft is not None:
            session.delete(draft)
        session.flush()
        told = tell(MEETING, _who_answers(session, plan, person, stays_away), _page(plan), due_on=row.answer_by)
        return Effect(data={"ask": row.id, "as": row.asked_as}, arm=[_arming(plan, row, command)], tell=told)

    outcome = record(session, command, "meeting.asked", stream=stream_of(person.id), write=write, watched=watched)
    return session.get_one(MeetingAsk, UUID(str(outcome.event.data["ask"])))


def add_words(session: Session, plan: Plan, command: Command, ask: MeetingAsk, *, words: OwnWay) -> Outcome:
    """Own words about it, in any way; private from the start, so that the coordinator alone reads them."""
    person = _refuse_others(session, plan, command)
    _refuse_not_theirs(ask, command)
    if not words.text and words.file is None:
        raise Refusal(reasons=[Reason("empty", "There is nothing to keep yet. Choose one of the ways first.", "words")])
    if plan.coordinator_id in kept_away(session, ask.id):
        raise Refusal("Say it when you meet. What is kept here is read by the person you do not want there.")
    own = respondent_of(command, plan.id, "meeting") is Respondent.PARTICIPANT

    def write(_session: Session, _seq: int) -> Effect:
        _refuse_over(session, plan, ask)
        if len(words_of(session, ask.id)) >= MOST_WORDS:
            raise Refusal(
                say("There are %(most)s notes about this meeting already. Say the rest when you meet.", most=MOST_WORDS)
            )
        file: Original | None = None
        if words.file is not None:
            file = keep_file(session, plan, command, words.file)
        quote = quotes.capture(
            session,
            person_id=plan.person_id,
            text=words.text,
            attribution=Attribution.PARTICIPANT if own else Attribution.OTHER,
            speaker=person.full_name if own else command.actor.name,
            method=words.method,
            said_on=local_day(command.at),
            may_include=False,
            recorded_by=writer(command),
            recorded_by_name=command.actor.name,
            at=command.at,
            language=words.language,
            original_id=file.id if file else None,
        )
        add_mark(
            session, quote.id, QuoteMarkKind.PRIVATE, by=writer(command), by_name=command.actor.name, at=command.at
        )
        session.add(MeetingAskWords(quote_id=quote.id, ask_id=ask.id))
        session.flush()
        return Effect(data={"ask": ask.id, "quote": quote.id, "digest": quote.digest})

    return record(
        session, with_file(command, words.file), "meeting.words_added", stream=stream_of(person.id), write=write
    )


def withdraw(session: Session, plan: Plan, command: Command, ask: MeetingAsk) -> Outcome:
    """Whoever asked takes it back. Both stay in the record."""
    _refuse_others(session, plan, command)
    _refuse_not_theirs(ask, command)

    def write() -> tuple[MeetingAskStep, Sequence[UUID], str]:
        away = kept_away(session, ask.id)
        person = session.get_one(Person, plan.person_id)
        return _step(command, ask, Became.WITHDRAWN), _who_answers(session, plan, person, away), _page(plan)

    return _became(session, plan, command, ask, "meeting.ask_withdrawn", write)


def answer(
    session: Session,
    plan: Plan,
    command: Command,
    ask: MeetingAsk,
    *,
    text: str = "",
    meets_on: date | None = None,
    meets_at: str = "",
) -> Outcome:
    """Say when it is, or what stands in its way. Whoever asked reads it, under the name of who wrote it."""
    _refuse_who_does_not_answer(session, plan, command, ask)
    check_line(meets_at, "meets_at", "The time", most=80)
    exactly(text, about="text")
    if meets_on is None and not text.strip():
        raise Refusal(reasons=[Reason("asked", "Give the day of the meeting, or write what happens instead.", "text")])
    if meets_on is not None and meets_on < local_day(command.at):
        raise Refusal(reasons=[Reason("past", "The day of the meeting lies ahead. Choose today or later.", "meets_on")])

    def write() -> tuple[MeetingAskStep, Sequence[UUID], str]:
        require_own_voice(session, plan, {"text": text, "meets_at": meets_at}, signed=True)
        step = _step(command, ask, Became.ANSWERED)
        step.text, step.meets_on, step.meets_at = text, meets_on, meets_at
        return step, [ask.account_id], f"/my-plan/{plan.id}/meeting"

    return _became(session, plan, command, ask, "meeting.ask_answered", write)


def note_held(session: Session, plan: Plan, command: Command, ask: MeetingAsk, meeting: Meeting) -> Outcome:
    """The meeting was held, and is written down."""
    _refuse_who_does_not_answer(session, plan, command, ask)
    if meeting.plan_id != plan.id:
        raise NotFound

    def write() -> tuple[MeetingAskStep, Sequence[UUID], str]:
        step = _step(command, ask, Became.HELD)
        step.meeting_id, step.meets_on = meeting.id, meeting.held_on
        return step, [ask.account_id], f"/my-plan/{plan.id}/meeting"

    return _became(session, plan, command, ask, "meeting.ask_held", write)


def who_waits_for(session: Session, plan: Plan) -> list[UUID]:
    """Whoever has to answer what is open and was not answered."""
    person = session.get_one(Person, plan.person_id)
    waiting = [row for row in open_asks(session, plan.id) if waits_for_answer(session, row.id)]
    found = [one for row in waiting for one in _who_answers(session, plan, person, kept_away(session, row.id))]
    return list(dict.fromkeys(found))


def ask_for(session: Session, plan: Plan, ask_id: UUID) -> MeetingAsk:
    """An ask of this plan. Raises NotFound."""
    found = session.get(MeetingAsk, ask_id)
    if found is None or found.plan_id != plan.id:
        raise NotFound
    return found


def _became(
    session: Session,
    plan: Plan,
    command: Command,
    ask: MeetingAsk,
    kind: str,
    write: Callable[[], tuple[MeetingAskStep, Sequence[UUID], str]],
) -> Outcome:
    person = session.get_one(Person, plan.person_id)

    def written(_session: Session, _seq: int) -> Effect:
        _refuse_over(session, plan, ask)
        step, told, path = write()
        session.add(step)
        session.flush()
        done = (MEETING,) if not _others_wait(session, plan) else ()
        return Effect(
            data={"ask": ask.id, "step": step.id}, done=done, tell=tell(kind.replace(".", "_"), list(told), path)
        )

    return record(
        session,
        command,
        kind,
        stream=stream_of(person.id),
        write=written,
        watched=_watched(plan, person, kept_away(session, ask.id)),
    )


def _others_wait(session: Session, plan: Plan) -> bool:
    return any(waits_for_answer(session, row.id) for row in open_asks(session, plan.id))


def _step(command: Command, ask: MeetingAsk, became: Became) -> MeetingAskStep:
    return MeetingAskStep(
        id=new_id(),
        ask_id=ask.id,
        became=became.value,
        by=writer(command),
        by_name=command.actor.name,
        at=command.at,
    )


def _add_people(session: Session, ask_id: UUID, wish: Wish, people: Sequence[Somebody]) -> None:
    for one in people:
        check_line(one.name, "else", "The name")
        session.add(
            MeetingAskPerson(
                id=new_id(),
                ask_id=ask_id,
                wish=wish.value,
                name=one.name,
                account_id=one.account_id,
                relation_id=one.relation_id,
            )
        )
        session.flush()


def _who_answers(session: Session, plan: Plan, person: Person, away: set[UUID]) -> list[UUID]:
    """The coordinator; where there is none, or the person does not want them there, their supervisors."""
    first = [account for account in staff_of(plan) if account not in away]
    if first:
        return first
    above = second_reviewers(session, plan) or confirmers(session, person, but=person.id)
    return [account for account in above if account not in away]


def _watched(plan: Plan, person: Person, away: set[UUID]) -> Watched:
    """On nobody's list who should stay away: then the team's supervisors alone have the date."""
    owner = plan.coordinator_id if plan.coordinator_id not in away else None
    return Watched(stream=stream_of(person.id), subject=plan.id, owner=owner, team=plan.team_id)


def _arming(plan: Plan, row: MeetingAsk, command: Command) -> Arming:
    return agency_arming(
        plan,
        MEETING,
        rule=MEETING,
        anchor=f"asked for a meeting:{row.id}",
        began="Asked",
        sentence="Somebody asked for a meeting. They are told when it is.",
        days=settings().talk_days,
        repeat_days=1,
        reminders=(1,),
        at=command.at,
    )


def _refuse_others(session: Session, plan: Plan, command: Command) -> Person:
    """Only the person, and a guardian within their authority, ask; while there is a plan to meet about."""
    respondent_of(command, plan.id, "meeting")
    visitor, on = acting(session, command), local_day(command.at)
    plan_for(session, visitor, plan.id, Action.ASK_FOR_REVIEW, on=on)
    if plan.closed_at is not None:
        raise Refusal("This plan has ended. Call your coordinator, or ask somebody you trust to call.")
    return session.get_one(Person, plan.person_id)


def _refuse_not_theirs(ask: MeetingAsk, command: Command) -> None:
    if ask.account_id != writer(command):
        raise NotFound


def _refuse_who_does_not_answer(session: Session, plan: Plan, command: Command, ask: MeetingAsk) -> None:
    if not reads_ask(session, acting(session, command), plan, ask, on=local_day(command.at)):
        raise NotFound


def _refuse_over(session: Session, plan: Plan, ask: MeetingAsk) -> None:
    if ask.id not in {row.id for row in open_asks(session, plan.id)}:
        raise Refusal("This is over: the meeting was held, or who asked for it took it back. Ask for a new one.")


def _page(plan: Plan) -> str:
    return f"/plans/{plan.id}/asked-meetings"
