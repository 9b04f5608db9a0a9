"""Every address of the product, as everybody who might knock: what the permission table opens is open, and nothing else."""

import html
import re
import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta

import pytest
from litestar import Litestar
from litestar.testing import TestClient
from sqlmodel import Session, select

from engine.accounts import Account, AccountRole, Role, WebSession
from engine.database import Database, reading, writing
from engine.ids import new_id
from engine.people import Assignment, Person, Relation
from engine.permissions import Action
from engine.visitors import Visitor, visitor_for
from tests.cast import NOW, TODAY
from tests.web.browser import ORIGIN, Browser
from tests.web.permitted import (
    JOBS,
    MEETING_STEPS,
    PRESSES,
    PROMPTS,
    ROUTES,
    SIGNING_WAYS,
    VERBS,
    Facts,
    Needs,
    Record,
    facts_of,
    may,
    record_of,
)
from web import pages, sessions

RECORDS = ["Rosa Delgado", "Marcus Webb", "Delia Finch", "Nadia Petrov", "Tom Baptiste"]
"""Plans in participant review, in signing, in force in another team, in second review, and a draft."""

CAST = ["rosa", "marcus", "nadia", "gail", "leo", "charlie", "sam", "lena", "noor", "grace", "priya", "dana", "bev", "ada", "avery"]  # fmt: skip
TOO_LATE = [f"late {role.value}" for role in (Role.GUARDIAN, Role.SUPPORTER, Role.COORDINATOR, Role.CLINICIAN, Role.PROVIDER)]  # fmt: skip

DENIED = {403, 404}


def addresses() -> list[str]:
    """Every method and path of the site map, without the kinds of its parameters."""
    found = []
    for handler in pages.ROUTES:
        for path in handler.paths:  # type: ignore[union-attr]
            plain = re.sub(r":[a-z]+}", "}", path)
            found += [f"{method} {plain}" for method in sorted(handler.http_methods) if method != "HEAD"]  # type: ignore[union-attr]
    return found


def spelled_out() -> list[str]:
    """The same, with each verb and each job as an address of its own."""
    lists = {"{step}": MEETING_STEPS, "{verb}": VERBS, "{job}": JOBS, "{key}": PROMPTS, "{press}": PRESSES, "{manner}": SIGNING_WAYS}
    found = addresses()
    for name, values in lists.items():
        found = [address.replace(name, value) for address in found for value in (values if name in address else [""])]
    return found


def test_every_address_has_its_row_and_every_row_its_address() -> None:
    assert sorted(spelled_out()) == sorted(ROUTES), "Say in tests/web/permitted.py what a new address is for."


@dataclass
class Knocker:
    """Somebody at the door: a client with or without a session."""

    client: TestClient[Litestar]
    visitor: Visitor | None
    csrf: str = ""

    def knock(self, address: str, record: Record, *, whole_form: bool) -> tuple[int, str, str]:
        """Status, way on and text. A whole form carries its number, so that only the permission can stop it."""
        method, path = address.split(" ", 1)
        path = path.format(**record.ids)
        if method == "GET":
            answer = self.client.get(path, follow_redirects=False, headers={"accept": "text/html"})
        else:
            form = {"csrf_token": self.csrf}
            if whole_form:
                plausible = {"answer": "yes", "words": "x", "plan": str(record.plan.id), "held_on": "2026-03-01"}
                form |= {"command": str(uuid.uuid4()), **plausible}
            headers = {"origin": ORIGIN, "sec-fetch-site": "same-origin"}
            answer = self.client.post(path, data=form, headers=headers, follow_redirects=False)
        return answer.status_code, answer.headers.get("location", ""), html.unescape(answer.text)


@pytest.fixture
def records(demo: Litestar, house: Database) -> Iterator[list[Record]]:
    with writing(house) as session:
        _let_some_come_too_late(session)
    with reading(house) as session:
        yield [record_of(session, name) for name in RECORDS]


