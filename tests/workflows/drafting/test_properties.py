import sys
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from workflows.drafting import Draft, draft_note
from workflows.drafting.result import ATTRIBUTIONS, METHODS, SECTION_NAMES

PIECES = st.sampled_from(
    [
        *(
            "“",
            "”",
            '"',
            "'",
            "’",
            "‘",
            "«",
            "»",
            "\n",
            "\n\n",
            "\r\n",
            " ",
            "Dee",
            "Dee: ",
            "Dee said ",
            "mom ",
            "Mom: ",
        ),
        *("she said ", "AAC: ", "I want", " a cat", ". ", ", ", "(", ")", " – ", "→", "→ ", "per ", "if ", "not "),
        *("interp: ", "own words", "needs: ", "services: ", "👍", "é", "e\u0301", "\u2028", "\x00", "\ufffc", "Dee's "),
    ]
)
NOTES = st.one_of(st.text(max_size=300), st.lists(PIECES, max_size=60).map("".join))


def draft(note: str, *, person: str = "Denise Kowalczyk") -> Draft:
    return draft_note(note, person=person, also_called=["Dee"])


@settings(max_examples=300, deadline=None)
@given(note=NOTES)
def test_every_line_is_the_note_itself(note: str) -> None:
    made = draft(note)
    for part in [*made.quotes, *made.facts]:
        assert part.text == note[part.start : part.end] != ""
        assert part.text == part.text.strip()
    for quote in made.quotes:
        assert quote.attribution in ATTRIBUTIONS
        assert quote.method in (*METHODS, None)
        assert quote.section in (*SECTION_NAMES, None)
        assert quote.why
        if quote.within is not None:
            outer = made.quotes[quote.within]
            assert outer.start <= quote.start < quote.end <= outer.end


@settings(max_examples=300, deadline=None)
@given(note=NOTES)
def test_a_fact_holds_no_quotation(note: str) -> None:
    made = draft(note)
    for fact in made.facts:
        assert all(quote.end <= fact.start or quote.start >= fact.end for quote in made.quotes)


@settings(max_examples=300, deadline=None)
@given(note=NOTES)
def test_a_person_the_note_does_not_name_is_given_no_words(note: str) -> None:
    made = draft_note(note, person="Wilhelmina Oyelaran")
    unlabelled = [q for q in made.quotes if "label" not in q.why]
    assert all(quote.attribution not in ("participant", "interpreted") for quote in unlabelled)


@settings(max_examples=100, deadline=None)
@given(person=st.text(max_size=40), also=st.lists(st.text(max_size=20), max_size=3))
def test_no_name_can_break_the_reading(person: str, also: list[str]) -> None:
    made = draft_note("Dee: “I want a cat” (Mom said so).", person=person, also_called=also)
    assert [quote.text for quote in made.quotes] == ["I want a cat"]


@contextmanager
def counting() -> Iterator[list[int]]:
    """Counts the calls of our own functions: a measure of work that does not depend on the machine."""
    calls = [0]

    def count(frame: FrameType, event: str, _argument: Any) -> None:
        if event == "call" and "drafting" in frame.f_code.co_filename:
            calls[0] += 1

    before = sys.getprofile()
    sys.setprofile(count)
    try:
        yield calls
    finally:
        sys.setprofile(before)


def test_work_grows_with_the_note_and_not_with_its_square() -> None:
    line = "Dee: “I want it.” Mom said 'no' and \"why\" (per staff). needs: help 3x wk\n"
    work = []
    for times in (100, 400):
        with counting() as calls:
            draft(line * times)
        work.append(calls[0])
    assert work[0] > 0
    assert work[1] < 5 * work[0]


def test_ten_thousand_quotations_are_all_found() -> None:
    made = draft("Dee: “I want it.” " * 10_000)
    assert len(made.quotes) == 10_000
    assert {quote.attribution for quote in made.quotes} == {"participant"}


@pytest.mark.parametrize(
    "piece", [".", "!?", "\n", " ", "\n- ", "“", '"', "'", "AAC:", "Dee (", "-> ", "e.g. ", "a-", "1. "]
)
def test_one_sign_repeated_without_end_is_read_to_the_end(piece: str) -> None:
    """A pattern that looks back from every sign takes minutes here instead of a blink."""
    note = piece * (40_000 // len(piece)) + "\n\nDee: “I want a cat”"
    assert [quote.text for quote in draft(note).quotes][-1:] == ["I want a cat"]
