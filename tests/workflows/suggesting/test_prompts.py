"""The prompts: each whole, each pinned to its version, and none copied together from nowhere."""

import re

import pytest

from engine import kinds
from engine.refusals import NotFound, Refusal
from workflows.suggesting.judging import WORDED_ONLY_BY_PEOPLE
from workflows.suggesting.prompts import FOLDER, ORDER, prompt, prompts, rules

PINNED = {
    # A changed text is a new version: raise the number in the file, then the digest here.
    "isp_from_notes": (1, "0f74db238d7a517c"),
    "smart_goals": (1, "f014faf8e481e89c"),
    "adolescent": (1, "3d97f0b406d547d3"),
    "funder": (1, "9f0bd7cd08dbc138"),
    "update": (1, "28ad46a80eea52e3"),
    "golden_thread": (1, "c1254bb07f902a0c"),
    "coordination": (1, "8d2f80413159792d"),
}


@pytest.mark.parametrize("key", ORDER)
def test_a_changed_text_is_a_new_version(key: str) -> None:
    assert (prompt(key).version, prompt(key).digest[:16]) == PINNED[key]


def test_every_file_is_offered_and_nothing_else() -> None:
    assert {path.stem for path in FOLDER.glob("*.toml")} == set(prompts())
    with pytest.raises(NotFound):
        prompt("../rules")


@pytest.mark.parametrize("key", ORDER)
def test_a_prompt_says_what_it_is_for_and_asks_only_for_what_a_model_may_word(key: str) -> None:
    found = prompt(key)
    assert found.purpose.endswith(".")
    assert found.good_for.endswith(".")
    assert found.look_out.endswith(".")
    assert set(found.kinds) <= set(kinds.KINDS) - WORDED_ONLY_BY_PEOPLE
    assert bool(found.kinds) == ("lines" in found.asks_for)
    assert set(re.findall(r"\{\{(\w+)\}\}", found.body)) == {parameter.key for parameter in found.parameters}


def test_what_is_filled_in_is_text_and_never_another_hole() -> None:
    filled = prompt("funder").filled({"funder": "{{requirements}}", "requirements": "Link each goal."})
    assert "is paid for by: {{requirements}}." in filled
    with pytest.raises(Refusal, match="Fill in “Which funder"):
        prompt("funder").filled({"requirements": "x"})
    with pytest.raises(Refusal, match="longer than 8,000"):
        prompt("funder").filled({"funder": "x", "requirements": "x" * 8_001})


def test_the_rules_ask_for_references_and_never_for_words() -> None:
    for wanted in ("no quotation marks", "sources", "still only material", "tokens"):
        assert wanted in rules()
