"""A passkey as the other way to show once more that it is you: to go on, to unlock, to have a device back."""

from collections.abc import Callable

import pytest
from litestar import Litestar
from sqlmodel import select

from engine.accounts import Account, WebSession
from engine.database import Database, reading, writing
from engine.passkeys import Passkey
from engine.people import Person, Relation
from engine.refusals import Refusal
from engine.suspensions import SuspensionStep
from tests.cast import command_in
from tests.web.browser import Browser
from tests.web.devices import ADDRESS, Device
from tests.web.pages.test_handing_over import hand_over
from tests.web.pages.test_locking import later as later
from tests.web.pages.test_passkeys import asked
from workflows.demo import PASSWORD
from workflows.passkeys import NewPasskey, add_passkey

Visit = Callable[[str], Browser]


@pytest.fixture
def demo(demo: Litestar) -> Litestar:
    """The demo, at an address where passkeys work."""
    demo.state.settings = demo.state.settings.model_copy(update={"base_url": ADDRESS})
    return demo


@pytest.fixture
def sams(visit_as: Visit) -> tuple[Browser, Device]:
    """Sam, signed in, with a device that keeps a passkey of his."""
    return keep_one(visit_as("sam"))


def keep_one(browser: Browser) -> tuple[Browser, Device]:
    device = Device()
    browser.visit("/how-i-sign-in/new")
    said = device.make(asked(browser, "/how-i-sign-in/question"))
    browser.submit("/how-i-sign-in/new", {"passkey": said})
    return browser, device


def confirmed(house: Database, name: str) -> int:
    with reading(house) as session:
        rows = session.exec(select(WebSession).join(Account).where(Account.sign_in_name == name)).all()
        return len([row for row in rows if row.confirmed_at is not None])


def test_it_shows_that_it_is_them_and_the_page_goes_on(
    sams: tuple[Browser, Device], later: Callable[[int], None]
) -> None:
    sam, device = sams
    later(6)
    ask = sam.visit("/how-i-sign-in/new")
    assert ask.title == "Confirm that it is you"
    again = sam.submit("/confirm?next=/how-i-sign-in/new", {"passkey": device.use(asked(sam, "/again/question"))})
    assert again.path == "/how-i-sign-in/new"


def test_a_form_that_was_sent_too_late_goes_on_as_it_was(
    sams: tuple[Browser, Device], house: Database, later: Callable[[int], None]
) -> None:
    sam, device = sams
    with reading(house) as session:
        rosa = session.exec(select(Person).where(Person.full_name == "Rosa Delgado")).one()
        relation = session.exec(
            select(Relation).where(Relation.person_id == rosa.id, Relation.name == "Leo Delgado")
        ).first()
    assert relation is not None
    path = f"/relations/{relation.id}"
    sam.visit(path)
    later(6)
    late = sam.submit(f"{path}/suspension", {"reason": "She told me.\nShe is afraid."})
    assert late.title == "Confirm that it is you"
    sam.submit(f"{path}/suspension", {"passkey": device.use(asked(sam, "/again/question"))})
    with reading(house) as session:
        asked_for = session.exec(select(SuspensionStep)).all()
    assert [row.reason for row in asked_for if row.relation_id == relation.id] == ["She told me.\nShe is afraid."]


def test_the_passkey_of_a_colleague_shows_nothing(
    sams: tuple[Browser, Device], visit_as: Visit, house: Database, later: Callable[[int], None]
) -> None:
    sam, _device = sams
    _lena, lenas = keep_one(visit_as("lena"))
    later(6)
    sam.visit("/how-i-sign-in/new")
    said = lenas.use(asked(sam, "/again/question"))
    refused = sam.submit("/confirm?next=/how-i-sign-in/new", {"passkey": said}, status=422)
    assert "not a passkey of yours" in refused.text


