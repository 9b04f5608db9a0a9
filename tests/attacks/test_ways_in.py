"""Whoever has the person’s device, card or old cookie, and wants more than the person’s own room."""

import re
from collections.abc import Callable
from uuid import uuid4

import pytest
from litestar import Litestar
from sqlmodel import select, update

from engine.accounts import Account, WebSession
from engine.database import Database, reading, writing
from engine.entry_cards import ASKED_PER_ADDRESS, EntryRequest
from engine.people import Person
from engine.sittings import Sitting
from tests.attacks.attacker import Attacker, everything_verifies
from tests.attacks.test_the_door import how_many_events
from tests.cast import plan_of
from tests.web.permitted import ROUTES, record_of
from workflows.demo import PASSWORD

OPEN = {"/give-back", "/locked", "/lock", "/held", "/sign-out", "/who-am-i", "/health/live", "/health/ready"}
"""What a device that was handed over may open besides the room. None of it holds a record of anybody else."""

Attack = Callable[[str], Attacker]


@pytest.fixture
def device(attack_as: Attack, house: Database) -> Attacker:
    """Sam’s tablet, handed over to Rosa: the cookie in it and the token of its forms."""
    return handed_over(attack_as("sam"), house)


def handed_over(sam: Attacker, house: Database) -> Attacker:
    with reading(house) as session:
        plan = plan_of(session, "rosa").id
    answer = sam.send(f"/plans/{plan}/hand-over", {"command": str(uuid4())})
    assert answer.headers["location"] == "/my-plan/with-you"
    assert '"cache"' in answer.headers["clear-site-data"]
    found = re.search('name="csrf_token" value="([^"]+)"', sam.get("/my-plan/with-you").text)
    assert found is not None
    sam.csrf = found.group(1)
    return sam


def closed(device: Attacker, house: Database, who: str) -> list[str]:
    """Every address that told, or did, more than the room may."""
    with reading(house) as session:
        record = record_of(session, who)
    wrong = []
    for address in ROUTES:
        method, path = address.split(" ", 1)
        if path in OPEN or path.startswith("/static") or not set(re.findall(r"{(\w+)}", path)) <= set(record.ids):
            continue
        path = path.format(**record.ids)
        form = {"command": str(uuid4()), "answer": "yes", "words": "x", "kind": "nobody"}
        answer = device.get(path) if method == "GET" else device.send(path, form)
        told = [secret for secret in record.secrets if secret in answer.text]
        in_room = path.startswith("/my-plan") or path == "/language"  # in which language their own pages speak
        sent_back = answer.status_code == 303 and answer.headers["location"].startswith("/my-plan")
        if answer.status_code == 500 or (who != "Rosa Delgado" and told):
            wrong.append(f"{address}: {answer.status_code} {told[:1]}")
        elif not in_room and not sent_back and answer.status_code != 404:
            wrong.append(f"{address}: {answer.status_code} {answer.headers.get('location')}")
    return wrong


@pytest.mark.parametrize("who", ["Marcus Webb", "Rosa Delgado"])
def test_a_handed_over_device_opens_no_staff_address_of_anybody(device: Attacker, house: Database, who: str) -> None:
    assert not closed(device, house, who)
    everything_verifies(house)


def test_the_cookie_of_before_opens_nothing_in_another_browser(
    demo: Litestar, attack_as: Attack, house: Database
) -> None:
    sam, thief = attack_as("sam"), Attacker(demo, house, "")
    thief.client.cookies.set("ownwords", sam.client.cookies.get("ownwords") or "")
    thief.csrf = sam.csrf
    assert thief.get("/people").status_code == 200
    handed_over(sam, house)
    for path in ("/people", "/", "/deadlines", "/device-keys"):
        assert thief.get(path).status_code in (303, 405)
    assert thief.send("/device-keys", {}).status_code in (401, 403)
    assert thief.get("/give-back").status_code == 404
    assert thief.send("/give-back", {"password": PASSWORD}).status_code == 404


def test_a_handed_over_device_keeps_its_one_role_and_sets_no_password(device: Attacker, house: Database) -> None:
    for path, fields in (
        ("/acting-as", {"role": "coordinator"}),
        ("/sign-in", {"sign_in_name": "sam", "password": PASSWORD}),
        ("/set-up/nobody-was-given-this", {"password": "a b c d e f", "again": "a b c d e f"}),
        ("/device-keys", {}),
    ):
        answer = device.send(path, fields)
        assert (answer.status_code, answer.headers.get("location")) == (303, "/my-plan"), path
    with reading(house) as session:
        assert session.exec(select(Sitting).where(Sitting.end != "")).all() == []


def test_guessing_the_coordinators_password_is_stopped(device: Attacker, house: Database) -> None:
    tries = [device.send("/give-back", {"password": f"guess {n}"}).status_code for n in range(12)]
    assert set(tries[:10]) == {422}
    assert tries[-1] == 429
    assert device.send("/give-back", {"password": PASSWORD}).status_code == 429
    assert device.send("/locked", {"password": PASSWORD}).status_code == 429


