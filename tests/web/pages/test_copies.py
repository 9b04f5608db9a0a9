"""Copies: made from the signed text, given to everyone responsible, in their form; and what is old says so."""

import re
from collections.abc import Callable
from io import BytesIO
from zipfile import ZipFile

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError
from sqlmodel import select

from documents.proving import Answer, prove
from engine.copies import CopyGiven, CopyReceipt, copies_of, receipts_of
from engine.database import Database, reading, writing
from engine.outbox import Message
from tests.cast import TODAY, plan_of
from tests.web.browser import ORIGIN, Browser, Opened
from workflows.recipients import recipients, signed_version

VisitAs = Callable[[str], Browser]

WALTER = "Walter Lindqvist"
"""His plan is in force, and looked at again."""


def address(house: Database, person: str = WALTER) -> str:
    with reading(house) as session:
        return f"/plans/{plan_of(session, person).id}/copies"


def keys(house: Database, person: str = WALTER) -> dict[str, str]:
    """The recipients of a plan: key by capacity."""
    with reading(house) as session:
        plan = plan_of(session, person)
        version = signed_version(session, plan)
        assert version is not None
        return {one.capacity: one.key for one in recipients(session, plan, version, on=TODAY)}


def give(browser: Browser, house: Database, to: str, person: str = WALTER, *, status: int = 200, **said: str) -> Opened:
    browser.visit(address(house, person))
    values = {"to": keys(house, person)[to], "rendition": "standard", "way": "in person", **said}
    return browser.submit(address(house, person), values, status=status)


def given(house: Database, person: str = WALTER) -> list[CopyGiven]:
    with reading(house) as session:
        return copies_of(session, plan_of(session, person).id)


def receipt(house: Database, row: CopyGiven) -> CopyReceipt | None:
    with reading(house) as session:
        return receipts_of(session, [row.id]).get(row.id)


def words(content: bytes, part: str = "word/document.xml") -> str:
    with ZipFile(BytesIO(content)) as file:
        return " ".join(re.findall(r"<w:t[^>]*>([^<]*)</w:t>", file.read(part).decode()))


def test_a_copy_names_whom_which_form_how_and_when_and_never_changes(house: Database, visit_as: VisitAs) -> None:
    page = give(visit_as("sam"), house, "participant", rendition="large print", way="by letter")
    (row,) = given(house)
    assert (row.recipient, row.rendition, row.way, row.by_name) == (WALTER, "large print", "by letter", "Sam Okoye")
    assert "Large print · by letter" in page.text
    for statement in ("UPDATE copy_given SET recipient = 'x'", "DELETE FROM copy_given"):
        with pytest.raises(DBAPIError), writing(house) as session:
            session.execute(text(statement))


@pytest.mark.parametrize("form", ["standard", "large print", "Easy Read"])
def test_each_form_is_a_file_that_verify_proves(house: Database, visit_as: VisitAs, form: str) -> None:
    sam = visit_as("sam")
    give(sam, house, "participant", rendition=form)
    (row,) = given(house)
    answer = sam.client.get(f"/copies/{row.id}/document")
    assert answer.status_code == 200
    assert prove(answer.content).answer is Answer.INTACT
    assert len(prove(answer.content).originals) > 0


def test_staff_write_down_once_how_they_know_that_it_was_received(house: Database, visit_as: VisitAs) -> None:
    sam = visit_as("sam")
    give(sam, house, "participant")
    (row,) = given(house)
    action = f"{address(house)}/{row.id}/receipt"
    again = sam.submit(action, {"how": " "}, status=422)
    assert "Write how you know that they have it" in again.text
    sam.submit(action, {"how": "Seen in the kitchen drawer on the visit of that day."})
    kept = receipt(house, row)
    assert kept is not None
    assert kept.how == "Seen in the kitchen drawer on the visit of that day."
    assert "Received on" in sam.visit(address(house)).text


def test_a_notice_says_that_there_is_a_copy_and_nothing_of_it(house: Database, visit_as: VisitAs) -> None:
    give(visit_as("sam"), house, "participant", way="notice by e-mail", rendition="Easy Read")
    (row,) = given(house)
    with reading(house) as session:
        message = session.exec(select(Message).where(Message.kind == "copy_ready")).one()
    assert (message.recipient, message.path) == (row.account_id, f"/copies/{row.id}")
    walter = visit_as("walter")
    page = walter.visit(f"/copies/{row.id}")
    assert "Easy Read" in page.text
    walter.submit(f"/copies/{row.id}")
    kept = receipt(house, row)
    assert kept is not None
    assert (kept.how, kept.by_name) == ("They said so themselves.", WALTER)
    assert walter.client.get(f"/copies/{row.id}/document").status_code == 200


