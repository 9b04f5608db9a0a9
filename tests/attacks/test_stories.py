"""The stories of harm we hold ourselves to, each with the tests that tell it; and those of them that are told here.

`STORIES` is the table: a story, and where it is tried. A test holds that every one of those tests is there.
"""

import ast
from collections.abc import Callable
from pathlib import Path
from uuid import uuid4

import pytest
from litestar import Litestar
from sqlmodel import select

from engine.accounts import Account
from engine.database import Database, reading
from engine.events import Event
from engine.outbox import Message
from engine.plans import Plan
from engine.presses import Press
from engine.rounds import Answer
from engine.safety import SafetyReport
from engine.signatures import Signature
from tests.attacks.attacker import Attacker
from tests.attacks.test_around_a_person import _asked_of, addresses, plainly
from tests.cast import plan_of
from tests.web.browser import ORIGIN, Browser
from web import cli

ROOT = Path(__file__).resolve().parents[2]
VisitAs = Callable[[str], Browser]

STORIES = {
    "A guardian looks while a safeguarding report is open: no trace in pages, lists, counts, documents, mail or time": [
        "tests/attacks/test_stories.py::test_a_guardian_finds_no_trace_of_an_open_report",
        "tests/web/pages/test_something_else.py::test_who_was_named_gets_it_and_nobody_else_can_tell_that_it_exists",
        "tests/web/pages/test_something_else.py::test_who_it_is_about_never_gets_it",
        "tests/web/pages/test_something_else.py::test_no_sweep_deadline_or_preview_tells_that_something_waits",
        "tests/web/pages/test_something_else.py::test_with_somebody_beside_her_or_before_she_said_so_it_is_not_shown",
    ],
    "A guardian is suspended: told nothing, sees what an ended one sees, answers and signs nothing": [
        "tests/attacks/test_around_a_person.py::test_a_suspended_guardian_gets_byte_for_byte_what_an_ended_one_gets",
        "tests/attacks/test_around_a_person.py::test_nobody_writes_to_her_and_nothing_she_can_open_holds_the_event",
        "tests/attacks/test_around_a_person.py::test_a_suspended_guardian_neither_answers_nor_signs_nor_declines",
        "tests/attacks/test_around_a_person.py::test_the_time_an_answer_takes_tells_nothing",
        "tests/attacks/test_around_a_person.py::test_a_guardian_cannot_read_that_the_person_asked_about_her",
    ],
    "Papers that are not verified, ended, to come or of another scope open nothing": [
        "tests/attacks/test_around_a_person.py::test_papers_that_do_not_count_open_answer_and_sign_nothing",
        "tests/attacks/test_tampering.py::test_a_guardian_and_a_supporter_are_out_on_the_day_after_their_last",
    ],
    "Somebody at home uses the person's card: it only asks, and the sitting is marked": [
        "tests/attacks/test_ways_in.py::test_a_card_alone_opens_nothing",
        "tests/attacks/test_ways_in.py::test_a_request_opens_one_browser_once",
        "tests/web/pages/test_coming_in.py::test_the_card_asks_the_coordinator_lets_in_and_the_room_opens",
    ],
    "Somebody answers or signs for the person: by their room, by a form, in another role, by import, by command; each try is an event": [
        "tests/attacks/test_answering_for_her.py::test_every_door_of_the_room_refuses_and_notes_it",
        "tests/attacks/test_answering_for_her.py::test_she_reads_who_tried",
        "tests/attacks/test_stories.py::test_every_door_of_signing_refuses_and_notes_it",
        "tests/attacks/test_stories.py::test_another_person_and_another_guardian_are_refused_and_noted",
        "tests/attacks/test_stories.py::test_an_import_brings_nobodys_answer_and_nobodys_signature",
        "tests/attacks/test_stories.py::test_no_command_of_the_terminal_answers_or_signs",
        "tests/attacks/test_tampering.py::test_nobody_answers_or_signs_as_the_person",
        "tests/web/pages/test_my_signature.py::test_trying_to_sign_as_the_person_is_refused_and_written_down",
        "tests/workflows/test_answering.py::test_what_a_witness_saw_opens_the_gate_and_is_no_answer",
    ],
    "Whoever keeps the database changes words and makes the digests fit": [
        "tests/engine/test_checkpoints.py::test_a_rewritten_chain_that_verify_cannot_see_is_named",
        "tests/engine/test_checkpoints.py::test_a_restored_older_file_shows_even_after_work_went_on",
        "tests/attacks/test_invented_words.py::test_a_frozen_text_changed_in_the_database_is_refused_with_the_passage_that_was_written_in",
        "tests/attacks/test_invented_words.py::test_the_word_file_and_the_page_of_a_changed_version_are_refused",
        "tests/workflows/test_signing.py::test_a_seal_shows_a_signature_that_was_changed",
    ],
    "Somebody is dismissed: every way in is shut at the next request": [
        "tests/attacks/test_stories.py::test_whoever_is_dismissed_is_out_at_the_next_request",
        "tests/web/pages/test_handing_over.py::test_when_the_coordinators_account_is_closed_nothing_of_theirs_stays_open",
    ],
    "A manager changes the rule that shows lateness: no page changes a rule, and a past day keeps its rule": [
        "tests/workflows/profiles/test_versions.py::test_announcing_a_later_rule_does_not_change_what_the_version_before_it_was",
        "tests/workflows/profiles/test_versions.py::test_a_rule_that_changes_in_july_is_the_old_one_on_june_30_and_the_new_one_on_july_1",
    ],
    "A supporter is removed: the next request is refused and an open page closes within a minute": [
        "tests/attacks/test_around_a_person.py::test_a_supporter_removed_at_midnight_is_refused_at_the_next_request",
        "tests/attacks/test_around_a_person.py::test_her_open_page_asks_and_learns_that_it_is_closed_within_a_minute",
    ],
    "Somebody signed in tries the ids of others": [
        "tests/attacks/test_tampering.py::test_no_address_opens_with_an_id_that_is_somebody_elses",
        "tests/web/test_every_route.py::test_the_table_opens_and_nothing_else_does",
    ],
    "Whoever has the handed-over device wants more than the room": [
        "tests/attacks/test_ways_in.py::test_a_handed_over_device_opens_no_staff_address_of_anybody",
        "tests/attacks/test_ways_in.py::test_guessing_the_coordinators_password_is_stopped",
        "tests/attacks/test_ways_in.py::test_the_persons_own_password_does_not_give_the_device_back",
    ],
}

