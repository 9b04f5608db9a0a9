"""What is typed or pasted into the capture page of a real browser stands in the records as the browser's field holds it."""

from collections.abc import Callable, Iterator

import pytest
from litestar import Litestar
from playwright.sync_api import expect

from engine.accounts import Account
from engine.database import Database, reading
from engine.quotes import quotes_of
from engine.words import folded
from tests.awkward import AWKWARD
from tests.web.chromium import Chromium, Visit, chromium, serving, visiting
from tests.web.conftest import PASSWORD
from tests.web.pages.writing import desk

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def window() -> Iterator[Chromium]:
    with chromium() as browser:
        yield browser


def sign_in(visit: Visit, account: Account) -> None:
    page = visit.open("/sign-in")
    page.fill("#sign_in_name", account.sign_in_name)
    page.fill("#password", PASSWORD)
    page.click("main button.main")
    page.wait_for_url(f"{visit.address}/")


def test_every_awkward_text_pasted_at_the_table_is_kept_as_the_field_holds_it(
    app: Litestar, database: Database, account: Callable[..., Account], window: Chromium
) -> None:
    there = desk(database, account)
    # A field of a page knows one kind of line end only; and at the table spaces alone are taken for a slip of the hand.
    texts = [folded(text) for text in AWKWARD.values() if text.strip()]
    with serving(app) as address, visiting(window, address) as visit:
        sign_in(visit, there.coordinator)
        page = visit.open(f"/meetings/{there.meeting}/mode")
        page.locator("label[for=kind-said]").click()
        for number, text in enumerate(texts, start=1):
            page.fill("#words", text)
            assert page.locator("#words").input_value() == text
            page.click("button.keep")
            expect(page.locator("#words")).to_have_value("")
            expect(page.locator("figure.own-words blockquote")).to_have_count(number)
        shown = page.locator("figure.own-words blockquote").all_text_contents()
    assert sorted(shown) == sorted(texts)
    with reading(database) as session:
        kept = [quote.text for quote in quotes_of(session, there.person)]
    assert kept == texts
