"""Small PDF files, made by hand: with text, without, locked, and made to do harm."""

import zlib
from collections.abc import Sequence


def pdf(pages: Sequence[str], *, trailer: str = "", filters: str = "", packed: bool = False) -> bytes:
    """A PDF in which each page shows its lines of plain ASCII."""
    objects = [b"<< /Type /Catalog /Pages 2 0 R >>"]
    kids = " ".join(f"{4 + 2 * number} 0 R" for number in range(len(pages)))
    objects.append(f"<< /Type /Pages /Kids [{kids}] /Count {len(pages)} >>".encode())
    objects.append(b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>")
    for number, text in enumerate(pages):
        objects.append(
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents {5 + 2 * number} 0 R "
            "/Resources << /Font << /F1 3 0 R >> >> >>".encode()
        )
        objects.append(_stream(shown(text), packed=packed, filters=filters))
    return _file(objects, trailer)


def shown(text: str) -> bytes:
    """What a page has to say to show these lines."""
    rows = [row.replace("\\", r"\\").replace("(", r"\(").replace(")", r"\)") for row in text.split("\n")]
    lines = " 0 -14 Td ".join(f"({row}) Tj" for row in rows)
    return f"BT /F1 12 Tf 72 720 Td {lines} ET".encode("cp1252") if text else b""


def _stream(content: bytes, *, packed: bool, filters: str) -> bytes:
    content = zlib.compress(content, 9) if packed else content
    more = "/Filter /FlateDecode" if packed else filters
    return f"<< /Length {len(content)} {more} >>\nstream\n".encode() + content + b"\nendstream"


def _file(objects: Sequence[bytes], trailer: str) -> bytes:
    out = b"%PDF-1.4\n"
    places = []
    for number, content in enumerate(objects, start=1):
        places.append(len(out))
        out += f"{number} 0 obj\n".encode() + content + b"\nendobj\n"
    start = len(out)
    out += f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n".encode()
    out += b"".join(f"{place:010d} 00000 n \n".encode() for place in places)
    return out + f"trailer << /Size {len(objects) + 1} /Root 1 0 R {trailer} >>\nstartxref\n{start}\n%%EOF\n".encode()
