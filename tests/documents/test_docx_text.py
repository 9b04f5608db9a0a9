import struct
from contextlib import suppress

import docx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from documents.archive import MOST_ENTRIES, MOST_TAGS, parse
from documents.docx_text import docx_text
from engine.refusals import Refusal
from tests.documents.word_files import paragraph, run, word_file, zipped


def read(body: str, **parts: str) -> str:
    return docx_text(word_file(body, **parts))


def cell(*content: str) -> str:
    return f"<w:tc><w:tcPr/>{''.join(content)}</w:tc>"


def row(*cells: str, properties: str = "") -> str:
    return f"<w:tr><w:trPr>{properties}</w:trPr>{''.join(cells)}</w:tr>"


def test_paragraphs_are_joined_by_line_feeds_and_empty_ones_stay():
    assert read(paragraph(run("One")) + paragraph() + paragraph(run("Th"), run("ree"))) == "One\n\nThree"


def test_text_inside_content_controls_is_read_in_place():
    control = "<w:sdt><w:sdtPr><w:tag w:val='q1'/></w:sdtPr><w:sdtContent>{}</w:sdtContent></w:sdt>"
    inside_a_run = control.format(run("my own words"))
    around_a_paragraph = control.format(paragraph(run("and more")))
    assert read(paragraph(run("a "), inside_a_run, run(" b")) + around_a_paragraph) == ("a my own words b\nand more")


def test_a_content_control_that_still_shows_its_prompt_is_empty():
    content = f"<w:sdtContent>{run('Click here')}</w:sdtContent>"
    prompt = f"<w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr>{content}</w:sdt>"
    assert read(paragraph(run("Name: "), prompt)) == "Name: "


def test_tracked_insertions_are_read_and_deletions_left_out():
    inserted = f"<w:ins w:id='1'>{run('kitchen')}</w:ins>"
    deleted = "<w:del w:id='2'><w:r><w:delText>garage</w:delText></w:r></w:del>"
    moved = f"<w:moveFrom w:id='3'>{run('there')}</w:moveFrom><w:moveTo w:id='4'>{run(' here')}</w:moveTo>"
    assert read(paragraph(run("my "), deleted, inserted, moved)) == "my kitchen here"


def test_a_deleted_paragraph_mark_joins_the_paragraphs_it_stood_between():
    merged = paragraph(run("I want "), properties="<w:rPr><w:del w:id='1'/></w:rPr>")
    assert read(merged + paragraph(run("to cook"))) == "I want to cook"
    assert read(paragraph(run("One")) + merged) == "One\nI want "


def test_table_cells_are_joined_by_tabs_and_deleted_rows_left_out():
    table = "<w:tbl><w:tblPr/><w:tblGrid/>{}</w:tbl>".format(
        row(cell(paragraph(run("a"))), cell(paragraph(run("b")), paragraph(run("c"))))
        + row(cell(paragraph(run("gone"))), properties="<w:del w:id='9'/>")
        + row(cell(paragraph()), cell(paragraph(run("d"))))
    )
    assert read(paragraph(run("before")) + table + paragraph(run("after"))) == "before\na\tb\nc\n\td\nafter"


def test_a_table_inside_a_cell_is_read_inside_that_cell():
    inner = f"<w:tbl>{row(cell(paragraph(run('x'))), cell(paragraph(run('y'))))}</w:tbl>"
    assert read(f"<w:tbl>{row(cell(inner), cell(paragraph(run('z'))))}</w:tbl>") == "x\ty\tz"


def test_a_text_box_is_read_once_though_word_stores_it_twice():
    box = f"<w:txbxContent>{paragraph(run('in the box'))}</w:txbxContent>"
    twice = (
        "<w:r><mc:AlternateContent>"
        f"<mc:Choice Requires='wps'><w:drawing><wps:wsp><wps:txbx>{box}</wps:txbx></wps:wsp></w:drawing>"
        "</mc:Choice>"
        f"<mc:Fallback><w:pict><v:textbox>{box}</v:textbox></w:pict></mc:Fallback>"
        "</mc:AlternateContent></w:r>"
    )
    old = f"<w:r><w:pict><v:textbox>{box}</v:textbox></w:pict></w:r>"
    assert read(paragraph(run("around it"), twice)) == "around it\nin the box"
    assert read(paragraph(old)) == "in the box"


