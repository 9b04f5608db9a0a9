"""A scan or a fax of signed pages, as PDF or TIFF: its pages drawn as one picture, one under the other. Runs in the child.

The only module that imports pypdfium2. What is kept is the file as it came; pages show this copy, and the code is read from it.
"""

import json
import sys
from collections.abc import Iterator
from io import BytesIO
from typing import Any

from PIL import Image, ImageOps

from documents.apart import read_apart
from documents.media.child import prepare
from documents.media.kinds import MediaKind, Prepared, refused, within_limit
from engine.refusals import Refusal
from engine.sayings import say

MOST_PAGES = 6
"""A page that is signed, the cover sheet of a fax, and what a machine puts between them."""

LONG_SIDE = 2200
"""Points of the long side of a drawn page: a letter at 200 to the inch, in which a square code can be read."""

MOST_PIXELS = 60_000_000
LONGEST_WAIT = 60
MOST_MEMORY = 1_500_000_000

_PDF = MediaKind("picture", "application/pdf", "PDF", "PDF file")
_TIFF = MediaKind("picture", "image/tiff", "TIFF", "TIFF file")
_BEGINNINGS = ((b"%PDF-", _PDF), (b"II*\x00", _TIFF), (b"MM\x00*", _TIFF))


def prepare_scan(content: bytes) -> Prepared:
    """The same as `prepare`, and pages of a PDF or TIFF as well. Raises Refusal for every file that cannot be kept."""
    kind = _kind(content)
    if kind is None:
        return prepare(content)
    within_limit(kind, content)
    done = read_apart("documents.media.scans:serve", content, seconds=LONGEST_WAIT, memory=MOST_MEMORY)
    head, _, shown = (done or b"").partition(b"\n")
    if not head:
        raise _refused("slow")
    code = json.loads(head).get("refused", "")
    if code:
        raise _refused(code)
    return Prepared("picture", kind.media_type, "image/jpeg", shown)


def serve() -> None:
    """The child: one file from standard input; a line of JSON and the picture to standard output."""
    content = sys.stdin.buffer.read()
    head, shown = _drawn(content)
    sys.stdout.buffer.write(json.dumps(head).encode() + b"\n" + shown)


def _drawn(content: bytes) -> tuple[dict[str, str], bytes]:
    Image.MAX_IMAGE_PIXELS = MOST_PIXELS
    try:
        pages = list(_pages_of_pdf(content) if _kind(content) is _PDF else _pages_of_tiff(content))
        return ({}, _under_each_other(pages)) if pages else ({"refused": "damaged"}, b"")
    except _TooMuch as much:
        return {"refused": much.code}, b""
    except (MemoryError, RecursionError):
        return {"refused": "slow"}, b""
    except Exception as error:  # whatever a made-up file makes a library raise means one of two things
        return {"refused": "locked" if "password" in str(error).lower() else "damaged"}, b""


def _pages_of_pdf(content: bytes) -> Iterator[Image.Image]:
    import pypdfium2

    document = pypdfium2.PdfDocument(content)
    if len(document) > MOST_PAGES:
        raise _TooMuch("pages")
    for page in document:
        across, down = page.get_size()
        longest = max(across, down)
        if not longest >= 1:
            raise _TooMuch("damaged")
        yield page.render(scale=LONG_SIDE / longest, grayscale=True).to_pil().convert("L")


def _pages_of_tiff(content: bytes) -> Iterator[Image.Image]:
    with Image.open(BytesIO(content), formats=["TIFF"]) as picture:
        for number in range(MOST_PAGES + 1):
            try:
                picture.seek(number)
            except EOFError:
                return
            if number == MOST_PAGES:
                raise _TooMuch("pages")
            if picture.width * picture.height > MOST_PIXELS:
                raise _TooMuch("size")
            yield _as_seen(ImageOps.exif_transpose(picture).convert("L"), picture.info.get("dpi"))


def _as_seen(page: Image.Image, dpi: Any) -> Image.Image:
    """A page of a fax in standard quality has twice as many points across as down; its square code is no square then."""
    across, down = (float(dpi[0] or 0), float(dpi[1] or 0)) if dpi else (0.0, 0.0)
    if across > 0 and down > 0 and 1.2 < max(across, down) / min(across, down) <= 8:
        best = max(across, down)
        page = page.resize((max(1, round(page.width * best / across)), max(1, round(page.height * best / down))))
    page.thumbnail((LONG_SIDE, LONG_SIDE))
    return page


def _under_each_other(pages: list[Image.Image]) -> bytes:
    sheet = Image.new("L", (max(page.width for page in pages), sum(page.height for page in pages)), 255)
    top = 0
    for page in pages:
        sheet.paste(page, (0, top))
        top += page.height
    out = BytesIO()
    sheet.save(out, "JPEG", quality=85)
    return out.getvalue()


def _kind(content: bytes) -> MediaKind | None:
    return next((kind for beginning, kind in _BEGINNINGS if content.startswith(beginning)), None)


class _TooMuch(Exception):
    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


_SENTENCES = {
    "damaged": say("This file cannot be opened. It is damaged, or only part of it arrived. Scan the page once more."),
    "locked": say("This PDF cannot be opened. It is protected by a password. Save it without one, or take a photo."),
    "pages": say(
        "This file has more than %(most)s pages. Send the signed page alone, with its cover sheet if it came by fax.",
        most=MOST_PAGES,
    ),
    "size": say("A page of this file has more than 60 million points. Scan it once more at 200 points to the inch."),
    "slow": say(
        "This file could not be opened: it took too long or too much memory. Scan the page once more, or take a photo."
    ),
}


def _refused(code: str) -> Refusal:
    return refused(code if code in _SENTENCES else "damaged", _SENTENCES.get(code, _SENTENCES["damaged"]))
