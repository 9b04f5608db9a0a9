"""Notes written without looking at the rules: what is given to the person is theirs, and how much is found."""

from pathlib import Path

import pytest

from benchmarks.judging import score
from benchmarks.notes import notes_in

NOTES = Path(__file__).parent / "notes"

# In percent, as the judge counts. These are the goals, which the rules reach on notes they have been tried on.
LEAST_RIGHT = 98
LEAST_FOUND = 85
LEAST_FITTING = 75


@pytest.mark.parametrize(
    "folders",
    [("open", "held", "fresh"), ("later",), ("separate",), ("fourth",), ("fifth",), ("sixth",), ("seventh",)],
    ids=["earlier", "later", "separate", "fourth", "fifth", "sixth", "seventh"],
)
def test_what_is_given_to_the_person_is_theirs_and_most_of_it_is_found(folders: tuple[str, ...]) -> None:
    found = score([note for folder in folders for note in notes_in(NOTES / folder)])
    assert found.right_share >= LEAST_RIGHT
    assert found.found_share >= LEAST_FOUND
    assert found.fitting_share >= LEAST_FITTING
