"""Pictures and clips that are quotations, and what stands beside quotes, as another reader finds them in the Word file."""

import io
import zipfile
from dataclasses import replace

import docx
import pytest

from documents.isp import isp
from documents.paper import CompanionPaper, FilePaper, PlanPaper, SectionPaper
from documents.proving import Answer, prove
from documents.quotes_in_docx import original_quotes
from engine.refusals import Refusal
from tests.documents.media import made
from tests.documents.papers import quote, rosas_isp

PNG = made.picture("PNG", size=(1200, 400))


def plan(*quotes: object) -> PlanPaper:
    return replace(
        rosas_isp(), signatures=(), sections=(SectionPaper(title="Participant’s Vision", quotes=tuple(quotes)),)
    )


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
    assert "A recording. It can be heard in Ownwords." in body
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


def test_a_file_with_a_drawing_a_clip_and_a_translation_proves_intact() -> None:
    clip = quote("q-2", "", method="recorded", file=FilePaper(kind="video"))
    said = quote(
        "q-3", "Quiero", language="es", beside=(CompanionPaper(kind="translation", text="I want", made_by="Ana"),)
    )
    proof = prove(isp(plan(drawing(), clip, said)))
    assert proof.answer is Answer.INTACT, proof.differences


def test_another_picture_in_the_place_of_a_drawing_is_named() -> None:
    other = made.picture("PNG", size=(1200, 400), colour=(20, 20, 200))
    found = parts(isp(plan(drawing())))
    changed = {name: other if content == PNG else content for name, content in found.items()}
    proof = prove(packed(changed))
    assert proof.answer is Answer.CHANGED
    assert "the picture on the page is not the one that was kept" in proof.differences[0].sentence


def test_a_picture_slipped_in_beside_words_is_named() -> None:
    found = parts(isp(plan(quote("q-1", "mine"), drawing("q-2"))))
    page = found["word/document.xml"].decode()
    start = page.index("<w:drawing>", page.index('w:val="q-2"'))
    stolen = page[start : page.index("</w:drawing>", start) + len("</w:drawing>")]
    place = page.index("mine</w:t>") + len("mine</w:t>")
    found["word/document.xml"] = (page[:place] + stolen + page[place:]).encode()
    proof = prove(packed(found))
    assert proof.answer is Answer.CHANGED
    assert "a picture that was not put there" in proof.differences[0].sentence


def packed(found: dict[str, bytes]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, content in found.items():
            archive.writestr(name, content)
    return buffer.getvalue()
