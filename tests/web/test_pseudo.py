"""Every page in a language nobody speaks: what is left in English was written past the translators."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from litestar import Litestar
from sqlmodel import Session, select

from engine.accounts import Account, AccountRole
from engine.database import Database, reading, writing
from tests.cast import NOW
from tests.web.browser import Browser
from tests.web.house_rules import parse_page
from tests.web.permitted import ROUTES, record_of
from tests.web.pseudo import ACCENTED, speak_as_before, speak_pseudo
from tests.web.untranslated import Written, untranslated
from web import sessions

PEOPLE = ["Rosa Delgado", "Marcus Webb", "Delia Finch", "Nadia Petrov", "Tom Baptiste", "Elena Ruiz Paz"]


@pytest.fixture
def pseudo(demo: Litestar, house: Database, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[Litestar]:
    speak_pseudo(monkeypatch, tmp_path)
    yield demo
    speak_as_before()


def reader(app: Litestar, house: Database, who: str) -> Browser:
    with writing(house) as session:
        account = session.exec(select(Account).where(Account.sign_in_name == who)).one()
        account.language = ACCENTED
        session.add(account)
        role = session.exec(select(AccountRole.role).where(AccountRole.account_id == account.id)).one()
        token = sessions.begin(session, account.id, role=role, at=NOW)
    browser = Browser(app)
    browser.client.cookies.set("ownwords", token)
    return browser


def addresses(session: Session) -> list[str]:
    found: dict[str, None] = {}
    for address in ROUTES:
        method, path = address.split(" ", 1)
        names = set(re.findall(r"{(\w+)}", path))
        if method != "GET" or path.startswith(("/static", "/health")):
            continue
        for person in PEOPLE:
            ids = dict(record_of(session, person).ids)
            if names <= set(ids):
                for number in range(1, 8) if "number" in names else [1]:
                    found.setdefault(path.format(**{**ids, "number": number}))
    return list(found)


@pytest.mark.parametrize(
    "who", ["rosa", "marcus", "elena", "gail", "leo", "charlie", "sam", "lena", "grace", "priya", "dana", "bev", "ada", "avery"]
)
def test_no_word_of_a_page_is_left_untranslated(pseudo: Litestar, house: Database, who: str) -> None:
    browser = reader(pseudo, house, who)
    with reading(house) as session:
        written, paths = Written(session), addresses(session)
    left: dict[str, list[str]] = {}
    pages = 0
    for path in paths:
        answer = browser.client.get(path, headers={"accept": "text/html"}, follow_redirects=False)
        if answer.headers.get("content-type", "").startswith("text/html") and answer.status_code == 200:
            pages += 1
            for words in untranslated(parse_page(answer.text), written):
                left.setdefault(words, []).append(path)
    assert pages > 3
    assert not left, "\n" + "\n".join(f"{words!r}: {places[0]} ({len(places)})" for words, places in left.items())
