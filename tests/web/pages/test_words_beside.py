"""Words that go with a signature: the signer's until everybody has signed, and who was with them on every page and paper."""

from collections.abc import Callable
from io import BytesIO
from uuid import UUID

import pytest
from docx import Document
from sqlmodel import select

from documents.docx_text import docx_text
from documents.proving import Answer, prove
from documents.quotes_in_docx import original_quotes
from engine.copies import Rendition
from engine.database import Database, reading, writing
from engine.plans import Plan, Standing
from engine.rounds import Round, RoundKind
from engine.settings import Settings
from engine.signatures import Signature, signatures_of
from engine.versions import Version
from tests.cast import TODAY, plan_of
from tests.documents.media.made import picture, sound
from tests.web.browser import Browser
from web.papers import document, plan_paper

VisitAs = Callable[[str], Browser]
EXCEPT = "Except for the nights."
CILLA = "Priscilla Okafor"


def _marcus(house: Database) -> tuple[str, str]:
    with reading(house) as session:
        plan = plan_of(session, "Marcus Webb")
        return f"/plans/{plan.id}", f"/versions/{plan.working_version_id}"


def _of_word(browser: Browser, address: str) -> str:
    answer = browser.client.get(f"{address}/document")
    assert answer.status_code == 200
    return "\n".join(str(text) for text in Document(BytesIO(answer.content)).element.xpath("//w:t/text()"))


@pytest.mark.parametrize("who", ["priya", "dana"])
def test_a_manager_reads_how_far_the_signing_is_and_no_word_that_was_said_with_it(
    house: Database, visit_as: VisitAs, who: str
) -> None:
    plan, version = _marcus(house)
    manager = visit_as(who)
    for path in (plan, f"{plan}/signatures", version):
        page = manager.visit(path)
        assert "Does not agree with:" in page.text, path
        assert "Something was said with it" in page.text, path
        assert EXCEPT not in page.text, path
    assert EXCEPT not in _of_word(manager, version)


def test_whoever_works_with_him_reads_them_before_and_after(house: Database, visit_as: VisitAs) -> None:
    plan, version = _marcus(house)
    sam = visit_as("sam")
    for path in (plan, f"{plan}/signatures", version):
        page = sam.visit(path)
        assert EXCEPT in page.text, path
        assert "Something was said with it" not in page.text, path
    assert EXCEPT in _of_word(sam, version)


def test_once_everybody_has_signed_they_are_read_with_the_document(house: Database, visit_as: VisitAs) -> None:
    plan, version = _marcus(house)
    with writing(house) as session:
        row = plan_of(session, "Marcus Webb")
        current = session.exec(select(Round).where(Round.plan_id == row.id, Round.kind == RoundKind.SIGNING)).one()
        current.ended_at, current.end = current.opened_at, "complete"
        session.get_one(Plan, row.id).standing = Standing.SIGNED
    priya = visit_as("priya")
    assert EXCEPT in priya.visit(version).text
    assert EXCEPT in _of_word(priya, version)
    assert "Something was said with it" not in priya.visit(f"{plan}/signatures").text


@pytest.mark.parametrize(("way", "content", "open_to_manager"), [("voice", "sound", False), ("draw", "picture", True)])
def test_a_recording_is_for_those_who_read_words_and_a_drawn_name_for_all_who_read_the_plan(
    house: Database, visit_as: VisitAs, way: str, content: str, open_to_manager: bool
) -> None:
    row = _sign(house, visit_as("cilla"), way, sound("wav", "pcm_s16le") if content == "sound" else picture("PNG"))
    address = f"/signatures/{row.id}/mark"
    assert visit_as("sam").client.get(address).status_code == 200
    assert visit_as("priya").client.get(address).status_code == (200 if open_to_manager else 404)
    shown = visit_as("priya").visit(f"/plans/{_plan_id(house, CILLA)}/signatures")
    assert (address in shown.html) is open_to_manager