def test_the_persons_own_password_does_not_give_the_device_back(device: Attacker, house: Database) -> None:
    """Every account of the demo has one password, so Rosa’s is made her own."""
    from engine.passwords import password_hash

    with writing(house) as session:
        kept = password_hash("only rosa knows this")
        session.execute(update(Account).where(Account.sign_in_name == "rosa").values(password_hash=kept))
    assert device.send("/give-back", {"password": "only rosa knows this"}).status_code == 422
    assert device.get("/people").headers["location"] == "/my-plan"


@pytest.mark.parametrize("who", ["lena", "priya", "bev", "leo", "gail", "avery", "ada", "marcus"])
def test_nobody_but_who_works_with_her_hands_a_device_to_rosa(attack_as: Attack, house: Database, who: str) -> None:
    other = attack_as(who)
    before = how_many_events(house)
    with reading(house) as session:
        plan = plan_of(session, "rosa").id
    assert other.send(f"/plans/{plan}/hand-over", {"command": str(uuid4())}).status_code == 404
    assert how_many_events(house) == before
    with reading(house) as session:
        assert session.exec(select(WebSession).where(WebSession.asleep_at.is_not(None))).all() == []  # type: ignore[union-attr]


def rosas_card(attack_as: Attack, house: Database) -> str:
    sam = attack_as("sam")
    with reading(house) as session:
        rosa = session.exec(select(Person).where(Person.full_name == "Rosa Delgado")).one()
    made = sam.send(f"/people/{rosa.id}/card", {"command": str(uuid4())})
    found = re.search("/card/([A-Za-z0-9_-]+)<", made.text)
    assert found is not None
    return f"/card/{found.group(1)}"


def request_now(house: Database) -> EntryRequest:
    with reading(house) as session:
        return session.exec(select(EntryRequest).order_by(EntryRequest.id.desc())).first()  # type: ignore[attr-defined, return-value]


def test_a_card_alone_opens_nothing(demo: Litestar, attack_as: Attack, house: Database) -> None:
    card, finder = rosas_card(attack_as, house), Attacker(demo, house, "")
    assert finder.get(card).status_code == 200
    assert finder.send(card, {}).status_code == 303
    for path in ("/my-plan", "/people", "/my-plan/with-you"):
        assert finder.get(path).headers["location"].startswith("/sign-in")
    assert finder.send("/coming-in", {}).status_code == 409
    assert "Rosa" not in finder.get("/coming-in").text


@pytest.mark.parametrize("who", ["lena", "marcus", "gail", "leo", "bev", "priya", "avery", "rosa"])
def test_whoever_may_not_let_her_in_does_not(demo: Litestar, attack_as: Attack, house: Database, who: str) -> None:
    finder = Attacker(demo, house, "")
    finder.send(rosas_card(attack_as, house), {})
    asked, other = request_now(house), attack_as(who)
    for answer in ("yes", "not-now"):
        assert other.send(f"/let-in/{asked.id}/{answer}", {"command": str(uuid4())}).status_code == 404
    listed = other.get("/let-in")
    assert listed.status_code == 404 or "Rosa" not in listed.text
    assert request_now(house).decided_at is None


def test_a_request_opens_one_browser_once(demo: Litestar, attack_as: Attack, house: Database) -> None:
    rosa, thief = Attacker(demo, house, ""), Attacker(demo, house, "")
    rosa.send(rosas_card(attack_as, house), {})
    thief.client.cookies.set("ownwords-asking", rosa.client.cookies.get("ownwords-asking") or "")
    sam = attack_as("sam")
    let_in = f"/let-in/{request_now(house).id}/yes"
    assert sam.send(let_in, {"command": str(uuid4())}).status_code == 303
    assert sam.send(let_in, {"command": str(uuid4())}).status_code == 409
    assert rosa.send("/coming-in", {}).headers["location"] == "/my-plan/with-you"
    assert thief.send("/coming-in", {}).status_code == 409
    assert thief.get("/my-plan").headers["location"].startswith("/sign-in")


def test_a_request_runs_out(demo: Litestar, attack_as: Attack, house: Database) -> None:
    from datetime import timedelta

    late = Attacker(demo, house, "")
    late.send(rosas_card(attack_as, house), {})
    asked = request_now(house)
    with writing(house) as session:
        session.execute(update(EntryRequest).values(asked_at=asked.asked_at - timedelta(minutes=16)))
    answer = attack_as("sam").send(f"/let-in/{asked.id}/yes", {"command": str(uuid4())})
    assert "Nobody waits with this request" in answer.text
    assert late.send("/coming-in", {}).status_code == 409


def test_a_flood_from_one_address_is_stopped_for_cards_that_are_none(demo: Litestar, house: Database) -> None:
    flood = Attacker(demo, house, "")
    answers = [flood.send(f"/card/guess-{n}", {}).status_code for n in range(ASKED_PER_ADDRESS + 3)]
    assert answers[-1] == 429
    with reading(house) as session:
        assert len(session.exec(select(EntryRequest)).all()) == ASKED_PER_ADDRESS
