"""Signing in one's own room: in any way, bound to the text, as easy to refuse as to give, and nobody's but one's own."""

from collections.abc import Callable
from io import BytesIO
from uuid import uuid4

import pytest
from PIL import Image
from sqlmodel import select

from engine.database import Database, reading
from engine.events import Event, peek
from engine.originals import Original
from engine.quotes import quotes_by_id
from engine.signatures import Signature, choices_of, newest_by_slot, parts_not_agreed, signatures_of
from tests.cast import plan_of
from tests.web.browser import ORIGIN, Browser, Opened

VisitAs = Callable[[str], Browser]

CILLA = "Priscilla Okafor"


def signatures(house: Database, person: str = CILLA, capacity: str = "participant") -> list[Signature]:
    with reading(house) as session:
        plan = plan_of(session, person)
        assert plan.working_version_id is not None
        return [row for row in signatures_of(session, plan.working_version_id) if row.capacity == capacity]


def page_of(house: Database, person: str = CILLA) -> str:
    with reading(house) as session:
        return f"/my-plan/{plan_of(session, person).id}/signature"


def png() -> bytes:
    content = BytesIO()
    Image.new("RGB", (40, 20), "white").save(content, "PNG")
    return content.getvalue()


def sign_by(visitor: Browser, address: str, way: str, **fields: str) -> Opened:
    visitor.visit(f"{address}/by/{way}")
    return visitor.submit(f"{address}/by/{way}", fields)


def test_somebody_who_said_no_can_still_sign_and_both_stay(house: Database, visit_as: VisitAs) -> None:
    cilla, address = visit_as("cilla"), page_of(house)
    assert "You said no to signing" in cilla.visit(address).text
    done = sign_by(cilla, address, "name", written_name="  Cilla  O. ")
    assert "You signed this on March 20, 2026." in done.text
    assert [row.outcome for row in signatures(house)] == ["declined", "signed"]
    row = signatures(house)[-1]
    assert (row.method, row.written_name, row.way, row.device) == ("typed name", "  Cilla  O. ", "own session", "own")
    assert (row.rendition, row.language) == ("Easy Read", "en")


def test_three_lines_come_before_any_way_and_each_way_shows_what_is_signed(house: Database, visit_as: VisitAs) -> None:
    cilla, address = visit_as("cilla"), page_of(house)
    start = cilla.visit(address)
    for line in ("you say yes to this plan", "You can say no. Your services do not stop.", "agree to some parts"):
        assert line in start.text
    assert "I want it on paper" in start.links
    for way in ("name", "draw", "mark", "voice", "witness", "paper"):
        page = cilla.visit(f"{address}/by/{way}")
        assert f"{address.removesuffix('/signature')}/read/1" in page.links.values()
        with reading(house) as session:
            plan = plan_of(session, CILLA)
            fingerprint = next(row.fingerprint for row in signatures_of(session, plan.working_version_id))  # type: ignore[arg-type]
        assert fingerprint[:4].upper() in page.text


def test_every_way_to_sign_is_as_large_as_the_others(house: Database, visit_as: VisitAs) -> None:
    page = visit_as("cilla").visit(f"{page_of(house)}/ways")
    large = {" ".join("".join(e.itertext()).split()): e.get("class") for e in page.tree.iter("a") if e.get("class")}
    ways = ("Type my name", "Draw", "Choose my mark", "Record me saying yes", "Say it to somebody", "Sign on paper")
    assert {large[way] for way in (*ways, "Not now")} == {"big-button"}


def test_a_drawing_is_kept_as_it_came_and_shown_again(house: Database, visit_as: VisitAs) -> None:
    cilla, address = visit_as("cilla"), page_of(house)
    cilla.visit(f"{address}/by/draw")
    empty = cilla.submit(f"{address}/by/draw", status=422)
    assert "There is no picture yet." in empty.text
    done = cilla.submit(f"{address}/by/draw", files={"file": ("drawing.png", png())})
    row = signatures(house)[-1]
    assert (row.method, row.outcome) == ("drawn", "signed")
    assert f"/signatures/{row.id}/mark" in done.html
    answer = cilla.client.get(f"/signatures/{row.id}/mark")
    assert answer.headers["content-type"] == "image/png"
    with reading(house) as session:
        assert session.get_one(Original, row.mark_id).size == len(png())
    assert visit_as("avery").client.get(f"/signatures/{row.id}/mark").status_code == 404


