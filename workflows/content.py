"""What a version's text lacks: empty parts, unfinished lines, words taken back. Pure over what was read."""

import dataclasses
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlmodel import Session, col, select

from engine import kinds
from engine.easy_read import EasyLine, lines_of, out_of_date
from engine.guard import Answered
from engine.items import Item, items_of, links_of
from engine.plans import Plan, PlanType
from engine.quotes import Attribution, Spoken, quotes_by_id
from engine.sayings import Lowered, say, several
from engine.versions import PassageMark, Version, Waiver
from workflows.linking import usable

EASY_READ = "easy-read"
"""The check that Easy Read lines were looked at since their text changed, as a waiver names it."""


@dataclass(frozen=True)
class Content:
    """A version's items as read in one go, with their quotes and what was answered for or set aside."""

    items: tuple[Item, ...]
    links: Mapping[UUID, Sequence[UUID]]
    inline: Mapping[UUID, Sequence[UUID]]
    marks: tuple[Answered, ...]
    waived: frozenset[str]
    easy: Mapping[UUID, Sequence[EasyLine]] = dataclasses.field(default_factory=dict)
    """Easy Read lines by the lineage of their item."""
    language: str = "en"

    def under(self, parent: UUID | None) -> list[Item]:
        """The items directly under one, in order."""
        return [item for item in self.items if item.parent_id == parent]

    def quotes_at(self, item: Item) -> list[UUID]:
        """The quotes a line refers to: those shown with it, and those inside its text."""
        return [*self.links.get(item.id, ()), *self.inline.get(item.id, ())]

    def section_of(self, item: Item) -> Item:
        """The section an item stands in; a section is its own."""
        by_id = {other.id: other for other in self.items}
        while item.parent_id is not None:
            item = by_id[item.parent_id]
        return item


def read_content(session: Session, plan: Plan, version: Version) -> Content:
    """Six queries, whatever the plan's length."""
    items = items_of(session, version.id)
    ids = [item.id for item in items]
    marks = session.exec(select(PassageMark).where(PassageMark.plan_id == plan.id).order_by(col(PassageMark.id))).all()
    waived = session.exec(select(col(Waiver.check)).where(Waiver.version_id == version.id)).all()
    return Content(
        items=tuple(items),
        links=links_of(session, ids),
        inline=links_of(session, ids, inline=True),
        marks=tuple(Answered(mark.passage, mark.kind, mark.said_by) for mark in marks),
        waived=frozenset(waived),
        easy=lines_of(session, version.id),
        language=version.language,
    )


def missing_sections(plan_type: str, content: Content, required: Sequence[str]) -> tuple[str, ...]:
    """The titles of required parts in which nothing stands yet."""
    present = _PRESENT_TREATMENT if plan_type == PlanType.TREATMENT else {}
    titles = {shape.key: shape.title for shape in kinds.SECTIONS[plan_type]}
    return tuple(
        titles.get(key, key.replace("_", " ").capitalize())
        for key in required
        if not present.get(key, _section_filled(key))(content)
    )


def unfinished(content: Content) -> tuple[str, ...]:
    """Lines that miss a needed field, named so that they can be found."""
    lines = []
    for item in content.items:
        lacking = gaps(item, content)
        if lacking and f"unfinished:{item.lineage_id}" not in content.waived:
            named = several(Lowered(kinds.title_of(item.kind, gap)) for gap in lacking)
            label = kinds.label_of(item.kind)
            if content.links.get(item.id) and not _written(item):
                lines.append(say("%(label)s with their words still needs: %(named)s", label=label, named=named))
            else:
                short = _short(item)
                lines.append(say("%(label)s “%(short)s” still needs: %(named)s", label=label, short=short, named=named))
    return tuple(lines)


def easy_read_out_of_date(content: Content) -> tuple[str, ...]:
    """Lines of the plan whose text changed since their Easy Read lines were looked at."""
    if EASY_READ in content.waived:
        return ()
    return tuple(
        say("%(label)s “%(short)s”", label=Lowered(kinds.label_of(item.kind)), short=_short(item))
        for item in content.items
        if out_of_date(item, content.easy.get(item.lineage_id, ()))
    )


def gaps(item: Item, content: Content) -> list[str]:
    """Needed fields that are still empty. Words of somebody’s own, shown with the line, say what its text would say."""
    lacking = kinds.missing(item.kind, item.details)
    return [field for field in lacking if field != "text" or not content.links.get(item.id)]


def spoken_in(session: Session, content: Content) -> dict[UUID, Spoken]:
    """The quotes that the lines refer to."""
    return quotes_by_id(session, list({quote for item in content.items for quote in content.quotes_at(item)}))


def taken_back_in(content: Content, spoken: Mapping[UUID, Spoken]) -> tuple[str, ...]:
    """The lines that refer to words which may not stand in a plan: taken back, not meant, private, erased, not agreed to."""
    return tuple(
        say("%(label)s “%(short)s”", label=Lowered(kinds.label_of(item.kind)), short=_short(item))
        for item in content.items
        if not all(usable(spoken[quote]) for quote in content.quotes_at(item))
    )


def bare_goals(content: Content) -> tuple[str, ...]:
    """Goals without an objective, and objectives without an intervention."""
    wanted = {"goal": "objective", "objective": "intervention"}
    return tuple(
        f"{kinds.KINDS[item.kind].label} “{_short(item)}”"
        for item in content.items
        if item.kind in wanted and not any(child.kind == wanted[item.kind] for child in content.under(item.id))
    )


def words_in_vision(content: Content, spoken: Mapping[UUID, Spoken]) -> bool:
    """Whether words of the person stand in the vision section: their own, or their meaning through an interpreter."""
    return any(
        spoken[quote].attribution != Attribution.OTHER and usable(spoken[quote])
        for item in content.items
        if content.section_of(item).details.get("key") == "vision"
        for quote in content.quotes_at(item)
    )


def is_empty(item: Item, content: Content) -> bool:
    """Nothing written and nothing linked."""
    return not _written(item) and not content.links.get(item.id)


def _section_filled(key: str) -> Callable[[Content], bool]:
    def filled(content: Content) -> bool:
        return any(
            item.kind != "section"
            and content.section_of(item).details.get("key") == key
            and not is_empty(item, content)
            for item in content.items
        )

    return filled


def _has(kind: str) -> Callable[[Content], bool]:
    def there(content: Content) -> bool:
        return any(item.kind == kind and not is_empty(item, content) for item in content.items)

    return there


def _every(kind: str, field: str) -> Callable[[Content], bool]:
    def all_there(content: Content) -> bool:
        found = [item for item in content.items if item.kind == kind]
        return bool(found) and all(str(item.details.get(field) or "").strip() for item in found)

    return all_there


_PRESENT_TREATMENT: Mapping[str, Callable[[Content], bool]] = {
    "goals": _has("goal"),
    "objectives": _has("objective"),
    "interventions": _has("intervention"),
    "progress": _has("progress_measure"),
    "responsible": _every("intervention", "responsible"),
    "target_dates": _every("objective", "target_date"),
}


def _written(item: Item) -> bool:
    return any(str(item.details.get(field) or "").strip() for field in kinds.staff_fields(item.kind))


def _short(item: Item) -> str:
    for field in kinds.staff_fields(item.kind):
        text = str(item.details.get(field) or "").strip()
        if text:
            return text[:60].replace("\n", " ")
    return "not written yet"
