"""A transcript or a translation stands beside a quote, under who made it; somebody else looks it over."""

from uuid import UUID

from sqlmodel import Session

from engine import access
from engine.companions import Companion, CompanionKind, CompanionReview, keep_companion
from engine.firing import Command, Effect, Outcome, record
from engine.ids import new_id
from engine.permissions import Action
from engine.quotes import Quote
from engine.refusals import Reason, Refusal
from engine.sayings import say
from engine.words import exactly
from workflows.acting import acting
from workflows.moving import local_day
from workflows.recording import check_line
from workflows.writers import writer


def add_translation(
    session: Session, quote: Quote, command: Command, *, text: str, language: str, made_by: str
) -> Outcome:
    """Keep a translation under the name of who made it. A better one is another row; the first stays."""
    if not language or language == quote.language:
        raise Refusal(
            reasons=[Reason("language", "Choose the language it was translated into, other than its own.", "language")]
        )
    return _add(session, quote, command, CompanionKind.TRANSLATION, text=text, language=language, made_by=made_by)


def add_transcript(
    session: Session, quote: Quote, command: Command, *, text: str, language: str, made_by: str
) -> Outcome:
    """What somebody heard or saw in a recording or a picture, in writing, under the name of who wrote it down."""
    if quote.original_id is None or quote.original_start is not None:
        raise Refusal("These words were written down when they were said, so there is nothing to transcribe.")
    return _add(session, quote, command, CompanionKind.TRANSCRIPT, text=text, language=language, made_by=made_by)


def _add(
    session: Session,
    quote: Quote,
    command: Command,
    kind: CompanionKind,
    *,
    text: str,
    language: str,
    made_by: str,
) -> Outcome:
    access.quote_for(session, acting(session, command), quote.id, Action.WRITE_BESIDE, on=local_day(command.at))
    if not made_by.strip():
        raise Refusal(
            reasons=[Reason("who", say("Write the name of who made this %(kind)s.", kind=kind.value), "made_by")]
        )
    check_line(made_by, "made_by", "The name")
    check_line(language, "language", "The language", most=20)

    def write(_session: Session, _seq: int) -> Effect:
        made = keep_companion(
            session,
            quote_id=quote.id,
            kind=kind,
            language=language,
            text=text,
            made_by=made_by,
            recorded_by=writer(command),
            recorded_by_name=command.actor.name,
            at=command.at,
        )
        said = {"companion": made.id, "quote": quote.id, "kind": kind.value, "language": language}
        return Effect(data={**said, "digest": made.digest})

    return record(session, command, "companion.added", stream=f"person:{quote.person_id}", write=write)


def look_over(
    session: Session, quote: Quote, companion_id: UUID, command: Command, *, holds: bool, reason: str = ""
) -> Outcome:
    """Somebody other than who made it and who wrote it down says that it holds, or why it does not."""
    access.quote_for(session, acting(session, command), quote.id, Action.WRITE_BESIDE, on=local_day(command.at))
    companion = session.get(Companion, companion_id)
    if companion is None or companion.quote_id != quote.id:
        raise Refusal("This does not stand beside these words. Open them again.")
    if companion.recorded_by == writer(command) or _alike(companion.made_by, command.actor.name):
        raise Refusal("You made this or wrote it down, so somebody else looks it over. Ask a colleague.")
    if not holds and not reason.strip():
        raise Refusal(
            reasons=[Reason("asked", "Write what does not hold, so that a better one can be made.", "reason")]
        )
    exactly(reason, about="reason")

    def write(_session: Session, _seq: int) -> Effect:
        row = CompanionReview(
            id=new_id(),
            companion_id=companion_id,
            holds=holds,
            reason=reason,
            by=writer(command),
            by_name=command.actor.name,
            at=command.at,
        )
        session.add(row)
        session.flush()
        return Effect(data={"companion": companion_id, "review": row.id, "holds": holds})

    return record(session, command, "companion.looked_over", stream=f"person:{quote.person_id}", write=write)


def _alike(one: str, other: str) -> bool:
    return one.casefold().split() == other.casefold().split()
