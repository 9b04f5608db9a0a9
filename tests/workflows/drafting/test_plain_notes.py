"""Ordinary notes, as people write them, and notes of look-alikes: forms, marks a note introduces, lists, questions and answers."""

from pathlib import Path

import pytest

from tests.workflows.drafting.marked_notes import MarkedNote, marked_notes
from workflows.drafting import Turn, draft_note

NOTES = marked_notes(Path(__file__).parent / "plain")
LEAST_FOUND = 0.9


def given(note: MarkedNote) -> dict[tuple[int, int], str]:
    draft = draft_note(note.text, person=note.person, also_called=note.also)
    return {(quote.start, quote.end): quote.attribution for quote in draft.quotes}


@pytest.mark.parametrize("note", NOTES, ids=[note.name for note in NOTES])
def test_nothing_is_given_to_the_person_that_is_not_theirs(note: MarkedNote) -> None:
    theirs = {(one.start, one.end) for one in note.expected if one.whose == "P"}
    taken = {place for place, attribution in given(note).items() if attribution == "participant"}
    assert [note.text[start:end] for start, end in sorted(taken - theirs)] == []


@pytest.mark.parametrize("note", NOTES, ids=[note.name for note in NOTES])
def test_only_a_rendering_is_given_as_one(note: MarkedNote) -> None:
    rendered = {(one.start, one.end) for one in note.expected if one.whose == "I"}
    assert {place for place, attribution in given(note).items() if attribution == "interpreted"} <= rendered


def test_nearly_all_of_their_words_are_found() -> None:
    wanted = [(note, one) for note in NOTES if note.kind == "plain" for one in note.expected if one.whose == "P"]
    found = {note.name: given(note) for note in NOTES}
    theirs = [found[note.name].get((one.start, one.end)) == "participant" for note, one in wanted]
    assert sum(theirs) >= LEAST_FOUND * len(theirs)


TALK = "Rosa: One is the van.\nIt is loud.\nTwo is lunch.\nKim: And three?\n"


@pytest.mark.parametrize(
    ("pauses", "uttered"),
    [
        ((), ["One is the van.\nIt is loud.\nTwo is lunch."]),
        ((TALK.index("Two"),), ["One is the van.\nIt is loud.", "Two is lunch."]),
        ((TALK.index("loud"),), ["One is the van.\nIt is loud.\nTwo is lunch."]),
    ],
    ids=["all lines", "a sentence and a pause", "a pause within a sentence"],
)
def test_a_turn_is_cut_only_where_a_sentence_ended_and_a_pause_followed(
    pauses: tuple[int, ...], uttered: list[str]
) -> None:
    turns = [
        Turn("Rosa", len("Rosa: "), TALK.index("\nKim"), pauses),
        Turn("Kim", TALK.index("And three"), len(TALK) - 1),
    ]
    draft = draft_note(TALK, person="Rosa Delgado", also_called=["Rosa"], turns=turns)
    assert [quote.text for quote in draft.quotes] == uttered
