import subprocess
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

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
        ("a.Docx", "docx"),
    ],
)
def test_the_name_says_which_kind_of_note_it_is(filename, kind):
    data = word_file(paragraph(run("Hello"))) if kind == "docx" else b"Hello"
    assert read_note(data, filename=filename).kind == kind


@pytest.mark.parametrize(
    ("data", "filename", "sentence"),
    [
        (b"", "a.txt", "There is nothing in it"),
        (b"\xef\xbb\xbf", "a.txt", "There is nothing in it"),
        (b" \r\n\t ", "a.md", "There is nothing in it"),
        (b"", "a.docx", "There is nothing in it"),
        ("Hé".encode("utf-16"), "a.txt", "written in UTF-16"),
        ("Hello".encode("utf-16-le"), "a.txt", "line 1, character 2 stands U\\+0000"),
        (b"one\r\ntwo\rcaf\xe9", "a.txt", "line 3, character 4 stands the byte E9"),
        (b"\xef\xbb\xbf\xff", "a.txt", "line 1, character 1 stands the byte FF"),
        (b"surrogate \xed\xa0\x80", "a.txt", "not UTF-8"),
        (b"a\nb\x0bc", "a.txt", "line 2, character 2 stands U\\+000B"),
        ("end \uffff".encode(), "a.txt", "stands U\\+FFFF"),
        (b"%PDF-1.7\n...", "a.txt", "Inside it is a PDF"),
        (b"\xd0\xcf\x11\xe0rest", "a.txt", "Inside it is an older Office file"),
        (b"\xd0\xcf\x11\xe0rest", "a.docx", "protected by a password or comes from Word 2003"),
        (b"just text", "a.docx", "Its name ends in .docx"),
        (b"PK\x03\x04 and then nothing", "a.docx", "It is damaged"),
        (word_file(paragraph(run("Hello"))), "a.txt", "let its name end in .docx"),
        (word_file(paragraph(run("Hello")))[:-40], "a.docx", "It is damaged"),
        (word_file(""), "a.docx", "There is nothing in it"),
        (b"Hello", "a.pdf", "ends in .pdf cannot be read as a note"),
        (b"Hello", "a.doc", "ends in .doc cannot be read as a note"),
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
