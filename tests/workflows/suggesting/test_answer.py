"""Reading an answer: whatever comes, it is read, passed over by name, or refused in a sentence."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine import guard
from engine.refusals import Refusal
from workflows.deidentifying.known import Known
from workflows.deidentifying.second_look import SecondLook
from workflows.suggesting.answer import LONGEST, AnswerSaid, read_answer, schema
from workflows.suggesting.guarding import Captured
from workflows.suggesting.judging import judge
from workflows.suggesting.lines import SourceLine
from workflows.suggesting.prompts import ORDER, prompt
from workflows.suggesting.wording import Bench

LINES = {
    "Q1": SourceLine(
        "Q1", "quotation", "I want a dog", whose="the person", quote="0190b1f0-0000-7000-8000-000000000001"
    ),
    "N1": SourceLine("N1", "note", "Needs help with the bus", about="needs"),
    "P1": SourceLine(
        "P1", "line of the plan", "Need: Money", kind="need", lineage="0190b1f0-0000-7000-8000-000000000002"
    ),
}


def bench(key: str = "isp_from_notes") -> Bench:
    captured = Captured(guard.known([]), ("Dee",))
    return Bench(prompt(key), "isp", LINES, {"Q1": "I want a dog"}, {"[PERSON]": "Dee"}, SecondLook(Known()), captured)


def test_the_schema_names_every_field_as_required_and_allows_no_other() -> None:
    whole = schema()
    for shape in (whole, *whole["$defs"].values()):
        assert shape["additionalProperties"] is False
        assert set(shape["required"]) == set(shape["properties"])
    assert set(whole["properties"]) == set(AnswerSaid.model_fields)


WORDS = st.one_of(
    st.text(max_size=30), st.sampled_from(["Q1", "N1", "P1", "needs", "need", "text", "keep", "[PERSON]", "bus"])
)
FIELD = st.fixed_dictionaries({"name": WORDS, "text": WORDS})
ENTRIES = st.one_of(
    st.fixed_dictionaries({"line": WORDS, "part": WORDS}),
    st.fixed_dictionaries(
        {"label": WORDS, "part": WORDS, "kind": WORDS, "under": WORDS, "fields": st.lists(FIELD, max_size=3), "sources": st.lists(WORDS, max_size=3)}
    ),
    st.fixed_dictionaries(
        {"line": WORDS, "decision": st.sampled_from(["keep", "change", "retire", "x"]), "fields": st.lists(FIELD, max_size=2), "why": WORDS, "sources": st.lists(WORDS, max_size=2)}
    ),
    st.fixed_dictionaries({"about": WORDS, "text": WORDS, "sources": st.lists(WORDS, max_size=2)}),
    st.none(),
    st.integers(),
    WORDS,
)  # fmt: skip
LISTS = st.dictionaries(
    st.sampled_from(["places", "lines", "updates", "reading", "more"]), st.lists(ENTRIES, max_size=4)
)


@given(LISTS, st.sampled_from(ORDER))
def test_any_entries_are_judged_and_what_waits_names_a_line_that_was_sent(said: dict[str, object], key: str) -> None:
    try:
        answered = read_answer(json.dumps(said))
    except Refusal:
        return
    for one in judge(answered, bench(key)):
        if not one.refusals:
            assert set(one.sources) <= set(LINES)
            assert one.sources
            assert not any("“" in text or "”" in text or '"' in text for text in one.fields.values())


@given(st.text(max_size=200))
def test_any_text_is_read_or_refused_in_a_sentence(text: str) -> None:
    try:
        entries = read_answer(text).entries
    except Refusal as refusal:
        said = refusal.message
    else:
        said = "." if isinstance(entries, tuple) else ""
    assert said.endswith(".")


def test_an_answer_that_is_too_long_is_not_read() -> None:
    with pytest.raises(Refusal, match="longer than"):
        read_answer("{" + " " * LONGEST)


def test_more_entries_than_anybody_would_read_are_passed_over() -> None:
    many = [{"line": f"N{number}", "part": "needs"} for number in range(300)]
    answered = read_answer(json.dumps({"places": many}))
    assert len(answered.entries) == 200
    assert "The rest was passed over" in answered.passed_over[0]
