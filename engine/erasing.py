"""Lawful erasure: the characters of a quote go for good, and the history says who took them, why and by what right."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import delete, text
from sqlmodel import Session, col, select

from engine import command_salts
from engine.canonical import canonical, digest
from engine.companions import CompanionText
from engine.events import seal
from engine.firing import Command, Effect, Outcome, record
from engine.model_runs import let_go_of_words
from engine.notes import PassageDecision
from engine.originals import OriginalBytes, OriginalErasure, OriginalText, ShownCopy
from engine.plans import Plan, stream_of
from engine.quotes import Erasure, Quote, QuoteText
from engine.refusals import NotFound, Reason, Refusal


@dataclass(frozen=True)
class ErasureOrder:
    """What an erasure rests on. `second_by` is the other person who decided it, not the one who carries it out."""

    quote_id: UUID
    authority: str
    reason: str
    second_by: UUID


def erase(session: Session, order: ErasureOrder, command: Command) -> Outcome:
    """Take the characters and their salt. Raises Refusal unless two people, an authority and a reason are named.

    The quote's row, its digest and every event stay as they are: without the salt nobody can try words against it.
    """
    quote = session.get(Quote, order.quote_id)
    if quote is None:
        raise NotFound()
    first_by = UUID(command.actor.account)
    _refuse_unfounded(order, first_by)

    def write(session: Session, _seq: int) -> Effect:
        if session.get(Erasure, quote.id) is not None:
            raise Refusal("These words were erased before. Nothing is left to erase.")
        erasure = Erasure(
            quote_id=quote.id,
            at=command.at,
            authority=order.authority,
            reason=order.reason,
            first_by=first_by,
            second_by=order.second_by,
        )
        session.add(erasure)
        session.flush()
        _let_go(session, quote)
        grounds = {
            "authority": order.authority,
            "reason": order.reason,
            "first_by": first_by,
            "second_by": order.second_by,
        }
        said = {"quote": quote.id, **grounds}
        seal(session, "erasure", quote.id, digest(canonical(said)))
        if quote.original_id is None or session.get(OriginalErasure, quote.original_id) is not None:
            return Effect(data=said)
        _let_file_go(session, quote.original_id, grounds, at=command.at)
        return Effect(data={**said, "original": quote.original_id})

    return record(session, command, "quote.erased", stream=f"person:{quote.person_id}", write=write)


def _let_file_go(session: Session, original_id: UUID, grounds: dict[str, Any], *, at: datetime) -> None:
    """The clip or picture that was the quotation itself, or the whole note its words stand in: the file, its text, the
    copy that was shown, and what was decided about its passages. Other quotes from the note keep their characters."""
    session.add(OriginalErasure(original_id=original_id, at=at, **grounds))
    session.flush()
    for table in (OriginalBytes, OriginalText, ShownCopy, PassageDecision):
        session.execute(delete(table).where(col(table.original_id) == original_id))
    seal(session, "original_erasure", original_id, digest(canonical({"original": original_id, **grounds})))


def _refuse_unfounded(order: ErasureOrder, first_by: UUID) -> None:
    reasons = []
    if first_by == order.second_by:
        reasons.append(
            Reason("same-person", "Erasing words takes two people. Name somebody else as the second.", "second_by")
        )
    if not order.authority.strip():
        reasons.append(Reason("no-authority", "Name the law or the order that this erasure rests on.", "authority"))
    if not order.reason.strip():
        reasons.append(Reason("no-reason", "Write why these words are erased.", "reason"))
    if reasons:
        raise Refusal(reasons=reasons)


def _let_go(session: Session, quote: Quote) -> None:
    """The characters, their salt, what stands beside them, and the salts of the commands that may have carried them.

    SQLite would leave the characters in the free part of a page; it is told to overwrite them.
    """
    if session.get_bind().dialect.name == "sqlite":
        session.execute(text("PRAGMA secure_delete=ON"))
    session.execute(delete(QuoteText).where(QuoteText.quote_id == quote.id))  # type: ignore[arg-type]
    session.execute(delete(CompanionText).where(CompanionText.quote_id == quote.id))  # type: ignore[arg-type]
    let_go_of_words(session, quote.person_id)
    plans = session.exec(select(col(Plan.id)).where(Plan.person_id == quote.person_id))
    command_salts.let_go(session, [f"person:{quote.person_id}", *(stream_of(plan) for plan in plans)])
