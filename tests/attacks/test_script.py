"""Text that would like to be script, in every place that shows what somebody typed, in a real browser: it stays text."""

from collections.abc import Callable, Iterator
from urllib.parse import urldefrag
from uuid import UUID, uuid4

import pytest
from litestar import Litestar
from sqlalchemy import update
from sqlmodel import Session, col, select

from engine.accounts import Account
from engine.database import Database, reading, writing
from engine.people import Person, Team
from engine.plans import Plan, Standing
from engine.quotes import quotes_of
from tests.attacks.attacker import Attacker, Found, shape_of
from tests.cast import plan_of
from tests.web.chromium import Visit, chromium, serving, visiting
from workflows.demo.cast import MEMBERS

EVIL = (
    "\"'><img src=x onerror=alert(1)><script>alert(1)</script><svg onload=alert(1)></svg>"
    '<a href="javascript:alert(1)" hx-get="/people" hx-trigger="load">x</a>'
    "</textarea></title><iframe srcdoc='<script>alert(1)</script>'></iframe>{{ 7*7 }}${7*7}"
)
MARK = "{{ 7*7 }}"
FOOTHOLDS = "img[src='x'], a[href^='javascript:'], svg[onload], iframe, [hx-trigger='load'], [onerror], [srcdoc]"
"""What would stand in a page if the text had become markup."""


@pytest.fixture
def poisoned(house: Database, attack_as: Callable[[str], Attacker]) -> Database:
    """Everybody's name is an attack, and everybody who can type has typed one wherever a form let them."""
    with writing(house) as session:
        for name in MEMBERS:
            session.execute(update(Account).where(col(Account.sign_in_name) == name).values(name=f"{name} {EVIL}"))
        session.execute(update(Person).values(preferred_name=f"Al {EVIL}"))
        session.execute(update(Team).values(name=col(Team.name) + EVIL))
    for who in ("sam", "rosa", "gail", "bev"):
        attacker = attack_as(who)
        for form in attacker.forms(most=60):
            if _is_gentle(form):
                attacker.send(form.action, _typed(form))
    return house


def _is_gentle(form: Found) -> bool:
    """Forms that write text, without those that end a plan's road or sign for the rest of this test."""
    return "/moves/" not in form.action and "/remove" not in form.action and "signature" not in form.action


def _typed(form: Found) -> dict[str, str | bytes | list[str]]:
    sent: dict[str, str | bytes | list[str]] = dict(form.fields)
    sent.pop("csrf_token", None)
    guess = {"keep": "participant", "method": "spoken", "kind": "label", "answer": "change", "decision": "keep"}
    for name, values in form.fields.items():
        if values == [""]:
            day = name in {"on"} or name.endswith("_on")
            sent[name] = "2026-03-19" if day else EVIL
        elif name.startswith("text-") or f"was-{name}" in form.fields:
            sent[name] = EVIL
    return {**sent, **{name: value for name, value in guess.items() if name in form.fields or name == "answer"}}


@pytest.mark.browser
@pytest.mark.parametrize("who", ["sam", "rosa", "priya"])
def test_text_stays_text_on_every_page(
    who: str, poisoned: Database, demo: Litestar, attack_as: Callable[[str], Attacker]
) -> None:
    token = attack_as(who).client.cookies["ownwords"]
    shown = 0
    with serving(demo) as address, chromium() as browser, visiting(browser, address) as visit:
        visit.page.context.add_cookies([{"name": "ownwords", "value": token, "url": address}])
        dialogs: list[str] = []
        visit.page.on("dialog", lambda dialog: (dialogs.append(dialog.message), dialog.dismiss()))
        for path in _walk(visit, most=28 if who == "sam" else 10):
            assert not dialogs, path
            assert not visit.complaints, (path, visit.complaints)
            assert visit.page.locator(FOOTHOLDS).count() == 0, path
            shown += MARK in visit.page.content()
        elsewhere = [url for url in visit.asked_for if not url.startswith(address)]
    assert not elsewhere
    assert shown > 3


def _walk(visit: Visit, *, most: int) -> Iterator[str]:
    """Opens page after page by the links on them, two of each kind; each is looked at while it is open."""
    waiting, seen, shapes = ["/"], {"/"}, dict[str, int]()
    while waiting and most:
        most -= 1
        path = waiting.pop(0)
        visit.open(path)
        yield path
        for link in visit.page.eval_on_selector_all("a[href]", "all => all.map(a => a.getAttribute('href'))"):
            to = urldefrag(link)[0]
            shape = shape_of(to)
            is_page = to.startswith("/") and "/document" not in to and ".csv" not in to
            if is_page and to not in seen and shapes.get(shape, 0) < 2:
                seen.add(to)
                shapes[shape] = shapes.get(shape, 0) + 1
                waiting.append(to)


def test_what_was_typed_is_kept_letter_for_letter(attack_as: Callable[[str], Attacker], house: Database) -> None:
    rosa = attack_as("rosa")
    with reading(house) as session:
        plan = plan_of(session, "rosa").id
    words = f"{EVIL}\r\n=1+1 '; DROP TABLE plan; -- \u202e\u200d\U0001f98a"
    assert (
        rosa.send(f"/my-plan/{plan}/talk", {"command": str(uuid4()), "words": words, "who": "coordinator"}).status_code
        == 303
    )
    with reading(house) as session:
        assert words.replace("\r\n", "\n") in _all_words(session, plan)


def _all_words(session: Session, plan: UUID) -> list[str | None]:
    return [quote.text for quote in quotes_of(session, session.get_one(Plan, plan).person_id)]


def test_a_poisoned_house_was_really_poisoned(poisoned: Database) -> None:
    with reading(poisoned) as session:
        drafts = session.exec(select(Plan).where(Plan.standing == Standing.DRAFT)).all()
        rosa = plan_of(session, "rosa")
        assert drafts
        assert any(words and MARK in words for words in _all_words(session, rosa.id))
