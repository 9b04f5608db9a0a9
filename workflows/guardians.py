"""Guardians and others with authority: written in by one person from the papers, verified by another."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlmodel import Session, col, select

from engine.access import relation_for
from engine.accounts import AccountRole, Role
from engine.authorities import AREAS, ENDS, MONEY_ALONE, AuthorityType
from engine.firing import Command, Effect, Outcome, record
from engine.ids import new_id
from engine.people import Assignment, Person, Relation, RelationKind
from engine.permissions import Action
from engine.refusals import Reason, Refusal
from engine.sayings import say
from engine.words import steadily
from workflows.acting import acting
from workflows.authority_dates import watch_authority
from workflows.moving import local_day
from workflows.people import stream_of
from workflows.relations import acting_role, add_relation, wrong_account, wrong_form


@dataclass(frozen=True)
class GuardianForm:
    """What the papers say. Until a second person verifies them, the guardian decides nothing and sees nothing.

    `papers` says where the paper is kept, or its number; `report_due_on` is the next day the court wants a report.
    """

    name: str
    scope: Sequence[str]
    account_id: UUID | None = None
    starts_on: date | None = None
    ends_on: date | None = None
    authority: AuthorityType | None = None
    court: str = ""
    papers: str = ""
    report_due_on: date | None = None
    also_paid: bool = False


def add_guardian(session: Session, command: Command, person: Person, form: GuardianForm) -> Relation:
    """Write a guardian into the circle, from the papers. Nobody writes in an authority of their own."""
    acting_role(session, command, person.id, Action.MANAGE_GUARDIANS)
    by = UUID(command.actor.account)
    authority = form.authority or (AuthorityType.FULL if "full" in form.scope else AuthorityType.LIMITED)
    reasons = [
        *wrong_account(session, person, form.account_id, Role.GUARDIAN),
        *wrong_form(form),
        *_wrong_papers(form, authority, by),
    ]
    relation = Relation(
        id=new_id(),
        person_id=person.id,
        account_id=form.account_id,
        name=form.name,
        kind=RelationKind.GUARDIAN.value,
        scope=sorted(set(form.scope)),
        authority=authority.value,
        court=form.court,
        papers=form.papers,
        report_due_on=form.report_due_on,
        also_paid=form.also_paid,
        entered_by=by,
        starts_on=form.starts_on,
        ends_on=form.ends_on,
        created_at=command.at,
    )
    return add_relation(session, command, relation, "guardian.added", reasons)


def note_papers_seen(session: Session, command: Command, relation: Relation, *, seen_on: date) -> Outcome:
    """A second person held the papers in their hands and found what was written in; from now on the guardian counts."""
    on = local_day(command.at)
    visitor = acting(session, command)
    relation_for(session, visitor, relation.id, Action.CHECK_PAPERS, on=on)

    def write(_session: Session, _seq: int) -> Effect:
        session.refresh(relation)
        _refuse_to_verify(relation, visitor.account_id, seen_on, on=on)
        relation.papers_seen_on, relation.papers_seen_by = seen_on, visitor.account_id
        relation.version += 1
        session.add(relation)
        session.flush()
        return Effect(data={"relation": relation.id, "seen_on": seen_on, "seen_by": visitor.account_id})

    outcome = record(session, command, "guardian.papers_seen", stream=stream_of(relation.person_id), write=write)
    watch_authority(session, command, relation.person_id)
    return outcome


def note_report(session: Session, command: Command, relation: Relation, *, next_on: date | None) -> Outcome:
    """The report to the court was made, and when the next one is due; none is left without a day."""
    relation_for(session, acting(session, command), relation.id, Action.MANAGE_GUARDIANS, on=local_day(command.at))

    def write(_session: Session, _seq: int) -> Effect:
        session.refresh(relation)
        if relation.report_due_on is None:
            raise Refusal("No report to a court is written down here, so there is none to note.")
        if next_on is not None and next_on <= relation.report_due_on:
            raise Refusal("The next report comes after this one. Check the day.", about="next_on")
        relation.report_due_on = next_on
        relation.version += 1
        session.add(relation)
        session.flush()
        return Effect(data={"relation": relation.id, "next_on": next_on})

    outcome = record(session, command, "guardian.reported", stream=stream_of(relation.person_id), write=write)
    watch_authority(session, command, relation.person_id)
    return outcome


def is_paid(session: Session, relation: Relation, *, on: date) -> bool:
    """Whether a guardian is paid to serve the person as well, as far as is known (GD-06): it is shown, and decides nothing."""
    if relation.kind != RelationKind.GUARDIAN or relation.also_paid or relation.account_id is None:
        return relation.kind == RelationKind.GUARDIAN and relation.also_paid
    provides = session.exec(
        select(AccountRole).where(
            AccountRole.account_id == relation.account_id, col(AccountRole.role) == Role.PROVIDER.value
        )
    ).first()
    parts = select(Assignment).where(
        Assignment.account_id == relation.account_id, Assignment.person_id == relation.person_id
    )
    return provides is not None or any(row.holds_on(on) for row in session.exec(parts))


def _refuse_to_verify(relation: Relation, by: UUID, seen_on: date, *, on: date) -> None:
    if relation.kind != RelationKind.GUARDIAN:
        raise Refusal("Papers belong to a guardian. A supporter needs none: the person chose them.")
    if seen_on > on:
        raise Refusal("This day has not come yet. Write the day the papers were seen.", about="seen_on")
    if relation.verified:
        raise Refusal("These papers were verified already. Nothing is left to do.")
    if relation.entered_by == by:
        raise Refusal(
            "You wrote this authority in, so you cannot verify it as well. It takes two people: "
            "ask a supervisor or manager who did not write it in."
        )
    if relation.account_id == by:
        raise Refusal("Nobody verifies their own authority. Ask a supervisor or manager.")


def _wrong_papers(form: GuardianForm, authority: AuthorityType, by: UUID) -> list[Reason]:
    reasons = []
    steadily(form.court, about="court")
    steadily(form.papers, about="papers")
    if form.account_id == by:
        reasons.append(
            Reason("own", "Nobody writes in an authority of their own. Ask a colleague to write it in.", "account")
        )
    if not form.scope or not set(form.scope) <= set(AREAS):
        reasons.append(Reason("scope", "Choose what the papers cover: services, health, finance or full.", "scope"))
    elif authority in MONEY_ALONE and set(form.scope) != {"finance"}:
        reasons.append(
            Reason("scope", "A conservator’s papers cover money alone. Choose finance, or another type.", "scope")
        )
    if authority in ENDS and form.ends_on is None:
        reasons.append(
            Reason(
                "ends",
                say("An authority of the type “%(authority)s” ends. Write its last day.", authority=authority.value),
                "ends_on",
            )
        )
    for name, text, most in (("court", form.court, 200), ("papers", form.papers, 500)):
        if len(text) > most:
            reasons.append(Reason(name, say("Write at most %(most)s characters here.", most=most), name))
    return reasons
