"""The rules: an item's staff text as Easy Read lines. Pure, so that the same text always gives the same lines."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from engine import guard, kinds
from engine.easy_read import BY_RULES, Draft
from workflows.easyread.days import with_days_written_out, written_out
from workflows.easyread.hard_words import in_easier_words, spoken_language
from workflows.easyread.lead_ins import LEAD_INS, LEFT_OUT
from workflows.easyread.sentences import ideas

Suggest = Callable[[str], str]
"""The key of a picture that fits a line, or nothing. The set of pictures is the door's."""


IN_POINTS = frozenset({"choice", "as_now"})
"""Kinds that are written in short points already, and shown in two columns: they have no lines of their own."""


def drafts_for(kind: str, details: Mapping[str, Any], language: str, suggest: Suggest) -> list[Draft]:
    """The lines of one item. A sentence that points to the person's words is left out: those stand above, as they are."""
    if kind in IN_POINTS:
        return []
    language = spoken_language(language)
    texts = [
        line
        for field in kinds.typed_fields(kind)
        if f"{kind}.{field}" not in LEFT_OUT and details.get(field) not in ("", None)
        for line in _of_field(kind, field, str(details[field]), language)
    ]
    return [Draft(text, suggest(text), BY_RULES) for text in texts]


def _of_field(kind: str, field: str, value: str, language: str) -> list[str]:
    lead = LEAD_INS.get(f"{kind}.{field}", {}).get(language, "")
    if field not in kinds.staff_fields(kind):
        said = written_out(date.fromisoformat(value), language) if len(value) == 10 else value
        return [lead.format(said) + "."] if lead else [said]
    lines = [line for idea in ideas(in_easier_words(value, language)) for line in _kept(idea, language)]
    if not lines:
        return []
    if "{}" in lead:
        first = lines[0] if value[:1].isupper() else lines[0][:1].lower() + lines[0][1:]
        return [lead.format(first), *lines[1:]]
    return [lead, *lines] if lead else lines


def _kept(idea: str, language: str) -> list[str]:
    if guard.references(idea):
        return []
    return [with_days_written_out(idea, language)]
