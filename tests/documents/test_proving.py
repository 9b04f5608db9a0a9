"""`verify plan.docx` without any records: what a Word file that somebody worked on can still prove."""

import io
import re
import zipfile
from collections.abc import Callable
from contextlib import nullcontext
from hashlib import sha256

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from documents.isp import isp
from documents.paper import CompanionPaper
from documents.proving import Answer, Proof, prove
from documents.quotes_in_docx import PART_NAME, original_quotes
from engine.refusals import Refusal
from engine.words import folded
from tests.awkward import everything
from tests.documents.office import saved_again
from tests.documents.papers import KITCHEN, quote, rosas_isp
from tests.documents.test_quotes_in_docx import printed, words
from tests.documents.word_files import paragraph, run, word_file, zipped

PAGE = "word/document.xml"


@pytest.fixture(scope="module")
def plan() -> bytes:
    return isp(rosas_isp())


def parts_of(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def edited(data: bytes, name: str, change: Callable[[str], str]) -> bytes:
    parts = parts_of(data)
    before = parts[name].decode()
    after = change(before)
    assert after != before, "the test changed nothing"
    return zipped({**parts, name: after.encode()})


def on_page(data: bytes, old: str, new: str, *, times: int = 1) -> bytes:
    return edited(data, PAGE, lambda page: page.replace(old, new, times))


def first(proof: Proof) -> str:
    assert proof.answer is Answer.CHANGED
    return proof.differences[0].sentence


def test_a_paper_as_it_was_made_is_intact(plan):
    proof = prove(plan)
    assert (proof.answer, len(proof.originals), proof.differences) == (Answer.INTACT, 7, [])


def test_every_awkward_text_and_every_plane_is_intact_on_its_page():
    texts = everything()
    proof = prove(printed(*(quote(f"q-{n}", text) for n, text in enumerate(texts.values()))))
    assert proof.differences == []
    assert [one.text for one in proof.originals] == list(texts.values())
    assert [one.text for one in proof.page.quotes] == [folded(text) for text in texts.values()]


def test_one_changed_letter_on_the_page_is_named_with_its_place_and_who_said_it(plan):
    said = first(prove(on_page(plan, "nobody hurries me", "nobody hurries we")))
    assert said.startswith(
        "“I want my own kitchen.⟨U+000A⟩I want to cook on Fridays, and nobod…” (Rosa said it · March 11, 2026"
    )
    assert "from character 70 on: “me.” was captured, “we.” stands there" in said


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("my own kitchen.", "my own kitchen. I agree to everything."),
        ("my own kitchen.", "my own kitchen"),
        ("I want my own kitchen.</w:t><w:br/>", "I want my own kitchen.</w:t></w:r><w:r><w:br/>"),
        ("con calma", "con\u00a0calma"),
        ("I want my own kitchen", "I\u200b want my own kitchen"),
        ("abuela", "abuela\u202e"),
    ],
)
def test_words_count_and_the_runs_they_stand_in_do_not(plan, old, new):
    proof = prove(on_page(plan, old, new))
    assert (proof.answer is Answer.INTACT) == ("</w:r>" in new)


def control(page: str, tag: str) -> str:
    found = re.search(rf"<w:sdt>(?:(?!</w:sdt>).)*{tag}.*?</w:sdt>", page)
    assert found
    return found.group()


def test_a_quotation_taken_off_the_page_is_named(plan):
    said = first(prove(edited(plan, PAGE, lambda page: page.replace(control(page, "q-abuela"), ""))))
    assert "takes the form of captured words" in said
    whole = r"<w:p>(?:(?!<w:p>).)*q-abuela.*?</w:p>"
    gone = prove(edited(plan, PAGE, lambda page: re.sub(whole, "", page, count=1)))
    assert "were taken off the page" in first(gone)
    assert "Quiero cocinar" in first(gone)


