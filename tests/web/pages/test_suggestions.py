"""A run from its prompt to the plan: read first, sent by a person, judged, and taken by a person or not at all."""

import json
from collections.abc import Callable, Iterator

import pytest

from engine.accounts import Account
from engine.database import Database
from engine.model_runs import RunState, SuggestionState
from engine.settings import Settings
from tests.web.model_server import Asked, ModelServer, answer, model_server, new_line
from tests.web.pages.modelling import OWN, Table, table


@pytest.fixture
def server() -> Iterator[ModelServer]:
    with model_server() as found:
        yield found


@pytest.fixture
def there(database: Database, settings: Settings, account: Callable[..., Account], server: ModelServer) -> Table:
    return table(database, settings, account, server)


def well_behaved(asked: Asked) -> None:
    bus = asked.line("bus schedule")
    asked.say(
        answer(
            places=[{"line": "Q1", "part": "vision"}, {"line": bus, "part": "needs"}],
            lines=[new_line("need", "needs", [bus], text="Help for [PERSON] with the bus schedule on Mondays")],
        )
    )


def test_a_run_is_read_sent_judged_and_taken_into_the_draft_by_a_person(there: Table, server: ModelServer) -> None:
    server.will(well_behaved)
    before = len(there.items())
    run = there.asked()
    assert len(there.items()) == before, "Nothing is in the plan until somebody decides."
    for row in there.suggestions(run):
        there.decide(row, "accept")
    added = there.items()
    texts = [str(item.details.get("text")) for item in added]
    assert len(added) == before + 3
    assert "Help for Dee with the bus schedule on Mondays" in texts
    assert there.browser.page is not None
    assert there.browser.page.quotes == [OWN]
    assert len(there.events("suggestion.accepted")) == 3


def test_nothing_that_says_who_she_is_leaves_and_her_words_leave_as_a_number(there: Table, server: ModelServer) -> None:
    server.will(well_behaved)
    there.asked()
    sent = json.dumps(server.asked[0].body, ensure_ascii=False)
    for telling in (
        "Dee",
        "Barb",
        "Denise",
        "Kowalczyk",
        "Torres",
        "555",
        "barb.k",
        "Elm",
        "1988",
        "front door",
        "KEY",
    ):
        assert telling not in sent
    assert "[PERSON] needs help with the bus schedule" in sent
    assert '"line": "Q1"' in server.asked[0].question


def test_a_run_ends_as_answered_and_every_suggestion_waits(there: Table, server: ModelServer) -> None:
    server.will(well_behaved)
    run = there.asked()
    assert there.run(run).state == RunState.ANSWERED
    assert {row.state for row in there.suggestions(run)} == {SuggestionState.WAITING}
