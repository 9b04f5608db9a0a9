"""Opens a Word file that may have been made to do harm: limits are checked while unpacking, not believed."""

import io
import zipfile
import zlib

from lxml import etree

from engine.refusals import Refusal
from engine.sayings import say

MOST_ENTRIES = 4_000
MOST_UNPACKED = 64 * 1024 * 1024
# Word's own text packs about 20 to 1. One sentence repeated reaches 500 to 1, and is no bomb while small.
MOST_RATIO = 400
_SMALL = 16 * 1024 * 1024
# A tree in memory costs far more than the text it was read from.
MOST_TAGS = 3_000_000
_CHUNK = 64 * 1024
_ENTRY_MARK = b"PK\x01\x02"
_UNREADABLE = (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, NotImplementedError)

DAMAGED = say(
    "This Word file cannot be opened. It is damaged, or only part of it arrived. "
    "Open it in Word, save it again under a new name, and bring in the new file."
)
_TOO_LARGE_INSIDE = say(
    "This Word file cannot be opened. It unpacks to far more than a note holds, which is how harmful files "
    "are made. Copy the text into a new Word file and bring in that one."
)
_LOCKED = say(
    "This Word file cannot be opened. It is protected by a password. "
    "Open it in Word, take the password off, and save it again."
)
_HAS_DTD = say(
    "This Word file cannot be opened. It carries instructions to fetch or repeat other text (a DTD), which "
    "no program for writing notes puts there. Copy the text into a new Word file and bring in that one."
)


class Archive:
    """The parts of one Word file. A part is unpacked only when it is asked for."""

    def __init__(self, data: bytes) -> None:
        if data.count(_ENTRY_MARK) > MOST_ENTRIES:
            raise Refusal(_TOO_LARGE_INSIDE)
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(data))
        except _UNREADABLE as problem:
            raise Refusal(DAMAGED) from problem
        self._entries = {entry.filename: entry for entry in self._zip.infolist()}
        self._unpacked = 0

    def names(self) -> list[str]:
        return list(self._entries)

    def stands_twice(self) -> str | None:
        """The name of a part that the file holds more than once, capitals or not. Programs choose differently then."""
        seen: set[str] = set()
        for entry in self._zip.infolist():
            name = entry.filename.replace("\\", "/").lower()
            if name in seen:
                return entry.filename
            seen.add(name)
        return None

    def part(self, name: str) -> bytes | None:
        """The bytes of one part, or None when there is no such part."""
        entry = self._entries.get(name)
        if entry is None:
            return None
        if entry.flag_bits & 0x1:
            raise Refusal(_LOCKED)
        try:
            return self._unpack(entry)
        except _UNREADABLE as problem:
            raise Refusal(DAMAGED) from problem

    def xml(self, name: str) -> etree._Element | None:
        """The root of one XML part, or None when there is no such part."""
        data = self.part(name)
        return None if data is None else parse(data)

    def _unpack(self, entry: zipfile.ZipInfo) -> bytes:
        chunks: list[bytes] = []
        size = 0
        allowed = max(_SMALL, entry.compress_size * MOST_RATIO)
        with self._zip.open(entry) as stream:
            while chunk := stream.read(_CHUNK):
                size += len(chunk)
                self._unpacked += len(chunk)
                if size > allowed or self._unpacked > MOST_UNPACKED:
                    raise Refusal(_TOO_LARGE_INSIDE)
                chunks.append(chunk)
        return b"".join(chunks)


def parse(data: bytes) -> etree._Element:
    """The root element of an untrusted XML part.

    The encoding is settled here (UTF-8 or UTF-16, which is all that Word files may use), so that no exotic
    encoding can hide a DTD from the check.
    """
    try:
        text = data.decode("utf-16" if data[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig")
    except UnicodeDecodeError as problem:
        raise Refusal(DAMAGED) from problem
    if "<!DOCTYPE" in text or "<!ENTITY" in text:
        raise Refusal(_HAS_DTD)
    if text.count("<") > MOST_TAGS:
        raise Refusal(_TOO_LARGE_INSIDE)
    parser = etree.XMLParser(encoding="utf-8", resolve_entities=False, no_network=True, load_dtd=False)
    try:
        return etree.fromstring(text.encode("utf-8"), parser)
    except etree.XMLSyntaxError as problem:
        raise Refusal(DAMAGED) from problem
