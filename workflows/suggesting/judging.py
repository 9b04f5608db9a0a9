"""Judges an answer entry by entry: known lines, allowed kinds, its own sources, the guard. Refused ones stay to be seen."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from engine import kinds
from engine.model_runs import SuggestionKind
from engine.refusals import Refusal
from engine.words import exactly
from workflows.deidentifying.known import Known
from workflows.deidentifying.second_look import left_in
from workflows.deidentifying.tokens import never_sent, put_back
from workflows.suggesting.answer import Answered, Entry, FieldSaid, LineSaid, PlaceSaid, ReadingSaid, UpdateSaid
from workflows.suggesting.guarding import Captured, refusals_of
from workflows.suggesting.lines import SourceLine
from workflows.suggesting.prompts import Prompt

LONGEST = 1_000
"""Characters of one field: a model writes short sentences."""

WORDED_ONLY_BY_PEOPLE = frozenset(
    {"vision", "strength", "preference", "diagnosis", "assessment", "information", "consent"}
)
"""What a plan says about who the person is, and what clinicians find, is never worded by a model."""

_LABEL = re.compile(r"[A-Za-z]{1,3}\d{1,4}")
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


@dataclass(frozen=True)
class Judged:
    """One suggestion as it will stand: with its names back, and every reason against it."""

    kind: SuggestionKind
    section: str = ""
    item_kind: str = ""
    label: str = ""
    under: str = ""
    line: SourceLine | None = None
    decision: str = ""
    fields: Mapping[str, str] = field(default_factory=dict)
    sources: tuple[str, ...] = ()
    refusals: tuple[str, ...] = ()
    cautions: tuple[str, ...] = ()


@dataclass(frozen=True)
class Bench:
    """What an answer is judged against."""

    prompt: Prompt
    plan_type: str
    lines: Mapping[str, SourceLine]
    words: Mapping[str, str]
    back: Mapping[str, str]
    known: Known
    captured: Captured


def judge(answered: Answered, bench: Bench) -> list[Judged]:
    """Every entry, in order; the same one twice only once."""
    judged: list[Judged] = []
    seen: set[str] = set()
    for entry in answered.entries:
        if (same := entry.model_dump_json()) in seen:
            continue
        seen.add(same)
        judged.append(_judge(entry, bench, judged))
    return judged


def lacking(judged: Sequence[Judged], bench: Bench) -> list[str]:
    """Titles of parts that were asked for and that the answer says nothing usable about. They stay empty."""
    if not bench.prompt.every_part:
        return []
    there = {one.section for one in judged if not one.refusals}
    return [shape.title for shape in kinds.SECTIONS[bench.plan_type] if shape.key not in there]


def _judge(entry: Entry, bench: Bench, before: Sequence[Judged]) -> Judged:
    if isinstance(entry, PlaceSaid):
        return _place(entry, bench)
    if isinstance(entry, LineSaid):
        return _line(entry, bench, before)
    if isinstance(entry, UpdateSaid):
        return _update(entry, bench)
    return _reading(entry, bench)


def _place(said: PlaceSaid, bench: Bench) -> Judged:
    refusals = _not_asked("places", bench)
    line = bench.lines.get(_ref(said.line))
    if line is None:
        refusals.append(f"It names a line that was never sent ({_shown(said.line)}).")
    elif line.lineage:
        refusals.append(f"{line.ref} stands in the plan already.")
    if said.part not in _parts(bench):
        refusals.append(f"This plan has no part called {_shown(said.part)}.")
    elif said.part == "vision" and line is not None and not line.is_quotation:
        refusals.append("Only captured words go into the vision; a line of the notes does not speak for the person.")
    section = said.part if said.part in _parts(bench) else ""
    first = kinds.shape_of(bench.plan_type, section).kinds[0] if section else ""
    return Judged(
        SuggestionKind.PLACE,
        section=section,
        item_kind=first,
        line=line,
        sources=(line.ref,) if line else (),
        refusals=tuple(refusals),
        cautions=_order_cautions([line] if line else []),
    )


def _line(said: LineSaid, bench: Bench, before: Sequence[Judged]) -> Judged:
    refusals = _not_asked("lines", bench)
    section = said.part if said.part in _parts(bench) else ""
    kind = said.kind if said.kind in kinds.KINDS and said.kind != "section" else ""
    if not section:
        refusals.append(f"This plan has no part called {_shown(said.part)}.")
    if not kind:
        refusals.append(f"There is no kind of line called {_shown(said.kind)}.")
    elif kind in WORDED_ONLY_BY_PEOPLE:
        refusals.append(f"A {kinds.KINDS[kind].label.lower()} is worded by people only.")
    elif kind not in bench.prompt.kinds:
        refusals.append(f"This prompt does not ask for a {kinds.KINDS[kind].label.lower()}.")
    under = _under(said, bench, before)
    if section and kind and not _fits(kind, section, under, bench, before):
        refusals.append(f"A {kinds.KINDS[kind].label.lower()} does not stand there in this plan.")
    sources, missing = _sources(said.sources, bench)
    fields, worded = _fields(kind, said.fields, bench, sources)
    return Judged(
        SuggestionKind.LINE,
        section=section,
        item_kind=kind,
        label=said.label if _LABEL.fullmatch(said.label) else "",
        under=under,
        fields=fields,
        sources=tuple(line.ref for line in sources),
        refusals=tuple(dict.fromkeys([*refusals, *missing, *worded])),
        cautions=(*_cautions(" ".join(fields.values()), sources, bench), *_whose_wish(kind, sources)),
    )


def _update(said: UpdateSaid, bench: Bench) -> Judged:
    refusals = _not_asked("updates", bench)
    line = bench.lines.get(_ref(said.line))
    if line is None or not line.lineage:
        refusals.append(f"It updates a line that the plan does not have ({_shown(said.line)}).")
    elif line.kind in WORDED_ONLY_BY_PEOPLE and said.decision == "change":
        refusals.append(f"A {kinds.KINDS[line.kind].label.lower()} is worded by people only.")
    sources, missing = _sources(said.sources, bench)
    wanted = [one for one in said.fields if one.text.strip()] if said.decision == "change" else []
    kind = line.kind if line else ""
    fields, worded = _fields(kind, wanted, bench, sources)
    if said.decision == "change" and not fields:
        refusals.append("It says that the line changes, and not how it would read.")
    why, reasons = _wording(said.why, bench, sources)
    return Judged(
        SuggestionKind.UPDATE,
        section=line.about if line else "",
        item_kind=kind,
        line=line,
        decision=said.decision,
        fields={**fields, "why": why},
        sources=tuple(one.ref for one in sources),
        refusals=tuple(dict.fromkeys([*refusals, *missing, *worded, *reasons])),
        cautions=_cautions(" ".join(fields.values()), sources, bench),
    )


def _reading(said: ReadingSaid, bench: Bench) -> Judged:
    refusals = _not_asked("reading", bench)
    line = bench.lines.get(_ref(said.about)) if said.about.strip() else None
    if said.about.strip() and line is None:
        refusals.append(f"It speaks of a line that was never sent ({_shown(said.about)}).")
    sources, missing = _sources([*said.sources, *([line.ref] if line else [])], bench)
    text, reasons = _wording(said.text, bench, sources)
    return Judged(
        SuggestionKind.READ,
        section=line.about if line else "",
        line=line,
        fields={"text": text},
        sources=tuple(one.ref for one in sources),
        refusals=tuple(dict.fromkeys([*refusals, *missing, *reasons])),
        cautions=_cautions(text, sources, bench, may_be_apart=True),
    )


def _not_asked(what: str, bench: Bench) -> list[str]:
    return [] if what in bench.prompt.asks_for else ["This prompt does not ask for this."]


def _parts(bench: Bench) -> set[str]:
    return {shape.key for shape in kinds.SECTIONS[bench.plan_type]}


def _ref(said: str) -> str:
    return said.strip().strip("[]").upper()


def _shown(said: str) -> str:
    bare = "".join(letter for letter in said if letter.isprintable())[:40].strip()
    return f"“{bare}”" if bare else "nothing"


def _under(said: LineSaid, bench: Bench, before: Sequence[Judged]) -> str:
    named = said.under.strip()
    if not named:
        return ""
    line = bench.lines.get(_ref(named))
    if line is not None and line.lineage:
        return line.lineage
    return named if any(one.label == named and not one.refusals for one in before) else "?"


def _fits(kind: str, section: str, under: str, bench: Bench, before: Sequence[Judged]) -> bool:
    if not under:
        return kind in kinds.shape_of(bench.plan_type, section).kinds
    above = next((one.item_kind for one in before if one.label == under), "") or next(
        (line.kind for line in bench.lines.values() if line.lineage == under), ""
    )
    return kind in kinds.CHILDREN.get(above, ())


def _sources(said: Sequence[str], bench: Bench) -> tuple[list[SourceLine], list[str]]:
    refs = list(dict.fromkeys(_ref(one) for one in said))
    unknown = [ref for ref in refs if ref not in bench.lines]
    found = [bench.lines[ref] for ref in refs if ref in bench.lines]
    missing = [f"It names a line that was never sent ({_shown(ref)})." for ref in unknown]
    if not refs:
        missing.append("It names no line it rests on, so nobody can see where it comes from.")
    return found, missing


def _fields(
    kind: str, said: Sequence[FieldSaid], bench: Bench, sources: Sequence[SourceLine]
) -> tuple[dict[str, str], list[str]]:
    allowed = kinds.staff_fields(kind) if kind else []
    fields: dict[str, str] = {}
    refusals: list[str] = []
    for one in said:
        text, reasons = _wording(one.text, bench, sources, empty=True)
        refusals += reasons
        if kind and one.name not in allowed:
            refusals.append(f"A {kinds.KINDS[kind].label.lower()} has no field called {_shown(one.name)}.")
        elif one.name in fields:
            refusals.append(f"It words {_shown(one.name)} twice.")
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


def _wording(said: str, bench: Bench, sources: Sequence[SourceLine], *, empty: bool = False) -> tuple[str, list[str]]:
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
    for found in left_in(said, bench.known):
        refusals.append(f"It holds {found.what} that was never sent ({found.text[:40]}).")
    text = put_back(said, bench.back)
    texts = [bench.words.get(line.ref, line.text) for line in sources]
    refusals += refusals_of(text, bench.captured, texts)
    return text, refusals


def _rests_on(text: str, sources: Sequence[SourceLine], bench: Bench) -> bool:
    there = {stem for line in sources for stem in _stems(bench.words.get(line.ref, line.text))}
    return bool(_stems(text) & there) or not _stems(text)


def _cautions(text: str, sources: Sequence[SourceLine], bench: Bench, *, may_be_apart: bool = False) -> tuple[str, ...]:
    found = list(_order_cautions(sources))
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


def _whose_wish(kind: str, sources: Sequence[SourceLine]) -> tuple[str, ...]:
    if kind not in ("outcome", "goal") or any(line.whose.startswith("the person") for line in sources):
        return ()
    return ("None of the person’s own words are among the lines it names. Ask whether this is what they want.",)


def _order_cautions(sources: Sequence[SourceLine]) -> tuple[str, ...]:
    orders = [line.ref for line in sources if line.reads_like_an_order]
    if not orders:
        return ()
    return (
        f"{', '.join(orders)} reads like an order to a program. It was sent as a line of the notes, like any other.",
    )


def _stems(text: str) -> set[str]:
    """Words that carry something, cut to their beginning so that endings do not matter."""
    words = re.findall(r"[^\W\d_]{3,}", text.casefold())
    return {word[:5] for word in words if word not in _SMALL}
