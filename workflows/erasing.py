"""Lawful erasure by two people: one asks and names authority and reason, another confirms it or says no.

The ask holds no words. Confirming takes the characters and their salts in one transaction with its event.
"""

from dataclasses import asdict, dataclass
from typing import Any
from uuid import UUID

from sqlmodel import Session, col, select

from engine import access, originals
from engine.deadlines import Watched
from engine.erasing import Grounds, Taken, refuse_unfounded, take_note, take_quotes, words_in
from engine.erasure_asks import AskState, ErasureAsk, ErasureOf, waiting_about
from engine.firing import Command, Effect, Outcome, record
from engine.ids import new_id
from engine.items import Item
from engine.meetings import Meeting
from engine.notes import TYPED
from engine.originals import Original, OriginalErasure, OriginalKind, OriginalText
from engine.outbox import Telling
from engine.people import Person
from engine.permissions import Action
from engine.plans import Plan
from engine.quotes import Erasure, Quote, QuoteText
from engine.refusals import NotFound, Reason, Refusal
from engine.sayings import say
from engine.versions import Version
from engine.words import exactly
from workflows import leaving_plans
from workflows.acting import acting, step_of
from workflows.moving import local_day
from workflows.writers import writer

LONGEST_AUTHORITY = 200


@dataclass(frozen=True)
class StaysElsewhere:
    """Where the same characters stand too and are left alone: an erasure takes what was asked for, and says the rest."""

    notes: tuple[str, ...] = ()
    """Names of other notes of the person, and the days of meetings with typed notes."""
    lines: int = 0
    """Lines that staff wrote in plans of the person, in drafts and in frozen versions."""


def ask(
    session: Session, person_id: UUID, command: Command, *, kind: ErasureOf, target: UUID, authority: str, reason: str
) -> ErasureAsk:
    """The first of the two people. Nothing is taken yet; only who may confirm sees that it was asked.

    Raises Refusal for what is gone already, what waits already, and without authority or reason.
    """
    person = access.person_for(
        session, acting(session, command), person_id, Action.ERASE_QUOTE, on=local_day(command.at)
    )
    _refuse_what_cannot_be_asked(session, person, kind, target)
    _refuse_unsaid(authority, reason)
    made: list[ErasureAsk] = []

    def write(session: Session, _seq: int) -> Effect:
        if waiting_about(session, kind, target) is not None:
            raise Refusal("This was asked for already, and waits for a second person to confirm it.")
        row = ErasureAsk(
            id=new_id(),
            person_id=person.id,
            kind=kind.value,
            quote_id=target if kind is ErasureOf.QUOTE else None,
            original_id=target if kind is ErasureOf.NOTE else None,
            meeting_id=target if kind is ErasureOf.TYPED else None,
            authority=authority,
            reason=reason,
            asked_by=writer(command),
            asked_by_name=command.actor.name,
            asked_at=command.at,
        )
        session.add(row)
        session.flush()
        made.append(row)
        return Effect(data={"ask": row.id, "of": kind.value, "target": target})

    outcome = record(session, command, "erasure.asked", stream=f"person:{person.id}", write=write)
    return made[0] if made else session.get_one(ErasureAsk, UUID(str(outcome.event.data["ask"])))


def confirm(session: Session, asked: ErasureAsk, command: Command) -> Outcome:
    """The second of the two people: the characters and their salts go, everywhere they stand as words of this record.

    Raises Refusal for the person who asked, and for an ask that was decided.
    """
    _require(session, asked, command)
    grounds = Grounds(asked.authority, asked.reason, asked.asked_by, writer(command))
    if grounds.first_by == grounds.second_by:
        raise Refusal(
            "You asked for this erasure, so somebody else has to confirm it: erasing takes two people. "
            "Another supervisor or manager who answers for this person can."
        )
    refuse_unfounded(grounds)

    def write(session: Session, _seq: int) -> Effect:
        _refuse_decided(session, asked)
        taken = _take(session, asked, grounds, command)
        _decide(session, asked, AskState.ERASED, command)
        return Effect(
            data={"ask": asked.id, "of": asked.kind, **asdict(grounds), **asdict(taken)}, tell=_tell_asker(asked)
        )

    outcome = record(session, command, "words.erased", **_of(asked), write=write)
    if not outcome.repeated:
        leaving_plans.tell_leaders(session, asked.person_id, "words_erased", step_of(command, "told"))
    return outcome


def refuse(session: Session, asked: ErasureAsk, command: Command, *, reason: str) -> Outcome:
    """Nothing is erased, and why. Whoever asked may take their own ask back this way."""
    _require(session, asked, command)
    if not reason.strip():
        raise Refusal(reasons=[Reason("why", "Write why nothing is erased. It stays with the ask.", "reason")])
    exactly(reason, about="reason")

    def write(session: Session, _seq: int) -> Effect:
        _refuse_decided(session, asked)
        asked.why_not = reason
        _decide(session, asked, AskState.REFUSED, command)
        return Effect(data={"ask": asked.id}, tell=_tell_asker(asked) if asked.asked_by != asked.decided_by else ())

    return record(session, command, "erasure.refused", **_of(asked), write=write)


def read_from(session: Session, asked: ErasureAsk) -> list[UUID]:
    """The quotes that a confirmed ask would take, or took."""
    if asked.quote_id is not None:
        return [asked.quote_id]
    notes = [asked.original_id] if asked.original_id is not None else _typed_copies(session, asked.meeting_id)
    query = select(col(Quote.id)).where(col(Quote.original_id).in_(notes), col(Quote.person_id) == asked.person_id)
    return list(session.exec(query.order_by(col(Quote.id))))


