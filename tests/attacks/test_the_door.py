"""Forged forms, stolen tokens, other people's sessions, ways out of the house, and ids in odd forms."""

from collections.abc import Callable
from typing import Any
from uuid import UUID, uuid4

import pytest
from litestar import Litestar
from sqlmodel import func, select

from engine.database import Database, reading
from engine.events import events
from engine.items import items_of
from engine.reviews import open_review_of
from tests.attacks.attacker import OURS, URL_ENCODED, Attacker
from tests.cast import plan_of
from tests.web.browser import ORIGIN
from workflows.demo import PASSWORD

HOSTILE_ORIGINS = [
    "null",
    "http://[",
    "http://[::1",
    "",
    "https://elsewhere.example",
    "http://testserver.local.elsewhere.example",
    "http://testserver.local@elsewhere.example",
    "http://testserver.local:1",
    "testserver.local",
]


@pytest.fixture
def rosa(attack_as: Callable[[str], Attacker]) -> Attacker:
    return attack_as("rosa")


@pytest.fixture
def talk(house: Database) -> str:
    """Where Rosa asks to talk to somebody."""
    with reading(house) as session:
        return f"/my-plan/{plan_of(session, 'rosa').id}/talk"


def how_many_events(database: Database) -> int:
    with reading(database) as session:
        return session.scalars(select(func.count()).select_from(events)).one()


def form(**more: str) -> dict[str, str]:
    return {"command": str(uuid4()), "words": "talk to me", "who": "coordinator", **more}


@pytest.mark.parametrize("origin", HOSTILE_ORIGINS)
def test_a_form_from_elsewhere_does_nothing(rosa: Attacker, talk: str, house: Database, origin: str) -> None:
    before = how_many_events(house)
    answer = rosa.send(talk, form(), headers={"origin": origin, "sec-fetch-site": "same-origin"})
    assert answer.status_code == 403
    assert how_many_events(house) == before


@pytest.mark.parametrize("site", ["cross-site", "same-site", "none"])
def test_a_browser_that_says_it_comes_from_elsewhere_is_believed(rosa: Attacker, talk: str, site: str) -> None:
    assert rosa.send(talk, form(), headers={"sec-fetch-site": site}).status_code == 403


def test_a_form_that_does_not_say_where_it_comes_from_does_nothing(rosa: Attacker, talk: str) -> None:
    body = f"csrf_token={rosa.csrf}&command={uuid4()}&words=a+b"
    answer = rosa.client.post(talk, content=body, headers={"content-type": URL_ENCODED}, follow_redirects=False)
    assert answer.status_code == 403


@pytest.mark.parametrize("token", ["", "x", "\u0663" * 43])
def test_a_form_without_the_sessions_own_token_does_nothing(rosa: Attacker, talk: str, token: str) -> None:
    assert rosa.send(talk, form(csrf_token=token)).status_code == 403


def test_the_token_of_another_session_is_worth_nothing(
    rosa: Attacker, attack_as: Callable[[str], Attacker], talk: str
) -> None:
    assert rosa.send(talk, form(csrf_token=attack_as("sam").csrf)).status_code == 403
    assert rosa.send(talk, form(csrf_token=attack_as("rosa").csrf)).status_code == 403
    assert rosa.send(talk, form()).status_code == 303


@pytest.mark.parametrize("header", ["x-http-method-override", "x-method-override", "x-http-method"])
def test_a_get_stays_a_get_whatever_a_header_says(rosa: Attacker, talk: str, house: Database, header: str) -> None:
    rosa.get(talk)
    before = how_many_events(house)
    rosa.get(talk + "?_method=POST&words=a", **{header: "POST"})
    assert how_many_events(house) == before


def test_a_session_that_was_planted_before_signing_in_is_not_the_one_that_is_signed_in(
    demo: Litestar, house: Database
) -> None:
    victim = Attacker(demo, house, "")
    victim.client.cookies.set("ownwords", "planted-by-somebody-else")
    answer = victim.send("/sign-in", {"sign_in_name": "rosa", "password": PASSWORD})
    assert answer.status_code == 303
    cookie = answer.headers["set-cookie"]
    assert "planted" not in cookie
    assert "HttpOnly" in cookie
    assert "samesite=lax" in cookie.lower()
    thief = Attacker(demo, house, "")
    thief.client.cookies.set("ownwords", "planted-by-somebody-else")
    assert thief.get("/my-plan").status_code == 303
    assert thief.get("/my-plan").headers["location"].startswith("/sign-in")


