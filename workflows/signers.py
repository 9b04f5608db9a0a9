"""The signature set of a round: whom the profile asks, in which turn, who stands in, and by which rule."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from uuid import UUID

from sqlmodel import Session

from engine.accounts import Account, Role
from engine.dates import months
from engine.people import Person, Relation, RelationKind, circle_of, deciding_guardians
from engine.plans import Plan
from engine.staff import holding
from engine.versions import Version
from workflows.moving import person_accounts, person_of
from workflows.own_parts import parts_of
from workflows.profiles import Profile
from workflows.profiles.model import Signer
from workflows.profiles.words import Capacity, When

OF_AGE = 18
NOBODY_YET = "nobody named yet"


@dataclass(frozen=True)
class StaffSigner:
    """A provider or other responsible party who signs, chosen for this round."""

    capacity: str
    name: str
    account_id: UUID | None


@dataclass(frozen=True)
class Asked:
    """One signature that a round asks for. `stands_for` is the capacity in whose place somebody else is asked."""

    capacity: str
    name: str
    account_id: UUID | None = None
    relation_id: UUID | None = None
    place: int = 1
    stands_for: str = ""
    rule: str = ""
    parts: tuple[str, ...] = ()


def signature_set(
    session: Session, plan: Plan, version: Version, rules: Profile, staff: Sequence[StaffSigner], *, on: date
) -> list[Asked]:
    """The signatures of the profile, in its order, then the responsible staff chosen for this round."""
    rule = rules.required_signers
    found: list[Asked] = []
    for signer in rule.value:
        if signer.when in (When.IF_RESPONSIBLE, When.IF_MEDICATION):
            continue
        asked = _asked(session, plan, signer, staff, on=on)
        found += [replace(row, place=signer.order, rule=rule.foundation) for row in asked]
    places = {signer.capacity.value: signer.order for signer in rule.value}
    named = {(row.capacity, row.account_id) for row in found}
    last = max((signer.order for signer in rule.value), default=1)
    for row in staff:
        if (row.capacity, row.account_id) not in named:
            place = places.get(row.capacity, last)
            cited = rule.foundation if row.capacity in places else ""
            found.append(Asked(row.capacity, row.name, row.account_id, place=place, rule=cited))
    return [_with_parts(session, version, row) for row in found]


def _asked(session: Session, plan: Plan, signer: Signer, staff: Sequence[StaffSigner], *, on: date) -> list[Asked]:
    if not _wanted(session, plan, signer, on=on):
        return []
    if any(row.capacity == signer.capacity for row in staff):
        return []
    found = _FIND[signer.capacity](session, plan, on)
    if found or signer.capacity is Capacity.PARTICIPANT:
        return [replace(row, capacity=signer.capacity.value) for row in found]
    if signer.fallback is None:
        return [Asked(signer.capacity.value, NOBODY_YET)] if signer.when is When.IF_NO_GUARDIAN else []
    stand_ins = _FIND[signer.fallback](session, plan, on) or [Asked("", NOBODY_YET)]
    return [replace(row, capacity=signer.fallback.value, stands_for=signer.capacity.value) for row in stand_ins[:1]]


def _wanted(session: Session, plan: Plan, signer: Signer, *, on: date) -> bool:
    decides = bool(deciding_guardians(session, plan.person_id, on=on))
    if signer.when is When.IF_NO_GUARDIAN:
        return not decides
    if signer.when is When.IF_GUARDIAN:
        return decides or (signer.fallback is not None and bool(_guardians(session, plan, on)))
    if signer.when is When.IF_MINOR:
        return _is_minor(person_of(session, plan), on)
    return True


def _is_minor(person: Person, on: date) -> bool:
    if person.born_on is None:
        return False
    of_age_on = months(person.born_on, OF_AGE * 12).due
    return of_age_on is not None and on < of_age_on


def _guardians(session: Session, plan: Plan, on: date) -> list[Relation]:
    """Whoever is called guardian in their dates, with papers seen or not."""
    return [row for row in circle_of(session, plan.person_id) if row.kind == RelationKind.GUARDIAN and row.holds_on(on)]


def _person(session: Session, plan: Plan, _on: date) -> list[Asked]:
    own = person_accounts(session, plan)
    return [Asked("", person_of(session, plan).full_name, own[0] if own else None)]


def _deciding(session: Session, plan: Plan, on: date) -> list[Asked]:
    return _of_circle(deciding_guardians(session, plan.person_id, on=on))


def _circle(kind: RelationKind) -> Callable[[Session, Plan, date], list[Asked]]:
    def find(session: Session, plan: Plan, on: date) -> list[Asked]:
        rows = [row for row in circle_of(session, plan.person_id) if row.kind == kind and row.holds_on(on)]
        return _of_circle(rows)

    return find


def _of_circle(rows: Iterable[Relation]) -> list[Asked]:
    return [Asked("", row.name, row.account_id, row.id) for row in rows]


def _writer(session: Session, plan: Plan, _on: date) -> list[Asked]:
    account = session.get(Account, plan.coordinator_id) if plan.coordinator_id else None
    return [Asked("", account.name, account.id)] if account and account.disabled_at is None else []


def _supervisor(session: Session, plan: Plan, _on: date) -> list[Asked]:
    return [Asked("", row.name, row.id) for row in holding(session, Role.SUPERVISOR, team=plan.team_id)[:1]]


def _nobody(_session: Session, _plan: Plan, _on: date) -> list[Asked]:
    return []


_FIND: dict[Capacity, Callable[[Session, Plan, date], list[Asked]]] = {
    Capacity.PARTICIPANT: _person,
    Capacity.GUARDIAN: _deciding,
    Capacity.PARENT: _circle(RelationKind.PARENT),
    Capacity.REPRESENTATIVE: _circle(RelationKind.REPRESENTATIVE),
    Capacity.ADVOCATE: _circle(RelationKind.ADVOCATE),
    Capacity.COORDINATOR: _writer,
    Capacity.CLINICIAN: _writer,
    Capacity.PRESCRIBER: _nobody,
    Capacity.SUPERVISOR: _supervisor,
    Capacity.PROVIDER: _nobody,
}


def _with_parts(session: Session, version: Version, row: Asked) -> Asked:
    """A provider signs for the lines that name them; where none does, for the whole text."""
    if row.capacity != Capacity.PROVIDER:
        return row
    return replace(row, parts=tuple(str(part) for part in parts_of(session, version.id, row.name)))
