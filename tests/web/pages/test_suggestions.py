"""A run from its prompt to the plan: read first, sent by a person, judged, and taken by a person or not at all."""

import json
from collections.abc import Callable, Iterator
from io import BytesIO
from zipfile import ZipFile

import pytest
from sqlmodel import select

from engine.accounts import Account
from engine.database import Database, reading, writing
from engine.firing import Effect, record
from engine.ids import new_id
from engine.model_runs import ModelText, RunState, SuggestionState
from engine.originals import OriginalKind, OriginalText, keep_original
from engine.people import Relation
from engine.plans import Plan
from engine.quotes import Attribution, Method, Quote
from engine.settings import Settings
from engine.verification import verify
from tests.erasures import ErasureOrder, erase
from tests.web.model_server import Asked, ModelServer, answer, model_server, new_line
from tests.web.pages.modelling import OWN, Table, table
from tests.web.pages.writing import AT, command_for, desk, stranger, visiting
from web.app import create_app
from workflows import recording


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


def test_what_was_sent_is_read_before_and_after_exactly_as_it_leaves(there: Table, server: ModelServer) -> None:
    server.will(well_behaved)
    for _first_and_later in range(2):
        run = there.prepared()
        before, whole = outgoing(there), copied(there)
        assert there.run(run).sent_at is None
        there.browser.submit(f"/model-runs/{run}/send", {"looked": "yes"})
        there.work()
        messages = [message["content"] for message in server.asked[-1].body["messages"]]
        assert before == messages[::-1], "The question stands first, the rules unfold."
        assert whole == "\n\n".join(messages)
        there.browser.visit(f"/model-runs/{run}")
        assert outgoing(there)[:2] == messages[::-1]
    assert len(server.asked) == 2


def outgoing(there: Table) -> list[str]:
    """The texts that the page shows as they leave."""
    assert there.browser.page is not None
    return [
        "".join(pre.itertext()) for pre in there.browser.page.tree.iter("pre") if "outgoing" in str(pre.get("class"))
    ]


def copied(there: Table) -> str:
    """The text to carry to a tool of one's own."""
    assert there.browser.page is not None
    return next(
        "".join(area.itertext()) for area in there.browser.page.tree.iter("textarea") if area.get("id") == "whole"
    )


def test_a_run_ends_as_answered_and_every_suggestion_waits(there: Table, server: ModelServer) -> None:
    server.will(well_behaved)
    run = there.asked()
    assert there.run(run).state == RunState.ANSWERED
    assert {row.state for row in there.suggestions(run)} == {SuggestionState.WAITING}


def test_a_decision_needs_a_reason_and_is_made_once(there: Table, server: ModelServer) -> None:
    server.will(well_behaved)
    run = there.asked()
    place, _fact, line = there.suggestions(run)
    there.decide(line, "accept", "", status=422)
    assert there.browser.page is not None
    assert "A reason is needed" in there.browser.page.text
    there.decide(line, "shrug", "x", status=422)
    there.browser.visit(f"/model-runs/{run}")
    there.decide(line, "reject", "She can read the schedule.")
    assert len(there.items()) == 1
    assert there.forced(f"/suggestions/{line.id}", decision="accept", reason="Again") == 422
    assert there.forced(f"/suggestions/{line.id}", decision="reject", reason="The same form twice") == 303
    assert {row.id: row.state for row in there.suggestions(run)}[line.id] == SuggestionState.REJECTED
    assert len(there.events("suggestion.rejected")) == 1
    assert not there.events("suggestion.accepted")
    assert place.state == SuggestionState.WAITING


def test_a_changed_wording_goes_through_the_same_guard(there: Table, server: ModelServer) -> None:
    server.will(well_behaved)
    run = there.asked()
    line = there.suggestions(run)[2]
    for text in ("She says “I hate the bus”", "I need the bus", "The bus schedule; no concerns noted", OWN):
        there.decide(line, "change", "Better so.", status=422, text=text)
        there.browser.visit(f"/model-runs/{run}")
    assert len(there.items()) == 1
    there.decide(line, "change", "Shorter.", text="Help with the bus schedule")
    assert [item.details["text"] for item in there.items()][-1] == "Help with the bus schedule"
    assert [row.state for row in there.suggestions(run)][2] == SuggestionState.CHANGED


