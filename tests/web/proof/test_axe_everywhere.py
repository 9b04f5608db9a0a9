"""axe-core on every page, for every role, by day, by night and in forced colours, and in every state: it finds nothing at all."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import expect

from engine import clock
from engine.accounts import Account, AccountRole, Role
from engine.database import open_database, writing
from engine.ids import new_id
from engine.people import Person, Team
from engine.schema import migrate
from engine.settings import Settings
from tests.attacks.attacker import shape_of
from tests.web.chromium import DESK, PHONE, Chromium, Visit, serving
from tests.web.proof.lived_in import Proving
from tests.web.proof.looks import axe, axe_colours, contrast
from tests.web.proof.states import IN_THE_ROOM, NOBODY, STAFF, tell
from web.app import create_app

pytestmark = pytest.mark.browser

LOOKED_AT_ELSEWHERE = {
    "/copies/{copy_id:uuid}": "test_copies_in_chromium",
    "/filed-pages/{filed_id:uuid}": "test_papers",
    "/how-i-sign-in/{passkey_id:uuid}": "test_passkeys_in_chromium",
    "/held": "test_locking",
    "/my-plan/reminders/often": "the tests of reminders",
    "/my-plan/{plan_id:uuid}/asked/{ask_id:uuid}": "the tests of meetings that are asked for",
    "/my-plan/{plan_id:uuid}/asked/{ask_id:uuid}/board": "the tests of meetings that are asked for",
}
STATES = {"/confirm", "/give-back", "/locked", "/my-plan/{plan_id:uuid}/sent"}
"""Looked at below, after the press that leads there."""

Begin = dict[str, list[str]]


@pytest.fixture(scope="module")
def begin(proving: Proving) -> Begin:
    return tell(proving)


@pytest.mark.parametrize("who", [*IN_THE_ROOM, *STAFF, NOBODY], ids=lambda who: who or "nobody")
def test_axe_finds_nothing_on_any_page(proving: Proving, begin: Begin, window: Chromium, who: str) -> None:
    faults = []
    with proving.visit(window, who, size=PHONE if who in IN_THE_ROOM else DESK) as visit:
        for path in proving.pages(who, *begin[who]):
            visit.open(path)
            faults += looked_at(visit)
    assert not faults, "\n".join(faults)


def test_no_page_was_left_out(proving: Proving, begin: Begin) -> None:
    came_by = {proving.pattern_of(path) for who, paths in begin.items() for path in proving.pages(who, *paths)}
    left = set(proving.patterns) - came_by - set(LOOKED_AT_ELSEWHERE) - STATES
    not_seen = sorted(path for path in left if not gives_a_file(path))
    assert not not_seen, "\n".join(not_seen)


@pytest.mark.parametrize(
    "who", ["rosa", "cilla", "sam", "grace", "avery", "dana", NOBODY], ids=lambda who: who or "nobody"
)
def test_nor_on_a_page_that_says_what_to_mend(proving: Proving, begin: Begin, window: Chromium, who: str) -> None:
    faults, refused, sent = [], 0, set[str]()
    with proving.visit(window, who, size=PHONE if who in IN_THE_ROOM else DESK) as visit:
        page = visit.page
        for path in proving.pages(who, *begin[who]):
            visit.open(path)
            for action in page.evaluate(FORMS_TO_TYPE_IN):
                if shape_of(action) in sent:
                    continue
                sent.add(shape_of(action))
                visit.open(path)
                if page.locator(f"main form[action='{action}']").count() == 0:
                    continue
                with page.expect_navigation():
                    page.evaluate(SEND_EMPTY, action)
                if page.locator("#errors").count():
                    refused += 1
                    faults += [
                        f"{path}: {one}"
                        for one in axe(page, seven="person" in (page.locator("body").get_attribute("class") or ""))
                    ]
    assert not faults, "\n".join(faults)
    assert refused >= 1


@pytest.mark.parametrize(
    "choices",
    [{"size": "largest", "symbols": "every", "read_to_me": True}, {"size": "large", "fewer_words": True, "dark": True}],
    ids=["the largest letters, all symbols, read aloud", "big letters, fewer words, dark"],
)
def test_nor_however_it_is_read(proving: Proving, begin: Begin, window: Chromium, choices: dict[str, object]) -> None:
    proving.reads("rosa", **choices)
    faults = []
    with proving.visit(window, "rosa") as visit:
        for path in proving.pages("rosa", *begin["rosa"]):
            visit.open(path)
            faults += [f"{path}: {one}" for one in axe(visit.page, seven=True)]
    proving.reads("rosa", size="normal", symbols="some", read_to_me=False, fewer_words=False, dark=False)
    assert not faults, "\n".join(faults)


def test_nor_while_the_device_is_handed_over_locked_or_covered(
    proving: Proving, begin: Begin, window: Chromium
) -> None:
    plan = proving.plan("marcus")
    with proving.visit(window, "sam") as visit:
        visit.page.clock.install()
        page = visit.open(f"/plans/{plan}")
        page.get_by_role("button", name="Hand over to").click()
        page.wait_for_url("**/my-plan/with-you*")
        faults = looked_at(visit)
        page.get_by_role("button", name="A staff member is here").click()
        page.wait_for_load_state()
        token = next(cookie["value"] for cookie in page.context.cookies() if cookie["name"] == "ownwords")  # type: ignore[typeddict-item]
        for path in [*proving.pages("", "/my-plan", token=token), "/give-back"]:
            visit.open(path)
            faults += looked_at(visit)
        visit.open("/my-plan")
        page.clock.run_for(200_000)
        expect(page.locator("dialog.cover-note")).to_be_visible()
        faults += looked_at(visit)
        page.clock.run_for(310_000)
        expect(page.locator("dialog.cover")).to_be_visible()
        faults += looked_at(visit)
    for who, path, more in (("rosa", "/locked", "locked"), ("sam", "/locked", "locked"), ("avery", "/confirm", "sure")):
        with proving.visit(window, who, **{more: more == "locked"}) as visit:
            visit.open(path)
            faults += looked_at(visit)
    assert not faults, "\n".join(faults)


def test_nor_after_a_press(proving: Proving, begin: Begin, window: Chromium) -> None:
    room = proving.room("rosa")
    faults = []
    with proving.visit(window, "rosa") as visit:
        page = visit.page
        for path, words in (("/my-plan/else", "Something is not right"), (f"{room}/check", "Send my answers")):
            visit.open(path)
            page.get_by_role("button", name=words).click()
            page.wait_for_load_state()
            faults += looked_at(visit)
        assert page.url.endswith("/sent")
        visit.open("/my-plan/talk")
        page.get_by_role("button", name="An advocate").first.click()
        page.wait_for_load_state()
        faults += looked_at(visit)
    assert not faults, "\n".join(faults)


@pytest.fixture
def new_house(tmp_path: Path) -> Iterator[Proving]:
    """One account in each role, and nothing else."""
    house = open_database(f"sqlite:///{tmp_path / 'new.db'}")
    migrate(house)
    with writing(house) as session:
        team = Team(id=new_id(), name="River Team")
        person = Person(id=new_id(), full_name="Ida New", also_called=[], team_id=team.id, created_at=clock.now())
        session.add(team)
        session.flush()
        session.add(person)
        session.flush()
        for role in Role:
            own = person.id if role is Role.PARTICIPANT else None
            account = Account(id=new_id(), sign_in_name=role.value, name=f"Ida {role.value}", created_at=clock.now(), person_id=own)  # fmt: skip
            account.team_id = team.id if role in (Role.COORDINATOR, Role.SUPERVISOR, Role.MANAGER) else None
            session.add(account)
            session.flush()
            session.add(AccountRole(account_id=account.id, role=role))
    app = create_app(Settings(data_folder=tmp_path, DATABASE_URL=house.url), database=house)
    with serving(app) as address:
        yield Proving(app, house, address)
    house.close()


def test_nor_where_there_is_nothing_yet(new_house: Proving, window: Chromium) -> None:
    faults = []
    for role in Role:
        with new_house.visit(window, role.value, size=DESK) as visit:
            for path in new_house.pages(role.value, "/"):
                visit.open(path)
                room = visit.page.locator("body.person").count() > 0
                faults += [f"{role.value} {path}: {one}" for one in axe(visit.page, seven=room)]
    assert not faults, "\n".join(faults)


FORMS_TO_TYPE_IN = """() => [...document.querySelectorAll("main form[method=post]")]
  .filter((form) => form.querySelector("textarea, input:not([type=hidden]), select")).map((form) => form.getAttribute("action"))"""
SEND_EMPTY = """(action) => {
  const form = [...document.querySelectorAll("main form")].find((one) => one.getAttribute("action") === action);
  form.querySelectorAll("textarea, input:not([type=hidden]):not([type=checkbox]):not([type=radio])").forEach((field) => { field.value = ""; });
  form.querySelectorAll("[type=checkbox], [type=radio]").forEach((field) => { field.checked = false; });
  form.submit();
}"""


def looked_at(visit: Visit) -> list[str]:
    """What is wrong with the page that is open, in the three themes of the system."""
    page = visit.page
    room = page.locator("body.person").count() > 0
    found = axe(page, seven=room)
    page.emulate_media(color_scheme="dark")
    found += [f"by night, {one}" for one in axe_colours(page, seven=room)]
    page.emulate_media(color_scheme="light", forced_colors="active")
    found += [f"in forced colours, {one}" for one in contrast(page, least=4.5)]
    page.emulate_media(forced_colors="none")
    return [f"{page.url.removeprefix(visit.address)}: {one}" for one in found]


def gives_a_file(path: str) -> bool:
    """Addresses that answer with a file, a sound or a word for a machine."""
    ends = (
        ".csv",
        ".json",
        "/document",
        "/page",
        "/fax-cover",
        "/file",
        "/original",
        "/mark",
        "/still-open",
        "/who-am-i",
    )
    return path.endswith(ends) or path.startswith(("/static/", "/health/", "/own-pictures/")) or any(part in path for part in ("/sound/", "/notes/", "/copy/"))  # fmt: skip
