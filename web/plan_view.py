"""A version's text as pages show it: parts, lines, the words that stand with them, and staff text that points to them."""

import dataclasses
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from uuid import UUID

from sqlmodel import Session

from engine import kinds
from engine.easy_read import BY_RULES
from engine.items import Item
from engine.own_pictures import gone_among
from engine.plans import Plan
from engine.quotes import Spoken, quotes_by_id
from engine.shown_beside import as_shown
from engine.versions import Version
from web.papers.guarded import Guarded, guarded
from web.wording import day
from workflows.content import read_content
from workflows.suggesting.disclosing import Helped, helped_parts


@dataclass(frozen=True)
class EasyView:
    """One Easy Read line, with the key of its picture."""

    text: str
    symbol: str
    by_rules: bool


@dataclass(frozen=True)
class LineView:
    """One line: what it is, its fields as (name, words), the quotes shown with it, and what stands under it."""

    id: UUID
    lineage_id: UUID
    kind: str
    label: str
    fields: tuple[tuple[str, str], ...]
    quotes: tuple[Spoken, ...]
    children: tuple["LineView", ...]
    values: Mapping[str, str] = dataclasses.field(default_factory=dict)
    """The same words as in `fields`, by the field's own name."""
    easy: tuple[EasyView, ...] = ()

    @property
    def lead(self) -> str:
        """The first words of the line, for lists and headings."""
        return self.fields[0][1] if self.fields else ""


@dataclass(frozen=True)
class SectionView:
    """A part of the plan, with its name for staff and in the person's terms."""

    lineage_id: UUID
    key: str
    title: str
    for_the_person: str
    lines: tuple[LineView, ...]
    quotes: tuple[Spoken, ...]
    helped: Helped | None = None
    """Where a model helped; None says that people wrote this part alone."""
    others_helped: bool = False
    """Whether a model helped anywhere in this version, so that each part says whether it did."""

    @property
    def all_quotes(self) -> tuple[Spoken, ...]:
        """Every quote in the part, once, in order."""
        found = list(self.quotes)
        waiting = list(self.lines)
        while waiting:
            line = waiting.pop(0)
            found += line.quotes
            waiting = [*line.children, *waiting]
        return tuple(dict.fromkeys(found))


def version_view(session: Session, plan: Plan, version: Version, *, private_too: bool = False) -> list[SectionView]:
    """Every part of a version, in order. `private_too` is for the person's own room alone."""
    content = read_content(session, plan, version)
    ids = [quote for links in (content.links, content.inline) for found in links.values() for quote in found]
    spoken = quotes_by_id(session, list(dict.fromkeys(ids)), private_too=private_too)
    spoken = as_shown(session, spoken, version.id, frozen=version.frozen_at is not None)
    shown = guarded(session, plan, version, content, spoken)
    helped = helped_parts(session, version, content.items)
    gone = gone_among(session, [line.symbol for lines in content.easy.values() for line in lines])
    return [
        replace(
            _section(plan, section, shown, gone),
            helped=helped.get(section.lineage_id),
            others_helped=bool(helped),
        )
        for section in content.under(None)
    ]


def _section(plan: Plan, section: Item, shown: Guarded[Spoken], gone: frozenset[str]) -> SectionView:
    shape = kinds.shape_of(plan.plan_type, str(section.details["key"]))
    return SectionView(
        lineage_id=section.lineage_id,
        key=shape.key,
        title=shape.title,
        for_the_person=shape.for_the_person,
        lines=tuple(_line(item, shown, gone) for item in shown.content.under(section.id)),
        quotes=_quotes(section, shown),
    )


def _line(item: Item, shown: Guarded[Spoken], gone: frozenset[str]) -> LineView:
    values = {
        name: _words(item, name, shown)
        for name, value in item.details.items()
        if value not in ("", None) and name not in kinds.KINDS[item.kind].ties
    }
    return LineView(
        id=item.id,
        lineage_id=item.lineage_id,
        kind=item.kind,
        label=kinds.label_of(item.kind),
        fields=tuple((kinds.title_of(item.kind, name), words) for name, words in values.items()),
        quotes=_quotes(item, shown),
        children=tuple(_line(child, shown, gone) for child in shown.content.under(item.id)),
        values=values,
        easy=tuple(
            EasyView(shown.other(line.text), "" if line.symbol in gone else line.symbol, line.made_by == BY_RULES)
            for line in shown.content.easy.get(item.lineage_id, ())
        ),
    )


def _words(item: Item, name: str, shown: Guarded[Spoken]) -> str:
    text = str(item.details[name])
    if len(text) == 10 and text[4:5] == text[7:8] == "-" and text.replace("-", "").isdigit():
        return day(date.fromisoformat(text))
    return shown.text(item, name)


def _quotes(item: Item, shown: Guarded[Spoken]) -> tuple[Spoken, ...]:
    ids = [*shown.content.links.get(item.id, []), *shown.content.inline.get(item.id, [])]
    return tuple(shown.spoken[quote] for quote in dict.fromkeys(ids) if quote in shown.spoken)
