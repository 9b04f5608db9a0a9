"""Every page in a language nobody speaks: what is left in English was written past the translators."""

import html
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
from tests.web.pseudo import ACCENTED, in_pseudo, speak_as_before, speak_pseudo
from tests.web.untranslated import Written, untranslated
from web import sessions

READERS = {
    "rosa": "Rosa Delgado",
    "marcus": "Marcus Webb",
    "walter": "Walter Lindqvist",
    "gail": "Marcus Webb",
    "leo": "Rosa Delgado",
    "sam": "Tom Baptiste",
    "lena": "Rosa Delgado",
    "grace": "Nadia Petrov",
    "dana": "Delia Finch",
    "bev": "Rosa Delgado",
    "avery": "Rosa Delgado",
}
"""Whose pages are read by whom: participants, a guardian, a supporter, and each kind of staff."""

STAYS_ENGLISH = re.compile(
    r"/prompts|/suggestions|/easy-read/|/disagreement$|/import$|/compare/|/placing$|/edit$|/draft$|/mode$|/device-keeping$"
    r"|^/deadlines|^/signing|^/meetings/|^/agency-words|/history$"
)
"""Pages of staff with sentences that docs/tongues.md says are not translated: rules with their citations, hints, prompts."""


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


def addresses(session: Session, full_name: str) -> list[str]:
    ids = dict(record_of(session, full_name).ids)
    found: dict[str, None] = {}
    for address in ROUTES:
        method, path = address.split(" ", 1)
        names = set(re.findall(r"{(\w+)}", path))
        if method == "GET" and names <= set(ids) and not path.startswith(("/static", "/health")):
            for number in range(1, 8) if "number" in names and "signature" not in path else [1]:
                plain = path.format(**{**ids, "number": number})
                if not STAYS_ENGLISH.search(plain):
                    found.setdefault(plain)
    return list(found)


@pytest.mark.parametrize("who", READERS)
def test_no_word_of_a_page_is_left_untranslated(pseudo: Litestar, house: Database, who: str) -> None:
    browser = reader(pseudo, house, who)
    with reading(house) as session:
        written, paths = Written(session), addresses(session, READERS[who])
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


@pytest.mark.parametrize("path", ["/sign-in", "/coming-in", "/set-up/no-such-link", "/no/such/page"])
def test_no_word_is_left_before_anybody_signs_in(pseudo: Litestar, house: Database, path: str) -> None:
    answer = Browser(pseudo).client.get(f"{path}?language={ACCENTED}", headers={"accept": "text/html"})
    with reading(house) as session:
        written = Written(session)
    assert in_pseudo("Sign in") in html.unescape(answer.text) or path != "/sign-in"
    assert untranslated(parse_page(answer.text), written) == []


@pytest.mark.parametrize(
    ("page", "left"),
    [
        ("<p>[!!! Šîĝñ îñ !!!]</p>", []),
        ("<p>[!!! Šîĝñ îñ !!!] zeppelins</p>", ["zeppelins"]),
        ("<p>[!!! Öþéñ ⟦the zeppelin⟧ !!!]</p>", ["the zeppelin"]),
        ('<p lang="en">Staff wrote this.</p>', []),
        ('<a aria-label="Close" href="/">[!!! ẋ !!!]</a>', ["Close"]),
        ("<p>Rosa Delgado</p>", []),
    ],
)
def test_untranslated_words_are_found(house: Database, page: str, left: list[str]) -> None:
    tree = parse_page(
        f'<!doctype html><html lang="en-XA"><head><title>[!!! ẋ !!!]</title></head><body>{page}</body></html>'
    )
    with reading(house) as session:
        assert untranslated(tree, Written(session)) == left
