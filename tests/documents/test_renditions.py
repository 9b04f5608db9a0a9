"""Large print and Easy Read are made from the same values as the plan, and prove the same words."""

import re
from dataclasses import replace
from io import BytesIO

import pytest
from PIL import Image

from documents.easy_read_plan import easy_read_plan
from documents.isp import isp
from documents.large_print import SMALLEST
from documents.paper import EasyLinePaper, PickedPaper, PlanPaper
from documents.plan_parts import quotes_of
from documents.proving import Answer, prove
from documents.quotes_in_docx import original_quotes
from documents.treatment_plan import treatment_plan
from tests.awkward import everything
from tests.documents.office import pdf_of, text_of
from tests.documents.papers import quote, rosas_isp
from tests.documents.test_proving import edited, parts_of
from web.papers.own_parts import Own


def large(paper: PlanPaper) -> bytes:
    return isp(replace(paper, large=True))


def symbol(shade: int = 0) -> bytes:
    out = BytesIO()
    Image.new("L", (48, 48), shade).save(out, "PNG")
    return out.getvalue()


def easy() -> PlanPaper:
    """Rosa's plan, in which every line of the first section that has lines has Easy Read."""
    paper = rosas_isp()
    place = next(place for place, one in enumerate(paper.sections) if one.items)
    lines = (EasyLinePaper(text="You want your own kitchen.", picture=symbol(), picture_shows="home"),)
    items = tuple(replace(item, easy=lines) for item in paper.sections[place].items)
    sections = [*paper.sections]
    sections[place] = replace(sections[place], items=items)
    return replace(paper, sections=tuple(sections))


FORMS = {"standard": isp, "large print": large, "Easy Read": easy_read_plan}


def sizes(data: bytes, part: str) -> list[float]:
    return [int(found) / 2 for found in re.findall(r'<w:sz w:val="(\d+)"', parts_of(data)[part].decode())]


@pytest.mark.parametrize("form", FORMS)
def test_every_form_is_proved_by_verify(form):
    made = FORMS[form](rosas_isp())
    proof = prove(made)
    assert proof.answer is Answer.INTACT
    assert len(proof.originals) > 3
    texts = {one.id: one.text for one in quotes_of(rosas_isp())}
    assert all(texts[tag] == text for tag, text in original_quotes(made).items())


@pytest.mark.parametrize("form", FORMS)
def test_words_said_with_symbols_have_their_pictures_under_them_and_are_proved(form):
    paper = rosas_isp()
    place = next(place for place, one in enumerate(paper.sections) if one.items)
    picked = (
        PickedPaper(word="not", picture=symbol(9)),
        PickedPaper(word="I"),
        PickedPaper(word="bus", picture=symbol(8)),
    )
    said = replace(next(iter(quotes_of(paper))), id="q-board", text="not · I · bus", method="symbols", picked=picked)
    sections = [*paper.sections]
    sections[place] = replace(sections[place], quotes=(said, *sections[place].quotes))
    made = FORMS[form](replace(paper, sections=tuple(sections)))
    assert prove(made).answer is Answer.INTACT
    shown = parts_of(made)["word/document.xml"].decode()
    assert shown.index("not · I · bus") < shown.index('descr="not"') < shown.index('descr="bus"')
    assert {symbol(8), symbol(9)} <= set(parts_of(made).values())


def test_the_sign_for_no_and_whose_the_drawings_are_stand_in_easy_read():
    paper = easy()
    line = EasyLinePaper(
        text="You do not go.", picture=symbol(), picture_shows="shop", sign=symbol(7), credit="By S. Lee"
    )
    place = next(place for place, one in enumerate(paper.sections) if one.items)
    sections = [*paper.sections]
    items = tuple(replace(item, easy=(line, line)) for item in sections[place].items)
    sections[place] = replace(sections[place], items=items)
    shown = parts_of(easy_read_plan(replace(paper, sections=tuple(sections))))["word/document.xml"].decode()
    assert shown.index('descr="not"') < shown.index('descr="shop"') < shown.index("You do not go.")
    assert shown.count("By S. Lee") == 1


@pytest.mark.parametrize("form", FORMS)
def test_a_changed_letter_is_found_in_every_form(form):
    made = FORMS[form](rosas_isp())
    changed = edited(made, "word/document.xml", lambda page: page.replace("nobody hurries me", "nobody hurries we", 1))
    assert prove(changed).answer is Answer.CHANGED


