import sys
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.refusals import Refusal
from engine.words import exactly, from_web_form, in_the_open, steadily
from tests.awkward import PLANES, REFUSED, assigned, everything, is_char


def test_exactly_the_characters_of_xml_are_kept() -> None:
    for point in range(sys.maxunicode + 1):
        character = chr(point)
        if is_char(character):
            assert exactly(character) == character
        else:
            with pytest.raises(Refusal, match=f"U\\+{point:04X}"):
                exactly(character)


def test_the_planes_of_the_tests_are_all_there_are() -> None:
    found = {
        ord(character) >> 16
        for character in map(chr, range(sys.maxunicode + 1))
        if unicodedata.category(character) not in ("Cn", "Cs")
    }
    assert found == set(PLANES)
    assert sum(len(text) for plane in PLANES for text in assigned(plane)) > 280_000


def test_every_awkward_text_is_kept_as_it_is() -> None:
    for text in everything().values():
        assert exactly(text) is text


@pytest.mark.parametrize("text", [text for text in REFUSED.values() if text])
def test_what_cannot_be_kept_is_named_with_its_place(text: str) -> None:
    with pytest.raises(Refusal, match=r"U\+[0-9A-F]{4} \(line 1, character \d\)"):
        exactly(text)


@given(st.text(st.characters(exclude_categories=["Cs"])))
def test_only_the_return_that_a_form_puts_before_a_line_feed_is_taken_back(text: str) -> None:
    assert from_web_form(text.replace("\r", "").replace("\n", "\r\n")) == text.replace("\r", "")


@given(st.text(), st.integers(2, 80))
def test_nothing_unseen_and_nothing_that_turns_a_line_reaches_a_terminal(text: str, most: int) -> None:
    shown = in_the_open(text, most=most)
    inside = shown.removeprefix("\u2068").removesuffix("\u2069")
    assert not any(unicodedata.category(character) in ("Cc", "Cs", "Zl", "Zp") for character in inside)
    assert not any(unicodedata.category(character) == "Cf" and character not in "\u200c\u200d" for character in inside)
    assert (
        shown.isprintable()
        or {"\u200c", "\u200d", "\u2068"} & set(shown)
        or any(unicodedata.category(character) in ("Co", "Zs") for character in shown)
    )
    turned = any(unicodedata.bidirectional(character) in ("R", "AL", "AN") for character in inside)
    assert turned == (shown != inside)


@pytest.mark.parametrize("name", ["Rosa \u202eatraM", "\u2067Rosa", "Rosa\u2069", "Ro\u202csa"])
def test_a_name_that_could_read_as_another_is_refused(name: str) -> None:
    with pytest.raises(Refusal, match="one name can read as another"):
        steadily(name, about="name")


@pytest.mark.parametrize("name", ["周美玲", "יוסף כהן", "محمد\u200f (مو)", "Nguyễn", "’t Hart", "O\u200dConnor"])
def test_names_of_every_script_are_kept(name: str) -> None:
    assert steadily(name, about="name") == name
