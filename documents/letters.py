"""From the bytes of a text file to its characters: exactly, or with a question to whoever brought it. Never a guess."""

from dataclasses import dataclass

from documents.xml_text import first_forbidden, name_of, place
from engine.refusals import Reason, Refusal
from engine.sayings import say

ASK = "letters"
"""The code of the refusal that a door answers by asking which letters were meant."""

OLDER: dict[str, str] = {
    "windows-1252": "cp1252",
    "windows-1250": "cp1250",
    "windows-1251": "cp1251",
    "macintosh": "mac_roman",
}
"""Encodings that say nothing of themselves in the file, by the name a person may choose, and Python's name for each."""

_UTF8_MARK = b"\xef\xbb\xbf"
_UTF16_MARKS = {b"\xff\xfe": "utf-16-le", b"\xfe\xff": "utf-16-be"}
_SAMPLE = 70


@dataclass(frozen=True)
class Reading:
    """What one line of the file would say in an older encoding."""

    letters: str
    line: str


def decoded(data: bytes, *, letters: str = "") -> str:
    """The text after its byte order mark, no line end translated.

    UTF-8, or UTF-16 with its mark, says itself what it is; then `letters` is not looked at. Anything else is read in the
    older encoding somebody chose. Raises Refusal with the code ASK where nobody chose one.
    """
    text = _by_its_mark(data) or _as_utf8(data, letters)
    if (offset := first_forbidden(text)) is not None:
        raise Refusal(
            say(
                "This note cannot be read. At %(place)s stands %(letter)s, which is no character of a text "
                "and cannot be printed in a Word file. Take it out, or save the note as plain text in UTF-8, "
                "and bring it in again.",
                place=place(text, offset),
                letter=name_of(text[offset]),
            )
        )
    return text


def readings(data: bytes) -> list[Reading]:
    """The first line that is not plain ASCII, as each older encoding would read it, where it can read the whole file."""
    line = next((row for row in data.splitlines() if not row.isascii()), b"")
    return [
        Reading(letters, line.decode(codec).strip()[:_SAMPLE])
        for letters, codec in OLDER.items()
        if line and _can_be(data, codec)
    ]


def _by_its_mark(data: bytes) -> str:
    codec = _UTF16_MARKS.get(data[:2])
    if codec is None:
        return ""
    try:
        return data[2:].decode(codec)
    except UnicodeDecodeError as problem:
        raise Refusal(
            "This note cannot be read. It says that it is written in UTF-16, but it breaks off, or holds half a "
            "character. Open it in the program that made it and save it as plain text with the encoding UTF-8."
        ) from problem


def _as_utf8(data: bytes, letters: str) -> str:
    plain = data.removeprefix(_UTF8_MARK)
    try:
        return plain.decode("utf-8")
    except UnicodeDecodeError as problem:
        if letters in OLDER and plain is data and _can_be(data, OLDER[letters]):
            return data.decode(OLDER[letters])
        raise _question(plain, problem.start) from problem


def _can_be(data: bytes, codec: str) -> bool:
    try:
        return first_forbidden(data.decode(codec)) is None
    except UnicodeDecodeError:
        return False


def _question(data: bytes, offset: int) -> Refusal:
    readable = data[:offset].decode("utf-8")
    where = f"At {place(readable, offset)} stands the byte {data[offset]:02X}, which is not UTF-8."
    if readings(data):
        return Refusal(
            reasons=[
                Reason(
                    ASK,
                    say(
                        "This note cannot be read yet. %(where)s An older program may have written it: say which "
                        "letters it used, or open it there and save it as plain text with the encoding UTF-8.",
                        where=where,
                    ),
                    ASK,
                )
            ]
        )
    return Refusal(
        say(
            "This note cannot be read. %(where)s Open it in the program that made it and save it as "
            "plain text with the encoding UTF-8.",
            where=where,
        )
    )
