"""A real browser against a real server on a port of its own: screenshots, script on and off, and axe on every page."""

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import uvicorn
from litestar import Litestar
from playwright.sync_api import Browser as Chromium
from playwright.sync_api import BrowserContext, Page, sync_playwright

from tests.programs import CHROMIUM

AXE = (Path(__file__).parent.parent / "vendor" / "axe-4.14.1.min.js").read_text(encoding="utf-8")
AXE_TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]

PHONE = (390, 844)
DESK = (1280, 900)
NARROWEST = (320, 640)

ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


@contextmanager
def chromium() -> Iterator[Chromium]:
    """Chromium as the system has it, without a screen."""
    with sync_playwright() as playwright:
        found = playwright.chromium.launch(executable_path=CHROMIUM.path(), headless=True, args=ARGUMENTS)
        try:
            yield found
        finally:
            found.close()


@contextmanager
def serving(app: Litestar) -> Iterator[str]:
    """The application on a free port; gives its address, and stops with the block."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        listener.listen(128)
        server = uvicorn.Server(uvicorn.Config(app, log_config=None, access_log=False, lifespan="on", ws="none"))
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]}, daemon=True)
        thread.start()
        try:
            while not server.started:
                thread.join(0.01)
                assert thread.is_alive(), "The server did not start."
            yield f"http://127.0.0.1:{listener.getsockname()[1]}"
        finally:
            server.should_exit = True
            thread.join(10)


@dataclass
class Visit:
    """A page in Chromium, with everything it complained about and everything it asked for."""

    page: Page
    address: str
    complaints: list[str] = field(default_factory=list)
    asked_for: list[str] = field(default_factory=list)

    def open(self, path: str) -> Page:
        """Go to a path of ours."""
        self.page.goto(self.address + path)
        return self.page

    def check(self) -> None:
        """The page asks only us, breaks no content policy, shows nothing sideways, and axe finds nothing."""
        assert not self.complaints, self.complaints
        elsewhere = [url for url in self.asked_for if not url.startswith(self.address)]
        assert not elsewhere, f"asked somebody else: {elsewhere}"
        wide, room = self.page.evaluate("[document.documentElement.scrollWidth, window.innerWidth]")
        assert wide <= room, f"{self.page.url} is {wide} wide in a window of {room}"
        found = axe(self.page)
        assert not found, f"{self.page.url}: " + "; ".join(found)


@contextmanager
def visiting(
    browser: Chromium,
    address: str,
    *,
    size: tuple[int, int] = DESK,
    dark: bool = False,
    script: bool = True,
    touch: bool = False,
) -> Iterator[Visit]:
    """A window of this size, with or without script, in light or dark, for a mouse or for fingers."""
    context: BrowserContext = browser.new_context(
        viewport={"width": size[0], "height": size[1]},
        color_scheme="dark" if dark else "light",
        java_script_enabled=script,
        reduced_motion="reduce",
        has_touch=touch,
    )
    page = context.new_page()
    visit = Visit(page=page, address=address)
    page.on("console", lambda said: visit.complaints.append(said.text) if said.type in {"error", "warning"} else None)
    page.on("pageerror", lambda error: visit.complaints.append(str(error)))
    page.on("request", lambda request: visit.asked_for.append(request.url))
    try:
        yield visit
    finally:
        context.close()


def axe(page: Page) -> list[str]:
    """What axe-core finds wrong, one sentence for each. Works under our content policy; needs script."""
    page.evaluate(AXE)
    result: dict[str, Any] = page.evaluate(
        "tags => axe.run(document, {runOnly: {type: 'tag', values: tags}})", AXE_TAGS
    )
    return [
        f"{violation['id']}: {violation['help']} ({node['target']} {node.get('failureSummary', '')})"
        for violation in result["violations"]
        for node in violation["nodes"]
    ]


def screenshot(page: Page, path: Path) -> Path:
    """The whole page as a picture."""
    page.screenshot(path=path, full_page=True)
    return path
