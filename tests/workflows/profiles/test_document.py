"""docs/profiles.md tells the truth: every field and word is in it, and its examples are read without a problem."""

import re
from pathlib import Path

import pytest

from engine.kinds import SECTIONS
from workflows.profiles import SHIPPED, check
from workflows.profiles.fields import FIELDS
from workflows.profiles.words import (
    TRIGGERS,
    AnchorName,
    Capacity,
    CopyOf,
    CopyTo,
    Element,
    Method,
    Modifiable,
    OnLapse,
    OnObjection,
    OnRefusal,
    OnSilence,
    PlanRequired,
    RetentionAnchor,
    Satisfies,
    ScheduleKind,
    StartRule,
    Tag,
    Unit,
    When,
)

PAGE = (Path(__file__).parents[3] / "docs" / "profiles.md").read_text(encoding="utf-8")
ENUMS = (
    AnchorName, Capacity, CopyOf, CopyTo, Element, Method, Modifiable, OnLapse, OnObjection, OnRefusal, OnSilence,
    PlanRequired, RetentionAnchor, Satisfies, ScheduleKind, StartRule, Tag, Unit, When,
)  # fmt: skip
WORDS = [
    *FIELDS,
    *TRIGGERS,
    *(word.value for enum in ENUMS for word in enum),
    *(shape.key for shapes in SECTIONS.values() for shape in shapes),
    *(file.name for file in SHIPPED.rglob("*.toml")),
]


@pytest.mark.parametrize("word", sorted(set(WORDS)))
def test_the_page_explains_every_word_a_file_can_hold(word):
    assert re.search(rf"`[^`]*\b{re.escape(word)}\b[^`]*`|\[\[{re.escape(word)}\]\]", PAGE), word


@pytest.mark.parametrize("tag", Tag)
def test_the_page_shows_each_tag_in_the_words_that_are_printed(tag):
    assert any(line.startswith(f"| `{tag}` |") and line.endswith(f"| {tag.words} |") for line in PAGE.splitlines())


def test_the_examples_of_the_page_are_read_without_a_problem(tmp_path):
    silence, review, combined, lapse = re.findall(r"```toml\n(.*?)```", PAGE, re.DOTALL)
    text = (SHIPPED / "states" / "maine.toml").read_text(encoding="utf-8").replace('id = "maine"', 'id = "own"')
    for name, example in (("[on_lapse]", lapse), ("[[review_schedule]]", review)):
        start = text.index(name)
        end = text.find("\n[", start + 1)
        text = text[:start] + example + (text[end:] if end > 0 else "")
    text += '\n[sources.manual]\ntitle = "Manual"\n[sources.dhs35]\ntitle = "DHS 35"\n'
    start = text.index("[on_silence]")
    days = re.sub(r"(?m)^effective_.*\n", "", silence)
    text = text[:start] + days + text[text.index("\n[on_refusal]") :]
    file = tmp_path / "own.toml"
    file.write_text(text, encoding="utf-8")
    assert [str(problem) for problem in check(file)] == []
    file = tmp_path / "own_combined.toml"
    file.write_text(combined, encoding="utf-8")
    assert [str(problem) for problem in check(file)] == []
