"""The second look finds what the first pass would have missed, by another way of reading."""

import pytest

from tests.workflows.deidentifying.test_taking_out import KNOWN
from workflows.deidentifying.known import Known
from workflows.deidentifying.second_look import left_in, may_be_names


@pytest.mark.parametrize(
    "text",
    [
        "Kowalczyk",
        "KOWALCZYK",
        "Kowalczyk’s",
        "Ｋｏｗａｌｃｚｙｋ",
        "K o w a l c z y k",
        "K-o-w-a-l-c-z-y-k",
        "Kowal-\nczyk",
        "kowal\u200bczyk",
        "Denise\\nKowalczyk",
        "maria_jose_o_neil",
        "王小明",
        "Grace’s",
        "barb@example.org",
        "barb at example dot org",
        "call 555 123 4567",
        "5 5 5 1 2 3 4 5 6 7",
        "born 03/04/1988",
        "0 3 0 4 1 9 8 8",
        "12 Elm Street",
        "http://example.org",
    ],
)
def test_an_identifier_that_is_left_is_found(text: str) -> None:
    assert left_in(f"Something {text} something.", KNOWN)


def test_tokens_and_ordinary_writing_are_no_finding() -> None:
    text = (
        '{"line": "N1", "text": "[PERSON] goes 3 times a week with [STAFF_1], at 10 a.m. for 20 minutes, with grace."}'
    )
    assert left_in(text, KNOWN) == []


def test_a_name_with_a_slip_and_an_unknown_given_name_are_asked_about() -> None:
    assert may_be_names("Kowalczik came, and Latoya.", KNOWN) == ["Kowalczik", "Latoya"]
    assert may_be_names("The bus came on Monday in May.", KNOWN) == []
    known = Known(KNOWN.names, KNOWN.days, KNOWN.places, frozenset({"latoya"}))
    assert may_be_names("Latoya came.", known) == []
