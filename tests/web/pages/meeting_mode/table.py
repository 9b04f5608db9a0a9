"""What the tests of meeting mode do at the table: sign in, say something, and wait until it was kept."""

from playwright.sync_api import Page

from engine.accounts import Account
from engine.database import Database, reading
from engine.quotes import Spoken, quotes_of
from tests.web.conftest import PASSWORD
from tests.web.pages.writing import Desk

TABLET, UPRIGHT = (1024, 768), (768, 1024)


def sign_in(page: Page, address: str, account: Account) -> None:
    page.goto(f"{address}/sign-in")
    page.fill("#sign_in_name", account.sign_in_name)
    page.fill("#password", PASSWORD)
    page.click("main button.main")
    page.wait_for_url(f"{address}/")


def kept(database: Database, there: Desk) -> list[Spoken]:
    with reading(database) as session:
        return quotes_of(session, there.person)


def texts(database: Database, there: Desk) -> list[str | None]:
    return [quote.text for quote in kept(database, there)]


def say(page: Page, words: str) -> None:
    page.fill("#words", words)
    page.press("#words", "Enter")


def wait_for(page: Page, count: int) -> None:
    """Until the list of what was kept has this many entries, and nothing waits."""
    page.wait_for_function("n => document.querySelectorAll('#entries > li').length === n", arg=count, timeout=20_000)
    page.wait_for_function("() => document.getElementById('unsent-entries').children.length === 0", timeout=20_000)


def waiting(page: Page) -> list[str]:
    return page.locator("#unsent-entries .unsent-text").all_inner_texts()
