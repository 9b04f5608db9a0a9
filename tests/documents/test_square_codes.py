"""Square codes of printed pages, as a phone or a scanner hands them over. The reader runs in a process of its own."""

from io import BytesIO

import pytest
from PIL import Image, ImageFilter

from documents.signature_page import square_code
from documents.square_codes import can_read, read_square_codes

SAID = "OWNWORDS/PAGE/79T22C2HQJJH/V3/ABABABABABAB"

needs_reader = pytest.mark.skipif(not can_read(), reason="zxing-cpp is not installed")


def photographed(*, turned: float = 0, blurred: float = 0, quality: int = 60) -> bytes:
    """The square on a gray page, turned, out of focus, and squeezed as phones do."""
    with Image.open(BytesIO(square_code(SAID))) as square:
        page = Image.new("L", (1200, 1600), 205)
        page.paste(square.convert("L").resize((330, 330)), (160, 1100))
    page = page.rotate(turned, fillcolor=150, expand=True).filter(ImageFilter.GaussianBlur(blurred))
    out = BytesIO()
    page.save(out, "JPEG", quality=quality)
    return out.getvalue()


@needs_reader
@pytest.mark.parametrize(
    "how", [{}, {"turned": 7}, {"turned": 180}, {"turned": 93, "blurred": 1.5}, {"quality": 15}], ids=str
)
def test_the_code_is_read_from_a_photo(how):
    assert read_square_codes(photographed(**how)) == [SAID]


@needs_reader
@pytest.mark.parametrize("content", [b"", b"no picture", photographed()[:900]])
def test_a_picture_that_cannot_be_read_has_no_code(content):
    assert read_square_codes(content) == []


def test_a_picture_without_a_square_has_no_code():
    out = BytesIO()
    Image.new("RGB", (400, 300), "white").save(out, "PNG")
    assert read_square_codes(out.getvalue()) == []