@pytest.mark.parametrize("form", FORMS)
def test_every_awkward_text_comes_back_from_every_form(form):
    texts = everything()
    paper = rosas_isp()
    said = tuple(quote(f"q-{n}", text) for n, text in enumerate(texts.values()))
    made = FORMS[form](replace(paper, sections=(replace(paper.sections[0], quotes=said, items=()),), signatures=()))
    assert prove(made).answer is Answer.INTACT
    assert set(texts.values()) <= set(original_quotes(made).values())


@pytest.mark.parametrize("form", ["large print", "Easy Read"])
def test_no_letter_is_smaller_than_eighteen_points(form):
    made = FORMS[form](easy())
    assert min(sizes(made, "word/styles.xml")) >= SMALLEST
    assert not sizes(made, "word/document.xml"), "sizes are set by styles alone"


def test_large_print_says_all_that_the_plan_says_without_a_table():
    plan, big = parts_of(isp(rosas_isp())), parts_of(large(rosas_isp()))
    words = [set(re.findall(r"<w:t[^>]*>([^<]+)</w:t>", one["word/document.xml"].decode())) for one in (plan, big)]
    said = {word.removesuffix(": ") for word in words[1]}
    assert {word.removesuffix(": ") for word in words[0]} - said <= {"–"}
    assert b"<w:tbl>" in plan["word/document.xml"]
    assert b"<w:tbl>" not in big["word/document.xml"]


def test_easy_read_has_a_picture_beside_its_line_once_in_the_file():
    made = parts_of(easy_read_plan(easy()))
    page = made["word/document.xml"].decode()
    assert "You want your own kitchen." in page
    assert 'descr="home"' in page
    assert sum(name.startswith("word/media/rIdWords") for name in made) == 1


def test_a_line_without_easy_read_is_printed_as_it_was_signed():
    paper = rosas_isp()
    page = parts_of(easy_read_plan(paper))["word/document.xml"].decode()
    titles = [item.title for one in paper.sections for item in one.items if item.title]
    assert titles
    assert all(one in page for one in titles)


def test_a_limit_on_rights_stands_first_in_its_part():
    paper = rosas_isp()
    limit = replace(
        paper.sections[-1].items[0], kind="Limit on rights", title="The front door is locked at night", quotes=()
    )
    last = replace(paper.sections[-1], items=(*paper.sections[-1].items, limit))
    page = parts_of(easy_read_plan(replace(paper, sections=(last,))))["word/document.xml"].decode()
    others = [item.title for item in paper.sections[-1].items if item.title]
    assert all(page.index("The front door is locked") < page.index(one) for one in others)


@pytest.mark.parametrize("form", FORMS)
def test_an_old_version_says_first_and_on_every_page_that_another_is_in_force(form):
    said = "This is not the plan in force. Version 4 is."
    made = parts_of(FORMS[form](replace(rosas_isp(), band=said)))
    page = made["word/document.xml"].decode()
    assert said in made["word/header1.xml"].decode()
    assert page.index(said) < page.index("w:sdt")
    assert page.count(said) == 1


def test_the_treatment_plan_is_made_in_large_print_too():
    assert prove(treatment_plan(replace(rosas_isp(), large=True))).answer is Answer.INTACT


@pytest.mark.word
@pytest.mark.parametrize("form", ["large print", "Easy Read"])
def test_office_opens_it_and_reads_the_same_words(form, tmp_path):
    made = FORMS[form](easy())
    text = text_of(made, tmp_path)
    assert "nobody hurries me." in text
    assert pdf_of(made, tmp_path).startswith(b"%PDF")


@pytest.mark.parametrize("form", FORMS)
def test_a_provider_s_copy_holds_their_lines_and_nothing_of_the_rest(form):
    paper = rosas_isp()
    place = next(place for place, one in enumerate(paper.sections) if len(one.items) > 1)
    first, *others = paper.sections[place].items
    theirs = replace(first, lineage="theirs", title="Bev drives Rosa to the market", quotes=())
    sections = [*paper.sections]
    sections[place] = replace(sections[place], items=(theirs, *others))
    alone = Own("Bev Tran", frozenset({"theirs"})).alone(replace(paper, sections=tuple(sections)))
    page = parts_of(FORMS[form](alone))
    said = "".join(part.decode("utf-8", "ignore") for name, part in page.items() if name.endswith(".xml"))
    assert "Bev drives Rosa to the market" in said
    assert "This copy holds the parts that name Bev Tran, and no others." in said
    for words in ("my own kitchen", "Marta Delgado", "Jun Park"):
        assert words not in said
