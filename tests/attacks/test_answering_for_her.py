"""Nobody answers for the person: every door refuses it, and that somebody tried stands where the person sees who looked."""

import json
from collections.abc import Callable
from uuid import uuid4

import pytest
from sqlmodel import select

from engine.database import Database, reading
from engine.events import Event, peek
from engine.presses import Press, SendingChoice, UnsentWords
from engine.rounds import Answer
from tests.attacks.attacker import Attacker
from tests.cast import plan_of
from tests.web.browser import Browser

ACTS = {
    "parts/1": {"answer": "yes"},
    "parts/1/words": {"words": "she would say yes"},
    "parts/1/symbols": {"order": "i"},
    "parts/1/board": {"add": "i"},
    "parts/1/files/drawn": {},
    "parts/1/after": {"next": "coordinator"},
    "parts/1/who-sees": {"seen_by": "team"},
    "next/words": {"words": "she knows"},
    "sending": {"as_i_go": "yes"},
    "send": {},
}


@pytest.mark.parametrize("who", ["sam", "grace", "priya", "dana", "noor", "leo", "bev", "avery", "ada", "charlie"])
def test_every_door_of_the_room_refuses_and_notes_it(
    attack_as: Callable[[str], Attacker], house: Database, who: str
) -> None:
    attacker = attack_as(who)
    with reading(house) as session:
        plan = plan_of(session, "Rosa Delgado")
        stream, seq = f"access:{plan.person_id}", peek(session, plan.stream).seq
        tables = (Answer, Press, UnsentWords, SendingChoice)
        before = [len(session.exec(select(table)).all()) for table in tables]
    for act, form in ACTS.items():
        answer = attacker.send(f"/my-plan/{plan.id}/{act}", {"command": str(uuid4()), **form})
        assert answer.status_code in (403, 404), act
    with reading(house) as session:
        assert [len(session.exec(select(table)).all()) for table in tables] == before
        assert peek(session, plan.stream).seq == seq
        noted = [
            row for row in session.exec(select(Event).where(Event.stream == stream)) if row.kind == "answer.attempted"
        ]
        assert len(noted) == len(ACTS)
        assert {row.role for row in noted} == {noted[0].role}
        said = json.loads(noted[1].body)["data"]
        assert said == {"what": "attempt", "act": "answer", "plan": str(plan.id)}
        assert b"she would" not in b"".join(row.body for row in noted)


def test_she_reads_who_tried(
    attack_as: Callable[[str], Attacker], visit_as: Callable[[str], Browser], house: Database
) -> None:
    with reading(house) as session:
        plan = plan_of(session, "Rosa Delgado")
    attack_as("bev").send(f"/my-plan/{plan.id}/parts/1", {"command": str(uuid4()), "answer": "yes"})
    page = visit_as("rosa").visit("/my-plan/circle/looked")
    assert "tried to answer or sign for you. They could not." in page.text


def test_a_plan_that_is_not_there_costs_the_same_and_tells_nothing(
    attack_as: Callable[[str], Attacker], house: Database
) -> None:
    attacker = attack_as("sam")
    answer = attacker.send(f"/my-plan/{uuid4()}/parts/1", {"command": str(uuid4()), "answer": "yes"})
    assert answer.status_code == 404
    with reading(house) as session:
        noted = session.exec(select(Event).where(Event.kind == "answer.attempted")).one()
        assert noted.stream.startswith("account:")