@pytest.mark.parametrize("style", ["OwnWords", "OwnWordsRtl", "ReportedWords"])
def test_words_that_only_look_captured_are_named(plan, style):
    fake = f'<w:p><w:pPr><w:pStyle w:val="{style}"/></w:pPr><w:r><w:t>I agree to everything.</w:t></w:r></w:p>'
    said = first(prove(edited(plan, PAGE, lambda page: page.replace("<w:sectPr", fake + "<w:sectPr", 1))))
    assert "I agree to everything" in said
    assert "takes the form of captured words" in said


@pytest.mark.parametrize(
    "fake",
    [
        '<w:p><w:pPr><w:shd w:val="clear" w:fill="fff4dc"/></w:pPr><w:r><w:t>I agree.</w:t></w:r></w:p>',
        '<w:p><w:pPr><w:pBdr><w:left w:color="7A4200"/></w:pBdr></w:pPr><w:r><w:t>I agree.</w:t></w:r></w:p>',
        '<w:p><w:r><w:rPr><w:shd w:fill="FFF4DC"/></w:rPr><w:t>I agree.</w:t></w:r></w:p>',
        '<w:tbl><w:tr><w:tc><w:tcPr><w:shd w:fill="FFF4DC"/></w:tcPr><w:p><w:r><w:t>I agree.</w:t></w:r></w:p></w:tc></w:tr></w:tbl>',
        '<w:p><w:r><w:drawing><wp:inline><wp:docPr id="9" name="x" descr="Speech mark: Rosa’s own words"/></wp:inline></w:drawing>'
        "<w:t>I agree.</w:t></w:r></w:p>",
        '<w:p><w:pPr><w:pStyle w:val="Mine"/></w:pPr><w:r><w:t>I agree.</w:t></w:r></w:p>',
    ],
    ids=["ground", "bar", "run", "cell", "mark", "style based on ours"],
)
def test_the_form_made_by_hand_is_named(plan, fake):
    style = '<w:style w:type="paragraph" w:styleId="Mine"><w:name w:val="M"/><w:basedOn w:val="Other"/></w:style>'
    style += '<w:style w:type="paragraph" w:styleId="Other"><w:name w:val="O"/><w:basedOn w:val="OwnWords"/></w:style>'
    with_style = edited(plan, "word/styles.xml", lambda sheet: sheet.replace("</w:styles>", style + "</w:styles>"))
    said = first(prove(edited(with_style, PAGE, lambda page: page.replace("<w:sectPr", fake + "<w:sectPr", 1))))
    assert said.startswith("“I agree.”")


def test_a_control_with_an_unknown_number_is_named(plan):
    proof = prove(edited(plan, PAGE, lambda page: page.replace('w:val="q-abuela"', 'w:val="q-other"')))
    assert {one.quote for one in proof.differences} == {"q-other", "q-abuela"}


def test_words_moved_under_another_name_are_named(plan):
    said = first(
        prove(on_page(plan, "Rosa said it · March 11, 2026 · at home", "Marta said it · March 11, 2026 · at home"))
    )
    assert "who said it and when was changed on the page" in said
    assert "Marta said it" in said
    before = prove(on_page(plan, "</w:drawing></w:r><w:sdt>", "</w:drawing></w:r><w:r><w:t>Not: </w:t></w:r><w:sdt>"))
    assert "who said it and when was changed" in first(before)


def test_a_mark_that_names_somebody_else_to_a_screen_reader_is_named(plan):
    said = first(prove(edited(plan, PAGE, lambda page: page.replace("Speech mark: Rosa", "Speech mark: Marta", 2))))
    assert "Speech mark: Marta’s own words" in said


def test_words_that_were_taken_back_are_proved_in_the_form_they_have_then():
    data = printed(quote("q-1", "I want it", taken_back="Rosa took these words back on March 12, 2026"))
    assert prove(data).answer is Answer.INTACT
    assert "in a form that is not theirs" in first(prove(on_page(data, 'w:val="ReportedWords"', 'w:val="OwnWords"')))


