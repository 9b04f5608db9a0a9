"""The Easy Read page: the text and its lines side by side, saved as typed, out of date after a change of the text."""

from collections.abc import Callable
from uuid import uuid4

import pytest
from litestar import Litestar

from engine.accounts import Account
from engine.clock import now
from engine.database import Database, reading, writing
from engine.easy_read import lines_of
from engine.ids import new_id
from engine.items import Item, items_of
from engine.own_pictures import SYMBOL, PictureToKeep, pictures_of, symbol_of
from engine.people import Person
from engine.plans import Plan
from engine.settings import settings
from engine.versions import Version
from tests.documents.media.made import picture
from tests.web.browser import ORIGIN, Browser
from tests.web.pages.writing import Desk, begun, command_for, desk, visiting
from web.papers.plan import plan_paper
from web.papers.symbols import picture_of
from workflows import editing, own_pictures
from workflows.planning import Line

MakeAccount = Callable[..., Account]


@pytest.fixture
def there(database: Database, account: MakeAccount) -> Desk:
    return begun(
        database,
        desk(database, account),
        Line("needs", "need", {"text": "Money for the bus. Help with ADLs."}),
        Line("services", "service", {"name": "Rides", "provider": "Ride Co", "frequency": "each week"}),
    )


@pytest.fixture
def browser(app: Litestar, there: Desk) -> Browser:
    found = visiting(app, there.coordinator)
    found.visit(f"/plans/{there.plan}/easy-read/needs")
    return found


def item(database: Database, there: Desk, kind: str = "need") -> Item:
    with reading(database) as session:
        version = session.get_one(Plan, there.plan).working_version_id
        assert version is not None
        found = next(row for row in items_of(session, version) if row.kind == kind)
        session.expunge_all()
        return found


def texts(database: Database, there: Desk) -> list[str]:
    need = item(database, there)
    with reading(database) as session:
        return [row.text for row in lines_of(session, need.version_id).get(need.lineage_id, [])]


def part(browser: Browser, action: str, values: dict[str, str]) -> tuple[int, str]:
    assert browser.page is not None
    sent = browser.page.form(action) | {name: [value] for name, value in values.items()}
    headers = {"origin": ORIGIN, "sec-fetch-site": "same-origin", "hx-request": "true"}
    answer = browser.client.post(action, data=sent, headers=headers)
    return answer.status_code, answer.text


def test_lines_are_made_beside_the_text_they_are_made_from(browser: Browser, database: Database, there: Desk) -> None:
    page = browser.submit(f"/plans/{there.plan}/easy-read/needs", {})
    assert texts(database, there) == [
        "Money for the bus.",
        "Help with everyday things like washing, dressing and eating.",
    ]
    assert "Help with ADLs." in page.text
    assert "Nobody has looked at them beside the text yet." in page.text


def test_lines_are_saved_with_their_button_and_as_one_types(browser: Browser, database: Database, there: Desk) -> None:
    need = item(database, there)
    field, action = f"lines-{need.id}", f"/items/{need.id}/easy-read"
    browser.submit(action, {field: "The bus costs money.\n\nSomebody helps you wash."})
    assert texts(database, there) == ["The bus costs money.", "Somebody helps you wash."]
    status, state = part(browser, action, {field: "The bus costs money."})
    assert status == 200
    assert "<h1" not in state
    assert "Looked at beside the text by L Torres." in state
    assert texts(database, there) == ["The bus costs money."]


def test_what_could_be_taken_for_her_words_is_not_saved_and_stays_on_the_page(
    browser: Browser, database: Database, there: Desk
) -> None:
    need = item(database, there)
    field, action = f"lines-{need.id}", f"/items/{need.id}/easy-read"
    status, state = part(browser, action, {field: "I want the bus."})
    assert status == 422
    assert "field-error" in state
    page = browser.submit(action, {field: "I want the bus."}, status=422)
    assert "I want the bus." in page.text
    assert texts(database, there) == []


