"""Many at once: one effect for one form, one answer for each slot, nobody's line lost, nothing raised twice."""

from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from pathlib import Path
from uuid import uuid4

import pytest
from litestar import Litestar
from sqlmodel import Session, func, select

from engine.database import Database, reading
from engine.events import events
from engine.plans import Plan, Standing
from engine.settings import Settings
from tests.attacks.attacker import Attacker, everything_verifies
from tests.cast import NOW, plan_of
from tests.web.house_rules import controls, parse_page
from web.app import create_app
from workflows.monitoring import sweep_due


@pytest.fixture
def crowd(any_house: Database, demo: Litestar, tmp_path: Path) -> Callable[[str], Attacker]:
    """`crowd("rosa")` on either database, on the demo's own day."""
    app = create_app(Settings(data_folder=tmp_path, DATABASE_URL=any_house.url, demo=True), database=any_house)
    return lambda name: Attacker(app, any_house, name)


def count(database: Database, *where: object) -> int:
    with reading(database) as session:
        return session.scalars(select(func.count()).select_from(events).where(*where)).one()  # type: ignore[arg-type]


def test_a_form_sent_a_hundred_times_at_once_is_done_once(
    crowd: Callable[[str], Attacker], any_house: Database
) -> None:
    rosa = crowd("rosa")
    with reading(any_house) as session:
        plan = plan_of(session, "rosa").id
    before = count(any_house)
    sent = {"command": str(uuid4()), "words": "I want to talk", "who": "coordinator"}
    with ThreadPoolExecutor(20) as pool:
        answers = list(pool.map(lambda _: rosa.send(f"/my-plan/{plan}/talk", sent).status_code, range(100)))
    assert Counter(answers) == {303: 100}
    assert count(any_house, events.c.command_id == sent["command"]) == 1
    # The talk that was asked for, and the trigger it is.
    assert count(any_house) == before + 2
    everything_verifies(any_house)


def test_many_answer_and_ask_while_everything_due_is_swept(
    crowd: Callable[[str], Attacker], any_house: Database
) -> None:
    rosa, marcus, sam = crowd("rosa"), crowd("marcus"), crowd("sam")
    with reading(any_house) as session:
        rosas, marcuss = plan_of(session, "rosa").id, plan_of(session, "marcus").id

    def ask(number: int) -> int:
        who, plan = ((rosa, rosas), (marcus, marcuss))[number % 2]
        fields = {"command": str(uuid4()), "words": f"number {number} of many", "who": "coordinator"}
        return int(who.send(f"/my-plan/{plan}/talk", fields).status_code)

    def act(number: int) -> int:
        if number % 10 == 0:
            sweep_due(any_house, at=NOW + timedelta(days=number))
            return 303
        if number % 10 == 5:
            return 303 if sam.get(f"/plans/{rosas}").status_code == 200 else 500
        return ask(number)

    with ThreadPoolExecutor(12) as pool:
        answers = Counter(pool.map(act, range(60)))
    assert answers == {303: 60}
    everything_verifies(any_house)


def test_two_people_in_one_line_both_keep_their_words(crowd: Callable[[str], Attacker], any_house: Database) -> None:
    sam, again = crowd("sam"), crowd("sam")
    with reading(any_house) as session:
        plans = _drafts(session)
    found = next((form for plan in plans for form in _lines(sam, plan)), None)
    assert found is not None, "the demo has no draft of Sam's with a line in it"
    action, fields, name = found
    first = {**fields, name: ["what the first wrote"]}
    second = {**fields, name: ["what the second wrote"]}
    with ThreadPoolExecutor(2) as pool:
        answers = [
            job.result() for job in [pool.submit(sam.send, action, first), pool.submit(again.send, action, second)]
        ]
    assert sorted(answer.status_code for answer in answers) in ([303, 422], [303, 409])
    page = next(answer for answer in answers if answer.status_code != 303).text
    assert "what the first wrote" in page
    assert "what the second wrote" in page


def _drafts(session: Session) -> list[str]:
    rows = session.exec(select(Plan).where(Plan.standing == Standing.DRAFT)).all()
    return [str(row.id) for row in rows]


def _lines(sam: Attacker, plan: str) -> list[tuple[str, dict[str, list[str]], str]]:
    page = sam.get(f"/plans/{plan}/edit")
    if page.status_code != 200:
        return []
    found = []
    for form in parse_page(page.text).iter("form"):
        action, fields = form.get("action") or "", controls(form)
        names = [name for name in fields if f"was-{name}" in fields]
        if action.startswith("/items/") and action.count("/") == 2 and names:
            fields.pop("csrf_token")
            found.append((action, fields, names[0]))
    return found
