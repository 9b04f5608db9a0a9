"""Notes and files made to do harm: at the terminal and in the meeting's form a sentence, nothing saved, in bounded time."""

import io
import subprocess
import sys
import time
import zipfile
from collections.abc import Callable
from pathlib import Path
from uuid import UUID, uuid4

import pytest
from sqlmodel import func, select

from engine.database import Database, reading
from engine.meetings import Meeting
from engine.notes import notes_of_meeting
from engine.originals import OriginalBytes, OriginalText
from tests.attacks.attacker import Attacker
from tests.cast import plan_of
from tests.documents.pdf_files import pdf
from tests.web.house_rules import controls, parse_page

ROOT = Path(__file__).parents[2]
W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
MEMORY = 700 * 1024 * 1024
"""Bytes of address space for one command; the interpreter and its libraries take the most of it."""


def word(body: str, *, before: str = "", **more: bytes) -> bytes:
    """A Word file of one part, and whatever else is put beside it."""
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", f"{before}<w:document {W}><w:body>{body}</w:body></w:document>")
        for name, content in more.items():
            archive.writestr(name, content)
    return held.getvalue()


def said(text: str) -> str:
    return f"<w:p><w:r><w:t>{text}</w:t></w:r></w:p>"


HOSTILE: dict[str, tuple[str, Callable[[], bytes], str]] = {
    "empty": ("note.txt", lambda: b"", "There is nothing in it"),
    "blank": ("note.txt", lambda: b" \r\n\t", "There is nothing in it"),
    "half of utf-16": ("note.txt", lambda: "Rosa: “hi”".encode("utf-16")[:-1], "UTF-16"),
    "another encoding": ("note.txt", lambda: b"caf\xe9", "E9"),
    "binary": ("note.txt", lambda: bytes(range(256)) * 40, "cannot be read"),
    "a NUL": ("note.md", lambda: b"Rosa\x00", "U+0000"),
    "a lone surrogate": ("note.txt", lambda: b"a\xed\xa0\xbd", "not UTF-8"),
    "a program": ("note.txt", lambda: b"MZ" + bytes(99), "a program"),
    "a picture as text": ("note.txt", lambda: b"\x89PNG\r\n\x1a\n", "a picture"),
    "a video as Word": ("note.docx", lambda: b"\0\0\0\x18ftypmp42" + bytes(99), "not what is inside"),
    "a scan": ("note.pdf", lambda: pdf([""]), "it is a scan"),
    "half a PDF": ("note.txt", lambda: pdf(["Rosa: hi"])[:150], "damaged"),
    "a PDF of very many pages": ("note.pdf", lambda: pdf(["x"] * 500), "more than 400 pages"),
    "a PDF that unpacks to very much": ("note.pdf", lambda: pdf(["x\n" * 3_000_000], packed=True), "cannot be read"),
    "a PDF that points at itself": (
        "note.pdf",
        lambda: pdf(["hi"]).replace(b"/Pages 2 0 R", b"/Pages 1 0 R"),
        "damaged",
    ),
    "an old Word file": ("note.docx", lambda: b"\xd0\xcf\x11\xe0" * 9, "without a password"),
    "half a Word file": ("note.docx", lambda: word(said("hi"))[:80], "damaged"),
    "no document inside": ("note.docx", lambda: _other_zip(), "damaged"),
    "a bomb": ("note.docx", lambda: word(said(" " * 120_000_000)), "harmful"),
    "a bomb of tags": ("note.docx", lambda: word("<w:p/>" * 2_900_000), "harmful"),
    "a fetched file": (
        "note.docx",
        lambda: word(said("&x;"), before='<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]>'),
        "DTD",
    ),
    "a billion laughs": (
        "note.docx",
        lambda: word(said("&b;"), before='<!DOCTYPE a [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;">]>'),
        "DTD",
    ),
    "too deep": ("note.docx", lambda: word("<w:ins>" * 100_000 + "</w:ins>" * 100_000), "damaged"),
    "a control character": ("note.docx", lambda: word(said("a&#1;b")), "damaged"),
    "another file embedded": ("note.docx", lambda: word("<w:altChunk/>"), "embedded"),
    "too large": ("note.txt", lambda: b"a " * (9 * 1024 * 1024), "16 MB"),
}