def test_a_change_of_the_text_says_so_in_the_editor_and_on_the_page_until_somebody_looks(
    browser: Browser, database: Database, there: Desk
) -> None:
    need = item(database, there)
    browser.submit(f"/plans/{there.plan}/easy-read/needs", {})
    browser.visit(f"/plans/{there.plan}/edit")
    page = browser.submit(f"/items/{need.id}", {f"text-{need.id}": "Money for the train."})
    assert "Out of date: Identified Needs" in page.text
    assert "The text changed since its Easy Read lines were looked at." in page.text
    page = browser.click("Out of date: Identified Needs")
    assert "Out of date: the text changed since these lines were looked at." in page.text
    page = browser.submit(f"/items/{need.id}/easy-read/looked-at", {})
    assert "Looked at beside the text by L Torres." in page.text


def test_a_picture_is_chosen_for_a_line(browser: Browser, database: Database, there: Desk) -> None:
    need = item(database, there)
    browser.submit(f"/plans/{there.plan}/easy-read/needs", {})
    browser.submit(f"/items/{need.id}/easy-read/symbols", {"picture-0": "talk", "picture-1": "no such picture"})
    with reading(database) as session:
        assert [row.symbol for row in lines_of(session, need.version_id)[need.lineage_id]][:1] == ["talk"]
        assert "no such picture" not in {row.symbol for row in lines_of(session, need.version_id)[need.lineage_id]}


def test_a_photo_of_this_person_is_chosen_and_stands_on_paper_and_nobody_elses_is(
    browser: Browser, database: Database, there: Desk
) -> None:
    need = item(database, there)
    browser.submit(f"/plans/{there.plan}/easy-read/needs", {})
    with writing(database) as session:
        plan, person = session.get_one(Plan, there.plan), session.get_one(Person, there.person)
        other = Person(**person.model_dump(exclude={"id", "full_name"}), id=new_id(), full_name="Somebody Else")
        session.add(other)
        session.flush()
        made = PictureToKeep("The bus", "image/png", picture("PNG"), "She nodded.")
        for person_id in (plan.person_id, other.id):
            own_pictures.keep(session, person_id, command_for(there.coordinator), made)
        (own,), (not_hers,) = pictures_of(session, plan.person_id), pictures_of(session, other.id)
        hers, theirs = symbol_of(own.id), symbol_of(not_hers.id)
    page = browser.submit(f"/items/{need.id}/easy-read/symbols", {"picture-0": hers, "picture-1": theirs})
    with reading(database) as session:
        assert [row.symbol for row in lines_of(session, need.version_id)[need.lineage_id]] == [hers, "help"]
        version = session.get_one(Version, need.version_id)
        paper = plan_paper(session, session.get_one(Plan, there.plan), version, settings(), on=now().date())
        shown = [line for part in paper.sections for one in part.items for line in one.easy if line.picture]
        assert [line.picture for line in shown] == [picture("PNG"), picture_of("help")]
        assert shown[0].credit == ""
    assert f"/own-pictures/{hers.removeprefix(SYMBOL)}" in page.html
    assert theirs.removeprefix(SYMBOL) not in page.html
    with writing(database) as session:
        (own,) = pictures_of(session, session.get_one(Plan, there.plan).person_id)
        own_pictures.take_back(session, own, command_for(there.coordinator))
    assert hers.removeprefix(SYMBOL) not in browser.visit(f"/plans/{there.plan}/easy-read/needs").html


def test_there_is_no_such_part(browser: Browser, there: Desk) -> None:
    browser.visit(f"/plans/{there.plan}/easy-read/nothing", status=404)
    browser.visit(f"/plans/{uuid4()}/easy-read/needs", status=404)


def test_the_editor_gives_hints_about_the_text_of_staff_alone(
    browser: Browser, database: Database, there: Desk
) -> None:
    need = item(database, there)
    page = browser.visit(f"/plans/{there.plan}/edit")
    assert "ADLs: not everybody knows this word." in page.text
    status, state = part(browser, f"/items/{need.id}", {f"text-{need.id}": "The client refuses help."})
    assert status == 200
    assert "client: this can hurt." in state


def test_lines_of_a_plan_that_is_no_draft_any_more_are_refused_in_words(
    browser: Browser, database: Database, there: Desk
) -> None:
    need = item(database, there)
    with writing(database) as session:
        plan = session.get_one(Plan, there.plan)
        editing.save_revision(session, plan, command_for(there.coordinator))
        plan.standing = "closed"
        plan.working_version_id = None
        session.add(plan)
    action, field = f"/items/{need.id}/easy-read", f"lines-{need.id}"
    assert "not a draft any more" in browser.submit(action, {field: "The bus."}, status=409).text
