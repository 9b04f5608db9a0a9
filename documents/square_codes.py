"""Square codes in a photo or scan, read in a process of its own. Where the reader is not installed, nothing is read."""

import json
import sys
from importlib.util import find_spec
from io import BytesIO

from documents.apart import read_apart

LONGEST_WAIT = 30
"""Seconds until a picture that keeps its reader busy is given up."""

MOST_MEMORY = 1_500_000_000
"""Bytes of address space of the child."""


def can_read() -> bool:
    """Whether the reader is installed. Without it the code is typed from the page."""
    return find_spec("zxingcpp") is not None


def read_square_codes(picture: bytes) -> list[str]:
    """What the square codes in a PNG or JPEG say, each once. Empty where none was found, in whatever way that failed."""
    if not can_read():
        return []
    done = read_apart("documents.square_codes:serve", picture, seconds=LONGEST_WAIT, memory=MOST_MEMORY)
    found: list[str] = json.loads(done or b"[]")
    return found


def serve() -> None:
    """The child: a picture from standard input, a JSON list to standard output."""
    import zxingcpp
    from PIL import Image, ImageOps

    with Image.open(BytesIO(sys.stdin.buffer.read())) as picture:
        gray = ImageOps.exif_transpose(picture).convert("L")
    texts = [one.text for one in zxingcpp.read_barcodes(gray, formats=zxingcpp.barcode_formats_from_str("QRCode"))]
    sys.stdout.write(json.dumps(list(dict.fromkeys(texts))))
