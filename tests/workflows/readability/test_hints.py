"""Hints about staff text: each kind is found, the person's words are never advised on, and nothing is fetched."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.guard import reference
from engine.ids import new_id
from workflows.readability import EASY, PLAIN, grade, hints_about
from workflows.readability.syllables import syllables


def kinds(text: str, **more: object) -> list[str]:
    return [hint.kind for hint in hints_about(text, **more)]  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("word", "count"),
    [
        ("the", 1),
        ("table", 2),
        ("rated", 2),
        ("asked", 1),
        ("makes", 1),
        ("houses", 2),
        ("people", 2),
        ("independently", 5),
    ],
)
def test_syllables_are_counted_by_rule(word: str, count: int) -> None:
    assert syllables(word) == count


def test_a_sentence_of_an_agency_is_grades_above_one_of_ours() -> None:
    agency = "The individual will demonstrate increased independence in community integration activities."
    assert grade(agency) > 12
    assert grade("You can stop any time.") < 4
    assert grade("") == 0


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("The client likes dogs.", "blame"),
        ("She is non-compliant.", "blame"),
        ("He is wheelchair-bound.", "blame"),
        ("Staff utilize a chart.", "stiff"),
        ("See the BSP.", "initials"),
        ("She needs respite.", "jargon"),
        ("In 80% of tries.", "number"),
        ("Walks 3x/week.", "number"),
        (
            "One two three four five six seven eight nine ten one two three four five six seven eight nine ten more.",
            "long",
        ),
        ("Demonstrates appropriate interpersonal communication independently.", "hard"),
    ],
)
def test_each_kind_is_found(text: str, kind: str) -> None:
    assert kind in kinds(text)


@pytest.mark.parametrize(
    "text",
    [
        "Staff knock first. Then they wait.",
        "The TV is off after 9 PM.",
        "Behavior Support Plan (BSP) is read each month. The BSP is short.",
        "WRITTEN IN CAPITALS BY SOMEBODY",
        "Meets on 6/1/2027.",
    ],
)
def test_plain_text_gets_no_hint(text: str) -> None:
    assert [kind for kind in kinds(text) if kind not in ("jargon", "hard")] == []


@pytest.mark.parametrize("words", ["I am a client and I refuse.", "BSP 80% utilize"])
def test_somebody_s_words_are_never_advised_on(words: str) -> None:
    assert hints_about(f"She told it: “{words}” Staff know.") == []
    assert hints_about(f"She told it: {reference(new_id())} Staff know.") == []


def test_an_easy_read_line_is_held_to_less() -> None:
    line = "Staff come to your home two times each week and help you with the letters that come."
    assert kinds(line, aim=EASY) == ["long"]
    assert kinds(line, aim=PLAIN) == []


def test_spanish_is_looked_at_by_the_length_of_its_sentences_alone() -> None:
    assert kinds("El cliente rechaza el BSP 80%.", language="es") == []
    assert kinds(" ".join(["palabra"] * 25) + ".", language="es") == ["long"]


@given(st.text())
def test_every_passage_stands_in_the_text(text: str) -> None:
    for hint in hints_about(text):
        assert hint.passage


def test_a_long_text_is_looked_at_quickly() -> None:
    begun = time.perf_counter()
    hints_about("The individual will utilize a chart in order to maintain skills " * 300)
    hints_about("A" * 20_000)
    hints_about(". " * 10_000)
    assert time.perf_counter() - begun < 3