def test_a_mark_is_chosen_from_pictures(house: Database, visit_as: VisitAs) -> None:
    cilla, address = visit_as("cilla"), page_of(house)
    done = sign_by(cilla, address, "mark", mark="heart")
    row = signatures(house)[-1]
    assert (row.method, row.mark_words) == ("chosen mark", "Heart")
    assert "you chose your mark" in done.text


def test_back_shows_what_was_done_and_nothing_is_signed_twice(house: Database, visit_as: VisitAs) -> None:
    cilla, address = visit_as("cilla"), page_of(house)
    page = cilla.visit(f"{address}/by/name")
    form = page.form(f"{address}/by/name")
    cilla.submit(f"{address}/by/name", {"written_name": "Cilla"})
    back = cilla.visit(f"{address}/by/name")
    assert back.path == address
    assert "You signed this on March 20, 2026." in back.text
    headers = {"origin": ORIGIN, "sec-fetch-site": "same-origin"}
    again = cilla.client.post(f"{address}/by/name", data={**form, "written_name": "Cilla"}, headers=headers)
    assert again.status_code == 200
    fresh = {**form, "command": [str(uuid4())], "written_name": "Cilla"}
    assert cilla.client.post(f"{address}/by/name", data=fresh, headers=headers).status_code in (409, 422)
    assert [row.outcome for row in signatures(house)] == ["declined", "signed"]


def test_minds_may_change_until_all_have_signed(house: Database, visit_as: VisitAs) -> None:
    cilla, address = visit_as("cilla"), page_of(house)
    sign_by(cilla, address, "name", written_name="Cilla")
    cilla.visit(address)
    page = cilla.submit(f"{address}/taken-back")
    assert "You took your signature back" in page.text
    assert "I want to sign" in page.text
    assert [row.outcome for row in signatures(house)] == ["declined", "signed", "withdrawn"]
    sign_by(cilla, address, "mark", mark="sun")
    assert [row.outcome for row in signatures(house)] == ["declined", "signed", "withdrawn", "signed"]


def test_parts_are_left_out_with_her_words_and_the_rest_is_signed(house: Database, visit_as: VisitAs) -> None:
    cilla, address = visit_as("cilla"), page_of(house)
    cilla.visit(f"{address}/parts")
    nothing = cilla.submit(f"{address}/parts", status=422)
    assert "Choose a part, or go back and sign the whole plan." in nothing.text
    page = cilla.submit(f"{address}/parts", {"part": ["2", "5"]})
    assert page.path == f"{address}/parts/2"
    words = "not the night shift.\n  NOT ever"
    page = cilla.submit(f"{address}/parts/2", {"words": words})
    assert page.path == f"{address}/parts/5"
    page = cilla.submit(f"{address}/parts/5", files={"file": ("no.png", png())})
    assert page.path == f"{address}/ways"
    assert "You do not agree with:" in page.text
    done = sign_by(cilla, address, "mark", mark="star")
    assert words in done.quotes
    row = signatures(house)[-1]
    assert row.outcome == "signed with objection"
    with reading(house) as session:
        parts = parts_not_agreed(session, [row.id])[row.id]
        assert [part.title[:2] for part in parts] == ["2.", "5."]
        said = quotes_by_id(session, [part.words_quote_id for part in parts if part.words_quote_id], private_too=True)
        assert [quote.text for quote in said.values() if not quote.is_a_file] == [words]
        assert choices_of(session, row.slot_id) == []


def test_the_choice_of_parts_can_be_given_up_again(house: Database, visit_as: VisitAs) -> None:
    cilla, address = visit_as("cilla"), page_of(house)
    cilla.visit(f"{address}/parts")
    cilla.submit(f"{address}/parts", {"part": ["2"]})
    cilla.visit(f"{address}/parts")
    page = cilla.submit(f"{address}/parts/none")
    assert "You do not agree with:" not in page.text
    sign_by(cilla, address, "name", written_name="C")
    assert signatures(house)[-1].outcome == "signed"


