"""Why words are left out of a plan: said under one's own name, taken back as easily, and nobody's words merged."""

from uuid import UUID

from sqlmodel import Session

from engine.firing import Command, Effect, Outcome
from engine.ids import new_id
from engine.left_out import LeftOut, Why, left_out_of
from engine.plans import Plan
from engine.quotes import quotes_of
from engine.refusals import NotFound, Reason, Refusal
from engine.words import exactly
from workflows.lines import draft_of
from workflows.linking import usable
from workflows.moving import note
from workflows.writers import writer


def leave_out(
    session: Session,
    plan: Plan,
    quote_id: UUID,
    command: Command,
    *,
    why: Why,
    reason: str = "",
    same_as: UUID | None = None,
) -> Outcome:
    """Say, under one's own name, why these words stand nowhere in the plan."""
    draft_of(session, plan)
    known = {quote.id: quote for quote in quotes_of(session, plan.person_id)}
    if quote_id not in known:
        raise NotFound
    if not usable(known[quote_id]):
        raise Refusal("These words may not stand in the plan, so nobody is asked where they belong.")
    if why is Why.OTHER and not reason.strip():
        raise Refusal(reasons=[Reason("asked", "Write why these words are left out.", "reason")])
    if why is Why.DUPLICATE and (same_as not in known or same_as == quote_id):
        raise Refusal(reasons=[Reason("same-as", "Choose which words say the same.", "same_as")])
    return _answer(
        session, plan, quote_id, command, why=why, reason=reason, same_as=same_as if why is Why.DUPLICATE else None
    )


def ask_again(session: Session, plan: Plan, quote_id: UUID, command: Command) -> Outcome:
    """Take the answer back: the words wait for a place once more."""
    draft_of(session, plan)
    if quote_id not in left_out_of(session, plan.id):
        raise Refusal("Nobody has left these words out, so there is nothing to undo.")
    return _answer(session, plan, quote_id, command, why=Why.OPEN)


def _answer(
    session: Session,
    plan: Plan,
    quote_id: UUID,
    command: Command,
    *,
    why: Why,
    reason: str = "",
    same_as: UUID | None = None,
) -> Outcome:
    exactly(reason, about="reason")

    def write(_seq: int) -> Effect:
        row = LeftOut(
            id=new_id(),
            plan_id=plan.id,
            quote_id=quote_id,
            why=why.value,
            reason=reason,
            same_as=same_as,
            by=writer(command),
            by_name=command.actor.name,
            at=command.at,
        )
        session.add(row)
        session.flush()
        return Effect(data={"left_out": row.id, "quote": quote_id, "why": why.value, "same_as": same_as})

    kind = "draft.words_wait_again" if why is Why.OPEN else "draft.words_left_out"
    return note(session, plan, kind, command, write=write)
