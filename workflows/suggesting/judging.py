"""Judges an answer entry by entry: known lines, allowed kinds, its own sources, the guard. Refused ones stay to be seen."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from engine import kinds
from engine.model_runs import SuggestionKind
from workflows.suggesting.answer import Answered, Entry, LineSaid, PlaceSaid, ReadingSaid, UpdateSaid
from workflows.suggesting.lines import SourceLine
from workflows.suggesting.wording import (
    Bench,
    cautions,
    fields_of,
    named_sources,
    order_cautions,
    ref_of,
    shown,
    whose_wish,
    wording,
)

WORDED_ONLY_BY_PEOPLE = frozenset(
    {"vision", "strength", "preference", "diagnosis", "assessment", "information", "consent"}
)

"""What a plan says about who the person is, and what clinicians find, is never worded by a model."""


_LABEL = re.compile(r"[A-Za-z]{1,3}\d{1,4}")


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
    line = bench.lines.get(ref_of(said.line))
    if line is None:
        refusals.append(f"It names a line that was never sent ({shown(said.line)}).")
    elif line.lineage:
        refusals.append(f"{line.ref} stands in the plan already.")
    if said.part not in _parts(bench):
        refusals.append(f"This plan has no part called {shown(said.part)}.")
    elif said.part == "vision" and line is not None and not line.is_quotation:
        refusals.append("Only captured words go into the vision; a line of the notes does not speak for the person.")
    section = said.part if said.part in _parts(bench) else ""
    if line is not None and (section, line.quote or line.text) in bench.standing:
        refusals.append("That stands in this part already.")
    first = kinds.shape_of(bench.plan_type, section).kinds[0] if section else ""
    return Judged(
        SuggestionKind.PLACE,
        section=section,
        item_kind=first,
        line=line,
        sources=(line.ref,) if line else (),
        refusals=tuple(refusals),
        cautions=order_cautions([line] if line else []),
    )


def _line(said: LineSaid, bench: Bench, before: Sequence[Judged]) -> Judged:
    refusals = _not_asked("lines", bench)
    section = said.part if said.part in _parts(bench) else ""
    kind = said.kind if said.kind in kinds.KINDS and said.kind != "section" else ""
    if not section:
        refusals.append(f"This plan has no part called {shown(said.part)}.")
    if not kind:
        refusals.append(f"There is no kind of line called {shown(said.kind)}.")
    elif kind in WORDED_ONLY_BY_PEOPLE:
        refusals.append(f"A {kinds.KINDS[kind].label.lower()} is worded by people only.")
    elif kind not in bench.prompt.kinds:
        refusals.append(f"This prompt does not ask for a {kinds.KINDS[kind].label.lower()}.")
    under = _under(said, bench, before)
    if section and kind and not _fits(kind, section, under, bench, before):
        refusals.append(f"A {kinds.KINDS[kind].label.lower()} does not stand there in this plan.")
    sources, missing = named_sources(said.sources, bench)
    fields, worded = fields_of(kind, said.fields, bench, sources)
    return Judged(
        SuggestionKind.LINE,
        section=section,
        item_kind=kind,
        label=said.label if _LABEL.fullmatch(said.label) else "",
        under=under,
        fields=fields,
        sources=tuple(line.ref for line in sources),
        refusals=tuple(dict.fromkeys([*refusals, *missing, *worded])),
        cautions=(*cautions(" ".join(fields.values()), sources, bench), *whose_wish(kind, sources)),
    )


def _update(said: UpdateSaid, bench: Bench) -> Judged:
    refusals = _not_asked("updates", bench)
    line = bench.lines.get(ref_of(said.line))
    if line is None or not line.lineage:
        refusals.append(f"It updates a line that the plan does not have ({shown(said.line)}).")
    elif line.kind in WORDED_ONLY_BY_PEOPLE and said.decision == "change":
        refusals.append(f"A {kinds.KINDS[line.kind].label.lower()} is worded by people only.")
    sources, missing = named_sources(said.sources, bench)
    wanted = [one for one in said.fields if one.text.strip()] if said.decision == "change" else []
    kind = line.kind if line else ""
    fields, worded = fields_of(kind, wanted, bench, sources)
    if said.decision == "change" and not fields:
        refusals.append("It says that the line changes, and not how it would read.")
    why, reasons = wording(said.why, bench, sources)
    return Judged(
        SuggestionKind.UPDATE,
        section=line.about if line else "",
        item_kind=kind,
        line=line,
        decision=said.decision,
        fields={**fields, "why": why},
        sources=tuple(one.ref for one in sources),
        refusals=tuple(dict.fromkeys([*refusals, *missing, *worded, *reasons])),
        cautions=cautions(" ".join(fields.values()), sources, bench),
    )


def _reading(said: ReadingSaid, bench: Bench) -> Judged:
    refusals = _not_asked("reading", bench)
    line = bench.lines.get(ref_of(said.about)) if said.about.strip() else None
    if said.about.strip() and line is None:
        refusals.append(f"It speaks of a line that was never sent ({shown(said.about)}).")
    sources, missing = named_sources([*said.sources, *([line.ref] if line else [])], bench)
    text, reasons = wording(said.text, bench, sources)
    return Judged(
        SuggestionKind.READ,
        section=line.about if line else "",
        line=line,
        fields={"text": text},
        sources=tuple(one.ref for one in sources),
        refusals=tuple(dict.fromkeys([*refusals, *missing, *reasons])),
        cautions=cautions(text, sources, bench, may_be_apart=True),
    )


def _not_asked(what: str, bench: Bench) -> list[str]:
    return [] if what in bench.prompt.asks_for else ["This prompt does not ask for this."]


def _parts(bench: Bench) -> set[str]:
    return {shape.key for shape in kinds.SECTIONS[bench.plan_type]}


def _under(said: LineSaid, bench: Bench, before: Sequence[Judged]) -> str:
    named = said.under.strip()
    if not named:
        return ""
    line = bench.lines.get(ref_of(named))
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
