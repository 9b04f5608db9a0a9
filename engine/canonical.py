"""One way to write a value as bytes, so that its digest means something; and salted digests for personal text."""

import hashlib
import json
import secrets
from collections.abc import Mapping
from datetime import date, datetime
from typing import Any
from uuid import UUID


def canonical(value: Mapping[str, Any]) -> bytes:
    """Compact JSON with sorted keys, in UTF-8, nothing normalised. Raises ValueError for a number JSON cannot spell."""
    return _encoder.encode(value).encode("utf-8")


def digest(data: bytes) -> bytes:
    """SHA-256."""
    return hashlib.sha256(data).digest()


def new_salt() -> bytes:
    """Sixteen random bytes; who loses them can never recompute the digest they went into."""
    return secrets.token_bytes(16)


def salted_digest(text: str, salt: bytes) -> bytes:
    """SHA-256 of the salt and the exact code points of the text, in UTF-8."""
    return hashlib.sha256(salt + text.encode("utf-8")).digest()


def _plain(value: object) -> str:
    if isinstance(value, UUID):
        return str(value)
    if isinstance(value, datetime | date):
        return value.isoformat()
    if isinstance(value, bytes):
        return value.hex()
    raise TypeError(f"{type(value).__name__} has no canonical form")


class _Encoder(json.JSONEncoder):
    def default(self, o: Any) -> str:
        return _plain(o)


_encoder = _Encoder(ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False)
