"""A run from the text to the decision, on each database, and its events as an auditor reads them."""

import json
from collections.abc import Iterator

import pytest
from sqlmodel import Session, select

from engine.database import Database
from engine.events import Event
from engine.items import items_of
from engine.model_runs import RunState, SuggestionState, help_in, suggestions_of
from engine.refusals import Refusal
from engine.versions import Version
from tests.workflows.desk import AT, Desk, desk_in
from workflows import planning
from workflows.suggesting import calling, deciding, preparing
from workflows.suggesting.calling import Call


@pytest.fixture
def there(session: Session) -> Iterator[Desk]:
    """A draft begun from a meeting whose notes hold one need, and one thing Dee said."""
    found = desk_in(session)
    found.said("I want my own key")
    found.meeting("Dee needs help with the bus schedule.\n")
    planning.hold_meeting(session, found.plan, found.command())
    return found


ANSWER = {
    "places": [{"line": "Q1", "part": "vision"}],
    "lines": [
        {
            "label": "S1",
            "part": "needs",
            "kind": "need",
            "under": "",
            "fields": [{"name": "text", "text": "Help for [PERSON] with the bus schedule"}],
            "sources": ["N1"],
        }
    ],
    "updates": [],
    "reading": [],
}


def events(there: Desk) -> dict[str, dict[str, object]]:
    rows = there.session.exec(select(Event).where(Event.stream == there.plan.stream).order_by(Event.seq)).all()  # type: ignore[arg-type]
    return {row.kind: json.loads(row.body)["data"] for row in rows}


def test_prepared_sent_claimed_answered_and_decided(there: Desk) -> None:
    session = there.session
    run = preparing.prepare(session, there.plan, "isp_from_notes", {}, there.command(), reads_words=False)
    preparing.send(session, run, there.command(), looked=True, model="paper-lantern-1")
    with pytest.raises(Refusal, match="sent before"):
        preparing.send(session, run, there.command(), looked=True, model="paper-lantern-1")
    question = calling.claim(session, at=AT)
    assert question is not None
    assert question.run_id == run.id
    assert calling.claim(session, at=AT) is None, "Nobody else gets it."
    assert "Dee" not in question.asked
    call = Call("answered", "", "paper-lantern-1", json.dumps(ANSWER), 12, 34)
    calling.note_call(session, run.id, call, attempt=1, at=AT)
    calling.take_answer(session, run.id, call, at=AT)
    assert run.state == RunState.ANSWERED
    place, line = suggestions_of(session, run.id)
    deciding.decide(session, there.plan, place, "accept", there.command(), reason="Hers.")
    with pytest.raises(Refusal, match="not open to you"):
        deciding.decide(session, there.plan, line, "reject", there.command(who="ben"), reason="Not now.")
    session.refresh(line)
    deciding.decide(session, there.plan, line, "reject", there.command(), reason="Not now.")
    assert (place.state, line.state) == (SuggestionState.ACCEPTED, SuggestionState.REJECTED)
    version = session.get_one(Version, there.plan.working_version_id)
    assert len(help_in(session, version)) == 1
    assert [item.kind for item in items_of(session, version.id) if item.kind != "section"] == ["vision"]


def test_every_event_says_what_was_asked_and_none_says_the_words(there: Desk) -> None:
    session = there.session
    run = preparing.prepare(session, there.plan, "isp_from_notes", {}, there.command(), reads_words=True)
    preparing.send(session, run, there.command(), looked=True, model="paper-lantern-1")
    assert calling.claim(session, at=AT) is not None
    call = Call("answered", "", "paper-lantern-1", json.dumps(ANSWER), 12, 34)
    calling.note_call(session, run.id, call, attempt=1, at=AT)
    calling.take_answer(session, run.id, call, at=AT)
    found = events(there)
    assert found["model.called"]["tokens"] == [12, 34]
    assert found["model.called"]["prompt"] == ["isp_from_notes", 1, run.prompt_digest]
    assert found["model.answered"]["suggestions"] == 2
    for kind in ("model.prepared", "model.sent", "model.called", "model.answered"):
        told = json.dumps(found[kind])
        assert "digests" in found[kind]
        for words in ("bus", "key", "Dee", "Kowalczyk", "PERSON]"):
            assert words not in told


def test_one_question_at_a_time_about_a_plan(there: Desk) -> None:
    session = there.session
    first = preparing.prepare(session, there.plan, "isp_from_notes", {}, there.command(), reads_words=False)
    second = preparing.prepare(session, there.plan, "golden_thread", {"days": "90"}, there.command(), reads_words=False)
    preparing.send(session, first, there.command(), looked=True, model="paper-lantern-1")
    with pytest.raises(Refusal, match="under way"):
        preparing.send(session, second, there.command(), looked=True, model="paper-lantern-1")
    calling.claim(session, at=AT)
    calling.fail(session, first.id, "No.", at=AT)
    preparing.send(session, second, there.command(), looked=True, model="paper-lantern-1")


def test_a_model_of_another_plan_type_or_a_foolish_number_of_days_is_refused(there: Desk) -> None:
    with pytest.raises(Refusal, match="another kind of plan"):
        preparing.prepare(there.session, there.plan, "adolescent", {}, there.command(), reads_words=False)
    for days in ("0", "1000", "ninety", "٩٠"):
        with pytest.raises(Refusal, match="from 7 to 365"):
            preparing.prepare(there.session, there.plan, "update", {"days": days}, there.command(), reads_words=False)


def test_each_database_is_tried(any_house: Database) -> None:
    assert any_house.url.split(":")[0].split("+")[0] in {"sqlite", "postgresql"}
