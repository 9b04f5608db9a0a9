"""PDF: the text of all pages, and a sentence for everything that has none or was made to do harm."""

import time

import pytest

from documents import pdf_text
from documents.reading import read_note
from engine.refusals import Refusal
from tests.documents.pdf_files import pdf


def test_the_text_of_all_pages_in_their_order() -> None:
    note = read_note(pdf(["Rosa said (to us): I want a dog.\nLena wrote it down.", "Page two."]), filename="note.txt")
    assert note.text.split("\n") == ["Rosa said (to us): I want a dog.", "Lena wrote it down.", "Page two."]
    assert note.kind == "pdf"
    assert note.reader.startswith("pypdf ")


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (pdf([""]), "it is a scan"),
        (pdf(["Hello"])[:200], "damaged"),
        (b"%PDF-1.4\nnothing", "damaged"),
        (pdf(["Hello"], trailer="/Encrypt << /Filter /Standard /V 1 /R 2 /O (x) /U (y) /P -4 >>"), "cannot be read"),
        (pdf(["Hello"] * (pdf_text.MOST_PAGES + 1)), "more than 400 pages"),
    ],
)
def test_what_cannot_be_read_gets_a_sentence(data: bytes, sentence: str) -> None:
    with pytest.raises(Refusal, match=sentence):
        read_note(data, filename="note.pdf")


def test_a_page_that_unpacks_to_far_too_much_ends_in_a_sentence_in_time() -> None:
    bomb = pdf(["A" * 60 + "\n" * 4_000_000], packed=True)
    began = time.monotonic()
    with pytest.raises(Refusal, match="cannot be read"):
        read_note(bomb, filename="note.pdf")
    assert time.monotonic() - began < pdf_text.LONGEST_WAIT + 10


def test_a_pdf_that_carries_a_zip_behind_it_is_read_as_a_pdf_alone() -> None:
    note = read_note(pdf(["Only this."]) + b"PK\x03\x04 and more", filename="note.docx")
    assert (note.kind, note.text) == ("pdf", "Only this.")
