"""Somebody with two switches: one moves on (Tab), one presses (Enter). Counts the presses."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from litestar import Litestar
from playwright.sync_api import Page

from engine.database import Database
from tests.web.chromium import PHONE, Chromium, serving, visiting
from tests.web.proof.lived_in import Proving

MOST_TABS = 80


@dataclass
class Hands:
    """A page, and how often something on it was pressed."""

    page: Page
    address: str
    pressed: int = 0

    def open(self, path: str) -> None:
        self.page.goto(self.address + path)

    def press(self, words: str, *, leads_on: bool = True) -> None:
        """Move on until the focus stands on these words, and press."""
        self.reach(words)
        self.pressed += 1
        if not leads_on:
            self.page.keyboard.press("Enter")
            return
        with self.page.expect_navigation():
            self.page.keyboard.press("Enter")

    def reach(self, words: str, key: str = "Tab") -> None:
        for _ in range(MOST_TABS):
            self.page.keyboard.press(key)
            if self.page.evaluate(FOCUSED) == words:
                return
        raise AssertionError(f"{key} never reaches “{words}” on {self.page.url}")

    @property
    def heading(self) -> str:
        return self.page.locator("h1").inner_text()

    @property
    def text(self) -> str:
        return " ".join(self.page.inner_text("main").split())


FOCUSED = """() => {
  const e = document.activeElement;
  return ((e.labels && e.labels[0] ? e.labels[0].innerText : e.innerText) || "").trim().replace(/\\s+/g, " ");
}"""


@contextmanager
def hands_of(demo: Litestar, house: Database, window: Chromium, who: str, *, script: bool = True) -> Iterator[Hands]:
    """Somebody of the cast in their room, on a phone, alone."""
    with serving(demo) as address, visiting(window, address, size=PHONE, script=script) as visit:
        visit.page.set_default_timeout(20_000)
        Proving(demo, house, address).come_in(visit.page, who)
        yield Hands(visit.page, address)
