"""Parts of a file, as players ask for them (RFC 9110, one range at a time)."""

import re

from litestar import Response

_RANGE = re.compile(r"bytes=(\d{0,12})-(\d{0,12})", re.ASCII)

INERT = {
    "content-security-policy": "sandbox; default-src 'none'",
    "x-content-type-options": "nosniff",
    "accept-ranges": "bytes",
    "cache-control": "private, no-store",
}
"""With these, a browser shows the bytes as what they are said to be, or not at all, and never runs them."""


def shown(content: bytes, *, media_type: str, asked: str = "") -> Response[bytes]:
    """The file, or the one part that a `Range` header asks for. A range that cannot be read is as good as none."""
    found = _RANGE.fullmatch(asked.strip())
    if found is None or found.group(1) == found.group(2) == "":
        return Response(content, media_type=media_type, headers={**INERT, "content-disposition": "inline"})
    start, end = _place(found.group(1), found.group(2), len(content))
    if start >= len(content) or end < start:
        return Response(
            b"", status_code=416, media_type=media_type, headers={**INERT, "content-range": f"bytes */{len(content)}"}
        )
    return Response(
        content[start : end + 1],
        status_code=206,
        media_type=media_type,
        headers={
            **INERT,
            "content-disposition": "inline",
            "content-range": f"bytes {start}-{end}/{len(content)}",
        },
    )


def _place(first: str, last: str, size: int) -> tuple[int, int]:
    if not first:
        return max(0, size - int(last)), size - 1
    return int(first), min(int(last), size - 1) if last else size - 1
