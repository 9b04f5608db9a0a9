"""What is a claim and what is plain description, sentence by sentence: the two lists beside this file."""

from pathlib import Path
from uuid import uuid4

import pytest

from engine import guard
from engine.guard import Answered, Capture, Kind, Remedy

HERE = Path(__file__).parent
NAMES = ("Rosa Delgado", "Rosie")


def _lines(name: str) -> list[str]:
    return [line for line in (HERE / name).read_text().split("\n") if line and not line.startswith("#")]


PLAIN, CLAIMED, HONEST = _lines("plain.txt"), _lines("claimed.txt"), _lines("honest.txt")


def test_the_lists_are_long_enough() -> None:
    assert len(PLAIN) >= 150
    assert len(HONEST) >= 60
    assert len(CLAIMED) >= 300


@pytest.mark.parametrize("sentence", [*PLAIN, *HONEST])
def test_normal_plan_language_is_let_be(sentence: str) -> None:
    assert guard.examine(sentence, person_names=NAMES) == []


@pytest.mark.parametrize("sentence", HONEST)
def test_nothing_is_asked_about_honest_sentences(sentence: str) -> None:
    assert guard.advised(sentence, person_names=NAMES) == []


@pytest.mark.parametrize("line", CLAIMED)
def test_words_given_to_the_person_are_found(line: str) -> None:
    kind, _bar, sentence = line.partition("|")
    assert kind in [found.kind for found in guard.examine(sentence, person_names=NAMES)]


@pytest.mark.parametrize(
    "written",
    [
        "I want MY key.",
        "I want my key.",
        "i want my key",
        "I  want my key.",
        "I want my\u200b key.",
        "I want my own key.",
        "I would want my key.",
        "“I want my key”",
        "＂I want my key.＂",
    ],
)
def test_a_copy_that_is_not_her_words_exactly_is_never_a_label(written: str) -> None:
    captures = [Capture(uuid4(), "I want MY key.")]
    found = guard.examine(f"Money. {written}", captures=captures, person_names=NAMES)
    assert found
    assert all(Remedy.LABEL not in one.remedies and Remedy.LINK in one.remedies for one in found)


@pytest.mark.parametrize(
    ("captured", "written"),
    [
        ("The bus is too loud", "The bus is loud"),
        ("No more pork and no more 8 pm bedtime", "No more pork and no 8 pm bedtime."),
        ("Don’t wake anybody before nine", "Don't wake anybody before nine"),
        ("Leave the d\u00f4\u00f4r open at night", "Leave the do\u0302o\u0302r open at night"),
        ("LEAVE the door open at night!", "leave the door open at night"),
    ],
)
def test_a_near_copy_outside_marks_is_found_beside_its_capture(captured: str, written: str) -> None:
    identity = uuid4()
    found = guard.examine(f"At home: {written}", captures=[Capture(identity, captured)], person_names=NAMES)
    assert [one.kind for one in found] == [Kind.NEAR_COPY]
    assert found[0].nearest is not None
    assert found[0].nearest.capture == identity


def test_what_cannot_be_seen_is_named() -> None:
    captures = [Capture(uuid4(), "Don’t wake anybody before nine")]
    (found,) = guard.examine("Don't wake anybody before nine", captures=captures)
    assert found.nearest is not None
    assert "a straight apostrophe, where the capture has a curly apostrophe" in found.nearest.unseen


def test_a_reference_counts_only_to_words_of_this_person_that_may_stand() -> None:
    hers, taken_back, erased, stranger = uuid4(), uuid4(), uuid4(), uuid4()
    captures = [Capture(hers, "My key."), Capture(taken_back, "Tea.", usable=False), Capture(erased, "", usable=False)]
    assert guard.examine(f"Rosa says [[quote:{hers}]]", captures=captures, person_names=NAMES) == []
    for other in (taken_back, erased, stranger):
        found = guard.examine(f"Money: [[quote:{other}]]", captures=captures, person_names=NAMES)
        assert [one.kind for one in found] == [Kind.REFERENCE]
    found = guard.examine(f"Money: [[quote:{hers}]]", captures=captures, person_names=NAMES, linked=[])
    assert [one.kind for one in found] == [Kind.REFERENCE]


@pytest.mark.parametrize(
    "forged", ["[[quote:mine]]", "[[QUOTE:1]]", "［［quote：1］］", "⟦quote:1⟧", "[[ quote : 1 ]]"]
)
def test_a_reference_typed_by_hand_is_found(forged: str) -> None:
    assert Kind.REFERENCE in [one.kind for one in guard.examine(f"Money {forged}", person_names=NAMES)]


def test_anothers_words_are_not_shown_as_hers() -> None:
    moms = uuid4()
    captures = [Capture(moms, "She can’t", own=False)]
    found = guard.examine(f"Rosa says [[quote:{moms}]]", captures=captures, person_names=NAMES)
    assert [one.kind for one in found] == [Kind.CLAIM]


def test_a_claim_goes_on_after_a_reference() -> None:
    hers = uuid4()
    text = f"Rosa says [[quote:{hers}]] and that she wants to leave."
    found = guard.examine(text, captures=[Capture(hers, "My key.")], person_names=NAMES)
    assert [one.passage for one in found] == ["she wants to leave"]


