"""A visitor without a screen: opens pages of the application, fills in forms, and refuses a page that breaks the house.

Every page it opens is checked, so accessibility and the house's words are tested by every test that opens a page.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlsplit

from litestar import Litestar
from litestar.testing import TestClient

from tests.web.house_rules import Tree, check_page, controls, parse_page, text_of

ORIGIN = "http://testserver.local"

_WARNING = re.compile(r"^(?:Error|Hay un error): ")


@dataclass(frozen=True)
class Opened:
    """A page as it arrived, already found to keep the house rules."""

    status: int
    path: str
    html: str
    tree: Tree

    @property
    def title(self) -> str:
        """The title without the product's name and without the word that warns of errors."""
        found = self.tree.find(".//title")
        return _WARNING.sub("", text_of(found)).removesuffix(" – Ownwords") if found is not None else ""

    @property
    def text(self) -> str:
        """Everything that can be read, with single spaces."""
        body = self.tree.find(".//body")
        return " ".join(text_of(body).split()) if body is not None else ""

    @property
    def quotes(self) -> list[str]:
        """The captured words on the page, the person's own and other people's, code point for code point."""
        return [
            text_of(quote)
            for figure in self.tree.iter("figure")
            if {"own-words", "reported-words"} & set((figure.get("class") or "").split())
            for quote in figure.iter("blockquote")
        ]

    @property
    def links(self) -> dict[str, str]:
        """Address by words. Of links with the same words, the first."""
        found: dict[str, str] = {}
        for link in self.tree.iter("a"):
            found.setdefault(" ".join(text_of(link).split()), link.get("href") or "")
        return found

    def form(self, action: str) -> dict[str, list[str]]:
        """What the form with this action would send if nothing was touched."""
        for form in self.tree.iter("form"):
            if form.get("action") == action:
                return controls(form)
        actions = sorted({form.get("action") or "" for form in self.tree.iter("form")})
        raise AssertionError(f"{self.path} has no form for {action}; it has {actions}")


class Browser:
    """One visitor with their own cookies. `visit` and `submit` follow redirects and check each page they end on."""

    def __init__(self, app: Litestar) -> None:
        self.client: TestClient[Litestar] = TestClient(app, base_url=ORIGIN, raise_server_exceptions=False)
        self.page: Opened | None = None

    def visit(self, path: str, *, status: int = 200) -> Opened:
        """Open an address, as a click or the address line would."""
        return self._arrived(self.client.get(path, headers={"accept": "text/html"}), status)

    def click(self, words: str, *, status: int = 200) -> Opened:
        """Follow the link with these words on the page that is open."""
        page = self._open_page()
        assert words in page.links, f"{page.path} has no link “{words}”; it has {sorted(page.links)}"
        return self.visit(page.links[words], status=status)

    def submit(
        self,
        action: str,
        values: Mapping[str, str | list[str]] | None = None,
        *,
        files: Mapping[str, tuple[str, bytes]] | None = None,
        status: int = 200,
    ) -> Opened:
        """Send the form with this action from the page that is open, with some fields filled in anew."""
        sent = self._open_page().form(action)
        for name, value in (values or {}).items():
            sent[name] = value if isinstance(value, list) else [value]
        headers = {"origin": ORIGIN, "sec-fetch-site": "same-origin"}
        # A browser writes every line break of a form as CR LF.
        data = {name: [_as_a_browser_sends(value) for value in found] for name, found in sent.items()}
        answer = self.client.post(action, data=data, files=dict(files) if files else None, headers=headers)
        return self._arrived(answer, status)

    def part(self, path: str) -> str:
        """What htmx would be given for this address."""
        answer = self.client.get(path, headers={"hx-request": "true", "hx-request-type": "partial"})
        assert "HX-Request" in answer.headers.get("vary", "")
        return answer.text

    def _open_page(self) -> Opened:
        assert self.page is not None, "No page is open yet."
        return self.page

    def _arrived(self, answer: object, status: int) -> Opened:
        html = answer.text  # type: ignore[attr-defined]
        path = urlsplit(str(answer.url)).path  # type: ignore[attr-defined]
        found = answer.status_code  # type: ignore[attr-defined]
        assert found == status, f"{path} answered {found}, not {status}:\n{html[:2000]}"
        tree = parse_page(html)
        check_page(tree, html, path=path, headers=answer.headers)  # type: ignore[attr-defined]
        self.page = Opened(status=found, path=path, html=html, tree=tree)
        return self.page


def _as_a_browser_sends(value: str) -> str:
    return value.replace("\r\n", "\n").replace("\r", "\n").replace("\n", "\r\n")
