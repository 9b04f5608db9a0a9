"""Which section the person's words are proposed for, where they hold few words that point anywhere themselves."""

import pytest

from workflows.drafting import draft_note
from workflows.drafting.result import BACKUP, NEEDS, OUTCOMES, RISKS, SERVICES, STRENGTHS, VISION

HEAD = "Mtg 4/2: Rosa Delgado (she), aide Kim, SC\n\n"


def section(line: str, said: str) -> str | None:
    draft = draft_note(HEAD + line + "\n", person="Rosa Delgado", also_called=["Rosa"])
    return next(quote.section for quote in draft.quotes if quote.text == said)


@pytest.mark.parametrize(
    ("heading", "expected"),
    [
        ("## Dreams", {VISION}),
        ("4. Goals", {OUTCOMES}),
        ("5. Backup", {BACKUP}),
        ("**Health**", {NEEDS}),
        ("Risks:", {RISKS}),
        ("What she likes", {STRENGTHS}),
    ],
)
def test_the_heading_over_the_line_places_words_that_point_nowhere(heading: str, expected: set[str]) -> None:
    assert section(f"{heading}\nKim had nothing to add.\nRosa: “the yellow one”", "the yellow one") in expected


def test_a_heading_with_a_mark_reaches_over_an_empty_line_and_ends_where_the_next_begins() -> None:
    note = "## Backup\n\nRosa: “the yellow one”\n\n## Dreams\n\nRosa: “the other one”"
    assert section(note, "the yellow one") == BACKUP
    assert section(note, "the other one") == VISION


@pytest.mark.parametrize(
    "line", ["- the yellow one", "It was a long goals meeting.", "Kim: goals, and how we got there, and why it took"]
)
def test_a_line_that_is_no_heading_places_nothing(line: str) -> None:
    assert section(f"{line}\nRosa: “the yellow one”", "the yellow one") == NEEDS


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("Who do you call when Kim is out sick?", BACKUP),
        ("What would you like to learn or change this year?", OUTCOMES),
        ("What do you like best about the morning?", STRENGTHS),
        ("Where does it hurt?", NEEDS),
        ("Are you ever lost or in a fire?", RISKS),
    ],
)
def test_the_question_before_places_a_short_answer(question: str, expected: str) -> None:
    assert section(f"SC: {question}\nRosa: “the yellow one”", "the yellow one") == expected


def test_the_question_is_heard_past_a_remark_between() -> None:
    note = "SC: “Who do you call when Kim is out sick?”\nKim: “I am never sick.”\nRosa: “the yellow one”"
    assert section(note, "the yellow one") == BACKUP


def test_a_question_four_lines_up_has_been_answered() -> None:
    note = "SC: “Who do you call when Kim is out sick?”\nKim: “Ok.”\nKim: “Well.”\nKim: “So.”\nRosa: “the yellow one”"
    assert section(note, "the yellow one") == NEEDS


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ("I want the yellow one", {OUTCOMES, VISION}),
        ("I’m scared of the yellow one", {NEEDS}),
        ("first the yellow one, then the other", {BACKUP, RISKS}),
        ("when the fire bell rings", {RISKS}),
        ("Don’t wave, tap me", {NEEDS, SERVICES}),
    ],
)
def test_how_it_is_put_counts_whatever_it_is_about(said: str, expected: set[str]) -> None:
    assert section(f"Rosa: “{said}”", said) in expected


def test_somebody_else_s_words_that_point_nowhere_stand_in_no_section() -> None:
    assert section("Kim: “the yellow one”", "the yellow one") is None