def test_links_fields_and_smart_tags_give_what_the_page_shows():
    link = f"<w:hyperlink>{run('a link')}</w:hyperlink>"
    field = (
        "<w:r><w:fldChar w:fldCharType='begin'/></w:r><w:r><w:instrText> DATE </w:instrText></w:r>"
        f"<w:r><w:fldChar w:fldCharType='separate'/></w:r>{run(' today')}"
    )
    assert read(paragraph(link, field, f"<w:smartTag>{run(' Ana')}</w:smartTag>")) == "a link today Ana"


def test_breaks_tabs_and_special_hyphens_become_their_characters():
    marks = "<w:r><w:t>a</w:t><w:tab/><w:br/><w:cr/><w:noBreakHyphen/><w:softHyphen/><w:t>b</w:t></w:r>"
    tab_stops = "<w:tabs><w:tab w:val='left' w:pos='720'/></w:tabs>"
    assert read(paragraph(marks, properties=tab_stops)) == "a\t\n\n\u2011\u00adb"


def test_a_symbol_keeps_its_own_code_point():
    assert read(paragraph("<w:r><w:sym w:font='Wingdings' w:char='F04A'/><w:sym w:char='x'/></w:r>")) == "\uf04a"


def test_hidden_text_is_left_out_unless_it_was_switched_back_on():
    hidden = run("secret", properties="<w:vanish/>")
    shown = run("shown", properties="<w:vanish w:val='0'/>")
    assert read(paragraph(hidden, shown)) == "shown"


def test_footnotes_follow_the_text_without_the_lines_word_draws():
    footnotes = (
        "<w:footnotes NAMESPACES>"
        f"<w:footnote w:type='separator' w:id='-1'>{paragraph(run('----'))}</w:footnote>"
        f"<w:footnote w:id='1'>{paragraph(run('said twice'))}</w:footnote></w:footnotes>"
    )
    assert read(paragraph(run("text")), footnotes=footnotes) == "text\nsaid twice"


def test_a_strict_file_and_a_main_part_of_another_name_are_read():
    assert docx_text(word_file(paragraph(run("strict")), strict=True)) == "strict"
    relations = (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        '<Relationship Id="r1" Target="/word/document2.xml" '
        'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument"/>'
        "</Relationships>"
    )
    document = (
        '<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>'
        "<w:p><w:r><w:t>two</w:t></w:r></w:p></w:body></w:document>"
    )
    data = zipped({"_rels/.rels": relations.encode(), "word/document2.xml": document.encode()})
    assert docx_text(data) == "two"


carried_by_xml = st.characters(exclude_categories=["Cs", "Cc"], exclude_characters="\ufffe\uffff")


@given(st.lists(st.text(carried_by_xml | st.sampled_from("\t\x7f\x85\u00a0\ufdd0\u2028“”")), min_size=1))
def test_what_python_docx_wrote_is_read_back(tmp_path_factory, lines):
    path = tmp_path_factory.mktemp("notes") / "note.docx"
    document = docx.Document()
    for line in lines:
        document.add_paragraph(line)
    document.save(path)
    assert docx_text(path.read_bytes()) == "\n".join(lines)


# What a hostile file tries.


def refuses(data: bytes, sentence: str) -> None:
    with pytest.raises(Refusal, match=sentence):
        docx_text(data)


def test_a_zip_bomb_is_stopped_while_it_unpacks():
    refuses(zipped({"word/document.xml": b"<w:document>" + b" " * 80_000_000}), "unpacks to far more")


def test_a_bomb_that_lies_about_its_size_is_stopped_too():
    bomb = zipped({"word/document.xml": b" " * 80_000_000})
    lying = bomb.replace(struct.pack("<L", 80_000_000), struct.pack("<L", 100))
    assert lying != bomb
    refuses(lying, "unpacks to far more|is damaged")