def test_nobody_decides_for_a_plan_that_is_not_theirs(
    there: Table, server: ModelServer, database: Database, account: Callable[..., Account]
) -> None:
    server.will(well_behaved)
    run = there.asked()
    line = there.suggestions(run)[2]
    other = visiting(create_app(there.settings, database=database), stranger(database, account))
    for path in (
        f"/model-runs/{run}",
        f"/plans/{there.desk.plan}/suggestions",
        f"/plans/{there.desk.plan}/prompts/update",
    ):
        other.visit(path, status=404)
    other.visit("/")
    mine = there.browser
    there.browser = other
    assert there.forced(f"/suggestions/{line.id}", decision="accept", reason="x") == 404
    assert there.forced(f"/model-runs/{run}/send", looked="yes") == 404
    there.browser = mine
    assert there.suggestions(run)[2].state == SuggestionState.WAITING


def test_without_a_model_nothing_is_made_ready_and_the_plan_does_not_speak_of_one(
    there: Table, database: Database
) -> None:
    settings = there.settings.model_copy(update={"model_address": "", "model_by_hand": False})
    browser = visiting(create_app(settings, database=database), there.desk.coordinator)
    assert "Suggestions from a model" not in browser.visit(f"/plans/{there.desk.plan}").text
    assert "none is needed" in browser.visit(f"/plans/{there.desk.plan}/suggestions").text
    there.browser = browser
    assert there.forced(f"/plans/{there.desk.plan}/prompts/isp_from_notes", words="number") == 422


def test_a_run_that_waits_when_the_model_is_turned_off_is_not_sent(there: Table, server: ModelServer) -> None:
    run = there.prepared()
    there.browser.submit(f"/model-runs/{run}/send", {"looked": "yes"})
    there.settings = there.settings.model_copy(update={"model_address": ""})
    there.work()
    assert there.run(run).state == RunState.FAILED
    assert server.asked == []


def test_a_text_is_sent_once_and_watched_without_script(there: Table, server: ModelServer) -> None:
    server.will(well_behaved)
    run = there.prepared()
    assert there.browser.page is not None
    assert "This is all that would leave the machine" in there.browser.page.text
    assert server.asked == []
    page = there.browser.submit(f"/model-runs/{run}/send", {"looked": "yes"})
    assert "Waiting to be sent" in page.text
    assert page.links["Look again"] == f"/model-runs/{run}"
    assert "run-state" in there.browser.part(f"/model-runs/{run}")
    there.browser.visit(f"/model-runs/{run}")
    assert there.forced(f"/model-runs/{run}/send", looked="yes") == 422
    assert there.work() == "1 asked."
    assert there.work() == "0 asked."
    assert len(server.asked) == 1


def test_a_word_that_may_be_a_name_is_asked_about_and_stops_the_run_until_somebody_looked(
    database: Database, settings: Settings, account: Callable[..., Account], server: ModelServer
) -> None:
    notes = "Denisse needs help with the bus schedule.\nRoutines help her.\n"
    there = table(database, settings, account, server, notes=notes)
    with writing(database) as session:
        told = {"person_id": there.desk.person, "name": "Ana Routine", "kind": "friend", "scope": []}
        session.add(Relation(**told, created_at=AT))
    run = there.prepared()
    page = there.browser.page
    assert page is not None
    assert "None of these words is anybody’s name: Routines" in page.text
    assert "Denisse" not in page.html.split("What the")[0], "A stranger is taken out by where the name stands."
    there.browser.submit(f"/model-runs/{run}/send", status=422)
    assert there.run(run).state == RunState.PREPARED
    there.browser.submit(f"/model-runs/{run}/send", {"looked": "yes"})
    assert there.run(run).state == RunState.WAITING
    there.prepared(also="Routines, schedule", not_names="Denisse")
    assert there.browser.page is not None
    sent = there.browser.page.html.split("What the")[0]
    assert "Routines" not in sent
    assert "Denisse needs help with the bus [NAME_" in sent


def test_a_name_that_comes_into_the_record_after_the_text_was_made_ready_stops_the_run(
    there: Table, database: Database
) -> None:
    run = there.prepared()
    with writing(database) as session:
        told = {"person_id": there.desk.person, "name": "Schedule Monitorov", "kind": "friend", "scope": []}
        session.add(Relation(**told, created_at=AT))
    page = there.browser.submit(f"/model-runs/{run}/send", {"looked": "yes"}, status=422)
    assert "still holds a name (schedule)" in page.text
    assert there.run(run).state == RunState.PREPARED


