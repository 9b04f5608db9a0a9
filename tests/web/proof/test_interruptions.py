"""Whatever interrupts a press: no answer is lost, none is doubled, and the page afterwards says what is true."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass

import pytest
from litestar import Litestar
from playwright.sync_api import Locator, Page, Route, expect
from sqlmodel import Session, select

from engine import clock
from engine.accounts import Account, WebSession
from engine.database import Database, reading, writing
from engine.presses import Press, UnsentWords
from engine.rounds import Answer, open_round
from engine.signatures import signatures_of
from tests.attacks.attacker import everything_verifies
from tests.cast import plan_of
from tests.web.chromium import PHONE, Chromium, serving, visiting
from tests.web.proof.lived_in import Proving
from tests.web.proof.states import browser
from workflows.demo import PASSWORD

pytestmark = pytest.mark.browser

WORDS = "Not at night.  “ever”"


@dataclass(frozen=True)
class Step:
    """One press of a round: where, what is typed, which button, how often it is in the records, and what the page then says."""

    who: str
    path: str
    button: str
    kept: Callable[[Session], int]
    then: str
    says: str
    typed: str = ""
    unfold: str = ""
    first: str = ""


def presses(reply: str) -> Callable[[Session], int]:
    return lambda session: len(session.exec(select(Press).where(Press.reply == reply)).all())


def words(session: Session) -> int:
    return len(session.exec(select(UnsentWords)).all())


def sent(session: Session) -> int:
    current = open_round(session, plan_of(session, "rosa").id)
    assert current is not None
    return len(session.exec(select(Answer).where(Answer.round_id == current.id)).all())


def outcomes(outcome: str) -> Callable[[Session], int]:
    def count(session: Session) -> int:
        version = plan_of(session, "Priscilla Okafor").working_version_id
        assert version is not None
        return len([row for row in signatures_of(session, version) if row.outcome == outcome])

    return count


PART, CHECK, SIGN = "{room}/parts/6", "{room}/check", "{room}/signature"
STEPS = {
    "answer": Step("rosa", PART, "Yes, this is right", presses("yes"), PART, "You said “Yes, this is right”."),
    "words": Step("rosa", f"{PART}/words", "Save my words", words, f"{PART}/words", WORDS, typed="#words", unfold="Write it"),
    "undo": Step("rosa", PART, "Take my answer back", presses(""), PART, "Did we get this right?", first="yes"),
    "send": Step("rosa", CHECK, "Send my answers", sent, CHECK, "You sent what you answered.", first="yes"),
    "sign": Step("cilla", f"{SIGN}/by/name", "I sign my plan", outcomes("signed"), SIGN, "You signed this on March 20, 2026.", typed="#written_name"),
    "decline": Step("cilla", f"{SIGN}/no", "I say no to signing", outcomes("declined"), SIGN, "You said no to signing on March 20, 2026."),
}  # fmt: skip


@dataclass
class Scene:
    """Somebody about to press."""

    step: Step
    page: Page
    proving: Proving

    def begin(self, page: Page | None = None) -> Page:
        """The page of the step, with everything typed and nothing pressed."""
        here = page or self.page
        here.goto(self.address(self.step.path))
        if self.step.unfold:
            here.locator("summary", has_text=self.step.unfold).click()
        if self.step.typed:
            here.fill(self.step.typed, WORDS)
        return here

    def press(self, page: Page | None = None) -> None:
        here = page or self.page
        with here.expect_navigation():
            self.button(here).click()

    def button(self, page: Page) -> Locator:
        return page.get_by_role("button", name=self.step.button, exact=True)

    def address(self, path: str) -> str:
        return self.proving.address + path.format(room=self.proving.room(self.step.who))

    def kept(self) -> int:
        with reading(self.proving.house) as session:
            return self.step.kept(session)

    def says_so(self, page: Page | None = None) -> bool:
        here = page or self.page
        here.goto(self.address(self.step.then))
        return squashed(self.step.says) in squashed(here.inner_text("main"))


def squashed(text: str) -> str:
    return " ".join(text.split())


@contextmanager
def scene(demo: Litestar, house: Database, window: Chromium, name: str) -> Iterator[Scene]:
    step = STEPS[name]
    with serving(demo) as address, visiting(window, address, size=PHONE) as visit:
        proving = Proving(demo, house, address)
        if step.first:
            visitor, path = browser(proving, step.who), f"{proving.room(step.who)}/parts/6"
            visitor.visit(path)
            visitor.submit(path, {"answer": step.first})
        proving.come_in(visit.page, step.who)
        yield Scene(step, visit.page, proving)
    everything_verifies(house)


def twice(scene: Scene) -> None:
    page = scene.begin()
    with page.expect_navigation():
        scene.button(page).dblclick(no_wait_after=True)
    page.wait_for_timeout(300)


def reloaded(scene: Scene) -> None:
    page = scene.begin()
    scene.press()
    page.reload()
    page.reload()


def back(scene: Scene) -> None:
    page = scene.begin()
    scene.press()
    page.go_back()
    page.go_forward()


def killed_while_it_is_sent(scene: Scene) -> None:
    page = scene.begin()
    before = scene.kept()
    scene.button(page).click(no_wait_after=True)
    page.close()
    scene.page = page.context.new_page()
    scene.page.wait_for_timeout(300)
    if scene.kept() == before:
        scene.begin()
        scene.press()


def without_a_network(scene: Scene) -> None:
    """Nothing is sent and the page stays, with everything typed; it says so, and a second press is kept once."""
    page = scene.begin()
    before = scene.kept()
    page.context.set_offline(True)
    scene.button(page).click()
    expect(page.get_by_role("alert")).to_contain_text("Nothing is lost.")
    assert scene.kept() == before
    page.context.set_offline(False)
    if scene.step.typed:
        expect(page.locator(scene.step.typed)).to_have_value(WORDS)
    scene.press()


def the_answer_never_arrives(scene: Scene) -> None:
    """The server has it, and what it says back is lost on the way: whoever looks again finds it there."""
    page, sent_on = scene.begin(), list[str]()

    def cut(route: Route) -> None:
        if route.request.method == "POST":
            route.fetch(max_redirects=0)
            sent_on.append(route.request.url)
            route.abort()
        else:
            route.fallback()

    page.route("**/*", cut)
    scene.button(page).click(no_wait_after=True)
    while not sent_on:
        page.wait_for_timeout(50)
    scene.page = page.context.new_page()


def locked(scene: Scene) -> None:
    """The screen locks while somebody reads; the press is held, and goes on after unlocking."""
    page = scene.begin()
    with writing(scene.proving.house) as session:
        account = session.exec(select(Account.id).where(Account.sign_in_name == scene.step.who)).one()
        for row in session.exec(select(WebSession).where(WebSession.account_id == account)):
            row.locked_at = clock.now()
            session.add(row)
    before = scene.kept()
    scene.press()
    assert scene.kept() == before
    page.fill("#password", PASSWORD)
    with page.expect_navigation():
        page.get_by_role("button", name="Unlock").click()
    assert page.url.endswith("/held")
    with page.expect_navigation():
        page.locator("main button.main").click()


def two_tabs(scene: Scene) -> None:
    """The same page stands open twice, and is pressed in both."""
    scene.begin()
    other = scene.page.context.new_page()
    scene.begin(other)
    scene.press()
    scene.press(other)


ONCE = (twice, reloaded, back, killed_while_it_is_sent, without_a_network, the_answer_never_arrives, locked)


@pytest.mark.parametrize("name", STEPS)
@pytest.mark.parametrize("interruption", ONCE, ids=lambda one: one.__name__)
def test_it_is_kept_once_and_the_page_says_so(
    demo: Litestar, house: Database, window: Chromium, name: str, interruption: Callable[[Scene], None]
) -> None:
    with scene(demo, house, window, name) as there:
        before = there.kept()
        interruption(there)
        assert there.says_so()
        assert there.kept() == before + 1


@pytest.mark.parametrize("name", STEPS)
def test_in_two_tabs_nothing_is_lost_and_the_second_says_what_is_true(
    demo: Litestar, house: Database, window: Chromium, name: str
) -> None:
    with scene(demo, house, window, name) as there:
        before = there.kept()
        two_tabs(there)
        assert there.says_so()
        assert there.kept() >= before + 1


def test_half_typed_words_are_not_given_out_as_kept(demo: Litestar, house: Database, window: Chromium) -> None:
    with scene(demo, house, window, "words") as there:
        page = there.begin()
        before = there.kept()
        page.close()
        there.page = page.context.new_page()
        assert not there.says_so()
        assert there.kept() == before
