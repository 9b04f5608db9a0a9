"""A house that is looked at by many: sessions without a password typed, and every page that links lead to."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta, tzinfo
from functools import cached_property
from itertools import count
from urllib.parse import urldefrag
from uuid import UUID

import pytest
from litestar import Litestar
from litestar.testing import TestClient
from playwright.sync_api import Page
from sqlmodel import select

from engine import clock
from engine.accounts import Account, AccountRole, WebSession
from engine.database import Database, reading, writing
from engine.reading import ReadingPreference
from engine.sittings import Help, Sitting
from tests.cast import NOW, plan_of
from tests.web.browser import ORIGIN
from tests.web.chromium import PHONE, Chromium, Visit, visiting
from tests.web.house_rules import parse_page
from web import sessions

KINDS = {"uuid": "[0-9a-f-]{36}", "int": "[0-9]+", "str": "[^/]+", "path": ".+"}


def slow_clock(patch: pytest.MonkeyPatch) -> None:
    """A thousandth of a second goes by each time somebody asks: in order, and never another minute on a page."""
    ticks = count()

    class Slowly(datetime):
        @classmethod
        def now(cls, tz: tzinfo | None = None) -> datetime:  # type: ignore[override]
            return (NOW + timedelta(milliseconds=next(ticks))).astimezone(tz)

    patch.setattr(clock, "datetime", Slowly)


@dataclass
class Proving:
    """The application, its records, and where it is served."""

    app: Litestar
    house: Database
    address: str

    def plan(self, who: str) -> UUID:
        with reading(self.house) as session:
            return plan_of(session, who).id

    def room(self, who: str) -> str:
        return f"/my-plan/{self.plan(who)}"

    def token(self, who: str, *, helped: str = Help.NOBODY, locked: bool = False, sure: bool = True) -> str:
        """A live session of somebody of the cast who has said who is with them; nobody's where `who` is empty."""
        with writing(self.house) as session:
            account = session.exec(select(Account).where(Account.sign_in_name == who)).one()
            role = session.exec(select(AccountRole.role).where(AccountRole.account_id == account.id)).first()
            assert role is not None
            token = sessions.begin(session, account.id, role=role, at=clock.now())
            row = session.get_one(WebSession, sessions.digest_of(token))
            row.confirmed_at = clock.now() if sure else None
            row.locked_at = clock.now() if locked else None
            sitting = session.get(Sitting, row.sitting_id) if row.sitting_id else None
            if sitting is not None:
                sitting.helped_by_kind = helped
        return token

    def reads(self, who: str, **choices: object) -> None:
        """How somebody likes to read from now on."""
        with writing(self.house) as session:
            account = session.exec(select(Account).where(Account.sign_in_name == who)).one()
            row = session.get(ReadingPreference, account.id)
            row = row or ReadingPreference(account_id=account.id, changed_at=clock.now())
            for name, value in choices.items():
                setattr(row, name, value)
            session.add(row)

    def client(self, who: str) -> TestClient[Litestar]:
        made = TestClient(self.app, base_url=ORIGIN, raise_server_exceptions=False)
        if who:
            made.cookies.set("ownwords", self.token(who))
        return made

    @contextmanager
    def visit(
        self,
        window: Chromium,
        who: str,
        *,
        size: tuple[int, int] = PHONE,
        script: bool = True,
        touch: bool = False,
        **more: object,
    ) -> Iterator[Visit]:
        """A window in which somebody is signed in."""
        with visiting(window, self.address, size=size, script=script, touch=touch) as visit:
            if who:
                self.come_in(visit.page, who, **more)
            yield visit

    def come_in(self, page: Page, who: str, **more: object) -> None:
        page.context.add_cookies([{"name": "ownwords", "value": self.token(who, **more), "url": self.address}])  # type: ignore[arg-type]

    @cached_property
    def patterns(self) -> dict[str, re.Pattern[str]]:
        """Every address that can be opened, as the router has it."""
        return {
            route.path: re.compile(re.sub(r"{\w+:(\w+)}", lambda found: KINDS[found[1]], route.path))
            for route in self.app.routes
            if "GET" in getattr(route, "methods", ())
        }

    def pattern_of(self, path: str) -> str:
        plain = path.split("?")[0]
        fitting = [name for name, pattern in self.patterns.items() if pattern.fullmatch(plain)]
        return min(fitting, key=lambda name: name.count("{")) if fitting else ""

    def pages(self, who: str, *begin: str, token: str = "") -> list[str]:
        """The pages somebody comes by when they follow links: where they begin, and one more of every kind. No files."""
        client, found = self.client(who), list[str]()
        if token:
            client.cookies.set("ownwords", token)
        waiting, seen, kinds = [*begin], {*begin}, set[str]()
        while waiting:
            path = waiting.pop(0)
            kind = self.pattern_of(path)
            if kind in kinds and path not in begin:
                continue
            answer = client.get(path, headers={"accept": "text/html"}, follow_redirects=False)
            links = [answer.headers.get("location", "")]
            if not links[0] and answer.headers.get("content-type", "").startswith("text/html"):
                kinds.add(kind)
                found.append(path)
                links = [link.get("href") or "" for link in parse_page(answer.text).iter("a")]
            new = dict.fromkeys(urldefrag(link)[0] for link in links if link.startswith("/"))
            waiting += [to for to in new if to not in seen]
            seen.update(new)
        return found
