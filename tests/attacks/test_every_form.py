"""Every form of every page, with anything in it: never a failure, never a stack trace, and the history still verifies."""

import random
from collections.abc import Callable
from uuid import UUID

import pytest
from litestar import Litestar
from sqlmodel import select

from engine.database import Database, reading
from engine.items import Item
from engine.meetings import Meeting
from engine.people import Person
from engine.plans import Plan
from engine.versions import Version
from tests.attacks.attacker import Attacker, Found, everything_verifies

ANYTHING: list[str | bytes] = [
    "",
    " ",
    "\x00",
    "a\x00b",
    "\x0b",
    "\ufffe",
    "<script>alert(1)</script>",
    "{{ 7*7 }}",
    "' OR 1=1 --",
    '=HYPERLINK("http://elsewhere.example")',
    "x" * 500,
    "9" * 5_000,
    "٣",
    "-1",
    "2026-02-30",
    "0000-00-00",
    "9999-12-31",
    "0001-01-01",
    "\U0001f9a1\u202e\u200d",
    "\r\n\r\nSet-Cookie: a=b",
    "00000000-0000-0000-0000-000000000000",
    "{" + "0" * 32 + "}",
    "\t" + "0" * 31,
    "nan",
    "1e400",
    b"\xed\xa0\xbd",
    b"\xff\xfe",
    "y" * 70_000,
]

WHO = ["sam", "noor", "grace", "priya", "avery", "rosa", "gail", "bev"]


@pytest.mark.parametrize("who", WHO)
def test_a_form_with_anything_in_it_never_fails(
    who: str, attack_as: Callable[[str], Attacker], house: Database
) -> None:
    attacker, dice = attack_as(who), random.Random(who)
    forms = attacker.forms(most=30)
    dice.shuffle(forms)
    for form in forms[:14]:
        for _ in range(2):
            sent = _spoiled(form, dice)
            answer = attacker.send(form.action, sent)
            assert answer.status_code < 500, (form.page, form.action, sent)
            assert "Traceback" not in answer.text
    everything_verifies(house)


def test_every_address_that_takes_a_form_takes_anything(
    demo: Litestar, attack_as: Callable[[str], Attacker], house: Database
) -> None:
    dice = random.Random(7)
    with reading(house) as session:
        ids = [
            *session.exec(select(Plan.id)),
            *session.exec(select(Person.id)).all()[:4],
            *session.exec(select(Meeting.id)).all()[:4],
            *session.exec(select(Version.id)).all()[:4],
            *session.exec(select(Item.id)).all()[:4],
        ]
    addresses = [
        route.path for route in demo.routes if "POST" in getattr(route, "methods", ()) and route.path not in ENDS
    ]
    assert len(addresses) > 30
    names = [
        "command",
        "expected",
        "based_on",
        "words",
        "reason",
        "text",
        "on",
        "kind",
        "plan",
        "quote",
        "answer",
        "role",
    ]
    for who in ("sam", "priya", "avery", "rosa"):
        attacker = attack_as(who)
        for address in addresses:
            path = "/".join(_filled(part, dice, ids) for part in address.split("/"))
            fields = {name: dice.choice(ANYTHING) for name in dice.sample(names, 4)}
            answer = attacker.send(path, fields)
            assert answer.status_code < 500, (path, fields)
            assert "Traceback" not in answer.text
    everything_verifies(house)


ENDS = {"/sign-out", "/acting-as", "/sign-in", "/lock"}
"""These would end the session, and everything after them would be asked by nobody."""


def _spoiled(form: Found, dice: random.Random) -> dict[str, str | bytes | list[str]]:
    sent: dict[str, str | bytes | list[str]] = dict(form.fields)
    sent.pop("csrf_token", None)
    names = list(sent)
    for name in dice.sample(names, min(len(names), dice.choice([1, 1, 2, 5]))):
        chance = dice.random()
        if chance < 0.1:
            sent.pop(name)
        elif chance < 0.2:
            sent[name] = [str(dice.choice(ANYTHING[:25])), "again"]
        else:
            sent[name] = dice.choice(ANYTHING)
    for name in names:
        if sent.get(name) == [""] and dice.random() < 0.5:
            sent[name] = dice.choice(ANYTHING[:24])
    return sent


def _filled(part: str, dice: random.Random, ids: list[UUID]) -> str:
    if not part.startswith("{"):
        return part
    if part.endswith(":uuid}"):
        return str(dice.choice(ids))
    if part.endswith(":int}"):
        return str(dice.choice([1, 2, 0, -1, 10**30]))
    return dice.choice(["share", "close", "agree", "nothing", "%00", "%E2%80%AE", "x" * 300])
