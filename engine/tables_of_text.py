"""Reads a CSV file somebody exported: strictly UTF-8, comma, semicolon or tab, headings in the first row."""

import csv
from collections.abc import Sequence
from dataclasses import dataclass
from io import StringIO
from typing import Any

from engine.cells import from_spreadsheet
from engine.refusals import Refusal
from engine.sayings import say

LARGEST = 5_000_000
MOST_ROWS = 2_000


@dataclass(frozen=True)
class TableRow:
    """A row with the line it begins at, as an editor counts lines; cells by heading, with the apostrophe taken off."""

    line: int
    cells: dict[str, str]


def read_table(data: bytes, *, known: Sequence[str], required: Sequence[str]) -> list[TableRow]:
    """The rows that hold anything. Raises Refusal for what cannot be read as a table at all.

    Headings are compared without capitals, with a space for `_`. `known` are the headings the caller understands.
    """
    text = _decoded(data)
    # StringIO ends lines where CSV does; splitlines would also cut at U+2028 and its like inside a name.
    lines = csv.reader(StringIO(text, newline=""), delimiter=_delimiter(text), strict=True)
    try:
        headings = _headings(next(lines, []), known, required)
        return _rows(lines, headings)
    except csv.Error:
        raise Refusal(
            say(
                "The file cannot be read from line %(line_num)s on: a quotation mark is opened there and not "
                "closed, or stands inside a cell. Save the file again as “CSV UTF-8” from the spreadsheet, "
                "then choose it once more.",
                line_num=lines.line_num,
            )
        ) from None


def _decoded(data: bytes) -> str:
    if len(data) > LARGEST:
        raise Refusal("The file is larger than 5 MB. A caseload is much smaller: check that it is the right file.")
    if data[:2] in (b"\xff\xfe", b"\xfe\xff") or data[:2] == b"PK":
        raise Refusal(
            "This is not a CSV file in UTF-8. In the spreadsheet choose “Save as”, then “CSV UTF-8”, and use that file."
        )
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise Refusal(
            say(
                "Line %(line)s of the file holds letters that are not UTF-8, so names could arrive damaged; "
                "nothing was read. In the spreadsheet choose “Save as”, then “CSV UTF-8”, and use that file.",
                line=line,
            )
        ) from None
    if not text.strip():
        raise Refusal("The file is empty. It needs a first row with headings, and a row for each person.")
    return text


def _delimiter(text: str) -> str:
    first = text.split("\n", 1)[0]
    return max(",;\t", key=first.count)


def _headings(row: list[str], known: Sequence[str], required: Sequence[str]) -> list[str]:
    found = ["_".join(from_spreadsheet(cell).strip().lower().replace("_", " ").split()) for cell in row]
    unknown = [cell for cell, name in zip(row, found, strict=True) if name not in known]
    if unknown:
        raise Refusal(
            say(
                "The first row has a heading that is not known here: “%(heading)s”. The headings are "
                "%(known)s. Rename it or take the column out, then choose the file again.",
                heading=_shown(unknown[0]),
                known=known,
            )
        )
    twice = sorted({name for name in found if found.count(name) > 1})
    if twice:
        raise Refusal(
            say(
                "The heading “%(heading)s” stands twice in the first row. Keep one of the two columns.",
                heading=twice[0],
            )
        )
    missing = [name for name in required if name not in found]
    if missing:
        raise Refusal(
            say(
                "The column “%(column)s” is missing. The first row names the columns: %(known)s.",
                column=missing[0],
                known=known,
            )
        )
    return found


def _shown(cell: str) -> str:
    """What can be seen of it: a page cannot hold every character a file can."""
    return "".join(character for character in cell if character.isprintable())[:40]


def _rows(lines: Any, headings: list[str]) -> list[TableRow]:
    rows: list[TableRow] = []
    before = lines.line_num
    for cells in lines:
        line, before = before + 1, lines.line_num
        if not any(cell.strip() for cell in cells):
            continue
        if len(cells) > len(headings) and any(cells[len(headings) :]):
            raise Refusal(
                say(
                    "Line %(line)s has %(cells)s cells, and the first row names %(headings)s columns. A name "
                    "with a comma in it stands in quotation marks in a CSV file. Save the file again, then "
                    "choose it.",
                    line=line,
                    cells=len(cells),
                    headings=len(headings),
                )
            )
        if len(rows) == MOST_ROWS:
            raise Refusal(
                say(
                    "The file has more than %(most)s people. Import it in parts, for example by team.",
                    most=f"{MOST_ROWS:,}",
                )
            )
        filled = [*cells, *[""] * len(headings)]
        rows.append(TableRow(line, {name: from_spreadsheet(filled[at]) for at, name in enumerate(headings)}))
    return rows
