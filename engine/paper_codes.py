"""The code printed on a page that somebody signs with a pen: it belongs to one kind of page, one text and one signer.

Twelve characters, of which the last is a check. The alphabet has 31 (no 0, I, L, O or U), a prime, so that the check finds
every single wrong character and every two that were swapped. Nothing is kept: a page printed again has the same code.
"""

import re
from enum import StrEnum
from hashlib import sha256
from uuid import UUID

ALPHABET = "123456789ABCDEFGHJKMNPQRSTVWXYZ"
LENGTH = 12
_WHAT_IT_IS = "ownwords page"
_IN_A_PICTURE = re.compile(r"OWNWORDS/PAGE/([1-9A-Z]{12})/V(\d+)/([0-9A-F]{12})", re.ASCII)
_ALIKE = str.maketrans({"I": "1", "L": "1", "U": "V"})


class PageKind(StrEnum):
    """What the page is. A cover sheet goes before a signed page that comes by fax."""

    SIGNATURE = "signature page"
    FAX_COVER = "fax cover sheet"


def page_code(kind: PageKind, slot_id: UUID, fingerprint: str) -> str:
    """The code of this page for this signer and exactly this text."""
    number = int.from_bytes(sha256(f"{_WHAT_IT_IS}\n{kind}\n{slot_id}\n{fingerprint}".encode()).digest())
    found = ""
    for _ in range(LENGTH - 1):
        number, place = divmod(number, len(ALPHABET))
        found += ALPHABET[place]
    return found + _check(found)


def printed(code: str) -> str:
    """The code as it stands on the page: three groups of four."""
    return " ".join(code[start : start + 4] for start in range(0, LENGTH, 4))


def in_a_picture(code: str, *, version: int, fingerprint: str) -> str:
    """What the square code on the page says. Only characters that such a code holds most tightly."""
    return f"OWNWORDS/PAGE/{code}/V{version}/{fingerprint[:12].upper()}"


def code_in(text: str) -> str:
    """The code of a square code that was read; "" where it is another square code."""
    found = _IN_A_PICTURE.fullmatch(text.strip())
    return found.group(1) if found and is_code(found.group(1)) else ""


def typed_code(text: str) -> str:
    """A code as somebody typed it: spaces, dashes and small letters do not matter. "" where it cannot be one."""
    plain = re.sub(r"[\s\-–—./]", "", text).upper().translate(_ALIKE)
    return plain if is_code(plain) else ""


def is_code(text: str) -> bool:
    """Whether the characters are the right ones, as many as there should be, and the check fits."""
    return len(text) == LENGTH and set(text) <= set(ALPHABET) and _check(text[:-1]) == text[-1]


def _check(text: str) -> str:
    """Weighted by place, so that the weighted sum of all twelve is a multiple of 31."""
    total = sum(place * ALPHABET.index(character) for place, character in enumerate(text, 1))
    return ALPHABET[(-total * pow(LENGTH, -1, len(ALPHABET))) % len(ALPHABET)]
