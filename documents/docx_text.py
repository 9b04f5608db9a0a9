"""The text of a Word file as a reader of the page sees it, wherever Word has put it.

Paragraphs and table rows are joined by LF, the cells of a row by TAB; footnotes follow the text. Content
controls, tracked insertions, links and text boxes are walked through. Deleted or hidden text, field codes and
comments are left out.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from lxml import etree

from documents.archive import DAMAGED, Archive
from documents.word_tree import (
    LEFT_OUT,
    attribute,
    is_unseen,
    local_name,
    main_part,
    paragraph_mark_is_deleted,
    text_of,
)
from engine.refusals import Refusal
from engine.sayings import say

_OTHER_FILE_INSIDE = say(
    "This Word file cannot be read whole. Another file is embedded in it whose text only Word can show. "
    "Open it in Word, save it again under a new name, and bring in the new file."
)


def docx_text(data: bytes) -> str:
    """Raises Refusal when the file is damaged, locked, hostile, or no Word file at all."""
    archive = Archive(data)
    root = archive.xml(main_part(archive))
    if root is None or local_name(root) != "document":
        raise Refusal(DAMAGED)
    walk = _Walk()
    walk.over(root)
    for notes in ("footnotes", "endnotes"):
        for note in _notes(archive.xml(f"word/{notes}.xml")):
            walk.over(note)
    return "\n".join(walk.lines())


def _notes(root: etree._Element | None) -> Iterator[etree._Element]:
    """The notes somebody wrote; those with a type are the lines Word draws between text and notes."""
    for note in () if root is None else root:
        if local_name(note) in ("footnote", "endnote") and attribute(note, "type") in (None, "normal"):
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
            name = local_name(element)
            if event == "end":
                if close := self._closing.get(name):
                    close()
            elif name in LEFT_OUT or is_unseen(element, name):
                steps.skip_subtree()
                next(steps)  # its end is announced all the same
            else:
                self._open(element, name)

    def _open(self, element: etree._Element, name: str) -> None:
        if name == "p":
            self._paragraphs.append(_Paragraph(runs_on=paragraph_mark_is_deleted(element)))
        elif name == "tr":
            self._rows.append([])
        elif name in ("tc", "txbxContent"):
            self._blocks.append(_Block())
        elif name == "altChunk":
            raise Refusal(_OTHER_FILE_INSIDE)
        elif self._paragraphs and (piece := text_of(element, name)):
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
