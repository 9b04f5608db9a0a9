"""Everyone responsible who gets a copy of the signed plan: its signers, those in the circle, and who works from it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlmodel import Session

from engine.accounts import Account
from engine.people import Relation, RelationKind, assignments_of, circle_of
from engine.plans import Plan, Standing
from engine.rounds import RoundKind, rounds_of
from engine.signatures import Slot, slots_of
from engine.versions import Version
from workflows.own_parts import parts_of
from workflows.profiles.words import Capacity

PROVIDER = Capacity.PROVIDER.value
_RESPONSIBLE = (RelationKind.GUARDIAN, RelationKind.REPRESENTATIVE, RelationKind.PARENT)


@dataclass(frozen=True)
class Recipient:
    """Somebody a copy is for. `key` names them on a form; `parts` are the lines a provider works from."""

    key: str
    name: str
    capacity: str
    account_id: UUID | None = None
    relation_id: UUID | None = None
    own_parts_only: bool = False
    parts: tuple[str, ...] = ()


def signed_version(session: Session, plan: Plan) -> Version | None:
    """What people work from and get copies of: the one in force, or one that everybody signed and that waits for its day."""
    if plan.standing == Standing.SIGNED and plan.working_version_id:
        return session.get_one(Version, plan.working_version_id)
    return session.get(Version, plan.in_force_version_id) if plan.in_force_version_id else None


def recipients(session: Session, plan: Plan, version: Version, *, on: date) -> list[Recipient]:
    """In the order of the signatures, then the circle, then who works from the plan; each once.

    Whoever may not read the plan on that day gets no copy: a relation that ended or is suspended, a supporter with whom
    the person does not share the plan.
    """
    circle = {row.id: row for row in circle_of(session, plan.person_id)}
    open_rows = [row for row in circle.values() if _reads_the_plan(row, on)]
    shut = {row.account_id for row in circle.values()} - {row.account_id for row in open_rows} - {None}
    found = [
        *(_signer(slot) for slot in _slots(session, plan, version) if _may_still(slot, circle, on)),
        *(Recipient(str(row.id), row.name, row.kind, row.account_id, row.id) for row in open_rows),
        *_staff(session, plan, on),
    ]
    named = [one for one in found if one.name and one.account_id not in shut]
    return [_in_scope(session, version, one) for one in _each_once(named)]


def _reads_the_plan(row: Relation, on: date) -> bool:
    if not row.holds_on(on):
        return False
    if row.kind == RelationKind.GUARDIAN:
        return row.may_decide_on(on)
    return row.kind in _RESPONSIBLE or "plan" in row.scope


def _may_still(slot: Slot, circle: dict[UUID, Relation], on: date) -> bool:
    relation = circle.get(slot.relation_id) if slot.relation_id else None
    return relation is None or _reads_the_plan(relation, on)


def _slots(session: Session, plan: Plan, version: Version) -> list[Slot]:
    """A correction has no signing of its own: who signed the text it corrected gets a copy of it."""
    of = {version.id, version.based_on_id} if version.kind == "correction" else {version.id}
    signing = [row for row in rounds_of(session, plan.id) if row.kind == RoundKind.SIGNING and row.version_id in of]
    return slots_of(session, signing[0].id) if signing else []


def _signer(slot: Slot) -> Recipient:
    key = slot.account_id or slot.relation_id or slot.id
    own = slot.capacity == PROVIDER
    return Recipient(str(key), slot.name, slot.capacity, slot.account_id, slot.relation_id, own, tuple(slot.parts))


def _staff(session: Session, plan: Plan, on: date) -> Iterable[Recipient]:
    account = session.get(Account, plan.coordinator_id) if plan.coordinator_id else None
    if account is not None:
        yield Recipient(str(account.id), account.name, "coordinator", account.id)
    for row in assignments_of(session, plan.person_id, on=on):
        account = session.get(Account, row.account_id)
        if row.part == PROVIDER and account is not None and account.disabled_at is None:
            yield Recipient(str(account.id), account.name, PROVIDER, account.id, own_parts_only=True)


def _in_scope(session: Session, version: Version, one: Recipient) -> Recipient:
    if not one.own_parts_only or one.parts:
        return one
    parts = tuple(str(lineage) for lineage in parts_of(session, version.id, one.name))
    return Recipient(one.key, one.name, one.capacity, one.account_id, one.relation_id, True, parts)


def _each_once(found: list[Recipient]) -> list[Recipient]:
    first: dict[str, Recipient] = {}
    for one in found:
        first.setdefault(str(one.account_id or one.name), one)
    return list(first.values())
