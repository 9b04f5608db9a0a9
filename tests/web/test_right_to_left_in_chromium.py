"""A page that runs from right to left, in a real browser: nothing sideways, everything on its proper side."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from litestar import Litestar
from playwright.sync_api import Page
from sqlmodel import Session, select

from engine.accounts import Account, AccountRole
from engine.database import Database, reading, writing
from tests.cast import NOW, plan_of
from tests.web.chromium import DESK, PHONE, Chromium, chromium, serving, visiting
from tests.web.pseudo import RIGHT_TO_LEFT, speak_as_before, speak_pseudo
from web import sessions

pytestmark = pytest.mark.browser

SIDES = """() => [...document.querySelectorAll("figure.own-words")].map((e) => {
  const box = e.getBoundingClientRect(), mark = e.querySelector(".icon").getBoundingClientRect();
  const words = e.querySelector("blockquote"), style = getComputedStyle(e);
  return {
    bar: parseFloat(style.borderRightWidth) - parseFloat(style.borderLeftWidth),
    mark: (box.right - mark.right) - (mark.left - box.left),
    words: words ? getComputedStyle(words).direction : "",
  };
})"""
"""Of each quotation: its bar is at the right, its mark nearer to the right, and its words run as they always do."""

ARROWS = """() => [...document.querySelectorAll(".icon-next, .icon-back")].map((e) => getComputedStyle(e).transform)"""


@pytest.fixture(scope="module")
def window() -> Iterator[Chromium]:
    with chromium() as browser:
        yield browser


@pytest.fixture
def app(demo: Litestar, house: Database, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[Litestar]:
    speak_pseudo(monkeypatch, tmp_path)
    yield demo
    speak_as_before()


def token_of(house: Database, who: str) -> str:
    with writing(house) as session:
        account = session.exec(select(Account).where(Account.sign_in_name == who)).one()
        account.language = RIGHT_TO_LEFT
        session.add(account)
        role = session.exec(select(AccountRole.role).where(AccountRole.account_id == account.id)).one()
        return sessions.begin(session, account.id, role=role, at=NOW)


def pages_of(session: Session) -> dict[str, list[str]]:
    rosa, marcus = plan_of(session, "rosa"), plan_of(session, "marcus")
    own, beside = f"/my-plan/{rosa.id}", f"/my-plan/{marcus.id}"
    return {
        "rosa": [
            "/my-plan", "/my-plan/with-you", "/my-plan/how-i-read", "/my-plan/circle", "/my-plan/words", "/my-plan/else",
            "/my-plan/talk", "/language", f"{own}/parts/1", f"{own}/parts/5", f"{own}/parts/1/words", f"{own}/check",
        ],
        "marcus": [f"{beside}/signature", f"{beside}/read/1"],
        "leo": ["/people-you-support", f"/people-you-support/{rosa.id}/1"],
        "sam": ["/", "/people", f"/people/{rosa.person_id}", f"/plans/{rosa.id}", f"/plans/{rosa.id}/round", "/deadlines"],
    }  # fmt: skip


@pytest.mark.parametrize("size", [PHONE, DESK], ids=["phone", "desk"])
def test_pages_run_from_right_to_left(app: Litestar, house: Database, window: Chromium, size: tuple[int, int]) -> None:
    with reading(house) as session:
        walks = pages_of(session)
    wrong: list[str] = []
    quotations = arrows = 0
    with serving(app) as address:
        with visiting(window, address, size=size) as visit:
            wrong += _sideways(visit.open(f"/sign-in?language={RIGHT_TO_LEFT}"))
        for who, paths in walks.items():
            with visiting(window, address, size=size) as visit:
                cookie = {"name": "ownwords", "value": token_of(house, who), "url": address}
                visit.page.context.add_cookies([cookie])  # type: ignore[list-item]
                for path in paths:
                    page = visit.open(path)
                    assert page.url.startswith(address + path), f"{path} is not open to {who}."
                    wrong += _sideways(page)
                    for found in page.evaluate(SIDES):
                        quotations += 1
                        if found["bar"] <= 0 or found["mark"] >= 0 or found["words"] not in ("ltr", ""):
                            wrong.append(f"{path}: {found}")
                    turned = page.evaluate(ARROWS)
                    arrows += len(turned)
                    wrong += [f"{path}: an arrow that was not turned" for one in turned if "-1" not in one]
    assert not wrong, "\n".join(wrong)
    assert quotations > 3
    assert arrows > 3


def _sideways(page: Page) -> list[str]:
    direction = page.evaluate("getComputedStyle(document.documentElement).direction")
    wide, room = page.evaluate("[document.documentElement.scrollWidth, window.innerWidth]")
    wrong = [] if direction == "rtl" else [f"{page.url} runs {direction}"]
    return wrong if wide <= room else [*wrong, f"{page.url} is {wide} wide in a window of {room}"]