def test_the_words_leave_only_when_somebody_lets_them_be_read_and_names_in_them_are_taken_out(
    database: Database, settings: Settings, account: Callable[..., Account], server: ModelServer
) -> None:
    there = table(database, settings, account, server)
    with writing(database) as session:
        plan = session.get_one(Plan, there.desk.plan)
        recording.capture_quote(
            session,
            plan,
            command_for(there.desk.coordinator),
            text="Barb takes me to Elm Street. Call 555-201-3344!",
            attribution=Attribution.PARTICIPANT,
            speaker="Dee",
            method=Method.SPOKEN,
            said_on=AT.date(),
            may_include=True,
        )
    server.will(well_behaved)
    there.asked(words="read")
    assert "I want my own front door with MY key." in server.asked[0].question
    assert "takes me to" in server.asked[0].question
    for telling in ("Barb", "555", "3344"):
        assert telling not in server.asked[0].question


def test_an_answer_can_be_carried_by_hand_through_the_same_guard(there: Table, server: ModelServer) -> None:
    run = there.prepared()
    assert there.browser.page is not None
    whole = there.browser.page.form(f"/model-runs/{run}/answer")
    assert whole["answer"] == [""]
    said = answer(
        places=[{"line": "Q1", "part": "vision"}],
        lines=[new_line("need", "needs", ["N2"], text="She says “I hate the bus”")],
    )
    path = f"/model-runs/{run}/answer"
    there.browser.submit(path, {"answer": json.dumps(said), "model": "", "looked": "yes"}, status=422)
    there.browser.submit(path, {"answer": "Certainly!", "model": "The county’s tool", "looked": "yes"}, status=422)
    there.browser.submit(path, {"answer": json.dumps(said), "model": "The county’s tool", "looked": "yes"})
    place, refused = there.suggestions(run)
    assert server.asked == []
    assert refused.state == SuggestionState.REFUSED
    there.decide(place, "accept")
    assert there.run(run).model == "The county’s tool"
    assert len(there.events("model.answer_pasted")) == 1
    assert "The county’s tool" in there.browser.visit(f"/plans/{there.desk.plan}").text


def test_by_hand_is_shut_unless_it_is_allowed(
    database: Database, settings: Settings, account: Callable[..., Account], server: ModelServer
) -> None:
    there = table(database, settings, account, server, by_hand=False)
    run = there.prepared()
    assert there.browser.page is not None
    assert "your own tool" not in there.browser.page.text
    assert there.forced(f"/model-runs/{run}/answer", answer=json.dumps(answer()), model="x", looked="yes") == 422


def test_the_plan_its_paper_and_the_persons_room_say_of_every_part_whether_a_model_helped(
    there: Table, server: ModelServer, database: Database
) -> None:
    page = there.browser.visit(f"/plans/{there.desk.plan}")
    assert "No language model helped with any part of this text." in page.text
    server.will(well_behaved)
    run = there.asked()
    line = there.suggestions(run)[2]
    there.decide(line, "accept")
    page = there.browser.visit(f"/plans/{there.desk.plan}")
    assert (
        "A language model helped with one line of this part. Decided by L Torres. Model: paper-lantern-1." in page.text
    )
    assert page.text.count("Written without a language model.") == 6
    with reading(database) as session:
        version = session.get_one(Plan, there.desk.plan).working_version_id
    file = ZipFile(BytesIO(there.browser.client.get(f"/versions/{version}/document").content))
    text = file.read("word/document.xml").decode()
    assert "A language model (paper-lantern-1) helped with one line of this section." in text
    assert text.count("Written without a language model.") == 6


def test_update_changes_keeps_and_ends_lines_and_gaps_are_only_read(there: Table, server: ModelServer) -> None:
    def behave(asked: Asked) -> None:
        money = asked.line("Money for the bus")
        asked.say(
            answer(
                updates=[
                    {"line": money, "decision": "keep", "fields": [], "why": "No note speaks of money for the bus", "sources": [money]},
                    {"line": money, "decision": "change", "fields": [{"name": "text", "text": "Money for the bus each week"}], "why": "The bus costs money each week", "sources": [money]},
                    {"line": money, "decision": "retire", "fields": [], "why": "The bus is free", "sources": [money]},
                    {"line": "N1", "decision": "retire", "fields": [], "why": "The bus is free", "sources": [money]},
                ]
            )
        )  # fmt: skip

    server.will(behave)
    run = there.asked("update", days="300")
    keep, change, retire, wrong = there.suggestions(run)
    assert wrong.state == SuggestionState.REFUSED
    there.decide(keep, "accept")
    there.decide(change, "accept")
    assert [item.details["text"] for item in there.items()] == ["Money for the bus each week"]
    there.decide(retire, "accept")
    assert there.items() == []
    page = there.browser.visit(f"/plans/{there.desk.plan}")
    assert "A language model helped with one line of this part." in page.text