def test_who_was_with_her_stands_wherever_her_signature_does(house: Database, visit_as: VisitAs) -> None:
    cilla = visit_as("cilla")
    cilla.visit("/my-plan/with-you")
    cilla.submit("/my-plan/with-you", {"kind": "chosen"})
    row = _sign(house, cilla, "name", written_name="Cilla")
    said = "upported by somebody they chose"
    plan = _plan_id(house, CILLA)
    assert said in cilla.visit(f"/my-plan/{plan}/signature").text
    sam = visit_as("sam")
    for path in (f"/plans/{plan}/signatures", f"/plans/{plan}", f"/versions/{row.version_id}"):
        assert said in sam.visit(path).text, path
    assert said in _of_word(sam, f"/versions/{row.version_id}")
    with reading(house) as session:
        version = session.get_one(Version, row.version_id)
        paper = plan_paper(session, session.get_one(Plan, UUID(plan)), version, Settings(), on=TODAY)
    assert said in docx_text(document(paper, Rendition.EASY_READ))
    assert said in docx_text(document(paper, Rendition.LARGE_PRINT))


def test_who_was_with_her_stands_beside_her_answers(house: Database, visit_as: VisitAs) -> None:
    rosa = visit_as("rosa")
    rosa.visit("/my-plan/with-you")
    rosa.submit("/my-plan/with-you", {"kind": "chosen"})
    rosa.submit("/my-plan/with-you", {"kind": "chosen", "name": "Leo Delgado"})
    plan = _plan_id(house, "Rosa Delgado")
    part = f"/my-plan/{plan}/parts/4"
    rosa.visit(part)
    rosa.submit(part, {"answer": "dont_know"})
    said = "upported by Leo Delgado"
    assert said in rosa.visit(f"/my-plan/{plan}/check").text
    rosa.submit(f"/my-plan/{plan}/send")
    assert said in rosa.visit(f"/my-plan/{plan}/check").text
    sam = visit_as("sam")
    assert said in sam.visit(f"/plans/{plan}/round").text
    with reading(house) as session:
        version = plan_of(session, "Rosa Delgado").working_version_id
    assert said in _of_word(sam, f"/versions/{version}")


def test_a_paper_carries_every_quote_of_an_answer_in_its_order_with_its_method(
    house: Database, visit_as: VisitAs
) -> None:
    rosa, plan = visit_as("rosa"), _plan_id(house, "Rosa Delgado")
    part = f"/my-plan/{plan}/parts/4"
    rosa.visit(part)
    rosa.submit(part, {"answer": "change"})
    for words in ("  first, this ", "then THAT\n\tas well"):
        rosa.visit(f"{part}/words")
        rosa.submit(f"{part}/words", {"words": words})
    rosa.visit(f"{part}/words")
    rosa.submit(f"{part}/who-sees", {"seen_by": "team"})
    rosa.visit(f"/my-plan/{plan}/check")
    rosa.submit(f"/my-plan/{plan}/send")
    with reading(house) as session:
        row = plan_of(session, "Rosa Delgado")
        version = session.get_one(Version, row.working_version_id)
        paper = plan_paper(session, row, version, Settings(), on=TODAY)
    given = [one for section in paper.sections for one in section.answers if one.answer == "Change this"]
    texts = [[words.text for words in one.comments] for one in given]
    assert ["  first, this ", "then THAT\n\tas well"] in texts
    found = next(one for one in given if len(one.comments) == 2)
    assert {words.method for words in found.comments} == {"typed"}
    assert found.way == "own session, own device"
    content = document(paper)
    assert prove(content).answer is Answer.INTACT
    assert "  first, this " in original_quotes(content).values()


def _plan_id(house: Database, person: str) -> str:
    with reading(house) as session:
        return str(plan_of(session, person).id)


def _sign(house: Database, cilla: Browser, way: str, content: bytes = b"", **fields: str) -> Signature:
    address = f"/my-plan/{_plan_id(house, CILLA)}/signature/by/{way}"
    cilla.visit(address)
    cilla.submit(address, fields, files={"file": ("it", content)} if content else None)
    with reading(house) as session:
        version = plan_of(session, CILLA).working_version_id
        assert version is not None
        return [row for row in signatures_of(session, version) if row.capacity == "participant"][-1]
