"""Words that come in by a form, by a file or by the terminal stand in the records code point for code point."""

import io
import zipfile
from collections.abc import Callable, Sequence
from pathlib import Path
from urllib.parse import quote_from_bytes
from uuid import uuid4

import pytest
from litestar import Litestar

from documents.reading import read_note
from engine.accounts import Account
from engine.backups import back_up, restore
from engine.database import Database, open_database, reading, writing
from engine.quotes import Attribution, Method, quotes_of
from engine.words import from_web_form
from tests.awkward import AWKWARD, REFUSED, everything
from tests.cast import NOW, TODAY, command_in, plan_of
from tests.documents.word_files import paragraph, run, word_file
from tests.web.browser import ORIGIN
from tests.web.pages.writing import desk, visiting
from workflows.recording import capture_quote

HEADERS = {"origin": ORIGIN, "sec-fetch-site": "same-origin"}


def silent(_done: int, _total: int) -> None:
    """Nobody watches the tests."""


def kept(database: Database, person: object) -> list[str | None]:
    with reading(database) as session:
        return [quote.text for quote in quotes_of(session, person)]  # type: ignore[arg-type]


@pytest.mark.parametrize("encoding", ["url", "multipart"])
def test_a_form_brings_every_text_as_it_was_typed(
    app: Litestar, database: Database, account: Callable[..., Account], encoding: str
) -> None:
    there = desk(database, account)
    browser = visiting(app, there.coordinator)
    action = f"/meetings/{there.meeting}/quotes"
    page = browser.visit(f"/meetings/{there.meeting}")
    forms = [form for form in page.tree.iter("form") if form.get("action") == action]
    fields = {
        name: field.get("value") or ""
        for form in forms[-1:]
        for field in form.iter("input")
        if (name := field.get("name"))
    }
    fields |= {"keep": "participant", "method": "typed", "language": "en", "speaker": ""}
    texts = everything() if encoding == "url" else AWKWARD
    for text in texts.values():
        body, kind = _body({**fields, "command": str(uuid4()), "words": text}, encoding)
        answer = browser.client.post(
            action, content=body, headers={**HEADERS, "content-type": kind}, follow_redirects=False
        )
        assert answer.status_code == 303, answer.text[:500]
    assert kept(database, there.person) == [from_web_form(text) for text in texts.values()]
    for name, text in REFUSED.items():
        body, kind = _body({**fields, "command": str(uuid4()), "words": text}, encoding)
        answer = browser.client.post(
            action, content=body, headers={**HEADERS, "content-type": kind}, follow_redirects=False
        )
        assert answer.status_code in (409, 422), name
    assert len(kept(database, there.person)) == len(texts)


def _body(fields: dict[str, str], encoding: str) -> tuple[bytes, str]:
    raw = {name: value.encode("utf-8", "surrogatepass") for name, value in fields.items()}
    if encoding == "url":
        text = "&".join(f"{name}={quote_from_bytes(value, safe='')}" for name, value in raw.items())
        return text.encode(), "application/x-www-form-urlencoded"
    parts = [
        b'--b0undary\r\ncontent-disposition: form-data; name="%s"\r\n\r\n%s\r\n' % (name.encode(), value)
        for name, value in raw.items()
    ]
    return b"".join(parts) + b"--b0undary--\r\n", "multipart/form-data; boundary=b0undary"


def test_both_databases_keep_every_text_and_so_do_their_backups(any_house: Database, tmp_path: Path) -> None:
    texts = everything()
    with writing(any_house) as session:
        plan = plan_of(session, "rosa")
        person = plan.person_id
        before = len(quotes_of(session, person))
        for text in texts.values():
            capture_quote(
                session,
                plan,
                command_in(any_house, "sam"),
                text=text,
                attribution=Attribution.PARTICIPANT,
                speaker="Rosa Delgado",
                method=Method.TYPED,
                said_on=TODAY,
                may_include=True,
            )
    assert kept(any_house, person)[before:] == list(texts.values())
    folder = tmp_path / "backup"
    back_up(any_house, folder, program="1", at=NOW, progress=silent)
    restore(any_house, folder, replace=True, aside=tmp_path / "aside", program="1", at=NOW, progress=silent)
    restored = open_database(any_house.url)
    try:
        assert kept(restored, person)[before:] == list(texts.values())
    finally:
        restored.close()


@pytest.mark.parametrize("filename", ["note.txt", "note.md"])
def test_a_note_is_read_as_its_bytes_say(filename: str) -> None:
    for name, text in everything().items():
        if not text.strip() or _is_a_line_end_at_the_front(text):
            continue
        assert read_note(b"\xef\xbb\xbf" + text.encode(), filename=filename).text == text, name


def _is_a_line_end_at_the_front(text: str) -> bool:
    return text.startswith(("%PDF", "GIF8"))


def test_a_word_note_is_read_as_its_page_shows_it() -> None:
    shown: Sequence[str] = [text for text in AWKWARD.values() if text.strip() and not set("\t\r\n") & set(text)]
    for text in shown:
        escaped = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
        data = word_file(paragraph(run(escaped)))
        assert zipfile.is_zipfile(io.BytesIO(data))
        assert read_note(data, filename="note.docx").text == text
