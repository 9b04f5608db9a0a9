"""Periodic review: open it, decide about every line, and confirm, revise or plan anew. The version in force stays."""

from datetime import date
from uuid import UUID

from sqlmodel import Session, select

from engine.accounts import SYSTEM
from engine.firing import Command, Effect, Outcome
from engine.ids import new_id
from engine.items import Item, ItemQuote, items_of
from engine.permissions import Action
from engine.plans import Plan, Standing
from engine.refusals import NotFound, Reason, Refusal
from engine.reviews import Review, ReviewDecision, ReviewDecisionKind, decisions_of, open_review_of
from engine.versions import Version, VersionKind
from engine.words import exactly
from workflows import sharing
from workflows.arming import REVIEW, review_armings
from workflows.facts import PlanFacts
from workflows.moving import account_id, local_day, move, note, tell_circle, tell_staff
from workflows.profiles import profile
from workflows.proving import require_own_voice
from workflows.writers import writer


def open_review(session: Session, plan: Plan, command: Command, *, because: str) -> Outcome:
    """Begin to look again at the version in force: its day has come, something happened, or the person asked."""

    def write(_facts: PlanFacts, _seq: int) -> Effect:
        review = Review(
            id=new_id(),
            plan_id=plan.id,
            version_id=_in_force(plan),
            opened_at=command.at,
            opened_because=because,
            opened_by=account_id(command.actor) if command.actor.role != SYSTEM else None,
        )
        session.add(review)
        session.flush()
        on = local_day(command.at)
        return Effect(
            data={"review": review.id, "version": review.version_id, "because": because},
            tell=[*tell_circle(session, plan, "review_opened", on=on), *tell_staff(plan, "review_opened")],
        )

    return move(session, plan, "open_review", command, write=write)


def decide(
    session: Session,
    plan: Plan,
    command: Command,
    *,
    lineage_id: UUID,
    decision: ReviewDecisionKind,
    reason: str,
) -> Outcome:
    """Keep, change or retire one line, with the reason."""
    if not reason.strip():
        raise Refusal(reasons=[Reason("asked", "Write the reason: it stays with the decision.", "reason")])

    def write(_seq: int) -> Effect:
        require_own_voice(session, plan, {"reason": reason})
        review = _under_way(session, plan, lineage_id)
        row = ReviewDecision(
            id=new_id(),
            review_id=review.id,
            lineage_id=lineage_id,
            decision=decision.value,
            reason=exactly(reason, about="reason"),
            by=writer(command),
            by_name=command.actor.name,
            at=command.at,
        )
        earlier = decisions_of(session, review.id).get(lineage_id)
        if earlier is not None:
            row.id = earlier.id
            row = session.merge(row)
        session.add(row)
        session.flush()
        return Effect(data={"review": review.id, "lineage": lineage_id, "decision": decision.value})

    return note(session, plan, "review.decided", command, write=write, needs=Action.DECIDE_REVIEW)


def confirm_unchanged(
    session: Session, plan: Plan, command: Command, *, held_on: date, person_took_part: str
) -> Outcome:
    """Everything is kept: the review is complete and the next one is watched."""
    return _complete(session, plan, "confirm_unchanged", command, held_on=held_on, took_part=person_took_part)


def revise(session: Session, plan: Plan, command: Command, *, held_on: date, person_took_part: str) -> Outcome:
    """Begin the next version from the one in force; retired lines are left out of it."""
    return _complete(session, plan, "revise", command, held_on=held_on, took_part=person_took_part)


def replan(session: Session, plan: Plan, command: Command, *, held_on: date, person_took_part: str) -> Outcome:
    """Plan anew, from a planning meeting; the version in force stays meanwhile."""
    return _complete(session, plan, "replan", command, held_on=held_on, took_part=person_took_part)


def _complete(session: Session, plan: Plan, verb: str, command: Command, *, held_on: date, took_part: str) -> Outcome:
    if held_on > local_day(command.at):
        raise Refusal(reasons=[Reason("future", "A review is complete on its day or after, not before.", "held_on")])

    def write(_facts: PlanFacts, _seq: int) -> Effect:
        require_own_voice(session, plan, {"person_took_part": took_part})
        review = _open(session, plan)
        review.held_on = held_on
        review.completed_at = command.at
        review.outcome = verb
        review.person_took_part = exactly(took_part, about="person_took_part")
        session.add(review)
        session.flush()
        begun = _begin_revision(session, plan, review, command) if verb == "revise" else None
        rules = profile(plan.profile, on=local_day(command.at))
        return Effect(
            data={"review": review.id, "held_on": held_on, "outcome": verb, "version": begun.id if begun else None},
            done=(REVIEW,),
            arm=review_armings(session, plan, rules, at=command.at),
        )

    return move(session, plan, verb, command, write=write)


def _begin_revision(session: Session, plan: Plan, review: Review, command: Command) -> Version:
    in_force = session.get_one(Version, review.version_id)
    version = sharing.next_version(session, plan, in_force, VersionKind.REVISION, command)
    retired = {
        lineage
        for lineage, row in decisions_of(session, review.id).items()
        if row.decision == ReviewDecisionKind.RETIRE
    }
    _leave_out(session, version, retired)
    return version


def _leave_out(session: Session, version: Version, retired: set[UUID]) -> None:
    """Retired lines and what stands under them do not go into the next version; the old one keeps them."""
    doomed: list[Item] = []
    for item in items_of(session, version.id):
        if item.lineage_id in retired or item.parent_id in {row.id for row in doomed}:
            doomed.append(item)
    for item in reversed(doomed):
        for link in session.exec(select(ItemQuote).where(ItemQuote.item_id == item.id)).all():
            session.delete(link)
        session.flush()
        session.delete(item)
        session.flush()


def _under_way(session: Session, plan: Plan, lineage_id: UUID) -> Review:
    """The open review, when this line is part of what it looks at."""
    review = _open(session, plan)
    if lineage_id not in {item.lineage_id for item in items_of(session, review.version_id) if item.kind != "section"}:
        raise NotFound()
    return review


def _open(session: Session, plan: Plan) -> Review:
    review = open_review_of(session, plan.id)
    if review is None or plan.standing != Standing.PERIODIC_REVIEW:
        raise Refusal("No review of this plan is open. Open one first.")
    return review


def _in_force(plan: Plan) -> UUID:
    if plan.in_force_version_id is None:
        raise Refusal("There is no plan in force to review.")
    return plan.in_force_version_id
