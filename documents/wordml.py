"""Writes Word's markup as text. `Wordml` is markup already; a plain string only becomes it by being escaped here."""

import itertools
import re
from collections.abc import Iterable
from typing import NewType

from documents.tongue import printed
from documents.xml_text import with_visible_replacement
from engine.words import folded

Wordml = NewType("Wordml", str)

NOTHING = Wordml("")
A_NUMBER = "\uffff"
"""Stands for a number no other element of the file has. No text can hold this character: see `xml_text`."""
NAMESPACES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" '
    'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture"'
)
_SPACING = re.compile("(\r\n|[\t\n\r])")
_SPACING_MARKUP = {"\t": "<w:tab/>", "\n": "<w:br/>", "\r\n": "<w:br/>", "\r": "<w:cr/>"}


def escape(text: str) -> str:
    """Three characters. The standard library's way to say so loads an HTTP client first, and `draft` is in a hurry."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def attribute(value: str) -> str:
    """The value with its quotation marks, fit to stand after `name=`."""
    escaped = escape(with_visible_replacement(printed(value))).replace('"', "&quot;")
    for spacing in "\t\n\r":
        escaped = escaped.replace(spacing, f"&#{ord(spacing)};")
    return f'"{escaped}"'


def spelled(text: str) -> Wordml:
    """The inside of a run: every character as it is, tabs and line breaks as Word's own elements."""
    if _SPACING.search(text) is None:
        return Wordml(f'<w:t xml:space="preserve">{escape(text)}</w:t>')
    pieces = (_SPACING_MARKUP.get(piece) or spelled(piece) for piece in _SPACING.split(text) if piece)
    return Wordml("".join(pieces))


def run(text: str, *, style: str = "") -> Wordml:
    """A run of staff text. `style` is the id of a character style."""
    properties = f'<w:rPr><w:rStyle w:val="{style}"/></w:rPr>' if style else ""
    return Wordml(f"<w:r>{properties}{spelled(folded(with_visible_replacement(printed(text))))}</w:r>")


def line_break() -> Wordml:
    return Wordml("<w:r><w:br/></w:r>")


def paragraph(*runs: Wordml, style: str = "", settings: str = "") -> Wordml:
    """A paragraph in a named style. `settings` are further elements of its properties."""
    named = f'<w:pStyle w:val="{style}"/>' if style else ""
    properties = f"<w:pPr>{named}{settings}</w:pPr>" if named or settings else ""
    return Wordml(f"<w:p>{properties}{''.join(runs)}</w:p>")


def joined(parts: Iterable[Wordml]) -> Wordml:
    return Wordml("".join(parts))


def numbered(body: Wordml) -> Wordml:
    """Gives each element that asked for `A_NUMBER` its own, counted from one through the file."""
    count = itertools.count(1)
    return Wordml(re.sub(A_NUMBER, lambda _: str(next(count)), body))


def field(instruction: str) -> Wordml:
    """A number Word works out by itself, such as PAGE."""
    return Wordml(f'<w:fldSimple w:instr=" {instruction} "><w:r><w:t>1</w:t></w:r></w:fldSimple>')


def picture(relation: str, *, name: str, alt: str, width: int, height: int) -> Wordml:
    """An inline picture with its alternative text. Sizes in EMU, 12,700 to a point."""
    described = f'id="{A_NUMBER}" name={attribute(name)} descr={attribute(alt)}'
    return Wordml(
        f'<w:r><w:drawing><wp:inline distT="0" distB="0" distL="0" distR="0"><wp:extent cx="{width}" cy="{height}"/>'
        f"<wp:docPr {described}/><wp:cNvGraphicFramePr/><a:graphic>"
        '<a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/picture"><pic:pic><pic:nvPicPr>'
        f"<pic:cNvPr {described}/><pic:cNvPicPr/></pic:nvPicPr>"
        f'<pic:blipFill><a:blip r:embed="{relation}"/><a:stretch><a:fillRect/></a:stretch></pic:blipFill>'
        f'<pic:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="{width}" cy="{height}"/></a:xfrm>'
        '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr></pic:pic></a:graphicData></a:graphic>'
        "</wp:inline></w:drawing></w:r>"
    )
