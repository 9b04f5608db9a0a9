"""Prompts as they stand in their files: versioned, readable, with parameters; filled in without touching anything else."""

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from engine.canonical import digest
from engine.refusals import NotFound, Reason, Refusal
from engine.sayings import say
from engine.words import exactly

FOLDER = Path(__file__).resolve().parent.parent / "prompts"
ORDER = ("isp_from_notes", "smart_goals", "adolescent", "funder", "update", "golden_thread", "coordination")
LONGEST_PARAMETER = 8_000

_HOLE = re.compile(r"\{\{([a-z_]+)\}\}")


@dataclass(frozen=True)
class Parameter:
    """One thing that whoever asks fills in."""

    key: str
    label: str
    hint: str = ""
    default: str = ""
    required: bool = False
    long: bool = False


@dataclass(frozen=True)
class Prompt:
    """One prompt. `digest` is that of its file and of the rules, so that a run says exactly what was asked."""

    key: str
    name: str
    version: int
    plan_types: tuple[str, ...]
    draws_on: tuple[str, ...]
    asks_for: tuple[str, ...]
    kinds: tuple[str, ...]
    every_part: bool
    purpose: str
    good_for: str
    look_out: str
    parameters: tuple[Parameter, ...]
    body: str
    digest: str

    def filled(self, given: Mapping[str, str]) -> str:
        """The text with its parameters. Raises Refusal for one that is missing or too long."""
        values = {parameter.key: _value(parameter, given.get(parameter.key, "")) for parameter in self.parameters}
        return _HOLE.sub(lambda hole: values[hole.group(1)], self.body).strip()


@lru_cache
def prompts() -> Mapping[str, Prompt]:
    """All prompts by key, in the order in which they are offered."""
    return {key: _read(key) for key in ORDER}


def prompt(key: str) -> Prompt:
    """The prompt of that key. Raises NotFound."""
    if key not in prompts():
        raise NotFound
    return prompts()[key]


@lru_cache
def rules() -> str:
    """What holds for every prompt."""
    return _unwrapped((FOLDER / "rules.md").read_text(encoding="utf-8"))


def _read(key: str) -> Prompt:
    written = (FOLDER / f"{key}.toml").read_bytes()
    said = tomllib.loads(written.decode("utf-8"))
    parameters = tuple(Parameter(**one) for one in said["parameters"])
    return Prompt(
        key=key,
        name=said["name"],
        version=said["version"],
        plan_types=tuple(said["plan_types"]),
        draws_on=tuple(said["from"]),
        asks_for=tuple(said["asks_for"]),
        kinds=tuple(said["kinds"]),
        every_part=said["every_part"],
        purpose=" ".join(said["purpose"].split()),
        good_for=said["good_for"],
        look_out=said["look_out"],
        parameters=parameters,
        body=_unwrapped(said["body"]),
        digest=digest(written + rules().encode("utf-8")).hex(),
    )


def _unwrapped(text: str) -> str:
    """A paragraph on one line, as it is sent and shown; the files break lines for whoever edits them."""
    return re.sub(r"(?<=\S)\n(?: {3}(?=[a-z])|(?=[^\s\-{\d]))", " ", text).strip()


def _value(parameter: Parameter, given: str) -> str:
    value = exactly(given or "", about=parameter.key).strip()
    if parameter.required and not value:
        raise Refusal(
            reasons=[
                Reason(
                    "missing",
                    say("Fill in “%(label)s”. The prompt cannot be made without it.", label=parameter.label),
                    parameter.key,
                )
            ]
        )
    if len(value) > LONGEST_PARAMETER:
        raise Refusal(
            reasons=[
                Reason(
                    "long",
                    say(
                        "“%(label)s” is longer than %(most)s characters. Shorten it.",
                        label=parameter.label,
                        most=f"{LONGEST_PARAMETER:,}",
                    ),
                    parameter.key,
                )
            ]
        )
    return value
