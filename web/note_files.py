"""A note as it arrives with a form: a file read by its content, or text that was pasted. What is wrong stands beside it."""

from documents.letters import ASK, OLDER, Reading, readings
from documents.reading import read_note, read_text
from engine.refusals import Refusal
from web.forms import Form
from web.i18n import gettext as _
from workflows.noting import NoteFile

MEDIA_TYPES = {
    "txt": "text/plain",
    "md": "text/markdown",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "pdf": "application/pdf",
    "vtt": "text/vtt",
    "srt": "application/x-subrip",
}


def note_file_of(form: Form, name: str = "note_file") -> NoteFile | None:
    """The file of the form, read; None where none was chosen, or where it cannot be read, with the error beside it."""
    upload = form.upload(name)
    if upload is None:
        return None
    letters = form.text(ASK)
    try:
        read = read_note(upload.content, filename=upload.filename, letters=letters if letters in OLDER else "")
    except Refusal as refusal:
        form.errors.add(name, refusal.message)
        return None
    return NoteFile(
        name=plain_name(upload.filename),
        media_type=MEDIA_TYPES[read.kind],
        content=upload.content,
        text=read.text,
        reader=read.reader,
    )


def readings_of(form: Form, name: str = "note_file") -> list[Reading]:
    """How a file in older letters might read, where it is one."""
    upload = form.upload(name)
    if upload is None:
        return []
    try:
        read_note(upload.content, filename=upload.filename)
    except Refusal as refusal:
        return readings(upload.content) if any(reason.code == ASK for reason in refusal.reasons) else []
    return []


def pasted_note(form: Form, name: str = "pasted") -> NoteFile | None:
    """The text of a field as a note of its own, exactly; None where nothing was pasted."""
    text = form.words(name)
    if not text.strip():
        return None
    try:
        read = read_text(text)
    except Refusal as refusal:
        form.errors.add_refusal(refusal, name=name)
        return None
    return NoteFile(
        name=form.line("title") or _("Pasted text"),
        media_type=MEDIA_TYPES[read.kind],
        content=text.encode(),
        text=read.text,
        reader=read.reader,
    )


def plain_name(filename: str) -> str:
    """The last part of a path, without what cannot be seen or would turn the line."""
    last = filename.replace("\\", "/").rsplit("/", 1)[-1]
    name = "".join(letter for letter in last if letter.isprintable())
    return name[:200].strip() or _("without a name")