def test_a_changed_translation_or_transcript_under_the_words_is_named():
    beside = tuple(
        CompanionPaper(kind=kind, text=text, made_by="Ana", language="es")
        for kind, text in (("translation", "Quiero\r\ncocinar."), ("transcript", "I want to cook.\t."))
    )
    data = printed(quote("q-1", "I want to cook", beside=beside), quote("q-2", "a\u202eb", beside=beside[:1]))
    assert prove(data).differences == []
    said = first(prove(on_page(data, "cocinar", "limpiar")))
    assert "a transcript or translation under it was changed" in said
    assert "“cocinar." in said
    whole = re.search(r'<w:p><w:pPr><w:pStyle w:val="BesideWords"/>.*?</w:p>', parts_of(data)[PAGE].decode())
    assert whole
    assert prove(on_page(data, whole.group(), "")).answer is Answer.CHANGED
    assert prove(on_page(data, whole.group(), whole.group() * 2)).answer is Answer.CHANGED
    moved = on_page(on_page(data, whole.group(), ""), "<w:sectPr", f"<w:p/>{whole.group()}<w:sectPr")
    assert {one.quote for one in prove(moved).differences} >= {"q-1", ""}


def test_two_quotations_that_changed_places_are_named(plan):
    def swap(page: str) -> str:
        one, other = control(page, "q-vision"), control(page, "q-abuela")
        return page.replace(one, "HERE").replace(other, one).replace("HERE", other)

    assert prove(edited(plan, PAGE, swap)).answer is Answer.CHANGED


def test_somebody_elses_words_in_the_persons_form_are_named(plan):
    proof = prove(on_page(plan, 'w:val="ReportedWords"', 'w:val="OwnWords"'))
    assert "in a form that is not theirs" in first(proof)


@pytest.mark.parametrize(
    ("old", "new", "what"),
    [
        ('<w:lang w:val="en"/></w:rPr><w:t', "<w:vanish/></w:rPr><w:t", "from character 1 on"),
        ('<w:lang w:val="en"/></w:rPr><w:t', "<w:strike/></w:rPr><w:t", "another look (strike)"),
        ('<w:lang w:val="en"/></w:rPr><w:t', '<w:color w:val="FFF4DD"/></w:rPr><w:t', "another look (color)"),
        ('<w:lang w:val="en"/></w:rPr><w:t', '<w:rFonts w:ascii="Wingdings"/></w:rPr><w:t', "another look (rFonts)"),
        ('<w:lock w:val="sdtContentLocked"/>', '<w:dataBinding w:xpath="/x"/>', "filled from elsewhere"),
        ('<w:lock w:val="sdtContentLocked"/>', "<w:showingPlcHdr/>", "from character 1 on"),
    ],
)
def test_words_hidden_struck_through_or_bound_to_something_else_are_named(plan, old, new, what):
    assert what in first(prove(on_page(plan, old, new)))


@pytest.mark.parametrize("style", ["OwnWords", "Normal"])
@pytest.mark.parametrize("look", ["vanish", "strike"])
def test_words_hidden_or_struck_through_by_their_style_are_named(plan, style, look):
    end = rf'(w:styleId="{style}">(?:(?!</w:style>).)*)</w:style>'
    look_of = rf"\1<w:rPr><w:{look}/></w:rPr></w:style>"
    styled = edited(plan, "word/styles.xml", lambda sheet: re.sub(end, look_of, sheet, count=1))
    assert f"another look ({look}) in its style" in first(prove(styled))


def test_deleted_words_are_gone_though_they_stand_in_the_file(plan):
    run_of = r'(<w:r><w:rPr><w:lang w:val="es"/></w:rPr><w:t xml:space="preserve">Quiero.*?</w:r>)'
    marked = prove(edited(plan, PAGE, lambda page: re.sub(run_of, r"<w:del>\1</w:del>", page, count=1)))
    assert "“Quiero cocinar como…” was captured, nothing stands there" in first(marked)


def test_taking_off_the_locks_takes_the_proof(plan):
    proof = prove(edited(plan, PAGE, lambda page: page.replace('<w:lock w:val="sdtContentLocked"/>', "")))
    assert (proof.answer, proof.gone) == (Answer.SAVED_AGAIN, "Its quotations are no longer locked.")


def test_an_original_that_no_longer_fits_its_digest_is_a_change(plan):
    assert "q-vision" in first(prove(edited(plan, PART_NAME, lambda part: part.replace("my own", "a nice"))))