def _let_some_come_too_late(session: Session) -> None:
    """For Rosa: relations and assignments that ended yesterday, and some that begin tomorrow."""
    rosa = session.exec(select(Person).where(Person.full_name == "Rosa Delgado")).one()
    ended, coming = TODAY - timedelta(days=1), TODAY + timedelta(days=1)
    for name in TOO_LATE:
        role = Role(name.removeprefix("late "))
        account = Account(id=new_id(), sign_in_name=name.replace(" ", "."), name=f"Came {name}", created_at=NOW)
        session.add(account)
        session.flush()
        session.add(AccountRole(account_id=account.id, role=role))
        if role in (Role.GUARDIAN, Role.SUPPORTER):
            scope = ["full"] if role is Role.GUARDIAN else ["plan", "words"]
            told = {"person_id": rosa.id, "account_id": account.id, "name": account.name, "kind": role.value}
            told |= {"scope": scope, "papers_seen_on": TODAY, "chosen_by_person": True, "created_at": NOW}
            session.add_all([Relation(**told, ends_on=ended), Relation(**told, starts_on=coming)])
        else:
            for part in (role.value, "reviewer"):
                told = {"person_id": rosa.id, "account_id": account.id, "part": part}
                session.add(Assignment(**told, starts_on=ended, ends_on=ended))
                session.add(Assignment(**told, starts_on=coming))
    session.flush()


def _knocker(demo: Litestar, house: Database, who: str) -> Knocker:
    with writing(house) as session:
        account = session.exec(select(Account).where(Account.sign_in_name == who.replace(" ", "."))).one()
        role = session.exec(select(AccountRole.role).where(AccountRole.account_id == account.id)).one()
        token = sessions.begin(session, account.id, role=role, at=NOW)
        csrf = session.get_one(WebSession, sessions.digest_of(token)).csrf
        visitor = visitor_for(session, account.id, role)
    client = Browser(demo).client
    client.cookies.set("ownwords", token)
    return Knocker(client, visitor, csrf)


@pytest.mark.parametrize("who", CAST + TOO_LATE)
def test_the_table_opens_and_nothing_else_does(
    demo: Litestar, house: Database, records: list[Record], who: str
) -> None:
    knocker = _knocker(demo, house, who)
    assert knocker.visitor is not None
    with reading(house) as session:
        facts = facts_of(session, on=TODAY)
    wrong: list[str] = []
    for address, needs in ROUTES.items():
        if address in {"POST /sign-out", "POST /sign-in", "POST /lock"}:
            continue  # they would end or lock this session, and are open to everybody
        for record, expected in _chosen(facts, knocker.visitor, needs, records, address):
            wrong += _tried(knocker, address, needs, record, expected=expected)
    assert not wrong, "\n" + "\n".join(wrong)


def _chosen(
    facts: Facts, visitor: Visitor, needs: Needs, records: list[Record], address: str
) -> list[tuple[Record, bool]]:
    """Two records that should be open and two that should be closed; where no record is named, any one."""
    fitting = [record for record in records if set(re.findall(r"{(\w+)}", address)) <= set(record.ids)]
    judged = [(record, may(facts, visitor, needs, record)) for record in fitting]
    if not needs.of:
        return judged[:1]
    return [pair for pair in judged if pair[1]][:2] + [pair for pair in judged if not pair[1]][:2]


def _tried(knocker: Knocker, address: str, needs: Needs, record: Record, *, expected: bool) -> list[str]:
    status, way_on, text = knocker.knock(address, record, whole_form=not expected)
    about = f"{address} of {record.person.full_name}: {status}"
    if status == 500:
        return [f"{about}, a failure"]
    if knocker.visitor is not None and knocker.visitor.role in needs.sent_home:
        return [] if (status, way_on) == (303, "/my-plan") else [f"{about} {way_on}, and not sent home"]
    if expected:
        closed = status == 403 or way_on.startswith("/sign-in") or (status == 404 and not needs.may_be_missing)
        if closed and not (needs.public and status in (404, 409)):
            return [f"{about}, though the table opens it"]
        return []
    if status not in DENIED:
        return [f"{about} {way_on}, though the table closes it"]
    own = knocker.visitor.name if knocker.visitor else ""
    return [f"{about}, but tells {secret[:40]!r}" for secret in record.secrets if secret != own and secret in text]