def test_an_answer_given_in_another_session_of_theirs_shows_nothing(
    sams: tuple[Browser, Device], visit_as: Visit, later: Callable[[int], None]
) -> None:
    sam, device = sams
    other = visit_as("sam")
    later(6)
    said = device.use(asked(other, "/again/question"))
    sam.visit("/how-i-sign-in/new")
    sam.submit("/confirm?next=/how-i-sign-in/new", {"passkey": said}, status=422)


def test_a_locked_screen_opens_with_it(sams: tuple[Browser, Device], later: Callable[[int], None]) -> None:
    sam, device = sams
    later(31)
    locked = sam.visit("/people")
    assert locked.title == "The screen is locked"
    sam.submit("/locked", {"passkey": '{"id": "x"}'}, status=422)
    assert sam.submit("/locked", {"passkey": device.use(asked(sam, "/again/question"))}).path == "/people"


def test_a_handed_over_device_comes_back_with_it(sams: tuple[Browser, Device], house: Database) -> None:
    sam, device = sams
    rosas = hand_over(sam, house, "rosa")
    rosas.visit("/give-back")
    back = rosas.submit("/give-back", {"passkey": device.use(asked(rosas, "/again/question"))})
    assert back.path.startswith("/plans/")


def test_the_persons_own_passkey_does_not_give_the_device_back(
    sams: tuple[Browser, Device], visit_as: Visit, house: Database
) -> None:
    sam, _device = sams
    _rosa, rosas_device = keep_one(visit_as("rosa"))
    rosas = hand_over(sam, house, "rosa")
    rosas.visit("/give-back")
    said = rosas_device.use(asked(rosas, "/again/question"))
    rosas.submit("/give-back", {"passkey": said}, status=422)
    assert rosas.visit("/people").path == "/my-plan"


def test_nobody_adds_sees_or_removes_a_passkey_on_a_handed_over_device(
    sams: tuple[Browser, Device], house: Database
) -> None:
    rosas = hand_over(sams[0], house, "rosa")
    for path in ("/how-i-sign-in", "/how-i-sign-in/new"):
        assert rosas.visit(path).path == "/my-plan"
    rosas.visit("/my-plan")
    page = rosas.page
    assert page is not None
    assert "/how-i-sign-in" not in page.html
    with reading(house) as session:
        assert len(session.exec(select(Passkey)).all()) == 1


def test_the_verb_refuses_it_too(house: Database, sams: tuple[Browser, Device]) -> None:
    from dataclasses import replace

    from engine.sittings import Sitting

    hand_over(sams[0], house, "rosa")
    command = command_in(house, "rosa")
    with writing(house) as session:
        sitting = session.exec(select(Sitting).where(Sitting.handed_over_by.is_not(None))).all()[-1]  # type: ignore[union-attr]
        handed = replace(command, actor=replace(command.actor, sitting=str(sitting.id)))
        with pytest.raises(Refusal, match="belongs to somebody else"):
            add_passkey(session, handed, NewPasskey(b"i", b"k", 0), name="Sam’s tablet")


def test_a_person_whom_a_card_let_in_adds_their_device_at_once_and_later_comes_in_again(
    visit_as: Visit, demo: Litestar, house: Database, later: Callable[[int], None]
) -> None:
    """Rosa has no password here, as most people whose room was opened for them."""
    rosa = visit_as("rosa")
    with writing(house) as session:
        account = session.exec(select(Account).where(Account.sign_in_name == "rosa")).one()
        account.password_hash = None
        row = session.exec(select(WebSession).where(WebSession.account_id == account.id)).one()
        row.confirmed_at = None
        session.add_all([account, row])
    assert rosa.visit("/how-i-sign-in/new").title == "Use this device to sign in"
    later(4)
    rosa.visit("/my-plan")
    later(6)
    assert rosa.visit("/how-i-sign-in/new").title == "Is it still you?"
    assert PASSWORD not in rosa.page.html  # type: ignore[union-attr]
