"""What the person says about their own words: not what I meant, take it back, keep it private, and more to add.

The captured words stay in the record under their digest. They leave every draft in the same transaction; a version that
is out to be read or signed is taken back; a version that was signed stays as it was, and whoever leads the plan is told.
"""

from uuid import UUID

from sqlmodel import Session

from engine import access, quotes
from engine.firing import Command, Effect, Outcome, record
from engine.people import Person
from engine.permissions import Action
from engine.quote_marks import add_mark
from engine.quotes import Attribution, Method, Quote, QuoteMarkKind, quotes_by_id
from engine.refusals import NotFound, Reason, Refusal
from engine.sayings import say
from engine.words import exactly
from workflows import leaving_plans
from workflows.acting import acting, step_of
from workflows.moving import local_day
from workflows.writers import writer

OWN = (Attribution.PARTICIPANT, Attribution.INTERPRETED)
"""Words that are the person's to take back: what they expressed, and what an interpreter gave as their meaning."""

MARKS = (QuoteMarkKind.NOT_MEANT, QuoteMarkKind.WITHDRAWN, QuoteMarkKind.PRIVATE, QuoteMarkKind.NOT_PRIVATE)
"""What the person can say about words that were captured."""


def mark(session: Session, quote: Quote, kind: QuoteMarkKind, command: Command, *, reason: str = "") -> Outcome:
    """The person says it themselves, from their own session. Nobody can do it as them.

    Raises NotFound for anybody else, and for words that are not this person's.
    """
    _require(session, command, quote, Action.WITHDRAW_QUOTE)
    return _marked(session, quote, kind, command, reason=reason, told_how="")


def note_what_they_said(
    session: Session, quote: Quote, kind: QuoteMarkKind, command: Command, *, told_how: Method, reason: str
) -> Outcome:
    """Whoever leads the plan writes down that the person said so to them, how, and in which words or signs.

    It acts at once, under the writer's name, and the person is told. Lifting what is private stays the person's own.
    """
    _require(session, command, quote, Action.NOTE_TAKEN_BACK)
    if kind == QuoteMarkKind.NOT_PRIVATE:
        raise Refusal("Only the person can let others read what they keep private. They do it in their own room.")
    if not reason.strip():
        raise Refusal(
            reasons=[Reason("asked", "Write what they said, or what you saw them do. It stays with the mark.", "seen")]
        )
    return _marked(session, quote, kind, command, reason=reason, told_how=told_how.value)


def add_to(session: Session, quote: Quote, command: Command, *, text: str, may_include: bool, language: str) -> Quote:
    """More words, or the same remark said again: a capture of its own, typed by the person, that names the first."""
    _require(session, command, quote, Action.WITHDRAW_QUOTE)
    person = session.get_one(Person, quote.person_id)
    kept: list[Quote] = []

    def write(_session: Session, _seq: int) -> Effect:
        more = quotes.capture(
            session,
            person_id=person.id,
            text=text,
            attribution=Attribution.PARTICIPANT,
            speaker=person.called,
            method=Method.TYPED,
            said_on=local_day(command.at),
            may_include=may_include,
            recorded_by=writer(command),
            recorded_by_name=command.actor.name,
            at=command.at,
            meeting_id=quote.meeting_id,
            language=language,
            adds_to=quote.id,
        )
        kept.append(more)
        return Effect(data={"quote": more.id, "digest": more.digest, "adds_to": quote.id})

    outcome = record(session, command, "quote.added_to", stream=f"person:{person.id}", write=write)
    if kept:
        leaving_plans.tell_leaders(session, person.id, "words_added", step_of(command, "told"))
        return kept[0]
    return session.get_one(Quote, UUID(str(outcome.event.data["quote"])))


def _marked(
    session: Session, quote: Quote, kind: QuoteMarkKind, command: Command, *, reason: str, told_how: str
) -> Outcome:
    exactly(reason, about="reason")
    if kind not in MARKS:
        raise NotFound

    def write(_session: Session, _seq: int) -> Effect:
        _refuse_what_cannot_be(session, quote, kind)
        made = add_mark(
            session,
            quote.id,
            kind,
            by=writer(command),
            by_name=command.actor.name,
            at=command.at,
            reason=reason,
            told_how=told_how,
        )
        return Effect(data={"quote": quote.id, "mark": made.id, "told_how": told_how})

    outcome = record(session, command, f"quote.{kind.value}", stream=f"person:{quote.person_id}", write=write)
    if not outcome.repeated and kind != QuoteMarkKind.NOT_PRIVATE:
        plans = leaving_plans.open_plans(session, quote.person_id)
        followed = [leaving_plans.leave(session, plan, quote, kind, command, reason=reason) for plan in plans]
        if not any(followed):
            leaving_plans.tell_leaders(session, quote.person_id, "words_taken_back", step_of(command, "told"))
        if told_how:
            leaving_plans.tell_person(session, quote.person_id, step_of(command, "person told"))
    return outcome


def _require(session: Session, command: Command, quote: Quote, action: Action) -> None:
    """The permission table, asked in the transaction that writes; and whose words they are."""
    on, visitor = local_day(command.at), acting(session, command)
    access.quote_for(session, visitor, quote.id, action, on=on)
    if quote.attribution not in OWN:
        raise Refusal(
            say(
                "These are words of %(speaker)s, so they are %(speaker)s’s to take back. If they should not "
                "stand in the plan, ask for a change.",
                speaker=quote.speaker,
            )
        )


def _refuse_what_cannot_be(session: Session, quote: Quote, kind: QuoteMarkKind) -> None:
    now = quotes_by_id(session, [quote.id], private_too=True)[quote.id]
    if now.text is None:
        raise Refusal("These words were lawfully erased. There is nothing left to take back.")
    if now.withdrawn or now.not_meant:
        raise Refusal("These words were taken back before, and that stays so. They can be said again, as new words.")
    if kind == QuoteMarkKind.PRIVATE and now.private:
        raise Refusal("These words are kept private already.")
    if kind == QuoteMarkKind.NOT_PRIVATE and not now.private:
        raise Refusal("These words are not kept private, so there is nothing to change.")
