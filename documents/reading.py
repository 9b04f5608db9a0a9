"""Reads a note, whatever it was written with, without changing one character of it. What it is, its content decides.

The name of a file is only a name: a Word file called note.txt is read as a Word file, and a page called note.docx that
holds plain text is read as plain text.
"""

from dataclasses import dataclass
from pathlib import PurePath
from typing import Literal

from documents.letters import decoded
from documents.transcripts import Turn, Words, transcript_of
from engine.refusals import Refusal
from engine.sayings import say

Kind = Literal["txt", "md", "docx", "pdf", "vtt", "srt"]

MOST_BYTES = 16 * 1024 * 1024
_VERSION = 1
_ZIP_MARKS = (b"PK\x03\x04", b"PK\x05\x06")
_PDF_MARK = b"%PDF-"
_OLD_OFFICE_MARK = b"\xd0\xcf\x11\xe0"
_COPY_THE_WORDS = say("Copy the words into a text or Word file and bring in that one.")
_OTHER_MARKS = {
    b"\x89PNG": "a picture",
    b"\xff\xd8\xff": "a picture",
    b"GIF8": "a picture",
    b"RIFF": "a picture or a recording",
    b"OggS": "a recording",
    b"ID3": "a recording",
    b"\x1aE\xdf\xa3": "a recording",
    b"\x1f\x8b": "a packed file",
    b"7z\xbc\xaf": "a packed file",
    b"Rar!": "a packed file",
    b"\x7fELF": "a program",
    b"MZ": "a program",
    b"{\\rtf": "a document in RTF",
}
_NOTHING_IN_IT = say(
    "This note cannot be read. There is nothing in it. Check that the right file was chosen and was saved."
)


@dataclass(frozen=True, kw_only=True)
class Note:
    """`text` is what every offset counts in; `turns` are those of a transcript that names its speakers.

    For plain text `text` is the whole file after its byte order mark, no line end translated. `reader` names what read
    it, with its version.
    """

    text: str
    kind: Kind
    reader: str
    turns: tuple[Turn, ...] = ()


def read_note(data: bytes, *, filename: str = "", letters: str = "") -> Note:
    """The text of a note. Raises Refusal, in a sentence fit to show, for whatever cannot be read whole.

    `letters` is the older encoding somebody chose for a text that does not say its own (documents.letters).
    """
    if len(data) > MOST_BYTES:
        raise Refusal(
            say(
                "This note cannot be read. It holds %(size)s MB, and a note may hold at most %(most)s MB. "
                "Split it into one file for each meeting.",
                size=_megabytes(len(data)),
                most=_megabytes(MOST_BYTES),
            )
        )
    if not data:
        raise Refusal(_NOTHING_IN_IT)
    note = _read(data, PurePath(filename).suffix.lower(), letters)
    if not note.text.strip():
        raise Refusal(_NOTHING_IN_IT)
    return note


def read_text(text: str) -> Note:
    """Text that arrived as text, such as pasted. Raises Refusal where there is nothing in it."""
    if not text.strip():
        raise Refusal(_NOTHING_IN_IT)
    if words := transcript_of(text):
        return _transcript(words, "")
    return Note(text=text, kind="txt", reader=f"ownwords-text {_VERSION}")


def _read(data: bytes, ending: str, letters: str) -> Note:
    if data.startswith(_ZIP_MARKS):
        from documents.docx_text import docx_text  # a text note should not wait for an XML library

        return Note(text=docx_text(data), kind="docx", reader=f"ownwords-docx {_VERSION}")
    if data.startswith(_PDF_MARK):
        from documents.pdf_text import pdf_text

        found = pdf_text(data)
        return Note(text=found.text, kind="pdf", reader=found.reader)
    _refuse_other_formats(data, ending)
    text = decoded(data, letters=letters)
    chosen = f" ({letters})" if letters and not _says_itself(data) else ""
    if words := transcript_of(text):
        return _transcript(words, chosen)
    kind: Kind = "md" if ending in (".md", ".markdown") else "txt"
    return Note(text=text, kind=kind, reader=f"ownwords-text {_VERSION}{chosen}")


def _transcript(words: Words, chosen: str) -> Note:
    reader = f"ownwords-turns {_VERSION}" if words.kind == "txt" else f"ownwords-{words.kind} {_VERSION}"
    return Note(text=words.text, kind=words.kind, reader=reader + chosen, turns=words.turns)


def _says_itself(data: bytes) -> bool:
    try:
        decoded(data)
    except Refusal:
        return False
    return True


def _refuse_other_formats(data: bytes, ending: str) -> None:
    if data.startswith(_OLD_OFFICE_MARK):
        raise Refusal(
            "This Word file cannot be read. It is protected by a password or comes from Word 2003 or "
            "earlier. Open it in Word and save it as a Word document (.docx) without a password."
        )
    for mark, what in _OTHER_MARKS.items():
        if data.startswith(mark) and (not mark.isalpha() or _holds_more_than_text(data)):
            raise Refusal(
                say(
                    "This note cannot be read as text. Inside it is %(what)s. %(instead)s",
                    what=what,
                    instead=_COPY_THE_WORDS,
                )
            )
    if ending == ".docx" and _holds_more_than_text(data):
        raise Refusal(
            "This file cannot be read as a Word document. Its name ends in .docx, but that is not what is "
            "inside. Save it again from Word, and bring in the new file."
        )


def _holds_more_than_text(data: bytes) -> bool:
    """Whether a file that begins like a program or a recording is one: a text may well begin with “MZ” or “RIFF”."""
    return b"\0" in data[:4096]


def _megabytes(size: int) -> str:
    return f"{size / (1024 * 1024):.0f}" if size % (1024 * 1024) == 0 else f"{size / (1024 * 1024):.1f}"