def test_a_copy_is_its_recipient_s_and_nobody_else_s(house: Database, visit_as: VisitAs) -> None:
    give(visit_as("sam"), house, "participant")
    (row,) = given(house)
    for name in ("rosa", "gail", "leo", "lena", "bev", "avery", "ada", "charlie"):
        for path in (f"/copies/{row.id}", f"/copies/{row.id}/document"):
            assert visit_as(name).client.get(path).status_code in (403, 404), (name, path)


def test_somebody_without_a_signature_or_a_place_in_the_circle_gets_none(house: Database, visit_as: VisitAs) -> None:
    sam = visit_as("sam")
    sam.visit(address(house))
    values = {"to": "somebody", "rendition": "standard", "way": "in person"}
    refused = sam.submit(address(house), values, status=422)
    assert "Choose who the copy is for" in refused.text
    assert given(house) == []


def test_before_anybody_signed_there_is_no_copy(house: Database, visit_as: VisitAs) -> None:
    page = visit_as("noor").visit(address(house, "Nadia Petrov"))
    assert "nobody has signed one yet" in page.text


def test_a_copy_for_a_provider_holds_their_parts_and_nothing_of_the_rest(house: Database, visit_as: VisitAs) -> None:
    """Bev works from a plan of the demonstration; who met and what others answered is not in her copy."""
    for person in ("Rosa Delgado", "Elena Ruiz Paz", "Marcus Webb", WALTER):
        with reading(house) as session:
            plan = plan_of(session, person)
            version = signed_version(session, plan)
            found = recipients(session, plan, version, on=TODAY) if version else []
        for one in found:
            assert one.own_parts_only == (one.capacity == "provider")


def test_the_person_takes_their_own_copy_in_their_room_and_it_is_written_down(
    house: Database, visit_as: VisitAs
) -> None:
    walter = visit_as("walter")
    room = address(house).replace("/plans/", "/my-plan/").replace("/copies", "/copy")
    page = walter.visit(room)
    for form in ("easy-read", "large-print", "standard"):
        assert f'action="{room}/{form}"' in page.html
    sent = {name: value[0] for name, value in page.form(f"{room}/large-print").items()}
    headers = {"origin": ORIGIN, "sec-fetch-site": "same-origin"}
    answer = walter.client.post(f"{room}/large-print", data=sent, headers=headers)
    assert answer.headers["content-disposition"].startswith("attachment")
    assert prove(answer.content).answer is Answer.INTACT
    walter.client.post(f"{room}/large-print", data=sent, headers=headers)
    (row,) = given(house)
    assert (row.recipient, row.rendition, row.way) == (WALTER, "large print", "in their own room")
    kept = receipt(house, row)
    assert kept is not None
    assert kept.how == "They took it in their own room."
    assert "Version" in walter.visit(room.replace("/copy", "/print")).text


def test_a_copy_of_a_version_that_no_longer_counts_is_marked_everywhere(house: Database, visit_as: VisitAs) -> None:
    """A later version comes into force after the copy was given."""
    sam = visit_as("sam")
    give(sam, house, "participant")
    (row,) = given(house)
    with writing(house) as session:
        plan = plan_of(session, WALTER)
        before = signed_version(session, plan)
        assert before is not None
        later = type(before)(**{**before.model_dump(), "id": row.id, "number": before.number + 7, "frozen_at": None})
        session.add(later)
        session.flush()
        plan.in_force_version_id = later.id
        session.add(plan)
    page = sam.visit(address(house))
    assert f"Superseded: version {later_number(house)} is in force." in page.text
    assert "Old copies that somebody still holds" in page.text
    content = sam.client.get(f"/copies/{row.id}/document").content
    said = f"This is not the plan in force. Version {later_number(house)} is."
    assert said in words(content)
    assert said in words(content, "word/header1.xml")
    assert said in sam.visit(f"/versions/{row.version_id}").text


def later_number(house: Database) -> int:
    with reading(house) as session:
        version = signed_version(session, plan_of(session, WALTER))
        assert version is not None
        return version.number