def test_sentences_for_a_message_are_taken_one_by_one_and_go_nowhere(there: Table, server: ModelServer) -> None:
    def behave(asked: Asked) -> None:
        bus = asked.line("bus schedule")
        rows = [f"The bus schedule is worked on with [PERSON] {when}" for when in ("on Mondays", "at home")]
        asked.say(answer(reading=[{"about": "", "text": text, "sources": [bus]} for text in rows]))

    server.will(behave)
    run = there.asked("coordination", recipients="school", asks="a ride")
    first, second = there.suggestions(run)
    there.decide(first, "accept")
    there.decide(second, "reject")
    assert there.browser.page is not None
    taken = [area for area in there.browser.page.tree.iter("textarea") if area.get("id") == "taken"]
    assert "".join(taken[0].itertext()).strip() == "The bus schedule is worked on with Dee on Mondays"
    assert len(there.items()) == 1


def test_an_erasure_takes_what_was_sent_and_the_chain_holds(
    there: Table, server: ModelServer, database: Database
) -> None:
    server.will(well_behaved)
    run = there.asked()
    with writing(database) as session:
        quote = session.exec(select(Quote)).one()
        second = Account(id=new_id(), sign_in_name="second", name="Second", created_at=AT)
        session.add(second)
        session.flush()
        order = ErasureOrder(quote.id, "court order", "asked for", second_by=second.id)
        erase(session, order, command_for(there.desk.coordinator))
        assert session.exec(select(ModelText)).all() == []
    page = there.browser.visit(f"/model-runs/{run}")
    assert "The text was erased by law." in page.text
    assert verify(database).ok
    assert all(row.fields == {} for row in there.suggestions(run))


def test_a_model_is_asked_only_after_the_meeting(
    database: Database, settings: Settings, account: Callable[..., Account], server: ModelServer
) -> None:
    found = desk(database, account)
    known = settings.model_copy(update={"model_address": server.address, "model_name": "paper-lantern-1"})
    browser = visiting(create_app(known, database=database), found.coordinator)
    assert "only after the planning meeting" in browser.visit(f"/plans/{found.plan}/suggestions").text
    path = f"/plans/{found.plan}/prompts/isp_from_notes"
    browser.visit(path)
    assert "Hold the planning meeting" in browser.submit(path, status=422).text


def test_every_prompt_has_a_page_that_says_what_it_is_for(there: Table) -> None:
    page = there.browser.visit("/prompts")
    links = [href for href in page.links.values() if href.startswith("/prompts/")]
    assert len(links) == 7
    for href in links:
        text = there.browser.visit(href).text
        assert "Look out" in text
        assert "The rules that go with every prompt" in text
    there.browser.visit("/prompts/nothing", status=404)


def test_a_note_that_was_brought_in_is_drawn_on_and_a_transcript_stays_here(
    there: Table, server: ModelServer, database: Database
) -> None:
    with writing(database) as session:
        for name, reader, text in (
            ("a.txt", "ownwords-text 1", "Brought from the school: Dee needs a quiet desk.\nDee: I hate the bell.\n"),
            ("b.vtt", "ownwords-vtt 1", "Dee: the canary sings\n"),
        ):
            original = keep_original(
                session,
                person_id=there.desk.person,
                kind=OriginalKind.NOTE,
                name=name,
                media_type="text/plain",
                content=text.encode(),
                kept_by=there.desk.coordinator.id,
                kept_by_name="L Torres",
                at=AT,
                meeting_id=there.desk.meeting,
            )
            session.add(OriginalText(original_id=original.id, text=text, reader=reader))
        command, stream = command_for(there.desk.coordinator), f"person:{there.desk.person}"
        record(session, command, "note.kept", stream=stream, write=lambda *_: Effect())
    server.will(well_behaved)
    there.asked()
    sent = server.asked[0].question
    assert "[PERSON] needs a quiet desk." in sent
    assert "canary" not in sent
    assert "hate the bell" not in sent
