import io
import random
import zipfile

import docx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from documents.isp import isp
from documents.own_words import quotation
from documents.paper import QuotePaper
from documents.quotes_in_docx import PART_NAME, original_quotes, originals_part
from documents.word_file import About, word_file
from engine.refusals import Refusal
from engine.words import folded
from tests.documents.office import text_of
from tests.documents.papers import quote, rosas_isp
from tests.documents.word_files import paragraph, run, zipped
from tests.documents.word_files import word_file as hand_made

SPECIAL = "\t\n\r\x7f\x80\x85\x9f\u00a0\u00ad\ufdd0\u2028\u2029\ufeff\u200f\u202e\u0301é<&>]]>\"'“”«»אبतมい🧑‍🦽𝒳"
allowed = st.characters(exclude_categories=["Cs", "Cc"], exclude_characters="\ufffe\uffff") | st.sampled_from(SPECIAL)
words = st.lists(allowed | st.sampled_from(["\r\n", "  "]), min_size=1).map("".join)


def printed(*quotes: QuotePaper) -> bytes:
    plan = rosas_isp()
    about = About(
        title="Quotations",
        subject="",
        agency=plan.agency,
        status="",
        footer="",
        fingerprint="",
        language="en",
        as_of=plan.as_of,
    )
    return word_file([quotation(one, paper_language="en") for one in quotes], about=about, quotes=quotes)


@given(st.dictionaries(st.from_regex(r"[0-9a-f-]{1,64}", fullmatch=True), words, min_size=1, max_size=8))
def test_every_quotation_comes_back_code_point_for_code_point(texts):
    quotes = [quote(quote_id, text) for quote_id, text in texts.items()]
    assert original_quotes(printed(*quotes)) == texts


@given(words)
def test_the_page_shows_the_same_words_with_one_kind_of_line_break(text):
    document = docx.Document(io.BytesIO(printed(quote("q", text))))
    control = document.element.body.find(".//{*}sdtContent")
    shown = "".join(
        {"t": node.text, "br": "\n", "cr": "\n", "tab": "\t"}.get(node.tag.split("}")[1], "") or ""
        for node in control.iter()
    )
    assert shown == folded(text)


@pytest.mark.word
def test_libreoffice_exports_every_quotation_as_it_was_said(tmp_path):
    texts = [*_hard_cases(), *_random_texts(200)]
    exported = text_of(printed(*(quote(f"q{n}", f"[{n}|{text}|{n}]") for n, text in enumerate(texts))), tmp_path)
    for n, text in enumerate(texts):
        assert exported.split(f"[{n}|")[1].split(f"|{n}]")[0] == folded(text), repr(text)


def _hard_cases() -> list[str]:
    return [
        "I want my own kitchen.\r\nI want to cook.\rOn Fridays.\n\nSlowly.",
        "  two spaces, a tab\tand a space at the end ",
        "\n\nlines before and after\n\n",
        "«Yo de aquí no me voy. Ésta es mi casa.» — ‘nobody’ said “no”…",
        "אני רוצה לבשל לבד. I mean it! 123",
        "e\u0301 is not é, ﬁ is not fi, \u212b is not Å",
        "\u00a0non\u00a0breaking\u202f\u2011\u00adsoft\u200b",
        "🧑🏽‍🦽👩‍👩‍👧 𝒳 ☃",
        "<w:t>&amp; {{ 7*7 }} ' OR 1=1 -- =SUM(A1)",
        "\x7f\x80\x9f\ufdd0",
    ]


def _random_texts(count: int) -> list[str]:
    source = random.Random(7)
    return ["".join(source.choice(SPECIAL + "abc de") for _ in range(source.randint(1, 40))) for _ in range(count)]


def test_a_quotation_shown_twice_is_kept_once():
    data = isp(rosas_isp())
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert archive.read("word/document.xml").count(b'w:tag w:val="q-vision"') == 2
        assert archive.read(PART_NAME).count(b'id="q-vision"') == 1


def test_two_texts_of_one_id_are_a_mistake_that_shows():
    with pytest.raises(ValueError, match="Two texts"):
        originals_part([quote("q", "one"), quote("q", "two")], paper_language="en")


def test_the_originals_are_found_under_the_name_word_gives_them():
    with zipfile.ZipFile(io.BytesIO(printed(quote("q", "mine\r")))) as archive:
        files = {name: archive.read(name) for name in archive.namelist()}
    files["customXml/item1.xml"] = files.pop(PART_NAME)
    assert original_quotes(zipped(files)) == {"q": "mine\r"}


def test_an_original_that_was_changed_is_refused_by_name():
    with zipfile.ZipFile(io.BytesIO(printed(quote("q-7", "I want to stay")))) as archive:
        files = {name: archive.read(name) for name in archive.namelist()}
    files[PART_NAME] = files[PART_NAME].replace(b"I want to stay", b"I want to move")
    with pytest.raises(Refusal, match="quotation q-7"):
        original_quotes(zipped(files))


def test_a_file_without_originals_is_refused():
    with pytest.raises(Refusal, match="carries no exact texts"):
        original_quotes(hand_made(paragraph(run("plan"))))


@pytest.mark.parametrize("text", ["a\x0bb", "\x00", "end\ufffe", "\ud800"])
def test_words_no_file_can_carry_are_refused_by_name_and_place(text):
    with pytest.raises(Refusal, match=r"At line 1, character \d stands U\+"):
        printed(quote("q", text))