@pytest.mark.parametrize(
    ("text", "mark"),
    [
        ("Rosa said “go home”", Answered("go home")),
        ("Rosa said “go home”", Answered("go home", "other", "Barb")),
        ("“I want to go home”", Answered("I want to go home")),
        ("“go home”", Answered("go home", "other", "Rosa D.")),
        ("“go home”", Answered("go home", "other", "Rosie")),
        ("“go home”", Answered("go home", "other", "she")),
        ("“go home”", Answered("go home", "other", "the participant")),
        ("Barb said “go home”", Answered("go home")),
    ],
)
def test_no_mark_makes_her_words_of_others(text: str, mark: Answered) -> None:
    assert guard.examine(text, person_names=NAMES, answered=[mark])


@pytest.mark.parametrize(
    ("text", "mark"),
    [
        ("The “cooking club”", Answered("cooking club")),
        ("Her film is “My Fair Lady”", Answered("My Fair Lady")),
        ("Barb said “go home”", Answered("go home", "other", "Barb")),
        ("“I worry at night”", Answered("I worry at night", "other", "Barb Delgado")),
    ],
)
def test_a_named_person_answers_for_a_title_and_for_anothers_words(text: str, mark: Answered) -> None:
    assert guard.examine(text, person_names=NAMES, answered=[mark]) == []


def test_three_hundred_captures_and_two_hundred_fields_take_no_time() -> None:
    import time

    captures = guard.known(Capture(uuid4(), f"{PLAIN[n % len(PLAIN)]} {n} apples {n * 7}") for n in range(300))
    begun = time.perf_counter()
    for n in range(200):
        guard.examine(PLAIN[n % len(PLAIN)] + " " + PLAIN[(n * 3) % len(PLAIN)], captures=captures, person_names=NAMES)
    assert time.perf_counter() - begun < 2


@pytest.mark.parametrize(
    "piece",
    [
        "“",
        '"',
        "'a ",
        "Rosa says she ",
        "[[quote:",
        "in her own words ",
        "I want ",
        "a\u200b",
        "s a i d ",
        "a\n",
        "R0sa ",
        "x - Rosa\n",
    ],
)
def test_hostile_text_costs_no_more_than_its_length(piece: str) -> None:
    import time

    text = (piece * 200_000)[:200_000]
    begun = time.perf_counter()
    guard.examine(text, person_names=NAMES)
    assert time.perf_counter() - begun < 20


@pytest.mark.parametrize(
    "wish",
    [
        "Rosa’s dream is to live alone.",
        "Her dream is to live alone.",
        "Her dream: a dog.",
        "It is important to Rosa that she sees her sister.",
        "What matters most to her is the choir.",
        "Rosa thinks that the bus is too loud.",
        "Rosa believes staff ignore her.",
        "Rosa finds the day program boring.",
        "Rosa is happy with her services.",
        "R0sa t h i n k s that the bus is too loud.",
        "Rosa wants staff to know that the program is fine.",
        "Rosa accepts that she was wrong.",
        "Su deseo es vivir sola.",
        "Rosa piensa que el autobús hace ruido.",
    ],
)
def test_a_wish_in_staff_words_is_asked_about_and_refuses_nothing(wish: str) -> None:
    (advice,) = guard.advised(f"Home. {wish}", person_names=NAMES)
    assert advice.passage == wish.rstrip(".")
    assert "ask them" in advice.sentence
    assert guard.examine(wish.replace("t h i n k s", "thinks").replace("0", "o"), person_names=NAMES) == []


def test_nothing_is_asked_where_her_words_stand_in_the_text() -> None:
    hers = uuid4()
    assert guard.advised(f"Her dream is to live alone: [[quote:{hers}]]", person_names=NAMES) == []


@pytest.mark.parametrize(
    "text",
    [
        "Her mother, Mrs. Delgado, has a key. Mrs. Delgado says the stairs are wet.",
        "Mrs. Delgado, her aunt, says the stairs are wet.",
        "Mrs. Carmen Delgado says the stairs are wet.",
        "Dr. Delgado says the stairs are wet.",
    ],
)
def test_a_title_before_the_surname_is_a_relative_s_where_the_text_says_so(text: str) -> None:
    assert guard.examine(text, person_names=NAMES) == []
    told = text.replace("Her mother, ", "").replace(", her aunt,", "").replace("Carmen ", "").replace("Dr.", "Ms.")
    assert [one.kind for one in guard.examine(told, person_names=NAMES)] == [Kind.CLAIM]


@pytest.mark.parametrize(
    "broken", ["Rosa\nsays she is fine.", "Rosa says\nthat she is fine.", "Works well\nsaid she is fine"]
)
def test_a_line_that_breaks_off_hides_no_claim(broken: str) -> None:
    assert Kind.CLAIM in [one.kind for one in guard.examine(broken, person_names=NAMES)]
    assert guard.examine("Helps Rosa\nreports to work at eight\nsays hello at the door", person_names=NAMES) == []


@pytest.mark.parametrize(
    ("captured", "cleaned"),
    [
        ("bus too loud", "The bus is too loud."),
        ("Mama come home", "Mama comes home."),
        ("music dog sister lake", "Music, a dog, the sister and the lake"),
    ],
)
def test_cleaned_grammar_is_a_near_copy_also_where_the_words_are_few(captured: str, cleaned: str) -> None:
    captures = [Capture(uuid4(), captured)]
    for text in (cleaned, f"At home: {cleaned}"):
        assert [one.kind for one in guard.examine(text, captures=captures, person_names=NAMES)] == [Kind.NEAR_COPY]
    assert guard.examine("The bus to the lake is loud on Mondays.", captures=captures, person_names=NAMES) == []


def test_places_lie_right_where_a_disguise_was_taken_off() -> None:
    text = "At home. R0sa  s a y s  that she is fine. Then tea."
    (found,) = guard.examine(text, person_names=NAMES)
    assert text[found.start : found.end] == found.passage == "she is fine"
