"""How far each signer is, over a caseload; what a provider sees and signs; and that nobody signs without showing who they are."""

import csv
import re
from collections.abc import Callable
from io import StringIO
from uuid import uuid4

from sqlmodel import select

from engine.accounts import WebSession
from engine.clock import now
from engine.database import Database, reading, writing
from engine.events import Event
from engine.rounds import open_round
from engine.signatures import acknowledgements_of, signatures_of, slots_of
from tests.cast import plan_of
from tests.web.browser import ORIGIN, Browser
from workflows.demo import PASSWORD

VisitAs = Callable[[str], Browser]


def test_the_list_says_how_far_each_signer_is_and_the_rule_of_the_next_step(visit_as: VisitAs) -> None:
    page = visit_as("sam").visit("/signing?show=all")
    for told in ("Bev Tran, Lakeside Supports", "asked, not opened yet", "42 CFR 441.301", "said no to signing"):
        assert told in page.text
    assert "It says Mondays to Fridays" not in page.text


def test_unsent_answers_are_counted_and_never_shown(visit_as: VisitAs, house: Database) -> None:
    rosa = visit_as("rosa")
    with reading(house) as session:
        part = f"/my-plan/{plan_of(session, 'Rosa Delgado').id}/parts/7"
    rosa.visit(part)
    rosa.submit(part, {"answer": "change"})
    page = visit_as("grace").visit("/signing")
    row = next(
        " ".join("".join(each.itertext()).split())
        for each in page.tree.iter("tr")
        if "Rosa" in "".join(each.itertext())
    )
    assert re.search(r"\d of 7", row)
    assert "change" not in row.lower()


def test_a_manager_takes_the_list_with_guarded_cells_and_it_is_written_down(house: Database, visit_as: VisitAs) -> None:
    answer = visit_as("priya").client.get("/signing.csv?show=no")
    rows = list(csv.reader(StringIO(answer.content.decode("utf-8-sig"))))
    assert rows[0][:4] == ["Person", "Plan", "Service coordinator", "Signer"]
    assert [row[0] for row in rows[1:]] == ["Priscilla Okafor"]
    with reading(house) as session:
        assert session.exec(select(Event).where(Event.kind == "list.exported")).first() is not None


def test_another_teams_plans_are_not_in_the_list(visit_as: VisitAs) -> None:
    assert "Marcus" not in visit_as("lena").visit("/signing?show=all").text


def test_a_provider_sees_and_signs_the_lines_that_name_them(house: Database, visit_as: VisitAs) -> None:
    bev = visit_as("bev")
    with reading(house) as session:
        plan = plan_of(session, "Marcus Webb")
        address, version = f"/plans/{plan.id}", plan.working_version_id
    for path in (address, f"/versions/{version}", f"{address}/signatures"):
        page = bev.visit(path)
        assert "Residential supports" in page.text
        for others in ("Speech and language therapy", "Choking", "Except for the nights"):
            assert others not in page.text, (path, others)
    bev.visit(f"{address}/signatures")
    page = bev.submit(f"{address}/signatures", {"written_name": "Bev Tran"})
    assert "I have read the parts of this version that name me" in page.text


def test_who_works_from_a_plan_says_so_once(house: Database, visit_as: VisitAs) -> None:
    bev = visit_as("bev")
    with reading(house) as session:
        plan = plan_of(session, "Rosa Delgado")
        address, version = f"/plans/{plan.id}", plan.in_force_version_id
    if bev.client.get(address).status_code != 200:
        return
    bev.visit(address)
    page = bev.submit(f"{address}/acknowledgements")
    assert "read version" in page.text
    with reading(house) as session:
        assert version is not None
        assert [row.name for row in acknowledgements_of(session, version)] == ["Bev Tran, Lakeside Supports"]
    assert f"{address}/acknowledgements" not in page.html
    assert "Bev Tran, Lakeside Supports read version" in visit_as("sam").visit(address).text


def test_staff_show_again_that_it_is_them_and_lose_nothing_they_typed(house: Database, visit_as: VisitAs) -> None:
    sam = visit_as("sam")
    with reading(house) as session:
        plan = plan_of(session, "Priscilla Okafor")
        address = f"/plans/{plan.id}/signatures"
    with writing(house) as session:
        for row in session.exec(select(WebSession)):
            row.confirmed_at = None
            session.add(row)
    sam.visit(address)
    asked = sam.submit(address, {"objection": "Tuesday  is hers."})
    assert asked.title == "Confirm that it is you"
    wrong = sam.submit(address, {"step_up_password": "not it"}, status=422)
    assert "That is not your password" in wrong.text
    done = sam.submit(address, {"step_up_password": PASSWORD})
    assert "Tuesday  is hers." in done.quotes
    with reading(house) as session:
        said = [bytes(row.body) for row in session.exec(select(Event).where(Event.kind == "plan.sign"))]
        assert not any(PASSWORD.encode() in body for body in said)


def test_a_try_to_fill_somebody_elses_slot_is_refused_and_written_down(house: Database, visit_as: VisitAs) -> None:
    sam = visit_as("sam")
    with reading(house) as session:
        plan = plan_of(session, "Priscilla Okafor")
        current = open_round(session, plan.id)
        assert current is not None
        hers = next(slot for slot in slots_of(session, current.id) if slot.capacity == "participant")
        before = len(signatures_of(session, current.version_id))
    form = sam.visit(f"/plans/{plan.id}/signatures").form(f"/plans/{plan.id}/signatures")
    sent = {**form, "slot": [str(hers.id)], "command": [str(uuid4())]}
    headers = {"origin": ORIGIN, "sec-fetch-site": "same-origin"}
    assert sam.client.post(f"/plans/{plan.id}/signatures", data=sent, headers=headers).status_code == 404
    with reading(house) as session:
        assert len(signatures_of(session, current.version_id)) == before
        tried = session.exec(select(Event).where(Event.kind == "signature.tried_for_another")).all()
        assert [b'"capacity":"participant"' in bytes(row.body) for row in tried] == [True]
    assert now()


def test_three_tries_then_out_of_reach_through_the_page(house: Database, visit_as: VisitAs) -> None:
    sam = visit_as("sam")
    with reading(house) as session:
        plan = plan_of(session, "Marcus Webb")
        current = open_round(session, plan.id)
        assert current is not None
        slot = next(row for row in slots_of(session, current.id) if row.capacity == "provider")
    where = f"/plans/{plan.id}/signatures/{slot.id}"
    sam.visit(where)
    early = sam.submit(f"{where}/missing", {"why": "unreachable", "reason": "No answer."}, status=422)
    assert "0 of 3 tries" in early.text
    for number in range(3):
        sam.visit(where)
        tried = {"tried_on": "2026-03-1" + str(number), "tried_at": "14:30", "way": "by phone", "result": "No answer."}
        page = sam.submit(f"{where}/attempts", tried)
    assert "3 of 3 tries" in page.text
    page = sam.submit(f"{where}/missing", {"why": "unreachable", "reason": "Nobody answers."})
    assert "could not be reached" in page.text


def test_signers_of_the_version_that_is_out_stand_apart_from_the_signatures_of_an_earlier_one(
    house: Database, visit_as: VisitAs
) -> None:
    with reading(house) as session:
        plan = plan_of(session, "Rosa Delgado").id
    page = visit_as("sam").visit(f"/plans/{plan}/signatures")
    out, signed = "How far each signer of version 4 is", "Each signature is for exactly this text: version 1"
    assert page.text.index(out) < page.text.index(signed)