def _other_zip() -> bytes:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as archive:
        archive.writestr("a.txt", "b")
    return held.getvalue()


@pytest.fixture
def plan(house: Database) -> UUID:
    """A plan Sam writes."""
    with reading(house) as session:
        return plan_of(session, "rosa").id


def meetings(database: Database) -> int:
    with reading(database) as session:
        return session.exec(select(func.count()).select_from(Meeting)).one()


def _form(sam: Attacker, plan: UUID) -> dict[str, str]:
    action = f"/plans/{plan}/meetings/new"
    page = parse_page(sam.get(action).text)
    sent = next(controls(form) for form in page.iter("form") if form.get("action") == action)
    sent.pop("csrf_token")
    return {name: values[-1] for name, values in sent.items()} | {"command": str(uuid4()), "place": "kitchen table"}


@pytest.mark.parametrize("kind", [kind for kind in HOSTILE if kind not in {"too large"}])
def test_the_meetings_form_refuses_the_file_in_a_sentence_and_keeps_the_rest(
    kind: str, attack_as: Callable[[str], Attacker], plan: UUID, house: Database
) -> None:
    name, make, sentence = HOSTILE[kind]
    sam, content, before = attack_as("sam"), make(), meetings(house)
    began = time.monotonic()
    answer = sam.upload(f"/plans/{plan}/meetings/new", _form(sam, plan), {"note_file": (name, content)})
    assert time.monotonic() - began < 20
    assert answer.status_code == 422
    assert sentence in answer.text
    assert "kitchen table" in answer.text
    assert "Traceback" not in answer.text
    assert meetings(house) == before


@pytest.mark.parametrize(
    "filename",
    [
        "../../etc/passwd.txt",
        "\u202etxt.exe",
        "C:\\notes\\a.txt",
        "a\r\nset-cookie: b=c.txt",
        "“<b>”.txt",
        "x" * 500 + ".txt",
    ],
)
def test_a_files_name_is_only_a_name(
    filename: str, attack_as: Callable[[str], Attacker], plan: UUID, tmp_path: Path, house: Database
) -> None:
    sam = attack_as("sam")
    answer = sam.upload(f"/plans/{plan}/meetings/new", _form(sam, plan), {"note_file": (filename, b"Rosa likes tea.")})
    assert answer.status_code == 303
    assert "Rosa likes tea." in sam.get(answer.headers["location"]).text
    assert not list(tmp_path.rglob("*passwd*"))
    with reading(house) as session:
        ((original, _reader),) = notes_of_meeting(session, UUID(answer.headers["location"].rpartition("/")[2]))
    assert original.name.isprintable()
    assert not set(original.name) & set("/\\\r\n\u202e")


RUNS = {
    "a page": b"<!doctype html><script>alert(1)</script><p>Rosa: \xe2\x80\x9cI want a dog.\xe2\x80\x9d",
    "a drawing": b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'><text>Rosa: hi there</text></svg>",
    "a page in UTF-16": "<script>alert(1)</script> Rosa: hi there".encode("utf-16"),
    "a transcript that is a page": b"WEBVTT\n\n00:01.000 --> 00:02.000\n<v Rosa><script>alert(1)</script>&lt;b&gt;hi\n",
}


