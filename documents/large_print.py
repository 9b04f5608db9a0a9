"""Large print: the same parts in letters of 18 points and more, with tables laid out one line under the other."""

import re
from collections.abc import Iterator

from lxml import etree

from documents.wordml import NAMESPACES, Wordml, line_break, paragraph, run

SMALLEST = 18
"""Points. What stands in smaller letters elsewhere is this large; everything else grows by half."""

_SIZE = re.compile(r'<w:(sz|szCs) w:val="(\d+)"/>')
_BESIDE = re.compile(r'<w:tabs><w:tab w:val="left" w:pos="3240"/></w:tabs>|<w:ind w:left="3240" w:hanging="3240"/>')
_LABEL = re.compile(r'(<w:rStyle w:val="Label"/></w:rPr><w:t xml:space="preserve">[^<]*)</w:t><w:tab/>')
_TABLE = re.compile(r"<w:tbl>.*?</w:tbl>", re.DOTALL)
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def enlarged(sheet: str) -> str:
    """A style sheet in large print. Labels stand before their text, not in a column of their own."""
    return _BESIDE.sub("", _SIZE.sub(lambda found: _grown(found.group(1), int(found.group(2))), sheet))


def unrolled(body: Wordml) -> Wordml:
    """Each table as its rows, one under the other, every cell behind the name of its column; a colon behind each label.

    Nothing else is touched, and no quotation stands in a table or a label.
    """
    return Wordml(_LABEL.sub(r"\1: </w:t>", _TABLE.sub(lambda found: "".join(_rows(found.group())), body)))


def _grown(name: str, half_points: int) -> str:
    return f'<w:{name} w:val="{max(SMALLEST * 2, round(half_points * 1.5))}"/>'


def _rows(table: str) -> Iterator[str]:
    root = etree.fromstring(f"<w:body {NAMESPACES}>{table}</w:body>")
    head, *rows = ([_text(cell) for cell in row.iter(f"{_W}tc")] for row in root.iter(f"{_W}tr"))
    for cells in rows:
        for place, (name, cell) in enumerate(zip(head, cells, strict=True)):
            settings = "" if place == len(cells) - 1 else "<w:keepNext/>"
            yield paragraph(run(name, style="Label"), line_break(), run(cell), style="Field", settings=settings)
        yield paragraph(style="AfterTable")


def _text(cell: etree._Element) -> str:
    """The text of a cell; a line break is a line feed again."""
    spacing = {f"{_W}br": "\n", f"{_W}tab": "\t"}
    return "".join(spacing.get(str(one.tag)) or one.text or "" for one in cell.iter(f"{_W}t", *spacing))
