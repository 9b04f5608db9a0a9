"""Writing in a real browser: readable by everybody, without script too, and typing that saves itself and is never lost."""

import re
from collections.abc import Callable, Iterator
from uuid import UUID

import pytest
from litestar import Litestar
from playwright.sync_api import Page, expect

from engine.accounts import Account
from engine.database import Database, reading
from engine.items import items_of
from engine.plans import Plan
from engine.quotes import quotes_of
from tests.web.chromium import DESK, NARROWEST, PHONE, Chromium, Visit, chromium, serving, visiting
from tests.web.conftest import PASSWORD
from tests.web.pages.writing import Desk, begun, desk
from workflows.planning import Line

pytestmark = pytest.mark.browser

SAVED = re.compile(r"^Saved \d")

MakeAccount = Callable[..., Account]


@pytest.fixture(scope="module")
def window() -> Iterator[Chromium]:
    with chromium() as browser:
        yield browser


@pytest.fixture
def there(database: Database, account: MakeAccount) -> Desk:
    return desk(database, account)


def sign_in(visit: Visit, there: Desk) -> None:
    """Through the door."""
    page = visit.open("/sign-in")
    page.fill("#sign_in_name", there.coordinator.sign_in_name)
    page.fill("#password", PASSWORD)
    page.click("main button.main")
    page.wait_for_url(f"{visit.address}/")


def begin(database: Database, there: Desk) -> None:
    """A draft with one need, whose text stands in quotation marks."""
    club = Line("needs", "need", {"text": "Money for the “club”"})
    begun(database, there, club, Line("outcomes", "outcome", {"text": "A job"}))


def need(database: Database, there: Desk) -> tuple[UUID, str]:
    """The one need of the draft, and its text."""
    with reading(database) as session:
        plan = session.get_one(Plan, there.plan)
        assert plan.working_version_id is not None
        item = next(item for item in items_of(session, plan.working_version_id) if item.kind == "need")
        return item.id, str(item.details["text"])


@pytest.mark.parametrize(("size", "dark"), [(DESK, False), (PHONE, True), (NARROWEST, False)])
def test_every_page_of_writing_is_readable_by_everybody(
    app: Litestar, database: Database, window: Chromium, there: Desk, size: tuple[int, int], dark: bool
) -> None:
    with serving(app) as address, visiting(window, address, size=size, dark=dark) as visit:
        sign_in(visit, there)
        for path in (
            "/people",
            f"/people/{there.person}",
            f"/plans/{there.plan}/meetings/new",
            f"/meetings/{there.meeting}",
            f"/meetings/{there.meeting}?at=0-26",
            f"/meetings/{there.meeting}?from=1&adjust=1",
            f"/meetings/{there.meeting}/notes/new",
            f"/plans/{there.plan}/draft",
        ):
            visit.open(path)
            visit.check()
        begin(database, there)
        visit.open(f"/plans/{there.plan}/edit")
        visit.check()


def test_words_become_a_draft_without_any_script(
    app: Litestar, database: Database, window: Chromium, there: Desk
) -> None:
    with serving(app) as address, visiting(window, address, script=False) as visit:
        sign_in(visit, there)
        page = visit.open(f"/meetings/{there.meeting}")
        page.locator(".proposal").first.get_by_label("Dee agreed").check()
        page.locator(".proposal").first.get_by_role("button", name="Keep as Dee’s words").click()
        page.get_by_role("link", name="Start the draft from these notes").click()
        page.get_by_role("button", name="Start the draft with the chosen lines").click()
        assert page.locator(".own-words blockquote").first.inner_text() == "I want my own front door with MY key."
        field = page.locator("textarea[id^='text-']").first
        field.fill("Written without script")
        page.locator("form.line-fields button").first.click()
        assert page.locator("textarea[id^='text-']").first.input_value() == "Written without script"