def test_an_original_and_its_digest_changed_together_differ_from_the_page(plan):
    text = KITCHEN.replace("my own", "a nice")

    def change(part: str) -> str:
        return part.replace(KITCHEN, text).replace(
            sha256(KITCHEN.encode()).hexdigest(), sha256(text.encode()).hexdigest()
        )

    assert "“my own kitchen.⟨U+000…” was captured" not in first(prove(edited(plan, PART_NAME, change)))
    assert prove(edited(plan, PART_NAME, change)).answer is Answer.CHANGED


def test_two_lists_of_originals_are_a_change(plan):
    parts = parts_of(plan)
    assert "two lists of exact texts" in first(prove(zipped({**parts, "customXml/item1.xml": parts[PART_NAME]})))


def test_without_originals_the_proof_is_gone(plan):
    parts = parts_of(plan)
    del parts[PART_NAME]
    assert prove(zipped(parts)).answer is Answer.SAVED_AGAIN


def as_word_saves_it(data: bytes) -> bytes:
    """What Word is known to do: another name for the part, marks of its own on runs and controls, runs split."""
    parts = parts_of(data)
    parts["customXml/item1.xml"] = parts.pop(PART_NAME).replace(b"standalone='yes'", b"standalone='no'")
    page = parts[PAGE].decode()
    page = page.replace("<w:r>", '<w:r w:rsidR="00A77B3E">').replace("<w:t>", '<w:t xml:space="preserve">')
    page = page.replace("Fridays, and", 'Fridays,</w:t></w:r><w:proofErr w:type="gramStart"/><w:r><w:rPr><w:noProof/></w:rPr>'
                        '<w:lastRenderedPageBreak/><w:t xml:space="preserve"> and')  # fmt: skip
    page = page.replace("</w:sdtPr>", '<w:placeholder><w:docPart w:val="X"/></w:placeholder></w:sdtPr><w:sdtEndPr/>')
    return zipped({**parts, PAGE: page.encode()})


def test_a_file_that_word_saved_again_is_still_intact(plan):
    again = as_word_saves_it(plan)
    assert again != plan
    assert prove(again).answer is Answer.INTACT


def test_emoji_in_the_spelling_that_word_gives_them_are_the_same_words():
    data = printed(quote("q-1", "yes 😀 please"))
    symbols = "http://schemas.microsoft.com/office/word/2015/wordml/symex"
    both = "http://schemas.openxmlformats.org/markup-compatibility/2006"
    face = f'<mc:AlternateContent xmlns:mc="{both}"><mc:Choice Requires="w16se"/><mc:Fallback>'
    face += '<w:rFonts w:ascii="Segoe UI Emoji" w:hAnsi="Segoe UI Emoji" w:cs="Segoe UI Emoji"/></mc:Fallback></mc:AlternateContent>'
    one = f'<mc:AlternateContent xmlns:mc="{both}"><mc:Choice Requires="w16se"><w16se:symEx xmlns:w16se="{symbols}" '
    one += 'w16se:font="Segoe UI Emoji" w16se:char="1F600"/></mc:Choice><mc:Fallback><w:t>😀</w:t></mc:Fallback></mc:AlternateContent>'
    split = f'</w:t></w:r><w:r><w:rPr>{face}<w:lang w:val="en"/></w:rPr>{one}</w:r><w:r><w:t xml:space="preserve">'
    assert prove(on_page(data, "😀", split)).answer is Answer.INTACT
    other = split.replace("1F600", "1F620")
    assert "“😠 please” stands there" in first(prove(on_page(data, "😀", other)))


@settings(max_examples=40)
@given(st.lists(words, min_size=1, max_size=4))
def test_any_words_are_intact_and_any_other_words_are_not(texts):
    data = printed(*(quote(f"q-{n}", text) for n, text in enumerate(texts)))
    assert prove(data).answer is Answer.INTACT
    parts = parts_of(data)
    page = parts[PAGE].decode()
    for stray in ("\u200b", "a", " "):
        changed = page.replace("</w:t></w:r></w:sdtContent>", f"{stray}</w:t></w:r></w:sdtContent>", 1)
        if changed != page:
            assert prove(zipped({**parts, PAGE: changed.encode()})).answer is Answer.CHANGED


