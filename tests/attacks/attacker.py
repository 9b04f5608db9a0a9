"""A signed-in visitor who sends whatever they like: any field, any header, any address."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote_plus, urldefrag
from uuid import UUID

from litestar import Litestar
from litestar.testing import TestClient
from sqlmodel import select

from engine import clock
from engine.accounts import Account
from engine.database import Database, reading, writing
from engine.verification import verify
from tests.web.browser import ORIGIN
from tests.web.house_rules import controls, parse_page
from web import sessions
from workflows.demo.cast import MEMBERS

OURS = {"origin": ORIGIN, "sec-fetch-site": "same-origin"}
URL_ENCODED = "application/x-www-form-urlencoded"


@dataclass(frozen=True)
class Found:
    """A form on a page, as it would be sent untouched."""

    page: str
    action: str
    fields: dict[str, list[str]]


class Attacker:
    """One of the cast (or nobody, with an empty name), with raw requests."""

    def __init__(self, app: Litestar, database: Database, name: str) -> None:
        self.client: TestClient[Litestar] = TestClient(app, base_url=ORIGIN, raise_server_exceptions=False)
        self.csrf = ""
        self.account_id: UUID | None = None
        if name:
            with writing(database) as session:
                account = session.exec(select(Account).where(Account.sign_in_name == name)).one()
                self.account_id = account.id
                token = sessions.begin(session, account.id, role=MEMBERS[name].role, at=clock.now())
                # Whoever attacks knows their own password, and gave it a moment ago.
                session.get_one(sessions.WebSession, sessions.digest_of(token)).confirmed_at = clock.now()
            with reading(database) as session:
                row = session.get(sessions.WebSession, sessions.digest_of(token))
                assert row is not None
                self.csrf = row.csrf
            self.client.cookies.set("ownwords", token)

    def get(self, path: str, **headers: str) -> Any:
        """Open an address and stay there."""
        return self.client.get(path, headers=headers, follow_redirects=False)

    def send(self, action: str, fields: Mapping[str, str | bytes | list[str]], *, headers: Any = None) -> Any:
        """Post these fields, with this session's own token unless the fields bring one."""
        body = _encoded({"csrf_token": self.csrf, **fields})
        return self.client.post(
            action,
            content=body,
            headers={**OURS, "content-type": URL_ENCODED, **(headers or {})},
            follow_redirects=False,
        )

    def upload(self, action: str, fields: Mapping[str, str], files: Mapping[str, tuple[str, bytes]]) -> Any:
        """Post a form with files."""
        return self.client.post(
            action,
            data={"csrf_token": self.csrf, **fields},
            files=dict(files),
            headers=OURS,
            follow_redirects=False,
        )

    def crawl(self, *, most: int = 60) -> Iterator[tuple[str, Any]]:
        """Every page that can be reached by links from the start page, each shape of address once or twice."""
        waiting, seen, shapes = ["/"], {"/"}, dict[str, int]()
        while waiting and most:
            path = waiting.pop(0)
            answer = self.get(path)
            most -= 1
            yield path, answer
            if not answer.headers.get("content-type", "").startswith("text/html") or answer.status_code != 200:
                if location := answer.headers.get("location"):
                    waiting.append(location)
                continue
            for link in parse_page(answer.text).iter("a"):
                to = urldefrag(link.get("href") or "")[0]
                shape = shape_of(to)
                if to.startswith("/") and to not in seen and shapes.get(shape, 0) < 4:
                    seen.add(to)
                    shapes[shape] = shapes.get(shape, 0) + 1
                    waiting.append(to)

    def forms(self, *, most: int = 60) -> list[Found]:
        """The forms of every page that was reached, one of each shape for each page."""
        found: dict[tuple[str, str], Found] = {}
        for path, answer in self.crawl(most=most):
            if answer.status_code != 200 or not answer.headers["content-type"].startswith("text/html"):
                continue
            for form in parse_page(answer.text).iter("form"):
                action = form.get("action") or ""
                if form.get("method") == "post" and action not in ("/sign-out", "/acting-as", "/lock"):
                    fields = controls(form)
                    found.setdefault((path, shape_of(action) + repr(sorted(fields))), Found(path, action, fields))
        return list(found.values())


def shape_of(path: str) -> str:
    """An address with its ids taken out."""
    return "/".join(
        "ID" if len(part) == 36 and part.count("-") == 4 else part for part in path.split("?")[0].split("/")
    )


def everything_verifies(database: Database) -> None:
    """Chains, replays, versions and quotes are as they were written."""
    report = verify(database)
    assert report.ok, [finding.sentence for finding in report.findings]


def _encoded(fields: Mapping[str, str | bytes | list[str]]) -> bytes:
    pairs = []
    for name, value in fields.items():
        for one in value if isinstance(value, list) else [value]:
            raw = one if isinstance(one, bytes) else one.encode()
            pairs.append(f"{quote_plus(name)}={quote_plus(raw)}")
    return "&".join(pairs).encode()
