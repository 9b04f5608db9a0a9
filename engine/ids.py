"""Keys that sort by the moment they were made (UUID version 7, RFC 9562)."""

import hashlib
import os
import re
import threading
import time
from uuid import UUID

_WRITTEN = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}", re.ASCII | re.IGNORECASE)

_lock = threading.Lock()
_last = 0


def new_id() -> UUID:
    """A fresh UUIDv7; within one process each is greater than the one before."""
    global _last
    with _lock:
        moment = max(time.time_ns() // 1_000_000 << 16, _last + 1)
        _last = moment
    millis, counter = moment >> 16, moment & 0xFFFF
    value = (
        millis << 80
        | 0x7 << 76
        | (counter >> 4) << 64
        | 0b10 << 62
        | (counter & 0xF) << 58
        | int.from_bytes(os.urandom(7), "big") & ((1 << 58) - 1)
    )
    return UUID(int=value)


def id_from(text: str) -> UUID:
    """The one id that belongs to this text (UUID version 8): whoever makes it again makes the same."""
    value = int.from_bytes(hashlib.sha256(text.encode("utf-8")).digest()[:16], "big")
    return UUID(int=value & ~(0xF << 76) & ~(0b11 << 62) | 0x8 << 76 | 0b10 << 62)


def read_id(text: str) -> UUID | None:
    """The id that is written here the way we write it; None for anything else.

    `UUID()` alone also reads braces, spaces and other scripts' digits, so one record would have many addresses.
    """
    return UUID(text) if _WRITTEN.fullmatch(text) else None