def test_an_original_comes_back_though_a_program_folded_what_stands_beside_its_bytes():
    texts = {"q-1": " a\r\nb\rc\u2028 ", "q-2": "\r", "q-3": "\x85\ufeffx"}
    data = printed(*(quote(name, text) for name, text in texts.items()))
    parts = parts_of(data)
    parts[PART_NAME] = re.sub(b"(&#13;\n?|\xe2\x80\xa8)", b"\n", parts[PART_NAME]).replace(b"> a", b">a")
    assert original_quotes(zipped(parts)) == texts
    parts[PART_NAME] = parts[PART_NAME].replace(b">a\n", b">another\n")
    with pytest.raises(Refusal, match="q-1"):
        original_quotes(zipped(parts))


@pytest.mark.word
def test_a_file_that_libreoffice_saved_again_has_lost_its_proof(plan, tmp_path):
    proof = prove(saved_again(plan, tmp_path))
    assert (proof.answer, proof.gone) == (Answer.SAVED_AGAIN, "Its exact texts are gone.")
    assert [one.text for one in proof.page.quotes if one.form] == [one.text for one in prove(plan).page.quotes]


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (b"", "not a Word document"),
        (b"PK\x03\x04", "cannot be opened"),
        (b"%PDF-1.7", "not a Word document"),
        (b"\xd0\xcf\x11\xe0" + bytes(600), "protected by a password"),
        (zipped({"a.txt": b"x"}), "cannot be opened"),
        (word_file(paragraph(run("A letter."))), "not made here"),
    ],
    ids=["nothing", "cut", "PDF", "locked or old", "another zip", "another paper"],
)
def test_what_is_no_plan_of_ours_is_refused_in_a_sentence(data, sentence):
    with pytest.raises(Refusal, match=sentence):
        prove(data)


def test_a_part_that_stands_twice_is_refused(plan):
    for name in (PAGE, "Word/Document.XML", "word\\document.xml"):
        file = io.BytesIO(plan)
        with (
            zipfile.ZipFile(file, "a") as archive,
            pytest.warns(UserWarning, match="Duplicate name") if name == PAGE else nullcontext(),
        ):
            archive.writestr(name, parts_of(plan)[PAGE])
        with pytest.raises(Refusal, match="twice"):
            prove(file.getvalue())


TURNING = "ab\u2069\u202c\u202e\u2067cd"


@pytest.mark.parametrize("attribution", ["participant", "other", "interpreted"])
def test_words_that_could_turn_the_line_beside_them_stand_in_a_paragraph_of_their_own(attribution):
    hostile = quote("q-1", TURNING, attribution=attribution)
    data = printed(hostile, quote("q-2", "calm"))
    proof = prove(data)
    assert proof.answer is Answer.INTACT
    page = parts_of(data)[PAGE].decode()
    for one in re.findall(r"<w:p>.*?</w:p>", page):
        assert not ("\u202e" in one and "March 11" in one)
    moved = on_page(data, "Rosa", "Marta")
    assert prove(moved).answer is Answer.CHANGED
    source = re.search(r'<w:p><w:pPr><w:pStyle w:val="(Own|Reported)WordsSource"/>.*?</w:p>', page)
    assert source
    assert "who said it and when was changed" in first(prove(on_page(data, source.group(), "")))
    twice = prove(on_page(data, source.group(), source.group() * 2))
    assert twice.answer is Answer.CHANGED


def test_a_label_without_words_is_named(plan):
    fake = '<w:p><w:pPr><w:pStyle w:val="ReportedWordsLabel"/></w:pPr><w:r><w:t>Rosa said it</w:t></w:r></w:p>'
    fake += "<w:p><w:r><w:t>I agree.</w:t></w:r></w:p>"
    assert "Rosa said it" in first(
        prove(edited(plan, PAGE, lambda page: page.replace("<w:sectPr", fake + "<w:sectPr", 1)))
    )
