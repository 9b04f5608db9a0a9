"""A formula cannot ride in on a name, and a name comes back as it was."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.cells import for_spreadsheet, from_spreadsheet


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "'quoted", "'=1"])
def test_what_a_spreadsheet_would_run_gets_an_apostrophe(text: str) -> None:
    assert for_spreadsheet(text) == f"'{text}"


@given(st.text())
def test_every_text_comes_back_as_it_was(text: str) -> None:
    assert from_spreadsheet(for_spreadsheet(text)) == text
    assert not for_spreadsheet(text).startswith(("=", "+", "-", "@", "\t", "\r"))


@pytest.mark.parametrize("name", ["'t Hart", "", "'", "O’Brien", "-"])
def test_a_cell_from_elsewhere_keeps_its_own_apostrophe(name: str) -> None:
    assert from_spreadsheet(name) == name
