"""What everybody in a circle has in common: how they are written in, checked, and found again."""

from collections.abc import Sequence
from datetime import date
from typing import Protocol
from uuid import UUID

from sqlmodel import Session, col, select

from engine.access import person_for
from engine.accounts import Account, Role
from engine.firing import Command, Effect, record
from engine.people import Person, Relation, RelationKind
from engine.permissions import Action
from engine.refusals import Reason, Refusal
from engine.sayings import say
from engine.words import steadily
from workflows.acting import acting
from workflows.moving import local_day
from workflows.people import holds_role, stream_of


class Dated(Protocol):
    """A form with a name and the first and last day."""

    @property
    def name(self) -> str: ...
    @property
    def starts_on(self) -> date | None: ...
    @property
    def ends_on(self) -> date | None: ...


def acting_role(session: Session, command: Command, person_id: UUID, action: Action) -> Role:
    """The role in which somebody does this to a person’s circle. Raises NotFound where it is not open to them."""
    visitor = acting(session, command)
    person_for(session, visitor, person_id, action, on=local_day(command.at))
    return visitor.role


def add_relation(
    session: Session, command: Command, relation: Relation, kind: str, reasons: Sequence[Reason]
) -> Relation:
    """One more in the circle. Whose access is suspended is not let in again by another row."""

    def write(_session: Session, _seq: int) -> Effect:
        if reasons:
            raise Refusal(reasons=reasons)
        suspended = [row.suspended_at for row in rows_of_account(session, relation) if row.suspended_at is not None]
        relation.suspended_at = min(suspended, default=None)
        session.add(relation)
        session.flush()
        return Effect(
            data={
                "relation": relation.id,
                "account": relation.account_id,
                "authority": relation.authority,
                "scope": relation.scope,
                "starts_on": relation.starts_on,
                "ends_on": relation.ends_on,
            }
        )

    outcome = record(session, command, kind, stream=stream_of(relation.person_id), write=write)
    return session.get_one(Relation, UUID(str(outcome.event.data["relation"])))


def rows_of_account(session: Session, relation: Relation) -> list[Relation]:
    """Every row of the same account in the same circle, this one too if it is there."""
    if relation.account_id is None:
        return list(session.exec(select(Relation).where(Relation.id == relation.id)))
    query = select(Relation).where(Relation.person_id == relation.person_id, Relation.account_id == relation.account_id)
    return list(session.exec(query.order_by(col(Relation.id))))


def twins(session: Session, relation: Relation) -> list[Relation]:
    """Other rows of the same account and kind, which end together."""
    guardian = relation.kind == RelationKind.GUARDIAN
    rows = rows_of_account(session, relation)
    return [row for row in rows if row.id != relation.id and (row.kind == RelationKind.GUARDIAN) == guardian]


def wrong_account(session: Session, person: Person, account_id: UUID | None, role: Role) -> list[Reason]:
    """What is wrong with the account that somebody in the circle is to have."""
    if account_id is None:
        return []
    account = session.get(Account, account_id)
    if account is None or not holds_role(session, account_id, role):
        return [
            Reason(
                "account",
                say("This account is closed or is not a %(role)s’s. Give it the role first.", role=role.value),
                "account",
            )
        ]
    if account.person_id == person.id:
        return [Reason("account", "This is the person’s own account. Nobody is their own guardian or supporter.")]
    return []


def wrong_form(form: Dated) -> list[Reason]:
    """What is wrong with a name or with the days."""
    reasons = []
    steadily(form.name, about="name")
    if not form.name.strip() or len(form.name) > 200:
        reasons.append(Reason("name", "Write the name, at most 200 characters.", "name"))
    if form.starts_on and form.ends_on and form.ends_on < form.starts_on:
        reasons.append(Reason("dates", "The last day comes before the first. Check both.", "ends_on"))
    return reasons
