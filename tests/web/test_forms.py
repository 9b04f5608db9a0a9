"""What was typed arrives code point for code point, or is refused in a sentence."""

from contextlib import suppress
from datetime import date
from urllib.parse import quote_plus

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.refusals import Refusal
from web.forms import MOST_FIELDS, URL_ENCODED, Form, read_day, read_form

TEXTS = st.text(st.characters(exclude_categories=["Cs"]))
BOUNDARY = "----edge"


def multipart(*parts: tuple[str, bytes]) -> bytes:
    return (
        b"".join(
            f"--{BOUNDARY}\r\nContent-Disposition: form-data; {head}\r\n\r\n".encode() + body + b"\r\n"
            for head, body in parts
        )
        + f"--{BOUNDARY}--\r\n".encode()
    )


def read_multipart(*parts: tuple[str, bytes]) -> Form:
    return read_form(f"multipart/form-data; boundary={BOUNDARY}", multipart(*parts))


@given(st.lists(st.tuples(TEXTS.filter(bool), TEXTS), max_size=8))
def test_a_url_encoded_form_arrives_exactly(pairs: list[tuple[str, str]]) -> None:
    body = "&".join(f"{quote_plus(name)}={quote_plus(value)}" for name, value in pairs).encode()
    form = read_form(URL_ENCODED, body)
    assert [(name, value) for name, values in form.fields.items() for value in values] == sorted(
        pairs, key=lambda pair: [name for name, _ in pairs].index(pair[0])
    )


@given(TEXTS.filter(lambda text: f"\r\n--{BOUNDARY}" not in text))
def test_a_multipart_field_arrives_exactly(value: str) -> None:
    assert read_multipart(('name="notes"', value.encode())).text("notes") == value


@given(st.binary().filter(lambda content: f"--{BOUNDARY}".encode() not in content))
def test_a_file_arrives_byte_for_byte(content: bytes) -> None:
    upload = read_multipart(('name="file"; filename="caf%22é.docx"', content)).upload("file")
    assert upload is not None
    assert upload.filename == 'caf"é.docx'
    assert upload.content == content


def test_no_file_chosen_is_no_file() -> None:
    assert read_multipart(('name="file"; filename=""', b"")).upload("file") is None


@given(
    st.binary(max_size=400),
    st.sampled_from([URL_ENCODED, f"multipart/form-data; boundary={BOUNDARY}", "text/plain", "x"]),
)
def test_whatever_arrives_is_a_form_or_a_refusal(body: bytes, content_type: str) -> None:
    with suppress(Refusal):
        assert isinstance(read_form(content_type, body), Form)


@pytest.mark.parametrize("body", [b"notes=caf%E9", b"notes=caf\xe9", b"n%FF=x"])
def test_bad_utf_8_is_a_sentence_that_names_the_byte(body: bytes) -> None:
    with pytest.raises(Refusal, match=r"not in UTF-8 .byte (E9|FF) at place"):
        read_form(URL_ENCODED, body)


@pytest.mark.parametrize("content_type", ["text/plain", "application/json", "", "multipart/form-data", "nonsense"])
def test_other_kinds_of_body_are_refused(content_type: str) -> None:
    with pytest.raises(Refusal, match="did not arrive as a form"):
        read_form(content_type, b"a=b")


def test_a_form_that_was_cut_off_is_refused() -> None:
    with pytest.raises(Refusal, match="cut off"):
        read_form(f"multipart/form-data; boundary={BOUNDARY}", multipart(('name="a"', b"x"))[:-20])


def test_too_many_fields_are_refused() -> None:
    with pytest.raises(Refusal, match="more than 5,000 fields"):
        read_form(URL_ENCODED, b"&".join([b"a=b"] * (MOST_FIELDS + 1)))


def test_a_field_sent_twice_is_refused_where_one_is_meant_and_kept_where_many_are() -> None:
    form = read_form(URL_ENCODED, b"who=ana&who=ben")
    assert form.all("who") == ("ana", "ben")
    with pytest.raises(Refusal, match="“who” twice"):
        form.text("who")


def test_a_character_that_cannot_be_kept_is_an_error_beside_its_field() -> None:
    form = read_form(URL_ENCODED, b"notes=a%00b&other=fine")
    assert list(form.errors) == ["notes"]
    assert "U+0000" in form.errors["notes"]


def test_only_words_take_back_the_cr_of_the_encoding() -> None:
    form = read_form(URL_ENCODED, b"q=one%0D%0Atwo%0Dthree%0A+")
    assert form.text("q") == "one\r\ntwo\rthree\n "
    assert form.words("q") == "one\ntwo\rthree\n "


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("2026-03-14", date(2026, 3, 14)),
        ("3/14/2026", date(2026, 3, 14)),
        ("2028-02-29", date(2028, 2, 29)),
        ("2026-02-29", None),
        ("2026-13-01", None),
        ("0000-01-01", None),
        ("٢٠٢٦-٠٣-١٤", None),
        ("tomorrow", None),
    ],
)
def test_days_that_do_not_exist_are_not_read(typed: str, found: date | None) -> None:
    assert read_day(typed) == found


def test_a_day_that_does_not_exist_is_an_error_that_says_how_to_write_one() -> None:
    form = read_form(URL_ENCODED, b"held_on=2026-02-30")
    assert form.day("held_on") is None
    assert form.errors["held_on"].startswith("There is no day “2026-02-30”.")
