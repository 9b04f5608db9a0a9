"""The two plans as Word files: their text, their structure, and what a reader with a screen reader gets."""

import io
import itertools
import re
import zipfile
from dataclasses import replace
from pathlib import Path

import docx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from documents.docx_text import docx_text
from documents.isp import isp
from documents.paper import ItemPaper, SectionPaper
from documents.quotes_in_docx import original_quotes
from documents.shell import shell
from documents.treatment_plan import treatment_plan
from tests.documents.office import pdf_of, text_of
from tests.documents.papers import FINGERPRINT, fields, quote, rosas_isp, toms_treatment_plan

SNAPSHOTS = Path(__file__).parent / "snapshots"
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


@pytest.fixture(scope="module")
def rosas() -> bytes:
    return isp(rosas_isp())


@pytest.fixture(scope="module")
def toms() -> bytes:
    return treatment_plan(toms_treatment_plan())


def part(data: bytes, name: str) -> str:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return archive.read(name).decode()


def test_the_text_of_the_isp_is_what_was_last_read_and_approved(rosas):
    assert docx_text(rosas) + "\n" == (SNAPSHOTS / "isp.txt").read_text(encoding="utf-8")


def test_the_text_of_the_treatment_plan_is_what_was_last_read_and_approved(toms):
    assert docx_text(toms) + "\n" == (SNAPSHOTS / "treatment_plan.txt").read_text(encoding="utf-8")


def test_the_same_version_is_the_same_file(rosas):
    shell.cache_clear()
    assert isp(rosas_isp()) == rosas
    assert isp(replace(rosas_isp(), version=4)) != rosas


def test_the_file_says_what_it_is(rosas):
    properties = docx.Document(io.BytesIO(rosas)).core_properties
    assert properties.title == "Individualized Service Plan: Rosa Delgado, version 3"
    assert properties.author == properties.last_modified_by == "Harbor Street Supports"
    assert properties.identifier == FINGERPRINT
    assert properties.language == "en"
    assert properties.created == properties.modified == rosas_isp().as_of
    assert "python-docx" not in part(rosas, "docProps/core.xml") + part(rosas, "docProps/app.xml")


def test_every_page_says_whose_plan_it_is_and_which_text(rosas):
    footer = part(rosas, "word/footer1.xml")
    assert "Rosa Delgado · Individualized Service Plan, version 3" in footer
    assert FINGERPRINT in footer
    assert re.findall(r'w:instr=" (\w+) "', footer) == ["PAGE", "NUMPAGES"]
    assert "In force since April 1, 2026" in part(rosas, "word/header1.xml")


def test_a_draft_says_that_it_can_still_change(toms):
    assert "none until it is frozen" in part(toms, "word/footer1.xml")
    assert "Nobody can sign yet" in docx_text(toms)
    assert "To sign on paper" not in docx_text(toms)


def test_headings_go_down_one_level_at_a_time(rosas, toms):
    for data in (rosas, toms):
        levels = [
            int(paragraph.style.name.removeprefix("Heading "))
            for paragraph in docx.Document(io.BytesIO(data)).paragraphs
            if paragraph.style.name.startswith("Heading")
        ]
        assert levels[0] == 1
        assert levels.count(1) == 1
        assert all(after - before <= 1 for before, after in itertools.pairwise(levels))


def test_every_table_has_a_caption_a_description_and_a_header_row_that_repeats(rosas, toms):
    for data in (rosas, toms):
        tables = docx.Document(io.BytesIO(data)).tables
        assert tables
        for table in tables:
            for name in ("tblCaption", "tblDescription"):
                assert table._tbl.tblPr.find(W + name).get(W + "val")
            assert table._tbl.tr_lst[0].trPr.find(W + "tblHeader") is not None


def test_every_picture_has_a_text_and_every_number_is_used_once(rosas):
    body = docx.Document(io.BytesIO(rosas)).element.body
    numbered = [node.get("id") for node in body.iter("{*}docPr")] + [
        node.get(W + "val") for node in body.iter(W + "id")
    ]
    assert all(node.get("descr") for node in body.iter("{*}docPr"))
    assert len(numbered) == len(set(numbered)) > 6


