"""Meeting mode against somebody with no manners: other people's meetings, other people's names, other people's keys."""

from collections.abc import Callable
from uuid import UUID, uuid4

import pytest
from sqlmodel import func, select

from engine.accounts import Account
from engine.database import Database, reading, writing
from engine.device_keys import KeepingDecision
from engine.events import events
from engine.meetings import Meeting, Observation, attendance_at
from engine.people import Person
from engine.quotes import Quote
from tests.attacks.attacker import Attacker, everything_verifies
from tests.cast import NOW

AttackAs = Callable[[str], Attacker]
SAID = {"kind": "said", "how": "spoken", "words": "I agree to everything."}


@pytest.fixture
def meeting(house: Database) -> UUID:
    """One of Rosa's, whom Sam coordinates."""
    with reading(house) as session:
        rosa = session.exec(select(Person.id).where(Person.full_name == "Rosa Delgado")).one()
        return session.exec(select(Meeting.id).where(Meeting.person_id == rosa)).first() or UUID(int=0)


def how_much(database: Database) -> list[int]:
    with reading(database) as session:
        tables = [select(func.count()).select_from(what) for what in (Quote, Observation, events)]
        return [int(session.scalar(query) or 0) for query in tables]


def form(**more: str) -> dict[str, str]:
    return {"command": str(uuid4()), **SAID, **more}


@pytest.mark.parametrize("who", ["rosa", "gail", "leo", "charlie", "marcus", "lena", "priya", "dana", "ada", "avery"])
def test_nobody_captures_with_a_person_who_is_not_theirs(
    attack_as: AttackAs, house: Database, meeting: UUID, who: str
) -> None:
    attacker, before = attack_as(who), how_much(house)
    assert attacker.get(f"/meetings/{meeting}/mode").status_code == 404
    for what in ("entries", "people", "facts", "read-back", "taken-back"):
        for accept in ("application/json", "text/html"):
            fields = form(row="x", name="x", place="x", entry=str(uuid4()), author=str(attacker.account_id))
            answer = attacker.send(f"/meetings/{meeting}/mode/{what}", fields, headers={"accept": accept})
            assert answer.status_code == 404
            assert who == "rosa" or "Rosa" not in answer.text
    assert how_much(house) == before


def test_a_forged_form_keeps_nothing_and_gets_no_key(attack_as: AttackAs, house: Database, meeting: UUID) -> None:
    sam, before = attack_as("sam"), how_much(house)
    for action, fields in ((f"/meetings/{meeting}/mode/entries", form()), ("/device-keys", {})):
        assert sam.send(action, {**fields, "csrf_token": ""}).status_code == 403
        assert sam.send(action, {**fields, "csrf_token": "x" * 43}).status_code == 403
        elsewhere = {"origin": "https://elsewhere.example", "sec-fetch-site": "cross-site"}
        assert sam.send(action, fields, headers=elsewhere).status_code == 403
    assert how_much(house) == before


def test_who_is_signed_in_is_told_to_our_own_pages_alone(attack_as: AttackAs) -> None:
    answer = attack_as("sam").get("/who-am-i", origin="https://elsewhere.example")
    assert answer.headers["cross-origin-resource-policy"] == "same-origin"
    assert answer.headers["cache-control"] == "no-store"
    assert not [name for name in answer.headers if name.startswith("access-control-")]


def test_the_name_under_an_entry_is_the_account_that_sent_it(
    attack_as: AttackAs, house: Database, meeting: UUID
) -> None:
    sam = attack_as("sam")
    with reading(house) as session:
        lena = session.exec(select(Account).where(Account.sign_in_name == "lena")).one()
    forged = {"recorded_by": str(lena.id), "recorded_by_name": lena.name, "observer_name": lena.name}
    forged |= {
        "attribution": "participant",
        "person_id": str(uuid4()),
        "quote_id": str(uuid4()),
        "recorded_at": "2020-01-01",
    }
    json = {"accept": "application/json"}
    for kind in ("said", "saw"):
        assert sam.send(f"/meetings/{meeting}/mode/entries", form(**forged, kind=kind), headers=json).status_code == 200
    other = sam.send(f"/meetings/{meeting}/mode/entries", form(author=str(lena.id)), headers=json)
    assert other.status_code == 409
    with reading(house) as session:
        quote = session.exec(select(Quote).order_by(Quote.id.desc())).first()  # type: ignore[attr-defined]
        seen = session.exec(select(Observation).order_by(Observation.id.desc())).first()  # type: ignore[attr-defined]
        assert quote is not None
        assert seen is not None
        assert (quote.recorded_by, quote.meeting_id) == (sam.account_id, meeting)
        assert (seen.observer_id, seen.recorded_at > NOW.replace(year=2021)) == (sam.account_id, True)
        assert quote.recorded_by_name != lena.name != seen.observer_name
    everything_verifies(house)


def test_keys_are_given_to_their_own_account_alone(attack_as: AttackAs, house: Database) -> None:
    sam, lena, nobody = attack_as("sam"), attack_as("lena"), attack_as("")
    with writing(house) as session:
        by = session.exec(select(Account.id)).first()
        session.add(KeepingDecision(allowed=True, hours=24, reason="x", by=by, by_name="x", at=NOW))
    mine, theirs = (who.send("/device-keys", {"account": str(sam.account_id)}).json() for who in (sam, lena))
    assert mine["keys"][0]["secret"] != theirs["keys"][0]["secret"]
    assert nobody.send("/device-keys", {}).status_code == 401
    assert nobody.get("/who-am-i").json() == {"account": "", "csrf": "", "hours": 0, "locked": False}


@pytest.mark.parametrize("who", ["rosa", "sam", "dana", "priya"])
def test_only_an_administrator_decides_about_devices(attack_as: AttackAs, house: Database, who: str) -> None:
    somebody = attack_as(who)
    before = how_much(house)
    decision = {"command": str(uuid4()), "allowed": "yes", "hours": "24", "reason": "because"}
    assert somebody.send("/device-keeping", decision).status_code == 404
    assert how_much(house) == before


def test_whom_the_person_did_not_want_is_told_to_nobody_who_may_not_know(
    attack_as: AttackAs, house: Database, meeting: UUID
) -> None:
    sam = attack_as("sam")
    row = {"command": str(uuid4()), "row": "x", "name": "Mr. Blunt Unwanted", "do": "away", "not_wanted": "yes"}
    assert sam.send(f"/meetings/{meeting}/mode/people", row).status_code == 303
    with reading(house) as session:
        assert "Mr. Blunt Unwanted" in [found.name for found in attendance_at(session, meeting)]
    assert "Mr. Blunt Unwanted" in sam.get(f"/meetings/{meeting}/mode").text
    for who in ("rosa", "gail", "leo", "charlie", "marcus", "dana", "priya", "avery"):
        for path, answer in attack_as(who).crawl(most=25):
            assert "Blunt" not in answer.text, (who, path)
        assert "Blunt" not in attack_as(who).get(f"/meetings/{meeting}/record").text
