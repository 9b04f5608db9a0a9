"""Passkeys in a real browser, with a device of its own that keeps them: made, used without typing, and refused."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from litestar import Litestar
from playwright.sync_api import CDPSession, Page, expect
from sqlalchemy import update
from sqlmodel import select

from engine.accounts import Role, WebSession
from engine.database import Database, reading, writing
from engine.passkeys import Passkey
from engine.settings import Settings
from tests.cast import plan_of
from tests.web.chromium import DESK, PHONE, Chromium, Visit, chromium, serving, visiting
from tests.web.conftest import PASSWORD
from tests.web.pages.test_passkeys import MakeAccount
from web.app import create_app
from workflows.demo import PASSWORD as CAST_PASSWORD

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def window() -> Iterator[Chromium]:
    with chromium() as browser:
        yield browser


@contextmanager
def at_home(settings: Settings, database: Database, *, named: str = "localhost") -> Iterator[str]:
    """The product at the address it says it has, or at another name for the same machine."""
    app = create_app(settings, database=database)
    with serving(app) as address:
        port = address.rpartition(":")[2]
        app.state.settings = settings.model_copy(update={"base_url": f"http://localhost:{port}"})
        yield f"http://{named}:{port}"


@contextmanager
def with_device(page: Page) -> Iterator[tuple[CDPSession, str]]:
    """A device that keeps passkeys and is unlocked by its owner."""
    cdp = page.context.new_cdp_session(page)
    cdp.send("WebAuthn.enable", {"enableUI": False})
    options = {
        "protocol": "ctap2",
        "transport": "internal",
        "hasResidentKey": True,
        "hasUserVerification": True,
        "isUserVerified": True,
        "automaticPresenceSimulation": True,
    }
    made: dict[str, Any] = cdp.send("WebAuthn.addVirtualAuthenticator", {"options": options})
    yield cdp, made["authenticatorId"]


def sign_in(visit: Visit, name: str, password: str = PASSWORD) -> Page:
    page = visit.open("/sign-in")
    page.fill("#sign_in_name", name)
    page.fill("#password", password)
    page.get_by_role("button", name="Sign in", exact=True).click()
    expect(page.get_by_role("button", name="Sign out").first).to_be_visible()
    return page


def add(visit: Visit, page: Page, name: str = "My phone") -> None:
    visit.open("/how-i-sign-in")
    page.get_by_role("link", name="Use this device").click()
    visit.check()
    page.fill("#name", name)
    page.get_by_role("button", name="Make the passkey").click()
    expect(page.get_by_role("link", name=name)).to_be_visible()


def sign_out(page: Page) -> None:
    page.get_by_role("button", name="Sign out").first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Sign in")


@pytest.mark.parametrize("size", [PHONE, DESK])
def test_a_device_signs_in_without_typing(
    settings: Settings, database: Database, account: MakeAccount, window: Chromium, size: tuple[int, int]
) -> None:
    account("Ana Moreno", Role.COORDINATOR)
    with at_home(settings, database) as address, visiting(window, address, size=size) as visit, with_device(visit.page):
        page = sign_in(visit, "ana.moreno")
        add(visit, page)
        visit.check()
        sign_out(page)
        visit.check()
        page.get_by_role("button", name="Sign in with this device").click()
        expect(page.get_by_role("heading", level=1)).to_have_text("Today")
        visit.check()


def test_the_same_device_makes_one_passkey_and_says_so(
    settings: Settings, database: Database, account: MakeAccount, window: Chromium
) -> None:
    account("Ana Moreno", Role.COORDINATOR)
    with at_home(settings, database) as address, visiting(window, address) as visit, with_device(visit.page):
        page = sign_in(visit, "ana.moreno")
        add(visit, page)
        visit.open("/how-i-sign-in/new")
        page.get_by_role("button", name="Make the passkey").click()
        expect(page.get_by_role("status")).to_have_text("This device has a passkey here already.")
        with reading(database) as session:
            assert len(session.exec(select(Passkey)).all()) == 1


def test_a_device_that_was_not_unlocked_opens_nothing(
    settings: Settings, database: Database, account: MakeAccount, window: Chromium
) -> None:
    account("Ana Moreno", Role.COORDINATOR)
    with at_home(settings, database) as address, visiting(window, address) as visit, with_device(visit.page) as device:
        page = sign_in(visit, "ana.moreno")
        add(visit, page)
        sign_out(page)
        cdp, identity = device
        cdp.send("WebAuthn.setUserVerified", {"authenticatorId": identity, "isUserVerified": False})
        page.get_by_role("button", name="Sign in with this device").click()
        expect(page.get_by_role("status")).to_contain_text("That did not work")
        assert page.url.endswith("/sign-in")


def test_a_removed_passkey_is_refused_in_words(
    settings: Settings, database: Database, account: MakeAccount, window: Chromium
) -> None:
    account("Ana Moreno", Role.COORDINATOR)
    with at_home(settings, database) as address, visiting(window, address) as visit, with_device(visit.page):
        page = sign_in(visit, "ana.moreno")
        add(visit, page)
        page.get_by_role("link", name="My phone").click()
        page.get_by_role("button", name="Remove this passkey").click()
        expect(page.get_by_role("link", name="My phone")).to_have_count(0)
        sign_out(page)
        page.get_by_role("button", name="Sign in with this device").click()
        expect(page.locator("#errors")).to_contain_text("This device could not sign you in")


def test_without_script_and_at_another_name_there_is_the_password_alone(
    settings: Settings, database: Database, account: MakeAccount, window: Chromium
) -> None:
    account("Ana Moreno", Role.COORDINATOR)
    with at_home(settings, database) as address, visiting(window, address, script=False) as visit:
        page = visit.open("/sign-in")
        expect(page.get_by_role("button", name="Sign in with this device")).to_have_count(0)
        sign_in(visit, "ana.moreno")
        page = visit.open("/how-i-sign-in/new")
        expect(page.get_by_text("This browser cannot make a passkey here")).to_be_visible()
    with at_home(settings, database, named="127.0.0.1") as address, visiting(window, address) as visit:
        page = visit.open("/sign-in")
        expect(page.get_by_label("Your sign-in name")).to_be_visible()
        expect(page.get_by_role("button", name="Sign in with this device")).to_have_count(0)


def test_a_locked_screen_opens_where_it_was_with_everything_that_was_typed(
    settings: Settings, database: Database, account: MakeAccount, window: Chromium
) -> None:
    account("Ana Moreno", Role.COORDINATOR)
    with at_home(settings, database) as address, visiting(window, address) as visit, with_device(visit.page):
        page = sign_in(visit, "ana.moreno")
        add(visit, page)
        page.clock.install()
        visit.open("/how-i-sign-in/new")
        page.fill("#name", "Not done ye")
        page.clock.run_for(31 * 60_000)
        cover = page.locator("dialog.cover")
        expect(cover).to_contain_text("The screen is locked")
        cover.get_by_role("button", name="Unlock with this device").click()
        expect(cover).to_have_count(0)
        assert page.locator("#name").input_value() == "Not done ye"


@pytest.mark.parametrize("size", [PHONE, DESK])
def test_the_device_shows_that_it_is_them_and_gives_itself_back(
    demo: Litestar, house: Database, window: Chromium, size: tuple[int, int]
) -> None:
    with reading(house) as session:
        plan = f"/plans/{plan_of(session, 'rosa').id}"
    with serving(demo) as served:
        address = f"http://localhost:{served.rpartition(':')[2]}"
        demo.state.settings = demo.state.settings.model_copy(update={"base_url": address})
        with visiting(window, address, size=size) as visit, with_device(visit.page):
            page = sign_in(visit, "sam", CAST_PASSWORD)
            add(visit, page)
            with writing(house) as session:
                session.execute(update(WebSession).values(confirmed_at=None))
            page.get_by_role("link", name="My phone").click()
            expect(page.get_by_role("heading", level=1)).to_have_text("Confirm that it is you")
            visit.check()
            page.get_by_role("button", name="It is me: use this device").click()
            expect(page.get_by_role("heading", level=1)).to_have_text("My phone")
            visit.check()
            visit.open(plan)
            page.get_by_role("button", name="Hand over to").click()
            page.get_by_role("button", name="No", exact=True).click()
            visit.open("/give-back")
            visit.check()
            page.get_by_role("button", name="Sam Okoye uses a passkey").click()
            expect(page).to_have_url(address + plan)