def test_no_empty_paragraph_stands_in_for_a_space(rosas):
    styles = [p.style.name for p in docx.Document(io.BytesIO(rosas)).paragraphs if not p._p.xpath(".//w:t")]
    assert set(styles) <= {"After Table"}  # Word itself asks for a paragraph between two tables


@pytest.mark.parametrize("language", ["en", "es", "ar"])
def test_the_language_of_the_paper_is_its_default_language(language):
    styles = part(isp(replace(rosas_isp(), language=language)), "word/styles.xml")
    assert re.findall(r"<w:docDefaults>.*?<w:lang ([^/]*)/>", styles) == [
        f'w:val="{language}" w:eastAsia="{language}" w:bidi="{language}"'
    ]


def test_every_style_sets_the_size_of_both_kinds_of_script(rosas):
    styles = part(rosas, "word/styles.xml")
    assert re.findall(r'<w:sz w:val="(\d+)"', styles) == re.findall(r'<w:szCs w:val="(\d+)"', styles)


def test_every_style_that_is_used_exists(rosas, toms):
    for data in (rosas, toms):
        used = set(re.findall(r'<w:(?:pStyle|rStyle|tblStyle) w:val="(\w+)"', part(data, "word/document.xml")))
        assert used <= set(re.findall(r'w:styleId="(\w+)"', part(data, "word/styles.xml")))


def test_every_quotation_of_the_plan_can_be_read_back(rosas):
    quotes = original_quotes(rosas)
    assert quotes["q-vision"] == "I want my own kitchen.\nI want to cook on Fridays, and nobody hurries me."
    assert set(quotes) == {"q-vision", "q-abuela", "q-change", "q-marta", "q-hebrew", "q-meaning", "q-declined"}


def test_what_was_seen_never_stands_in_quotation_marks(rosas):
    lines = [line for line in docx_text(rosas).splitlines() if line.startswith("Rosa smiled")]
    assert lines == ["Rosa smiled and pulled the picture of the stove towards her."]


def test_lines_of_one_kind_become_a_table_unless_one_of_them_carries_words():
    plain = [ItemPaper(kind="Need", title=f"Need {n}", fields=fields(Found_by="Rosa")) for n in range(2)]
    plan = replace(rosas_isp(), meeting=None, signatures=(), review_decisions=(), corrections=())
    in_a_table = replace(plan, sections=(SectionPaper(title="Needs", items=tuple(plain)),))
    alone = replace(plain[1], quotes=(quote("q", "I need help with letters."),))
    apart = replace(plan, sections=(SectionPaper(title="Needs", items=(plain[0], alone)),))
    assert [len(docx.Document(io.BytesIO(isp(one))).tables) for one in (in_a_table, apart)] == [1, 0]


def test_lines_that_are_one_sentence_each_are_plain_lines_and_no_table():
    needs = tuple(ItemPaper(kind="Need", title=title) for title in ("Help with letters", "A ride"))
    plan = replace(rosas_isp(), meeting=None, signatures=(), review_decisions=(), corrections=())
    data = isp(replace(plan, sections=(SectionPaper(title="Needs", items=needs),)))
    assert docx_text(data).endswith("Needs\nNeed\tHelp with letters\nNeed\tA ride")


hostile = st.text(st.characters() | st.sampled_from("<>&'\"\x00\x0b\uffff\ud800{}%=\r\n\t"), max_size=30)


@given(hostile)
def test_staff_text_of_any_kind_leaves_a_file_that_opens(text):
    plan = replace(
        rosas_isp(),
        person=text,
        agency=text,
        status=text,
        fingerprint=text,
        sections=(SectionPaper(title=text, items=(ItemPaper(kind="Need", title=text, fields=fields(Text=text)),)),),
    )
    docx.Document(io.BytesIO(isp(plan)))


@pytest.mark.word
def test_libreoffice_opens_both_plans_and_shows_their_words(rosas, toms, tmp_path):
    exported = text_of(rosas, tmp_path)
    for text in original_quotes(rosas).values():
        assert text in exported
    assert "I lie there and it goes round and round." in text_of(toms, tmp_path)


@pytest.mark.word
def test_the_pdf_made_from_it_is_tagged_and_names_its_title(rosas, tmp_path):
    pdf = pdf_of(rosas, tmp_path)
    assert b"/MarkInfo<</Marked true>>" in pdf
    assert b"/Lang" in pdf
