"""Asking in the background: one worker per run, nothing lost or sent twice, and a stop that waits for nobody."""

import json
import threading
from collections.abc import Callable, Iterator
from datetime import timedelta
from uuid import UUID

import pytest
from sqlmodel import Session, select

from engine.accounts import Account
from engine.clock import now
from engine.database import Database, writing
from engine.ids import new_id
from engine.items import items_of
from engine.model_runs import ModelRun, RunState, suggestions_of
from engine.people import Person
from engine.plans import PlanType
from engine.quotes import Quote, QuoteMark, QuoteMarkKind
from engine.settings import Settings
from tests.web.model_server import Asked, ModelServer, answer, model_server
from tests.web.pages.modelling import Table, table
from tests.web.pages.writing import ON, command_for
from web.model_work import ask_what_waits, begin_asking, stop_asking
from workflows import planning, recording
from workflows.recording import Attendee, MeetingForm
from workflows.suggesting import calling, deciding, preparing
from workflows.suggesting.benches import lines_of


@pytest.fixture
def server() -> Iterator[ModelServer]:
    with model_server() as found:
        yield found


@pytest.fixture
def there(database: Database, settings: Settings, account: Callable[..., Account], server: ModelServer) -> Table:
    return table(database, settings, account, server)


def waiting(there: Table) -> UUID:
    run = there.prepared()
    there.browser.submit(f"/model-runs/{run}/send", {"looked": "yes"})
    return run


def test_two_workers_send_a_run_once(there: Table, server: ModelServer) -> None:
    server.will(lambda asked: asked.say(answer(places=[{"line": "Q1", "part": "vision"}])))
    run = waiting(there)
    workers = [threading.Thread(target=there.work) for _ in range(2)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    assert len(server.asked) == 1
    assert there.run(run).state == RunState.ANSWERED
    assert len(there.suggestions(run)) == 1


def test_a_run_whose_process_went_away_is_given_up_and_not_sent_again(there: Table, server: ModelServer) -> None:
    run = waiting(there)
    with writing(there.database) as session:
        assert calling.claim(session, at=now()) is not None
    there.work()
    assert there.run(run).state == RunState.ASKING
    ask_what_waits(there.database, there.settings, clock=lambda: now() + timedelta(hours=1))
    assert there.run(run).state == RunState.FAILED
    assert "nobody knows whether it answered" in there.run(run).said
    assert _calls(there) == [(1, "unknown")]
    assert server.asked == []


def test_a_stop_does_not_wait_for_a_model(there: Table, server: ModelServer) -> None:
    asked = threading.Event()

    def slow(_asked: Asked) -> None:
        asked.set()
        server.stop.wait(30)

    server.will(slow)
    run = waiting(there)
    worker = threading.Thread(target=there.work)
    worker.start()
    assert asked.wait(20)
    try:
        stop_asking()
        worker.join(20)
        assert not worker.is_alive()
    finally:
        begin_asking()
        server.stop.set()
    assert there.run(run).state == RunState.FAILED
    assert "stopped while the model was asked" in there.run(run).said
    assert _calls(there) == [(1, "stopped")], "The text had left, so the call is an event."


def test_words_that_were_taken_back_before_they_were_sent_are_not_sent(there: Table, server: ModelServer) -> None:
    run = there.prepared(words="read")
    there.browser.submit(f"/model-runs/{run}/send", {"looked": "yes"})
    with writing(there.database) as session:
        _take_back(session, there)
    there.work()
    assert there.run(run).state == RunState.FAILED
    assert server.asked == []
    again = there.prepared(words="read")
    assert "front door" not in (there.browser.page.html if there.browser.page else "")
    assert there.run(again).state == RunState.PREPARED


def _calls(there: Table) -> list[tuple[int, str]]:
    said = [json.loads(event.body)["data"] for event in there.events("model.called")]
    return [(one["attempt"], one["outcome"]) for one in said]


def _take_back(session: Session, there: Table) -> None:
    quote = session.exec(select(Quote)).one()
    kind = QuoteMarkKind.WITHDRAWN
    session.add(QuoteMark(id=new_id(), quote_id=quote.id, kind=kind, at=now(), by=there.desk.coordinator.id))


def test_goals_objectives_and_interventions_are_accepted_from_the_top_down(
    database: Database, account: Callable[..., Account], there: Table
) -> None:
    with writing(database) as session:
        person = session.get_one(Person, there.desk.person)
        command = command_for(there.desk.coordinator)
        plan, _ = planning.begin_plan(session, person, PlanType.TREATMENT, "generic_outpatient", command)
        notes = "Misses school 2 days a week because mornings are hard.\n"
        form = MeetingForm(held_on=ON, place="kitchen", attendees=[Attendee("Dee")], notes=notes)
        recording.record_meeting(session, plan, form, command_for(there.desk.coordinator))
        planning.hold_meeting(session, plan, command_for(there.desk.coordinator), lines=[])
        run = preparing.prepare(
            session, plan, "smart_goals", {"goals": "1", "objectives": "1", "timeframe": "within 90 days"}, command_for(there.desk.coordinator), reads_words=False
        )  # fmt: skip
        line = next(ref for ref in _lines(session, run) if ref.startswith("N"))
        said = answer(
            lines=[
                _worded("S1", "goal", "", [line], text="School on more days"),
                _worded("S2", "objective", "S1", [line], behavior="Goes to school", measure="Days at school, counted by staff", timeframe="within 90 days"),
                _worded("S3", "objective", "S9", [line], behavior="Goes to school", measure="Days", timeframe="within 90 days"),
                _worded("S4", "intervention", "S2", [line], text="School mornings planned with staff"),
            ]
        )  # fmt: skip
        calling.paste(
            session, run, command_for(there.desk.coordinator), answer=json.dumps(said), model="By hand", looked=True
        )
        goal, objective, lost, kind = suggestions_of(session, run.id)
        assert (goal.refusals, objective.refusals) == ([], [])
        assert "does not stand there" in " ".join(lost.refusals)
        assert "does not ask for" in " ".join(kind.refusals)
        with pytest.raises(Exception, match="Accept the line that this stands under first"):
            deciding.decide(session, plan, objective, "accept", command_for(there.desk.coordinator), reason="x")
        for row in (goal, objective):
            deciding.decide(session, plan, row, "accept", command_for(there.desk.coordinator), reason="It fits.")
        assert plan.working_version_id is not None
        found = {item.kind: item for item in items_of(session, plan.working_version_id)}
        assert found["objective"].parent_id == found["goal"].id


def _lines(session: Session, run: ModelRun) -> list[str]:
    return list(lines_of(session, run))


def _worded(label: str, kind: str, under: str, sources: list[str], **fields: str) -> dict[str, object]:
    named = [{"name": name, "text": text} for name, text in fields.items()]
    return {"label": label, "part": "goals", "kind": kind, "under": under, "fields": named, "sources": sources}
