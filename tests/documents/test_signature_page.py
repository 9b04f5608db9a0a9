"""The page that somebody signs with a pen: one page, in large letters, with its code twice and nothing of the plan."""

import re
from dataclasses import replace
from datetime import UTC, datetime
from io import BytesIO
from uuid import UUID

import pytest
from pypdf import PdfReader

from documents.signature_page import SignaturePage, fax_cover, signature_page
from engine.paper_codes import PageKind, in_a_picture, page_code, printed
from tests.documents.office import pdf_of
from tests.documents.test_proving import parts_of

CODE = page_code(PageKind.SIGNATURE, UUID(int=1), "ab" * 32)
ROSAS = SignaturePage(
    person="Rosa Delgado",
    agency="Riverbend Community Services",
    title="Individualized Service Plan",
    version=3,
    fingerprint="ab" * 32,
    signer="Rosa Delgado",
    capacity="the person",
    code=printed(CODE),
    in_picture=in_a_picture(CODE, version=3, fingerprint="ab" * 32),
    as_of=datetime(2026, 3, 11, tzinfo=UTC),
    give_to="Charlie Oduya",
)


def words_of(data: bytes, name: str = "word/document.xml") -> str:
    return " ".join(re.findall(r"<w:t[^>]*>([^<]*)</w:t>", parts_of(data)[name].decode()))


def test_yes_except_and_no_are_the_same_size_and_nothing_is_ticked():
    page = parts_of(signature_page(ROSAS))["word/document.xml"].decode()
    choices = re.findall(r'<w:p><w:pPr><w:pStyle w:val="PageChoice"/>.*?</w:p>', page)
    assert [re.sub(r"<[^>]*>", "", one).split("  ")[1] for one in choices] == [
        "I say yes. I sign this plan.",
        "I say yes, except for this:",
        "I say no. I do not sign this plan.",
    ]
    assert page.count("\u2610") == 3
    assert "\u2611" not in page


def test_a_guardian_reads_whose_services_do_not_stop():
    assert "Your services do not stop." in words_of(signature_page(ROSAS))
    assert "Their services do not stop." in words_of(signature_page(replace(ROSAS, own=False)))


def test_the_foot_names_version_code_and_the_short_fingerprint():
    foot = words_of(signature_page(ROSAS), "word/footer1.xml")
    assert f"version 3 · page code {printed(CODE)}" in foot
    assert "abababababab" in foot
    assert "ab" * 7 not in foot


def test_the_same_page_is_the_same_file():
    assert signature_page(ROSAS) == signature_page(ROSAS)


@pytest.mark.word
@pytest.mark.parametrize("made", [signature_page, fax_cover])
def test_it_is_one_page_for_a_long_name_too(made, tmp_path):
    long = "Wolfeschlegelsteinhausenbergerdorff Maria-Immaculada"
    paper = replace(ROSAS, person=long, signer=long, give_to="Charlie Oduya-Featherstonehaugh")
    pdf = PdfReader(BytesIO(pdf_of(made(paper), tmp_path)))
    assert len(pdf.pages) == 1
    assert printed(CODE) in pdf.pages[0].extract_text().replace("\n", " ")
