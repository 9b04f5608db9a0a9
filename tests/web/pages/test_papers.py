"""Signing on paper: each signer's own page, with a code that belongs to nobody and nothing else."""

from collections.abc import Callable
from datetime import date
from io import BytesIO
from uuid import UUID

import pytest
from PIL import Image

from documents.signature_page import square_code
from documents.square_codes import can_read
from engine.database import Database, reading
from engine.filed_pages import filed_pages_of
from engine.paper_codes import PageKind, in_a_picture, page_code, printed
from engine.quotes import quotes_by_id
from engine.rounds import rounds_of
from engine.signatures import Signature, Slot, newest_by_slot, signatures_of, slots_of
from engine.versions import Version
from tests.cast import plan_of
from tests.web.browser import Browser, Opened

VisitAs = Callable[[str], Browser]

needs_reader = pytest.mark.skipif(not can_read(), reason="zxing-cpp is not installed")


def slots(house: Database, person: str) -> list[Slot]:
    with reading(house) as session:
        return slots_of(session, rounds_of(session, plan_of(session, person).id)[0].id)


def code_of(house: Database, slot: Slot, kind: PageKind = PageKind.SIGNATURE) -> str:
    with reading(house) as session:
        return page_code(kind, slot.id, session.get_one(Version, slot.version_id).fingerprint or "")


def papers_of(house: Database, person: str) -> str:
    with reading(house) as session:
        return f"/plans/{plan_of(session, person).id}/papers"


def test_every_signer_has_a_page_with_a_code_of_their_own(house: Database, visit_as: VisitAs) -> None:
    page = visit_as("sam").visit(papers_of(house, "Priscilla Okafor"))
    codes = [printed(code_of(house, slot)) for slot in slots(house, "Priscilla Okafor")]
    assert len(set(codes)) == len(codes) > 1
    assert all(code in page.text for code in codes)


def test_staff_print_any_page_of_a_plan_of_theirs_and_the_person_their_own(house: Database, visit_as: VisitAs) -> None:
    own = next(slot for slot in slots(house, "Priscilla Okafor") if slot.capacity == "participant")
    sam, cilla = visit_as("sam").client, visit_as("cilla").client
    with reading(house) as session:
        room = f"/my-plan/{plan_of(session, 'Priscilla Okafor').id}/signature/page"
    printed_page = sam.get(f"/slots/{own.id}/page")
    assert printed_page.status_code == 200
    assert cilla.get(room).content == printed_page.content
    assert sam.get(f"/slots/{own.id}/fax-cover").content != printed_page.content
    assert cilla.get(f"/slots/{own.id}/page").status_code == 404


def test_before_signing_there_is_no_page(house: Database, visit_as: VisitAs) -> None:
    page = visit_as("noor").visit(papers_of(house, "Nadia Petrov"))
    assert "Nobody has been asked to sign yet" in page.text


def own_slot(house: Database, person: str = "Priscilla Okafor") -> Slot:
    return next(slot for slot in slots(house, person) if slot.capacity == "participant")


def scan(code: str = "", *, version: int = 1) -> bytes:
    """A scan of a signed page; with a code, the square of the page is in it."""
    sheet = Image.new("L", (900, 1200), 240)
    if code:
        with Image.open(BytesIO(square_code(in_a_picture(code, version=version, fingerprint="ab" * 32)))) as square:
            sheet.paste(square.convert("L"), (60, 760))
    out = BytesIO()
    sheet.save(out, "JPEG")
    return out.getvalue()


SAID = {"ticked": "yes", "signed_on": "2026-03-17", "received_on": "2026-03-19"}


def file(browser: Browser, address: str, values: dict[str, str], status: int = 200, **pictures: bytes) -> Opened:
    browser.visit(f"{address}/new")
    sent = {name: (f"{name}.jpg", content) for name, content in pictures.items()}
    return browser.submit(address, {**SAID, **values}, files=sent or None, status=status)


def last_of(house: Database, slot: Slot) -> Signature | None:
    with reading(house) as session:
        return newest_by_slot(signatures_of(session, slot.version_id)).get(slot.id)


def filed_with(house: Database, row: Signature) -> list[tuple[str, str]]:
    with reading(house) as session:
        return [(one.kind, one.read_from) for one in filed_pages_of(session, [row.id]).get(row.id, [])]


def test_a_page_is_filed_for_whom_its_code_names_with_both_days(house: Database, visit_as: VisitAs) -> None:
    address, slot, sam = papers_of(house, "Priscilla Okafor"), own_slot(house), visit_as("sam")
    done = file(sam, address, {"code": printed(code_of(house, slot)).lower(), "witness": "Renee Hall"}, file=scan())
    row = last_of(house, slot)
    assert row is not None
    assert (row.outcome, row.method, row.witness) == ("signed", "wet uploaded", "Renee Hall")
    assert (row.signed_on, row.received_on) == (date(2026, 3, 17), date(2026, 3, 19))
    assert row.late_reason == "Signed on paper, which came on 2026-03-19."
    assert row.recorded_by_name == "Sam Okoye"
    assert filed_with(house, row) == [("signature page", "typed from the page")]
    assert "filed by Sam Okoye" in done.text
    assert sam.client.get(f"/signatures/{row.id}/mark").headers["content-type"] == "image/jpeg"


