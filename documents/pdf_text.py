"""The text of a PDF, read in a process of its own with little memory and little time. The one place that knows pypdf."""

import json
import logging
import sys
import warnings
from dataclasses import dataclass
from io import BytesIO
from typing import Any

from documents.apart import read_apart
from engine.refusals import Refusal
from engine.sayings import say

MOST_PAGES = 400
MOST_TEXT = 4_000_000
LONGEST_WAIT = 45
"""Seconds until a file that keeps its reader busy is given up."""

MOST_MEMORY = 1_000_000_000
"""Bytes of address space of the child."""

_ANOTHER_WAY = say("Open it, copy its words into a text or Word file, and bring in that one.")
_SENTENCES = {
    "damaged": say(
        "This PDF cannot be read. It is damaged, or only part of it arrived. %(instead)s", instead=_ANOTHER_WAY
    ),
    "locked": say(
        "This PDF cannot be read. It is protected by a password. Open it, save or print it as a PDF without a password, "
        "and bring in the new file."
    ),
    "scan": say(
        "This PDF holds pictures of pages, not text: it is a scan. Have it read by a program that recognizes text, and "
        "look that text over; or write the notes into the meeting yourself. The scan can be kept with the meeting as a "
        "picture."
    ),
    "long": say(
        "This PDF cannot be read. It has more than %(most)s pages. Split it into one file for each meeting.",
        most=MOST_PAGES,
    ),
    "large": say("This PDF cannot be read. It holds far more text than a note does. %(instead)s", instead=_ANOTHER_WAY),
    "slow": say(
        "This PDF cannot be read. Reading it took too long or too much memory. %(instead)s",
        instead=_ANOTHER_WAY,
    ),
}


@dataclass(frozen=True)
class PdfText:
    """Text of all pages, a page beginning on a new line; `reader` names the library and its version."""

    text: str
    reader: str


def pdf_text(data: bytes) -> PdfText:
    """Raises Refusal when the file is damaged, locked, hostile, or holds only pictures of pages."""
    done = read_apart("documents.pdf_text:serve", data, seconds=LONGEST_WAIT, memory=MOST_MEMORY)
    try:
        said: dict[str, str] = json.loads(done or b"")
    except ValueError:
        raise Refusal(_SENTENCES["slow"]) from None
    if "refused" in said:
        raise Refusal(_SENTENCES[said["refused"]])
    return PdfText(text=said["text"], reader=said["reader"])


def serve() -> None:
    """The child: a PDF from standard input, one JSON object to standard output."""
    warnings.simplefilter("ignore")
    logging.disable(logging.CRITICAL)
    sys.stdout.write(json.dumps(_read(sys.stdin.buffer.read())))


def _read(data: bytes) -> dict[str, str]:
    import pypdf
    from pypdf.errors import DependencyError, FileNotDecryptedError

    try:
        reader = pypdf.PdfReader(BytesIO(data))
        if reader.is_encrypted and not reader.decrypt(""):
            return {"refused": "locked"}
        if len(reader.pages) > MOST_PAGES:
            return {"refused": "long"}
        if not reader.pages:
            return {"refused": "damaged"}
        text = _pages(reader)
    except (DependencyError, FileNotDecryptedError):
        return {"refused": "locked"}
    except (MemoryError, RecursionError):
        return {"refused": "slow"}
    except Exception:  # whatever a made-up file makes the library raise means one thing
        return {"refused": "damaged"}
    if text is None:
        return {"refused": "large"}
    return {"text": text, "reader": f"pypdf {pypdf.__version__}"} if text.strip() else {"refused": "scan"}


def _pages(reader: Any) -> str | None:
    pages: list[str] = []
    size = 0
    for page in reader.pages:
        pages.append(_shown(page.extract_text()))
        size += len(pages[-1])
        if size > MOST_TEXT:
            return None
    return "\n".join(pages)


def _shown(text: str) -> str:
    """What no text can hold becomes U+FFFD, so that the gap can be seen."""
    from documents.xml_text import with_visible_replacement

    return with_visible_replacement(text)
