"""Large print: the same parts in letters of 18 points and more, with tables laid out one line under the other."""

import re
from collections.abc import Iterator

from documents.wordml import Wordml, line_break, paragraph, run

SMALLEST = 18
"""Points. What stands in smaller letters elsewhere is this large; everything else grows by half."""

_SIZE = re.compile(r'<w:(sz|szCs) w:val="(\d+)"/>')
_BESIDE = re.compile(r'<w:tabs><w:tab w:val="left" w:pos="3240"/></w:tabs>|<w:ind w:left="3240" w:hanging="3240"/>')
_LABEL = re.compile(r'(<w:rStyle w:val="Label"/></w:rPr><w:t xml:space="preserve">[^<]*)</w:t><w:tab/>')
_TABLE = re.compile(r"<w:tbl>.*?</w:tbl>", re.DOTALL)
_ROW = re.compile(r"<w:tr>.*?</w:tr>", re.DOTALL)
_CELL = re.compile(r"<w:tc><w:tcPr>.*?</w:tcPr>(.*?)</w:tc>", re.DOTALL)
_PLAIN = re.compile(r'<w:p><w:pPr><w:pStyle w:val="Cell(?:Kept)?"/></w:pPr>')
_TEXT = re.compile(r"<w:t [^>]*>([^<]*)</w:t>")


def enlarged(sheet: str) -> str:
    """A style sheet in large print. Labels stand before their text, not in a column of their own."""
    return _BESIDE.sub("", _SIZE.sub(lambda found: _grown(found.group(1), int(found.group(2))), sheet))


def unrolled(body: Wordml) -> Wordml:
    """Each table as its rows, one under the other, every cell behind the name of its column; a colon behind each label.

    What stands in the cells, quotations and pictures too, is carried over as it is.
    """
    return Wordml(_LABEL.sub(r"\1: </w:t>", _TABLE.sub(lambda found: "".join(_rows(found.group())), body)))


def _grown(name: str, half_points: int) -> str:
    return f'<w:{name} w:val="{max(SMALLEST * 2, round(half_points * 1.5))}"/>'


def _rows(table: str) -> Iterator[str]:
    head, *rows = (_CELL.findall(row) for row in _ROW.findall(table))
    names = [Wordml("".join(_TEXT.findall(cell))) for cell in head]
    for cells in rows:
        for name, cell in zip(names, cells, strict=True):
            yield _behind(name, cell)
        yield paragraph(style="AfterTable")


def _behind(name: Wordml, cell: str) -> str:
    """The cell after the name of its column: in one paragraph where it begins with text of its own, else under it."""
    label = _labelled(name)
    opened = _PLAIN.match(cell)
    if opened is None:
        return paragraph(label, style="Field", settings="<w:keepNext/>") + cell
    return f'<w:p><w:pPr><w:pStyle w:val="Field"/></w:pPr>{label}{line_break()}{cell[opened.end() :]}'


def _labelled(name: Wordml) -> Wordml:
    """A name that is markup already: it was written into the head of the table."""
    return Wordml(run("", style="Label").replace("></w:t>", f">{name}</w:t>"))