SIGNING = {
    "signature/by/name": {"written_name": "x"},
    "signature/by/mark": {"mark": "star"},
    "signature/by/witness": {},
    "signature/no": {},
    "signature/taken-back": {},
}


@pytest.mark.parametrize("story", STORIES)
def test_every_test_of_the_table_is_there(story: str) -> None:
    for place in STORIES[story]:
        file, name = place.split("::")
        tree = ast.parse((ROOT / file).read_text(encoding="utf-8"))
        assert name in {node.name for node in tree.body if isinstance(node, ast.FunctionDef)}, place


def test_a_guardian_finds_no_trace_of_an_open_report(visit_as: VisitAs, house: Database) -> None:
    with reading(house) as session:
        gail_id = session.exec(select(Account.id).where(Account.sign_in_name == "gail")).one()
        told = len(session.exec(select(Message).where(Message.recipient == gail_id)).all())
    gail, paths = visit_as("gail"), ("/", "/my-plan", "/messages", "/still-open")
    for path in addresses(house):
        plainly(gail, path)
    before = {path: plainly(gail, path) for path in addresses(house) if not path.endswith("/document")}
    asked = {path: _asked_of(house, gail, path) for path in paths}
    marcus = visit_as("marcus")
    marcus.visit("/my-plan/else")
    marcus.submit("/my-plan/else", {"step": "tell"})
    marcus.submit("/my-plan/else", {"words": "My mother locks the door and takes the device away."})
    with reading(house) as session:
        report = session.exec(select(SafetyReport)).one()
        assert len(session.exec(select(Message).where(Message.recipient == gail_id)).all()) == told
    assert {path: plainly(gail, path) for path in before} == before
    assert {path: _asked_of(house, gail, path) for path in paths} == asked
    assert gail.client.get(f"/attention/{report.id}").status_code == 404


@pytest.mark.parametrize("who", ["sam", "grace", "priya", "dana", "noor", "leo", "bev", "avery", "ada", "charlie"])
def test_every_door_of_signing_refuses_and_notes_it(
    attack_as: Callable[[str], Attacker], house: Database, who: str
) -> None:
    attacker = attack_as(who)
    with reading(house) as session:
        plan = plan_of(session, "Priscilla Okafor")
        before = len(session.exec(select(Signature)).all())
    for act, form in SIGNING.items():
        answer = attacker.send(f"/my-plan/{plan.id}/{act}", {"command": str(uuid4()), "fingerprint": "0" * 64, **form})
        assert answer.status_code in (403, 404), act
    with reading(house) as session:
        assert len(session.exec(select(Signature)).all()) == before
        assert len(noted(session, "signature.tried_for_another")) == len(SIGNING)