def test_a_file_of_countless_parts_is_refused_before_they_are_listed():
    refuses(zipped({f"{n}.xml": b"" for n in range(MOST_ENTRIES + 1)}), "unpacks to far more")


def test_a_tree_too_large_for_memory_is_refused_before_it_is_built():
    with pytest.raises(Refusal, match="unpacks to far more"):
        parse(b"<a>" + b"<b/>" * MOST_TAGS + b"</a>")


def test_a_long_note_that_says_the_same_thing_again_and_again_is_no_bomb():
    said = [paragraph(run("She said “I want my own kitchen.”"))] * 100_000
    assert docx_text(word_file("".join(said))).count("kitchen") == 100_000


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_document_types_and_entities_are_refused(encoding):
    body = (
        '<!DOCTYPE w:document [<!ENTITY all SYSTEM "file:///etc/passwd">]>'
        '<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body><w:p><w:r>'
        "<w:t>&all;</w:t></w:r></w:p></w:body></w:document>"
    )
    refuses(zipped({"word/document.xml": body.encode(encoding)}), r"\(a DTD\)")


def test_an_exotic_encoding_cannot_hide_a_document_type():
    hidden = '<?xml version="1.0" encoding="utf-7"?>+ADwAIQ-DOCTYPE a+AD4-<a/>'
    refuses(zipped({"word/document.xml": hidden.encode()}), "is damaged")


@pytest.mark.parametrize(
    "data",
    [
        zipped({}),
        zipped({"word/document.xml": b"<w:document"}),
        zipped({"word/document.xml": b"\xff\xff\xff"}),
        zipped({"word/document.xml": b"<html/>"}),
        zipped({"_rels/.rels": b"<a/>"}),
        word_file("<w:sdt>" * 5_000 + "</w:sdt>" * 5_000),
    ],
)
def test_a_damaged_file_is_refused(data):
    refuses(data, "It is damaged")


def test_a_file_whose_bytes_were_changed_on_the_way_is_refused():
    data = bytearray(word_file(paragraph(run("I want my own kitchen."))))
    data[60] ^= 0xFF
    refuses(bytes(data), "It is damaged")


def test_a_locked_part_is_refused():
    data = bytearray(word_file(paragraph(run("secret"))))
    data[data.index(b"PK\x01\x02") + 8] |= 1
    refuses(bytes(data), "protected by a password")


def test_a_file_embedded_whole_is_refused_rather_than_lost():
    refuses(word_file("<w:altChunk/>"), "cannot be read whole")


def test_elements_in_the_wrong_place_do_no_harm():
    odd = f"<w:tr><w:p><w:p>{run('a')}</w:p></w:p></w:tr><w:tc>{paragraph(run('b'))}</w:tc><w:t>c</w:t>"
    assert "a" in docx_text(word_file(odd))


TIDY = word_file(paragraph(run("I want my own kitchen.")) + f"<w:tbl>{row(cell(paragraph(run('a'))))}</w:tbl>")


@given(
    st.lists(st.tuples(st.integers(0, len(TIDY) - 1), st.integers(0, 255)), min_size=1, max_size=12),
    st.integers(0, len(TIDY)),
)
def test_a_file_damaged_anywhere_is_read_or_refused_in_a_sentence(changes, kept):
    data = bytearray(TIDY)
    for offset, byte in changes:
        data[offset] = byte
    for damaged in (bytes(data), bytes(data[:kept])):
        with suppress(Refusal):
            docx_text(damaged)


tags = st.sampled_from(
    ["p", "r", "t", "tbl", "tr", "tc", "sdt", "sdtContent", "ins", "del", "txbxContent", "br", "pPr"]
)
trees = st.recursive(
    tags.map(lambda tag: f"<w:{tag}/>") | st.just("<w:t>word</w:t>"),
    lambda inner: st.tuples(tags, st.lists(inner, max_size=3)).map(
        lambda both: f"<w:{both[0]}>{''.join(both[1])}</w:{both[0]}>"
    ),
)


@given(trees)
def test_any_tree_of_words_elements_gives_text(body):
    docx_text(word_file(body))
