import subprocess
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from documents.letters import ASK, readings
from documents.reading import MOST_BYTES, read_note
from engine.refusals import Refusal
from tests.documents.word_files import paragraph, run, word_file

note_text = st.text(
    st.characters(exclude_categories=["Cs"], exclude_characters=[*map(chr, range(32)), "\ufffe", "\uffff"])
    | st.sampled_from("\t\n\r\x7f\x85\u00a0\ufdd0\u2028\ufeff“”«»"),
    min_size=1,
).filter(str.strip)


@given(note_text.filter(lambda text: text[0] != "\ufeff"))
def test_a_text_note_keeps_every_character_and_line_end(text):
    assert read_note(text.encode(), filename="notes.txt").text == text


@given(note_text)
def test_a_byte_order_mark_is_taken_off_once(text):
    assert read_note(b"\xef\xbb\xbf" + text.encode(), filename="notes.md").text == text


@pytest.mark.parametrize(
    ("filename", "kind"),
    [
        ("a.txt", "txt"),
        ("A.TXT", "txt"),
        ("notes", "txt"),
        ("a.b.md", "md"),
        ("x/y.markdown", "md"),
        ("a.Docx", "txt"),
        ("a.pdf", "txt"),
    ],
)
def test_a_name_is_only_a_name(filename, kind):
    assert read_note(b"Hello", filename=filename).kind == kind
    assert read_note(word_file(paragraph(run("Hello"))), filename=filename).kind == "docx"


@pytest.mark.parametrize(
    ("data", "filename", "sentence"),
    [
        (b"", "a.txt", "There is nothing in it"),
        (b"\xef\xbb\xbf", "a.txt", "There is nothing in it"),
        (b" \r\n\t ", "a.md", "There is nothing in it"),
        (b"", "a.docx", "There is nothing in it"),
        ("Hello".encode("utf-16-le"), "a.txt", "line 1, character 2 stands U\\+0000"),
        (b"one\r\ntwo\rcaf\xe9", "a.txt", "line 3, character 4 stands the byte E9"),
        (b"\xef\xbb\xbf\xff", "a.txt", "line 1, character 1 stands the byte FF"),
        (b"surrogate \xed\xa0\x80", "a.txt", "not UTF-8"),
        (b"a\nb\x0bc", "a.txt", "line 2, character 2 stands U\\+000B"),
        ("end \uffff".encode(), "a.txt", "stands U\\+FFFF"),
        (b"\xd0\xcf\x11\xe0rest", "a.docx", "protected by a password or comes from Word 2003"),
        (b"PK\x03\x04 and then nothing", "a.docx", "It is damaged"),
        (word_file(paragraph(run("Hello")))[:-40], "a.docx", "It is damaged"),
        (word_file(""), "a.docx", "There is nothing in it"),
        (b"\xd0\xcf\x11\xe0rest", "a.txt", "protected by a password or comes from Word 2003"),
        (b"\xff\xfea", "a.txt", "says that it is written in UTF-16, but it breaks off"),
        (b"%PDF-1.7\n...", "a.txt", "This PDF cannot be read. It is damaged"),
        (b"{\\rtf1 Hello}", "a.txt", "a document in RTF"),
        (b"\x89PNG\r\n", "a.txt", "a picture"),
        (b"MZ\0\0", "a.txt", "a program"),
        (b"\0\0\0 ftypheic", "a.docx", "not what is inside"),
        (b"a" * (MOST_BYTES + 1), "a.txt", "at most 16 MB"),
    ],
)
def test_what_cannot_be_read_gets_a_sentence(data, filename, sentence):
    with pytest.raises(Refusal, match=sentence):
        read_note(data, filename=filename)


def test_a_note_of_five_megabytes_is_read():
    text = "She said “yes”.\r\n" * (5 * 1024 * 1024 // 20)
    assert read_note(text.encode(), filename="long.txt").text == text


def test_a_text_note_does_not_wait_for_the_word_libraries():
    code = (
        "import sys; from documents.reading import read_note; read_note(b'hi', filename='a.txt'); "
        "sys.exit('docx' in sys.modules or 'lxml' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


@given(note_text, st.sampled_from(["utf-16-le", "utf-16-be"]))
def test_utf_16_with_its_mark_keeps_every_character(text, codec):
    mark = b"\xff\xfe" if codec == "utf-16-le" else b"\xfe\xff"
    assert read_note(mark + text.encode(codec), filename="a.txt").text == text


def test_older_letters_are_asked_for_and_never_guessed():
    data = "Señora Núñez: “café”".encode("cp1252")
    with pytest.raises(Refusal, match="say which letters it used") as refused:
        read_note(data, filename="a.txt")
    assert refused.value.reasons[0].code == ASK
    assert ("windows-1252", "Señora Núñez: “café”") in [(row.letters, row.line) for row in readings(data)]
    note = read_note(data, filename="a.txt", letters="windows-1252")
    assert (note.text, note.reader) == ("Señora Núñez: “café”", "ownwords-text 1 (windows-1252)")


def test_letters_somebody_chose_do_not_change_a_text_that_says_its_own():
    note = read_note("café".encode(), filename="a.txt", letters="windows-1252")
    assert (note.text, note.reader) == ("café", "ownwords-text 1")
    with pytest.raises(Refusal):
        read_note(b"\x81\x8d", filename="a.txt", letters="windows-1252")