def test_nobody_is_let_in_without_a_session(demo: Litestar, records: list[Record]) -> None:
    wrong: list[str] = []
    knocker = Knocker(Browser(demo).client, None)
    for address, needs in ROUTES.items():
        fitting = [record for record in records if set(re.findall(r"{(\w+)}", address)) <= set(record.ids)]
        record = fitting[0]
        status, way_on, text = knocker.knock(address, record, whole_form=True)
        told = [secret for secret in record.secrets if secret in text]
        sent_away = way_on.startswith("/sign-in?next=") if address.startswith("GET") else status == 401
        if told or status >= 500 or (not needs.public and not sent_away):
            wrong.append(f"{address}: {status} {way_on} {told[:1]}")
    assert not wrong, "\n" + "\n".join(wrong)


@pytest.mark.parametrize("who", CAST + TOO_LATE)
def test_no_list_names_somebody_it_should_not(demo: Litestar, house: Database, who: str) -> None:
    with writing(house) as session:
        _let_some_come_too_late(session)
    knocker = _knocker(demo, house, who)
    visitor = knocker.visitor
    assert visitor is not None
    with reading(house) as session:
        facts = facts_of(session, on=TODAY)
        everybody = [
            record_of(session, name) for name in [*RECORDS, "Walter Lindqvist", "Ruth Abara", "Elena Ruiz Paz"]
        ]
    lists = {
        "/": Action.SEE_PERSON,
        "/people": Action.SEE_PERSON,
        "/deadlines": Action.SEE_DEADLINES,
        "/deadlines.csv": Action.EXPORT_CSV,
        "/coverage": Action.SEE_DEADLINES,
        "/coverage.csv": Action.EXPORT_CSV,
        "/circles": Action.MANAGE_GUARDIANS,
        "/hand-over": Action.ASSIGN,
        "/messages": Action.SEE_PERSON,
    }
    for path, action in lists.items():
        text = knocker.client.get(path, follow_redirects=False).text
        for record in everybody:
            if record.person.full_name != visitor.name and not may(facts, visitor, Needs((action,), "plan"), record):
                assert not any(secret in text for secret in record.secrets), (path, record.person.full_name)
                assert not re.search(rf"\b{re.escape(record.person.called)}\b", text), (path, record.person.called)


def test_an_administrator_reads_nothing_of_a_plan(demo: Litestar, house: Database, records: list[Record]) -> None:
    knocker = _knocker(demo, house, "avery")
    for address in ROUTES:
        if address.startswith("GET"):
            for record in records:
                if set(re.findall(r"{(\w+)}", address)) <= set(record.ids):
                    text = knocker.knock(address, record, whole_form=False)[2]
                    told = [secret for secret in record.secrets[1:] if secret in text]
                    assert not told, (address, told[0])


@pytest.mark.parametrize("who", ["priya", "dana", "bev", "ada", "avery", "charlie", "late supporter"])
def test_who_may_not_read_a_persons_own_words_meets_none_outside_the_shared_plan(
    demo: Litestar, house: Database, records: list[Record], who: str
) -> None:
    knocker = _knocker(demo, house, who)
    assert knocker.visitor is not None
    with reading(house) as session:
        facts = facts_of(session, on=TODAY)
    told: list[str] = []
    assert any(record.not_in_plan for record in records)
    for record in records:
        assert not may(facts, knocker.visitor, Needs((Action.SEE_WORDS,), "person"), record)
        for address in ROUTES:
            if address.startswith("GET") and set(re.findall(r"{(\w+)}", address)) <= set(record.ids):
                text = knocker.knock(address, record, whole_form=False)[2]
                told += [
                    f"{address} of {record.person.full_name}: {said!r}" for said in record.not_in_plan if said in text
                ]
    assert not told, "\n" + "\n".join(told)
