"""A small agency in rows: two people in two teams, and for each role somebody near, far, too late and shut out."""

from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from typing import TypeVar
from uuid import UUID

from sqlmodel import Session, SQLModel

from engine.accounts import Account, AccountRole, Role
from engine.items import Item, add_item
from engine.people import Assignment, Person, Relation, Team
from engine.plans import Plan
from engine.versions import Version
from engine.visitors import Visitor, visitor_for

ON = date(2026, 4, 2)
AT = datetime(2026, 4, 2, 14, tzinfo=UTC)
YESTERDAY = ON - timedelta(days=1)
BEFORE = ON - timedelta(days=400)

Row = TypeVar("Row", bound=SQLModel)


@dataclass
class House:
    """Builds rows; every method flushes and returns what it made."""

    session: Session
    names: int = 0
    team: Team = field(init=False)
    other_team: Team = field(init=False)

    def __post_init__(self) -> None:
        self.team, self.other_team = self.add(Team(name="River")), self.add(Team(name="Hill"))

    def add(self, row: Row) -> Row:
        self.session.add(row)
        self.session.flush()
        return row

    def account(self, *roles: Role, team: Team | None = None, person: Person | None = None, name: str = "") -> Account:
        self.names += 1
        account = self.add(
            Account(
                sign_in_name=f"account{self.names}",
                name=name or f"Account {self.names}",
                person_id=person.id if person else None,
                created_at=AT,
            )
        )
        for role in roles:
            self.add(AccountRole(account_id=account.id, role=role, team_id=team.id if team else None))
        return account

    def person(
        self, name: str = "Rosa Vega", *, team: Team | None = None, coordinator: Account | None = None
    ) -> Person:
        return self.add(
            Person(
                full_name=name,
                also_called=[],
                team_id=(team or self.team).id,
                coordinator_id=coordinator.id if coordinator else None,
                created_at=AT,
            )
        )

    def plan(
        self, person: Person, *, coordinator: Account | None = None, due: date | None = None, standing: str = "draft"
    ) -> Plan:
        return self.add(
            Plan(
                person_id=person.id,
                plan_type="isp",
                profile="federal_hcbs",
                standing=standing,
                coordinator_id=coordinator.id if coordinator else None,
                team_id=person.team_id,
                next_due_on=due,
                created_at=AT,
            )
        )

    def version(
        self, plan: Plan, *, by: Account, number: int = 1, frozen: bool = False, working: bool = True
    ) -> Version:
        version = self.add(
            Version(
                plan_id=plan.id,
                number=number,
                kind="first",
                plan_type=plan.plan_type,
                profile=plan.profile,
                profile_version="1",
                created_by=by.id,
                created_by_name=by.name,
                created_at=AT,
                frozen_at=AT if frozen else None,
                fingerprint="0" * 64 if frozen else None,
            )
        )
        if working:
            plan.working_version_id = version.id
            self.add(plan)
        return version

    def item(self, version: Version, *, by: Account) -> Item:
        return add_item(
            self.session,
            version_id=version.id,
            kind="outcome",
            details={"text": "Rosa cooks on Fridays."},
            position=1,
            by=by.id,
            by_name=by.name,
            at=AT + timedelta(minutes=1),
        )

    def guardian(
        self,
        person: Person,
        account: Account,
        *,
        scope: tuple[str, ...] = ("services",),
        papers: date | None = BEFORE,
        starts: date | None = None,
        ends: date | None = None,
    ) -> Relation:
        return self.add(
            Relation(
                person_id=person.id,
                account_id=account.id,
                name=account.name,
                kind="guardian",
                scope=list(scope),
                papers_seen_on=papers,
                starts_on=starts,
                ends_on=ends,
                created_at=AT,
            )
        )

    def supporter(
        self,
        person: Person,
        account: Account,
        *,
        shares: tuple[str, ...] = ("plan", "words"),
        chosen: bool = True,
        starts: date | None = None,
        ends: date | None = None,
    ) -> Relation:
        return self.add(
            Relation(
                person_id=person.id,
                account_id=account.id,
                name=account.name,
                kind="friend",
                scope=list(shares),
                chosen_by_person=chosen,
                starts_on=starts,
                ends_on=ends,
                created_at=AT,
            )
        )

    def assigned(
        self, person: Person, account: Account, part: str, *, starts: date = BEFORE, ends: date | None = None
    ) -> Assignment:
        return self.add(
            Assignment(person_id=person.id, account_id=account.id, part=part, starts_on=starts, ends_on=ends)
        )

    def visitor(self, account: Account, role: Role) -> Visitor:
        found = visitor_for(self.session, account.id, role)
        assert found is not None
        return found


def some_id() -> UUID:
    """An id that no record has."""
    return UUID("0198f000-0000-7000-8000-000000000000")
