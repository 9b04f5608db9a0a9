"""Every page of the person's room on a phone: whatever can be pressed is large enough, and far enough from the next."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

import pytest
from litestar import Litestar

from engine.database import Database, reading
from tests.cast import plan_of
from tests.web.chromium import PHONE, Chromium, Visit, chromium, serving, visiting
from tests.web.targets import too_small
from workflows.demo import PASSWORD

pytestmark = pytest.mark.browser

FILES = {
    "/my-plan/{plan_id:uuid}/signature/page",
    "/my-plan/{plan_id:uuid}/copy/{form:str}",
    "/my-plan/{plan_id:uuid}/notes/{words_id:uuid}",
    "/my-plan/{plan_id:uuid}/sound/{number:int}/{line:str}",
}
"""What answers with a file and not with a page."""

KINDS = {"uuid": "[0-9a-f-]{36}", "int": "[0-9]+", "str": "[^/]+"}
IDS = re.compile("[0-9a-f]{8}-[0-9a-f-]{27}|(?<=/hard-words/).*")


@pytest.fixture(scope="module")
def window() -> Iterator[Chromium]:
    with chromium() as browser:
        yield browser


def test_everything_that_can_be_pressed_is_64_high_and_16_apart(
    demo: Litestar, house: Database, window: Chromium
) -> None:
    with reading(house) as session:
        rosas, marcuss, walters = (f"/my-plan/{plan_of(session, name).id}" for name in ("rosa", "marcus", "walter"))
    walks = []
    with serving(demo) as address:
        with walking(window, address, "rosa") as rosa:
            rosa.walk("/my-plan", "/my-plan/how-i-read/size", "/my-plan/how-i-read/symbols")
            for number, answer in ((3, "I don’t know"), (4, "I want to talk to someone"), (6, "Change this")):
                rosa.press(f"{rosas}/parts/{number}", answer)
            rosa.walk(f"{rosas}/parts/3", f"{rosas}/parts/3/trusted", f"{rosas}/check")
            rosa.press(f"{rosas}/check", "Send my answers")
            rosa.walk(f"{rosas}/parts/4/talk-asked")
            rosa.press("/my-plan/talk", "An advocate")
            rosa.press("/my-plan/reminders", "A message")
            rosa.press(f"{rosas}/meeting/place", "At my home")
            rosa.press(f"{rosas}/meeting/check", "Ask for this meeting")
            rosa.walk(f"{rosas}/parts/3/more", f"{rosas}/meeting")
            walks.append(rosa)
        with walking(window, address, "marcus") as marcus:
            marcus.walk("/my-plan")
            marcus.press(f"{marcuss}/signature", "I changed my mind")
            marcus.walk(
                "/my-plan", f"{marcuss}/signature", f"{marcuss}/signature/change", f"{marcuss}/signature/parts/7"
            )
            walks.append(marcus)
        with walking(window, address, "walter") as walter:
            walter.walk("/my-plan", f"{walters}/print")
            walks.append(walter)
        with walking(window, address, "gail") as gail:
            gail.walk("/my-plan")
            walks.append(gail)
    found = [f"{path}: {one}" for walk in walks for path, several in walk.found.items() for one in several]
    assert not found, "\n".join(found)
    assert not never_walked(demo, [path for walk in walks for path in walk.found])


@dataclass
class Walk:
    """One visitor in their room, and what is too small on each page they came by."""

    visit: Visit
    found: dict[str, list[str]] = field(default_factory=dict)

    def walk(self, *begin: str) -> None:
        """These pages, and every kind of page that links lead to and that was not seen yet; everything unfolded."""
        todo = list(begin)
        for place, path in enumerate(todo):
            if place < len(begin) or IDS.sub("…", path) not in {IDS.sub("…", seen) for seen in self.found}:
                self.visit.open(path)
                self.look()
                links = self.visit.page.locator("a[href^='/my-plan']").all()
                hrefs = [(link.get_attribute("href") or "").split("#")[0] for link in links]
                todo += [href for href in hrefs if not re.search("/copy/|/notes/|/signature/page|/sound/", href)]

    def press(self, path: str, button: str) -> None:
        """One button of a page, and the pages from there."""
        page = self.visit.open(path)
        self.look()
        page.locator("main button", has_text=button).first.click()
        page.wait_for_load_state()
        self.look()
        self.walk(page.url.removeprefix(self.visit.address))

    def look(self) -> None:
        page = self.visit.page
        assert page.locator("body.person").count(), page.url
        page.evaluate("document.querySelectorAll('details').forEach((one) => { one.open = true; })")
        self.found.setdefault(page.url.removeprefix(self.visit.address), []).extend(too_small(page))


@contextmanager
def walking(window: Chromium, address: str, name: str) -> Iterator[Walk]:
    """Somebody of the cast, signed in on a phone."""
    with visiting(window, address, size=PHONE) as visit:
        page = visit.open("/sign-in")
        page.fill("#sign_in_name", name)
        page.fill("#password", PASSWORD)
        page.click("main button.main")
        page.wait_for_load_state()
        yield Walk(visit)


def never_walked(app: Litestar, paths: list[str]) -> list[str]:
    """Addresses of the room that answer with a page and that nobody came by."""
    missing = []
    for route in app.routes:
        if route.path.startswith("/my-plan") and route.path not in FILES and "GET" in getattr(route, "methods", ()):
            pattern = re.sub(r"{\w+:(\w+)}", lambda found: KINDS[found[1]], route.path)
            if not any(re.fullmatch(pattern, path.split("?")[0]) for path in paths):
                missing.append(route.path)
    return missing
