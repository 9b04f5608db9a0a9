"""Somebody tries to slip words into a plan by way of a model: through the records, the forms and the answer."""

import json
from collections.abc import Callable, Iterator
from uuid import UUID, uuid4

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError
from sqlmodel import select

from engine.accounts import Account, Role
from engine.database import Database, reading, writing
from engine.items import Item
from engine.model_runs import Suggestion, SuggestionState
from engine.settings import Settings
from tests.web.conftest import account as account
from tests.web.conftest import database as database
from tests.web.conftest import hashed as hashed
from tests.web.conftest import settings as settings
from tests.web.model_server import Asked, ModelServer, answer, model_server, new_line
from tests.web.pages.modelling import Table, table
from tests.web.pages.writing import visiting
from web.app import create_app


@pytest.fixture
def server() -> Iterator[ModelServer]:
    with model_server() as found:
        yield found


@pytest.fixture
def there(database: Database, settings: Settings, account: Callable[..., Account], server: ModelServer) -> Table:
    return table(database, settings, account, server)


def suggests(*texts: str) -> Callable[[Asked], None]:
    def behave(asked: Asked) -> None:
        bus = asked.line("bus schedule")
        asked.say(answer(lines=[new_line("need", "needs", [bus], text=text) for text in texts]))

    return behave


STATEMENTS = [
    "UPDATE model_text SET text = 'Dee agreed'",
    "DELETE FROM model_text",
    "UPDATE suggestion_decision SET by_name = 'Dee'",
    "DELETE FROM suggestion_decision",
    "UPDATE model_help SET model = 'a person'",
    "DELETE FROM model_help",
    "INSERT OR REPLACE INTO model_text SELECT run_id, part, 'Dee agreed', salt FROM model_text",
    "INSERT OR REPLACE INTO model_help SELECT * FROM model_help",
]


def test_what_was_sent_decided_and_disclosed_cannot_be_changed(
    there: Table, server: ModelServer, database: Database
) -> None:
    server.will(suggests("Help with the bus schedule"))
    (row,) = there.suggestions(there.asked())
    there.decide(row, "accept")
    for statement in STATEMENTS:
        with pytest.raises(DBAPIError, match="as it was written"), writing(database) as session:
            session.execute(text(statement))


def test_a_refused_suggestion_that_was_set_to_waiting_in_the_records_is_judged_again(
    there: Table, server: ModelServer, database: Database
) -> None:
    server.will(suggests("Dee says “I hate the bus schedule”"))
    (row,) = there.suggestions(there.asked())
    with writing(database) as session:
        stored = session.get_one(Suggestion, row.id)
        stored.state, stored.refusals = SuggestionState.WAITING, []
        session.add(stored)
    there.browser.visit(f"/model-runs/{row.run_id}")
    there.decide(row, "accept", status=422)
    assert len(there.items()) == 1


def test_a_suggestion_whose_wording_was_changed_in_the_records_is_judged_again(
    there: Table, server: ModelServer, database: Database
) -> None:
    server.will(suggests("Help with the bus schedule"))
    (row,) = there.suggestions(there.asked())
    with writing(database) as session:
        stored = session.get_one(Suggestion, row.id)
        stored.fields = {"text": "Dee agreed to everything"}
        session.add(stored)
    there.decide(row, "accept", status=422)
    assert len(there.items()) == 1


def test_fields_that_no_page_has_do_not_reach_the_draft(there: Table, server: ModelServer) -> None:
    server.will(suggests("Help with the bus schedule"))
    (row,) = there.suggestions(there.asked())
    extra = {f"found_by-{row.id}": "Dee", f"text-{uuid4()}": "Dee agreed", "text": "Dee agreed", "kind": "vision"}
    assert there.forced(f"/suggestions/{row.id}", decision="accept", reason="x", **extra) == 303
    added = there.items()[-1]
    assert (added.kind, added.details) == ("need", {"text": "Help with the bus schedule", "found_by": ""})


def test_nothing_that_waits_is_read_anywhere_but_on_its_own_page(
    there: Table, server: ModelServer, database: Database
) -> None:
    server.will(suggests("Help with the zebra bus schedule"))
    run = there.asked()
    browser = there.browser
    plan = there.desk.plan
    for path in (f"/plans/{plan}", f"/plans/{plan}/edit", f"/plans/{plan}/versions", f"/plans/{plan}/history"):
        assert "zebra" not in browser.visit(path).html
    assert "zebra" in browser.visit(f"/model-runs/{run}").html
    with reading(database) as session:
        assert not any("zebra" in json.dumps(item.details) for item in session.exec(select(Item)).all())


def test_nobody_else_reads_or_decides(
    there: Table, server: ModelServer, database: Database, account: Callable[..., Account]
) -> None:
    server.will(suggests("Help with the bus schedule"))
    run = there.asked()
    (row,) = there.suggestions(run)
    app = create_app(there.settings, database=database)
    for role in set(Role) - {Role.COORDINATOR, Role.CLINICIAN, Role.SUPERVISOR}:
        own = role in (Role.PARTICIPANT, Role.GUARDIAN)
        person = there.desk.person if role is Role.PARTICIPANT else None
        there.browser = visiting(app, account(f"Somebody {role}", role, person_id=person))
        for path in (f"/model-runs/{run}", f"/plans/{there.desk.plan}/suggestions", "/prompts"):
            assert there.browser.client.get(path).status_code == 404
        there.browser.visit("/my-plan" if own else "/messages")
        assert there.forced(f"/suggestions/{row.id}", decision="accept", reason="x") == 404
        assert there.forced(f"/model-runs/{run}/answer", answer="{}", model="x") == 404
    assert len(there.items()) == 1


def test_an_answer_of_one_run_cannot_be_pasted_into_another_or_twice(there: Table, server: ModelServer) -> None:
    server.will(suggests("Help with the bus schedule"))
    run = there.asked()
    path = f"/model-runs/{run}/answer"
    assert there.forced(path, answer=json.dumps(answer()), model="x", looked="yes") == 422
    assert there.forced(f"/model-runs/{UUID(int=5)}/answer", answer="{}", model="x") == 404
    assert len(there.suggestions(run)) == 1
