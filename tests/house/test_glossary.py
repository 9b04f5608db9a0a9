"""One word for each idea: what the glossary says never to write is in no page."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
GLOSSARY = (ROOT / "docs/glossary.md").read_text()
NOT_SHOWN = re.compile(r"{#.*?#}|<!--.*?-->|<(?:style|script)\b.*?</(?:style|script)>|<[^>]*>", re.DOTALL)
STATEMENT = re.compile(r"{%.*?%}|{{.*?}}", re.DOTALL)
QUOTED = re.compile(r"\"([^\"]*)\"|'([^']*)'")


def words_to_avoid() -> list[str]:
    rows = [line.strip("|").split("|") for line in GLOSSARY.splitlines() if line.startswith("|")][2:]
    avoided = [word.strip() for row in rows for word in row[2].split(",")]
    also = GLOSSARY.split("never, anywhere on a page:")[1].strip().rstrip(".").split(", ")
    return [word for word in (*avoided, *also) if word]


def shown_by(template: str) -> Iterator[str]:
    """The words of a page: its text, and the sentences inside its expressions (those with a space in them)."""
    yield NOT_SHOWN.sub(" ", STATEMENT.sub(" ", template))
    for statement in STATEMENT.findall(template):
        yield from (first or second for first, second in QUOTED.findall(statement) if " " in (first or second))


def found_in(template: str) -> list[str]:
    texts = list(shown_by(template))
    return [
        word
        for word in words_to_avoid()
        if any(re.search(rf"(?<![\w-]){re.escape(word)}(?![\w-])", text, re.IGNORECASE) for text in texts)
    ]


@pytest.mark.parametrize(
    "path", sorted((ROOT / "web/templates").rglob("*.html")), ids=lambda path: str(path.relative_to(ROOT))
)
def test_a_page_uses_the_words_of_the_glossary(path: Path) -> None:
    assert not found_in(path.read_text()), "docs/glossary.md says which word to use instead."


def test_the_rule_finds_what_it_forbids() -> None:
    assert found_in("<p>{{ _('Your client is here') }}</p>") == ["client"]
    assert found_in("<p>Sorry, that is invalid.</p>") == ["invalid", "sorry"]
    assert found_in("<p class='client'>{# the client #}{{ client.name }}</p>") == []


def test_the_glossary_names_each_idea_once() -> None:
    words = [
        word.strip()
        for line in GLOSSARY.splitlines()
        if line.startswith("| ")
        for word in line.split("|")[1].split(",")
    ]
    assert len(words) == len(set(words))