@pytest.mark.parametrize("kind", RUNS)
def test_a_note_that_a_browser_could_run_is_shown_as_text_and_saved_as_a_file(
    kind: str, attack_as: Callable[[str], Attacker], plan: UUID, house: Database
) -> None:
    sam = attack_as("sam")
    answer = sam.upload(f"/plans/{plan}/meetings/new", _form(sam, plan), {"note_file": ("note.txt", RUNS[kind])})
    assert answer.status_code == 303
    shown = sam.get(answer.headers["location"])
    assert "<script>alert" not in shown.text
    assert "onload='" not in shown.text.replace("&#39;", "’")
    with reading(house) as session:
        ((original, _reader),) = notes_of_meeting(session, UUID(answer.headers["location"].rpartition("/")[2]))
        assert session.get_one(OriginalBytes, original.id).content == RUNS[kind]
    file = sam.get(f"/notes/{original.id}/file")
    assert file.content == RUNS[kind]
    assert file.headers["content-type"] == "application/octet-stream"
    assert file.headers["content-disposition"].startswith("attachment;")
    assert file.headers["x-content-type-options"] == "nosniff"
    assert "sandbox" in file.headers["content-security-policy"]


def test_a_note_is_reached_by_nobody_who_may_not_see_the_meeting(
    attack_as: Callable[[str], Attacker], plan: UUID, house: Database
) -> None:
    sam = attack_as("sam")
    answer = sam.upload(f"/plans/{plan}/meetings/new", _form(sam, plan), {"note_file": ("n.txt", b"Rosa: hi there")})
    with reading(house) as session:
        ((original, _reader),) = notes_of_meeting(session, UUID(answer.headers["location"].rpartition("/")[2]))
    for who in ("gail", "marcus", "ada"):
        assert attack_as(who).get(f"/notes/{original.id}/file").status_code == 404
    other = attack_as("sam").get(f"/meetings/{UUID(int=9)}?note={original.id}")
    assert other.status_code == 404


def test_ten_thousand_quotations_are_kept_exactly_and_shown_a_few_at_a_time(
    attack_as: Callable[[str], Attacker], plan: UUID, house: Database
) -> None:
    note = "\r\n".join(f"Rosa: “thing number {number}”" for number in range(10_000))
    sam = attack_as("sam")
    answer = sam.upload(f"/plans/{plan}/meetings/new", _form(sam, plan), {"note_file": ("long.txt", note.encode())})
    assert answer.status_code == 303
    identity = UUID(answer.headers["location"].rpartition("/")[2])
    with reading(house) as session:
        ((original, _reader),) = notes_of_meeting(session, identity)
        assert session.get_one(OriginalText, original.id).text == note
    page = sam.get(answer.headers["location"])
    assert page.status_code == 200
    assert "thing number 1”" in page.text


def _draft(file: Path, *more: str) -> subprocess.CompletedProcess[bytes]:
    limited = (
        f"import resource, sys; resource.setrlimit(resource.RLIMIT_AS, ({MEMORY}, {MEMORY})); "
        "from web.cli import main; sys.exit(main())"
    )
    command = [sys.executable, "-c", limited, "draft", str(file), "--person", "Rosa Delgado", *more]
    return subprocess.run(command, cwd=ROOT, capture_output=True, timeout=60, check=False)


@pytest.mark.parametrize(
    "kind",
    [
        "empty",
        "binary",
        "half of utf-16",
        "a scan",
        "a program",
        "half a Word file",
        "a bomb",
        "a bomb of tags",
        "a fetched file",
        "too deep",
        "too large",
    ],
)
def test_the_terminal_refuses_the_file_in_a_sentence_and_writes_nothing(kind: str, tmp_path: Path) -> None:
    name, make, sentence = HOSTILE[kind]
    file, out = tmp_path / name, tmp_path / "plan.docx"
    file.write_bytes(make())
    done = _draft(file, "--out", str(out))
    assert done.returncode == 1
    assert sentence in done.stderr.decode()
    assert b"Traceback" not in done.stderr
    assert done.stdout == b""
    assert not out.exists()


def test_the_terminal_reads_a_note_of_five_megabytes_in_bounded_memory(tmp_path: Path) -> None:
    file = tmp_path / "long.txt"
    file.write_text("We talked about the bus and the garden for a long while.\n" * 88_000 + "Rosa: “I want a dog.”\n")
    done = _draft(file, "--json")
    assert done.returncode == 0, done.stderr[-500:]
    assert "I want a dog." in done.stdout.decode()
