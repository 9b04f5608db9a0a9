"""Notes written by people who had not read the rules: what is given to the person is theirs, and how much is found."""

from pathlib import Path

from benchmarks.judging import score
from benchmarks.notes import notes_in

NOTES = Path(__file__).parent / "notes"

LEAST_RIGHT = 0.98
LEAST_FOUND = 0.60
"""The goal is 0.85. This is what the rules reach on these notes; it may only rise."""


def test_what_is_given_to_the_person_is_theirs_and_most_of_it_is_found() -> None:
    found = score([*notes_in(NOTES / "open"), *notes_in(NOTES / "held")])
    assert found.right_share >= LEAST_RIGHT
    assert found.found_share >= LEAST_FOUND
