"""Words leave the plans in which they stand: out of drafts at once, back from whoever reads or signs, marked where signed."""

from dataclasses import replace
from uuid import UUID

from sqlmodel import Session, col, select

from engine import firing
from engine.accounts import Role
from engine.firing import Command, Effect
from engine.items import Item, ItemQuote
from engine.people import Person
from engine.plans import Plan, Standing
from engine.quotes import Quote, QuoteMarkKind
from engine.versions import Version
from workflows import happenings, sharing
from workflows.acting import step_of
from workflows.moving import local_day, note, person_accounts, tell, tell_staff

TRIGGER = "words_taken_back"
"""What happened, where words stand in a version that was signed."""

RECALLED_BY_THE_PERSON = 2
"""The first version of the lifecycles in which the person's own word takes a version back by `recall`."""


def open_plans(session: Session, person_id: UUID) -> list[Plan]:
    """The person's plans that are not closed, always in the same order, so that two marks never wait for each other."""
    query = select(Plan).where(Plan.person_id == person_id, col(Plan.closed_at).is_(None))
    return list(session.exec(query.order_by(col(Plan.id))))


def leave(session: Session, plan: Plan, quote: Quote, kind: QuoteMarkKind, command: Command, *, reason: str) -> bool:
    """Everything that follows for one plan, in the transaction of the mark. False where the words stand nowhere in it."""
    session.refresh(plan)
    follows = False
    if _is_out(session, plan, quote):
        _take_back(session, plan, kind, command, reason=reason)
    if _in_draft(session, plan, quote):
        _leave_draft(session, plan, quote, kind, command)
        follows = True
    if _holds(session, _signed(plan), quote):
        step = step_of(command, f"trigger {plan.id}")
        happenings.report_trigger(session, plan, step, kind=TRIGGER, happened_on=local_day(command.at))
        follows = True
    return follows


def tell_leaders(session: Session, person_id: UUID, kind: str, command: Command) -> None:
    """One message for whoever leads each open plan of the person; an event of that plan says why."""
    for plan in open_plans(session, person_id):
        note(
            session,
            plan,
            "person.spoke_of_words",
            step_of(command, str(plan.id)),
            write=lambda _seq, plan=plan: Effect(tell=tell_staff(plan, kind)),  # type: ignore[misc]
        )


def tell_person(session: Session, person_id: UUID, command: Command) -> None:
    """The person is told that somebody wrote down that they took words back, so that they can say it is not so."""
    plans = open_plans(session, person_id)
    if plans:
        told = tell("taken_back_for_you", person_accounts(session, plans[0]), "/my-plan/words")
        note(session, plans[0], "person.told_of_mark", command, write=lambda _seq: Effect(tell=told))


def _is_out(session: Session, plan: Plan, quote: Quote) -> bool:
    """Whether the person or the signers have a version in hand in which the words stand."""
    return plan.standing in (Standing.PARTICIPANT_REVIEW, Standing.SIGNING) and _holds(
        session, [plan.working_version_id], quote
    )


def _in_draft(session: Session, plan: Plan, quote: Quote) -> bool:
    version = session.get(Version, plan.working_version_id) if plan.working_version_id else None
    return version is not None and version.frozen_at is None and _holds(session, [version.id], quote)


def _signed(plan: Plan) -> list[UUID | None]:
    """What services follow, and what was signed and waits for its day."""
    waits = plan.working_version_id if plan.standing == Standing.SIGNED else None
    return [plan.in_force_version_id, waits]


def _holds(session: Session, versions: list[UUID | None], quote: Quote) -> bool:
    query = select(ItemQuote.quote_id).join(Item, col(Item.id) == col(ItemQuote.item_id))
    query = query.where(ItemQuote.quote_id == quote.id, col(Item.version_id).in_([row for row in versions if row]))
    return session.exec(query.limit(1)).first() is not None


def _take_back(session: Session, plan: Plan, kind: QuoteMarkKind, command: Command, *, reason: str) -> None:
    """The round ends with its answers kept. What is private is not told to those who are asked again."""
    called = session.get_one(Person, plan.person_id).called
    why = {
        QuoteMarkKind.PRIVATE: f"{called} keeps words private that stood in this version.",
        QuoteMarkKind.NOT_MEANT: f"{called} said that words in this version are not what was meant.",
    }.get(kind, f"{called} took back words that stood in this version.")
    # What somebody saw the person say stands with the mark, under their name; it is no reason in the plan's own voice.
    if reason and kind != QuoteMarkKind.PRIVATE and command.actor.role == Role.PARTICIPANT:
        why = f"{why} {reason}"
    step = replace(step_of(command, f"recall {plan.id}"), content={"reason": why})
    older = (firing.peek(session, plan.stream).definition or 0) < RECALLED_BY_THE_PERSON
    # A plan that began under the first lifecycle goes back by the move that it opens to the person.
    verb = sharing.ask_for_changes if older and command.actor.role == Role.PARTICIPANT else sharing.recall
    verb(session, plan, step)


def _leave_draft(session: Session, plan: Plan, quote: Quote, kind: QuoteMarkKind, command: Command) -> None:
    """Words shown with a line go. A reference inside staff text stays as a hole that the writer has to mend."""

    def write(_seq: int) -> Effect:
        items = select(col(Item.id)).where(Item.version_id == plan.working_version_id)
        query = select(ItemQuote).where(ItemQuote.quote_id == quote.id, col(ItemQuote.item_id).in_(items))
        left = []
        for link in session.exec(query).all():
            left.append(session.get_one(Item, link.item_id).lineage_id)
            if not link.inline:
                session.delete(link)
        session.flush()
        data = {"quote": quote.id, "mark": kind.value, "lineages": left}
        return Effect(data=data, tell=tell_staff(plan, "words_taken_back"))

    note(session, plan, "draft.words_left", step_of(command, f"draft {plan.id}"), write=write)
