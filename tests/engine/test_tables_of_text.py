"""CSV files as they really come: from three spreadsheets, damaged, foreign, hostile."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.refusals import Refusal
from engine.tables_of_text import LARGEST, MOST_ROWS, TableRow, read_table

KNOWN = ("full_name", "born_on", "team")


def _read(data: bytes | str) -> list[TableRow]:
    raw = data.encode() if isinstance(data, str) else data
    return read_table(raw, known=KNOWN, required=("full_name",))


@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
@pytest.mark.parametrize("mark", ["", "\ufeff"])
def test_the_ways_spreadsheets_write_are_all_read(newline: str, delimiter: str, mark: str) -> None:
    lines = ["Full name", "Team"], ["Rosa Vega", "River"], ["", ""], ["李小龍", "Hill"]
    rows = _read(mark + "".join(delimiter.join(cells) + newline for cells in lines))
    assert [(row.line, row.cells["full_name"], row.cells["team"]) for row in rows] == [
        (2, "Rosa Vega", "River"),
        (4, "李小龍", "Hill"),
    ]


def test_a_cell_may_hold_line_breaks_and_later_lines_keep_their_number() -> None:
    rows = _read('full_name,team\n"Rosa\nVega",River\nOmar,Hill\n')
    assert [(row.line, row.cells["full_name"]) for row in rows] == [(2, "Rosa\nVega"), (4, "Omar")]


def test_a_name_with_a_line_separator_in_it_is_one_cell() -> None:
    assert _read("full_name\nRosa\u2028Vega\u0085x\n")[0].cells["full_name"] == "Rosa\u2028Vega\u0085x"


def test_a_short_row_is_filled_and_a_guarded_cell_is_freed() -> None:
    assert _read("full_name,team\n'=Rosa\n")[0].cells == {"full_name": "=Rosa", "team": ""}


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b"", "empty"),
        (b" \n ", "empty"),
        ("full_name\nJos\xe9\n".encode("latin-1"), "Line 2"),
        ("full_name\nRosa\n".encode("utf-16"), "CSV UTF-8"),
        (b"PK\x03\x04rest of a spreadsheet", "CSV UTF-8"),
        (b"full_name,age\nRosa,7\n", "“age”"),
        (b"full_name,Full Name\nRosa,Rosa\n", "stands twice"),
        (b"team\nRiver\n", "“full_name” is missing"),
        (b"full_name,team\nVega, Rosa,River\n", "Line 2 has 3 cells"),
        (b'full_name\n"Rosa\n', "quotation mark"),
        (b'full_name\n"Rosa"x\n', "quotation mark"),
        (b"full_name\n" + b"Rosa\n" * (MOST_ROWS + 1), "in parts"),
        (b"x" * (LARGEST + 1), "5 MB"),
    ],
)
def test_what_is_no_table_is_refused_with_the_way_out(data: bytes, says: str) -> None:
    with pytest.raises(Refusal, match=says):
        _read(data)


@given(st.binary(max_size=400))
def test_any_bytes_give_rows_or_a_sentence(data: bytes) -> None:
    sentence, rows = "Read.", []
    try:
        rows = read_table(b"full_name,team\n" + data, known=KNOWN, required=("full_name",))
    except Refusal as refused:
        sentence = str(refused)
    assert sentence.endswith(".")
    assert all(set(row.cells) == {"full_name", "team"} for row in rows)
