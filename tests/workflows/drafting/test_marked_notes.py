"""The invented notes as a whole: whose words, and where they belong. One wrong attribution fails."""

import pytest

from tests.workflows.drafting.marked_notes import MarkedNote, marked_notes
from workflows.drafting import draft_note

NOTES = marked_notes()
LEAST_ATTRIBUTED = 0.85
LEAST_PLACED = 0.5


def drafted(note: MarkedNote) -> dict[tuple[int, int], tuple[str, str | None]]:
    draft = draft_note(note.text, person=note.person, also_called=note.also)
    return {(quote.start, quote.end): (quote.attribution, quote.section) for quote in draft.quotes}


@pytest.mark.parametrize("note", NOTES, ids=[note.name for note in NOTES])
def test_nothing_is_given_to_the_person_that_is_not_theirs(note: MarkedNote) -> None:
    theirs = {(one.start, one.end) for one in note.expected if one.whose == "P"}
    given = {place for place, (attribution, _) in drafted(note).items() if attribution == "participant"}
    assert [note.text[start:end] for start, end in sorted(given - theirs)] == []


def test_most_of_their_words_are_found_attributed_and_placed() -> None:
    wanted = [(note, one) for note in NOTES for one in note.expected if one.whose == "P"]
    found = {note.name: drafted(note) for note in NOTES}
    rows = [found[note.name].get((one.start, one.end), ("", None)) for note, one in wanted]
    attributed = sum(attribution == "participant" for attribution, _ in rows)
    placed = sum(section in one.sections for (_, section), (_, one) in zip(rows, wanted, strict=True))
    assert attributed >= LEAST_ATTRIBUTED * len(wanted)
    assert placed >= LEAST_PLACED * len(wanted)
