"""Wording of an answer, field by field: its names put back, what speaks against it, and what to look at twice."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from engine import kinds
from engine.refusals import Refusal
from engine.words import exactly
from workflows.deidentifying.second_look import SecondLook
from workflows.deidentifying.tokens import never_sent, put_back
from workflows.suggesting.answer import FieldSaid
from workflows.suggesting.guarding import Captured, refusals_of
from workflows.suggesting.lines import SourceLine
from workflows.suggesting.prompts import Prompt


@dataclass(frozen=True)
class Bench:
    """What an answer is judged against."""

    prompt: Prompt
    plan_type: str
    lines: Mapping[str, SourceLine]
    words: Mapping[str, str]
    back: Mapping[str, str]
    look: SecondLook
    captured: Captured
    standing: frozenset[tuple[str, str]] = frozenset()
    """What stands in the draft already: a part with the id of words shown there, or with the text of a line."""


LONGEST = 1_000
"""Characters of one field: a model writes short sentences."""

_NUMBER = re.compile(r"\d+(?:[.,]\d+)?")
_SMALL = frozenset(
    [
        "the",
        "a",
        "an",
        "and",
        "or",
        "of",
        "to",
        "in",
        "on",
        "at",
        "for",
        "with",
        "by",
        "from",
        "as",
        "is",
        "are",
        "be",
        "will",
        "can",
        "may",
        "not",
        "no",
        "that",
        "this",
        "these",
        "those",
        "it",
        "its",
        "their",
        "his",
        "her",
        "they",
        "them",
        "who",
        "how",
        "when",
        "where",
        "what",
        "which",
        "one",
        "two",
        "each",
        "every",
        "any",
        "all",
        "more",
        "most",
        "other",
        "than",
        "then",
        "so",
        "if",
        "up",
        "out",
        "over",
        "per",
        "about",
        "into",
        "after",
        "before",
        "during",
        "while",
        "new",
        "plan",
        "staff",
        "person",
        "support",
        "supports",
        "help",
        "helps",
        "person's",
        "need",
        "needs",
    ]
)


def fields_of(
    kind: str, said: Sequence[FieldSaid], bench: Bench, sources: Sequence[SourceLine]
) -> tuple[dict[str, str], list[str]]:
    allowed = kinds.staff_fields(kind) if kind else []
    fields: dict[str, str] = {}
    refusals: list[str] = []
    for one in said:
        text, reasons = wording(one.text, bench, sources, empty=True)
        refusals += reasons
        if kind and one.name not in allowed:
            refusals.append(f"A {kinds.KINDS[kind].label.lower()} has no field called {shown(one.name)}.")
        elif one.name in fields:
            refusals.append(f"It words {shown(one.name)} twice.")
        else:
            fields[one.name[:60]] = text
    if not any(text.strip() for text in fields.values()) and said:
        refusals.append("It holds no wording.")
    if kind and not refusals:
        try:
            kinds.checked(kind, fields)
        except Refusal as refusal:
            refusals += [reason.text for reason in refusal.reasons]
    worded = " ".join(fields.values())
    if worded.strip() and sources and not _rests_on(worded, sources, bench):
        refusals.append(
            "Not one word of it stands in the lines it names: this was made up, or rests on something else."
        )
    return fields, refusals


def wording(said: str, bench: Bench, sources: Sequence[SourceLine], *, empty: bool = False) -> tuple[str, list[str]]:
    """The wording with its names back, and why it may not stand."""
    refusals: list[str] = []
    try:
        exactly(said)
    except Refusal:
        said = "".join(letter for letter in said if letter.isprintable())
        refusals.append("It holds characters that cannot be kept in a document.")
    if not said.strip() and not empty:
        refusals.append("It holds no wording.")
    if len(said) > LONGEST:
        refusals.append(f"It is longer than {LONGEST:,} characters.")
        said = said[:LONGEST]
    for token in never_sent(said, bench.back):
        refusals.append(f"It holds {token}, which was never sent.")
    for found in bench.look.left(said):
        refusals.append(f"It holds {found.what} that was never sent ({found.text[:40]}).")
    text = put_back(said, bench.back)
    texts = [bench.words.get(line.ref, line.text) for line in sources]
    refusals += refusals_of(text, bench.captured, texts)
    return text, refusals


def named_sources(said: Sequence[str], bench: Bench) -> tuple[list[SourceLine], list[str]]:
    refs = list(dict.fromkeys(ref_of(one) for one in said))
    unknown = [ref for ref in refs if ref not in bench.lines]
    found = [bench.lines[ref] for ref in refs if ref in bench.lines]
    missing = [f"It names a line that was never sent ({shown(ref)})." for ref in unknown]
    if not refs:
        missing.append("It names no line it rests on, so nobody can see where it comes from.")
    return found, missing


def cautions(text: str, sources: Sequence[SourceLine], bench: Bench, *, may_be_apart: bool = False) -> tuple[str, ...]:
    found = list(order_cautions(sources))
    there = " ".join(bench.words.get(line.ref, line.text) for line in sources)
    numbers = [number for number in _NUMBER.findall(text) if number not in _NUMBER.findall(there)]
    if numbers and not may_be_apart:
        found.append(
            f"No line it names holds this number: {', '.join(dict.fromkeys(numbers))}. Ask where it comes from."
        )
    stems = _stems(text)
    if not may_be_apart and len(stems) >= 6 and len(stems & _stems(there)) < 2:
        found.append("It has little in common with the lines it names. Compare them.")
    return tuple(found)


def whose_wish(kind: str, sources: Sequence[SourceLine]) -> tuple[str, ...]:
    if kind not in ("outcome", "goal") or any(line.whose.startswith("the person") for line in sources):
        return ()
    return ("None of the person’s own words are among the lines it names. Ask whether this is what they want.",)


def order_cautions(sources: Sequence[SourceLine]) -> tuple[str, ...]:
    orders = [line.ref for line in sources if line.reads_like_an_order]
    if not orders:
        return ()
    return (
        f"{', '.join(orders)} reads like an order to a program. It was sent as a line of the notes, like any other.",
    )


def _rests_on(text: str, sources: Sequence[SourceLine], bench: Bench) -> bool:
    there = {stem for line in sources for stem in _stems(bench.words.get(line.ref, line.text))}
    return bool(_stems(text) & there) or not _stems(text)


def _stems(text: str) -> set[str]:
    """Words that carry something, cut to their beginning so that endings do not matter."""
    words = re.findall(r"[^\W\d_]{3,}", text.casefold())
    return {word[:5] for word in words if word not in _SMALL}


def shown(said: str) -> str:
    bare = "".join(letter for letter in said if letter.isprintable())[:40].strip()
    return f"“{bare}”" if bare else "nothing"


def ref_of(said: str) -> str:
    return said.strip().strip("[]").upper()
