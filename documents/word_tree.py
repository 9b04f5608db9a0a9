"""The elements of a Word file as they count for a reader of the page: what is text, what is unseen, what is settings."""

from pathlib import PurePosixPath

from lxml import etree

from documents.archive import Archive

_TRANSITIONAL = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_STRICT = "http://purl.oclc.org/ooxml/wordprocessingml/main"
_MATHS = "http://schemas.openxmlformats.org/officeDocument/2006/math"
_COMPATIBILITY = "http://schemas.openxmlformats.org/markup-compatibility/2006"
_MAIN_PART = "/officeDocument"

_FIXED = {"tab": "\t", "ptab": "\t", "br": "\n", "cr": "\n"} | {
    "noBreakHyphen": "\u2011",
    "softHyphen": "\xad",
}
# Deleted or moved-away text, field codes, the reading aid over East Asian words, and all settings.
LEFT_OUT = {"del", "moveFrom", "delText", "instrText", "delInstrText", "rt"}
LEFT_OUT |= {"pPr", "rPr", "sectPr", "tblPr", "tblGrid", "trPr", "tcPr", "sdtPr", "sdtEndPr"}


def main_part(archive: Archive) -> str:
    """The name of the part that is the page, as the file's own relations say."""
    relations = archive.xml("_rels/.rels")
    for relation in () if relations is None else relations:
        if str(relation.get("Type", "")).endswith(_MAIN_PART):
            return str(PurePosixPath(str(relation.get("Target", "")).lstrip("/")))
    return "word/document.xml"


def local_name(element: etree._Element) -> str:
    """The element's name when it is Word's own, else nothing. Strict and transitional files are alike."""
    if isinstance(element, (etree._Comment, etree._ProcessingInstruction)):
        return ""
    qualified = etree.QName(element)
    if qualified.namespace in (_TRANSITIONAL, _STRICT):
        return qualified.localname
    if qualified.namespace == _MATHS and qualified.localname == "t":
        return "t"
    if qualified.namespace == _COMPATIBILITY:
        return qualified.localname
    return ""


def is_unseen(element: etree._Element, name: str) -> bool:
    """Text that the page does not show, or shows a second time."""
    if name == "r":
        return is_on(child(child(element, "rPr"), "vanish"))
    if name == "tr":
        return child(child(element, "trPr"), "del") is not None
    if name == "tc":
        return child(child(element, "tcPr"), "cellDel") is not None
    if name == "sdt":
        return is_on(child(child(element, "sdtPr"), "showingPlcHdr"))
    if name == "Fallback":
        parent = element.getparent()
        return child(parent, "Choice") is not None
    if name == "Choice":
        return any(local_name(before) == "Choice" for before in element.itersiblings(preceding=True))
    return False


def text_of(element: etree._Element, name: str) -> str:
    """What this element itself puts on the page."""
    parent = element.getparent()
    if name == "t":
        return element.text or ""
    if name in _FIXED and parent is not None and local_name(parent) == "r":
        return _FIXED[name]
    if name == "sym":
        return _symbol(attribute(element, "char"))
    return ""


def _symbol(code: str | None) -> str:
    """A symbol keeps its own code point, private as it may be: guessing its meaning would invent it."""
    try:
        number = int(code or "", 16)
    except ValueError:
        return ""
    return chr(number) if 0x20 <= number < 0xD800 or 0xE000 <= number < 0xFFFE else ""


def paragraph_mark_is_deleted(paragraph: etree._Element) -> bool:
    """Whether the paragraph runs on into the next, its end being marked as deleted."""
    return child(child(child(paragraph, "pPr"), "rPr"), "del") is not None


def child(element: etree._Element | None, name: str) -> etree._Element | None:
    """The first child of Word's own with this name."""
    for one in () if element is None else element:
        if local_name(one) == name:
            return one
    return None


def is_on(switch: etree._Element | None) -> bool:
    """Whether an element such as `w:vanish` switches something on."""
    return switch is not None and attribute(switch, "val") not in ("0", "false", "off")


def attribute(element: etree._Element, name: str) -> str | None:
    """An attribute in Word's own namespace."""
    value = element.get(f"{{{_TRANSITIONAL}}}{name}", element.get(f"{{{_STRICT}}}{name}"))
    return None if value is None else str(value)
