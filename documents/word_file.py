"""Puts a body of parts into the empty paper and packs it: the same version gives the same bytes."""

import io
import re
import zipfile
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from types import MappingProxyType

from documents.large_print import unrolled
from documents.paper import QuotePaper
from documents.pictures import picture_parts
from documents.quotes_in_docx import PART_NAME, originals_part
from documents.shell import shell
from documents.tongue import furniture
from documents.wordml import NAMESPACES, Wordml, escape, field, joined, numbered, paragraph, run
from documents.xml_text import with_visible_replacement

_LONG_AGO = (1980, 1, 1, 0, 0, 0)
_DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_PAGE = re.compile(rb"<w:sectPr.*</w:sectPr>", re.DOTALL)


@dataclass(frozen=True, kw_only=True)
class About:
    """What the file says about itself: in its properties, at the head and at the foot of every page."""

    title: str
    subject: str
    agency: str
    status: str
    footer: str
    fingerprint: str
    language: str
    as_of: datetime
    large: bool = False
    """In large print."""


def word_file(
    body: Iterable[Wordml],
    *,
    about: About,
    quotes: Iterable[QuotePaper],
    pictures: Iterable[bytes] = (),
    signatures: Mapping[str, bytes] = MappingProxyType({}),
) -> bytes:
    """The finished file. Its bytes depend on nothing but what is given here. `pictures` are those that are no quotation,
    `signatures` those that somebody signed with, by signature."""
    empty, said = shell(about.language, large=about.large), list(quotes)
    written = unrolled(joined(body)) if about.large else joined(body)
    filled = {
        "word/document.xml": _document(written, page=_PAGE.findall(empty["word/document.xml"])[-1]),
        "word/header1.xml": _header(about),
        "word/footer1.xml": _footer(about),
        "docProps/core.xml": _properties(about),
        PART_NAME: originals_part(said, paper_language=about.language, signatures=signatures),
        **picture_parts(
            said,
            [*pictures, *signatures.values()],
            relations=empty["word/_rels/document.xml.rels"],
            types=empty["[Content_Types].xml"],
        ),
    }
    return _packed({**empty, **filled})


def _document(body: Wordml, *, page: bytes) -> bytes:
    text = f"{_DECLARATION}<w:document {NAMESPACES}><w:body>{numbered(body)}{page.decode()}</w:body></w:document>"
    return text.encode()


def _header(about: About) -> bytes:
    words = about.status if about.large else f"{about.agency}\t{about.status}"
    return f"{_DECLARATION}<w:hdr {NAMESPACES}>{paragraph(run(words), style='Header')}</w:hdr>".encode()


def _footer(about: About) -> bytes:
    """In large print the page stands on the second line, and of the fingerprint only its first twelve characters."""
    page = (field("PAGE"), run(furniture(" of ")), field("NUMPAGES"))
    shown = about.fingerprint[:12] if about.large else about.fingerprint
    mark = run(shown, style="Fingerprint") if shown else run(furniture("none until it is frozen"))
    if about.large:
        who = paragraph(run(about.footer), style="Footer")
        which = paragraph(run(furniture("Fingerprint: ")), mark, run(furniture("\tPage ")), *page, style="Footer")
    else:
        who = paragraph(run(furniture("%(footer)s	Page ", footer=about.footer)), *page, style="Footer")
        which = paragraph(run(furniture("Fingerprint: ")), mark, style="Footer")
    return f"{_DECLARATION}<w:ftr {NAMESPACES}>{who}{which}</w:ftr>".encode()


def _properties(about: About) -> bytes:
    when = about.as_of.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    values = {
        "dc:title": about.title,
        "dc:subject": about.subject,
        "dc:creator": about.agency,
        "cp:lastModifiedBy": about.agency,
        "dc:language": about.language,
        "dc:identifier": about.fingerprint,
        "cp:revision": "1",
    }
    elements = "".join(
        f"<{name}>{escape(with_visible_replacement(value))}</{name}>" for name, value in values.items() if value
    )
    times = "".join(
        f'<dcterms:{name} xsi:type="dcterms:W3CDTF">{when}</dcterms:{name}>' for name in ("created", "modified")
    )
    return (
        f'{_DECLARATION}<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/'
        'core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" '
        f'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">{elements}{times}</cp:coreProperties>'
    ).encode()


def _packed(parts: dict[str, bytes]) -> bytes:
    """A zip without the time of day. The list of content types stands first, as the format asks."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in sorted(parts, key=lambda name: (name != "[Content_Types].xml", name)):
            entry = zipfile.ZipInfo(name, _LONG_AGO)
            entry.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(entry, parts[name])
    return buffer.getvalue()