@pytest.mark.parametrize("who", ["gail", "marcus"])
def test_another_person_and_another_guardian_are_refused_and_noted(
    attack_as: Callable[[str], Attacker], house: Database, who: str
) -> None:
    attacker = attack_as(who)
    with reading(house) as session:
        plan, signing = plan_of(session, "Rosa Delgado"), plan_of(session, "Priscilla Okafor")
        before = [len(session.exec(select(table)).all()) for table in (Press, Answer, Signature)]
    assert attacker.send(f"/my-plan/{plan.id}/parts/1", {"command": str(uuid4()), "answer": "yes"}).status_code == 404
    form = {"command": str(uuid4()), "fingerprint": "0" * 64, "written_name": "x"}
    assert attacker.send(f"/my-plan/{signing.id}/signature/by/name", form).status_code == 404
    with reading(house) as session:
        assert [len(session.exec(select(table)).all()) for table in (Press, Answer, Signature)] == before
        assert len(noted(session, "answer.attempted")) == 1
        assert len(noted(session, "signature.tried_for_another")) == 1


def test_an_import_brings_nobodys_answer_and_nobodys_signature(visit_as: VisitAs, house: Database) -> None:
    table = "full_name,team,coordinator,answer,confirmed_by_person,signed\r\nAda Byron,River Team,sam,yes,yes,2026-03-01\r\n"
    with reading(house) as session:
        before = [len(session.exec(select(kind)).all()) for kind in (Press, Answer, Signature, Plan)]
    avery = visit_as("avery")
    token = avery.visit("/import").form("/import")["csrf_token"][0]
    sent = avery.client.post(
        "/import",
        data={"csrf_token": token},
        files={"file": ("people.csv", table.encode())},
        headers={"origin": ORIGIN, "sec-fetch-site": "same-origin"},
    )
    assert sent.status_code in (200, 422)
    if sent.status_code == 200:
        avery.visit("/import")
        avery.submit("/import", files={"file": ("people.csv", table.encode())})
        avery.submit("/import/confirmed")
    with reading(house) as session:
        assert [len(session.exec(select(kind)).all()) for kind in (Press, Answer, Signature, Plan)] == before


def test_no_command_of_the_terminal_answers_or_signs() -> None:
    """Their files import no verb that could; the demo, whose people are invented, is the one that tells such stories."""
    verbs = {"answering", "pressing", "sending", "signing", "witnessing", "giving", "circle_signing"}
    assert not any(name in verbs for name in cli.COMMANDS)
    for name in cli.COMMANDS:
        tree = ast.parse((ROOT / "web" / "commands" / f"{name}.py").read_text(encoding="utf-8"))
        imported = {alias.name.rsplit(".", 1)[-1] for node in ast.walk(tree) if isinstance(node, ast.Import | ast.ImportFrom) for alias in node.names}  # fmt: skip
        assert not imported & verbs, name


def test_whoever_is_dismissed_is_out_at_the_next_request(
    demo: Litestar, attack_as: Callable[[str], Attacker], visit_as: VisitAs, house: Database
) -> None:
    sam = attack_as("sam")
    with reading(house) as session:
        plan, account = plan_of(session, "Rosa Delgado"), session.exec(select(Account).where(Account.sign_in_name == "sam")).one()  # fmt: skip
    open_before = (f"/plans/{plan.id}", f"/versions/{plan.working_version_id}/document", "/deadlines.csv", "/let-in")
    assert [sam.get(path).status_code for path in open_before] == [200] * len(open_before)
    avery = visit_as("avery")
    avery.visit(f"/accounts/{account.id}")
    avery.submit(f"/accounts/{account.id}/closed")
    for path in open_before:
        answer = sam.get(path)
        assert (answer.status_code, answer.headers["location"][:8]) == (303, "/sign-in"), path
    assert sam.send(f"/plans/{plan.id}/hand-over", {"command": str(uuid4())}).status_code == 401
    assert sam.get("/still-open").status_code in (303, 401)


def noted(session: object, kind: str) -> list[Event]:
    return list(session.exec(select(Event).where(Event.kind == kind)))  # type: ignore[attr-defined]
