"""An erasure in one step, for tests of what it leaves: the door asks two people, one after the other (workflows.erasing)."""

from dataclasses import asdict, dataclass
from uuid import UUID

from sqlmodel import Session

from engine.erasing import Grounds, refuse_unfounded, take_quotes
from engine.firing import Command, Effect, Outcome, record
from engine.quotes import Erasure, Quote
from engine.refusals import NotFound, Refusal


@dataclass(frozen=True)
class ErasureOrder:
    """What an erasure rests on. `second_by` is the other person who decided it, not the one who carries it out."""

    quote_id: UUID
    authority: str
    reason: str
    second_by: UUID


def erase(session: Session, order: ErasureOrder, command: Command) -> Outcome:
    """Take the characters of a quote in one event. Raises Refusal unless two people, an authority and a reason are named."""
    quote = session.get(Quote, order.quote_id)
    if quote is None:
        raise NotFound()
    grounds = Grounds(order.authority, order.reason, UUID(command.actor.account), order.second_by)
    refuse_unfounded(grounds)

    def write(session: Session, _seq: int) -> Effect:
        if session.get(Erasure, quote.id) is not None:
            raise Refusal("These words were erased before. Nothing is left to erase.")
        taken = take_quotes(session, [quote], grounds, at=command.at)
        said = {"quote": quote.id, **asdict(grounds)}
        return Effect(data={**said, "original": taken.originals[0]} if taken.originals else said)

    return record(session, command, "quote.erased", stream=f"person:{quote.person_id}", write=write)