def test_saying_no_first_says_what_it_does_and_needs_no_reason(house: Database, visit_as: VisitAs) -> None:
    cilla, address = visit_as("cilla"), page_of(house)
    sign_by(cilla, address, "name", written_name="C")
    cilla.visit(address)
    cilla.submit(f"{address}/taken-back")
    page = cilla.visit(f"{address}/no")
    for told in ("meeting", "advocate", "appeal", "no service you have now stops"):
        assert told in page.text.lower()
    done = cilla.submit(f"{address}/no")
    assert "You said no to signing" in done.text
    assert signatures(house)[-1].outcome == "declined"


def test_another_text_cannot_be_signed(house: Database, visit_as: VisitAs) -> None:
    cilla, address = visit_as("cilla"), page_of(house)
    cilla.visit(f"{address}/by/name")
    sent = {"fingerprint": "0" * 64, "written_name": "Cilla"}
    refused = cilla.submit(f"{address}/by/name", sent, status=422)
    assert "it is not the one on this plan now" in refused.text
    assert signatures(house)[-1].outcome == "declined"


def test_a_plan_can_be_sent_back_in_her_words(house: Database, visit_as: VisitAs) -> None:
    cilla, address = visit_as("cilla"), page_of(house)
    cilla.visit(f"{address}/change")
    after = cilla.submit(address.replace("/signature", "/changes"), {"reason": "put the church back in"})
    assert after.path == "/my-plan"
    with reading(house) as session:
        assert plan_of(session, CILLA).standing == "draft"


def test_said_to_a_witness_counts_once_a_second_person_writes_it_down(house: Database, visit_as: VisitAs) -> None:
    cilla, address = visit_as("cilla"), page_of(house)
    cilla.visit(f"{address}/by/witness")
    page = cilla.submit(f"{address}/by/witness")
    assert "somebody who heard it has to write it down" in page.text
    assert [row.outcome for row in signatures(house)] == ["declined"]
    with reading(house) as session:
        plan = plan_of(session, CILLA)
        last = newest_by_slot(signatures_of(session, plan.working_version_id))  # type: ignore[arg-type]
        slot = next(row.slot_id for row in last.values() if row.capacity == "participant")
        writer = plan.coordinator_id
    where = f"/plans/{plan.id}/signatures/{slot}"
    grace = visit_as("grace")
    grace.visit(where)
    grace.submit(f"{where}/heard", {"words": "Yes, ALL of it!"})
    row = signatures(house)[-1]
    assert (row.method, row.witness, row.account_id != writer) == ("verbal documented", "Grace Osei", True)
    with reading(house) as session:
        assert quotes_by_id(session, [row.said_quote_id])[row.said_quote_id].text == "Yes, ALL of it!"  # type: ignore[list-item,index]


@pytest.mark.parametrize("who", ["sam", "grace", "bev", "priya", "noor", "gail", "rosa"])
def test_trying_to_sign_as_the_person_is_refused_and_written_down(house: Database, visit_as: VisitAs, who: str) -> None:
    staff, address = visit_as(who), page_of(house)
    before = signatures(house)
    with reading(house) as session:
        moved = peek(session, plan_of(session, CILLA).stream).seq
    page = staff.visit("/")
    token = next(field.get("value") for field in page.tree.iter("input") if field.get("name") == "csrf_token")
    form = {"csrf_token": token, "command": str(uuid4()), "fingerprint": before[0].fingerprint, "written_name": "x"}
    headers = {"origin": ORIGIN, "sec-fetch-site": "same-origin"}
    assert staff.client.post(f"{address}/by/name", data=form, headers=headers).status_code == 404
    assert len(signatures(house)) == len(before)
    with reading(house) as session:
        (tried,) = session.exec(select(Event).where(Event.kind == "signature.tried_for_another")).all()
        plan = plan_of(session, CILLA)
        assert tried.stream == f"access:{plan.person_id}"
        assert peek(session, plan.stream).seq == moved
    assert b'"capacity":"participant"' in bytes(tried.body)


def test_messages_are_read_in_the_persons_own_room(visit_as: VisitAs) -> None:
    page = visit_as("cilla").visit("/messages")
    assert page.title == "What you were told"
    assert "A plan is ready for you to sign" in page.text
    assert "Talk to someone" in page.links
