"""The empty paper every document begins as: styles, page, header, footer, marks. Made once, then only copied."""

import io
import zipfile
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path

from docx import Document
from docx.document import Document as WordDocument
from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import parse_xml
from docx.shared import Twips

from documents import own_words
from documents.large_print import enlarged
from documents.parts import EYE_MARK
from documents.quotes_in_docx import PART_NAME
from documents.styles import MARGIN, PAGE_HEIGHT, PAGE_WIDTH, SHEET, defaults
from documents.typeface import embed, font_table_text
from documents.wordml import NAMESPACES

_MARKS = Path(__file__).parent / "marks"
# What the default template brings along and no paper needs: a picture of a page, a bibliography, list styles and the
# styles of 2010 a second time, together 900 KB to pack into every file.
_NOT_NEEDED = ("/thumbnail", "/stylesWithEffects", "/numbering", "/customXml", "/webSettings")
_ABOUT_THE_PROGRAM = (
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<Properties xmlns="http://schemas.openxmlformats.org/'
    'officeDocument/2006/extended-properties"><Application>Ownwords</Application></Properties>'
)


@lru_cache(maxsize=16)
def shell(language: str, *, large: bool = False) -> Mapping[str, bytes]:
    """The parts of an empty paper by name, in large print or not. Text, header, footer, properties and quotations are filled in later."""
    document = Document()
    _drop_what_is_not_needed(document)
    _set_page(document)
    _set_styles(document, language, large=large)
    _set_program_settings(document)
    embed(document.part.part_related_by(RELATIONSHIP_TYPE.FONT_TABLE))
    _add_marks(document)
    _add_quotes_part(document)
    return _parts_of(document)


def _drop_what_is_not_needed(document: WordDocument) -> None:
    for relations in (document.part.package.rels, document.part.rels):
        for relation_id, relation in list(relations.items()):
            if relation.reltype.endswith(_NOT_NEEDED):
                del relations[relation_id]


def _set_page(document: WordDocument) -> None:
    section = document.sections[0]
    section.page_width, section.page_height = Twips(PAGE_WIDTH), Twips(PAGE_HEIGHT)
    section.left_margin = section.right_margin = Twips(MARGIN)
    section.top_margin = section.bottom_margin = Twips(1_240)
    section.header_distance = section.footer_distance = Twips(560)
    section.header.is_linked_to_previous = False
    section.footer.is_linked_to_previous = False


def _set_styles(document: WordDocument, language: str, *, large: bool) -> None:
    """Our sheet takes the place of the default template's 160 styles, none of which a paper uses."""
    sheet = document.styles.element
    for child in list(sheet):
        sheet.remove(child)
    styles = enlarged(defaults(language) + SHEET) if large else defaults(language) + SHEET
    for child in parse_xml(f"<w:styles {NAMESPACES}>{styles}</w:styles>"):
        sheet.append(child)


def _set_program_settings(document: WordDocument) -> None:
    """A file of today, not of 2010, and one that keeps its typeface when Word saves it."""
    settings = document.settings.element
    settings.insert(1, parse_xml(f"<w:embedTrueTypeFonts {NAMESPACES}/>"))
    compatibility = parse_xml(
        f'<w:compat {NAMESPACES}><w:compatSetting w:name="compatibilityMode" '
        'w:uri="http://schemas.microsoft.com/office/word" w:val="15"/></w:compat>'
    )
    for old in settings.findall(compatibility.tag):
        settings.replace(old, compatibility)


def _add_marks(document: WordDocument) -> None:
    for relation, name in ((own_words.SPEECH_MARK, "speech.png"), (EYE_MARK, "eye.png")):
        image = document.part.package.get_or_add_image_part(str(_MARKS / name))
        document.part.load_rel(RELATIONSHIP_TYPE.IMAGE, image, relation)


def _add_quotes_part(document: WordDocument) -> None:
    part = Part(PackURI(f"/{PART_NAME}"), CONTENT_TYPE.XML, b"<empty/>", document.part.package)
    document.part.relate_to(part, RELATIONSHIP_TYPE.CUSTOM_XML)


def _parts_of(document: WordDocument) -> Mapping[str, bytes]:
    buffer = io.BytesIO()
    document.save(buffer)
    with zipfile.ZipFile(buffer) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    return parts | {"docProps/app.xml": _ABOUT_THE_PROGRAM.encode(), "word/fontTable.xml": font_table_text().encode()}
