"""Reads a planning-meeting note, whatever it was written with, without changing one character of it."""

from dataclasses import dataclass
from pathlib import PurePath
from typing import Literal

from documents.xml_text import first_forbidden, name_of, place
from engine.refusals import Refusal

Kind = Literal["txt", "md", "docx"]

MOST_BYTES = 16 * 1024 * 1024
_KINDS: dict[str, Kind] = {
    "": "txt",
    ".txt": "txt",
    ".text": "txt",
    ".md": "md",
    ".markdown": "md",
    ".docx": "docx",
}
_UTF8_MARK = b"\xef\xbb\xbf"
_UTF16_MARKS = (b"\xff\xfe", b"\xfe\xff")
_ZIP_MARK = b"PK\x03\x04"
_OLD_WORD_MARK = b"\xd0\xcf\x11\xe0"
_OTHER_MARKS = {b"%PDF": "a PDF", b"\x89PNG": "a picture", b"\xff\xd8\xff": "a picture", b"GIF8": "a picture"}
_NOTHING_IN_IT = "This note cannot be read. There is nothing in it. Check that the right file was chosen and was saved."
_SAVE_AS_UTF8 = "Open it in the program that made it and save it as plain text with the encoding UTF-8."


@dataclass(frozen=True, kw_only=True)
class Note:
    """`text` is what every offset counts in: after the byte order mark, no line end translated."""

    text: str
    kind: Kind


def read_note(data: bytes, *, filename: str) -> Note:
    """The text of a note. Raises Refusal, in a sentence fit to show, for whatever cannot be read whole."""
    kind = _kind(filename)
    if len(data) > MOST_BYTES:
        raise Refusal(
            f"This note cannot be read. It holds {_megabytes(len(data))} MB, and a note may hold at most "
            f"{_megabytes(MOST_BYTES)} MB. Split it into one file for each meeting."
        )
    if not data:
        raise Refusal(_NOTHING_IN_IT)
    text = _word_text(data) if kind == "docx" else _plain_text(data)
    if not text.strip():
        raise Refusal(_NOTHING_IN_IT)
    return Note(text=text, kind=kind)


def _kind(filename: str) -> Kind:
    ending = PurePath(filename).suffix.lower()
    if ending not in _KINDS:
        raise Refusal(
            f"A file that ends in {ending} cannot be read as a note. Notes are read from text (.txt), "
            "Markdown (.md) and Word (.docx). Save it as one of these and bring in the new file."
        )
    return _KINDS[ending]


def _plain_text(data: bytes) -> str:
    _refuse_other_formats(data)
    if data.startswith(_UTF16_MARKS):
        raise Refusal(f"This note cannot be read. It is written in UTF-16, not in UTF-8. {_SAVE_AS_UTF8}")
    try:
        text = data.removeprefix(_UTF8_MARK).decode("utf-8")
    except UnicodeDecodeError as problem:
        raise Refusal(_not_utf8(data.removeprefix(_UTF8_MARK), problem.start)) from problem
    if (offset := first_forbidden(text)) is not None:
        raise Refusal(
            f"This note cannot be read. At {place(text, offset)} stands {name_of(text[offset])}, which is no "
            "character of a text and cannot be printed in a Word file. Take it out, or save the note as "
            "plain text in UTF-8, and bring it in again."
        )
    return text


def _word_text(data: bytes) -> str:
    if data.startswith(_OLD_WORD_MARK):
        raise Refusal(
            "This Word file cannot be read. It is protected by a password or comes from Word 2003 or "
            "earlier. Open it in Word and save it as a Word document (.docx) without a password."
        )
    if not data.startswith(_ZIP_MARK):
        raise Refusal(
            "This file cannot be read as a Word document. Its name ends in .docx, but that is not what is "
            "inside. If it is plain text, let its name end in .txt; if not, save it again from Word."
        )
    from documents.docx_text import docx_text  # a text note should not wait for an XML library

    return docx_text(data)


def _refuse_other_formats(data: bytes) -> None:
    if data.startswith(_ZIP_MARK):
        raise Refusal(
            "This note cannot be read as text. Inside it is a Word document or another packed file. "
            "If it is a Word document, let its name end in .docx and bring it in again."
        )
    for mark, what in {**_OTHER_MARKS, _OLD_WORD_MARK: "an older Office file"}.items():
        if data.startswith(mark):
            raise Refusal(
                f"This note cannot be read as text. Inside it is {what}. Copy the words into a text or "
                "Word file and bring in that one."
            )


def _not_utf8(data: bytes, offset: int) -> str:
    readable = data[:offset].decode("utf-8")
    return (
        f"This note cannot be read. At {place(readable, offset)} stands the byte {data[offset]:02X}, which "
        f"is not UTF-8. {_SAVE_AS_UTF8}"
    )


def _megabytes(size: int) -> str:
    return f"{size / (1024 * 1024):.0f}" if size % (1024 * 1024) == 0 else f"{size / (1024 * 1024):.1f}"
