"""The shape an answer must have, for the server's structured output and for reading whatever came back."""

import json
import re
from dataclasses import dataclass, field
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, ValidationError

from engine.refusals import Refusal
from engine.sayings import say

LONGEST = 400_000
"""Characters of an answer that are read at all."""

MOST = 200
"""Entries of one answer."""

MOST_WORDING = 60_000
"""Characters of all its entries."""


class _Said(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class PlaceSaid(_Said):
    """A line goes into a part."""

    line: str
    part: str


class FieldSaid(_Said):
    """Wording for one field."""

    name: str
    text: str


class LineSaid(_Said):
    """A new line, worded."""

    label: str
    part: str
    kind: str
    under: str
    fields: list[FieldSaid]
    sources: list[str]


class UpdateSaid(_Said):
    """What to do with a line of the plan."""

    line: str
    decision: Literal["keep", "change", "retire"]
    fields: list[FieldSaid]
    why: str
    sources: list[str]


class ReadingSaid(_Said):
    """Something for staff to read."""

    about: str
    text: str
    sources: list[str]


class AnswerSaid(_Said):
    """A whole answer."""

    places: list[PlaceSaid]
    lines: list[LineSaid]
    updates: list[UpdateSaid]
    reading: list[ReadingSaid]


Entry = PlaceSaid | LineSaid | UpdateSaid | ReadingSaid

_SHAPES: dict[str, type[_Said]] = {
    "places": PlaceSaid,
    "lines": LineSaid,
    "updates": UpdateSaid,
    "reading": ReadingSaid,
}
_FENCE = re.compile(r"^\s*```[a-z]*\s*\n(.*)\n\s*```\s*$", re.DOTALL)


@dataclass(frozen=True)
class Answered:
    """The entries that have their shape, in order, and a sentence for each thing that has not."""

    entries: tuple[Entry, ...] = ()
    passed_over: tuple[str, ...] = ()
    named: frozenset[str] = field(default_factory=frozenset)


def schema() -> dict[str, Any]:
    """As a server takes it: every field required, nothing besides."""
    return AnswerSaid.model_json_schema()


def read_answer(text: str) -> Answered:
    """What an answer holds. Raises Refusal when it is no answer of ours at all; a wrong entry is passed over by name."""
    said = _parsed(text)
    entries: list[Entry] = []
    passed: list[str] = []
    size = 0
    for name in said.keys() - _SHAPES.keys():
        passed.append(f"The answer holds “{_short(name)}”, which nobody asked for. It was passed over.")
    for name, shape in _SHAPES.items():
        rows = said.get(name, [])
        if not isinstance(rows, list):
            passed.append(f"“{name}” in the answer is no list. It was passed over.")
            continue
        for number, row in enumerate(rows, 1):
            size += len(json.dumps(row, ensure_ascii=False))
            if len(entries) >= MOST or size > MOST_WORDING:
                passed.append(
                    f"The answer holds more than {MOST} entries or {MOST_WORDING:,} characters. The rest was passed over."
                )
                break
            try:
                entries.append(shape.model_validate(row))  # type: ignore[arg-type]
            except ValidationError:
                passed.append(f"Entry {number} of “{name}” has another shape than it should. It was passed over.")
    if not entries and not any(isinstance(said.get(name), list) for name in _SHAPES):
        raise Refusal(_OTHER_SHAPE)
    return Answered(tuple(entries), tuple(passed))


def _parsed(text: str) -> dict[str, Any]:
    if len(text) > LONGEST:
        raise Refusal(
            say(
                "The answer is longer than %(most)s characters, so it was not read. Nothing was taken from it.",
                most=f"{LONGEST:,}",
            )
        )
    bare = text.strip().removeprefix("\ufeff")
    if fenced := _FENCE.match(bare):
        bare = fenced.group(1)
    first, last = bare.find("{"), bare.rfind("}")
    if first < 0:
        raise Refusal(_OTHER_SHAPE)
    try:
        said = json.loads(bare[first : last + 1] if last > first else bare[first:], parse_constant=_no_number)
    except (ValueError, RecursionError):
        whole = bare.count("{") == bare.count("}") and bare.endswith(("}", "```"))
        raise Refusal(_OTHER_SHAPE if whole else _CUT_OFF) from None
    if not isinstance(said, dict):
        raise Refusal(_OTHER_SHAPE)
    return said


def _no_number(_said: str) -> Any:
    raise ValueError


def _short(name: object) -> str:
    return "".join(letter for letter in str(name) if letter.isprintable() and letter not in "<>“”\"'")[:30]


_OTHER_SHAPE = say(
    "The answer has another shape than the prompt asks for, so nothing was taken from it. Ask again, or go on without a model."
)
_CUT_OFF = say("The answer stops in the middle, so nothing was taken from it. Ask again, or go on without a model.")