@needs_reader
def test_the_code_is_read_from_the_photo(house: Database, visit_as: VisitAs) -> None:
    address, slot = papers_of(house, "Priscilla Okafor"), own_slot(house)
    file(visit_as("sam"), address, {}, file=scan(code_of(house, slot)))
    row = last_of(house, slot)
    assert row is not None
    assert filed_with(house, row) == [("signature page", "the picture")]


@needs_reader
def test_the_photo_and_what_is_typed_have_to_agree(house: Database, visit_as: VisitAs) -> None:
    address, own = papers_of(house, "Priscilla Okafor"), own_slot(house)
    other = next(slot for slot in slots(house, "Priscilla Okafor") if slot.id != own.id)
    refused = file(visit_as("sam"), address, {"code": code_of(house, other)}, 422, file=scan(code_of(house, own)))
    assert "The code in the picture is another one than the code that was typed." in refused.text


def test_a_photo_without_a_code_asks_for_it_and_keeps_what_was_typed(house: Database, visit_as: VisitAs) -> None:
    address = papers_of(house, "Priscilla Okafor")
    again = file(visit_as("sam"), address, {"witness": "Renee Hall"}, 422, file=scan())
    assert "Type it from the page" in again.text
    assert again.form(address)["witness"] == ["Renee Hall"]


def test_a_slip_in_the_code_is_noticed(house: Database, visit_as: VisitAs) -> None:
    code = code_of(house, own_slot(house))
    wrong = ("2" if code[0] != "2" else "3") + code[1:]
    refused = file(visit_as("sam"), papers_of(house, "Priscilla Okafor"), {"code": wrong}, 422, file=scan())
    assert "This is no page code" in refused.text


def test_a_page_of_another_person_is_named_to_who_may_know_and_to_nobody_else(
    house: Database, visit_as: VisitAs
) -> None:
    """Sam coordinates Marcus too; Elena’s plan in signing is Lena's."""
    address = papers_of(house, "Priscilla Okafor")
    mine, theirs = code_of(house, own_slot(house, "Marcus Webb")), code_of(house, slots(house, "Delia Finch")[0])
    told = file(visit_as("sam"), address, {"code": mine}, 422, file=scan())
    assert "This page is of the plan of Marcus Webb, version 1" in told.text
    hidden = file(visit_as("sam"), address, {"code": theirs}, 422, file=scan())
    nobodys = page_code(PageKind.SIGNATURE, UUID(int=5), "ab" * 32)
    unknown = file(visit_as("sam"), address, {"code": nobodys}, 422, file=scan())
    assert "Delia" not in hidden.text
    assert "This is no page of this plan" in hidden.text
    assert hidden.text.replace(theirs, "") == unknown.text.replace(nobodys, "")


def test_a_page_of_an_earlier_round_is_refused_in_words(house: Database, visit_as: VisitAs) -> None:
    slot = own_slot(house)
    with reading(house) as session:
        version = session.get_one(Version, slot.version_id)
        early = page_code(PageKind.SIGNATURE, slot.id, "0" * 64)
        assert version.fingerprint != "0" * 64
    refused = file(visit_as("sam"), papers_of(house, "Priscilla Okafor"), {"code": early}, 422, file=scan())
    assert "This is no page of this plan" in refused.text
    assert last_of(house, slot) is not None


def test_yes_except_keeps_what_is_written_there_word_for_word(house: Database, visit_as: VisitAs) -> None:
    address, slot = papers_of(house, "Priscilla Okafor"), own_slot(house)
    code, words = code_of(house, slot), "NOT tuesdays.\n  i said"
    empty = file(visit_as("sam"), address, {"code": code, "ticked": "except"}, 422, file=scan())
    assert "Write what stands on the page" in empty.text
    file(visit_as("sam"), address, {"code": code, "ticked": "except", "words": words}, file=scan())
    row = last_of(house, slot)
    assert row is not None
    assert row.words_quote_id is not None
    assert row.outcome == "signed with objection"
    with reading(house) as session:
        said = quotes_by_id(session, [row.words_quote_id])[row.words_quote_id]
    assert (said.text, said.speaker, said.recorded_by_name) == (words, "Priscilla Okafor", "Sam Okoye")


def test_no_on_paper_is_a_no(house: Database, visit_as: VisitAs) -> None:
    address, slot = papers_of(house, "Priscilla Okafor"), own_slot(house)
    file(visit_as("sam"), address, {"code": code_of(house, slot), "ticked": "no", "signed_on": ""}, file=scan())
    row = last_of(house, slot)
    assert row is not None
    assert (row.outcome, row.signed_on) == ("declined", date(2026, 3, 19))
    assert row.late_reason == "No day is written on the page."


