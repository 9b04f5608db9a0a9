"""Placing words beside the plan: one press, undone as easily; why words are left out; the thread of an outcome."""

from collections.abc import Callable
from uuid import UUID

import pytest
from litestar import Litestar

from engine.accounts import Account
from engine.database import Database, reading, writing
from engine.items import Item, items_of, links_of
from engine.left_out import left_out_of
from engine.plans import Plan
from engine.quotes import Attribution, Method
from tests.web.browser import Browser
from tests.web.pages.writing import ON, Desk, begun, command_for, desk, visiting
from workflows import recording
from workflows.planning import Line

MakeAccount = Callable[..., Account]


@pytest.fixture
def there(database: Database, account: MakeAccount) -> Desk:
    return begun(
        database,
        desk(database, account),
        Line("needs", "need", {"text": "Money of her own"}),
        Line("outcomes", "outcome", {"text": "A paid job", "how_we_will_know": "A pay slip"}),
        Line("services", "service", {"name": "Job coach", "provider": "Lakeside", "frequency": "weekly"}),
    )


def say(database: Database, there: Desk, text: str, **more: object) -> UUID:
    with writing(database) as session:
        values = {
            "text": text,
            "attribution": Attribution.PARTICIPANT,
            "speaker": "Dee",
            "method": Method.SPOKEN,
            "said_on": ON,
            "may_include": True,
        }
        plan = session.get_one(Plan, there.plan)
        return recording.capture_quote(session, plan, command_for(there.coordinator), **{**values, **more}).id  # type: ignore[arg-type]


@pytest.fixture
def browser(app: Litestar, there: Desk) -> Browser:
    return visiting(app, there.coordinator)


def lines(database: Database, there: Desk, kind: str) -> list[tuple[Item, list[UUID]]]:
    with reading(database) as session:
        plan = session.get_one(Plan, there.plan)
        assert plan.working_version_id is not None
        items = [item for item in items_of(session, plan.working_version_id) if item.kind == kind]
        links = links_of(session, [item.id for item in items])
        session.expunge_all()
    return [(item, links.get(item.id, [])) for item in items]


def counter(browser: Browser) -> str:
    assert browser.page is not None
    return next(
        " ".join("".join(p.itertext()).split()) for p in browser.page.tree.iter("p") if p.get("id") == "counter"
    )


def part_button(browser: Browser, title: str) -> str:
    assert browser.page is not None
    return next(button.get("value") or "" for button in browser.page.tree.iter("button") if button.text == title)


def test_one_press_places_words_in_several_parts_and_undo_takes_the_line_out_again(
    browser: Browser, database: Database, there: Desk
) -> None:
    said = say(database, there, "I could do the dogs at the shelter.")
    at = f"/plans/{there.plan}/placing"
    browser.visit(at)
    assert "One thing that was said has no place" in counter(browser)
    where = part_button(browser, "Outcomes")
    browser.submit(at, {"quote": str(said), "where": where, "line": ""})
    browser.visit(f"{at}?show=all")
    assert "Everything that was said has its place" in counter(browser)
    assert [said] in [links for _item, links in lines(database, there, "outcome")]
    browser.submit(at, {"do": "", "quote": str(said), "where": part_button(browser, "Identified Needs"), "line": ""})
    assert [said] in [links for _item, links in lines(database, there, "need")]
    browser.visit(f"{at}?show=all")
    placed = next(item for item, links in lines(database, there, "outcome") if links)
    browser.submit(at, {"do": "take-out", "quote": str(said), "item": str(placed.id)})
    assert [len(links) for _item, links in lines(database, there, "outcome")] == [0], "the empty line went with it"
    kept = [item.details["text"] for item, _links in lines(database, there, "outcome")]
    assert kept == ["A paid job"], "a line with text stays"


def test_words_are_left_out_with_a_reason_and_wait_again_after_undo(
    browser: Browser, database: Database, there: Desk
) -> None:
    said = say(database, there, "The soup was nice.")
    at = f"/plans/{there.plan}/placing"
    browser.visit(at)
    left = f"{at}/left-out"
    refused = browser.submit(left, {"why": "other"}, status=422)
    assert "Write why these words are left out." in refused.text
    browser.submit(left, {"why": "other", "reason": "About lunch, not about the plan."})
    with reading(database) as session:
        assert left_out_of(session, there.plan)[said].by_name == "L Torres"
    browser.visit(f"{at}?show=all")
    assert "About lunch" in browser.page.text if browser.page else False
    browser.submit(left, {"do": "undo"})
    with reading(database) as session:
        assert left_out_of(session, there.plan) == {}