def test_typing_saves_itself_and_a_lost_connection_loses_nothing(
    app: Litestar, database: Database, window: Chromium, there: Desk
) -> None:
    begin(database, there)
    identity, _text = need(database, there)
    with serving(app) as address, visiting(window, address) as visit:
        sign_in(visit, there)
        page = visit.open(f"/plans/{there.plan}/edit")
        field = page.locator(f"[id='text-{identity}']")
        said = page.locator(f"form[action='/items/{identity}'] [data-saved-words]")
        field.press("Control+End")
        field.press_sequentially(" and time")
        said.get_by_text(SAVED).wait_for(timeout=10_000)
        assert need(database, there)[1] == "Money for the “club” and time"
        assert page.evaluate("document.activeElement.id") == f"text-{identity}", (
            "the field was taken from under the hands"
        )
        page.context.set_offline(True)
        field.press_sequentially(", and quiet")
        said.get_by_text("Not saved, we keep trying.").wait_for(timeout=10_000)
        page.context.set_offline(False)
        said.get_by_text(SAVED).wait_for(timeout=20_000)
        assert need(database, there)[1] == "Money for the “club” and time, and quiet"


def test_each_passage_is_decided_with_one_key_beside_the_note(
    app: Litestar, database: Database, window: Chromium, there: Desk
) -> None:
    with serving(app) as address, visiting(window, address, size=DESK) as visit:
        sign_in(visit, there)
        page = visit.open(f"/meetings/{there.meeting}")
        looked = page.locator(".looked")
        card = page.locator("[data-passage].at-hand")
        expect(card).to_have_attribute("id", "p1")
        visit.check()
        page.locator("#p1 [data-agreed]").check()
        page.locator("#p1 [data-agreed]").blur()
        settle(page)
        page.keyboard.press("y")
        expect(looked).to_have_text("1 of 3 looked at")
        expect(card).to_have_attribute("id", "p2")
        expect(page.locator("#place-1 mark")).to_have_class("settled")
        assert page.locator("#p3 [data-agreed]").is_checked(), "agreeing once holds for the ones that follow"
        settle(page)
        page.keyboard.press("o")
        page.keyboard.press("Control+a")
        page.keyboard.type("Barb yin")
        expect(looked).to_have_text("1 of 3 looked at")
        page.keyboard.press("Enter")
        expect(looked).to_have_text("2 of 3 looked at")
        settle(page)
        page.keyboard.press("u")
        expect(looked).to_have_text("1 of 3 looked at")
        expect(card).to_have_attribute("id", "p2")
        settle(page)
        page.keyboard.press("j")
        expect(card).to_have_attribute("id", "p3")
        place, at_hand = page.locator("#place-3").bounding_box(), card.bounding_box()
        assert place is not None
        assert at_hand is not None
        assert 0 <= place["y"] < DESK[1], "the place is in view beside its card"
        assert at_hand["y"] < DESK[1]
        page.locator("#keys-on").uncheck()
        page.locator("#p3").focus()
        settle(page)
        page.keyboard.press("n")
        settle(page)
        expect(looked).to_have_text("1 of 3 looked at")
        page.locator("#keys-on").check()
        page.locator("#p3").focus()
        settle(page)
        page.keyboard.press("n")
        expect(looked).to_have_text("2 of 3 looked at")
        visit.check()
    with reading(database) as session:
        kept = [(quote.text, quote.speaker, quote.mistyped) for quote in quotes_of(session, there.person)]
    assert kept == [
        ("I want my own front door with MY key.", "Dee", False),
        ("She can't be alone at night.", "Barb yin", True),
    ]


def test_words_selected_in_the_note_are_marked_at_exactly_their_place(
    app: Litestar, database: Database, account: MakeAccount, window: Chromium
) -> None:
    there = desk(database, account, notes="Dee 🐈 tea, “no”\r\nthen Dee 🐈 tea again\n", name="Cat")
    with serving(app) as address, visiting(window, address, size=DESK) as visit:
        sign_in(visit, there)
        page = visit.open(f"/meetings/{there.meeting}")
        page.evaluate(
            """() => {
              const note = document.querySelector("[data-note]");
              const last = note.lastChild;
              const start = last.data.indexOf("🐈 tea again");
              getSelection().setBaseAndExtent(last, start, last, start + "🐈 tea".length);
            }"""
        )
        page.evaluate("document.querySelector('form[data-find]').requestSubmit()")
        page.wait_for_url("**/*at=*")
        expect(page.locator("#here")).to_have_text("🐈 tea")
        expect(page.locator("#chosen .passage")).to_have_text("🐈 tea")
        assert "at=26-31" in page.url
        visit.check()


def settle(page: Page) -> None:
    """A moment in which somebody looks at the card: keys pressed sooner after a decision are let go."""
    page.wait_for_timeout(300)
