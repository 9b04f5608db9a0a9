"""The judge of drafts is judged itself: each kind of mistake has to be seen, and to be counted once."""

from collections.abc import Sequence
from types import SimpleNamespace
from typing import Any

import pytest

from benchmarks import judging
from benchmarks.judging import Score, confusion, figures_of
from benchmarks.notes import Misfit, Note, expected_of
from workflows.drafting.result import NEEDS, VISION

TEXT = """Home visit, Ines Marrow and her sister Pia.
Ines: “I want a dog.
A big one.” Pia: “she is allergic”
Interpreter for Ines: “no cats” and the “good room” came up. device: go out
"""
HEAD = "person: Ines Marrow\ncalled: Ines\n"
EXPECTED = """participant | label | spoken | vision | I want a dog.⏎A big one.
other: Pia | label | spoken | needs | she is allergic
interpreted | interpreted | spoken | vision | no cats
not | scare quotes | - | - | good room
participant | aac | aac | outcomes | go out
fact | needs | allergic
"""
DOG = "I want a dog.\nA big one."


def note() -> Note:
    return expected_of(HEAD + EXPECTED, name="one", note=TEXT)


def judged(monkeypatch: pytest.MonkeyPatch, quotes: Sequence[tuple[str, str, str]]) -> Score:
    """The score of a draft that gives these texts to these, in these sections."""

    def draft(text: str, **_who: Any) -> Any:
        found = [
            SimpleNamespace(
                start=text.index(said),
                end=text.index(said) + len(said),
                text=said,
                attribution=whose,
                method="aac" if said == "go out" else "spoken",
                section=section,
                why="so",
            )
            for said, whose, section in quotes
        ]
        return SimpleNamespace(quotes=found, facts=[])

    monkeypatch.setattr(judging, "draft_note", draft)
    return judging.score([note()])


PERFECT = [
    (DOG, "participant", VISION),
    ("she is allergic", "other", NEEDS),
    ("no cats", "interpreted", VISION),
    ("good room", "unconfirmed", VISION),
    ("go out", "participant", VISION),
]


def test_a_draft_that_finds_all_scores_full_marks(monkeypatch: pytest.MonkeyPatch) -> None:
    found = judged(monkeypatch, PERFECT)
    assert (found.right_share, found.found_share, found.exact_share, found.fitting_share) == (100, 100, 100, 100)
    assert all(figure.kept in (True, None) for figure in figures_of(found, "x"))
    assert found.facts_placed == 1


@pytest.mark.parametrize("text", ["she is allergic", "no cats", "good room"])
def test_words_of_another_interpreted_words_and_so_called_words_given_to_the_person_are_errors(
    monkeypatch: pytest.MonkeyPatch, text: str
) -> None:
    found = judged(monkeypatch, [(DOG, "participant", VISION), (text, "participant", VISION)])
    assert found.right_share == 50
    assert [one.text for one in found.wrongly] == [text]
    assert figures_of(found, "x")[0].kept is False


def test_words_of_the_note_itself_given_to_the_person_are_an_error(monkeypatch: pytest.MonkeyPatch) -> None:
    found = judged(monkeypatch, [("Home visit", "participant", VISION)])
    assert found.right_share == 0
    assert confusion(found)[-1].endswith(": 1")


def test_a_passage_cut_short_is_theirs_but_not_exact_and_not_found(monkeypatch: pytest.MonkeyPatch) -> None:
    found = judged(monkeypatch, [("I want a dog.", "participant", VISION)])
    assert (found.right_share, found.exact_share, found.found_share) == (100, 0, 0)
    assert "inexact" in {one.answer for one in found.verdicts}


def test_a_passage_that_takes_in_more_is_an_error_and_not_exact(monkeypatch: pytest.MonkeyPatch) -> None:
    found = judged(monkeypatch, [("Ines: “" + DOG, "participant", VISION)])
    assert (found.right_share, found.exact_share, found.found_share) == (0, 0, 0)


def test_a_character_that_differs_from_the_note_is_not_exact(monkeypatch: pytest.MonkeyPatch) -> None:
    found = judged(monkeypatch, [])
    tidied = SimpleNamespace(
        start=TEXT.index(DOG),
        end=TEXT.index(DOG) + len(DOG),
        text=DOG.upper(),
        attribution="participant",
        method="spoken",
        section=VISION,
        why="",
    )
    judging.judge(note(), SimpleNamespace(quotes=[tidied], facts=[]), into=found)  # type: ignore[arg-type]
    assert found.exact_share == 0


def test_what_is_left_unconfirmed_or_unseen_is_not_found_and_costs_no_precision(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    found = judged(monkeypatch, [(DOG, "unconfirmed", VISION)])
    assert (found.right_share, found.found_share) == (100, 0)
    assert [one.answer for one in found.verdicts] == ["unconfirmed", "missed", "missed", "missed", "missed"]


def test_a_section_nobody_would_choose_is_seen(monkeypatch: pytest.MonkeyPatch) -> None:
    found = judged(monkeypatch, [(DOG, "participant", NEEDS), ("go out", "participant", VISION)])
    assert found.fitting_share == 50


def test_the_table_tells_what_became_of_each_case(monkeypatch: pytest.MonkeyPatch) -> None:
    lines = confusion(judged(monkeypatch, PERFECT[:-1]))
    (row,) = [line for line in lines if line.strip().startswith("aac")]
    assert row.split() == ["aac", "participant", "·", "·", "·", "·", "·", "1"]


@pytest.mark.parametrize(
    ("line", "why"),
    [
        ("participant | label | spoken | vision | I want a cat.", "0 times"),
        ("participant | label | spoken | vision | o", "times"),
        ("participant | label | spoken | vision", "five parts"),
        ("participant | odd | spoken | vision | no cats", "no kind of case"),
        ("participant | label | shouted | vision | no cats", "no way to say"),
        ("participant | label | spoken | kitchen | no cats", "kitchen"),
        ("nobody | label | spoken | vision | no cats", "nobody"),
        ("other | label | spoken | vision | no cats", "nobody"),
        ("fact | needs | horses", "does not hold"),
    ],
)
def test_an_expectation_that_does_not_fit_its_note_is_refused(line: str, why: str) -> None:
    with pytest.raises(Misfit, match=why):
        expected_of(HEAD + line, name="one", note=TEXT)


def test_what_stands_around_a_text_tells_two_of_one_kind_apart() -> None:
    told = HEAD + "participant | label | spoken | - | ⟦Ines ⟧go⟦ now⟧\nor | go now"
    (passage,) = expected_of(told, name="one", note="go, said Pia. Ines go now").passages
    assert passage.spans == ((19, 21), (19, 25))


def test_a_way_of_saying_it_that_the_reader_did_not_see_is_counted(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(judging.WAYS, "aac", frozenset({"drawn"}))
    ways = [one.way_fits for one in judged(monkeypatch, PERFECT).verdicts]
    assert ways == [True, None, None, None, False]