def test_two_spellings_stay_two_captures_and_stand_side_by_side(
    browser: Browser, database: Database, there: Desk
) -> None:
    first = say(database, there, "I want my own door with MY key")
    second = say(database, there, "i want my own door with my key!!")
    page = browser.visit(f"/plans/{there.plan}/placing")
    assert "This sounds nearly the same" in page.text
    browser.submit(
        f"/plans/{there.plan}/placing/left-out", {"quote": str(second), "why": "duplicate", "same_as": str(first)}
    )
    with reading(database) as session:
        assert left_out_of(session, there.plan)[second].same_as == first


def test_words_say_the_same_only_as_other_words_of_this_person(
    browser: Browser, database: Database, there: Desk, account: MakeAccount
) -> None:
    other = desk(database, account, name="N Other")
    theirs = say(database, other, "I want my own door")
    said = say(database, there, "I want my own door")
    browser.visit(f"/plans/{there.plan}/placing")
    for same in ("", str(said), str(theirs)):
        values = {"quote": str(said), "why": "duplicate", "same_as": same}
        page = browser.submit(f"/plans/{there.plan}/placing/left-out", values, status=422)
        assert "Choose which words say the same." in page.text
    with reading(database) as session:
        assert left_out_of(session, there.plan) == {}


def test_words_of_another_person_are_not_found(
    browser: Browser, database: Database, there: Desk, account: MakeAccount
) -> None:
    other = desk(database, account, name="N Other")
    theirs = say(database, other, "Not yours")
    say(database, there, "Mine")
    at = f"/plans/{there.plan}/placing"
    browser.visit(at)
    browser.submit(at, {"quote": str(theirs), "where": part_button(browser, "Outcomes")}, status=404)
    browser.visit(at)
    browser.submit(f"{at}/left-out", {"quote": str(theirs), "why": "private"}, status=404)


def test_other_peoples_words_may_be_placed_and_ask_for_no_reason(
    browser: Browser, database: Database, there: Desk
) -> None:
    say(database, there, "She cannot be alone.", attribution=Attribution.OTHER, speaker="Barb")
    browser.visit(f"/plans/{there.plan}/placing?show=all")
    assert "Everything that was said has its place" in counter(browser)


def test_an_outcome_names_each_gap_and_each_press_mends_one(browser: Browser, database: Database, there: Desk) -> None:
    said = say(database, there, "I could do the dogs at the shelter.")
    at = f"/plans/{there.plan}/placing"
    page = browser.visit(at)
    for gap in (
        "which need it grew out of",
        "No words of the person’s own stand here",
        "No support serves it",
        "by when",
    ):
        assert gap in page.text
    assert "0 of 1 outcomes rest on Dee’s own words." in page.text
    outcome, need = lines(database, there, "outcome")[0][0], lines(database, there, "need")[0][0]
    service = lines(database, there, "service")[0][0]
    browser.submit(at, {"quote": str(said), "where": "", "line": str(outcome.id)})
    browser.submit(f"{at}/ties", {"item": str(outcome.id), "field": "from_needs", "other": str(need.id)})
    page = browser.visit(at)
    browser.submit(f"{at}/ties", {"do": "", "item": str(outcome.id), "field": "supported_by", "other": str(service.id)})
    page = browser.visit(at)
    assert "1 of 1 outcomes rest on Dee’s own words." in page.text
    assert "which need it grew out of" not in page.text
    assert "No support serves it" not in page.text
    assert "Lakeside" in page.text
    assert "1 of 1 outcomes rest on Dee’s own words." in browser.visit(f"/plans/{there.plan}").text


def test_an_interpreters_meaning_counts_apart(browser: Browser, database: Database, there: Desk) -> None:
    said = say(database, there, "A job with dogs", attribution=Attribution.INTERPRETED)
    at = f"/plans/{there.plan}/placing"
    browser.visit(at)
    outcome = lines(database, there, "outcome")[0][0]
    browser.submit(at, {"quote": str(said), "where": "", "line": str(outcome.id)})
    text = browser.visit(at).text
    assert "0 of 1 outcomes rest on Dee’s own words. 1 more rests on what was meant, through an interpreter." in text
