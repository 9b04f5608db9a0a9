"""Pages that came back as PDF or TIFF: drawn one under the other, fit for reading the code, and hostile ones refused."""

import struct
from io import BytesIO

import pytest
from PIL import Image
from pypdf import PdfWriter

from documents.media.scans import LONG_SIDE, MOST_PAGES, prepare_scan
from documents.signature_page import square_code
from documents.square_codes import can_read, read_square_codes
from engine.refusals import Refusal
from tests.documents.media.made import picture
from tests.documents.pdf_files import pdf

SAID = ["one", "two", "three"]


def page(text: str, *, size: tuple[int, int] = (850, 1100)) -> Image.Image:
    sheet = Image.new("L", size, 245)
    with Image.open(BytesIO(square_code(text))) as square:
        sheet.paste(square.convert("L"), (60, size[1] - 400))
    return sheet


def as_file(pages: list[Image.Image], form: str, **more: object) -> bytes:
    out = BytesIO()
    pages[0].save(out, form, save_all=True, append_images=pages[1:], **more)
    return out.getvalue()


@pytest.mark.parametrize("form", ["PDF", "TIFF"])
def test_every_page_is_drawn_and_its_code_is_read(form: str) -> None:
    made = prepare_scan(as_file([page(text) for text in SAID], form))
    assert (made.kind, made.shown_type) == ("picture", "image/jpeg")
    assert made.media_type == {"PDF": "application/pdf", "TIFF": "image/tiff"}[form]
    with Image.open(BytesIO(made.shown)) as shown:
        assert shown.height > 2 * shown.width
    if can_read():
        assert sorted(read_square_codes(made.shown)) == sorted(SAID)


def test_a_fax_in_standard_quality_is_stretched_back_to_squares() -> None:
    whole = page("a fax", size=(1728, 2200))
    flat = whole.resize((1728, 1055)).convert("1")
    made = prepare_scan(as_file([flat], "TIFF", compression="group4", dpi=(204, 98)))
    with Image.open(BytesIO(made.shown)) as shown:
        assert 1.2 < shown.height / shown.width < 1.35
    if can_read():
        assert read_square_codes(made.shown) == ["a fax"]


@pytest.mark.parametrize("form", ["PDF", "TIFF"])
def test_too_many_pages_are_refused(form: str) -> None:
    with pytest.raises(Refusal, match=f"more than {MOST_PAGES} pages"):
        prepare_scan(as_file([page("x", size=(420, 500))] * (MOST_PAGES + 1), form))


def test_a_pdf_page_as_large_as_a_field_is_drawn_no_larger_than_any_other() -> None:
    made = prepare_scan(_pdf("<</Type/Page/Parent 2 0 R/MediaBox[0 0 14000 14000]>>"))
    with Image.open(BytesIO(made.shown)) as shown:
        assert shown.size == (LONG_SIDE, LONG_SIDE)


def test_a_tiff_that_says_it_is_enormous_is_refused_before_it_is_unpacked() -> None:
    tags = [(256, 4, 1, 400_000), (257, 4, 1, 400_000), (258, 3, 1, 1), (259, 3, 1, 1), (262, 3, 1, 1), (273, 4, 1, 8)]
    tags += [(277, 3, 1, 1), (278, 4, 1, 400_000), (279, 4, 1, 8)]
    body = struct.pack("<H", len(tags)) + b"".join(struct.pack("<HHII", *tag) for tag in tags) + bytes(4)
    with pytest.raises(Refusal, match=r"60 million points|damaged"):
        prepare_scan(b"II*\x00" + struct.pack("<I", 16) + bytes(8) + body)


@pytest.mark.parametrize("beginning", [b"%PDF-1.7\n", b"II*\x00", b"MM\x00*"])
@pytest.mark.parametrize("rest", [b"", b"\xff" * 4_000, b"\x08\x00\x00\x00" * 50])
def test_what_only_begins_like_one_is_refused_in_a_sentence(beginning: bytes, rest: bytes) -> None:
    with pytest.raises(Refusal, match=r"cannot be opened|could not be opened"):
        prepare_scan(beginning + rest)


def test_pages_that_lead_round_in_a_ring_end() -> None:
    ring = as_file([page("ring", size=(420, 500))], "TIFF")
    first = struct.unpack("<I", ring[4:8])[0]
    end = first + 2 + 12 * struct.unpack("<H", ring[first : first + 2])[0]
    assert ring[:2] == b"II"
    made = prepare_scan(ring[:end] + struct.pack("<I", first) + ring[end + 4 :])
    with Image.open(BytesIO(made.shown)) as shown:
        assert shown.height <= MOST_PAGES * LONG_SIDE


def test_a_locked_pdf_says_so() -> None:
    with pytest.raises(Refusal, match="protected by a password"):
        prepare_scan(_locked(pdf(["a page"])))


def test_photos_are_taken_as_before_and_a_pdf_is_no_quotation() -> None:
    from documents.media import prepare

    assert prepare_scan(picture("JPEG")).shown_type == "image/jpeg"
    with pytest.raises(Refusal, match="no picture and no recording"):
        prepare(as_file([page("x")], "PDF"))


def test_a_page_with_very_much_to_draw_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("documents.media.scans.LONGEST_WAIT", 5)
    drawn = _pdf("<</Type/Page/Parent 2 0 R/MediaBox[0 0 10 10]/Contents 4 0 R>>", "0 0 m 10 10 l S\n" * 200_000)
    with pytest.raises(Refusal, match="took too long"):
        prepare_scan(drawn)


def _locked(content: bytes) -> bytes:
    writer, out = PdfWriter(clone_from=BytesIO(content)), BytesIO()
    writer.encrypt("only for her", algorithm="AES-256")
    writer.write(out)
    return out.getvalue()


def _pdf(page_object: str, content: str = "") -> bytes:
    objects = ["<</Type/Catalog/Pages 2 0 R>>", "<</Type/Pages/Kids[3 0 R]/Count 1>>", page_object]
    objects.append(f"<</Length {len(content)}>>stream\n{content}\nendstream")
    out, places = b"%PDF-1.7\n", []
    for number, text in enumerate(objects, 1):
        places.append(len(out))
        out += f"{number} 0 obj{text}endobj\n".encode()
    table = "".join(f"{place:010} 00000 n \n" for place in places)
    tail = f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n{table}"
    return out + f"{tail}trailer<</Size {len(objects) + 1}/Root 1 0 R>>\nstartxref\n{len(out)}\n%%EOF".encode()
