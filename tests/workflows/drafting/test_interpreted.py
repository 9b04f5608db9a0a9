import pytest

from workflows.drafting import draft_note

HEAD = "Mtg: Rosa Delgado, mom (Ana), aide Kim, SC\n"


@pytest.mark.parametrize(
    "line",
    [
        "Rosa signed (ASL interp Joe): “home now”",
        "Rosa (via interpreter): “home now”",
        "Interpreter for Rosa: “home now”",
    ],
)
def test_an_interpreters_english_is_the_persons_meaning(line: str) -> None:
    quote = draft_note(HEAD + line, person="Rosa Delgado", also_called=["Rosa"]).quotes[0]
    assert (quote.attribution, quote.speaker) == ("interpreted", "Rosa Delgado")


@pytest.mark.parametrize(
    "line", ["Interpreter: “stay”", "Interpreter for mom: “stay”", "Ana (via interpreter): “stay”"]
)
def test_an_interpreter_who_is_not_tied_to_the_person_shows_nothing(line: str) -> None:
    quote = draft_note(HEAD + line, person="Rosa Delgado", also_called=["Rosa"]).quotes[0]
    assert quote.attribution in ("other", "unconfirmed")


def test_words_beside_their_rendering_stay_verbatim() -> None:
    note = HEAD + "Rosa: “quiero ir a casa” (interp: “I want to go home”)"
    quotes = draft_note(note, person="Rosa Delgado", also_called=["Rosa"]).quotes
    assert [quote.attribution for quote in quotes] == ["participant", "interpreted"]
