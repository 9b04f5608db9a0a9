"""The text of a Word file as a reader of the page sees it, wherever Word has put it.

Paragraphs and table rows are joined by LF, the cells of a row by TAB; footnotes follow the text. Content
controls, tracked insertions, links and text boxes are walked through. Deleted or hidden text, field codes and
comments are left out.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import PurePosixPath

from lxml import etree

from documents.archive import DAMAGED, Archive
from engine.refusals import Refusal

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
_LEFT_OUT = {"del", "moveFrom", "delText", "instrText", "delInstrText", "rt"}
_LEFT_OUT |= {"pPr", "rPr", "sectPr", "tblPr", "tblGrid", "trPr", "tcPr", "sdtPr", "sdtEndPr"}

_OTHER_FILE_INSIDE = (
    "This Word file cannot be read whole. Another file is embedded in it whose text only Word can show. "
    "Open it in Word, save it again under a new name, and bring in the new file."
)


def docx_text(data: bytes) -> str:
    """Raises Refusal when the file is damaged, locked, hostile, or no Word file at all."""
    archive = Archive(data)
    root = archive.xml(_main_part(archive))
    if root is None or _name(root) != "document":
        raise Refusal(DAMAGED)
    walk = _Walk()
    walk.over(root)
    for notes in ("footnotes", "endnotes"):
        for note in _notes(archive.xml(f"word/{notes}.xml")):
            walk.over(note)
    return "\n".join(walk.lines())


def _main_part(archive: Archive) -> str:
    relations = archive.xml("_rels/.rels")
    for relation in () if relations is None else relations:
        if str(relation.get("Type", "")).endswith(_MAIN_PART):
            return str(PurePosixPath(str(relation.get("Target", "")).lstrip("/")))
    return "word/document.xml"


def _notes(root: etree._Element | None) -> Iterator[etree._Element]:
    """The notes somebody wrote; those with a type are the lines Word draws between text and notes."""
    for note in () if root is None else root:
        if _name(note) in ("footnote", "endnote") and _attribute(note, "type") in (None, "normal"):
            yield note


@dataclass
class _Paragraph:
    pieces: list[str] = field(default_factory=list)
    boxes: list[str] = field(default_factory=list)
    runs_on: bool = False


@dataclass
class _Block:
    """The lines of the page, a cell or a text box. `unfinished` waits for the paragraph it runs on into."""

    lines: list[str] = field(default_factory=list)
    unfinished: str = ""

    def finished(self) -> list[str]:
        return [*self.lines, self.unfinished] if self.unfinished else self.lines


class _Walk:
    """One pass over the tree without recursion: a hostile file may nest deeper than Python's stack."""

    def __init__(self) -> None:
        self._blocks = [_Block()]
        self._paragraphs: list[_Paragraph] = []
        self._rows: list[list[str]] = []
        self._closing: dict[str, Callable[[], None]] = {
            "p": self._close_paragraph,
            "tc": self._close_cell,
            "tr": self._close_row,
            "txbxContent": self._close_box,
        }

    def lines(self) -> list[str]:
        return self._blocks[0].finished()

    def over(self, root: etree._Element) -> None:
        steps = etree.iterwalk(root, events=("start", "end"))
        for event, element in steps:
            name = _name(element)
            if event == "end":
                if close := self._closing.get(name):
                    close()
            elif name in _LEFT_OUT or _is_unseen(element, name):
                steps.skip_subtree()
                next(steps)  # its end is announced all the same
            else:
                self._open(element, name)

    def _open(self, element: etree._Element, name: str) -> None:
        if name == "p":
            self._paragraphs.append(_Paragraph(runs_on=_paragraph_mark_is_deleted(element)))
        elif name == "tr":
            self._rows.append([])
        elif name in ("tc", "txbxContent"):
            self._blocks.append(_Block())
        elif name == "altChunk":
            raise Refusal(_OTHER_FILE_INSIDE)
        elif self._paragraphs and (piece := _text_of(element, name)):
            self._paragraphs[-1].pieces.append(piece)

    def _close_paragraph(self) -> None:
        paragraph = self._paragraphs.pop()
        block = self._blocks[-1]
        text = block.unfinished + "".join(paragraph.pieces)
        block.unfinished = text if paragraph.runs_on else ""
        if not paragraph.runs_on and (text or not paragraph.boxes):
            block.lines.append(text)
        block.lines.extend(paragraph.boxes)

    def _close_box(self) -> None:
        lines = self._blocks.pop().finished()
        if self._paragraphs:
            self._paragraphs[-1].boxes.extend(lines)
        else:
            self._blocks[-1].lines.extend(lines)

    def _close_cell(self) -> None:
        cell = "\n".join(self._blocks.pop().finished())
        if self._rows:
            self._rows[-1].append(cell)
        else:
            self._blocks[-1].lines.append(cell)

    def _close_row(self) -> None:
        self._blocks[-1].lines.append("\t".join(self._rows.pop()))


def _name(element: etree._Element) -> str:
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


def _is_unseen(element: etree._Element, name: str) -> bool:
    """Text that the page does not show, or shows a second time."""
    if name == "r":
        return _is_on(_child(_child(element, "rPr"), "vanish"))
    if name == "tr":
        return _child(_child(element, "trPr"), "del") is not None
    if name == "tc":
        return _child(_child(element, "tcPr"), "cellDel") is not None
    if name == "sdt":
        return _is_on(_child(_child(element, "sdtPr"), "showingPlcHdr"))
    if name == "Fallback":
        parent = element.getparent()
        return _child(parent, "Choice") is not None
    if name == "Choice":
        return any(_name(before) == "Choice" for before in element.itersiblings(preceding=True))
    return False


def _text_of(element: etree._Element, name: str) -> str:
    parent = element.getparent()
    if name == "t":
        return element.text or ""
    if name in _FIXED and parent is not None and _name(parent) == "r":
        return _FIXED[name]
    if name == "sym":
        return _symbol(_attribute(element, "char"))
    return ""


def _symbol(code: str | None) -> str:
    """A symbol keeps its own code point, private as it may be: guessing its meaning would invent it."""
    try:
        number = int(code or "", 16)
    except ValueError:
        return ""
    return chr(number) if 0x20 <= number < 0xD800 or 0xE000 <= number < 0xFFFE else ""


def _paragraph_mark_is_deleted(paragraph: etree._Element) -> bool:
    return _child(_child(_child(paragraph, "pPr"), "rPr"), "del") is not None


def _child(element: etree._Element | None, name: str) -> etree._Element | None:
    for child in () if element is None else element:
        if _name(child) == name:
            return child
    return None


def _is_on(switch: etree._Element | None) -> bool:
    return switch is not None and _attribute(switch, "val") not in ("0", "false", "off")


def _attribute(element: etree._Element, name: str) -> str | None:
    value = element.get(f"{{{_TRANSITIONAL}}}{name}", element.get(f"{{{_STRICT}}}{name}"))
    return None if value is None else str(value)