def stays_elsewhere(session: Session, quote_id: UUID) -> StaysElsewhere:
    """Where exactly these words stand outside what the erasure of the quote takes."""
    quote, kept = session.get_one(Quote, quote_id), session.get(QuoteText, quote_id)
    if kept is None or not kept.text:
        return StaysElsewhere()
    found = words_in(kept.text)
    query = (
        select(Original, OriginalText)
        .join(OriginalText, col(OriginalText.original_id) == col(Original.id))
        .where(Original.person_id == quote.person_id, col(Original.id) != quote.original_id)
        .order_by(col(Original.id))
    )
    notes = [
        original.name
        for original, read in session.exec(query)
        if not (read.reader == TYPED and original.meeting_id == quote.meeting_id) and found.search(read.text)
    ]
    meetings = session.exec(select(Meeting).where(Meeting.person_id == quote.person_id)).all()
    notes += [row.held_on.isoformat() for row in meetings if row.id != quote.meeting_id and found.search(row.notes)]
    items = (
        select(col(Item.details))
        .join(Version, col(Version.id) == col(Item.version_id))
        .join(Plan, col(Plan.id) == col(Version.plan_id))
        .where(col(Plan.person_id) == quote.person_id)
    )
    lines = sum(
        any(isinstance(value, str) and found.search(value) for value in details.values())
        for details in session.exec(items)
    )
    return StaysElsewhere(tuple(notes), lines)


def _take(session: Session, asked: ErasureAsk, grounds: Grounds, command: Command) -> Taken:
    if asked.quote_id is not None:
        return take_quotes(session, [session.get_one(Quote, asked.quote_id)], grounds, at=command.at)
    if asked.original_id is not None:
        return take_note(session, session.get_one(Original, asked.original_id), grounds, at=command.at)
    meeting = session.get_one(Meeting, asked.meeting_id)
    copies = _typed_copies(session, meeting.id)
    note = session.get_one(Original, copies[-1]) if copies else _kept_copy(session, meeting, command)
    return take_note(session, note, grounds, at=command.at)


def _kept_copy(session: Session, meeting: Meeting, command: Command) -> Original:
    """Typed notes that nothing was read from have no record of their own yet: an erasure needs one to stand on."""
    original = originals.keep_original(
        session,
        person_id=meeting.person_id,
        meeting_id=meeting.id,
        kind=OriginalKind.NOTE,
        name="notes.txt",
        media_type="text/plain; charset=utf-8",
        content=meeting.notes.encode(),
        kept_by=writer(command),
        kept_by_name=command.actor.name,
        at=command.at,
    )
    originals.keep_text(session, original, meeting.notes, reader=TYPED)
    return original


def _typed_copies(session: Session, meeting_id: UUID | None) -> list[UUID]:
    query = (
        select(col(Original.id))
        .join(OriginalText, col(OriginalText.original_id) == col(Original.id))
        .where(Original.meeting_id == meeting_id, OriginalText.reader == TYPED)
    )
    return list(session.exec(query.order_by(col(Original.id))))


def _require(session: Session, asked: ErasureAsk, command: Command) -> None:
    access.erasure_ask_for(session, acting(session, command), asked.id, on=local_day(command.at))


def _refuse_decided(session: Session, asked: ErasureAsk) -> None:
    session.refresh(asked)
    if asked.state != AskState.WAITING:
        done = say("erased") if asked.state == AskState.ERASED else say("refused")
        raise Refusal(
            say(
                "This was %(done)s by %(decided_by_name)s before. Nothing is left to decide.",
                done=done,
                decided_by_name=asked.decided_by_name,
            )
        )


def _decide(session: Session, asked: ErasureAsk, state: AskState, command: Command) -> None:
    asked.state, asked.decided_at = state, command.at
    asked.decided_by, asked.decided_by_name = writer(command), command.actor.name
    session.add(asked)
    session.flush()


def _of(asked: ErasureAsk) -> dict[str, Any]:
    stream = f"person:{asked.person_id}"
    return {"stream": stream, "watched": Watched(stream, asked.person_id)}


def _tell_asker(asked: ErasureAsk) -> tuple[Telling, ...]:
    return (Telling("erasure_decided", asked.asked_by, f"/erasures/{asked.id}"),)


def _refuse_unsaid(authority: str, reason: str) -> None:
    reasons = []
    if not authority.strip():
        reasons.append(Reason("no-authority", "Name the law or the order that this erasure rests on.", "authority"))
    if len(authority) > LONGEST_AUTHORITY:
        sentence = say(
            "Name the law or the order in at most %(most)s characters. It is printed in the plan.",
            most=LONGEST_AUTHORITY,
        )
        reasons.append(Reason("long", sentence, "authority"))
    if not reason.strip():
        reasons.append(Reason("no-reason", "Write why these words are erased.", "reason"))
    if reasons:
        raise Refusal(reasons=reasons)
    exactly(authority, about="authority")
    exactly(reason, about="reason")


def _refuse_what_cannot_be_asked(session: Session, person: Person, kind: ErasureOf, target: UUID) -> None:
    """NotFound for what is not this person's; a sentence for what is gone already."""
    row: Quote | Original | Meeting | None
    if kind is ErasureOf.QUOTE:
        row, gone = session.get(Quote, target), session.get(Erasure, target) is not None
    elif kind is ErasureOf.NOTE:
        row, gone = session.get(Original, target), session.get(OriginalErasure, target) is not None
        if row is not None and row.kind != OriginalKind.NOTE:
            raise NotFound
    else:
        row = session.get(Meeting, target)
        gone = row is not None and not row.notes and not _typed_copies(session, row.id)
    if row is None or row.person_id != person.id:
        raise NotFound
    if gone:
        raise Refusal("Nothing is left to erase there: it was erased before, or nothing was ever written.")
