import re
from dataclasses import replace
from pathlib import Path

import pytest

import documents
from documents.own_words import own_words, quotation
from documents.paper import ItemPaper
from engine.refusals import Refusal
from tests.documents.papers import quote

FOLDER = Path(documents.__file__).parent


def test_only_the_form_of_own_words_uses_its_style_bar_and_ground():
    """Staff text cannot look like the person's words, because no other module names what makes them look so."""
    mine = {"own_words.py", "own_words_styles.py"}
    for module in FOLDER.glob("*.py"):
        named = re.search("(?i:7a4200|fff4dc)|OwnWords|SpeechMark", module.read_text())
        assert (named is None) or module.name in mine, f"{module.name} uses {named.group()}"


def test_staff_text_cannot_be_printed_as_own_words():
    with pytest.raises(Refusal, match="cannot be printed as the person’s own"):
        own_words(ItemPaper(kind="Outcome", title="Rosa will comply."), paper_language="en")


@pytest.mark.parametrize("attribution", ["other", "interpreted", "unconfirmed"])
def test_only_the_persons_own_words_get_the_warm_form(attribution):
    words = quote("q", "I know my sister.", speaker="Marta", attribution=attribution)
    with pytest.raises(Refusal):
        own_words(words, paper_language="en")
    assert "OwnWords" not in quotation(words, paper_language="en")


@pytest.mark.parametrize(
    ("attribution", "label"),
    [
        ("other", "Marta typed it"),
        ("interpreted", "not word for word"),
        ("unconfirmed", "Not confirmed who said this"),
    ],
)
def test_words_that_are_not_the_persons_say_so_before_they_begin(attribution, label):
    printed = quotation(
        quote("q", "here are the words", speaker="Marta", attribution=attribution, method="typed"), paper_language="en"
    )
    assert printed.index(label) < printed.index("here are the words")


def test_words_nobody_has_confirmed_are_never_printed_as_somebodys():
    printed = quotation(quote("q", "no", speaker="Rosa", attribution="unconfirmed"), paper_language="en")
    assert "Rosa" not in printed


def test_a_quotation_is_locked_inside_its_line_and_bound_to_nothing():
    printed = own_words(quote("q-1", "mine"), paper_language="en")
    assert printed.startswith("<w:p>")
    assert '<w:tag w:val="q-1"/>' in printed
    assert '<w:lock w:val="sdtContentLocked"/>' in printed
    assert "<w:text" not in printed
    assert "dataBinding" not in printed


def test_the_three_kinds_of_line_break_are_each_written_once():
    printed = own_words(quote("q", "a\nb\rc\r\nd\te"), paper_language="en")
    inside = printed.split("<w:sdtContent>")[1].split("</w:sdtContent>")[0]
    assert re.findall(r"<w:(br|cr|tab)/>", inside) == ["br", "cr", "br", "tab"]


def test_the_speech_mark_is_a_picture_with_a_text_of_its_own_and_no_character():
    printed = own_words(quote("q", "mine"), paper_language="en")
    assert printed.count('descr="Speech mark: Rosa’s own words"') == 2  # the drawing and the picture inside it
    assert printed.count("<w:drawing>") == 1
    assert not re.search('[“”"«»]mine', printed)


@pytest.mark.parametrize(
    ("language", "text", "element"),
    [
        ("es", "Quiero cocinar", '<w:lang w:val="es"/>'),
        ("zh-Hant", "我想煮飯", '<w:lang w:eastAsia="zh-Hant"/>'),
        ("he", "אני רוצה", '<w:rtl/><w:lang w:bidi="he"/>'),
        ("ar", "123", '<w:rtl/><w:lang w:bidi="ar"/>'),
    ],
)
def test_each_quotation_carries_its_language_and_direction(language, text, element):
    printed = own_words(quote("q", text, language=language), paper_language="en")
    assert element in printed
    assert ("OwnWordsRtl" in printed) == ("rtl" in element)


def test_who_when_how_and_by_whom_stand_under_the_words():
    assert "Rosa said it with a speech device · March 11, 2026 · at home · in Spanish · written down by Lena" in (
        own_words(quote("q", "sí", method="aac", language="es-MX", recorded_by="Lena"), paper_language="en")
    )
    bare = replace(quote("q", "yes"), method=None, said_on=None, place="", recorded_by="")
    assert ">Rosa</w:t>" in own_words(bare, paper_language="en")


def test_who_wrote_their_own_words_down_is_named_once():
    typed = quote("q", "20 is ok.", method="typed", recorded_by="Rosa")
    assert "written down" not in own_words(typed, paper_language="en")


def test_a_quote_id_too_long_for_word_is_a_mistake_that_shows():
    with pytest.raises(ValueError, match="1 to 64"):
        own_words(quote("q" * 65, "mine"), paper_language="en")