def test_a_fax_needs_its_cover_sheet_of_the_same_signer(house: Database, visit_as: VisitAs) -> None:
    address, own = papers_of(house, "Priscilla Okafor"), own_slot(house)
    other = next(slot for slot in slots(house, "Priscilla Okafor") if slot.id != own.id)
    fax = {"came": "fax", "code": code_of(house, own)}
    alone = file(visit_as("sam"), address, fax, 422, file=scan())
    assert "Choose the picture of the cover sheet" in alone.text
    for slot, kind, sentence in (
        (other, PageKind.FAX_COVER, "The cover sheet belongs to another signer"),
        (own, PageKind.SIGNATURE, "This is not the cover sheet."),
    ):
        wrong = {**fax, "cover_code": code_of(house, slot, kind)}
        assert sentence in file(visit_as("sam"), address, wrong, 422, file=scan(), cover=scan()).text
    right = {**fax, "cover_code": code_of(house, own, PageKind.FAX_COVER)}
    done = file(visit_as("sam"), address, right, file=scan(), cover=scan())
    row = last_of(house, own)
    assert row is not None
    assert row.method == "fax cover"
    assert filed_with(house, row) == [
        ("signature page", "typed from the page"),
        ("fax cover sheet", "typed from the page"),
    ]
    assert visit_as("sam").client.get(done.links["See it"]).headers["content-type"] == "image/jpeg"
    assert visit_as("lena").client.get(done.links["See it"]).status_code == 404


def test_a_day_after_it_came_and_a_file_that_is_no_picture_are_refused(house: Database, visit_as: VisitAs) -> None:
    address, code = papers_of(house, "Priscilla Okafor"), code_of(house, own_slot(house))
    late = file(visit_as("sam"), address, {"code": code, "signed_on": "2026-03-20"}, 422, file=scan())
    assert "The day it came lies between the day it was signed and today." in late.text
    script = file(visit_as("sam"), address, {"code": code}, 422, file=b"<script>alert(1)</script>")
    assert "no-signature" not in script.text
    assert last_of(house, own_slot(house)) is not None


def test_nobody_files_a_page_for_somebody_else_from_another_role(house: Database, visit_as: VisitAs) -> None:
    address = papers_of(house, "Priscilla Okafor")
    for name in ("cilla", "bev", "lena", "avery", "ada"):
        assert visit_as(name).client.get(f"{address}/new").status_code in (403, 404)


def as_pages(form: str, *pictures: bytes) -> bytes:
    """Scans as one file, a page each."""
    pages = [Image.open(BytesIO(content)).convert("L") for content in pictures]
    out = BytesIO()
    pages[0].save(out, form, save_all=True, append_images=pages[1:])
    return out.getvalue()


@needs_reader
@pytest.mark.parametrize("form", ["PDF", "TIFF"])
def test_a_scan_that_came_as_a_file_of_pages_is_matched_by_its_code(
    house: Database, visit_as: VisitAs, form: str
) -> None:
    address, slot = papers_of(house, "Priscilla Okafor"), own_slot(house)
    file(visit_as("sam"), address, {}, file=as_pages(form, scan(code_of(house, slot))))
    row = last_of(house, slot)
    assert row is not None
    assert (row.outcome, row.method) == ("signed", "wet uploaded")
    assert filed_with(house, row) == [("signature page", "the picture")]
    shown = visit_as("sam").client.get(f"/signatures/{row.id}/mark")
    assert (shown.status_code, shown.headers["content-type"]) == (200, "image/jpeg")


@needs_reader
def test_a_fax_in_one_file_holds_the_page_and_its_cover_sheet(house: Database, visit_as: VisitAs) -> None:
    address, slot = papers_of(house, "Priscilla Okafor"), own_slot(house)
    both = as_pages("TIFF", scan(code_of(house, slot, PageKind.FAX_COVER)), scan(code_of(house, slot)))
    file(visit_as("sam"), address, {"came": "fax"}, file=both)
    row = last_of(house, slot)
    assert row is not None
    assert row.method == "fax cover"
    assert filed_with(house, row) == [("signature page", "the picture"), ("fax cover sheet", "the picture")]
    with reading(house) as session:
        assert {one.original_id for one in filed_pages_of(session, [row.id])[row.id]} == {row.mark_id}


def test_a_file_that_only_says_it_is_a_pdf_is_refused_and_nothing_typed_is_lost(
    house: Database, visit_as: VisitAs
) -> None:
    address = papers_of(house, "Priscilla Okafor")
    again = file(visit_as("sam"), address, {"witness": "Renee Hall"}, 422, file=b"%PDF-1.7 and nothing more")
    assert "This file cannot be opened." in again.text
    assert again.form(address)["witness"] == ["Renee Hall"]
