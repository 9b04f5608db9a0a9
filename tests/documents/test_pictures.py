"""Pictures and clips that are quotations, and what stands beside quotes, as another reader finds them in the Word file."""

import io
import zipfile
from dataclasses import replace

import docx
import pytest

from documents.isp import isp
from documents.paper import CompanionPaper, FilePaper, PlanPaper, SectionPaper
from documents.quotes_in_docx import original_quotes
from engine.refusals import Refusal
from tests.documents.media import made
from tests.documents.papers import quote, rosas_isp

PNG = made.picture("PNG", size=(1200, 400))


def plan(*quotes: object) -> PlanPaper:
    return replace(rosas_isp(), signatures=(), sections=(SectionPaper(title="Participant’s Vision", quotes=tuple(quotes)),))


def drawing(identity: str = "q-1", content: bytes = PNG) -> object:
    return quote(identity, "", method="drawn", file=FilePaper(kind="picture", picture=content))


def parts(content: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def test_a_drawing_is_in_the_file_byte_for_byte_inside_its_locked_control() -> None:
    made_file = isp(plan(drawing()))
    assert PNG in parts(made_file).values()
    document = docx.Document(io.BytesIO(made_file))
    (control,) = document.element.body.iter("{*}sdt")
    assert control.find(".//{*}tag").get(docx.oxml.ns.qn("w:val")) == "q-1"
    blip = control.find(".//{*}blip")
    related = document.part.related_parts[blip.get(docx.oxml.ns.qn("r:embed"))]
    assert related.blob == PNG
    assert related.content_type == "image/png"
    assert original_quotes(made_file) == {"q-1": ""}


def test_a_wide_drawing_fits_the_page_and_keeps_its_shape() -> None:
    document = docx.Document(io.BytesIO(isp(plan(drawing()))))
    extents = document.element.body.iter("{*}extent")
    across, down = max((int(each.get("cx")), int(each.get("cy"))) for each in extents)
    section = document.sections[0]
    assert across < section.page_width - section.left_margin - section.right_margin
    assert across / down == pytest.approx(1200 / 400, rel=0.01)


def test_the_same_drawing_shown_twice_is_one_part_and_two_drawings_are_two() -> None:
    other = made.picture("JPEG")
    found = parts(isp(plan(drawing("q-1"), drawing("q-2"), drawing("q-3", other))))
    assert len([name for name in found if name.startswith("word/media/rIdWords")]) == 2


def test_a_clip_says_where_it_can_be_heard_and_its_transcript_stands_beside_it_under_a_name() -> None:
    clip = quote(
        "q-1",
        "",
        method="recorded",
        file=FilePaper(kind="sound"),
        beside=(CompanionPaper(kind="transcript", text="the red one", made_by="Lena Ortiz"),),
    )
    text = "\n".join(paragraph.text for paragraph in docx.Document(io.BytesIO(isp(plan(clip)))).paragraphs)
    assert "Written down from it by Lena Ortiz\nthe red one" in text
    body = parts(isp(plan(clip)))["word/document.xml"].decode()
    assert "A recording. It can be played in Ownwords; paper cannot." in body
    assert body.index("</w:sdt>") < body.index("the red one")


def test_a_translation_stands_under_the_words_and_the_words_stay() -> None:
    said = quote(
        "q-1",
        "Quiero comulgar en la iglesia",
        language="es",
        beside=(
            CompanionPaper(kind="translation", text="I want to take communion", made_by="Ana Ruiz", language="en"),
        ),
    )
    body = parts(isp(plan(said)))["word/document.xml"].decode()
    assert body.index("Quiero comulgar") < body.index("translated by Ana Ruiz") < body.index("I want to take communion")


def test_what_word_cannot_show_is_refused_in_a_sentence() -> None:
    with pytest.raises(Refusal, match="cannot be printed"):
        isp(plan(drawing(content=b"RIFF....WEBP" * 20)))