def test_signing_out_ends_the_session_everywhere_and_no_page_is_kept(
    rosa: Attacker, demo: Litestar, house: Database
) -> None:
    copy = Attacker(demo, house, "")
    copy.client.cookies.set("ownwords", rosa.client.cookies["ownwords"])
    page = copy.get("/my-plan")
    assert page.status_code == 200
    assert page.headers["cache-control"] == "no-store"
    assert rosa.send("/sign-out", {}).headers["clear-site-data"] == '"cache"'
    assert copy.get("/my-plan").headers["location"] == "/sign-in?next=%2Fmy-plan"


@pytest.mark.parametrize(
    ("to", "lands"),
    [
        ("//elsewhere.example", "/"),
        ("https://elsewhere.example", "/"),
        ("/\\elsewhere.example", "/"),
        ("/\t/elsewhere.example", "/"),
        ("javascript:alert(1)", "/"),
        ("/plans\r\nset-cookie: a=b", "/"),
        ("/plans/中", "/plans/%E4%B8%AD"),
        ("/é", "/%C3%A9"),
        ("/a%20b?c=%C3%A9#d", "/a%20b?c=%C3%A9#d"),
    ],
)
def test_the_way_on_after_signing_in_stays_in_the_house(rosa: Attacker, to: str, lands: str) -> None:
    answer = rosa.client.get("/sign-in", params={"next": to}, follow_redirects=False)
    assert answer.status_code == 303
    assert answer.headers["location"] == lands


def _odd(identity: UUID) -> list[str]:
    digits = {ord("0") + number: 0x660 + number for number in range(10)}
    return [
        "\t" + identity.hex[1:],
        "\n" + identity.hex[1:],
        "{" + identity.hex + "}",
        "urn:uuid:" + str(identity),
        identity.hex.translate(digits),
        str(identity) + "#/elsewhere",
    ]


def test_an_id_in_an_odd_form_is_no_id(attack_as: Callable[[str], Attacker], house: Database) -> None:
    sam = attack_as("sam")
    with reading(house) as session:
        plan = plan_of(session, "walter")
        review = open_review_of(session, plan.id)
        assert review is not None
        line = next(row.lineage_id for row in items_of(session, review.version_id) if row.kind != "section")
    decided = {"decision": "keep", "reason": "it works"}
    address = f"/plans/{plan.id}/review/decisions"
    for odd in _odd(line):
        answer = sam.send(address, {"command": str(uuid4()), "lineage": odd, **decided})
        assert answer.status_code == 404, odd
    assert sam.send(address, {"command": str(uuid4()), "lineage": str(line), **decided}).status_code == 303


@pytest.mark.parametrize("number", ["0", "-1", "9" * 20, "9" * 5_000, "1e3", "1_0", "٣٣", "%00"])
def test_a_part_with_an_odd_number_is_only_not_there(rosa: Attacker, talk: str, number: str) -> None:
    assert rosa.get(talk.replace("/talk", f"/parts/{number}")).status_code in {400, 404}


def test_somebody_elses_command_id_gives_neither_their_answer_nor_a_second_event(
    rosa: Attacker, attack_as: Callable[[str], Attacker], talk: str, house: Database
) -> None:
    marcus = attack_as("marcus")
    sent = form(words="only for my coordinator")
    assert rosa.send(talk, sent).status_code == 303
    before = how_many_events(house)
    assert rosa.send(talk, sent).status_code == 303
    changed = rosa.send(talk, {**sent, "words": "something else now"})
    assert "was sent before with other content" in changed.text
    with reading(house) as session:
        theirs = f"/my-plan/{plan_of(session, 'marcus').id}/talk"
    stolen = marcus.send(theirs, sent)
    assert stolen.status_code in {409, 422}
    assert how_many_events(house) == before


@pytest.mark.parametrize(
    "path", ["/schema", "/openapi.json", "/.git/config", "/metrics", "/debug", "/docs", "/static/../app.py"]
)
def test_nothing_of_the_inside_has_an_address(rosa: Attacker, path: str) -> None:
    assert rosa.get(path).status_code == 404


@pytest.mark.parametrize(
    "content_type", ["text/plain", "application/json", "", "multipart/form-data; boundary=", "\x80"]
)
def test_a_body_that_no_form_of_ours_sends_is_refused(rosa: Attacker, talk: str, content_type: str) -> None:
    headers: Any = {**OURS, "content-type": content_type.encode("latin-1")}
    answer = rosa.client.post(talk, content=b'{"csrf_token": "a"}', headers=headers, follow_redirects=False)
    assert answer.status_code in {403, 409}
    assert ORIGIN not in answer.text
