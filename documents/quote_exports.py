"""A person's quotations as JSON and as CSV, and the readers that give every code point back.

JSON is UTF-8 without a byte order mark. CSV is UTF-8 with one, rows end in CR LF, every cell stands in quotation marks,
and a cell that begins with `' = + - @`, a tab or CR has one apostrophe before it, which the reader takes off.
"""

import csv
import json
import sys
from collections.abc import Iterable, Mapping
from dataclasses import asdict
from datetime import date, datetime
from io import StringIO
from typing import Any

from documents.quote_records import QuoteCompanion, QuoteErased, QuoteInOriginal, QuoteMarked, QuoteRecord
from engine.cells import for_spreadsheet, from_spreadsheet
from engine.refusals import Refusal

FORMAT = "ownwords-quotes"
FORMAT_VERSION = 1

COLUMNS = (
    "id",
    "person",
    "text",
    "attribution",
    "speaker",
    "method",
    "said_on",
    "place",
    "language",
    "life_area",
    "noted_at",
    "recorded_by",
    "recorded_at",
    "adds_to",
    "original",
    "beside",
    "may_include",
    "withdrawn",
    "marks",
    "erased",
    "length",
    "sha256",
    "sealed",
)
"""The headings of the CSV file, in order; in JSON each quotation has the same names."""


_PLAIN: tuple[str, ...] = (
    "id",
    "person",
    "text",
    "attribution",
    "speaker",
    "method",
    "place",
    "language",
    "life_area",
    "recorded_by",
)
_PLAIN += ("adds_to", "may_include", "sealed")
_NESTED = ("original", "beside", "marks", "erased")
"""Columns whose cell holds JSON, or nothing."""


def as_json(quotes: Iterable[QuoteRecord]) -> bytes:
    """Every quotation as one object of the list `quotes`."""
    whole = {"format": FORMAT, "format_version": FORMAT_VERSION, "quotes": [_plain(quote) for quote in quotes]}
    return _spelled(whole, indent=1).encode("utf-8") + b"\n"


def as_csv(quotes: Iterable[QuoteRecord]) -> bytes:
    """One row for each quotation. What has parts of its own is JSON inside its cell."""
    text = StringIO(newline="")
    rows = csv.writer(text, quoting=csv.QUOTE_ALL)
    rows.writerow(COLUMNS)
    for quote in quotes:
        plain = _plain(quote)
        rows.writerow([for_spreadsheet(_cell(name, plain[name])) for name in COLUMNS])
    return text.getvalue().encode("utf-8-sig")


def from_json(data: bytes) -> list[QuoteRecord]:
    """The quotations of an export. Raises Refusal for another file, and for words that no longer fit their SHA-256."""
    try:
        whole = json.loads(data.decode("utf-8"))
    except (ValueError, RecursionError):
        raise _unreadable("It is not JSON in UTF-8.") from None
    if not isinstance(whole, dict) or whole.get("format") != FORMAT or not isinstance(whole.get("quotes"), list):
        raise _unreadable("It is not an export of quotations.")
    if whole.get("format_version") != FORMAT_VERSION:
        raise _unreadable("A newer Ownwords made it. Read it with that program.")
    return [_read(row) for row in whole["quotes"]]


def from_csv(data: bytes) -> list[QuoteRecord]:
    """The quotations of an export, every cell without the apostrophe that guarded it. Raises Refusal as `from_json`."""
    # The library's own limit of 131,072 characters for a cell is for the whole process; words may be longer.
    csv.field_size_limit(sys.maxsize)
    try:
        rows = csv.reader(StringIO(data.decode("utf-8-sig"), newline=""), strict=True)
        headings = tuple(next(rows, ()))
        if headings != COLUMNS:
            raise _unreadable("Its first row does not name the columns of an export of quotations.")
        return [_row(cells) for cells in rows]
    except (UnicodeDecodeError, csv.Error):
        raise _unreadable("It is not CSV in UTF-8, or it is cut.") from None


def _plain(quote: QuoteRecord) -> dict[str, Any]:
    values = {**asdict(quote), "sha256": quote.sha256, "withdrawn": quote.withdrawn}
    return {name: values[name] for name in COLUMNS}


def _spelled(value: object, *, indent: int | None = None) -> str:
    return json.dumps(value, ensure_ascii=False, indent=indent, default=lambda moment: moment.isoformat())


def _cell(name: str, value: Any) -> str:
    if name in _NESTED:
        return _spelled(value) if value else ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if value is None:
        return ""
    return value.isoformat() if isinstance(value, date) else str(value)


def _row(cells: list[str]) -> QuoteRecord:
    if len(cells) != len(COLUMNS):
        raise _unreadable(f"A row has {len(cells)} cells where {len(COLUMNS)} columns are named.")
    row: dict[str, Any] = {name: from_spreadsheet(cell) for name, cell in zip(COLUMNS, cells, strict=True)}
    try:
        row |= {name: json.loads(row[name]) if row[name] else None for name in _NESTED}
    except (ValueError, RecursionError):
        raise _unreadable("One of its cells is not whole.") from None
    row["text"] = None if row["erased"] else row["text"]
    row["may_include"] = row["may_include"] == "yes"
    return _read(row)


def _read(row: Mapping[str, Any]) -> QuoteRecord:
    try:
        quote = QuoteRecord(
            **{name: row[name] for name in _PLAIN},
            said_on=date.fromisoformat(row["said_on"]),
            recorded_at=datetime.fromisoformat(row["recorded_at"]),
            noted_at=datetime.fromisoformat(row["noted_at"]) if row["noted_at"] else None,
            length=int(row["length"]),
            original=QuoteInOriginal(**row["original"]) if row["original"] else None,
            beside=tuple(QuoteCompanion(**_timed(one, "recorded_at")) for one in row["beside"] or ()),
            marks=tuple(QuoteMarked(**_timed(one, "at")) for one in row["marks"] or ()),
            erased=QuoteErased(**_timed(row["erased"], "at")) if row["erased"] else None,
        )
        fits = quote.sha256 == row["sha256"]
    except (KeyError, TypeError, ValueError, AttributeError):
        raise _unreadable("One of its quotations is not whole.") from None
    if not fits:
        raise _unreadable(f"The words of quotation {quote.id} are not the ones that were written into it.")
    return quote


def _timed(values: Mapping[str, Any], name: str) -> dict[str, Any]:
    return {**values, name: datetime.fromisoformat(values[name])}


def _unreadable(why: str) -> Refusal:
    return Refusal(f"This export cannot be read. {why} Download the quotations again and read that file.")
