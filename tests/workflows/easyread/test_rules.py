"""The rules: one idea a line, days written out, easier words; nothing of the person's words, and nothing lost."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.guard import reference
from engine.ids import new_id
from engine.kinds import KINDS, staff_fields
from workflows.easyread.days import with_days_written_out
from workflows.easyread.hard_words import hard_words, in_easier_words, parted
from workflows.easyread.lead_ins import LEAD_INS, LEFT_OUT
from workflows.easyread.rules import IN_POINTS, drafts_for
from workflows.easyread.sentences import ideas


def lines(kind: str, language: str = "en", **details: object) -> list[str]:
    return [draft.text for draft in drafts_for(kind, details, language, lambda _line: "")]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("She likes dogs. She works with Dr. Lee.", ["She likes dogs.", "She works with Dr. Lee."]),
        ("Take the bus at 9 a.m. with staff", ["Take the bus at 9 a.m. with staff."]),
        (
            "Rosa takes the bus, and she calls home first",
            ["Rosa takes the bus.", "She calls home first."],
        ),
        ("She likes dogs but she does not like noise.", ["She likes dogs.", "But she does not like noise."]),
        ("Salt and pepper", ["Salt and pepper."]),
        ("- one thing\n- another thing\n\n3. a third", ["One thing.", "Another thing.", "A third."]),
        ("Call her; knock first", ["Call her.", "Knock first."]),
        ("Le gusta el mar y ella va cada día.", ["Le gusta el mar.", "Ella va cada día."]),
        ("…", []),
    ],
)
def test_a_paragraph_becomes_one_idea_a_line(text: str, expected: list[str]) -> None:
    assert ideas(text) == expected


@given(st.text())
def test_no_word_of_a_text_is_lost_but_those_that_joined_two_ideas(text: str) -> None:
    left_out = {"and", "y"}
    # A bullet or a number at the start of a row is a mark of the list, not a word.
    rows = [re.sub(r"^\s*(?:[-*•–]|\d{1,2}[.)])\s+", "", row) for row in text.splitlines()]
    before = [
        word for word in re.findall(r"\w+", " ".join(rows)) if word.casefold() not in left_out and word.strip("_")
    ]
    after = [
        word
        for word in re.findall(r"\w+", " ".join(ideas(text)))
        if word.casefold() not in left_out and word.strip("_")
    ]
    assert [word.casefold() for word in after] == [word.casefold() for word in before]


@pytest.mark.parametrize(
    ("text", "language", "expected"),
    [
        ("by 2027-06-01", "en", "by June 1, 2027"),
        ("by 6/1/27", "en", "by June 1, 2027"),
        ("by 13/45/2027", "en", "by 13/45/2027"),
        ("el 2027-06-01", "es", "el 1 de junio de 2027"),
        ("el 1/6/2027", "es", "el 1/6/2027"),
    ],
)
def test_days_are_written_out_where_they_can_be_read_in_one_way(text: str, language: str, expected: str) -> None:
    assert with_days_written_out(text, language) == expected


def test_a_service_says_who_does_what_and_how_often_a_line_each() -> None:
    assert lines("service", name="Day program", provider="Harbor House", frequency="three days a week") == [
        "You get: Day program.",
        "Who does it: Harbor House.",
        "How often: three days a week.",
    ]


def test_an_outcome_in_spanish_has_its_beginnings_in_spanish() -> None:
    found = lines("outcome", "es", text="Un trabajo", how_we_will_know="Trabaja dos días", by_when="2027-06-01")
    assert found == [
        "Un trabajo.",
        "Sabremos que funciona cuando:",
        "Trabaja dos días.",
        "Lo queremos para el 1 de junio de 2027.",
    ]


def test_a_sentence_that_points_to_somebody_s_words_makes_no_line() -> None:
    text = f"She told us {reference(new_id())} in March. Staff knock first."
    assert lines("need", text=text) == ["Staff knock first."]


def test_a_code_and_a_rank_tell_a_reader_nothing() -> None:
    assert lines("diagnosis", text="Anxiety", code="F41.1") == ["The name for it is: Anxiety."]
    assert lines("problem", text="Sleep", rank=2) == ["Sleep."]


def test_every_beginning_is_of_a_field_there_is_and_has_both_languages() -> None:
    for name, words in LEAD_INS.items():
        kind, field = name.split(".")
        assert field in KINDS[kind].model_fields, name
        assert set(words) == {"en", "es"}
    assert all(name.split(".")[1] in KINDS[name.split(".")[0]].model_fields for name in LEFT_OUT)


def test_every_hard_word_means_something_in_both_languages_and_in_short_lines() -> None:
    for key, hard in hard_words().items():
        assert set(hard.words) == set(hard.means) == {"en", "es"}, key
        for line in (line for found in hard.means.values() for line in found):
            assert len(line.split()) <= 14, (key, line)


def test_no_hard_word_is_explained_by_the_word_itself_alone() -> None:
    for key, hard in hard_words().items():
        first = hard.means["en"][0].casefold()
        assert first.split()[0].strip(".") != key, key


@given(st.text())
def test_a_line_with_its_hard_words_apart_is_still_the_line(text: str) -> None:
    assert "".join(part.text for part in parted(text, "en")) == text


def test_a_hard_word_is_found_as_a_whole_word_the_longest_first_and_once() -> None:
    found = [(part.text, part.key) for part in parted("The service provider asks a provider about consenting.", "en")]
    assert [key for _text, key in found if key] == ["provider"]
    assert ("service provider", "provider") in found


def test_the_glossary_s_words_stand_instead_of_jargon() -> None:
    assert in_easier_words("Medication is given", "en") == "Medicine is given"
    assert "washing" in in_easier_words("She needs help with ADLs", "en")


def test_every_kind_with_text_gives_lines() -> None:
    for kind in KINDS:
        fields = [field for field in staff_fields(kind) if f"{kind}.{field}" not in LEFT_OUT]
        if kind != "section" and kind not in IN_POINTS:
            assert lines(kind, **dict.fromkeys(fields, "Something is here")), kind
