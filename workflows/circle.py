"""The person's circle: supporters they choose, guardians with papers, scope and dates, and the end of either."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from sqlmodel import Session, col, select

from engine.access import person_for, relation_for
from engine.accounts import Account, Role
from engine.firing import Command, Effect, Outcome, record
from engine.ids import new_id
from engine.people import Person, Relation, RelationKind
from engine.permissions import Action
from engine.refusals import Reason, Refusal
from engine.words import steadily
from workflows.acting import acting
from workflows.moving import local_day
from workflows.people import holds_role, stream_of

GUARDIAN_SCOPES = ("services", "health", "finance", "full")
SHARED = ("plan", "words")


@dataclass(frozen=True)
class GuardianForm:
    """What the papers say. Until somebody notes that they saw them, the guardian decides nothing and sees nothing."""

    name: str
    scope: Sequence[str]
    account_id: UUID | None = None
    starts_on: date | None = None
    ends_on: date | None = None


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


def add_guardian(session: Session, command: Command, person: Person, form: GuardianForm) -> Relation:
    """Write a guardian into the circle, from the papers."""
    _may(session, command, person.id, Action.MANAGE_GUARDIANS)
    reasons = [*_wrong_account(session, person, form.account_id, Role.GUARDIAN), *_wrong_form(form)]
    if not form.scope or not set(form.scope) <= set(GUARDIAN_SCOPES):
        reasons.append(Reason("scope", "Choose what the papers cover: services, health, finance or full.", "scope"))
    relation = Relation(
        id=new_id(),
        person_id=person.id,
        account_id=form.account_id,
        name=form.name,
        kind=RelationKind.GUARDIAN.value,
        scope=sorted(set(form.scope)),
        starts_on=form.starts_on,
        ends_on=form.ends_on,
        created_at=command.at,
    )
    return _add(session, command, relation, "guardian.added", reasons)


def note_papers_seen(session: Session, command: Command, relation: Relation, *, seen_on: date) -> Outcome:
    """A named person says that they held the papers in their hands; from now on the guardian counts."""
    on = local_day(command.at)
    visitor = acting(session, command)
    relation_for(session, visitor, relation.id, Action.CHECK_PAPERS, on=on)

    def write(_session: Session, _seq: int) -> Effect:
        if relation.kind != RelationKind.GUARDIAN:
            raise Refusal("Papers belong to a guardian. A supporter needs none: the person chose them.")
        if seen_on > on:
            raise Refusal("This day has not come yet. Write the day the papers were seen.", about="seen_on")
        relation.papers_seen_on, relation.papers_seen_by = seen_on, visitor.account_id
        relation.version += 1
        session.add(relation)
        session.flush()
        return Effect(data={"relation": relation.id, "seen_on": seen_on, "seen_by": visitor.account_id})

    return record(session, command, "guardian.papers_seen", stream=stream_of(relation.person_id), write=write)


def add_supporter(session: Session, command: Command, person: Person, form: SupporterForm) -> Relation:
    """Write a supporter into the circle, by the person, or as the person asked."""
    role = _may(session, command, person.id, Action.MANAGE_SUPPORTERS)
    reasons = [*_wrong_account(session, person, form.account_id, Role.SUPPORTER), *_wrong_form(form)]
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
        created_at=command.at,
    )
    return _add(session, command, relation, "supporter.added", reasons)


def end_relation(session: Session, command: Command, relation: Relation) -> Outcome:
    """End a relation now: the next request of that account is refused. Other rows of the same kind end with it."""
    guardian = relation.kind == RelationKind.GUARDIAN
    action = Action.MANAGE_GUARDIANS if guardian else Action.MANAGE_SUPPORTERS
    on = local_day(command.at)
    relation_for(session, acting(session, command), relation.id, action, on=on)

    def write(_session: Session, _seq: int) -> Effect:
        ended = [relation, *_twins(session, relation)]
        for row in ended:
            row.ends_on = on - timedelta(days=1)
            row.version += 1
            session.add(row)
        session.flush()
        return Effect(data={"relations": [str(row.id) for row in ended], "kind": relation.kind})

    kind = "guardian.ended" if guardian else "supporter.ended"
    return record(session, command, kind, stream=stream_of(relation.person_id), write=write)


def _may(session: Session, command: Command, person_id: UUID, action: Action) -> Role:
    visitor = acting(session, command)
    person_for(session, visitor, person_id, action, on=local_day(command.at))
    return visitor.role


def _add(session: Session, command: Command, relation: Relation, kind: str, reasons: Sequence[Reason]) -> Relation:
    def write(_session: Session, _seq: int) -> Effect:
        if reasons:
            raise Refusal(reasons=reasons)
        session.add(relation)
        session.flush()
        return Effect(
            data={
                "relation": relation.id,
                "account": relation.account_id,
                "scope": relation.scope,
                "starts_on": relation.starts_on,
                "ends_on": relation.ends_on,
            }
        )

    outcome = record(session, command, kind, stream=stream_of(relation.person_id), write=write)
    return session.get_one(Relation, UUID(str(outcome.event.data["relation"])))


def _wrong_account(session: Session, person: Person, account_id: UUID | None, role: Role) -> list[Reason]:
    if account_id is None:
        return []
    account = session.get(Account, account_id)
    if account is None or not holds_role(session, account_id, role):
        return [
            Reason("account", f"This account is closed or is not a {role.value}’s. Give it the role first.", "account")
        ]
    if account.person_id == person.id:
        return [Reason("account", "This is the person’s own account. Nobody is their own guardian or supporter.")]
    return []


def _wrong_form(form: GuardianForm | SupporterForm) -> list[Reason]:
    reasons = []
    steadily(form.name, about="name")
    if not form.name.strip() or len(form.name) > 200:
        reasons.append(Reason("name", "Write the name, at most 200 characters.", "name"))
    if form.starts_on and form.ends_on and form.ends_on < form.starts_on:
        reasons.append(Reason("dates", "The last day comes before the first. Check both.", "ends_on"))
    return reasons


def _twins(session: Session, relation: Relation) -> list[Relation]:
    if relation.account_id is None:
        return []
    same = col(Relation.kind) == RelationKind.GUARDIAN
    query = select(Relation).where(
        Relation.person_id == relation.person_id,
        Relation.account_id == relation.account_id,
        Relation.id != relation.id,
        same if relation.kind == RelationKind.GUARDIAN else ~same,
    )
    return list(session.exec(query))
