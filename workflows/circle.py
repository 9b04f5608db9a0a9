"""The person's circle: supporters they choose, and the end of whoever is in it. Guardians are in workflows.guardians."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from sqlmodel import Session

from engine.access import relation_for
from engine.accounts import Role
from engine.firing import Command, Effect, Outcome, record
from engine.ids import new_id
from engine.people import Person, Relation, RelationKind
from engine.permissions import Action
from engine.refusals import Reason
from workflows.acting import acting
from workflows.authority_dates import watch_authority
from workflows.moving import local_day
from workflows.people import stream_of
from workflows.relations import acting_role, add_relation, twins, wrong_account, wrong_form

SHARED = ("plan", "words")


@dataclass(frozen=True)
class SupporterForm:
    """Somebody the person chose, and what the person shares with them: the plan, their words, both or neither."""

    name: str
    kind: RelationKind = RelationKind.SUPPORTER
    shares: Sequence[str] = ()
    account_id: UUID | None = None
    starts_on: date | None = None
    ends_on: date | None = None
    chosen_by_person: bool = True


def add_supporter(session: Session, command: Command, person: Person, form: SupporterForm) -> Relation:
    """Write a supporter into the circle, by the person, or as the person asked."""
    role = acting_role(session, command, person.id, Action.MANAGE_SUPPORTERS)
    reasons = [*wrong_account(session, person, form.account_id, Role.SUPPORTER), *wrong_form(form)]
    if form.kind is RelationKind.GUARDIAN:
        reasons.append(Reason("kind", "A guardian is written in from their papers, not as a supporter.", "kind"))
    if not set(form.shares) <= set(SHARED):
        reasons.append(Reason("shares", "A person shares their plan, their words, both or neither.", "shares"))
    relation = Relation(
        id=new_id(),
        person_id=person.id,
        account_id=form.account_id,
        name=form.name,
        kind=form.kind.value,
        scope=sorted(set(form.shares)),
        starts_on=form.starts_on,
        ends_on=form.ends_on,
        chosen_by_person=form.chosen_by_person or role is Role.PARTICIPANT,
        entered_by=UUID(command.actor.account),
        created_at=command.at,
    )
    return add_relation(session, command, relation, "supporter.added", reasons)


def end_relation(session: Session, command: Command, relation: Relation) -> Outcome:
    """End a relation now: the next request of that account is refused. Other rows of the same kind end with it."""
    guardian = relation.kind == RelationKind.GUARDIAN
    action = Action.MANAGE_GUARDIANS if guardian else Action.MANAGE_SUPPORTERS
    on = local_day(command.at)
    relation_for(session, acting(session, command), relation.id, action, on=on)

    def write(_session: Session, _seq: int) -> Effect:
        ended = [relation, *twins(session, relation)]
        for row in ended:
            session.refresh(row)
            row.ends_on = min(on - timedelta(days=1), row.ends_on or date.max)
            row.version += 1
            session.add(row)
        session.flush()
        return Effect(data={"relations": [str(row.id) for row in ended], "kind": relation.kind})

    kind = "guardian.ended" if guardian else "supporter.ended"
    outcome = record(session, command, kind, stream=stream_of(relation.person_id), write=write)
    if guardian:
        watch_authority(session, command, relation.person_id)
    return outcome
