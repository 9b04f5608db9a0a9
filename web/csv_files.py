"""Lists as CSV for a spreadsheet: UTF-8 with its mark, every cell guarded so that none is run as a formula."""

import csv
from collections.abc import Iterable, Sequence
from io import StringIO

from litestar import Response

from engine.cells import for_spreadsheet
from web.answers import download


def csv_file(name: str, heads: Sequence[str], rows: Iterable[Sequence[str]]) -> Response[bytes]:
    """A file to keep. `engine.tables_of_text.read_table` gives every cell back as it was."""
    text = StringIO(newline="")
    lines = csv.writer(text)
    for row in (heads, *rows):
        lines.writerow([for_spreadsheet(cell) for cell in row])
    return download(text.getvalue().encode("utf-8-sig"), filename=name, media_type="text/csv; charset=utf-8")
